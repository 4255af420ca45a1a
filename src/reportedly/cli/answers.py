"""How does an answer of the record look? Its rows as a table for the eye, as JSON lines, or as CSV."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reportedly.exports.record_json import write_line
from reportedly.exports.tables import Table, tabulate_rows, write_count
from reportedly.exports.tables_csv import Cell, write_lines
from reportedly.model import Count

if TYPE_CHECKING:  # the record brings SQLAlchemy along, which --help must not wait for
    from reportedly.record import DidRow, ReportRow, SaidRow, TermRow


def tabulate_answer(question: str, rows: Sequence[Any]) -> Table:
    """Tabulate the rows that answer "said", "did", "terms" or "reports"."""
    return tabulate_rows(question, [_DESCRIBE[question](row) for row in rows])


def write_answer_json(rows: Sequence[Any]) -> str:
    """Give each row as a JSON object on a line of its own."""
    return "".join(write_line(asdict(row)) for row in rows)


def write_answer_csv(rows: Sequence[Any]) -> str:
    """Give the rows as CSV, with a line of column names."""
    if not rows:
        return ""
    names = [field.name for field in fields(rows[0])]
    lines: list[tuple[Cell, ...]] = [tuple(names)]
    lines += [tuple(_flatten(getattr(row, name)) for name in names) for row in rows]
    return write_lines(lines)


def _flatten(value: Any) -> Cell:
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Mapping):
        return write_numbers(value)
    return value if isinstance(value, int | float) or value is None else str(value)


def write_numbers(numbers: Mapping[str, tuple[int | None, int | None]]) -> str:
    """Give numbers of people by kind: "killed at least 12, injured 3"."""
    return ", ".join(f"{kind} {write_count(Count(low, high, (0, 0)))}" for kind, (low, high) in numbers.items())


def _describe_said(row: "SaidRow") -> dict[str, str]:
    via = "".join(f", via {name}" for name in row.via)
    to = f" → {', '.join(row.to)}" if row.to else ""
    return {
        "id": row.pointer,
        "date": row.date or "",
        "who → to whom": f"{row.speaker or '(nobody named)'}{via}{to}",
        "kind": row.kind,
        "words": row.quote,
    }


def _describe_did(row: "DidRow") -> dict[str, str]:
    actors, recipients = ", ".join(row.actors), ", ".join(row.recipients)
    return {
        "id": row.pointer,
        "date": row.date or "",
        "event": f"{row.type} {row.mode}" if row.mode else row.type,
        "status": row.status,
        "who → whom": f"{actors or '?'} → {recipients}" if recipients else actors,
        "where": ", ".join(row.places),
        "numbers": write_numbers(row.numbers),
        "according to": row.according_to or "",
        "words": row.quote,
    }


def _describe_term(row: "TermRow") -> dict[str, str]:
    return {
        "id": row.pointer,
        "date": row.date or "",
        "kind": row.kind,
        "by → to": " → ".join((row.by or "?", row.to)) if row.to else row.by or "",
        "content": row.quote,
        "condition": row.condition,
        "deadline": row.deadline or "",
    }


def _describe_report(row: "ReportRow") -> dict[str, str]:
    return {
        "id": row.report,
        "date": row.date or "",
        "publisher": row.publisher or "",
        "text": row.title or row.url or row.where or "",
        "statements": str(row.statements),
        "events": str(row.events),
        "terms": str(row.terms),
    }


_DESCRIBE: Mapping[str, Callable[[Any], dict[str, str]]] = MappingProxyType(
    {"said": _describe_said, "did": _describe_did, "terms": _describe_term, "reports": _describe_report}
)
