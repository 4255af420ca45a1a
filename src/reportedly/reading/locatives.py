"""Do the words around a name say that it is a place, and which kind of place? The words are in locatives.tsv."""

import re
from collections.abc import Set
from functools import cache
from typing import Final, Literal

from reportedly.gazetteer import normalise
from reportedly.language.annotation import Annotation
from reportedly.model import Span
from reportedly.reading.candidates import country_of_people
from reportedly.resources import load_rows

Hint = Literal["division", "town", "part"]

#: Words that name what kind of place a name is.
KINDS: Final = frozenset({"division", "town"})
_VAGUE: Final = frozenset({"the", "nearby", "neighbouring", "neighboring"})
_DONE: Final = frozenset({"was", "were", "is", "has", "had", "been", "being", "heavily", "again", "also"})
_JOINTS: Final = (", ", " and ", " or ", ", and ", ", or ", " and the ", "-", "–", "/")
_DATELINE: Final = re.compile(r"(?:, [A-Z][\w.]{1,20}){0,2} ?(?:\(|—|–|--|- )")


@cache
def _words() -> dict[str, frozenset[str]]:
    """Load the words around place names: word -> its uses."""
    uses: dict[str, frozenset[str]] = {}
    for word, use in load_rows("reading", "locatives.tsv"):
        uses[word] = uses.get(word, frozenset()) | {use}
        if use == "people":
            uses[word.lower()] = uses.get(word.lower(), frozenset()) | {use}
    return uses


def uses_of(word: str) -> frozenset[str]:
    """Give the uses of a word around place names; empty where it has none."""
    return _words().get(word, frozenset())


def word_at(annotation: Annotation, number: int) -> str:
    """Give a word by its number; empty beyond the text."""
    return annotation.text[slice(*annotation.words[number])] if 0 <= number < len(annotation.words) else ""


def is_people(name: str) -> bool:
    """Tell whether a name is a people's, not a place's ("Syrian", "the Kurds")."""
    key = normalise(name)
    return key in country_of_people() or "people" in uses_of(key)


def kind_of(word: str) -> Hint | None:
    """Tell which kind of place a word names, if any."""
    uses = uses_of(word.strip(".,;:").lower())
    return "division" if "division" in uses else "town" if "town" in uses else None


def is_kind(word: str) -> bool:
    """Tell whether a word names a kind of division or town."""
    return bool(uses_of(word.lower()) & KINDS)


def find_cue(annotation: Annotation, start: int) -> frozenset[str]:
    """Find what the word before a name says, across articles, adjectives and "city of"."""
    number, seen = start - 1, frozenset[str]()
    while number >= max(0, start - 5):
        word = word_at(annotation, number).lower()
        uses = uses_of(word)
        if word == "of" and uses_of(word_at(annotation, number - 1).lower()) & (KINDS | {"part"}):
            return frozenset({"division"})
        if uses & {"where", "towards"} or not (uses & {"part"} or is_people(word)):
            return seen | uses
        number -= 1
    return seen


def find_after(annotation: Annotation, end: int) -> str | None:
    """Name the rule by which the words after a name say that it is a place: "Vesk airport", "Vesk was shelled"."""
    following = [word_at(annotation, number).lower() for number in range(end, end + 5)]
    if following[:1] and following[0] in {"'s", "’s"}:
        following.pop(0)
    if "after" in uses_of(following[0]):
        return "after"
    done = following[0] in _DONE and next((word for word in following[1:4] if word not in _DONE), "")
    return "struck" if done and "struck" in uses_of(done) else None


def find_hint(annotation: Annotation, span: Span) -> Hint | None:
    """Find what the words beside a name say it is: "Idlib province", "the city of Homs", "northern Syria"."""
    after = annotation.text[span[1] : span[1] + 16].split(" ", 2)
    before = annotation.text[max(0, span[0] - 24) : span[0]].lower().split()
    kind = kind_of(after[1]) if len(after) > 1 and not after[0] else None
    kind = kind or (kind_of(before[-2]) if len(before) > 1 and before[-1] == "of" else None)
    return kind or ("part" if before and "part" in uses_of(before[-1]) and before[-1] not in _VAGUE else None)


def is_located(annotation: Annotation, span: Span) -> bool:
    """Tell whether a word that says where stands right before a span."""
    before = re.findall(r"\w+", annotation.text[max(0, span[0] - 24) : span[0]])[-2:]
    while before and before[-1].lower() in {"the", "and"}:
        before.pop()
    return bool(before) and "where" in uses_of(before[-1].lower())


def is_dateline(annotation: Annotation, window: tuple[int, int]) -> bool:
    """Tell whether a name opens a paragraph as the place it was written at ("BEIRUT (Reuters) -")."""
    start, end = window
    opens = start == 0 or annotation.paragraph_of[start] != annotation.paragraph_of[start - 1]
    opens = opens or annotation.sentence_of[start] != annotation.sentence_of[start - 1]
    stop = annotation.words[end - 1][1]
    return opens and bool(_DATELINE.match(annotation.text, stop, stop + 60))


def is_beside(annotation: Annotation, ends: Set[int], start: int) -> bool:
    """Tell whether only a comma, "and" or "or" is between a name and a place that ends before it."""
    at = annotation.words[start][0]
    return any(at - len(joint) in ends and annotation.text.endswith(joint, 0, at) for joint in _JOINTS)
