"""What stands in the tables that a person reads? Each layer of a reading as columns and rows of words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportedly.exports.defuse import defuse_line
from reportedly.model import (
    LAYERS,
    Actor,
    Count,
    Dispute,
    Event,
    Place,
    Reading,
    Spans,
    Statement,
    Term,
    Time,
)  # fmt: skip

#: The report's own voice, where a finding stands in no statement.
OWN_VOICE = "the report"

_Cells = dict[str, str]
#: Columns that quote what the text shows anyway.
_WORDS = ("words", "content", "condition")


@dataclass(frozen=True, slots=True)
class Table:
    """A layer for the eye: harmless single lines, none cut; columns that nothing fills are left out."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """A reading with its statements and places by id, so that a long report is not searched for every row."""

    reading: Reading
    statements: Mapping[str, Statement]
    places: Mapping[str, Place]

    def quote(self, spans: Spans) -> str:
        return self.reading.text_of(spans)


def tabulate_reading(reading: Reading, layers: tuple[str, ...]) -> tuple[Table, ...]:
    """Tabulate the layers of a reading that hold something."""
    statements = {statement.id: statement for statement in reading.statements}
    index = _Index(reading, statements, {place.id: place for place in reading.places})
    return tuple(_tabulate_layer(index, layer) for layer in layers if getattr(reading, layer))


def _tabulate_layer(index: _Index, layer: str) -> Table:
    return tabulate_rows(layer, [_DESCRIBE[layer](index, finding) for finding in getattr(index.reading, layer)])


def tabulate_rows(name: str, rows: list[_Cells]) -> Table:
    """Tabulate rows that share their keys."""
    filled = dict.fromkeys(column for row in rows for column, cell in row.items() if cell)
    columns = tuple(column for column in (rows[0] if rows else ()) if column in filled)
    return Table(name, columns, tuple(tuple(defuse_line(row[column]) for column in columns) for row in rows))


def count_findings(reading: Reading) -> tuple[str, ...]:
    """Count what each layer holds, in words: "1 dispute", "7 statements"; layers that hold nothing are left out."""
    counts = ((layer, len(getattr(reading, layer))) for layer in LAYERS)
    return tuple(f"{count} {layer if count > 1 else layer[:-1]}" for layer, count in counts if count)


def describe_findings(reading: Reading) -> dict[str, str]:
    """Describe each statement, event and term in one line without its words: what a mark in the text stands for."""
    described = {}
    for table in tabulate_reading(reading, ("statements", "events", "terms")):
        for row in table.rows:
            cells = zip(table.columns, row, strict=True)
            described[row[0]] = " · ".join(cell for column, cell in cells if cell and column not in _WORDS)
    return described


def _describe_statement(index: _Index, statement: Statement) -> _Cells:
    return {
        "id": statement.id,
        "who → to whom": name_route(index.reading, statement),
        "kind": statement.kind,
        "within": statement.within or "",
        "words": index.quote(statement.content),
    }


def name_speaker(reading: Reading, statement: Statement) -> str:
    """Name who speaks: the resolved name, else the words that stand there, else that nobody is named."""
    return statement.speaker or reading.text_of(statement.source) or "(nobody named)"


def name_route(reading: Reading, statement: Statement) -> str:
    """Write who speaks, through whom, to whom: "Tal, via Radio Norland, Meridian → parliament"."""
    via = f", via {', '.join(statement.via)}" if statement.via else ""
    to = f" → {', '.join(statement.to)}" if statement.to else ""
    return f"{name_speaker(reading, statement)}{via}{to}"


def _name_voice(index: _Index, statement_id: str | None) -> str:
    """Name whose word a finding is: a statement's id and speaker, or the report itself."""
    statement = index.statements.get(statement_id or "")
    if statement is None:
        return statement_id or OWN_VOICE
    return f"{statement.id} {name_speaker(index.reading, statement)}"


def _describe_event(index: _Index, event: Event) -> _Cells:
    return {
        "id": event.id,
        "event": f"{event.type} {event.mode}" if event.mode else event.type,
        "words": index.quote((event.trigger,)),
        "status": event.status,
        "who → whom": _name_parties(index, event),
        "where": ", ".join(_name_places(index, event)),
        "when": event.date or index.quote(event.when),
        "numbers": ", ".join(f"{kind} {write_count(count)}" for kind, count in event.numbers.items()),
        "according to": _name_voice(index, event.statement),
    }


def _name_parties(index: _Index, event: Event) -> str:
    actors = ", ".join(name_spans(index.reading, event.actor, event.actor_name))
    recipients = ", ".join(name_spans(index.reading, event.recipient, event.recipient_name))
    return f"{actors or '?'} → {recipients}" if recipients else actors


def name_spans(reading: Reading, spans: Spans, names: tuple[str | None, ...]) -> tuple[str, ...]:
    """Name each party once: by its resolved name, or by the words that stand there."""
    padded = (*names, *[None] * (len(spans) - len(names)))
    return tuple(dict.fromkeys(name or reading.text_of((span,)) for span, name in zip(spans, padded, strict=False)))


def _name_places(index: _Index, event: Event) -> tuple[str, ...]:
    found = [index.places.get(place_id or "") for place_id in event.place_id]
    return name_spans(index.reading, event.place, tuple(place.name if place else None for place in found))


def write_count(count: Count) -> str:
    """Write a number of people: "12", "5–7", "at least 5", "up to 7"."""
    if count.low is None:
        return "?" if count.high is None else f"up to {count.high:,}"
    if count.high is None:
        return f"at least {count.low:,}"
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,}–{count.high:,}"


def _describe_term(index: _Index, term: Term) -> _Cells:
    return {
        "id": term.id,
        "kind": term.kind,
        "by → to": " → ".join((term.by or "?", term.to)) if term.to else term.by or "",
        "content": index.quote(term.content),
        "condition": index.quote(term.condition),
        "deadline": term.deadline or "",
        "answers": term.answers or "",
        "according to": _name_voice(index, term.statement),
    }


def _describe_dispute(index: _Index, dispute: Dispute) -> _Cells:
    return {
        "one account": _name_voice(index, dispute.a),
        "another": _name_voice(index, dispute.b),
        "about": dispute.about,
    }


def _describe_actor(index: _Index, actor: Actor) -> _Cells:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country or "",
        "sectors": ", ".join(actor.sectors),
        "wikidata": actor.wikidata or "",
        "mentions": str(len(actor.mentions)),
    }


def _describe_place(index: _Index, place: Place) -> _Cells:
    located = place.lat is not None and place.lon is not None
    return {
        "id": place.id,
        "words": index.quote((place.span,)),
        "name": place.name or "",
        "country": place.country or "",
        "where": f"{place.lat:.2f}, {place.lon:.2f}" if located else "",
        "precision": place.precision or "",
        "why": place.why or "",
    }


def _describe_time(index: _Index, time: Time) -> _Cells:
    return {
        "words": index.quote((time.span,)),
        "type": time.type,
        "value": time.value or "",
        "from": time.start or "",
        "to": time.end or "",
        "counted from": index.quote((time.anchor,) if time.anchor else ()),
    }


_DESCRIBE: Mapping[str, Callable[..., _Cells]] = MappingProxyType(
    {
        "statements": _describe_statement,
        "events": _describe_event,
        "terms": _describe_term,
        "disputes": _describe_dispute,
        "actors": _describe_actor,
        "places": _describe_place,
        "times": _describe_time,
    }
)
