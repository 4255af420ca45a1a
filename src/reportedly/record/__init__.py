"""What is kept? The record: reports and what was read in them, in one file, and the questions to ask of it."""

from reportedly.record.demands import DemandRow, DemandStep, find_demands
from reportedly.record.groups import Groups, find_groups
from reportedly.record.incidents import (
    AccountRow,
    DisputeRow,
    IncidentAccounts,
    IncidentRow,
    SideRow,
    find_accounts,
    find_disputes,
    find_incidents,
)
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
from reportedly.record.stories import StoryRow, find_origins, find_stories
from reportedly.record.wording import Usage, WordingRow, find_wording

__all__ = [
    "AccountRow",
    "Added",
    "DemandRow",
    "DemandStep",
    "DidRow",
    "DisputeRow",
    "Groups",
    "IncidentAccounts",
    "IncidentRow",
    "ReportRow",
    "SaidRow",
    "SideRow",
    "Store",
    "StoryRow",
    "TermRow",
    "Usage",
    "WordingRow",
    "find_accounts",
    "find_demands",
    "find_did",
    "find_disputes",
    "find_groups",
    "find_incidents",
    "find_origins",
    "find_reports",
    "find_said",
    "find_stories",
    "find_terms",
    "find_wording",
    "open_store",
]
