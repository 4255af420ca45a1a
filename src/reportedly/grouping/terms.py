"""Which words tell what a report is about? The rarest and most repeated, those of its title and first lines above all."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from reportedly.grouping.words import find_cased_words, hash_word, weigh

#: How many words of a report are kept.
_MOST = 80

#: The words of the lead, where news is told in short.
_LEAD = 40

#: How many of the most telling words make keys, two by two.
_KEYED = 8

_LEAD_WEIGHT = 2.2
_NAME_WEIGHT = 1.4
_LEAST_WEIGHT = 1.5


def find_terms(title: str | None, words: Sequence[str]) -> dict[int, float]:
    """Give the most telling words of a text, hashed, with what each weighs; the squares of the weights sum up to 1."""
    heading = find_cased_words(title or "")
    counted = Counter(word.lower() for word in (*heading, *words))
    leading = {word.lower() for word in (*heading, *words[:_LEAD])}
    names = {word.lower() for word in words if word[0].isupper() and len(word) > 1}
    weights = {}
    for word, count in counted.items():
        weight = weigh(word)
        if weight < _LEAST_WEIGHT or word.isdigit() or len(word) < 3:
            continue
        weight *= 1 + math.log(count)
        weight *= _LEAD_WEIGHT if word in leading else 1
        weights[word] = weight * (_NAME_WEIGHT if word in names else 1)
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return {hash_word(word): round(weight / length, 4) for word, weight in kept}


def compare_terms(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Give how much two reports are about the same, 0 to 1: the cosine of their words."""
    return sum(one[word] * other[word] for word in one.keys() & other.keys())


def find_pairs(terms: Mapping[int, float]) -> tuple[int, ...]:
    """Give a key of 40 bits for every two of a report's most telling words."""
    first = sorted(sorted(terms, key=lambda word: (-terms[word], word))[:_KEYED])
    return tuple(
        (one * 0x9E3779B97F4A7C15 ^ other * 0xC2B2AE3D27D4EB4F) >> 8 & 0xFF_FFFF_FFFF
        for one, other in combinations(first, 2)
    )
