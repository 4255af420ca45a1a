"""Tests of reading/events.py and reading/status.py: happenings that become events."""

import pytest

from marked import annotate, find, happen, state
from reportedly.language.annotation import Happening
from reportedly.model import Time
from reportedly.reading.events import find_events


def test_find_events_numbers_them_in_the_order_of_their_triggers() -> None:
    text = "Gunmen attacked Velm and police arrested two men."
    happenings = [happen(text, "arrested", "COERCE"), happen(text, "attacked", "ASSAULT")]
    events = find_events(annotate(text, happenings=happenings), (), (), (), (), None)
    assert [(event.id, event.type) for event in events] == [("e1", "ASSAULT"), ("e2", "COERCE")]
    assert all(event.evidence for event in events)


def test_find_events_names_the_innermost_carrying_statement() -> None:
    text = "Aran said that Beva claimed that rebels attacked Velm, and urged calm."
    outer = state(text, "s1", "said", "that Beva claimed that rebels attacked Velm")
    inner = state(text, "s2", "claimed", "that rebels attacked Velm")
    happenings = [
        happen(text, "claimed", "ACCUSE"),
        happen(text, "attacked", "ASSAULT"),
        happen(text, "urged", "REQUEST"),
    ]
    events = find_events(annotate(text, happenings=happenings), (outer, inner), (), (), (), None)
    assert [event.statement for event in events] == ["s1", "s2", None]


@pytest.mark.parametrize(
    ("text", "happenings", "expected"),
    [
        ("Rebels launched a large offensive.", [("launched", "ASSAULT"), ("offensive", "ASSAULT")], ["offensive"]),
        ("Rebels launched a war, and an offensive.", [("war", "ASSAULT"), ("offensive", "ASSAULT")], ["war", "offensive"]),
        ("Rebels shot and killed him.", [("shot and killed", "ASSAULT"), ("killed", "ASSAULT")], ["shot and killed"]),
        ("He vowed to attack Velm.", [("vowed to attack", "THREATEN"), ("attack", "ASSAULT")], ["vowed to attack", "attack"]),
    ],
)  # fmt: skip
def test_find_events_makes_one_of_two_words_for_one_event(
    text: str, happenings: list[tuple[str, str]], expected: list[str]
) -> None:
    annotation = annotate(text, happenings=[happen(text, *happening) for happening in happenings])
    events = find_events(annotation, (), (), (), (), None)
    assert [text[slice(*event.trigger)] for event in events] == expected


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "proposed", "expected"),
    [
        ("Rebels did not attack Velm.", "attack", "ASSAULT", "actual", "negated"),
        ("Rebels haven't ever attacked Velm.", "attacked", "ASSAULT", "actual", "negated"),
        ("The deal could not be signed yet.", "signed", "AGREE", "actual", "actual"),
        ("If rebels attack Velm, the army will answer.", "attack", "ASSAULT", "actual", "hypothetical"),
        ("If rebels come, the army will attack them.", "attack", "ASSAULT", "future", "future"),
        ("Rebels attacked Velm.", "attacked", "ASSAULT", "actual", "actual"),
        ("Rebels attacked Velm.", "attacked", "ASSAULT", "unheard-of", "actual"),
    ],
)
def test_find_events_corrects_the_status_where_the_text_is_explicit(
    text: str, trigger: str, type_: str, proposed: str, expected: str
) -> None:
    annotation = annotate(text, happenings=[happen(text, trigger, type_, status=proposed)])
    assert [event.status for event in find_events(annotation, (), (), (), (), None)] == [expected]


@pytest.mark.parametrize(
    ("text", "when", "start", "end", "published", "expected"),
    [
        ("Rebels attacked Velm in 2014.", "2014", "2014-01-01", "2014-12-31", "2023-09-19", "historical"),
        ("Rebels attacked Velm in August.", "August", "2023-08-01", "2023-08-31", "2023-09-19", "actual"),
        ("Rebels attacked Velm in August.", "August", "2023-08", "2023-08", "2023-10-19", "historical"),
        ("Rebels have attacked Velm since 2014.", "2014", "2014-01-01", "2014-12-31", "2023-09-19", "actual"),
        ("Rebels attacked Velm in 2014.", "2014", "2014-01-01", "2014-12-31", None, "actual"),
        ("Rebels attacked Velm in 2014.", "2014", None, None, "2023-09-19", "actual"),
    ],
)
def test_find_events_takes_what_is_older_than_a_month_for_background(  # noqa: PLR0917
    text: str, when: str, start: str | None, end: str | None, published: str | None, expected: str
) -> None:
    times = (Time(find(text, when), "DATE", None, start, end),)
    annotation = annotate(text, happenings=[happen(text, "attacked", "ASSAULT", when=when)])
    assert [event.status for event in find_events(annotation, (), (), (), times, published)] == [expected]


def test_find_events_keeps_the_parties_of_both_words() -> None:
    text = "Rebels launched an offensive on Velm."
    verb = Happening(
        find(text, "launched"), "ASSAULT", 0.9, None, "actual", 0.9, (find(text, "Rebels"),), (), (), (), 0.9
    )
    noun = Happening(
        find(text, "offensive"), "ASSAULT", 0.9, None, "actual", 0.9, (), (find(text, "Velm"),), (), (), 0.9
    )
    (event,) = find_events(annotate(text, happenings=[verb, noun]), (), (), (), (), None)
    assert (event.actor, event.recipient) == ((find(text, "Rebels"),), (find(text, "Velm"),))


def test_find_events_gives_none_for_a_text_without_happenings() -> None:
    assert find_events(annotate("Rain fell."), (), (), (), (), None) == ()
