"""What is set right in a model's proposals."""

import pytest

from reportedly.language.annotation import Annotation
from reportedly.reading.contents import repair_attributions
from reportedly.reading.quotes import find_quotations
from said import said


def contents(annotation: Annotation) -> list[list[str]]:
    """Repair, and give the words of each content."""
    repaired = repair_attributions(annotation, find_quotations(annotation.text))
    return [[annotation.text[start:end] for start, end in item.content] for item in repaired]


@pytest.mark.parametrize(
    ("text", "row", "content"),
    [
        ("“We stay,” Avel said.", ("Avel", "said", "We stay"), ["“We stay,”"]),
        ("“We stay,” Avel said.", ("Avel", "said", "“We st"), ["“We stay,”"]),
        ("Avel said the bridge fell.", ("Avel", "said", " the bridge fel"), ["the bridge fell"]),
        ("Avel said the bridge fell.", ("Avel", "said", "d the bridge fell."), ["the bridge fell"]),
        ("The bridge, Avel said, fell.", ("Avel", "said", "The bridge, Avel said, fell."), ["The bridge, Avel", "fell"]),
        ("Avel praised the U.S.", ("Avel", "praised", "the U.S."), ["the U.S."]),
        ("Avel said: “We stay. We do not leave.”", ("Avel", "said", "“We stay."), ["“We stay.", "We do not leave.”"]),
        ("“We stay.\n“We go,” Avel said.", ("Avel", "said", "“We go,”"), ["“We stay.", "“We go,”"]),
    ],
)  # fmt: skip
def test_repair_sets_a_content_right(text: str, row: tuple[str, ...], content: list[str]) -> None:
    assert contents(said(text, row)) == [content]


def test_repair_leaves_the_next_quotation_to_its_own_cue() -> None:
    text = "“We stay,” Avel said. “We go,” Orla said."
    rows = (("Avel", "said", "“We stay,”"), ("Orla", "2#said", "“We go,”"))
    assert contents(said(text, *rows)) == [["“We stay,”"], ["“We go,”"]]


def test_repair_joins_two_proposals_under_one_cue() -> None:
    text = "“We stay,” Avel said, “and we fight.”"
    rows = (("Avel", "said", "“We stay,”"), ("Avel", "said", "“and we fight.”"))
    assert contents(said(text, *rows)) == [["“We stay,”", "“and we fight.”"]]


def test_repair_drops_a_second_proposal_of_one_content() -> None:
    text = "Avel said the bridge fell, and wept."
    rows = (("Avel", "said", "the bridge fell"), ("", "wept", "the bridge fell"))
    assert len(contents(said(text, *rows))) == 1


def test_repair_drops_a_lone_quotation_that_a_cue_already_has() -> None:
    text = "“We stay,” Avel said."
    assert len(contents(said(text, ("Avel", "said", "“We stay,”"), ("", "", "“We stay,”")))) == 1


def test_repair_keeps_a_statement_inside_a_lone_quotation() -> None:
    text = "“He said we must stay.”"
    rows = (("", "", "“He said we must stay.”"), ("He", "said", "we must stay"))
    assert len(contents(said(text, *rows))) == 2


def test_repair_drops_a_proposal_without_words() -> None:
    assert contents(said("Avel said , .", ("Avel", "said", ","))) == []


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "Avel spoke.\n“We stay here until the bridge is open. We do not leave.”",
            [["“We stay here until the bridge is open.", "We do not leave.”"]],
        ),
        ("Avel spoke.\n“Bridge of the North.”", []),
        ("Avel spoke.\n“We stay here until the bridge is open,” and he left.", []),
    ],
)  # fmt: skip
def test_quotation_that_nothing_attributes_is_a_statement(text: str, alone: list[list[str]]) -> None:
    assert contents(said(text)) == alone


def test_repair_ends_a_quotation_that_lost_its_mark_with_its_sentence() -> None:
    text = "Avel said: “We stay here. The bridge was shelled in May. “We go,” Orla said."
    annotation = said(
        text, ("Avel", "said", "“We stay here.", "The bridge was shelled in May."), ("Orla", "2#said", "“We go,”")
    )
    assert contents(annotation) == [["“We stay here."], ["“We go,”"]]
