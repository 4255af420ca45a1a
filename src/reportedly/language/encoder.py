"""What does the model see in a text? One pass of the encoder in windows, then every head on every word.

Windows are read one at a time, so that the same text gives the same annotation whatever is read beside it. Where windows
overlap, each word is taken from the window in which it stands most centrally.
"""

from collections.abc import Iterator

import numpy as np

from reportedly.language.annotation import Annotation
from reportedly.language.decoding import find_attributions, find_entities, find_happenings, find_proposals
from reportedly.language.heads import Floats, View, sigmoid, softmax
from reportedly.language.models import Model
from reportedly.language.sentences import find_sentence_numbers, find_sentence_spans
from reportedly.language.tokens import Pieces, find_paragraphs, find_words, read_pieces

WINDOW, OVERLAP = 254, 64


def annotate(text: str, model: Model) -> Annotation:
    """Read a text with a model."""
    words = find_words(text)
    if not words:
        return Annotation(text, (), (), (), (), model=model.name)
    views = tuple(_read_views(model, read_pieces(model.tokenizer, text, words), len(words)))
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


def _read_views(model: Model, pieces: Pieces, size: int) -> Iterator[View]:
    """Run the encoder over every window."""
    classify, separate = (np.array([model.tokenizer.token_to_id(mark)], np.int64) for mark in ("[CLS]", "[SEP]"))
    nothing = np.zeros(1, np.int64)
    starts = _find_starts(len(pieces.ids))
    ends = [min(start + WINDOW, len(pieces.ids)) for start in starts]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        ids = np.concatenate([classify, pieces.ids[start:end], separate])
        hidden = model.encode(ids, np.concatenate([nothing, pieces.features[start:end], nothing]))
        words = np.flatnonzero((pieces.first >= start) & (pieces.first < end))
        # the middle of an overlap divides what two windows answer for
        low = (start + ends[number - 1]) // 2 if number else 0
        high = (starts[number + 1] + end) // 2 if number + 1 < len(starts) else len(pieces.ids)
        first = pieces.first[words]
        yield View(words, hidden[first - start + 1], np.flatnonzero((first >= low) & (first < high)))


def _find_starts(size: int) -> list[int]:
    if size <= WINDOW:
        return [0]
    return [*range(0, size - WINDOW, WINDOW - OVERLAP), size - WINDOW]


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
