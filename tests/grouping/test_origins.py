"""Copies and light rewrites of one text are one origin; another report of the same news is not."""

import pytest

from reportedly.grouping.accounts import Teller, count_sources
from reportedly.grouping.credits import find_credits, name_outlet
from reportedly.grouping.digests import Digest, digest_reading
from reportedly.grouping.origins import explain_origin, is_same_origin
from tellings import ATTACK, STRIKE, make_telling

INDEPENDENT = (
    "A reporter of Radio Kessel counted five bodies beside the quay of Osmund on Monday evening. Doctors were out of "
    "bandages by noon. Nobody whom the radio asked could say where the fire had come from, though an old man pointed "
    "at the hills. The fish market, he said, had stood there since his grandfather sold herring."
)
REWRITE = (
    "Four people were killed on Monday morning when shells struck the fish market of Osmund, the mayor of Osmund said. "
    "Tilda Brank told reporters that the stalls had been full when the first shell fell on the roof. "
    "Tarsia was accused by Velmar of shelling the harbour town from the hills. Tarsia denied that it had shelled Osmund."
)


def digest(text: str, published: str | None = "2031-03-05", publisher: str | None = None) -> Digest:
    return digest_reading(make_telling("one", text, published=published, publisher=publisher))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (ATTACK, True),
        (f"OSMUND, 5 March (Meridian) — {ATTACK}", True),
        (ATTACK[:220], True),
        (REWRITE, True),
        (INDEPENDENT, False),
        (STRIKE, False),
        ("Shells struck Osmund.", False),
        ("", False),
    ],
    ids=["copy", "dateline", "cut", "rewrite", "independent", "other news", "too short", "empty"],
)
def test_is_same_origin(text: str, same: bool) -> None:
    assert is_same_origin(digest(ATTACK), digest(text)) is same
    assert is_same_origin(digest(text), digest(ATTACK)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2031-03-05", "2031-03-09T10:00:00Z", True),
        ("2031-03-05", "2031-05-05", False),
        ("2031-03-05", None, False),
        (None, None, True),
        ("2031", "2031", True),
    ],
)
def test_a_copy_comes_within_days(one: str | None, other: str | None, same: bool) -> None:
    assert is_same_origin(digest(ATTACK, one), digest(ATTACK, other)) is same


def test_explain_origin_says_how_much_is_shared() -> None:
    assert explain_origin(digest(ATTACK), digest(ATTACK)) == "100% of the shorter text stands in the other"
    assert explain_origin(digest(ATTACK), digest(INDEPENDENT)) is None


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("OSMUND, 5 March (Meridian) — Shells fell.", {"meridian"}),
        ("OSMUND (Reuters) - Shells fell.", {"reuters"}),
        ("Shells fell on Osmund. Reporting by Agence France-Presse.", {"agence france-presse"}),
        ("Shells fell on Osmund. (AFP)", {"agence france-presse"}),
        ("Shells fell on Osmund (the town) on Monday.", set()),
        ("Shells fell on Osmund, the mayor told reporters.", set()),
    ],
)
def test_find_credits(text: str, credited: set[str]) -> None:
    assert find_credits(make_telling("one", text)) == credited


def test_a_report_does_not_credit_its_own_publisher() -> None:
    assert find_credits(make_telling("one", "OSMUND (Reuters) - Shells fell.", publisher="Reuters")) == set()


def test_an_outlet_has_one_name() -> None:
    assert name_outlet("AFP") == name_outlet("Agence France-Presse")
    assert name_outlet("The Corvane Press Agency") == name_outlet("Corvane")
    assert name_outlet(" ") is None


def tell(report: str, origin: str, *credited: str, outlet: str | None = None) -> Teller:
    return Teller(report, None, None, outlet, frozenset(credited), origin)


@pytest.mark.parametrize(
    ("tellers", "counted"),
    [
        ([tell("a", "a")], (1, 1)),
        ([tell("a", "a"), tell("b", "a")], (1, 1)),
        ([tell("a", "a"), tell("b", "b")], (2, 2)),
        ([tell("a", "a", "meridian"), tell("b", "b", "meridian")], (2, 1)),
        ([tell("a", "a", "meridian"), tell("b", "b", outlet="meridian")], (2, 1)),
        ([tell("a", "a", outlet="meridian"), tell("b", "b", outlet="meridian")], (2, 2)),
    ],
    ids=["one", "copy", "two", "credit one", "credits the other", "one outlet's two"],
)
def test_count_sources(tellers: list[Teller], counted: tuple[int, int]) -> None:
    assert count_sources(tellers) == counted
