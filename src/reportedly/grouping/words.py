"""Which words is a text made of, and how much does each tell? Shares of ordinary words are in common.tsv.

The table ships and stays as it is: what a word weighs never depends on what else is on record.
"""

import math
import re
from functools import cache, lru_cache
from zlib import crc32

from reportedly.resources import load_rows

_WORD = re.compile(r"[^\W_]+(?:[’'.-](?=[^\W_])[^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")

#: What a word weighs that is not in the table: it stands in fewer than 1 of 100 reports.
RAREST = math.log(150)

#: In more of 1,000 reports than this, a word names nobody.
_GENERIC = 20


def find_words(text: str) -> list[str]:
    """Give the words of a text in lower case, in order, without possessive endings."""
    return [_POSSESSIVE.sub("", word).lower() if "’" in word or "'" in word else word.lower() for word in _split(text)]


def find_cased_words(text: str) -> list[str]:
    """Give the words of a text as they are written, in order, without possessive endings."""
    return [_POSSESSIVE.sub("", word) for word in _split(text)]


def _split(text: str) -> list[str]:
    return _WORD.findall(text)


def weigh(word: str) -> float:
    """Give how much a word in lower case tells: about 0 for the most common ones, RAREST for the rare."""
    return _load_weights().get(word, RAREST)


@lru_cache(maxsize=100_000)
def hash_word(word: str) -> int:
    """Give 32 bits for a word, the same on every machine."""
    return crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=100_000)
def find_name_words(name: str) -> tuple[str, ...]:
    """Give the words of a name that can tell it from others: none for `at least 12 civilians`."""
    words = (word for word in find_words(name) if not any(character.isdigit() for character in word))
    return tuple(dict.fromkeys(word for word in words if word not in _load_generic()))


@lru_cache(maxsize=200_000)
def is_same_word(one: str, other: str) -> bool:
    """Tell whether two words of names can name the same: `Norland` and `Norlandish`, `Russia` and `Russian`."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or len(long) - len(short) > 4:
        return False
    return long[: min(5, len(short))] == short[:5]


@cache
def _load_weights() -> dict[str, float]:
    return {word: math.log(1000 / max(1, int(share))) for word, share in load_rows("grouping", "common.tsv")}


@cache
def _load_generic() -> frozenset[str]:
    return frozenset(word for word, share in load_rows("grouping", "common.tsv") if int(share) >= _GENERIC)
