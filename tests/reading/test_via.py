"""To whom something was said, and through whom it came."""

import pytest

from reportedly.reading.statements import find_statements
from reportedly.reading.via import clean_outlet, is_outlet
from said import people, said


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Meridian News", True),
        ("Vostok television", True),
        ("AFP", True),
        ("VOA's Vesnan service", True),
        ("The Vesna Times", True),
        ("vesna24.com", True),
        ("state media", True),
        ("reporters", False),
        ("the Vesnan army", False),
        ("Times", False),
        ("", False),
    ],
)
def test_is_outlet_knows_names_of_the_press(name: str, outlet: bool) -> None:
    assert is_outlet(name) is outlet


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Meridian news agency", "Meridian news agency"),
        ("Vesna’s Meridian news agency", "Meridian news agency"),
        ("the Vesnan weekly newspaper Ostblick am Abend", "Ostblick am Abend"),
        ("state news agency TASS", "TASS"),
        ("Ostblick newspaper", "Ostblick"),
        ("a Vesnan newspaper", "Vesnan newspaper"),
        ("a reporter for The Vesna Post", "The Vesna Post"),
        ("VOA's Vesnan service", "VOA's Vesnan service"),
    ],
)
def test_clean_outlet_gives_the_outlets_own_name(words: str, name: str) -> None:
    assert clean_outlet(said("Nothing here."), words) == name


def test_clean_outlet_spells_out_what_the_report_spells_out() -> None:
    assert clean_outlet(said("The Associated Press saw it. AP has photographs."), "AP") == "Associated Press"


@pytest.mark.parametrize(
    ("text", "row", "to", "via"),
    [
        ("Avel told reporters the bridge fell.", ("Avel", "told", "the bridge fell"), ["reporters"], []),
        ("Avel told Reuters on Monday that it fell.", ("Avel", "told", "that it fell"), ["Reuters"], ["Reuters"]),
        ("“It fell,” Avel told Vostok TV Friday.", ("Avel", "told", "“It fell,”"), ["Vostok TV"], ["Vostok TV"]),
        ("Avel told The Vesna Times it fell.", ("Avel", "told", "it fell"), ["The Vesna Times"], ["The Vesna Times"]),
        ("Avel told VOA nearly a year ago it fell.", ("Avel", "told", "it fell"), ["VOA"], ["VOA"]),
        ("Avel warned Ostan that it would fall.", ("Avel", "warned", "that it would fall"), ["Ostan"], []),
        ("Avel warned of a war.", ("Avel", "warned", "of a war"), [], []),
        ("Avel urged Ostan to leave.", ("Avel", "urged", "Ostan to leave"), ["Ostan"], []),
        ("Avel urged Ostan, Vesna and Mirel to leave.", ("Avel", "urged", "to leave"), ["Ostan", "Vesna", "Mirel"], []),
        ("In a letter to the Board, Avel said it fell.", ("Avel", "In a letter to the Board", "it fell"), ["Board"], []),
        ("In an interview published Monday with CNN, Avel said it fell.", ("Avel", "said", "it fell"), [], ["CNN"]),
        ("In a speech carried on state television, Avel said it fell.", ("Avel", "said", "it fell"), [], ["state television"]),
        ("In a video distributed by the Orla camp, Avel said it fell.", ("Avel", "said", "it fell"), [], ["Orla camp"]),
        ("Avel said the bridge fell, Meridian News reported.", ("Avel", "said", "the bridge fell"), [], ["Meridian News"]),
        ("Avel said the bridge fell, according to state media.", ("Avel", "said", "the bridge fell"), [], ["state media"]),
        ("The Vesna Tribune quoted Avel as saying it fell.", ("Avel", "as saying", "it fell"), [], ["Vesna Tribune"]),
        ("Avel said the bridge fell, killing nine.", ("Avel", "said", "the bridge fell, killing nine"), [], []),
        ("Ostan was told that the bridge fell.", ("", "was told", "that the bridge fell"), ["Ostan"], []),
    ],
)  # fmt: skip
def test_find_statements_gives_addressees_and_outlets(
    text: str, row: tuple[str, ...], to: list[str], via: list[str]
) -> None:
    annotation = said(text, row)
    (statement,) = find_statements(annotation, people(annotation, Avel="Avel Marr"))
    assert (list(statement.to), list(statement.via)) == (to, via)


FLAGSHIP = (
    "A senior aide to the president told Vostok television that the army was close to its aims. "
    "It had already hit its targets, he said, Meridian News reported."
)


def test_find_statements_carries_outlets_forward_and_clauses_back() -> None:
    aide = "A senior aide to the president"
    annotation = said(
        FLAGSHIP,
        (aide, "told", "that the army was close to its aims"),
        ("he", "said", "It had already hit its targets"),
    )
    actors = people(annotation, A_senior_aide_to_the_president="senior aide", he="senior aide")
    first, second = find_statements(annotation, actors)
    assert first.to == ("Vostok television",)
    assert first.via == second.via == ("Vostok television", "Meridian News")
    assert (second.to, second.speaker) == ((), "senior aide")


def test_find_statements_sets_a_wrapping_outlet_aside() -> None:
    text = "Avel said the bridge fell, Meridian News reported."
    rows = (("Avel", "said", "the bridge fell"), ("Meridian News", "reported", "Avel said the bridge fell"))
    (statement,) = find_statements(said(text, *rows), ())
    assert statement.via == ("Meridian News",)


def test_find_statements_keeps_an_outlet_that_reports_by_itself() -> None:
    text = "The bridge fell, Meridian News reported."
    annotation = said(text, ("Meridian News", "reported", "The bridge fell"))
    (statement,) = find_statements(annotation, people(annotation, Meridian_News="Meridian News"))
    assert (statement.speaker, statement.via) == ("Meridian News", ())


def test_find_statements_does_not_carry_an_outlet_to_another_speaker_or_occasion() -> None:
    text = "Avel told CNN it fell. Orla said it stood. Avel said in a statement that nine died."
    annotation = said(
        text,
        ("Avel", "told", "it fell"),
        ("Orla", "said", "it stood"),
        ("2#Avel", "said in a statement", "that nine died"),
    )
    statements = find_statements(annotation, people(annotation, Avel="Avel", Orla="Orla"))
    assert [statement.via for statement in statements] == [("CNN",), (), ()]


def test_find_statements_passes_a_spokesman_on() -> None:
    text = "Her spokesman said Orla had ordered a retreat."
    annotation = said(
        text, ("Her spokesman", "said", "Orla had ordered a retreat"), ("Orla", "had ordered", "a retreat")
    )
    outer, inner = find_statements(annotation, people(annotation, Her_spokesman="Tom Birch", Orla="Orla"))
    assert (outer.via, inner.via, inner.within) == ((), ("Tom Birch",), "s1")
