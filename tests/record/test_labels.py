"""Which words stand for whom and for what, and whose words they are: the report's, a speaker's, quoted or reported."""

from typing import Any

import pytest
from record_readings import TEXT, build_reading, spot

from reportedly.model import Actor, Event, Place, Reading, Report, Span, Statement
from reportedly.record.labels import clean_label, find_label_span, find_labels


def state(key: str, kind: Any, content: Span, speaker: str) -> Statement:
    return Statement(key, kind, (), (), (content,), speaker, None, (), (), None, 0.9)


def happen(trigger: Span, *actor: Span, statement: str | None = None) -> Event:
    names: tuple[str | None, ...] = (None,) * len(actor)
    return Event(
        "e1", "ASSAULT", None, (), "actual", trigger, actor, names, names, (), (), (), (), (), (), None, {}, statement, 0.9
    )  # fmt: skip


def test_labels_have_all_to_count_them_by() -> None:
    labels = [
        (label.kind, label.name, label.words, label.speaker, label.voice) for label in find_labels(build_reading(), 1)
    ]
    assert labels == [
        ("actor", "Velmar Foreign Ministry", "Velmar Foreign Ministry", "Velmar News Agency", "own"),
        ("actor", "Tarsian army", "Tarsian drones", "Velmar Foreign Ministry", "reported"),
        ("event", None, "hit", "Velmar Foreign Ministry", "reported"),
        ("place", "Osmund Harbour", "Osmund", "Velmar Foreign Ministry", "reported"),
        ("event", None, "demand", "Ana Côrte", "quoted"),
        ("actor", "Ana Côrte", "Ana Côrte", "Velmar News Agency", "own"),
        ("actor", "Tarsian army", "it had", "Tarsia’s army", "reported"),
        ("event", None, "marched", "Velmar News Agency", "own"),
        ("place", "Kessel", "Kessel", "Velmar News Agency", "own"),
    ]
    assert [label.number for label in find_labels(build_reading(), 1)] == list(range(1, 10))


def test_label_points_at_its_finding() -> None:
    demand = next(label for label in find_labels(build_reading(), 3) if label.words == "demand")
    assert (demand.id, demand.finding, demand.date) == ("e2", (3 << 24) + 5, "2031-03-05T09:30:00Z")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("the Amal Brigades", "Amal Brigades"),
        ("Tarsia’s", "Tarsia"),
        ("the residents'", "residents"),
        ("its spokesman, Colonel Ilm,", "its spokesman, Colonel Ilm"),
        ("“stabilisation  measures”", "stabilisation measures"),
        ("U.S.", "U.S."),
        ("Kessel.", "Kessel"),
        ("He", ""),
        ("themselves", ""),
        ("us", ""),
        ("US", "US"),
        ("WHO", "WHO"),
        ("the", ""),
        (" , ", ""),
    ],
)
def test_clean_label_leaves_out_what_stands_around_it(words: str, label: str) -> None:
    assert clean_label(words) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Norland ended its [measures] in Vesk.", "measures"),
        ("Norland ended its antiterror [measures] in Vesk.", "antiterror measures"),
        ("Norland ended its “antiterror [measures]” in Vesk.", "measures"),
        ("It was a large ground [offensive].", "large ground offensive"),
        ("Norland's brutal [attack] went on.", "brutal attack"),
        ("The militants often [attack] the town.", "attack"),
        ("The two armies had [attacked] the town.", "attacked"),
        ("They fear an attack and [bombing] of the town.", "bombing"),
        ("The town that rebels [shell] is empty.", "shell"),
        ("A very long line of words before the [raid].", "raid"),
        ("[Clashes] went on.", "Clashes"),
    ],
)
def test_label_of_an_event_is_its_trigger_with_its_own_words(text: str, label: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    span = find_label_span(plain, happen((start, end)))
    assert plain[slice(*span)] == label


def test_label_of_an_event_never_holds_its_parties() -> None:
    text = "The Vesk army raid went on."
    start = text.index("raid")
    assert find_label_span(text, happen((start, start + 4), (4, 13))) == (start, start + 4)
    assert find_label_span(text, happen((start, start + 4))) == (4, start + 4)


@pytest.mark.parametrize(
    ("text", "kind", "voice"),
    [
        ("they had met Vesk rebels there", "indirect", "reported"),
        ("they had met “Vesk rebels” there", "indirect", "quoted"),
        ("they “had met” Vesk rebels there", "mixed", "reported"),
        ("they “had met Vesk rebels” there", "mixed", "quoted"),
        ('they "had" met "Vesk rebels" there', "mixed", "quoted"),
        ('they "had" met Vesk rebels "there"', "mixed", "reported"),
        ("they had met Vesk rebels there", "direct", "quoted"),
    ],
)
def test_label_is_quoted_where_it_stands_in_quotation_marks(text: str, kind: str, voice: str) -> None:
    text = f"Oda said “so” that {text}."
    start, end = text.index("they"), len(text) - 1
    rebels = (text.index("Vesk"), text.index("rebels") + 6)
    reading = Reading(
        Report("r", text),
        "1",
        statements=(state("s1", kind, (start, end), "Oda"),),
        actors=(Actor("a1", "Front", "group", None, (), None, (rebels,)),),
    )
    assert [(label.words, label.speaker, label.voice) for label in find_labels(reading, 1)] == [
        ("Vesk rebels", "Oda", voice)
    ]


def test_label_is_the_innermost_speakers() -> None:
    text = "Oda said that Ilm said that rebels left Kessel, near Amal. Prun."
    outer, inner = (text.index("that Ilm"), text.index(". Prun")), (text.index("that rebels"), text.index(", near"))
    places = tuple(
        Place(name, (text.index(name), text.index(name) + len(name)), name) for name in ("Kessel", "Amal", "Prun")
    )
    reading = Reading(
        Report("r", text, publisher="Wire"),
        "1",
        statements=(state("s1", "indirect", outer, "Oda"), state("s2", "indirect", inner, "Ilm")),
        places=places,
    )
    assert [label.speaker for label in find_labels(reading, 1)] == ["Ilm", "Oda", "Wire"]


def test_label_follows_the_statement_that_carries_an_event() -> None:
    reading = Reading(
        Report("r", TEXT, publisher="Wire"),
        "1",
        statements=(state("s1", "direct", spot("We demand a ceasefire"), "Oda"),),
        events=(happen(spot("marched"), statement="s1"),),
    )
    assert [(label.words, label.speaker, label.voice) for label in find_labels(reading, 1)] == [
        ("marched", "Oda", "quoted")
    ]
