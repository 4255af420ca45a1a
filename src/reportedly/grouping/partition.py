"""Which items hang together? Groups are the connected parts of what a pair decision says: no order comes into it."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from reportedly.grouping.digests import Digest
from reportedly.grouping.incidents import is_same_incident
from reportedly.grouping.origins import is_same_origin
from reportedly.grouping.stories import find_facts, is_same_story

T = TypeVar("T", bound=Hashable)

#: The place of a happening: its report's place among the digests, and its own among the report's happenings.
Place = tuple[int, int]


def find_parts(items: Iterable[T], pairs: Iterable[tuple[T, T]]) -> dict[T, T]:
    """Give for each item one that stands for all that hang together with it."""
    parents = {item: item for item in items}

    def find(item: T) -> T:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    for one, other in pairs:
        parents[find(one)] = find(other)
    return {item: find(item) for item in parents}


def partition(digests: Sequence[Digest]) -> tuple[dict[int, int], dict[int, int], dict[Place, Place]]:
    """Group a few reports at once, every pair looked at: the origin and the story of each, the incident of each happening.

    What a record does one report at a time comes to the same; this is for tests, and for a component taken apart.
    """
    numbers = range(len(digests))
    pairs = list(combinations(numbers, 2))
    facts = [find_facts(digest) for digest in digests]
    origins = [(one, other) for one, other in pairs if is_same_origin(digests[one], digests[other])]
    stories = [
        (one, other) for one, other in pairs if is_same_story(digests[one], digests[other], facts[one], facts[other])
    ]
    incidents = [
        ((one, first), (other, second))
        for one, other in stories
        for first, told in enumerate(facts[one])
        for second, retold in enumerate(facts[other])
        if is_same_incident(told, retold)
    ]
    places = [(number, index) for number in numbers for index in range(len(facts[number]))]
    return find_parts(numbers, origins), find_parts(numbers, stories), find_parts(places, incidents)
