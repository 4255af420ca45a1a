"""How was it done? The mode of an event, where its words tell one and the model does not; words in modes.tsv."""

import re
from functools import cache

from reportedly.model import Span
from reportedly.ontology import MODES
from reportedly.reading.clauses import Wording, find_range, find_sentence, span_of
from reportedly.resources import load_rows

NEAR = 6


def find_mode(wording: Wording, trigger: Span, type_: str, proposed: str | None) -> tuple[str | None, str | None]:
    """Find an event's mode and the rule that gives it (None: the model's, or none at all).

    Words of the trigger itself go before the model: bench/events_fields.py counts how often they are right.
    """
    words = wording.annotation.text[slice(*trigger)].lower()
    named = _match(type_, "trigger", words)
    if named:
        return named, None if named == proposed else "modes: words of the trigger"
    if proposed in MODES.get(type_, ()):
        return proposed, None
    near = _match(type_, "near", wording.annotation.text[slice(*_near(wording, trigger))].lower())
    return near, "modes: words near the trigger" if near else None


def _match(type_: str, where: str, words: str) -> str | None:
    patterns = _patterns().get((type_, where), ())
    return next((mode for mode, pattern in patterns if pattern.search(words)), None)


def _near(wording: Wording, trigger: Span) -> Span:
    first, last = find_range(wording, trigger)
    start, end = find_sentence(wording, first)
    if last <= first or start >= end:
        return trigger
    return span_of(wording, max(start, first - NEAR), max(last, min(end, last + NEAR)))


@cache
def _patterns() -> dict[tuple[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Give the patterns of each type and place, in the table's order."""
    words: dict[tuple[str, str], dict[str, list[str]]] = {}
    for type_, mode, where, phrase in load_rows("reading", "modes.tsv"):
        words.setdefault((type_, where), {}).setdefault(mode, []).append(_pattern(phrase))
    return {
        key: tuple((mode, re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")) for mode, phrases in modes.items())
        for key, modes in words.items()
    }


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w*")
