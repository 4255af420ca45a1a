"""Readings built by hand for the record's tests: two parties, a port, and what is said of it."""

from dataclasses import replace

from reportedly.model import (
    Actor,
    Count,
    Dispute,
    Event,
    Evidence,
    Place,
    Problem,
    Reading,
    Report,
    Span,
    Statement,
    Term,
    Time,
)

TEXT = (
    "The Velmar Foreign Ministry said through state radio on 4 March that Tarsian drones had hit the port of Osmund, "
    "killing at least 12 people. “We demand a ceasefire,” minister Ana Côrte told the Tarsian army, unless the "
    "blockade ends. Tarsia’s army denied that it had attacked the port. Protesters marched in Kessel."
)


def spot(words: str, text: str = TEXT) -> Span:
    """Give the span of the first of these words."""
    start = text.index(words)
    return start, start + len(words)


def why(field: str, words: str) -> tuple[Evidence, ...]:
    """Give one item of evidence."""
    return (Evidence(field, spot(words), "by hand", 0.875),)


REPORT = Report(
    id="wire-1",
    text=TEXT,
    title="Drones hit Osmund",
    published="2031-03-05T09:30:00Z",
    publisher="Velmar News Agency",
    url="https://example.org/1",
    language="en",
    problems=(Problem("sources", "no byline"),),
)

STATEMENTS = (
    Statement(
        id="s1",
        kind="indirect",
        source=(spot("The Velmar Foreign Ministry"),),
        cue=(spot("said"),),
        content=(spot("Tarsian drones had hit the port of Osmund, killing at least 12 people"),),
        speaker="Velmar Foreign Ministry",
        speaker_id="a1",
        to=(),
        via=("state radio",),
        within=None,
        score=0.91,
        evidence=why("cue", "said"),
    ),
    Statement(
        id="s2",
        kind="direct",
        source=(spot("minister Ana Côrte"),),
        cue=(spot("told"),),
        content=(spot("We demand a ceasefire"), spot("unless the blockade ends")),
        speaker="Ana Côrte",
        speaker_id="a2",
        to=("Tarsian army",),
        via=(),
        within=None,
        score=0.8,
        evidence=why("cue", "told"),
    ),
    Statement(
        id="s3",
        kind="indirect",
        source=(spot("Tarsia’s army"),),
        cue=(spot("denied"),),
        content=(spot("it had attacked the port"),),
        speaker=None,
        speaker_id=None,
        to=(),
        via=(),
        within=None,
        score=0.7,
    ),
)

EVENTS = (
    Event(
        id="e1",
        type="ASSAULT",
        mode="drone",
        contexts=("military",),
        status="actual",
        trigger=spot("hit"),
        actor=(spot("Tarsian drones"),),
        actor_name=("Tarsian army",),
        actor_id=("a3",),
        recipient=(),
        recipient_name=("Velmar",),
        recipient_id=(None,),
        place=(spot("Osmund"),),
        place_id=("p1",),
        when=(spot("4 March"),),
        date="2031-03-04",
        numbers={"killed": Count(12, None, spot("at least 12 people"))},
        statement="s1",
        score=0.9,
        evidence=why("trigger", "hit"),
    ),
    Event(
        id="e2",
        type="REQUEST",
        mode="change",
        contexts=(),
        status="future",
        trigger=spot("demand"),
        actor=(spot("We"),),
        actor_name=(None,),
        actor_id=("a2",),
        recipient=(spot("Tarsian army"),),
        recipient_name=("Tarsian army",),
        recipient_id=("a3",),
        place=(),
        place_id=(),
        when=(),
        date=None,
        numbers={},
        statement="s2",
        score=0.8,
    ),
    Event(
        id="e3",
        type="PROTEST",
        mode="demo",
        contexts=("domestic",),
        status="historical",
        trigger=spot("marched"),
        actor=(spot("Protesters"),),
        actor_name=(None,),
        actor_id=(None,),
        recipient=(),
        recipient_name=(),
        recipient_id=(),
        place=(spot("Kessel"),),
        place_id=("p2",),
        when=(),
        date="2031",
        numbers={},
        statement=None,
        score=0.6,
    ),
)

TERMS = (
    Term(
        id="t1",
        kind="demand",
        by="Ana Côrte",
        to="Tarsian army",
        content=(spot("a ceasefire"),),
        condition=(spot("unless the blockade ends"),),
        deadline="2031-03-09",
        statement="s2",
        answers=None,
        score=0.75,
        evidence=why("content", "a ceasefire"),
    ),
)

ACTORS = (
    Actor(
        "a1", "Velmar Foreign Ministry", "organisation", "VLM", ("GOV",), "Q1", (spot("The Velmar Foreign Ministry"),)
    ),
    Actor("a2", "Ana Côrte", "person", "VLM", ("GOV",), None, (spot("We"), spot("Ana Côrte"))),
    Actor("a3", "Tarsian army", "group", "TRS", ("MIL",), None, (spot("Tarsian drones"), spot("it had"))),
)

PLACES = (
    Place(
        "p1", spot("Osmund"), "Osmund Harbour", "VLM", 10.12345, 20.5, 99, "PPL", "city", evidence=why("name", "Osmund")
    ),
    Place("p2", spot("Kessel"), None, why="two places of this name"),
)

TIMES = (Time(spot("4 March"), "DATE", "2031-03-04", "2031-03-04", "2031-03-04", anchor=None),)

DISPUTES = (Dispute("s1", "s3", "whether the port was attacked", evidence=why("b", "denied")),)


def build_reading(report: Report = REPORT, *, reader: str = "reader 1") -> Reading:
    """Give a reading with something in every layer."""
    return Reading(
        report,
        reader,
        STATEMENTS,
        EVENTS,
        TERMS,
        DISPUTES,
        ACTORS,
        PLACES,
        TIMES,
        (Problem("reading", "late", (0, 3)),),
    )


def build_numbered(number: int, *, reader: str = "1") -> Reading:
    """Give one of many readings: its own id, text, day and publisher, the same findings."""
    report = replace(
        REPORT,
        id=f"wire-{number}",
        text=f"{TEXT} Bulletin {number}.",
        published=f"2031-03-{1 + number % 28:02}",
        publisher=f"Agency {number % 7}",
    )
    return build_reading(report, reader=reader)
