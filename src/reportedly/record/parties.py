"""Who or what stands in which finding, and in which role? Names as the reading resolves them, else as written."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple, Self

from reportedly.model import Event, Place, Reading, Span, Statement
from reportedly.record.rows import find_first_keys, quote
from reportedly.record.schema import storable

#: Longer than any name: what goes beyond is a mistake upstream, and would weigh on the index.
_LONGEST_NAME = 200


class Party(NamedTuple):
    """A name in a finding: `number` counts the names of one finding in one role, from 1."""

    finding: int
    role: str
    number: int
    name: str
    country: str | None


class _Stand(NamedTuple):
    """A party before it is counted."""

    finding: int
    role: str
    name: str | None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a reading knows of names, each under what a finding calls it by."""

    text: str
    statements: dict[str | None, Statement]
    places: dict[str | None, Place]
    countries: dict[str | None, str | None]
    names: dict[str | None, str]

    @classmethod
    def of(cls, reading: Reading) -> Self:
        return cls(
            reading.report.text,
            {statement.id: statement for statement in reading.statements},
            {place.id: place for place in reading.places},
            {key: actor.country for actor in reading.actors for key in (actor.name, actor.id)},
            {actor.id: actor.name for actor in reading.actors},
        )

    def find_speaker(self, statement: Statement) -> tuple[str, str | None]:
        """Give who speaks, as resolved or else as written, and of which country."""
        country = self.countries.get(statement.speaker_id or statement.speaker)
        return statement.speaker or quote(self.text, statement.source), country


def cut_name(name: str | None) -> str:
    """Give a name as the record keeps it: one line of no more than _LONGEST_NAME."""
    return storable(" ".join((name or "")[:_LONGEST_NAME].split()))


def find_parties(reading: Reading, report_key: int) -> tuple[Party, ...]:
    """Give the parties of a reading's every finding; one that is named twice in a role stands in it once."""
    counted: dict[tuple[int, str], dict[str, Party]] = {}
    for stand in _find_stands(reading, report_key):
        name = cut_name(stand.name)
        if name:
            others = counted.setdefault((stand.finding, stand.role), {})
            others.setdefault(name, Party(stand.finding, stand.role, len(others) + 1, name, stand.country))
    return tuple(party for parties in counted.values() for party in parties.values())


def _find_stands(reading: Reading, report_key: int) -> Iterator[_Stand]:
    keys, known = find_first_keys(reading, report_key), Known.of(reading)
    yield _Stand(keys.report, "publisher", reading.report.publisher)
    yield from _statement_stands(reading, known, keys.statement)
    for key, event in enumerate(reading.events, keys.event):
        yield from _event_stands(event, known, key)
        yield from _carrier_stands(event, known, key, reading.report.publisher)
    for key, term in enumerate(reading.terms, keys.term):
        yield _Stand(key, "by", term.by, known.countries.get(term.by))
        yield _Stand(key, "to", term.to, known.countries.get(term.to))


def _statement_stands(reading: Reading, known: Known, first: int) -> Iterator[_Stand]:
    named = _find_named(reading)
    starts = [span[0] for span, _ in named]
    for key, statement in enumerate(reading.statements, first):
        yield _Stand(key, "speaker", *known.find_speaker(statement))
        yield from (_Stand(key, "to", name, known.countries.get(name)) for name in statement.to)
        yield from (_Stand(key, "via", name, known.countries.get(name)) for name in statement.via)
        for start, end in statement.content:
            inside = named[bisect_left(starts, start) : bisect_left(starts, end)]
            yield from (_Stand(key, "about", name, country) for _, (name, country) in inside)


def _find_named(reading: Reading) -> list[tuple[Span, tuple[str, str | None]]]:
    """Give where the text names whom or what: every mention of an actor, every place that is resolved."""
    people = ((span, (actor.name, actor.country)) for actor in reading.actors for span in actor.mentions)
    places = ((place.span, (place.name, place.country)) for place in reading.places if place.name)
    return sorted((*people, *places), key=lambda named: named[0])


def _event_stands(event: Event, known: Known, key: int) -> Iterator[_Stand]:
    for role, spans, names, ids in (
        ("actor", event.actor, event.actor_name, event.actor_id),
        ("recipient", event.recipient, event.recipient_name, event.recipient_id),
    ):
        for span, name, actor in zip_longest(spans, names, ids):
            called = name or known.names.get(actor) or _written(known.text, span)
            yield _Stand(key, role, called, known.countries.get(actor or name))
    for span, place_id in zip_longest(event.place, event.place_id):
        place, written = known.places.get(place_id), _written(known.text, span)
        yield _Stand(key, "place", place.name if place and place.name else written, place.country if place else None)
        yield _Stand(key, "place as written", written)


def _carrier_stands(event: Event, known: Known, key: int, publisher: str | None) -> Iterator[_Stand]:
    """Give according to whom, and through whom, an event is told: the publisher's own voice where nobody is quoted."""
    carrier = known.statements.get(event.statement)
    if event.statement is None:
        yield _Stand(key, "according to", publisher)
    elif carrier:
        yield _Stand(key, "according to", *known.find_speaker(carrier))
        yield from (_Stand(key, "via", name, known.countries.get(name)) for name in carrier.via)


def _written(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""
