"""What is an actor, a place or an event called, and by whom? The words that each speaker, or a report itself, uses.

A name finds whoever bears it, in whole words as in the other questions, and whoever is called exactly that anywhere:
all the names of one place or actor are found by any of them. Filters that only an event can pass leave the rest out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Subquery, and_, false, func, or_, select, union_all

from reportedly.errors import ReportedlyError
from reportedly.ontology import MODES, TYPES
from reportedly.record import schema
from reportedly.record.asking import (
    Conditions,
    ask_dates,
    ask_party,
    ask_publisher,
    ask_value,
    choose_names,
    escape_words,
    read_country,
)
from reportedly.record.schema import storable
from reportedly.record.store import Store

#: Who and what an event's parties and places stand in it as.
_PARTIES, _PLACES = ("actor", "recipient"), ("place", "place as written")

_ALL_MODES = tuple(dict.fromkeys(mode for modes in MODES.values() for mode in modes))


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses some words, how often, and how often of that as quoted; `own_voice` is a publisher's own reports."""

    by: str | None
    own_voice: bool
    count: int
    quoted: int


@dataclass(frozen=True, slots=True)
class WordingRow:
    """What an actor or a place (`of` is its name) or an event (`of` is its type) is called, and by whom.

    `report`, `id` and `date` are those of the newest report that has the words.
    """

    kind: str
    of: str
    words: str
    count: int
    by: tuple[Usage, ...]
    date: str | None
    report: str
    id: str

    @property
    def pointer(self) -> str:
        """Give where the words stand: REPORT:a3."""
        return f"{self.report}:{self.id}"


def find_wording(
    store: Store,
    name: str | None = None,
    *,
    other: str | None = None,
    by: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's word
    mode: str | None = None,
    where: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = 50,
) -> tuple[WordingRow, ...]:
    """Find what they are called and by whom: actors, places, then events, so many rows of each, the most used first.

    `name` is an actor or a place; of events it gives those that the actor has a part in or that happen at the place,
    with `other` only those between the two.
    """
    if all(value is None for value in (name, other, by, type, mode, where)):
        raise ReportedlyError("of whom or what? give a name, or at least one of by, type, mode and where")
    for_all = (
        *_ask_speaker(by),
        *ask_dates(schema.labels.c.date, since, until),
        *ask_publisher(schema.labels.c.report, publisher),
    )
    finding = schema.labels.c.finding
    for_events = (
        *ask_party(finding, _PARTIES, other),
        *ask_value(schema.events.c.type, type and type.upper(), "event type", tuple(TYPES)),
        *ask_value(schema.events.c.mode, mode, "mode", _ALL_MODES),
        *ask_party(finding, _PLACES, where),
    )
    with store.reading() as connection:
        queries = [] if for_events else [_count_named((*_ask_named(name), *for_all), limit)]
        queries.append(_count_events((*_ask_taking_part(name), *for_events, *for_all), limit))
        uses = [use for query in queries for use in connection.execute(query).mappings()]
    return tuple(_choose_rows(uses, limit))


def _ask_named(name: str | None) -> Conditions:
    labels = schema.labels.c
    if name is None:
        return (labels.name.is_not(None),)
    identities = _choose_identities(name)
    if identities is None:
        return (false(),)
    country = read_country(name)
    named = labels.name.in_(identities)
    return (named if country is None else or_(named, labels.country == country),)


def _ask_taking_part(name: str | None) -> Conditions:
    """Ask for events that somebody by a name, or of a country, has a part in, or that happen at a place."""
    finding, parties = schema.labels.c.finding, schema.parties.c
    if name is None:
        return (finding.is_not(None),)
    identities = _choose_identities(name)
    if identities is None:
        return (false(),)
    taking_part = select(parties.finding).where(parties.role.in_((*_PARTIES, *_PLACES)))
    named, country = taking_part.where(parties.name.in_(identities)), read_country(name)
    if country is None:
        return (finding.in_(named),)
    return (finding.in_(union_all(named, taking_part.where(parties.country == country))),)


def _ask_speaker(by: str | None) -> Conditions:
    labels, query = schema.labels.c, escape_words(by or "")
    if by is None or query is None:
        return () if by is None else (false(),)
    named, country = labels.speaker.in_(choose_names(query)), read_country(by)
    return (named if country is None else or_(named, labels.speaker_country == country),)


def _choose_identities(name: str) -> Select[tuple[int]] | None:
    """Choose who bears a name, and who is called exactly that: the place called Khankendi may bear another name."""
    query = escape_words(name)
    if query is None:
        return None
    labels = schema.labels.c
    written = labels.words.collate("NOCASE") == storable(" ".join(name.split()))
    bearing = select(labels.name).where(written, labels.name.is_not(None)).distinct()
    return select(union_all(choose_names(query), bearing).subquery().c[0])


def _count_named(conditions: Conditions, limit: int | None) -> Select[Any]:
    """Count the words for actors and places by who uses them."""
    bearer = schema.names.alias()
    counted = _count_most_used(_select_uses(schema.labels.c.name).where(*conditions), limit).subquery()
    query = _name_columns(counted, bearer.c.name)
    return query.join(bearer, bearer.c.key == counted.c.of)


def _count_events(conditions: Conditions, limit: int | None) -> Select[Any]:
    """Count the words for events by who uses them."""
    labels, events = schema.labels.c, schema.events
    uses = _select_uses(events.c.type).join(events, events.c.key == labels.finding).where(*conditions)
    counted = _count_most_used(uses, limit).subquery()
    return _name_columns(counted, counted.c.of)


def _select_uses(of: ColumnElement[Any]) -> Select[Any]:
    labels = schema.labels.c
    folded = func.lower(labels.words).label("folded")
    columns = (labels.words, labels.speaker, labels.voice, labels.date, labels.report, labels.id)
    return select(labels.kind, of.label("of"), folded, *columns)


def _count_most_used(selected: Select[Any], limit: int | None) -> Select[Any]:
    """Count the uses of each words by each speaker, for the most used words of each kind.

    The row of the newest use gives its report and id: SQLite takes them from where the maximum stands.
    """
    uses = selected.cte("uses")
    same = (uses.c.kind, uses.c.of, uses.c.folded)
    rank = func.row_number().over(partition_by=uses.c.kind, order_by=(func.count().desc(), uses.c.folded))
    ranked = select(*same, rank.label("rank")).group_by(*same).cte("ranked")
    keys = (uses.c.kind, uses.c.of, uses.c.words, uses.c.speaker, uses.c.voice)
    newest = (func.max(uses.c.date).label("date"), uses.c.report, uses.c.id)
    query = select(*keys, func.count().label("count"), *newest).group_by(*keys)
    if limit is None:
        return query
    of_same = and_(*(column == ranked.c[column.name] for column in same))
    return query.join(ranked, of_same).where(ranked.c.rank <= limit)


def _name_columns(counted: Subquery, of: ColumnElement[str]) -> Select[Any]:
    """Give counted uses with their speakers and reports by name."""
    speaker, reports = schema.names.alias(), schema.reports
    columns = (counted.c[name] for name in ("kind", "words", "voice", "count", "date", "id"))
    query = select(of.label("of"), *columns, speaker.c.name.label("speaker"), reports.c.id.label("report"))
    query = query.select_from(counted).join(reports, reports.c.key == counted.c.report)
    return query.outerjoin(speaker, speaker.c.key == counted.c.speaker)


def _choose_rows(uses: Iterable[RowMapping], limit: int | None) -> Iterator[WordingRow]:
    """Gather the uses of the same words in whatever case, and give the most used of each kind."""
    gathered: dict[tuple[str, str, str], list[RowMapping]] = {}
    for use in uses:
        gathered.setdefault((use["kind"], use["of"], use["words"].casefold()), []).append(use)
    rows = [_make_row(kind, of, same) for (kind, of, _), same in gathered.items()]
    order = ("actor", "place", "event")
    rows.sort(key=lambda row: (order.index(row.kind), -row.count, row.words.casefold(), row.of))
    for _, of_kind in groupby(rows, key=lambda row: row.kind):
        yield from list(of_kind)[:limit]


def _make_row(kind: str, of: str, uses: list[RowMapping]) -> WordingRow:
    spellings: Counter[str] = Counter()
    speakers: dict[tuple[str | None, bool], Counter[str]] = {}
    for use in uses:
        spellings[use["words"]] += use["count"]
        speakers.setdefault((use["speaker"], use["voice"] == "own"), Counter())[use["voice"]] += use["count"]
    usages = [Usage(by, own, voices.total(), voices["quoted"]) for (by, own), voices in speakers.items()]
    usages.sort(key=lambda usage: (-usage.count, usage.by or "", usage.own_voice))
    newest = max(uses, key=lambda use: (use["date"] or "", use["report"], use["id"]))
    return WordingRow(
        kind=kind,
        of=of,
        words=max(sorted(spellings, reverse=True), key=spellings.__getitem__),
        count=spellings.total(),
        by=tuple(usages),
        date=newest["date"],
        report=newest["report"],
        id=newest["id"],
    )
