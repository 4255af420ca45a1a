"""Texts that tests write by hand: words, sentences and the spans that are named by their words."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from reportedly.language.annotation import Annotation, Happening, Proposal
from reportedly.language.tokens import find_words
from reportedly.model import Span, Spans, Statement


def annotate(*sentences: str, happenings: Sequence[Happening] = (), proposals: Sequence[Proposal] = ()) -> Annotation:
    """Give the annotation of some sentences, joined by a space."""
    text = " ".join(sentences)
    starts = [0, *accumulate(len(sentence) + 1 for sentence in sentences[:-1])]
    words = find_words(text)
    sentence_of = tuple(bisect_right(starts, start) - 1 for start, _ in words)
    spans = tuple((start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True))
    return Annotation(
        text, words, spans, sentence_of, (0,) * len(words), happenings=tuple(happenings), proposals=tuple(proposals)
    )


def find(text: str, words: str) -> Span:
    """Give the span of some words, at their first place in a text."""
    start = text.index(words)
    return start, start + len(words)


def quote(text: str, spans: Spans) -> list[str]:
    """Give the words at some spans."""
    return [text[start:end] for start, end in spans]


def happen(
    text: str, trigger: str, type_: str, *, mode: str | None = None, status: str = "actual", when: str = ""
) -> Happening:
    """Give a happening as the model proposes it."""
    times = (find(text, when),) if when else ()
    return Happening(find(text, trigger), type_, 0.9, mode, status, 0.8, (), (), (), times, 0.9)


def state(
    text: str, id_: str, cue: str, content: str, *, speaker: str | None = None, to: tuple[str, ...] = ()
) -> Statement:
    """Give a statement by its cue and content."""
    cues = (find(text, cue),) if cue else ()
    return Statement(id_, "indirect", (), cues, (find(text, content),), speaker, None, to, (), None, 0.9)
