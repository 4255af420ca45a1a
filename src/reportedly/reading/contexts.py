"""What is an event about? PLOVER's contexts, from words in the event's sentence; words in contexts.tsv.

One sentence is looked at once and its contexts serve all its events; a word is looked up, never searched for.
"""

from functools import cache

from reportedly.model import Span
from reportedly.reading.clauses import Wording, find_range, find_sentence
from reportedly.resources import load_rows

#: Words on either side of the trigger that are read, so that a sentence without end costs no more than another.
REACH = 40


def find_contexts(wording: Wording, trigger: Span) -> tuple[str, ...]:
    """Find the contexts of an event, in PLOVER's order."""
    index, _ = find_range(wording, trigger)
    start, end = find_sentence(wording, index)
    table, order = _load_contexts()
    words = wording.lower[max(start, index - REACH) : min(end, index + REACH)]
    found = set()
    for position, word in enumerate(words):
        for phrase, context in table.get(word, table.get(word.removesuffix("s"), ())):
            following = words[position : position + len(phrase)]
            if len(following) == len(phrase) and all(map(_same, phrase, following)):
                found.add(context)
    return tuple(context for context in order if context in found)


def _same(part: str, word: str) -> bool:
    return word in (part, part + "s")


@cache
def _load_contexts() -> tuple[dict[str, tuple[tuple[tuple[str, ...], str], ...]], tuple[str, ...]]:
    """Load the phrases under their first word, and the contexts in the table's order."""
    table: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    order: dict[str, None] = {}
    for context, phrases in load_rows("reading", "contexts.tsv"):
        order[context] = None
        for phrase in phrases.split(", "):
            words = tuple(phrase.split(" "))
            table[words[0]] = (*table.get(words[0], ()), (words, context))
    return table, tuple(order)
