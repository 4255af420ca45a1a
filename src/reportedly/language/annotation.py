"""What do the models see in a text? Plain typed data, so that a test can write it by hand.

Everything here is what a model proposes, with its score (0 to 1); what is concluded from it is decided in reading/.
"""

from dataclasses import dataclass
from typing import Literal

from reportedly.model import Span, Spans

EntityType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "WEA", "VEH"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name or a nominal mention ("Baku", "the rebels") with its ACE type: PER, ORG, GPE, LOC, FAC, WEA, VEH."""

    span: Span
    type: EntityType
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of saying with who says and what is said; no cue where a quotation stands alone."""

    source: Spans
    cue: Spans
    content: Spans
    score: float


@dataclass(frozen=True, slots=True)
class Happening:
    """A word that names a political event, with its PLOVER type and its parties; `score` is the trigger's."""

    trigger: Span
    type: str
    type_score: float
    mode: str | None
    status: str
    status_score: float
    actor: Spans
    recipient: Spans
    place: Spans
    when: Spans
    score: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """The substance of a demand, offer, threat, refusal, acceptance or commitment, and its condition."""

    kind: str
    content: Spans
    condition: Spans
    score: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the models see in one text. Sentences and words are in order and do not overlap.

    `sentence_of` gives each word the number of its sentence, `paragraph_of` that of its paragraph.
    """

    text: str
    words: Spans
    sentences: Spans
    sentence_of: tuple[int, ...]
    paragraph_of: tuple[int, ...]
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    happenings: tuple[Happening, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    model: str = ""
