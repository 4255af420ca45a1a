"""In which formats can readings be handed on? FORMATS lists them; a new one is a file here and a line there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportedly.exports.html import write_page_head, write_page_tail, write_section
from reportedly.exports.record_json import write_record
from reportedly.exports.tables_csv import TABLES, write_head, write_rows
from reportedly.model import Reading


def _write_nothing(only: str | None = None) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Format:
    """How readings become text, one after the other: `only` names the one layer that is wanted, or None.

    In a folder each report has a file of its own, or, where `tables` names some, each table has one.
    """

    about: str
    suffixes: tuple[str, ...]
    write: Callable[[Reading, str | None], str]
    begin: Callable[[str | None], str] = _write_nothing
    end: Callable[[str | None], str] = _write_nothing
    tables: tuple[str, ...] = ()


#: Name -> format.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format(
            about="Record JSON: one object a line, or in a folder one ID.json a report",
            suffixes=(".json", ".jsonl", ".ndjson"),
            write=write_record,
        ),
        "csv": Format(
            about="a table for a spreadsheet: events unless --only names another; a folder gets all tables",
            suffixes=(".csv",),
            begin=write_head,
            write=write_rows,
            tables=tuple(TABLES),
        ),
        "html": Format(
            about="a page with the marked text and the tables; a folder gets one ID.html a report",
            suffixes=(".html", ".htm"),
            begin=write_page_head,
            write=write_section,
            end=write_page_tail,
        ),
    }
)
