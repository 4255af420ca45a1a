"""What is a word, and how do words become the encoder's input?

Training and reading share this file, so that a model is read the way it was trained.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.language.headlines import find_headline_end
from reportedly.model import Span

Array = NDArray[np.int64]

WORD: Final = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
OPENING: Final = frozenset("“«„")
CLOSING: Final = frozenset("”»")
# a straight quotation mark opens where a word follows it directly and none stands before it
_OPENS: Final = re.compile(r'(?:^|[\s(\[—–-])["‟]$')
PARAGRAPH: Final = "[unused1]"
#: what stands before every window: whether the report begins here, and when it was published
BEGINS, GOES_ON, UNDATED = "[unused2]", "[unused3]", "[unused4]"
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")
FEATURES: Final = 6  # three casings, outside and inside quotation marks


def find_words(text: str) -> tuple[Span, ...]:
    """Find the words and punctuation marks of a text, in order."""
    return tuple(match.span() for match in WORD.finditer(text))


def find_paragraphs(text: str, words: tuple[Span, ...]) -> Array:
    """Number each word's paragraph; a line break starts a new one, and so does the body after a headline that runs on."""
    numbers = np.zeros(len(words), np.int64)
    body = find_headline_end(text, words)
    number = end = 0
    for index, (start, stop) in enumerate(words):
        if index == body or (start > end and "\n" in text[end:start]):
            number += 1
        numbers[index], end = number, stop
    return numbers


def is_opening(text: str, at: int) -> bool:
    """Tell whether the quotation mark at an offset opens a quotation."""
    return text[at] in OPENING or bool(_OPENS.search(text[max(0, at - 1) : at + 1]) and text[at + 1 : at + 2].strip())


def find_features(text: str, words: tuple[Span, ...], paragraphs: Array) -> Array:
    """Give each word its casing (lower, capitalised, upper) plus 3 where it stands in a quotation."""
    features = np.zeros(len(words), np.int64)
    inside, paragraph = 0, -1
    for index, (start, end) in enumerate(words):
        if paragraphs[index] != paragraph:
            inside, paragraph = 0, int(paragraphs[index])
        word = text[start:end]
        quotes = word == '"' or word in OPENING or word in CLOSING
        if quotes and is_opening(text, start):
            inside = 1
        casing = 2 if len(word) > 1 and word.isupper() else int(word[:1].isupper())
        features[index] = casing + 3 * inside
        if quotes and not is_opening(text, start):
            inside = 0
    return features


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the encoder takes it.

    ids, features: (wordpieces,) · first: (words,) position of each word's first wordpiece, -1 where it has none ·
    owner: (wordpieces,) the word that each wordpiece belongs to, -1 for a paragraph mark.
    """

    ids: Array
    features: Array
    first: Array
    owner: Array


def read_pieces(tokenizer: Tokenizer, text: str, words: tuple[Span, ...]) -> Pieces:
    """Cut a text into wordpieces, with a mark between paragraphs."""
    paragraphs = find_paragraphs(text, words)
    features = find_features(text, words, paragraphs)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    starts = np.array([start for start, _ in encoding.offsets], np.int64)
    word_starts = np.array([start for start, _ in words], np.int64)
    word_ends = np.array([end for _, end in words], np.int64)
    owner = np.searchsorted(word_starts, starts, side="right") - 1
    inside = (owner >= 0) & (starts < word_ends[owner]) if len(words) else np.zeros(len(starts), bool)
    ids, owner = np.array(encoding.ids, np.int64)[inside], owner[inside]
    breaks = np.flatnonzero(np.diff(paragraphs[owner])) + 1 if len(owner) else np.zeros(0, np.int64)
    ids = np.insert(ids, breaks, tokenizer.token_to_id(PARAGRAPH) or 0)
    owner = np.insert(owner, breaks, -1)
    first = np.full(len(words), -1, np.int64)
    owned = np.flatnonzero(owner >= 0)
    first[owner[owned][::-1]] = owned[::-1]
    return Pieces(ids, np.where(owner >= 0, features[owner] if len(words) else 0, 0), first, owner)


def read_setting(tokenizer: Tokenizer, published: str | None, *, begins: bool) -> Array:
    """Give the wordpieces that tell a window's setting: "[begins] 2023 september". `published`: ISO 8601, or None."""
    marks = [tokenizer.token_to_id(BEGINS if begins else GOES_ON) or 0]
    if not (match := _DATE.match(published or "")):
        return np.array([*marks, tokenizer.token_to_id(UNDATED) or 0], np.int64)
    month = _MONTHS[int(match[2]) - 1] if match[2] and 1 <= int(match[2]) <= 12 else ""
    words = tokenizer.encode(f"{match[1]} {month}", add_special_tokens=False)
    return np.array([*marks, *words.ids], np.int64)
