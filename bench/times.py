"""How often is a time expression found and given the right value? AQUAINT (news) and WikiWars (chronicles).

Usage: python bench/times.py [SHARED] [--errors N]. A found expression counts where it overlaps an annotated one; its
value counts where it is the same once written the one way (normalise_value). Annotations without a value (NULL in
WikiWars) are left out.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from reportedly.language.annotation import Annotation
from reportedly.model import Time
from reportedly.reading.times import find_times

SETS = ("time_aquaint.jsonl", "time_wikiwars.jsonl")
SENTENCE_END = re.compile(r"(?<=[.!?])['\")]*\s+(?=[A-Z`\"'])|\n\s*\n")


def normalise_value(value: str) -> str:
    """Write an annotator's value the one way: 1949-XX as 1949, 198X as 198, 2000-W2 as 2000-W02."""
    value = re.sub(r"(?:-XX)+$", "", value) if value[:1].isdigit() else value
    return re.sub(r"-W(\d)$", r"-W0\1", re.sub(r"^(\d{3})X$", r"\1", value))


def annotate_plainly(text: str) -> Annotation:
    """Give a text's sentences, cut at full stops, without any model."""
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
    return Annotation(text, (), tuple(zip(starts, [*starts[1:], len(text)], strict=True)), (), ())


def match_times(
    gold: list[dict[str, Any]], times: tuple[Time, ...]
) -> Iterator[tuple[dict[str, Any] | None, Time | None]]:
    """Pair each annotated expression with the first one found that overlaps it."""
    free = list(times)
    for item in gold:
        found = next((time for time in free if time.span[0] < item["end"] and item["start"] < time.span[1]), None)
        if found:
            free.remove(found)
        yield item, found
    for time in free:
        yield None, time


def score_set(path: Path, types: frozenset[str], errors: list[str]) -> dict[str, float]:
    """Score one file: F1 of spans, F1 of values, words a second."""
    expected = found = spans = values = words = 0
    seconds = 0.0
    for line in path.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        begun = perf_counter()
        annotation = annotate_plainly(report["text"])
        times = find_times(annotation, report["dct"])
        seconds += perf_counter() - begun
        words += len(report["text"].split())
        left_out = [item for item in report["timexes"] if item["type"] not in types]
        gold = [item for item in report["timexes"] if item["type"] in types]
        counted = tuple(time for time in times if not _only_in(time, left_out, gold) and time.type in types)
        expected, found = expected + len(gold), found + len(counted)
        for item, time in match_times(gold, counted):
            spans += bool(item and time)
            right = bool(item and time and normalise_value(item["value"]) == time.value)
            values += right
            if not right:
                errors.append(_describe(report["text"], item, time))
    return {
        "span F1": 2 * spans / (expected + found),
        "value F1": 2 * values / (expected + found),
        "precision": values / found,
        "recall": values / expected,
        "words/s": words / seconds,
    }


def _only_in(time: Time, left_out: list[dict[str, Any]], gold: list[dict[str, Any]]) -> bool:
    def overlaps(item: dict[str, Any]) -> bool:
        return bool(time.span[0] < item["end"] and item["start"] < time.span[1])

    return any(map(overlaps, left_out)) and not any(map(overlaps, gold))


def _describe(text: str, item: dict[str, Any] | None, time: Time | None) -> str:
    start, end = (item["start"], item["end"]) if item else time.span if time else (0, 0)
    around = text[max(0, start - 50) : start] + "[" + text[start:end] + "]" + text[end : end + 30]
    wanted = item["value"] if item else "-"
    got = f"{time.value} ({time.evidence[0].rule})" if time else "-"
    return f"{wanted} | {got} | {' '.join(around.split())}"


def run() -> None:
    """Print the scores, and some errors where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[1] / ".." / "shared")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    for name in SETS:
        for types in (frozenset({"DATE", "TIME"}), frozenset({"DATE", "TIME", "DURATION", "SET"})):
            errors: list[str] = []
            scores = score_set(options.shared / "data" / "times" / name, types, errors)
            told = "  ".join(
                f"{key} {value:.3f}" if value < 10 else f"{key} {value:,.0f}" for key, value in scores.items()
            )
            sys.stdout.write(f"{name:22} {'+'.join(sorted(types)):24} {told}\n")
        sys.stdout.write("".join(f"  {error}\n" for error in errors[: options.errors]))


if __name__ == "__main__":
    run()
