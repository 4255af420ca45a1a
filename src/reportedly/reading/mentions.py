"""What stands at some words? Findings by their spans, so that a long report costs no more a word than a short one."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from reportedly.model import Actor, Span

Found = TypeVar("Found")


class Mentions(Generic[Found]):
    """Findings that can be asked for by span; `all` gives each once, in order."""

    def __init__(self, items: Iterable[tuple[Span, Found]], everything: tuple[Found, ...]) -> None:
        self.all = everything
        self._items = sorted(((span, number, item) for number, (span, item) in enumerate(items)), key=lambda i: i[:2])
        self._exact: dict[Span, Found] = {}
        self._reach: list[int] = []  # how far each item and all before it reach: what ends earlier cannot overlap
        for span, _, item in self._items:
            self._exact.setdefault(span, item)
            self._reach.append(max(span[1], self._reach[-1] if self._reach else 0))

    def at(self, span: Span) -> Found | None:
        """Give the finding at exactly a span, else the one that overlaps it most; of equals the shorter, then the first."""
        if span in self._exact:
            return self._exact[span]
        best: tuple[int, int, int] | None = None
        found: Found | None = None
        index = bisect_left(self._items, span[1], key=lambda item: item[0][0]) - 1
        while index >= 0 and self._reach[index] > span[0]:
            (start, end), number, item = self._items[index]
            rank = min(end, span[1]) - max(start, span[0]), start - end, -number
            if rank[0] > 0 and (best is None or rank > best):
                best, found = rank, item
            index -= 1
        return found


def index_actors(actors: Iterable[Actor]) -> Mentions[Actor]:
    """Index actors by their mentions."""
    everything = tuple(actors)
    return Mentions(((mention, actor) for actor in everything for mention in actor.mentions), everything)
