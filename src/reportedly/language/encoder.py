"""What does the model see in a text? One pass of the encoder in windows, then every head on every word.

Windows are read one at a time, so that the same text gives the same annotation whatever is read beside it. They begin and
end with sentences where they can. Where windows overlap, each sentence is taken from the one in which it stands more
centrally.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from reportedly.language.annotation import Annotation
from reportedly.language.decoding import find_attributions, find_entities, find_happenings, find_proposals
from reportedly.language.heads import Floats, View, sigmoid, softmax
from reportedly.language.models import Model
from reportedly.language.sentences import find_sentence_numbers, find_sentence_spans
from reportedly.language.tokens import Pieces, find_paragraphs, find_words, read_pieces, read_setting

WINDOW, OVERLAP = 254, 24


def annotate(text: str, published: str | None, model: Model) -> Annotation:
    """Read a text, published at an ISO 8601 time or nobody knows when, with a model."""
    words = find_words(text)
    if not words:
        return Annotation(text, (), (), (), (), model=model.name)
    pieces = read_pieces(model.tokenizer, text, words)
    starts = find_starts(pieces, find_sentence_numbers(text, words))
    views = tuple(_read_views(model, pieces, starts, published))
    tags = _read_tags(model, views, len(words))
    sentence_of = find_sentence_numbers(text, words, sigmoid(tags["start"][:, 0]))
    annotation = Annotation(
        text,
        words,
        find_sentence_spans(words, sentence_of),
        sentence_of,
        tuple(find_paragraphs(text, words).tolist()),
        entities=find_entities(text, words, sentence_of, softmax(tags["entity"])),
        model=model.name,
    )
    return _read_anchored(
        annotation, model, views, {name: softmax(tags[name]) for name in ("trigger", "anchor", "term")}
    )


def find_starts(pieces: Pieces, sentence_of: Sequence[int]) -> list[int]:
    """Find the wordpieces with which sentences start, by the rules that need no model."""
    firsts = np.flatnonzero(np.diff(np.array(sentence_of), prepend=-1))
    return [int(start) for start in pieces.first[firsts] if start >= 0]


def _read_views(model: Model, pieces: Pieces, starts: Sequence[int], published: str | None) -> Iterator[View]:
    """Run the encoder over every window."""
    classify, separate = (np.array([model.tokenizer.token_to_id(mark)], np.int64) for mark in ("[CLS]", "[SEP]"))
    settings = {begins: read_setting(model.tokenizer, published, begins=begins) for begins in (True, False)}
    windows = find_windows(len(pieces.ids), starts)
    shares = [_divide(later[0], window[1], starts) for window, later in pairwise(windows)]
    for (start, end), low, high in zip(windows, [0, *shares], [*shares, len(pieces.ids)], strict=True):
        setting = settings[start == 0]
        ids = np.concatenate([classify, setting, pieces.ids[start:end], separate])
        features = np.zeros_like(ids)
        features[1 + len(setting) : -1] = pieces.features[start:end]
        hidden = model.encode(ids, features)[1 + len(setting) :]
        words = np.flatnonzero((pieces.first >= start) & (pieces.first < end))
        first = pieces.first[words]
        yield View(words, hidden[first - start], np.flatnonzero((first >= low) & (first < high)))


def find_windows(size: int, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Divide `size` wordpieces into windows, [start, end), that share about OVERLAP with the next.

    starts: in order, the wordpieces with which sentences start; a window begins and ends there unless a sentence is too
    long for that.
    """
    windows, start = [], 0
    while size - start > WINDOW:
        end = start + WINDOW
        last = bisect_right(starts, end) - 1
        if last >= 0 and starts[last] > start + WINDOW // 2:
            end = starts[last]
        windows.append((start, end))
        start = _nearest(starts, end - OVERLAP, end - 2 * OVERLAP, end - OVERLAP // 4)
    return [*windows, (start, size)]


def _divide(start: int, end: int, starts: Sequence[int]) -> int:
    """Divide what two windows share: at a sentence, as near the middle as can be."""
    return _nearest(starts, (start + end) // 2, start, end)


def _nearest(starts: Sequence[int], wanted: int, low: int, high: int) -> int:
    """Choose the sentence start nearest to a place between two others, or that place itself."""
    near = starts[bisect_left(starts, low) : bisect_right(starts, high)]
    return min(near, key=lambda start: abs(start - wanted), default=wanted)


def _read_tags(model: Model, views: tuple[View, ...], size: int) -> dict[str, Floats]:
    """Score the tagging heads on every word: head -> (words, labels); a word without wordpieces is nothing."""
    tags: dict[str, Floats] = {}
    for name in ("trigger", "anchor", "term", "start", "entity"):
        first = model.heads.read_tags(name, views[0].hidden)
        scores = np.zeros((size, first.shape[1]), np.float32)
        scores[:, 0] = 0.0 if name == "start" else 9.0
        for view in views:
            scores[view.words[view.owned]] = model.heads.read_tags(name, view.hidden[view.owned])
        tags[name] = scores
    return tags


def _read_anchored(
    annotation: Annotation, model: Model, views: tuple[View, ...], tags: dict[str, Floats]
) -> Annotation:
    """Read roles around every anchor, in the window that answers for it."""
    sentences = np.array(annotation.sentence_of, np.int64)
    attributions, happenings, proposals = [], [], []
    for view in views:
        attributions.extend(find_attributions(annotation, model.heads, view, sentences, tags["anchor"]))
        happenings.extend(find_happenings(annotation, model.heads, view, sentences, tags["trigger"]))
        proposals.extend(find_proposals(annotation, model.heads, view, sentences, tags["term"]))
    return Annotation(
        annotation.text, annotation.words, annotation.sentences, annotation.sentence_of, annotation.paragraph_of,
        annotation.entities, tuple(attributions), tuple(happenings), tuple(proposals), annotation.model,
    )  # fmt: skip
