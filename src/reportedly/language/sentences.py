"""Where does a sentence end? Rules that need no model; the encoder's own view of a boundary settles what they leave open.

A headline often runs into the first sentence without a full stop: headlines.py looks for that boundary.
"""

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reportedly.language.headlines import find_headline_end
from reportedly.model import Spans

ENDS: Final = frozenset(".?!…")
CLOSERS: Final = frozenset("\"”’')]»")
OPENERS: Final = frozenset("\"“‘'([«—–-")
# a full stop after these does not end a sentence
ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Brig|Adm|Gov|Sen|Rep|"
    r"Pres|Sec|Amb|Min|Jr|Sr|Inc|Ltd|Co|Corp|No|Art|vs|etc|al|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m)$"
)
#: The encoder's score from which on a sentence starts at a word.
SURE: Final = 0.5


def is_boundary(text: str, words: Spans, index: int) -> bool:
    """Tell by rule whether a sentence starts at a word."""
    if index == 0:
        return True
    gap = text[words[index - 1][1] : words[index][0]]
    if "\n" in gap:
        return True
    if not gap:
        return False
    before = index - 1
    while before > 0 and text[words[before][0]] in CLOSERS and words[before - 1][1] == words[before][0]:
        before -= 1
    start, end = words[before]
    first = text[words[index][0]]
    if text[start] not in ENDS or not (first.isupper() or first.isdigit() or first in OPENERS):
        return False
    return text[start] != "." or before == index - 2 or not ABBREVIATION.search(text[max(0, start - 12) : end - 1])


def find_sentence_numbers(text: str, words: Spans, scores: NDArray[np.float32] | None = None) -> tuple[int, ...]:
    """Number each word's sentence. `scores` (words,) is the encoder's view of a sentence starting there, 0 to 1."""
    body = find_headline_end(text, words) or 0
    numbers, number = [], -1
    for index in range(len(words)):
        boundary = is_boundary(text, words, index)
        if index == body:
            boundary = True
        elif scores is not None and index > body and "\n" not in text[words[index - 1][1] : words[index][0]]:
            spaced = words[index][0] > words[index - 1][1]
            boundary = spaced and bool(scores[index] >= SURE)
        number += boundary
        numbers.append(number)
    return tuple(numbers)


def find_sentence_spans(words: Spans, numbers: tuple[int, ...]) -> Spans:
    """Give each sentence's span, from its first word to its last."""
    spans: list[tuple[int, int]] = []
    for (start, end), number in zip(words, numbers, strict=True):
        if number == len(spans):
            spans.append((start, end))
        else:
            spans[-1] = spans[-1][0], end
    return tuple(spans)
