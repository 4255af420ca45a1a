"""How do the heads turn the encoder's words into roles? The anchored heads, in numpy, and what they share with training.

A role is scored relative to an anchor word: who is the source of *this* cue, the actor of *this* trigger. The score of a
word is a small network over anchor, word, signed distance and same-sentence, plus a bilinear term.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Anchor family -> its roles; role 0 is "none".
FAMILIES: Final = MappingProxyType(
    {
        "statement": ("source", "content", "cue"),
        "event": ("actor", "recipient", "place", "when"),
        "term": ("content", "condition"),
    }
)
BUCKETS: Final = 24


@dataclass(frozen=True, slots=True)
class View:
    """What one window shows: `words` (numbers in the text), `hidden` (words, 384), and which of them it answers for."""

    words: Ints
    hidden: Floats
    owned: Ints


def bucket(distances: Ints) -> Ints:
    """Sort signed word distances into BUCKETS bins: exact up to three words, then by powers of about 1.5."""
    size = np.abs(distances)
    far = 4 + np.log2(np.maximum(size, 4) / 4.0) * 1.6
    bins = np.where(size < 4, size, np.minimum(far, 11)).astype(np.int64)
    return np.clip(12 + np.sign(distances) * bins, 0, BUCKETS - 1)


def softmax(scores: Floats) -> Floats:
    """Turn scores into shares of one along the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def sigmoid(scores: Floats) -> Floats:
    """Turn scores into chances between 0 and 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)


class Heads:
    """The light heads of a model: matrices by name, as training/export.py wrote them (`heads.npz`).

    Words below is (words, 384), the encoder's hidden state of each word's first wordpiece.
    """

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.weights = weights

    def read_tags(self, name: str, words: Floats) -> Floats:
        """Score a tagging head on every word: (words, labels)."""
        scores: Floats = words @ self.weights[f"tags.{name}.weight"] + self.weights[f"tags.{name}.bias"]
        return scores

    def read_label(self, name: str, words: Floats) -> Floats:
        """Give the shares of an event's types, modes or statuses at each of some words: (words, labels)."""
        inner = np.maximum(words @ self.weights[f"labels.{name}.0.weight"] + self.weights[f"labels.{name}.0.bias"], 0)
        return softmax(inner @ self.weights[f"labels.{name}.2.weight"] + self.weights[f"labels.{name}.2.bias"])

    def read_roles(self, family: str, words: Floats, anchors: Ints, same: Ints) -> Floats:
        """Give the shares of every word's roles relative to each anchor: (anchors, words, roles).

        anchors: (anchors,) word numbers. same: (anchors, words), 1 where the word stands in the anchor's sentence.
        """
        at = f"roles.{family}."
        weights, roles = self.weights, len(FAMILIES[family]) + 1
        here = words[anchors]
        distance = bucket(np.arange(len(words))[None] - anchors[:, None])
        inner = (here @ weights[f"{at}inner.anchor.weight"])[:, None] + (words @ weights[f"{at}inner.word.weight"])[
            None
        ]
        inner += weights[f"{at}place"].reshape(-1, inner.shape[-1])[2 * distance + same]
        scores = np.maximum(inner, 0, out=inner) @ weights[f"{at}out.weight"]
        queries = (here @ weights[f"{at}q.weight"] + weights[f"{at}q.bias"]).reshape(len(anchors), roles, -1)
        keys = (words @ weights[f"{at}k.weight"] + weights[f"{at}k.bias"]).reshape(len(words), roles, -1)
        scores += np.einsum("ark,wrk->awr", queries, keys, optimize=False) / np.sqrt(np.float32(keys.shape[-1]))
        return softmax(scores + weights[f"{at}out.bias"])
