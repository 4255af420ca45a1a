"""Tests of reading/counts.py: sentences with the numbers they give."""

from collections.abc import Mapping

import pytest

from marked import annotate, find, happen
from reportedly.model import Count, CountKind
from reportedly.reading.counts import find_counts
from reportedly.reading.events import find_events

Numbers = dict[str, tuple[int | None, int | None, str]]


def written(text: str, counts: Mapping[CountKind, Count]) -> Numbers:
    return {kind: (count.low, count.high, text[slice(*count.span)]) for kind, count in counts.items()}


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "expected"),
    [
        ("At least 12 people were killed and 30 others injured in the attack.", "attack", "ASSAULT",
         {"killed": (12, None, "At least 12 people"), "injured": (30, 30, "30 others")}),
        ("At least 12 civilians, two of them children, had been killed and dozens wounded.", "killed", "ASSAULT",
         {"killed": (12, None, "At least 12 civilians"), "injured": (24, None, "dozens")}),
        ("The attack killed a woman and two children.", "attack", "ASSAULT",
         {"killed": (3, 3, "a woman and two children")}),
        ("Between 20 and 30 soldiers died in the fighting on June 12.", "fighting", "ASSAULT",
         {"killed": (20, 30, "Between 20 and 30 soldiers")}),
        ("The raid killed 20-30 people.", "raid", "ASSAULT", {"killed": (20, 30, "20-30 people")}),
        ("No one was killed in the blast.", "blast", "ASSAULT", {"killed": (0, 0, "No one")}),
        ("There were no casualties in the strike.", "strike", "ASSAULT",
         {"killed": (0, 0, "no"), "injured": (0, 0, "no")}),
        ("Shelling killed dozens and wounded more than 100.", "Shelling", "ASSAULT",
         {"killed": (24, None, "dozens"), "injured": (101, None, "more than 100")}),
        ("Two soldiers killed three civilians.", "killed", "ASSAULT", {"killed": (3, 3, "three civilians")}),
        ("Gunmen shot dead a police officer 12 miles away.", "shot dead", "ASSAULT",
         {"killed": (1, 1, "a police officer")}),
        ("A 12-year-old boy was killed.", "killed", "ASSAULT", {"killed": (1, 1, "A 12-year-old boy")}),
        ("Twenty-three fighters, including two commanders, were killed.", "killed", "ASSAULT",
         {"killed": (23, 23, "Twenty-three fighters")}),
        ("The death toll has risen to 45.", "death toll", "ASSAULT", {"killed": (45, 45, "45")}),
        ("The raid left 12 dead and two dozen wounded.", "raid", "ASSAULT",
         {"killed": (12, 12, "12"), "injured": (24, 24, "two dozen")}),
        ("The army fired 30 rockets in 2014.", "fired", "ASSAULT", {}),
        ("Police arrested up to 1,200 protesters.", "arrested", "COERCE",
         {"arrested": (None, 1200, "up to 1,200 protesters")}),
        ("Two hundred and ten people have been detained.", "detained", "COERCE",
         {"arrested": (210, 210, "Two hundred and ten people")}),
        ("Tens of thousands of people fled Velm.", "fled", "SANCTION",
         {"displaced": (20000, None, "Tens of thousands of people")}),
        ("3.5 million people were displaced.", "displaced", "SANCTION",
         {"displaced": (3500000, 3500000, "3.5 million people")}),
        ("Some 5,000 people marched through Velm in 2014.", "marched", "PROTEST",
         {"participants": (5000, 5000, "Some 5,000 people")}),
        ("The ministers met 12 officials in Velm.", "met", "CONSULT", {}),
    ],
)  # fmt: skip
def test_find_counts_reads_numbers(text: str, trigger: str, type_: str, expected: Numbers) -> None:
    assert written(text, find_counts(annotate(text), find(text, trigger), type_)) == expected


def test_find_counts_takes_the_nearest_number() -> None:
    text = "Shells killed four people in Velm, and the raid on Osk killed nine people."
    assert written(text, find_counts(annotate(text), find(text, "raid"), "ASSAULT")) == {
        "killed": (9, 9, "nine people")
    }


def test_settle_counts_leaves_each_number_with_one_event() -> None:
    text = "Police arrested 40 people and attacked a rally, in which two people were killed."
    happenings = [
        happen(text, "arrested", "COERCE"),
        happen(text, "attacked", "ASSAULT"),
        happen(text, "rally", "PROTEST"),
    ]
    events = find_events(annotate(text, happenings=happenings), (), (), (), (), None)
    assert [sorted(event.numbers) for event in events] == [["arrested"], ["killed"], []]


def test_find_counts_reads_a_sentence_without_end_in_bounded_time() -> None:
    text = "12 people and " * 20000 + "were killed"
    assert find_counts(annotate(text), find(text, "killed"), "ASSAULT")
