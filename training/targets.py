"""How do annotations become what the heads should say? Windows of wordpieces with one label a word and head."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from examples import Example, Typed, Words
from reportedly.language.encoder import WINDOW, find_starts
from reportedly.language.tokens import Pieces, find_words, read_pieces, read_setting

Ints = NDArray[np.int64]
IGNORED = -100
#: the share of windows whose date is hidden, because some reports come without one
UNDATED = 0.15


@dataclass(frozen=True, slots=True)
class Lesson:
    """An example as numbers: its wordpieces, and for each tagging head one label a word (IGNORED where unknown)."""

    example: Example
    pieces: Pieces
    tags: dict[str, Ints]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one lesson's wordpieces, [start, end)."""

    lesson: Lesson
    start: int
    end: int


def make_lesson(tokenizer: Tokenizer, example: Example) -> Lesson:
    """Prepare an example for the encoder. Its words must not change where line breaks are put in."""
    words = find_words(example.text)
    if words != example.words:
        message = f"the words of {example.name} moved"
        raise ValueError(message)
    size, knows = len(words), example.knows
    tags = {name: np.full(size, IGNORED, np.int64) for name in ("trigger", "anchor", "term", "start", "entity")}
    if knows & {"events", "ace"}:
        tags["trigger"][:] = 0
        for event in example.events:
            first = min(event.trigger)
            for word in sorted(event.trigger):
                tags["trigger"][word] = 1 if word == first or tags["trigger"][word] == 1 else 2
    if "statements" in knows:
        tags["anchor"][:] = 0
        for statement in example.statements:
            tags["anchor"][statement.anchor] = 1 if statement.cue else 2
    if "terms" in knows:
        tags["term"][:] = 0
        for term in example.terms:
            tags["term"][min(term.content)] = 1 + term.kind
    if "sentences" in knows:
        numbers = np.array(example.sentence_of)
        tags["start"][:] = np.diff(numbers, prepend=-1) > 0
    if "entities" in knows:
        tags["entity"][:] = 0
        for found, kind in example.entities:
            for word in found:
                tags["entity"][word] = 1 + 2 * kind + (word != min(found))
    return Lesson(example, read_pieces(tokenizer, example.text, words), tags)


def cut_windows(lessons: Sequence[Lesson], budget: int, generator: random.Random) -> list[list[Window]]:
    """Cut lessons into windows at random sentences and batch those of like length, `budget` wordpieces a batch."""
    windows = []
    for lesson in lessons:
        size = len(lesson.pieces.ids)
        starts = find_starts(lesson.pieces, lesson.example.sentence_of)
        start, most = 0, WINDOW - (generator.randint(0, WINDOW // 2) if size > WINDOW else 0)
        while start < size:
            end = min(size, start + most)
            last = bisect_right(starts, end) - 1
            if last >= 0 and start + most // 2 < starts[last] and end < size:
                end = starts[last]
            if end - start >= min(24, size):
                windows.append(Window(lesson, start, end))
            start, most = end, WINDOW
    windows.sort(key=lambda window: window.end - window.start + 30 * generator.random())
    batches: list[list[Window]] = [[]]
    for window in windows:
        batches[-1].append(window)
        if sum(w.end - w.start for w in batches[-1]) >= 0.95 * budget:
            batches.append([])
    batches = [batch for batch in batches if batch]
    generator.shuffle(batches)
    return batches


@dataclass(frozen=True, slots=True)
class Anchor:
    """One anchored item: the row and word of its anchor, its type, mode, status, and the words of each role (None: unknown)."""

    row: int
    at: int
    roles: tuple[list[int] | None, ...]
    labels: tuple[int, int, int] = (IGNORED, IGNORED, IGNORED)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows. ids, features, mask: (batch, wordpieces + 2); first, sentences, tags: (batch, words)."""

    ids: Ints
    features: Ints
    mask: Ints
    first: Ints
    valid: NDArray[np.bool_]
    sentences: Ints
    tags: dict[str, Ints]
    anchors: dict[str, list[Anchor]]
    facts: list[tuple[int, int, float]]
    typed: list[tuple[int, Typed]]


def make_batch(
    windows: Sequence[Window], tokenizer: Tokenizer, masking: float, generator: np.random.Generator
) -> Batch:
    """Lay windows into arrays; a share `masking` of the wordpieces is hidden from the encoder."""
    special = {name: tokenizer.token_to_id(f"[{name}]") or 0 for name in ("CLS", "SEP", "PAD", "MASK")}
    inside = [np.flatnonzero((w.lesson.pieces.first >= w.start) & (w.lesson.pieces.first < w.end)) for w in windows]
    settings = [
        read_setting(
            tokenizer, None if generator.random() < UNDATED else w.lesson.example.published, begins=w.start == 0
        )
        for w in windows
    ]
    rows, length = len(windows), max(w.end - w.start + len(s) for w, s in zip(windows, settings, strict=True)) + 2
    width = max(len(words) for words in inside)
    ids, features, mask = (
        np.full((rows, length), special["PAD"]),
        np.zeros((rows, length), int),
        np.zeros((rows, length), int),
    )
    first, sentences = np.zeros((rows, width), int), np.full((rows, width), -1)
    valid = np.zeros((rows, width), bool)
    tags = {name: np.full((rows, width), IGNORED) for name in windows[0].lesson.tags}
    batch = Batch(ids, features, mask, first, valid, sentences, tags, {}, [], [])
    for row, (window, words, setting) in enumerate(zip(windows, inside, settings, strict=True)):
        pieces, size, at = window.lesson.pieces, window.end - window.start, 1 + len(setting)
        shown = pieces.ids[window.start : window.end].copy()
        shown[generator.random(size) < masking] = special["MASK"]
        ids[row, : at + size + 1] = np.concatenate([[special["CLS"]], setting, shown, [special["SEP"]]])
        features[row, at : at + size] = pieces.features[window.start : window.end]
        mask[row, : at + size + 1] = 1
        first[row, : len(words)] = pieces.first[words] - window.start + at
        valid[row, : len(words)] = True
        sentences[row, : len(words)] = np.array(window.lesson.example.sentence_of)[words]
        for name, labels in window.lesson.tags.items():
            tags[name][row, : len(words)] = labels[words]
        _add_anchors(batch, row, window.lesson.example, words)
    return batch


def _add_anchors(batch: Batch, row: int, example: Example, words: Ints) -> None:
    column = {int(word): number for number, word in enumerate(words)}

    def shift(found: Words | None) -> list[int] | None:
        return None if found is None else [column[word] for word in found if word in column]

    def add(
        family: str, at: int, roles: tuple[Words | None, ...], labels: tuple[int, int, int] = (IGNORED,) * 3
    ) -> None:
        if at in column:
            batch.anchors.setdefault(family, []).append(Anchor(row, column[at], tuple(shift(r) for r in roles), labels))

    for s in example.statements:
        add("statement", s.anchor, (s.source, s.content, s.cue))
    for e in example.events:
        labels = tuple(value if value >= 0 else IGNORED for value in (e.type, e.mode, e.status))
        add("event", min(e.trigger), (e.actor, e.recipient, e.place, e.when), labels)  # type: ignore[arg-type]
    for t in example.terms:
        add("term", min(t.content), (t.content, t.condition))
    for at, *roles in example.predicates:
        add("predicate", at, tuple(roles))
    batch.facts.extend((row, column[at], value) for at, value in example.facts if at in column)
    for item in example.typed:
        if item.first in column and item.last in column:
            actor, recipient = (frozenset(column[word] for word in party) for party in (item.actor, item.recipient))
            batch.typed.append((row, Typed(column[item.first], column[item.last], item.types, actor, recipient)))
