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
    from reportedly.record import (
        AccountRow,
        DemandRow,
        DidRow,
        DisputeRow,
        IncidentAccounts,
        IncidentRow,
        ReportRow,
        SaidRow,
        SideRow,
        StoryRow,
        TermRow,
    )

#: Of parties, places and voices, so many are named in a table.
_NAMED = 3


def tabulate_answer(question: str, rows: Sequence[Any]) -> Table:
    """Tabulate the rows that answer a question: "said", "did", "stories", ..."""
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
        return _write_numbers(value)
    return value if isinstance(value, int | float) or value is None else str(value)


def _write_numbers(numbers: Mapping[str, tuple[int | None, int | None]]) -> str:
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
        "numbers": _write_numbers(row.numbers),
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


def _describe_story(row: "StoryRow") -> dict[str, str]:
    return {
        "id": row.id,
        "date": _day(row.date) if _day(row.last) == _day(row.date) else f"{_day(row.date) or '?'} to {_day(row.last)}",
        "story": row.title or "",
        "who": _few(row.parties),
        "where": _few(row.places),
        "told by": _tell_sources(len(row.reports), row.origins, row.independent),
        "incidents": str(row.incidents),
    }


def _describe_incident(row: "IncidentRow") -> dict[str, str]:
    return {
        "id": row.id,
        "date": _day(row.date),
        "event": f"{row.type} {row.mode}" if row.mode else row.type,
        "who → whom": _pair(row.actors, row.recipients),
        "where": _few(row.places),
        "numbers": _write_numbers(row.numbers),
        "asserted by": _few(row.asserted_by),
        "denied by": _few(row.denied_by),
        "disputed": ", ".join(row.disputed),
        "told by": _tell_sources(row.reports, row.origins, row.independent),
    }


def _describe_dispute(row: "DisputeRow") -> dict[str, str]:
    return {
        "incident": row.incident,
        "date": _day(row.date),
        "event": row.type,
        "dispute": row.about,
        "sides": " · ".join(map(_describe_side, row.sides)),
    }


def _describe_side(side: "SideRow") -> str:
    return f"{_few(side.voices)}: {side.says}"


def _describe_demand(row: "DemandRow") -> dict[str, str]:
    later = [
        " ".join(filter(None, (step.step, step.by and f"by {step.by}", _day(step.date)))) for step in row.steps[1:]
    ]
    return {
        "id": row.id,
        "date": _day(row.date),
        "kind": row.kind,
        "by → to": " → ".join((row.by or "?", row.to)) if row.to else row.by or "",
        "content": row.quote,
        "condition": row.condition,
        "deadline": row.deadline or "",
        "now": row.state,
        "since then": "; ".join(later),
    }


def tabulate_accounts(found: "IncidentAccounts") -> tuple[Table, ...]:
    """Tabulate an incident, its accounts, and what they differ on."""
    tables = [tabulate_rows("incident", [_describe_incident(found.incident)])]
    tables.append(tabulate_rows("accounts", [_describe_account(row) for row in found.accounts]))
    if found.disputes:
        tables.append(tabulate_rows("disputes", [_describe_difference(row) for row in found.disputes]))
    return tuple(tables)


def _describe_account(row: "AccountRow") -> dict[str, str]:
    return {
        "id": row.pointer,
        "date": _day(row.date),
        "voice": _describe_chain(row),
        "status": row.status,
        "who → whom": _pair(row.actors, row.recipients),
        "where": ", ".join(row.places),
        "when": row.when or "",
        "numbers": _write_numbers(row.numbers),
        "calls it": ", ".join(row.wording),
        "words": row.quote,
    }


def _describe_chain(row: "AccountRow") -> str:
    """Tell through whom an account came: who says it, whom they told, who printed it, whose text that was."""
    chain = [*dict.fromkeys((row.speaker or row.publisher or row.report, *row.via, row.publisher or row.report))]
    if row.origin != row.report:
        chain.append(f"copied from {row.origin}")
    return " ← ".join(chain)


def _describe_difference(row: "DisputeRow") -> dict[str, str]:
    return {"dispute": row.about, "sides": " · ".join(map(_describe_side, row.sides)), "because": row.why}


def _day(moment: str | None) -> str:
    return (moment or "").partition("T")[0]


def _few(names: Sequence[str]) -> str:
    """Name the first few, and say how many more there are; JSON and CSV name all."""
    named, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def _pair(actors: Sequence[str], recipients: Sequence[str]) -> str:
    left, right = _few(actors), _few(recipients)
    return f"{left or '?'} → {right}" if right else left


def _tell_sources(reports: int, origins: int, independent: int) -> str:
    """Tell how many reports there are, and how many origins: a single one is said to be single."""
    told = f"{reports:,} report{'s' if reports > 1 else ''}"
    if origins == 1:
        return f"{told}, single origin"
    return f"{told}, {origins:,} origins" + (f", {independent:,} independent" if independent != origins else "")


_DESCRIBE: Mapping[str, Callable[[Any], dict[str, str]]] = MappingProxyType(
    {
        "said": _describe_said,
        "did": _describe_did,
        "terms": _describe_term,
        "reports": _describe_report,
        "stories": _describe_story,
        "incidents": _describe_incident,
        "disputes": _describe_dispute,
        "demands": _describe_demand,
    }
)
