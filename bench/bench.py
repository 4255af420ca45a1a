"""Score the whole path and show what got better and worse: `python bench/bench.py [--shared DIR] [--folds DIR] [--keep]`.

Sets: the open annotated reports (SHARED/gold), PolNeAR dev (SHARED/data/attribution), speed on one core, peak memory.
A set that the model in use was trained on is marked as such: its numbers say nothing about unseen reports. With --folds,
each annotated report is read by the model FOLDS/fold-K that never saw it (report number modulo the number of folds).
--keep makes these scores the ones to compare with from now on (bench/scores.json).
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from reportedly import api
from reportedly.model import Reading, Report
from reportedly.resources import model_folder

HERE = Path(__file__).parent
KEPT = HERE / "scores.json"
Scores = dict[str, dict[str, float]]


def read_gold(folder: Path) -> tuple[Report, ...]:
    """Load the annotated reports as plain text, the way shared/gold/reports.py does."""
    lines = subprocess.run([sys.executable, str(folder / "reports.py"), str(folder)], capture_output=True, check=True)
    return tuple(Report(**json.loads(line)) for line in lines.stdout.decode().splitlines())


def score_gold(folder: Path, readings: Iterable[Reading]) -> dict[str, float]:
    """Score readings with the shared scorer: F1 by row, and its three accuracies."""
    with tempfile.TemporaryDirectory() as out:
        for reading in readings:
            Path(out, f"{reading.report.id}.json").write_text(json.dumps(reading.to_dict()), encoding="utf-8")
        command = [sys.executable, str(folder / "score_record.py"), str(folder), out, "--json"]
        result = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    rows = {f"{name} F1": row["f1"] for name, row in result.items() if isinstance(row, dict)}
    return {"reports": result["reports"], **rows, **{k: v or 0.0 for k, v in result.items() if k.endswith("accuracy")}}


def score_polnear(shared: Path) -> dict[str, float]:
    """Score PolNeAR dev with the shared scorer: all statements, and only those in no other (PolNeAR nests none)."""
    sys.path.insert(0, str(shared / "data/attribution"))
    import score_attribution

    gold = score_attribution.read(str(shared / "data/attribution/dev.jsonl.gz"))
    reports = [Report(article["id"], article["text"], published=article["date"]) for article in gold.values()]
    console = Console(stderr=True)
    readings = [*track(api.read_many(reports), "PolNeAR dev", total=len(reports), console=console)]
    scores: dict[str, float] = {}
    for name, all_of_them in (("", True), ("outermost ", False)):
        predicted = {
            reading.report.id: {
                "id": reading.report.id,
                "attributions": [
                    {"source": said.source, "cue": said.cue, "content": said.content}
                    for said in reading.statements
                    if all_of_them or said.within is None
                ],
            }
            for reading in readings
        }
        result = score_attribution.score(gold, predicted, resamples=10)
        rows = ("relaxed", "relaxed+source", "content exact")
        scores |= {f"{name}{row} F1": round(result[row]["F1"], 3) for row in rows}
    return scores


SPEED = """
import json, resource, sys, time
from reportedly import api
from reportedly.model import Report
reports = [Report(**json.loads(line)) for line in sys.stdin]
api.read(reports[0])
words, start = sum(len(r.text.split()) for r in reports), time.perf_counter()
count = sum(len(r.statements) for r in api.read_many(reports))
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"words a second": round(words / seconds), "peak MB": peak}))
"""


def measure_speed(reports: Iterable[Report]) -> dict[str, float]:
    """Read the annotated reports in a process that has one core to itself (Linux), or one thread elsewhere."""
    lines = "\n".join(json.dumps({"id": r.id, "text": r.text, "published": r.published}) for r in reports)
    pin = ["taskset", "-c", "0"] if sys.platform == "linux" else []
    done = subprocess.run([*pin, sys.executable, "-c", SPEED], input=lines.encode(), capture_output=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def measure_start() -> dict[str, float]:
    """Time a cold `reportedly read` of one short report, and the bare import."""
    import time

    sample = HERE.parent / "samples/port-amal-protest.txt"
    commands = {
        "read one report, seconds": [sys.executable, "-m", "reportedly", "read", str(sample)],
        "import, seconds": [sys.executable, "-c", "import reportedly"],
    }
    times = {}
    for name, command in commands.items():
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        times[name] = round(time.perf_counter() - start, 2)
    return times


def show(scores: Scores, kept: Scores, seen: Iterable[str]) -> None:
    """Print every score with its change against the kept one."""
    for name, rows in scores.items():
        trained = name in seen
        table = Table(
            title=f"{name}{'  (IN TRAINING: not a score on unseen text)' if trained else ''}", title_justify="left"
        )
        for column in ("", "now", "kept", "change"):
            table.add_column(column, justify="right" if column else "left")
        for row, value in rows.items():
            before = kept.get(name, {}).get(row)
            change = "" if before is None else f"{value - before:+.3f}".rstrip("0").rstrip(".")
            table.add_row(
                row,
                f"{value:g}",
                "" if before is None else f"{before:g}",
                change if change not in ("+0", "-0") else "=",
            )
        Console().print(table)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--folds", type=Path, help="models trained without every N-th report (training/README.md)")
    parser.add_argument("--only", nargs="*", choices=("gold", "polnear", "speed"), default=["gold", "polnear", "speed"])
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if not options.shared.is_dir():
        sys.exit(f"bench: {options.shared} is not there; --shared names the folder with gold/ and data/")
    gold = options.shared / "gold"
    reports = read_gold(gold)
    card: dict[str, Any] = json.loads((model_folder() / "card.json").read_text(encoding="utf-8"))
    scores: Scores = {}
    if "gold" in options.only:
        scores["gold"] = score_gold(
            gold, track(api.read_many(reports), "gold", total=len(reports), console=Console(stderr=True))
        )
    if options.folds:
        folders = sorted(options.folds.glob("fold-*"))
        held_out = [
            reading
            for fold, folder in enumerate(folders)
            for reading in api.read_many((r for n, r in enumerate(reports) if n % len(folders) == fold), model=folder)
        ]
        scores["gold, held out"] = score_gold(gold, held_out)
    if "polnear" in options.only:
        scores["polnear dev"] = score_polnear(options.shared)
    if "speed" in options.only:
        scores["speed"] = {**measure_speed(reports), **measure_start()}
    kept: Scores = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    show(scores, kept, card.get("trained_on", []))
    for name in kept.keys() - scores.keys():
        show({f"{name}, as kept": kept[name]}, {}, ())
    if options.keep:
        KEPT.write_text(json.dumps({**kept, **scores}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
