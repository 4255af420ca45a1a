"""Readings of short reports, made by hand for grouping: a text, and what it tells, each event found by its words."""

from dataclasses import dataclass

from reportedly.model import (
    Actor,
    Count,
    Event,
    Place,
    Reading,
    Report,
    Span,
    Statement,
    Status,
    Term,
)

ATTACK = (
    "Shells struck the fish market of Osmund on Monday morning, killing four people, the mayor of Osmund said. "
    "The mayor, Tilda Brank, told reporters that the stalls had been full when the first shell fell on the roof. "
    "Velmar accused Tarsia of shelling the harbour town from the hills. Tarsia denied that it had shelled Osmund."
)
STRIKE = (
    "Bakers in the capital Kessel stopped work on Monday over the price of flour, and loaves ran out before noon. "
    "The guild of bakers said that no oven would be lit until the ministry of trade lowered its tax on imported grain. "
    "A spokesman for the ministry called the walkout a pity and promised talks about the tax before the week was out."
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event: the words that tell it, and what is known of it; `by` is who says so."""

    words: str
    type: str = "ASSAULT"
    mode: str | None = None
    status: Status = "actual"
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    date: str | None = None
    killed: int | None = None
    by: str | None = None


def spot(text: str, words: str) -> Span:
    """Give the span of the first of these words, or of the text's first letter."""
    start = max(0, text.find(words))
    return start, start + max(1, len(words))


def make_telling(
    name: str,
    text: str,
    *told: Told,
    published: str | None = "2031-03-05",
    publisher: str | None = None,
    terms: tuple[Term, ...] = (),
) -> Reading:
    """Give the reading of a report that tells some events."""
    speakers = list(dict.fromkeys(event.by for event in told if event.by))
    names = dict.fromkeys(name for event in told for name in (event.actor, event.recipient) if name)
    ids = {called: f"a{number}" for number, called in enumerate(names, 1)}
    places = {
        called: f"p{number}" for number, called in enumerate({event.place: 0 for event in told if event.place}, 1)
    }
    known = {**ids, **{f"at {called}": key for called, key in places.items()}}
    known |= {f"by {speaker}": f"s{number}" for number, speaker in enumerate(speakers, 1)}
    statements = tuple(
        Statement(f"s{number}", "indirect", (), (), (spot(text, speaker),), speaker, None, (), (), None, 0.9)
        for number, speaker in enumerate(speakers, 1)
    )
    return Reading(
        Report(name, text, None, published, publisher or f"The {name} Post"),
        "by hand",
        statements,
        tuple(_make_event(f"e{number}", text, event, known) for number, event in enumerate(told, 1)),
        terms,
        actors=tuple(Actor(key, called, "group", None, (), None, ()) for called, key in ids.items()),
        places=tuple(
            Place(key, spot(text, called), None, why="not in the gazetteer") for called, key in places.items()
        ),
    )


def _make_event(name: str, text: str, told: Told, ids: dict[str, str]) -> Event:
    return Event(
        id=name,
        type=told.type,
        mode=told.mode,
        contexts=(),
        status=told.status,
        trigger=spot(text, told.words),
        actor=(spot(text, told.actor),) if told.actor else (),
        actor_name=(told.actor,) if told.actor else (),
        actor_id=(ids[told.actor],) if told.actor else (),
        recipient=(spot(text, told.recipient),) if told.recipient else (),
        recipient_name=(told.recipient,) if told.recipient else (),
        recipient_id=(ids[told.recipient],) if told.recipient else (),
        place=(spot(text, told.place),) if told.place else (),
        place_id=(ids[f"at {told.place}"],) if told.place else (),
        when=(),
        date=told.date,
        numbers={"killed": Count(told.killed, told.killed, (0, 1))} if told.killed is not None else {},
        statement=ids[f"by {told.by}"] if told.by else None,
        score=0.9,
    )


def tell_attack(name: str, text: str = ATTACK, *, killed: int = 4, published: str = "2031-03-05") -> Reading:
    """Give a report of the attack on the market, with the denial."""
    return make_telling(
        name,
        text,
        Told("struck", actor=None, place="Osmund", killed=killed, by="mayor of Osmund"),
        Told("shelling", actor="Tarsia", by="Velmar"),
        Told("shelled", actor="Tarsia", place="Osmund", status="negated", by="Tarsia"),
        published=published,
    )
