"""Parties that are named together are several; what two adjectives share is one."""

import pytest

from reportedly.reading.joint import find_outermost, split_joint


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("Oster and Norland", ("Oster", "Norland"), ["Oster", "Norland"]),
        ("both Oster and the Tal Front", ("Oster", "Tal Front"), ["Oster", "the Tal Front"]),
        ("Oster, the Tal Front and Norland", ("Oster", "Tal Front", "Norland"), ["Oster", "the Tal Front", "Norland"]),
        ("the Ministry of Trade and Labour", ("Ministry of Trade and Labour",), ["the Ministry of Trade and Labour"]),
        ("Norlandish and Osterian forces", ("Norlandish", "Osterian"), ["Norlandish and Osterian forces"]),
        ("allies of Oster and Norland", ("Oster", "Norland"), ["allies of Oster and Norland"]),
        ("Oster, Norland", ("Oster", "Norland"), ["Oster, Norland"]),
        ("two of them", (), ["two of them"]),
    ],
)
def test_names_joined_by_and_are_several_parties(words: str, names: tuple[str, ...], expected: list[str]) -> None:
    text = f"On Monday {words} met in Vesk."
    start = text.index(words)
    spans = [(text.index(name, start), text.index(name, start) + len(name)) for name in names]
    found = split_joint(text, ((start, start + len(words)),), find_outermost(spans))
    assert [text[left:right] for left, right in found] == expected


def test_only_the_outermost_names_count() -> None:
    assert find_outermost([(4, 9), (0, 9), (12, 15), (0, 3)]) == ((0, 9), (12, 15))
