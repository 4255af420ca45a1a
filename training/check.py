"""Are these annotated reports sound? `python training/check.py NAME.json ...` (docs/annotation.md says what is asked).

Every span must be found letter for letter and cut no word; types, modes, statuses and kinds must be known; ids must exist;
an event's parties stand in its trigger's sentence.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reportedly.ontology import MODES, STATUSES, TERM_KINDS, TYPES
from reports import cuts_word, find_reference, read_sentences

Item = dict[str, Any]
Sentences = dict[int, tuple[int, str]]
SPANS = {
    "statements": ("source", "cue", "content"),
    "events": ("trigger", "actor", "recipient", "place", "when"),
    "terms": ("content", "condition"),
}
VALUES: dict[str, dict[str, Sequence[str]]] = {
    "statements": {"kind": ("direct", "indirect", "mixed")},
    "events": {"type": tuple(TYPES), "status": STATUSES},
    "terms": {"kind": TERM_KINDS},
}
NAMED = {"statements": ("within",), "events": ("statement",), "terms": ("statement", "answers"), "disputes": ("a", "b")}
NEEDED = {"statements": "content", "events": "trigger", "terms": "content"}


def find_problems(path: Path) -> Iterator[str]:
    """Find what is wrong with one annotated report, NAME.json with NAME.txt beside it; each as a line that says where."""
    sentences = read_sentences(path.with_suffix(".txt"))
    record = json.loads(path.read_text(encoding="utf-8"))
    ids = {item["id"] for layer in ("statements", "terms") for item in record[layer]}
    for layer, fields in NAMED.items():
        for number, item in enumerate(record[layer], 1):
            where = f"{path.name}: {item.get('id', f'{layer} {number}')}"
            for problem in (
                *_check_spans(item, SPANS.get(layer, ()), sentences),
                *_check_values(item, layer),
                *(_check_sentences(item) if layer == "events" else ()),
                *(f"{field}: no such id: {item[field]}" for field in fields if item.get(field) not in {None, *ids}),
            ):
                yield f"{where}: {problem}"


def _references(item: Item, field: str) -> list[str]:
    value = item.get(field) or []
    return [value] if isinstance(value, str) else value


def _check_spans(item: Item, fields: Iterable[str], sentences: Sentences) -> Iterator[str]:
    text = " ".join(sentence for _, sentence in sentences.values())
    for field in fields:
        for reference in _references(item, field):
            span = find_reference(reference, sentences)
            if span is None:
                yield f"{field}: words not found: {reference!r}"
            elif cuts_word(text, *span):
                yield f"{field}: cuts a word: {reference!r}"


def _check_values(item: Item, layer: str) -> Iterator[str]:
    for field, known in VALUES.get(layer, {}).items():
        if item[field] not in known:
            yield f"{field}: {item[field]!r} is none of {', '.join(known)}"
    if layer in NEEDED and not item.get(NEEDED[layer]):
        yield f"has no {NEEDED[layer]}"
    modes = MODES.get(item.get("type", ""), ())
    if item.get("mode") and item["mode"] not in modes:
        yield f"mode: {item['mode']!r} is no mode of {item['type']} ({', '.join(modes) or 'it has none'})"


def _check_sentences(event: Item) -> Iterator[str]:
    """Find parties, places and times that stand outside the trigger's sentence."""
    sentence = event["trigger"].partition(":")[0].partition("#")[0]
    for field in ("actor", "recipient", "place", "when"):
        for reference in _references(event, field):
            if reference.partition(":")[0].partition("#")[0] != sentence:
                yield f"{field}: not in the trigger's sentence: {reference!r}"


def main(names: list[str]) -> int:
    """Check the files named; 1 where something is wrong."""
    problems = [problem for name in names for problem in find_problems(Path(name))]
    print(*problems, f"{len(names)} reports, {len(problems)} problems", sep="\n")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
