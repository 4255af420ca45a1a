"""Measure the rules over events and terms, with gold spans: `events_fields.py [SHARED] [--errors]`.

Statements and events are the gold ones, actors and places are left out, so that only the rules of modes, status,
carrying statements and terms are measured. Two baselines stand for a model: one that says nothing (no mode, everything
actual), and the gold values (where a rule can only harm).
"""

import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportedly.language.annotation import Annotation, Happening
from reportedly.language.tokens import find_words
from reportedly.model import Event, Span, Spans, Statement, Term
from reportedly.reading.events import find_events
from reportedly.reading.terms import find_terms
from reportedly.reading.times import find_times

SPANS = {"source", "cue", "content", "condition", "trigger", "actor", "recipient", "place", "when"}
TOKEN = re.compile(r"\w+")
REFERENCE = re.compile(r"(\d+)(?:#(\d+))?:(.+)", re.S)


@dataclass(frozen=True)
class Gold:
    """One annotated report: as the rules see it, and as its readers have it."""

    name: str
    published: str | None
    annotation: Annotation
    statements: tuple[Statement, ...]
    events: list[dict[str, Any]]
    terms: list[dict[str, Any]]


def read_gold(folder: Path) -> Iterator[Gold]:
    for path in sorted(folder.glob("*.json")):
        yield read_report(path)


def read_report(path: Path) -> Gold:
    lines = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    numbered = [match for line in lines if (match := re.match(r"(\d+)\t(.*)", line))]
    offsets, at = {}, 0
    for match in numbered:
        offsets[int(match[1])] = (at, match[2])
        at += len(match[2]) + 1
    record = json.loads(path.read_text(encoding="utf-8"))
    published = re.search(r"\d{4}-\d\d-\d\d", lines[0])
    for kind in ("statements", "events", "terms"):
        for item in record[kind]:
            for field in SPANS & set(item):
                item[field] = resolve(item[field], offsets)
    annotation = annotate(offsets, record["events"])
    statements = tuple(make_statement(item) for item in record["statements"])
    return Gold(path.stem, published and published[0], annotation, statements, record["events"], record["terms"])


def resolve(value: Any, offsets: dict[int, tuple[int, str]]) -> Spans:
    spans = []
    for reference in [value] if isinstance(value, str) else value:
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise ValueError(reference)
        offset, sentence = offsets[int(match[1])]
        at = -1
        for _ in range(int(match[2] or 1)):
            at = sentence.find(match[3], at + 1)
        spans.append((offset + at, offset + at + len(match[3])))
    return tuple(spans)


def annotate(offsets: dict[int, tuple[int, str]], events: list[dict[str, Any]]) -> Annotation:
    text = " ".join(sentence for _, sentence in offsets.values())
    words = find_words(text)
    starts = [at for at, _ in offsets.values()]
    sentence_of = tuple(bisect_right(starts, start) - 1 for start, _ in words)
    happenings = tuple(
        Happening(
            event["trigger"][0], event["type"], 1.0, event["mode"] or None, event["status"], 1.0,
            event["actor"], event["recipient"], event["place"], event["when"], 1.0,
        )
        for event in events
    )  # fmt: skip
    sentences = tuple((at, at + len(sentence)) for at, sentence in offsets.values())
    return Annotation(text, words, sentences, sentence_of, sentence_of, happenings=happenings)


def make_statement(item: dict[str, Any]) -> Statement:
    return Statement(
        item["id"], item["kind"], item["source"], item["cue"], item["content"], item["speaker"], None,
        tuple(item["to"]), tuple(item["via"]), item["within"], 1.0,
    )  # fmt: skip


def read_events(gold: Gold, **blank: Any) -> tuple[Event, ...]:
    happenings = tuple(replace(happening, **blank) for happening in gold.annotation.happenings)
    annotation = replace(gold.annotation, happenings=happenings)
    times = find_times(annotation, gold.published)
    return find_events(annotation, gold.statements, (), (), times, gold.published)


def align(gold: Gold, events: tuple[Event, ...]) -> Iterator[tuple[dict[str, Any], Event]]:
    found = {(event.trigger, event.type): event for event in events}
    for item in gold.events:
        event = found.get((item["trigger"][0], item["type"]))
        if event is not None:
            yield item, event


def name_events(gold: Gold, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Put the gold names on the events, so that a term's parties can be read."""
    names = {(item["trigger"][0], item["type"]): item for item in gold.events}
    return tuple(
        replace(
            event,
            actor_name=tuple(names[event.trigger, event.type]["actor_name"]),
            recipient_name=tuple(names[event.trigger, event.type]["recipient_name"]),
        )
        for event in events
    )


def tokens(text: str, spans: Spans) -> set[int]:
    return {match.start() + start for start, end in spans for match in TOKEN.finditer(text[start:end])}


def likeness(text: str, item: dict[str, Any], term: Term) -> float:
    a, b = tokens(text, item["content"]), tokens(text, term.content)
    value = len(a & b) / len(a | b) if a | b else 0.0
    return value if value >= 0.5 and item["kind"] == term.kind else 0.0


def pair(text: str, items: list[dict[str, Any]], terms: tuple[Term, ...]) -> list[tuple[dict[str, Any], Term]]:
    ranked = sorted(
        ((likeness(text, item, term), i, j) for i, item in enumerate(items) for j, term in enumerate(terms)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    used: set[tuple[str, int]] = set()
    pairs = []
    for value, i, j in ranked:
        if value and ("gold", i) not in used and ("found", j) not in used:
            used |= {("gold", i), ("found", j)}
            pairs.append((items[i], terms[j]))
    return pairs


def quote(text: str, span: Span) -> str:
    return repr(text[max(0, span[0] - 40) : span[0]] + "[" + text[slice(*span)] + "]" + text[span[1] : span[1] + 30])


def judge(gold: Gold, item: dict[str, Any], event: Event) -> Iterator[tuple[bool, str, str]]:
    """Tell of each rule that gave a mode or a status whether it was right."""
    for evidence in event.evidence:
        if evidence.field in {"mode", "status"} and ":" in evidence.rule:
            expected, given = item[evidence.field] or None, getattr(event, evidence.field)
            kind = f"{event.type} {given}" if evidence.field == "mode" else given
            words = quote(gold.annotation.text, event.trigger)
            line = f"{evidence.field} {event.type} {expected} not {given} {words}\n"
            yield expected == given, f"{evidence.rule} -> {kind}", line


def score_fields(reports: list[Gold], out: Any, errors: bool) -> None:
    n: Counter[str] = Counter()
    rules: Counter[tuple[str, bool]] = Counter()
    for gold in reports:
        named = read_events(gold)
        blank = read_events(gold, mode=None, status="actual")
        n["events"] += len(gold.events)
        for item, event in align(gold, named):
            n["kept"] += 1
            n["mode, gold + rules"] += (item["mode"] or None) == event.mode
            n["status, gold + rules"] += item["status"] == event.status
            n["carried"] += item["statement"] == event.statement
            if errors and item["statement"] != event.statement:
                words = quote(gold.annotation.text, event.trigger)
                out.write(f"carried {gold.name} {item['statement']} {event.statement} {words}\n")
        for item, event in align(gold, blank):
            n["mode, none"] += not item["mode"]
            n["mode, rules"] += (item["mode"] or None) == event.mode
            n["status, actual"] += item["status"] == "actual"
            n["status, rules"] += item["status"] == event.status
            for is_right, rule, line in judge(gold, item, event):
                rules[rule, is_right] += 1
                if errors and not is_right:
                    out.write(line)
    out.write(f"events {n['events']}, kept {n['kept']} (a gold event that is merged away is a loss)\n")
    for key in (
        "mode, none",
        "mode, rules",
        "mode, gold + rules",
        "status, actual",
        "status, rules",
        "status, gold + rules",
        "carried",
    ):
        out.write(f"{key:22} {n[key] / n['kept']:.3f}\n")
    for rule in sorted({rule for rule, _ in rules}):
        out.write(f"  {rule:62} {rules[rule, True]:4} right {rules[rule, False]:4} wrong\n")


def score_terms(reports: list[Gold], out: Any, errors: bool) -> None:
    n: Counter[str] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    for gold in reports:
        text = gold.annotation.text
        times = find_times(gold.annotation, gold.published)
        terms = find_terms(gold.annotation, gold.statements, name_events(gold, read_events(gold)), (), times)
        pairs = pair(text, gold.terms, terms)
        n.update(gold=len(gold.terms), found=len(terms), hit=len(pairs))
        ids = {item["id"]: term.id for item, term in pairs}
        for item, term in pairs:
            n["statement"] += item["statement"] == term.statement
            n["by"] += item["by"] == term.by
            n["to"] += item["to"] == term.to
            n["condition"] += bool(item["condition"])
            if item["condition"] and term.condition:
                a, b = tokens(text, item["condition"]), tokens(text, term.condition)
                n["condition found"] += len(a & b) / len(a | b) >= 0.5
            n["condition wrong"] += bool(term.condition) and not item["condition"]
            n["answers"] += item["answers"] is not None
            n["answers right"] += item["answers"] is not None and ids.get(item["answers"]) == term.answers
            n["answers given"] += term.answers is not None
        right = {term.id for _, term in pairs}
        for term in terms:
            rules[f"{term.evidence[0].rule} -> {term.kind}", "right" if term.id in right else "wrong"] += 1
            if errors and term.id not in right:
                out.write(f"+ {term.kind:10} {term.evidence[0].rule} {quote(text, term.content[0])}\n")
        matched = {item["id"] for item, _ in pairs}
        for item in gold.terms:
            if errors and item["id"] not in matched:
                out.write(f"- {item['kind']:10} {gold.name} {quote(text, item['content'][0])}\n")
    precision, recall = n["hit"] / max(1, n["found"]), n["hit"] / n["gold"]
    f1 = 2 * precision * recall / (precision + recall) if n["hit"] else 0.0
    out.write(f"terms by rules: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({n['found']} found)\n")
    for rule in sorted({rule for rule, _ in rules}):
        out.write(f"  {rule:62} {rules[rule, 'right']:4} right {rules[rule, 'wrong']:4} wrong\n")
    out.write(
        f"of {n['hit']} right ones: "
        + ", ".join(f"{key} {n[key]}" for key in n if key not in {"gold", "found", "hit"})
        + "\n"
    )


def main() -> None:
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    shared = Path(paths[0]) if paths else Path(__file__).parents[2] / "shared"
    reports = list(read_gold(shared / "gold"))
    score_fields(reports, sys.stdout, "--errors" in sys.argv)
    score_terms(reports, sys.stdout, "--errors" in sys.argv)


if __name__ == "__main__":
    main()
