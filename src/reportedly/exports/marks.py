"""Where do the findings stand in the text? The text is cut into pieces, each with the marks that cover it.

The terminal and the notebook both draw these pieces, so that they show the same thing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportedly.model import Reading, Span
from reportedly.ontology import TYPES

MarkKind = Literal["content", "term", "condition", "source", "cue", "trigger"]

#: Where marks start at the same place, the one that holds the other opens first.
_ORDER: tuple[MarkKind, ...] = ("content", "term", "condition", "source", "cue", "trigger")


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words that a finding stands on: the finding's key ("s3") and, for an event, its type and quad class."""

    kind: MarkKind
    key: str
    span: Span
    type: str | None = None
    quad: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two cuts: the marks that cover them, and which of these start or end here."""

    text: str
    marks: tuple[Mark, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]


def find_marks(reading: Reading) -> tuple[Mark, ...]:
    """Find every mark of a reading that lies inside its text, outer before inner."""
    length = len(reading.report.text)
    marks: dict[tuple[str, str, Span], Mark] = {}
    for mark in _list_marks(reading):
        # two statements may share a source, three demands a condition: one mark shows it
        shared = mark.kind in ("source", "cue", "condition")
        if 0 <= mark.span[0] < mark.span[1] <= length:
            marks.setdefault((mark.kind, "" if shared else mark.key, mark.span), mark)
    return tuple(sorted(marks.values(), key=_place))


def _place(mark: Mark) -> tuple[int, int, int, int, str]:
    start, end = mark.span
    return start, -end, _ORDER.index(mark.kind), len(mark.key), mark.key


def _list_marks(reading: Reading) -> Iterator[Mark]:
    for statement in reading.statements:
        yield from (Mark("content", statement.id, span) for span in statement.content)
        yield from (Mark("source", statement.id, span) for span in statement.source)
        yield from (Mark("cue", statement.id, span) for span in statement.cue)
    for term in reading.terms:
        yield from (Mark("term", term.id, span) for span in term.content)
        yield from (Mark("condition", term.id, span) for span in term.condition)
    for event in reading.events:
        yield Mark("trigger", event.id, event.trigger, event.type, TYPES.get(event.type))


def cut_text(reading: Reading) -> Iterator[Piece]:
    """Cut a report's text wherever a mark starts or ends; the pieces together are the whole text."""
    text = reading.report.text
    starts: dict[int, list[Mark]] = defaultdict(list)
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in find_marks(reading):
        starts[mark.span[0]].append(mark)
        ends[mark.span[1]].append(mark)
    active: dict[Mark, None] = {}
    for start, end in pairwise(sorted({0, len(text), *starts, *ends})):
        for mark in ends.get(start, ()):
            del active[mark]
        active.update(dict.fromkeys(starts.get(start, ())))
        closing = tuple(reversed(ends.get(end, ())))
        yield Piece(text[start:end], tuple(active), tuple(starts.get(start, ())), closing)
