"""How alike are two texts, word by word? MinHash over runs of three words (Broder 1997), and the bands of LSH."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reportedly.grouping.words import hash_word

#: Words in a shingle: short enough that a light rewrite keeps many.
_LENGTH = 3

#: Values of a signature, 16 bits each.
VALUES = 128

_BANDS = 16
_ROWS = 4

#: A text of fewer shingles than this has too little in it to be recognised by them.
_FEWEST = 12

_MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


def make_signature(words: Sequence[str]) -> tuple[int, tuple[int, ...]]:
    """Give how many different shingles the words have, and their MinHash: no values where they are too few."""
    hashes = np.fromiter((hash_word(word) for word in words), dtype=np.uint64, count=len(words))
    if len(hashes) < _LENGTH + _FEWEST:
        return max(0, len(hashes) - _LENGTH + 1), ()
    count = len(hashes) - _LENGTH + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for offset, mixer in enumerate(_MIXERS):
        shingles = (shingles ^ hashes[offset : offset + count]) * mixer
        shingles ^= shingles >> np.uint64(29)
    shingles = np.unique(shingles)
    factors, addends = _load_permutations()
    lowest = ((shingles[None, :] * factors[:, None] + addends[:, None]) >> np.uint64(32)).min(axis=1)
    return len(shingles), tuple((lowest & np.uint64(0xFFFF)).tolist())


def estimate_resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate which share of the shingles of either text both have (Jaccard), from their signatures."""
    if not one or not other:
        return 0.0
    return sum(map(int.__eq__, one, other)) / VALUES


def estimate_containment(resemblance: float, size: int, other_size: int) -> float:
    """Estimate which share of the smaller text's shingles the larger one has."""
    shared = resemblance / (1 + resemblance) * (size + other_size)
    return min(1.0, shared / max(1, min(size, other_size)))


def find_bands(signature: Sequence[int]) -> tuple[int, ...]:
    """Give the LSH bands of a signature, 40 bits each: texts that are alike share one of them, others seldom do."""
    if not signature:
        return ()
    return tuple(_hash_band(number, signature[number * _ROWS :][:_ROWS]) for number in range(_BANDS))


def _hash_band(number: int, values: Sequence[int]) -> int:
    packed = number
    for value in values:
        packed = packed << 16 | value
    return (packed * 0x9E3779B97F4A7C15 >> 32) % 0xFF_FFFF_FFFB


@cache
def _load_permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    chance = np.random.Generator(np.random.PCG64(1729))
    factors = chance.integers(0, 2**63, VALUES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, chance.integers(0, 2**63, VALUES, dtype=np.uint64)
