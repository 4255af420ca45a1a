"""How well is an event typed when its parties are given? Cross-validated on `plv_train`: `python training/typed.py ...`.

Start from a model that never saw that set (stages run with `--without typed`). Each fold goes on from there with the other
folds' sentences and types its own. CONCEDE and RETREAT were one type, YIELD, when these sentences were annotated.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from corpora import YIELD, read_typed
from examples import Example
from network import Network
from targets import cut_windows, make_batch, make_lesson
from train import BUDGET, SHARED, Lessons, open_tokenizer, train


def count_right(network: Network, tokenizer: Tokenizer, examples: Sequence[Example]) -> int:
    """Count the sentences whose type the network gives."""
    right = 0
    merged = min(YIELD)
    lessons = [make_lesson(tokenizer, example) for example in examples]
    with torch.no_grad():
        for windows in cut_windows(lessons, BUDGET, random.Random(0)):
            batch = make_batch(windows, tokenizer, 0.0, np.random.default_rng(0))
            tensors = [torch.from_numpy(part) for part in (batch.ids, batch.features, batch.mask, batch.first)]
            chances = network.type_pairs(network.read_words(*tensors), batch.sentences, batch.typed).exp()
            chances[:, merged] = chances[:, sorted(YIELD)].sum(1)
            answers = chances.argmax(1).tolist()
            right += sum(
                answer in item.types or (answer == merged and item.types == YIELD)
                for answer, (_, item) in zip(answers, batch.typed, strict=True)
            )
    return right


def main() -> None:
    """Cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--start", type=Path, required=True, help="a model.pt that never saw plv_train")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer = open_tokenizer(options.shared)
    path = options.shared / "data/events/plv_train.jsonl"
    right = total = 0
    for fold in range(options.folds):
        random.seed(1)
        torch.manual_seed(1)
        network = Network()
        network.load_state_dict(torch.load(options.start, map_location="cpu"))
        learnt = read_typed(path, fold=fold, folds=options.folds, held=False)
        held = read_typed(path, fold=fold, folds=options.folds)
        if options.epochs:
            lessons = Lessons(tokenizer, (), [(learnt, len(learnt))])
            with tempfile.TemporaryDirectory() as folder:
                train(network, lessons, Path(folder), epochs=options.epochs, rate=options.rate, tokenizer=tokenizer)
        right += count_right(network, tokenizer, held)
        total += sum(len(example.typed) for example in held)
        print(f"fold {fold + 1} of {options.folds}: {right / total:.3f} of {total} so far", flush=True)


if __name__ == "__main__":
    main()
