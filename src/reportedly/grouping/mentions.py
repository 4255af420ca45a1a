"""What does an event say of itself that can be compared with another report's event? Parties, places, days, numbers."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from reportedly.model import Actor, Event, Place, Reading, Statement

#: Longer than any name or trigger: what goes beyond is a mistake upstream.
_LONGEST = 80

#: More than the events of the longest report that anybody reads; what comes after is left alone.
MOST_EVENTS = 400

Interval = tuple[int | None, int | None]


class Party(NamedTuple):
    """Somebody who takes part, by name, and of which country."""

    name: str
    country: str | None


class Spot(NamedTuple):
    """A place, by name; resolved, where it is, with its precision."""

    name: str
    geonameid: int | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of a report; `number` counts the report's events from 0, `days` are what its date covers."""

    number: int
    id: str
    type: str
    mode: str | None
    status: str
    speaker: str | None
    speaker_country: str | None
    via: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Spot, ...]
    days: tuple[int, int] | None
    date: str | None
    numbers: Mapping[str, Interval]
    trigger: str


@dataclass(frozen=True, slots=True)
class Happening:
    """The events of one report that tell of one happening, in the order of the text."""

    mentions: tuple[Mention, ...]

    @property
    def first(self) -> Mention:
        """Give the event that the happening is named after."""
        return self.mentions[0]


def find_mentions(reading: Reading, day: int | None) -> tuple[Mention, ...]:
    """Give the events of a reading, in the order of the text, no more than MOST_EVENTS."""
    known = _Known(
        reading.report.text,
        {statement.id: statement for statement in reading.statements},
        {actor.id: actor for actor in reading.actors},
        {place.id: place for place in reading.places},
    )
    numbered = sorted(enumerate(reading.events), key=lambda item: (item[1].trigger, item[0]))
    return tuple(_make_mention(number, event, known) for number, event in numbered[:MOST_EVENTS])


class _Known(NamedTuple):
    text: str
    statements: Mapping[str, Statement]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]


def _make_mention(number: int, event: Event, known: _Known) -> Mention:
    carrier = known.statements.get(event.statement or "")
    speaker, country = _find_speaker(carrier, known) if carrier else (None, None)
    return Mention(
        number=number,
        id=event.id,
        type=event.type,
        mode=event.mode,
        status=event.status,
        speaker=speaker,
        speaker_country=country,
        via=tuple(_cut(name) for name in carrier.via) if carrier else (),
        actors=tuple(_find_parties(event.actor, event.actor_name, event.actor_id, known)),
        recipients=tuple(_find_parties(event.recipient, event.recipient_name, event.recipient_id, known)),
        places=tuple(_find_spots(event, known)),
        days=read_days(event.date),
        date=event.date,
        numbers={kind: (count.low, count.high) for kind, count in event.numbers.items()},
        trigger=_cut(known.text[slice(*event.trigger)]).lower(),
    )


def _find_speaker(carrier: Statement, known: _Known) -> tuple[str | None, str | None]:
    actor = known.actors.get(carrier.speaker_id or "")
    written = " ".join(known.text[start:end] for start, end in carrier.source)
    return _cut(carrier.speaker or written) or "unnamed", actor.country if actor else None


def _find_parties(
    spans: tuple[tuple[int, int], ...], names: tuple[str | None, ...], ids: tuple[str | None, ...], known: _Known
) -> Iterator[Party]:
    for span, name, actor_id in zip_longest(spans, names, ids):
        actor = known.actors.get(actor_id or "")
        called = _cut(name or (actor.name if actor else "") or (known.text[slice(*span)] if span else ""))
        if called:
            yield Party(called, actor.country if actor else None)


def _find_spots(event: Event, known: _Known) -> Iterator[Spot]:
    for span, place_id in zip_longest(event.place, event.place_id):
        place = known.places.get(place_id or "")
        written = _cut(known.text[slice(*span)]) if span else ""
        if place and place.name:
            yield Spot(_cut(place.name), place.geonameid, place.country, place.lat, place.lon, place.precision)
        elif written:
            yield Spot(_cut(known.text[slice(*place.span)]) if place else written, None, None, None, None, None)


def read_days(written: str | None) -> tuple[int, int] | None:
    """Give the first and the last day that an ISO 8601 date covers, as ordinals; None where it is none."""
    parts = (written or "")[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1).toordinal(), date(numbers[0], 12, 31).toordinal()
        if len(numbers) == 2:
            year, month = numbers
            return date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal()
        year, month, day = numbers
        only = date(year, month, day).toordinal()
    except ValueError:
        return None
    return only, only


def _cut(words: str) -> str:
    return " ".join(words[:_LONGEST].split())
