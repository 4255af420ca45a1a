"""What do annotated reports say? Reads NAME.json with NAME.txt beside it (docs/annotation.md)."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from examples import (
    KIND_NUMBERS,
    MODE_NUMBERS,
    STATUS_NUMBERS,
    TYPE_NUMBERS,
    Asked,
    Done,
    Example,
    Said,
    Words,
    words_under,
)
from reportedly.language.tokens import find_words
from reportedly.model import Span

PUBLISHED = re.compile(r"# published (\d{4}(?:-\d{2}(?:-\d{2})?)?)")
REFERENCE = re.compile(r"(\d+)(?:#(\d+))?:(.+)", re.S)


def read_sentences(path: Path) -> dict[int, tuple[int, str]]:
    """Read a numbered text: sentence number -> (offset in the plain text, sentence); joined by one space."""
    sentences, at = {}, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\d+)\t(.*)", line):
            sentences[int(match[1])] = (at, match[2])
            at += len(match[2]) + 1
    return sentences


def find_reference(reference: str, sentences: dict[int, tuple[int, str]]) -> Span | None:
    """Find the span that `4#2:words` names, preferring an occurrence that cuts no word."""
    match = REFERENCE.fullmatch(reference)
    if not match or int(match[1]) not in sentences:
        return None
    offset, sentence = sentences[int(match[1])]
    places = [m.start() for m in re.finditer(f"(?={re.escape(match[3])})", sentence)]
    if len(places) < int(match[2] or 1):
        return None
    named = places[int(match[2] or 1) - 1]
    whole = [at for at in places if not cuts_word(sentence, at, at + len(match[3]))]
    at = min(whole, key=lambda place: abs(place - named)) if whole else named
    return offset + at, offset + at + len(match[3])


def cuts_word(text: str, start: int, end: int) -> bool:
    """Tell whether a span begins or ends inside a word."""
    return (text[start - 1 : start + 1].isalnum() and start > 0) or (
        text[end - 1 : end + 1].isalnum() and end < len(text)
    )


def read_report(path: Path) -> Example:
    """Read one annotated report (NAME.json with NAME.txt beside it, docs/annotation.md)."""
    sentences = read_sentences(path.with_suffix(".txt"))
    text = " ".join(sentence for _, sentence in sentences.values())
    words = find_words(text)
    starts = [offset for offset, _ in sentences.values()]
    sentence_of = tuple(sum(start <= word for start in starts) - 1 for word, _ in words)
    record = json.loads(path.read_text(encoding="utf-8"))

    def under(item: dict[str, Any], name: str) -> Words:
        value = item.get(name) or []
        references = [value] if isinstance(value, str) else value
        return words_under(words, [span for r in references if (span := find_reference(r, sentences))])

    statements = []
    for item in record["statements"]:
        said = Said(under(item, "source"), under(item, "cue"), under(item, "content"))
        if said.content:
            content = said.content - said.source - said.cue if said.cue else said.content
            statements.append(replace(said, content=content or said.content))
    events = tuple(
        Done(
            under(item, "trigger"),
            TYPE_NUMBERS[item["type"]],
            MODE_NUMBERS[(item["type"], item["mode"]) if item["mode"] else ("", "")],
            STATUS_NUMBERS[item["status"]],
            *(under(item, name) for name in ("actor", "recipient", "place", "when")),
        )
        for item in record["events"]
    )
    terms = tuple(Asked(KIND_NUMBERS[t["kind"]], under(t, "content"), under(t, "condition")) for t in record["terms"])
    return Example(
        path.stem, text, words, sentence_of, frozenset({"statements", "events", "terms", "sentences"}),
        tuple(statements), tuple(e for e in events if e.trigger), tuple(t for t in terms if t.content),
        published=match[1] if (match := PUBLISHED.match(path.with_suffix(".txt").read_text(encoding="utf-8"))) else None,
    )  # fmt: skip


def read_reports(folder: Path) -> tuple[Example, ...]:
    """Read every annotated report of a folder, in the order of their names."""
    return tuple(read_report(path) for path in sorted(folder.glob("*.json")) if path.with_suffix(".txt").exists())


def respaced(example: Example, chance: float, generator: random.Random) -> Example:
    """Turn sentence boundaries into line breaks, each with a chance: reports come with and without paragraphs."""
    characters = list(example.text)
    for before, after in zip(range(len(example.words) - 1), range(1, len(example.words)), strict=True):
        gap = example.words[before][1], example.words[after][0]
        broken = example.sentence_of[before] != example.sentence_of[after]
        if gap[1] - gap[0] >= 1 and "\n" in example.text[gap[0] : gap[1]]:
            if generator.random() >= chance:
                characters[gap[0] : gap[1]] = " " * (gap[1] - gap[0])
        elif broken and gap[1] > gap[0] and generator.random() < chance:
            characters[gap[0]] = "\n"
    return replace(example, text="".join(characters))
