"""Make the model that ships: `python training/export.py MODEL.pt FOLDER` writes encoder (int8), heads and card.

The encoder is quantised dynamically, int8 per channel; the heads stay float and are read with numpy.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from network import HIDDEN, Network
from reportedly.language.heads import BUCKETS, FAMILIES
from train import SHARED


def write_encoder(network: Network, path: Path) -> None:
    """Write the encoder as ONNX: ids and features (1, wordpieces) -> hidden (1, wordpieces, 384)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids, features = torch.randint(1000, 20000, (1, 40)), torch.zeros((1, 40), dtype=torch.int64)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            network.encoder, (ids, features), str(plain), input_names=["ids", "features"], output_names=["hidden"],
            dynamic_axes={"ids": {1: "n"}, "features": {1: "n"}, "hidden": {1: "n"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
        )  # fmt: skip


def write_heads(network: Network, path: Path) -> None:
    """Write the heads as matrices that numpy can use as they are: inputs times weights."""
    weights: dict[str, Any] = {}
    for name, value in network.state_dict().items():
        if not name.startswith(("encoder.", "fact.", "roles.predicate.")):
            array = value.detach().float().numpy()
            weights[name] = array.T if array.ndim == 2 and "distance" not in name and "same" not in name else array
    for family in FAMILIES:
        at = f"roles.{family}."
        distance, same = weights.pop(f"{at}inner.distance.weight"), weights.pop(f"{at}inner.same.weight")
        bias = weights.pop(f"{at}inner.anchor.bias") + weights.pop(f"{at}inner.word.bias")
        weights[f"{at}place"] = distance[:, None] + same[None] + bias  # (buckets, 2, inner)
        assert weights[f"{at}place"].shape[:2] == (BUCKETS, 2)
    arrays: dict[str, Any] = {name: np.ascontiguousarray(value, np.float32) for name, value in sorted(weights.items())}
    np.savez(path, **arrays)


def main() -> None:
    """Export one trained network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with spikes/neural/tokenizer.json")
    parser.add_argument("--name", default="reportedly-base")
    parser.add_argument("--revision", default="1")
    parser.add_argument("--trained-on", nargs="*", default=[], help="the sets that scores must not be read from")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    network = Network()
    network.load_state_dict(torch.load(options.model, map_location="cpu"))
    network.eval()
    write_encoder(network, options.folder / "encoder.onnx")
    write_heads(network, options.folder / "heads.npz")
    shutil.copyfile(options.shared / "spikes/neural/tokenizer.json", options.folder / "tokenizer.json")
    files = ("encoder.onnx", "heads.npz", "tokenizer.json")
    card = {
        "name": options.name,
        "revision": options.revision,
        "licence": "Apache-2.0",
        "hidden": HIDDEN,
        "trained_on": options.trained_on,
        "sha256": {name: hashlib.sha256((options.folder / name).read_bytes()).hexdigest() for name in files},
    }
    (options.folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print({name: (options.folder / name).stat().st_size for name in files})


if __name__ == "__main__":
    main()
