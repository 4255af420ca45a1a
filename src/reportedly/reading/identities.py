"""Who is known of while one report is read: identities, and where in the text each stands."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from reportedly.language.annotation import Annotation
from reportedly.model import ActorKind, Evidence, Span
from reportedly.reading.sightings import Names

Gender = Literal["he", "she"]


@dataclass(slots=True, eq=False)
class Identity:
    """One that is mentioned, as it grows while the report is read; actors.py freezes it into an Actor."""

    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    plural: bool = False
    named: bool = False
    gender: Gender | None = None
    words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    weight: int = 0
    is_looked_up: bool = False
    mentions: list[Span] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """Somebody at a place in the text: what a later pronoun or description can go back to."""

    span: Span
    identity: Identity
    sentence: int
    speaks: bool
    acts: bool


@dataclass(slots=True)
class Memory:
    """What is known of one report while its mentions are resolved."""

    annotation: Annotation
    names: Names
    starts: list[int]
    roles: dict[Span, set[str]]
    by_key: dict[str, Identity] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    at: dict[Span, Identity] = field(default_factory=dict)
    pending: set[Span] = field(default_factory=set)
    officers: list[Identity] = field(default_factory=list)
    sources: list[Span] = field(default_factory=list)
    contents: list[tuple[Span, Span]] = field(default_factory=list)
    published: str | None = None
    countries: frozenset[str] = frozenset()
    incumbents: dict[tuple[str, str], Identity] = field(default_factory=dict)

    def add_point(self, span: Span, identity: Identity) -> None:
        """Remember that somebody stands at a place in the text."""
        roles = self.roles.get(span, set())
        if roles:
            self.at[span] = identity
            identity.weight += 1
        point = Point(span, identity, self.sentence_at(span[0]), "source" in roles, "actor" in roles)
        self.points.insert(bisect_left(self.points, text_order(span), key=_order_of), point)

    def points_before(self, span: Span, number: int) -> list[Point]:
        """Give the last points that start before a span."""
        stop = bisect_left(self.points, text_order(span), key=_order_of)
        return self.points[max(0, stop - number) : stop]

    def get(self, key: str, new: Identity, span: Span, rule: str) -> Identity:
        """Give the identity with a key: the new one where there is none."""
        known = self.by_key.get(key)
        identity = self.by_key.setdefault(key, new)
        if span in self.roles:
            identity.evidence.append(Evidence("name", span, rule if known or rule != "name.same" else "name"))
        return identity

    def sentence_at(self, offset: int) -> int:
        """Give the number of the sentence that an offset stands in."""
        return max(0, bisect_left(self.starts, offset + 1) - 1)


def text_order(span: Span) -> tuple[int, int]:
    """Order spans as they stand in the text, the longer first."""
    return span[0], -span[1]


def _order_of(point: Point) -> tuple[int, int]:
    return text_order(point.span)
