"""What is a reading as rows for a spreadsheet? One row an event, statement or term; events in PLOVER's words."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from reportedly.errors import UnknownName
from reportedly.exports.defuse import defuse_cell
from reportedly.exports.tables import name_spans
from reportedly.model import Actor, Count, CountKind, Event, Place, Reading, Statement
from reportedly.ontology import TYPES

Cell = str | int | float | None

#: What joins several names in one cell.
_JOINT = "; "
_COUNTED: tuple[CountKind, ...] = ("killed", "injured", "arrested", "displaced", "participants")
_EVENT_COLUMNS = (
    "report", "event", "date", "type", "mode", "quad", "contexts", "status",
    "actor", "actor_country", "actor_sectors", "recipient", "recipient_country", "recipient_sectors",
    "place", "country", "lat", "lon", "geonameid",
    *(f"{kind}_{bound}" for kind in _COUNTED for bound in ("low", "high")),
    "statement", "speaker", "via", "trigger", "score", "published", "publisher", "url",
)  # fmt: skip
_STATEMENT_COLUMNS = (
    "report", "statement", "kind", "speaker", "speaker_country", "to", "via", "within", "source", "cue", "content",
    "score", "published", "publisher", "url",
)  # fmt: skip
_TERM_COLUMNS = (
    "report", "term", "kind", "by", "to", "content", "condition", "deadline", "answers", "statement", "speaker",
    "score", "published", "publisher", "url",
)  # fmt: skip


def write_head(table: str | None = None) -> str:
    """Give the line of column names of a table; events where none is named."""
    return write_lines([_find_table(table)[0]])


def write_rows(reading: Reading, table: str | None = None) -> str:
    """Give a reading's rows of a table; events where none is named."""
    return write_lines(_find_table(table)[1](reading))


def write_lines(rows: Iterator[tuple[Cell, ...]] | list[tuple[Cell, ...]]) -> str:
    """Give rows as CSV; what would start a formula in a spreadsheet is neutralised."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerows([defuse_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return lines.getvalue()


def _find_table(name: str | None) -> tuple[tuple[str, ...], Callable[[Reading], Iterator[tuple[Cell, ...]]]]:
    try:
        return TABLES[name or "events"]
    except KeyError:
        raise UnknownName(f"the csv format has no table of {name}; known: {', '.join(TABLES)}") from None


def _list_events(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    statements = {statement.id: statement for statement in reading.statements}
    actors = {actor.id: actor for actor in reading.actors}
    places = {place.id: place for place in reading.places}
    for event in reading.events:
        yield (
            reading.report.id, event.id, event.date, event.type, event.mode, TYPES.get(event.type),
            _JOINT.join(event.contexts), event.status,
            _JOINT.join(name_spans(reading, event.actor, event.actor_name)), *_describe_actors(actors, event.actor_id),
            _JOINT.join(name_spans(reading, event.recipient, event.recipient_name)),
            *_describe_actors(actors, event.recipient_id),
            *_locate(reading, places, event), *_count(event),
            event.statement, *_attribute(statements.get(event.statement or "")),
            reading.text_of((event.trigger,)), round(event.score, 3), *_describe_report(reading),
        )  # fmt: skip


def _describe_actors(actors: Mapping[str, Actor], ids: tuple[str | None, ...]) -> tuple[Cell, Cell]:
    found = [actors[actor_id] for actor_id in ids if actor_id is not None and actor_id in actors]
    countries = dict.fromkeys(actor.country for actor in found if actor.country)
    return _JOINT.join(countries), _JOINT.join(dict.fromkeys(sector for actor in found for sector in actor.sectors))


def _locate(reading: Reading, places: Mapping[str, Place], event: Event) -> tuple[Cell, ...]:
    """Give the words of all places, and the coordinates of the first that resolves."""
    found = [places.get(place_id or "") for place_id in event.place_id]
    resolved = [place for place in found if place is not None and place.name]
    words = _JOINT.join(place.name or "" for place in resolved) or reading.text_of(event.place)
    if not resolved:
        return words, None, None, None, None
    first = resolved[0]
    return words, first.country, first.lat, first.lon, first.geonameid


def _count(event: Event) -> Iterator[int | None]:
    for kind in _COUNTED:
        count = event.numbers.get(kind, Count(None, None, (0, 0)))
        yield count.low
        yield count.high


def _attribute(statement: Statement | None) -> tuple[Cell, Cell]:
    return (statement.speaker, _JOINT.join(statement.via)) if statement else (None, None)


def _describe_report(reading: Reading) -> tuple[Cell, Cell, Cell]:
    return reading.report.published, reading.report.publisher, reading.report.url


def _list_statements(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    countries = {actor.id: actor.country for actor in reading.actors}
    for statement in reading.statements:
        yield (
            reading.report.id, statement.id, statement.kind, statement.speaker,
            countries.get(statement.speaker_id or ""), _JOINT.join(statement.to), _JOINT.join(statement.via),
            statement.within, *map(reading.text_of, (statement.source, statement.cue, statement.content)),
            round(statement.score, 3), *_describe_report(reading),
        )  # fmt: skip


def _list_terms(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    speakers = {statement.id: statement.speaker for statement in reading.statements}
    for term in reading.terms:
        yield (
            reading.report.id, term.id, term.kind, term.by, term.to, reading.text_of(term.content),
            reading.text_of(term.condition), term.deadline, term.answers, term.statement,
            speakers.get(term.statement or ""), round(term.score, 3), *_describe_report(reading),
        )  # fmt: skip


#: Table -> its columns, and what gives its rows.
TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Reading], Iterator[tuple[Cell, ...]]]]] = MappingProxyType(
    {
        "events": (_EVENT_COLUMNS, _list_events),
        "statements": (_STATEMENT_COLUMNS, _list_statements),
        "terms": (_TERM_COLUMNS, _list_terms),
    }
)
