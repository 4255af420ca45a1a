"""What is kept? The record: reports and what was read in them, in one file, and the questions to ask of it."""

from reportedly.record.queries import (
    DidRow,
    ReportRow,
    SaidRow,
    TermRow,
    find_did,
    find_reports,
    find_said,
    find_terms,
)
from reportedly.record.store import Added, Store, open_store
from reportedly.record.wording import Usage, WordingRow, find_wording

__all__ = [
    "Added",
    "DidRow",
    "ReportRow",
    "SaidRow",
    "Store",
    "TermRow",
    "Usage",
    "WordingRow",
    "find_did",
    "find_reports",
    "find_said",
    "find_terms",
    "find_wording",
    "open_store",
]
