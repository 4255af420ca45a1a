"""What does a text teach? An `Example`: its words, and labels as sets of word numbers.

`knows` names the layers an annotator looked for, so that a layer nobody annotated is never taught as absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.language.decoding import MODE_LABELS
from reportedly.model import Span, Spans
from reportedly.ontology import STATUSES, TERM_KINDS, TYPES

Words = frozenset[int]
TYPE_NUMBERS = {name: number for number, name in enumerate(TYPES)}
STATUS_NUMBERS = {name: number for number, name in enumerate(STATUSES)}
KIND_NUMBERS = {name: number for number, name in enumerate(TERM_KINDS)}
#: mode 0 is "none"; the same mode of two types is two labels
MODE_NUMBERS = {label: number for number, label in enumerate(MODE_LABELS)}
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: the words of its source, cue and content; anchored at its cue, or at its content without one."""

    source: Words
    cue: Words
    content: Words

    @property
    def anchor(self) -> int:
        return min(self.cue or self.content)


@dataclass(frozen=True, slots=True)
class Done:
    """An event; type, mode and status are numbers, -1 where the corpus does not say."""

    trigger: Words
    type: int
    mode: int = -1
    status: int = -1
    actor: Words = NONE
    recipient: Words = NONE
    place: Words | None = None
    when: Words | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A term: its kind's number, content and condition; anchored at its content."""

    kind: int
    content: Words
    condition: Words


@dataclass(frozen=True, slots=True)
class Typed:
    """Words `first` to `last` hold one event of some of these types between these parties; its trigger is not marked."""

    first: int
    last: int
    types: frozenset[int]
    actor: Words
    recipient: Words


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what its annotators found in it. Facts: (word, -3 to 3)."""

    name: str
    text: str
    words: Spans
    sentence_of: tuple[int, ...]
    knows: frozenset[str]
    statements: tuple[Said, ...] = ()
    events: tuple[Done, ...] = ()
    terms: tuple[Asked, ...] = ()
    predicates: tuple[tuple[int, Words, Words, Words], ...] = ()
    facts: tuple[tuple[int, float], ...] = ()
    typed: tuple[Typed, ...] = ()
    entities: tuple[tuple[Words, int], ...] = ()
    published: str | None = None


def words_under(words: Spans, spans: Iterable[Span]) -> Words:
    """Find the words that lie at least half under a span; whole words where a span cuts one."""
    found: set[int] = set()
    for start, end in spans:
        touched = [n for n, (a, b) in enumerate(words) if a < end and b > start]
        inside = [
            n for n in touched if 2 * (min(words[n][1], end) - max(words[n][0], start)) >= words[n][1] - words[n][0]
        ]
        found.update(inside or touched)
    return frozenset(found)
