"""Which model reads, and is it what it says it is? A model is a folder: encoder.onnx, heads.npz, tokenizer.json, card.json."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from reportedly.errors import UnusableModel
from reportedly.language.heads import Floats, Heads, Ints
from reportedly.resources import model_folder


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A model ready to read: what it is called, and its three parts."""

    name: str
    tokenizer: Tokenizer
    encoder: onnxruntime.InferenceSession
    heads: Heads

    def encode(self, ids: Ints, features: Ints) -> Floats:
        """Run the encoder over one window: (wordpieces,) twice -> (wordpieces, 384)."""
        hidden: Floats = self.encoder.run(None, {"ids": ids[None], "features": features[None]})[0][0]
        return hidden


def open_model(folder: Path | str | None = None) -> Model:
    """Open the model in a folder (default: REPORTEDLY_MODEL, else the one that ships); each folder is opened once."""
    return _open(Path(folder or model_folder()).resolve())


@cache
def _open(folder: Path) -> Model:
    card = _read_card(folder)
    for name, expected in card["sha256"].items():
        path = folder / name
        if not path.is_file():
            raise UnusableModel(f"{folder}: {name} is missing; a model is a folder made by training/export.py")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise UnusableModel(f"{path}: not the file its card names (sha256 differs); export the model again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    encoder = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        heads = Heads({name: arrays[name] for name in arrays.files})
    return Model(f"{card['name']}-{card['revision']}", tokenizer, encoder, heads)


def _read_card(folder: Path) -> dict[str, dict[str, str]]:
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnusableModel(
            f"{folder}: no readable card.json; a model is a folder made by training/export.py"
        ) from error
    if not isinstance(card, dict) or not {"name", "revision", "sha256"} <= card.keys():
        raise UnusableModel(f"{folder}/card.json: lacks name, revision or sha256; export the model again")
    return card
