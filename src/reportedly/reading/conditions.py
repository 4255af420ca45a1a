"""What does a term depend on? Finds the clauses of condition in a sentence; their openers are in terms.tsv.

"until they surrender" · "if it attacks, ..." · "for the operation to stop, ..."
"""

from dataclasses import dataclass
from functools import cache

from reportedly.reading.clauses import Wording
from reportedly.resources import load_rows

#: Words that a clause of purpose may take up to its "to", and up to its comma.
PURPOSE = 30

_LEADS = frozenset([",", ".", ";", ":", "“", "”", '"', "'", "(", "that", "said", "says", "but", "and"])
_ENDS = frozenset([";", ":", "”", '"', "(", ")", "—", "–", ".", "!", "?"])


@dataclass(frozen=True, slots=True)
class Condition:
    """The words of a condition, as word numbers; `leads` where it stands before what depends on it."""

    first: int
    last: int
    leads: bool


def find_conditions(wording: Wording, first: int, last: int) -> tuple[Condition, ...]:
    """Find the conditions among some words of one sentence."""
    conditions: list[Condition] = []
    position = first
    while position < last:
        condition = _read_condition(wording, position, first, last)
        if condition:
            conditions.append(condition)
        position = condition.last if condition else position + 1
    return tuple(conditions)


def _read_condition(wording: Wording, position: int, first: int, last: int) -> Condition | None:
    leads = position == first or wording.lower[position - 1] in _LEADS
    if leads and wording.lower[position] in {"for", "in"}:
        purpose = _read_purpose(wording, position, last)
        if purpose:
            return purpose
    length = _opener_length(wording, position, last)
    if not length:
        return None
    end = _find_end(wording, position + length, last, leads)
    if leads and end < last and wording.lower[end] == ",":
        return Condition(position, end, True)
    return Condition(position, _find_end(wording, position + length, last, False), False)


def _opener_length(wording: Wording, position: int, last: int) -> int:
    for opener in _openers().get(wording.lower[position], ()):
        if position + len(opener) < last and wording.lower[position : position + len(opener)] == opener:
            return len(opener)
    return 0


def _read_purpose(wording: Wording, position: int, last: int) -> Condition | None:
    """Read "for the operation to stop," or "in order to ...," before what is asked for."""
    window = wording.lower[position : min(last, position + PURPOSE)]
    if "," not in window or (window[0] == "in" and window[1:3] != ("order", "to")):
        return None
    comma = window.index(",")
    if "to" not in window[2:comma] or not any(_is_modal(word) for word in wording.lower[position + comma : last]):
        return None
    return Condition(position, position + comma, True)


def _is_modal(word: str) -> bool:
    return word in {"must", "should", "need", "needs", "have", "has", "will", "would", "shall"}


def _find_end(wording: Wording, position: int, last: int, leads: bool) -> int:
    for index in range(position, last):
        word = wording.lower[index]
        if word in _ENDS or (word == "," and (leads or _ends_at_comma(wording, index, last))):
            return index
    return last


def _ends_at_comma(wording: Wording, index: int, last: int) -> bool:
    """Tell whether a clause of condition ends at a comma: "until it is signed, but ..."."""
    following = wording.lower[index + 1] if index + 1 < last else ""
    return following in {"but", "while", "saying", "adding", "he", "she", "they", "according", "warning", "the", ""}


@cache
def _openers() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give the openers under their first word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for row in load_rows("reading", "terms.tsv"):
        if row[0] == "condition":
            words = tuple(row[1].split(" "))
            table.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(openers, key=len, reverse=True)) for word, openers in table.items()}
