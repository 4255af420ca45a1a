"""Measure how well the names of sources, actors and recipients are resolved: `python bench/names.py [SHARED] [--errors]`.

An oracle: the annotated reports' own spans stand in for the models, so that only the reading of names is measured. Two
names are one identity where they are equal once folded, or the content words of one are among the other's.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

from reportedly.language.annotation import Annotation, Attribution, Happening
from reportedly.language.tokens import find_words
from reportedly.model import Span, Spans
from reportedly.reading.actors import find_actor_at, find_actors
from reportedly.reading.lexicon import Known, find_known, load_known

_SMALL: Final = frozenset(["the", "a", "an", "of", "for", "in", "at", "on", "to", "and", "s", "some"])
_REFERENCE: Final = re.compile(r"(\d+)(?:#(\d+))?:(.+)", re.DOTALL)

Sentences = dict[int, Span]


def load_report(path: Path) -> tuple[str, Sentences, dict[str, Any]]:
    """Give a report's text, its numbered sentences and what careful readers put on record."""
    sentences: Sentences = {}
    text = ""
    for line in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\d+)\t(.*)", line):
            text += " " if sentences else ""
            sentences[int(match[1])] = (len(text), len(text) + len(match[2]))
            text += match[2]
    return text, sentences, json.loads(path.read_text(encoding="utf-8"))


def find_published(path: Path) -> str | None:
    """Give the day that the first line of a report's text says it was published on."""
    with path.with_suffix(".txt").open(encoding="utf-8") as lines:
        match = re.search(r"published (\d{4}(?:-\d\d){0,2})", lines.readline())
    return match[1] if match else None


def read_spans(text: str, sentences: Sentences, references: list[str]) -> Spans:
    """Turn `4#2:words` into offsets."""
    spans = []
    for reference in references:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            continue
        offset, end = sentences[int(match[1])]
        start = offset - 1
        for _ in range(int(match[2] or 1)):
            start = text.index(match[3], start + 1, end)
        spans.append((start, start + len(match[3])))
    return tuple(spans)


def annotate(text: str, sentences: Sentences, record: dict[str, Any]) -> Annotation:
    """Build the annotation that perfect models would give."""

    def spans(item: dict[str, Any], name: str) -> Spans:
        value = item[name]
        return read_spans(text, sentences, [value] if isinstance(value, str) else value)

    attributions = tuple(
        Attribution(spans(item, "source"), spans(item, "cue"), spans(item, "content"), 1.0)
        for item in record["statements"]
    )
    happenings = tuple(
        Happening(
            spans(item, "trigger")[0], item["type"], 1.0, item["mode"], item["status"], 1.0,
            spans(item, "actor"), spans(item, "recipient"), spans(item, "place"), spans(item, "when"), 1.0,
        )
        for item in record["events"]
    )  # fmt: skip
    bounds = tuple(sentences.values())
    words = find_words(text)
    numbers, number = [], 0
    for start, _ in words:
        while number + 1 < len(bounds) and bounds[number + 1][0] <= start:
            number += 1
        numbers.append(number)
    return Annotation(
        text, words, bounds, tuple(numbers), (0,) * len(words), attributions=attributions, happenings=happenings
    )


def content_words(name: str) -> frozenset[str]:
    """Fold a name to its content words."""
    folded = re.sub(r"[’']s\b", "", name.casefold()).replace(".", "")
    return frozenset(re.findall(r"\w+", folded)) - _SMALL


def fold_known(name: str) -> str:
    """Write what the tables know by one name, so that `Syrian` and `Syria (government)`, `Daesh` and `IS` are one."""
    words = re.sub(r"[’']s\b", "", name).split()
    for known in find_known(words):
        for form in (*known.forms, *find_adjectives(known)):
            written = known.key if known.role == "body" else known.country or form
            name = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", written, name)
    return name


def find_adjectives(known: Known) -> tuple[str, ...]:
    """Give the adjectives and peoples of a known country."""
    return (
        tuple(
            word for word, other in load_known().items() if other.role == "adjective" and other.country == known.country
        )
        if known.kind == "state"
        else ()
    )


def is_same(first: str, second: str) -> bool:
    """Tell whether two names are one identity."""
    one, other = content_words(first), content_words(second)
    return one == other or bool(one and other and (one <= other or other <= one))


def measure(path: Path, counts: Counter[tuple[str, bool]], *, errors: bool) -> None:
    """Compare one report's resolved names with those on record."""
    text, sentences, record = load_report(path)
    actors = find_actors(annotate(text, sentences, record), find_published(path))
    asked = [("speaker", item["source"][:1], [item["speaker"]]) for item in record["statements"] if item["source"]]
    for item in record["events"]:
        asked += [(role, item[role], item[f"{role}_name"]) for role in ("actor", "recipient")]
    for role, references, names in asked:
        for span, name in zip(read_spans(text, sentences, references), names, strict=False):
            if not name:
                continue
            actor = find_actor_at(actors, span)
            same = actor is not None and is_same(actor.name, name)
            folded = same or (actor is not None and is_same(fold_known(actor.name), fold_known(name)))
            counts[role, same] += 1
            counts[f"{role}, known names folded", folded] += 1
            if errors and not folded:
                found = actor.name if actor else None
                rules = {item.rule for item in actor.evidence if item.span == span} if actor else set()
                sys.stdout.write(f"{path.stem}\t{role}\t{text[slice(*span)]}\t{name}\t{found}\t{sorted(rules)}\n")


def main() -> None:
    """Print the accuracies."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    shared = Path(arguments[0]) if arguments else Path(__file__).parents[1] / ".." / "shared"
    counts: Counter[tuple[str, bool]] = Counter()
    for path in sorted((shared / "gold").glob("*.json")):
        measure(path, counts, errors="--errors" in sys.argv)
    for role in sorted({role for role, _ in counts}):
        right, wrong = counts[role, True], counts[role, False]
        sys.stdout.write(f"{role:30} {right / max(1, right + wrong):.3f}  {right} of {right + wrong}\n")


if __name__ == "__main__":
    main()
