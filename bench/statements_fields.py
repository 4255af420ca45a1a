"""Measure what is decided about statements whose words are known: kind, within, speaker, to, via, and the disputes.

Usage: `python bench/statements_fields.py [SHARED] [--damaged] [--errors FIELD]`. The annotated spans stand in for the
model, and one actor for each annotated speaker stands in for the actors. `--damaged` shifts spans and drops quotation
marks first, and shows how many contents are found again. Prints one row for each field.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Actor, Spans, Statement
from reportedly.reading.disputes import find_disputes
from reportedly.reading.statements import find_statements

_WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Case:
    """An annotated report: what the model would see, the actors, the annotated record with offsets."""

    name: str
    annotation: Annotation
    actors: tuple[Actor, ...]
    gold: dict[str, Any]


def load_cases(folder: Path) -> Iterator[Case]:
    """Load the annotated reports of a folder."""
    for path in sorted(folder.glob("*.json")):
        rows = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        sentences = {int(row.split("\t")[0]): row.split("\t", 1)[1] for row in rows if re.match(r"\d+\t", row)}
        gold = json.loads(path.read_text(encoding="utf-8"))
        starts, at = {}, 0
        for number, sentence in sentences.items():
            starts[number], at = at, at + len(sentence) + 1
        for item in gold["statements"]:
            for field in ("source", "cue", "content"):
                item[field] = tuple(_resolve(value, sentences, starts) for value in _listed(item[field]))
        spans = tuple((starts[number], starts[number] + len(sentences[number])) for number in sentences)
        yield Case(path.stem, _annotate(" ".join(sentences.values()), spans, gold), tuple(_actors(gold)), gold)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _resolve(reference: str, sentences: dict[int, str], starts: dict[int, int]) -> tuple[int, int]:
    number, nth, words = re.fullmatch(r"(\d+)(?:#(\d+))?:(.+)", reference, re.DOTALL).groups()  # type: ignore[union-attr]
    at = -1
    for _ in range(int(nth or 1)):
        at = sentences[int(number)].find(words, at + 1)
    return starts[int(number)] + at, starts[int(number)] + at + len(words)


def _annotate(text: str, sentences: Spans, gold: dict[str, Any]) -> Annotation:
    words = tuple(match.span() for match in _WORD.finditer(text))
    sentence_of = []
    number = 0
    for start, _ in words:
        while number + 1 < len(sentences) and sentences[number + 1][0] <= start:
            number += 1
        sentence_of.append(number)
    said = tuple(Attribution(item["source"], item["cue"], item["content"], 1.0) for item in gold["statements"])
    return Annotation(text, words, sentences, tuple(sentence_of), (0,) * len(words), attributions=said)


def _actors(gold: dict[str, Any]) -> Iterator[Actor]:
    mentions: dict[str, list[tuple[int, int]]] = {}
    for item in gold["statements"]:
        if item["source"] and item["speaker"]:
            mentions.setdefault(item["speaker"], []).extend(item["source"])
    for number, (name, spans) in enumerate(mentions.items(), 1):
        yield Actor(f"a{number}", name, "organisation", None, (), None, tuple(sorted(set(spans))))


def damage(annotation: Annotation, seed: int) -> Annotation:
    """Shift the ends of contents by up to three characters and take closing quotation marks off."""
    chance = random.Random(seed)

    def shift(span: tuple[int, int]) -> tuple[int, int]:
        start, end = (max(0, at + chance.choice((-3, -2, -1, 0, 0, 0, 1, 2, 3))) for at in span)
        end = end - 1 if annotation.text[end - 1 : end] in {"”", '"'} and chance.random() < 0.5 else end
        return start, min(len(annotation.text), max(start + 1, end))

    said = tuple(replace(item, content=tuple(map(shift, item.content))) for item in annotation.attributions)
    return replace(annotation, attributions=said)


def likeness(text: str, one: Spans, other: Spans) -> float:
    """Give the share of words that two contents have in common."""
    some, others = (
        {match.start() for span in spans for match in re.compile(r"\w+").finditer(text, *span)}
        for spans in (one, other)
    )
    return len(some & others) / max(1, len(some | others))


def pair(case: Case, statements: tuple[Statement, ...]) -> list[tuple[dict[str, Any], Statement]]:
    """Pair annotated statements with those found: by cue, and where there is none by content."""
    pairs, taken = [], set[str]()
    for gold in case.gold["statements"]:
        ranked = [
            (
                likeness(case.annotation.text, gold["content"], item.content) + 2 * (gold["cue"] == item.cue),
                item.id,
                item,
            )
            for item in statements
            if item.id not in taken
        ]
        best = max(ranked, default=(0.0, "", None))
        if best[2] is not None and best[0] >= 0.5:
            taken.add(best[1])
            pairs.append((gold, best[2]))
    return pairs


def _gold_statements(case: Case) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            **{field: item[field] for field in ("id", "kind", "source", "cue", "content", "speaker", "within")},
            speaker_id=item["speaker"],
            to=tuple(item["to"]),
            via=tuple(item["via"]),
            score=1.0,
        )
        for item in case.gold["statements"]
    )


@dataclass(frozen=True)
class Tally:
    """What is counted, and the field whose errors are shown."""

    counts: Counter[tuple[str, str]]
    wanted: str | None


def measure(case: Case, tally: Tally, *, damaged: bool) -> None:
    """Count what is right in one report."""
    counts, wanted = tally.counts, tally.wanted
    annotation = damage(case.annotation, 7) if damaged else case.annotation
    statements = find_statements(annotation, case.actors)
    counts["found", "pred"] += len(statements)
    pairs = pair(case, statements)
    names = {item.id: gold["id"] for gold, item in pairs}
    for gold, item in pairs:
        same = likeness(annotation.text, gold["content"], item.content)
        rows = {
            "found": True,
            "content": same >= 0.99,
            "kind": gold["kind"] == item.kind,
            "within": gold["within"] == (names.get(item.within, "other") if item.within else None),
            "speaker": (gold["speaker"] or None) == item.speaker,
            "speaker, no source": (gold["speaker"] or None) == item.speaker,
        }
        if gold["source"]:
            del rows["speaker, no source"]
        for field, right in rows.items():
            counts[field, "hit"] += right
            counts[field, "all"] += 1
            if wanted == field and not right:
                _show(case, gold, item, field)
        for field in ("to", "via"):
            _count_names(case, gold, item, field, tally)
    counts["found", "all"] += len(case.gold["statements"]) - len(pairs)
    for gold in case.gold["statements"]:
        if wanted == "found" and gold["id"] not in names.values():
            print(
                case.name,
                "LOST",
                gold["id"],
                [annotation.text[slice(*span)] for span in (*gold["cue"], *gold["content"])],
            )
    _count_disputes(case, tally)


def _count_names(case: Case, gold: dict[str, Any], item: Statement, field: str, tally: Tally) -> None:
    counts = tally.counts
    expected = {name.casefold() for name in gold[field]}
    found = {name.casefold() for name in getattr(item, field)}
    counts[field, "hit"] += len(expected & found)
    counts[field, "pred"] += len(found)
    counts[field, "gold"] += len(expected)
    if field == "via" and gold["via"]:
        counts["via order", "hit"] += [name.casefold() for name in gold["via"]] == [
            name.casefold() for name in item.via
        ]
        counts["via order", "all"] += 1
    if tally.wanted == field and expected != found:
        _show(case, gold, item, field)


def _show(case: Case, gold: dict[str, Any], item: Statement, field: str) -> None:
    text = case.annotation.text
    quote = [text[slice(*span)] for span in (*item.source, *item.cue, *item.content)]
    value = [text[slice(*span)] for span in gold["content"]] if field == "content" else gold.get(field)
    print(case.name, gold["id"], "GOLD", value, "GOT", getattr(item, field, None), "|", quote)


def _count_disputes(case: Case, tally: Tally) -> None:
    counts = tally.counts
    statements = _gold_statements(case)
    found = {frozenset((item.a, item.b)): item for item in find_disputes(case.annotation, statements, ())}
    expected = {frozenset((item["a"], item["b"])): item for item in case.gold["disputes"]}
    counts["disputes", "hit"] += len(found.keys() & expected.keys())
    counts["disputes", "pred"] += len(found)
    counts["disputes", "gold"] += len(expected)
    if tally.wanted == "disputes":
        for key in sorted(found.keys() ^ expected.keys(), key=str):
            print(case.name, "EXTRA" if key in found else "MISSED", found.get(key) or expected[key])


def main() -> int:
    """Measure all annotated reports and print one row for each field."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=Path(__file__).parents[1].parent / "shared")
    parser.add_argument("--damaged", action="store_true")
    parser.add_argument("--errors")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for case in load_cases(options.shared / "gold"):
        measure(case, Tally(counts, options.errors), damaged=options.damaged)
    for field in ("found", "content", "kind", "within", "speaker", "speaker, no source", "via order"):
        print(f"{field:20} {counts[field, 'hit'] / max(1, counts[field, 'all']):.3f}  of {counts[field, 'all']}")
    for field in ("to", "via", "disputes"):
        hit, predicted, expected = (counts[field, key] for key in ("hit", "pred", "gold"))
        precision, recall = hit / max(1, predicted), hit / max(1, expected)
        score = 2 * hit / max(1, predicted + expected)
        print(f"{field:20} P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}  ({hit} of {expected}, {predicted} found)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
