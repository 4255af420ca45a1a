"""What does the record hold of it? Who said what, who did what to whom, who puts what to whom, and in which reports.

Every filter that is given must hold. Names match on whole words, in any order, whatever the case and the accents
("ministry" finds "Turkish Foreign Ministry"), or as a country's three letters; `words` are looked for in the words
themselves, phrases in quotes. Dates compare as far as both say: "2022" stands for all of that year. Newest first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection, RowMapping, Table, func, select

from reportedly.model import StatementKind
from reportedly.ontology import MODES, STATUSES, TERM_KINDS, TYPES
from reportedly.record import schema
from reportedly.record.asking import (
    Conditions,
    ask_dates,
    ask_party,
    ask_publisher,
    ask_report_words,
    ask_subject,
    ask_value,
    ask_words,
)
from reportedly.record.rows import quote
from reportedly.record.store import Store

#: How many rows one query fetches, with their reports' texts.
_BATCH = 500

_ALL_MODES = tuple(dict.fromkeys(mode for modes in MODES.values() for mode in modes))


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What every row has: the words, and where they stand. `date` is the event's own, or when it was published."""

    report: str
    id: str
    date: str | None
    publisher: str | None
    quote: str

    @property
    def pointer(self) -> str:
        """Give what the finding is asked for by: REPORT:s3."""
        return f"{self.report}:{self.id}"


@dataclass(frozen=True, slots=True)
class SaidRow(FoundRow):
    """Who said what; `speaker` is as resolved, else as written."""

    speaker: str | None
    via: tuple[str, ...]
    to: tuple[str, ...]
    kind: str
    cue: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DidRow(FoundRow):
    """Who did what to whom; `according_to` is who says so: the publisher where `statement` is None."""

    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    numbers: Mapping[str, tuple[int | None, int | None]]
    trigger: str
    statement: str | None
    according_to: str | None
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermRow(FoundRow):
    """What one party puts to another, and on what condition."""

    kind: str
    by: str | None
    to: str | None
    condition: str
    deadline: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report on record, and how much is found in it."""

    report: str
    date: str | None
    publisher: str | None
    title: str | None
    url: str | None
    language: str | None
    where: str | None
    reader: str
    statements: int
    events: int
    terms: int


def find_said(
    store: Store,
    *,
    by: str | None = None,
    about: str | None = None,
    to: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    publisher: str | None = None,
    limit: int | None = 50,
) -> tuple[SaidRow, ...]:
    """Find who said what; `about` is whom or what the content names, by any word for it, or its own words."""
    statements = schema.statements
    conditions = (
        *ask_party(statements.c.key, ("speaker",), by),
        *ask_subject(statements.c.key, about),
        *ask_party(statements.c.key, ("to",), to),
        *ask_value(statements.c.kind, kind, "statement kind", get_args(StatementKind)),
        *ask_dates(statements.c.date, since, until),
        *ask_words(statements.c.key, "said", words),
        *ask_publisher(statements.c.report, publisher),
    )
    return tuple(_said_row(*found) for found in _fetch(store, statements, conditions, limit))


def find_did(
    store: Store,
    *,
    actor: str | None = None,
    recipient: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's word
    mode: str | None = None,
    status: str | None = None,
    where: str | None = None,
    according_to: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    limit: int | None = 50,
) -> tuple[DidRow, ...]:
    """Find who did what to whom, where and according to whom; `words` are looked for in the passages that tell it."""
    events = schema.events
    conditions = (
        *ask_party(events.c.key, ("actor",), actor),
        *ask_party(events.c.key, ("recipient",), recipient),
        *ask_value(events.c.type, type and type.upper(), "event type", tuple(TYPES)),
        *ask_value(events.c.mode, mode, "mode", _ALL_MODES),
        *ask_value(events.c.status, status, "status", STATUSES),
        *ask_party(events.c.key, ("place", "place as written"), where),
        *ask_party(events.c.key, ("according to",), according_to),
        *ask_dates(events.c.date, since, until),
        *ask_words(events.c.key, "did", words),
    )
    return tuple(_did_row(*found) for found in _fetch(store, events, conditions, limit))


def find_terms(
    store: Store,
    *,
    by: str | None = None,
    to: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    limit: int | None = 50,
) -> tuple[TermRow, ...]:
    """Find who demands, offers, threatens, refuses, accepts or commits to what; `words` are the content's."""
    terms = schema.terms
    conditions = (
        *ask_party(terms.c.key, ("by",), by),
        *ask_party(terms.c.key, ("to",), to),
        *ask_value(terms.c.kind, kind, "term kind", TERM_KINDS),
        *ask_dates(terms.c.date, since, until),
        *ask_words(terms.c.key, "term", words),
    )
    return tuple(_term_row(*found) for found in _fetch(store, terms, conditions, limit))


def find_reports(
    store: Store,
    *,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    limit: int | None = 50,
) -> tuple[ReportRow, ...]:
    """Find reports by who published them, when, and words of their title or text."""
    reports = schema.reports
    number_of = {
        table.name: select(func.count()).where(table.c.report == reports.c.key).scalar_subquery().label(table.name)
        for table in (schema.statements, schema.events, schema.terms)
    }
    names = ("publisher", "title", "url", "language", "where", "reader")
    columns = (reports.c.id.label("report"), reports.c.published.label("date"), *(reports.c[name] for name in names))
    conditions = (
        *ask_publisher(reports.c.key, publisher),
        *ask_dates(reports.c.published, since, until),
        *ask_report_words(words),
    )
    query = select(*columns, *number_of.values()).where(*conditions)
    query = query.order_by(reports.c.published.desc(), reports.c.key).limit(limit)
    with store.reading() as connection:
        return tuple(ReportRow(**row) for row in connection.execute(query).mappings())


def _fetch(
    store: Store, table: Table, conditions: Conditions, limit: int | None
) -> Iterator[tuple[RowMapping, Mapping[str, tuple[str, ...]]]]:
    """Give the rows of findings, newest first, each with its report's columns and with the names in each role."""
    # first the keys alone: a sort that carries every report's text along takes a hundred times as long
    chosen = select(table.c.key).where(*conditions).order_by(table.c.date.desc(), table.c.key).limit(limit)
    with store.reading() as connection:
        keys = connection.scalars(chosen).all()
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            rows, parties = _fetch_rows(connection, table, batch), _fetch_parties(connection, batch)
            yield from ((rows[key], parties.get(key, {})) for key in batch)


def _fetch_rows(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, RowMapping]:
    reports = schema.reports.c
    query = select(table, reports.id.label("report_id"), reports.publisher, reports.text)
    query = query.join(schema.reports, reports.key == table.c.report).where(table.c.key.in_(keys))
    return {row["key"]: row for row in connection.execute(query).mappings()}


def _fetch_parties(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    parties, names = schema.parties, schema.names
    query = select(parties.c.finding, parties.c.role, names.c.name).join(names, names.c.key == parties.c.name)
    query = query.where(parties.c.finding.in_(keys)).order_by(parties.c.finding, parties.c.role, parties.c.number)
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for finding, role, name in connection.execute(query):
        roles = found.setdefault(finding, {})
        roles[role] = (*roles.get(role, ()), name)
    return found


def _said_row(row: RowMapping, parties: Mapping[str, tuple[str, ...]]) -> SaidRow:
    return SaidRow(
        **_found(row, quote(row["text"], row["spans"]["content"])),
        speaker=_only(parties, "speaker"),
        via=parties.get("via", ()),
        to=parties.get("to", ()),
        kind=row["kind"],
        cue=quote(row["text"], row["spans"]["cue"]),
        about=parties.get("about", ()),
    )


def _did_row(row: RowMapping, parties: Mapping[str, tuple[str, ...]]) -> DidRow:
    return DidRow(
        **_found(row, row["text"][row["start"] : row["end"]]),
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        actors=parties.get("actor", ()),
        recipients=parties.get("recipient", ()),
        places=parties.get("place", ()),
        numbers={kind: (count["low"], count["high"]) for kind, count in row["numbers"].items()},
        trigger=quote(row["text"], [row["spans"]["trigger"]]),
        statement=row["statement"],
        according_to=_only(parties, "according to"),
        via=parties.get("via", ()),
    )


def _term_row(row: RowMapping, parties: Mapping[str, tuple[str, ...]]) -> TermRow:
    return TermRow(
        **_found(row, quote(row["text"], row["spans"]["content"])),
        kind=row["kind"],
        by=_only(parties, "by"),
        to=_only(parties, "to"),
        condition=quote(row["text"], row["spans"]["condition"]),
        deadline=row["deadline"],
        statement=row["statement"],
    )


def _found(row: RowMapping, words: str) -> dict[str, Any]:
    return {
        "report": row["report_id"],
        "id": row["id"],
        "date": row["date"],
        "publisher": row["publisher"],
        "quote": words,
    }


def _only(parties: Mapping[str, tuple[str, ...]], role: str) -> str | None:
    return next(iter(parties.get(role, ())), None)
