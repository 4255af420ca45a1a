"""Are two reports about the same news? Where their most telling words agree, and both tell of one happening.

The further apart they were published, the more their words must agree. Where one of them tells of no happening at all,
words alone must do.
"""

from collections.abc import Iterator, Sequence

from reportedly.grouping.digests import Digest
from reportedly.grouping.facts import Facts, could_be_one, facts_of, load_points, weigh_signs
from reportedly.grouping.origins import is_near, is_same_origin
from reportedly.grouping.terms import compare_terms, find_pairs
from reportedly.grouping.words import find_name_words, hash_word

#: The longest between two reports of one story, in days. A story itself can go on for longer, report by report.
REACH = 8

_ALIKE = 0.28
_EACH_DAY = 0.06
_UNDATED = 0.1
_WORDS_ALONE = 0.2

#: Of how many happenings of a report, its first ones, the places make keys.
_KEYED = 8


def is_same_story(one: Digest, other: Digest, told: Sequence[Facts], retold: Sequence[Facts]) -> bool:
    """Tell whether two reports are about the same news, given what is told of each happening of either."""
    if is_same_origin(one, other):
        return True
    likeness = find_likeness(one, other)
    if likeness < 0:
        return False
    return tells_same(told, retold) if told and retold else likeness >= _WORDS_ALONE


def find_likeness(one: Digest, other: Digest) -> float:
    """Give by how much the words of two reports agree more than they must, published as far apart as they are."""
    if not is_near(one.day, other.day, REACH):
        return -1.0
    gap = _UNDATED if one.day is None or other.day is None else _EACH_DAY * abs(one.day - other.day)
    return compare_terms(one.terms, other.terms) - _ALIKE - gap


def tells_same(told: Sequence[Facts], retold: Sequence[Facts]) -> bool:
    """Tell whether two reports surely tell of one happening."""
    least = load_points()["least in a story"][1] - load_points()["least"][1]
    return any(
        could_be_one(facts, others) and weigh_signs(facts, others, 1) >= least for facts in told for others in retold
    )


def find_facts(digest: Digest) -> tuple[Facts, ...]:
    """Give what is told of each happening of a report."""
    return tuple(facts_of(happening, digest.day) for happening in digest.happenings)


def find_story_keys(digest: Digest) -> Iterator[int]:
    """Give the keys under which reports about the same news find each other."""
    yield from find_pairs(digest.terms)
    facts = find_facts(digest)[:_KEYED]
    placed = {(told.type, word) for told in facts for spot in told.places for word in find_name_words(spot.name)}
    yield from (hash_word(f"{type_} at {word}") << 8 for type_, word in placed)
