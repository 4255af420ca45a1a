"""Which texts does the model learn from, and what do their annotators say of them?

Every corpus becomes `Example`s: a text, its words, and labels as sets of word numbers. `knows` names the layers an
annotator looked for, so that a layer nobody annotated is never taught as absent.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportedly.language.decoding import ENTITY_TYPES, MODE_LABELS
from reportedly.language.sentences import find_sentence_numbers
from reportedly.language.tokens import find_words
from reportedly.model import Span, Spans
from reportedly.ontology import STATUSES, TERM_KINDS, TYPES

Words = frozenset[int]
TYPE_NUMBERS = {name: number for number, name in enumerate(TYPES)}
STATUS_NUMBERS = {name: number for number, name in enumerate(STATUSES)}
KIND_NUMBERS = {name: number for number, name in enumerate(TERM_KINDS)}
#: mode 0 is "none"; the same mode of two types is two labels
MODE_NUMBERS = {label: number for number, label in enumerate(MODE_LABELS)}
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: the words of its source, cue and content; anchored at its cue, or at its content without one."""

    source: Words
    cue: Words
    content: Words

    @property
    def anchor(self) -> int:
        return min(self.cue or self.content)


@dataclass(frozen=True, slots=True)
class Done:
    """An event; type, mode and status are numbers, -1 where the corpus does not say."""

    trigger: Words
    type: int
    mode: int = -1
    status: int = -1
    actor: Words = NONE
    recipient: Words = NONE
    place: Words | None = None
    when: Words | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A term: its kind's number, content and condition; anchored at its content."""

    kind: int
    content: Words
    condition: Words


@dataclass(frozen=True, slots=True)
class Typed:
    """Words `first` to `last` hold one event of some of these types between these parties; its trigger is not marked."""

    first: int
    last: int
    types: frozenset[int]
    actor: Words
    recipient: Words


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what its annotators found in it. Facts: (word, -3 to 3)."""

    name: str
    text: str
    words: Spans
    sentence_of: tuple[int, ...]
    knows: frozenset[str]
    statements: tuple[Said, ...] = ()
    events: tuple[Done, ...] = ()
    terms: tuple[Asked, ...] = ()
    predicates: tuple[tuple[int, Words, Words, Words], ...] = ()
    facts: tuple[tuple[int, float], ...] = ()
    typed: tuple[Typed, ...] = ()
    entities: tuple[tuple[Words, int], ...] = ()
    published: str | None = None


def words_under(words: Spans, spans: Iterable[Span]) -> Words:
    """Find the words that lie at least half under a span; whole words where a span cuts one."""
    found: set[int] = set()
    for start, end in spans:
        touched = [n for n, (a, b) in enumerate(words) if a < end and b > start]
        inside = [
            n for n in touched if 2 * (min(words[n][1], end) - max(words[n][0], start)) >= words[n][1] - words[n][0]
        ]
        found.update(inside or touched)
    return frozenset(found)


# --- annotated reports -----------------------------------------------------------------------------------------------

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


# --- attribution -----------------------------------------------------------------------------------------------------


def read_polnear(path: Path) -> tuple[Example, ...]:
    """Read PolNeAR (Newell et al., LREC 2018): sources, cues and contents of US political news; nothing is nested."""
    examples = []
    for line in _lines(path):
        article = json.loads(line)
        words = find_words(article["text"])

        def under(item: dict[str, Any], name: str, words: Spans = words) -> Words:
            return words_under(words, [(start, end) for start, end in item[name]])

        said = (Said(under(a, "source"), under(a, "cue"), under(a, "content")) for a in article["attributions"])
        statements = tuple(s for s in said if s.content)
        sentence_of = find_sentence_numbers(article["text"], words)
        knows = frozenset({"statements", "sentences"})
        examples.append(Example(article["id"], article["text"], words, sentence_of, knows, statements))
    return tuple(examples)


def _paragraphs(text: str, words: Spans) -> tuple[int, ...]:
    numbers, number, end = [], 0, 0
    for start, stop in words:
        number += "\n" in text[end:start] and start > 0
        numbers.append(number)
        end = stop
    return tuple(numbers)


# --- sentences with labels on their own tokens -----------------------------------------------------------------------

Label = Callable[[Callable[[int, int], Words]], dict[str, tuple[Any, ...]]]
NO_SPACE_BEFORE = frozenset(
    [",", ".", ";", ":", "!", "?", ")", "]", "'s", "n't", "'re", "'ve", "'ll", "'m", "'d", "%", "”", "’s", "’"]
)
NO_SPACE_AFTER = frozenset(["(", "[", "$", "“", "‘", "#"])


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Join tokens as a newspaper would print them; also give each token's span."""
    text, spans, quoted, glue = "", [], False, True
    for token in tokens:
        quote = token in ('"', "``", "''")
        closing = quote and quoted
        if not (glue or token in NO_SPACE_BEFORE or closing):
            text += " "
        shown = '"' if quote else token
        spans.append((len(text), len(text) + len(shown)))
        text += shown
        glue = token in NO_SPACE_AFTER or (quote and not quoted)
        quoted = quoted != quote
    return text, spans


def pack(
    name: str, items: Iterable[tuple[Sequence[str], Label]], knows: frozenset[str], size: int = 190
) -> tuple[Example, ...]:
    """Join single sentences into texts of about `size` tokens, which fill the encoder's window."""
    packed: list[Example] = []
    batch: list[tuple[Sequence[str], Label]] = []
    for item in items:
        if batch and sum(len(tokens) for tokens, _ in batch) + len(item[0]) > size:
            packed.append(_pack(f"{name}-{len(packed)}", batch, knows))
            batch = []
        batch.append(item)
    if batch:
        packed.append(_pack(f"{name}-{len(packed)}", batch, knows))
    return tuple(packed)


def _pack(name: str, batch: Sequence[tuple[Sequence[str], Label]], knows: frozenset[str]) -> Example:
    text, at, offsets = "", [], []
    for tokens, _ in batch:
        joined, spans = join_tokens(tokens)
        text += "\n" if text else ""
        at.append(spans)
        offsets.append(len(text))
        text += joined
    words = find_words(text)
    labels: dict[str, list[Any]] = {}
    for offset, spans, (_, label) in zip(offsets, at, batch, strict=True):

        def under(start: int, end: int, offset: int = offset, spans: list[Span] = spans) -> Words:
            return words_under(words, [(offset + spans[start][0], offset + spans[end - 1][1])]) if end > start else NONE

        for layer, values in label(under).items():
            labels.setdefault(layer, []).extend(values)
    found: dict[str, Any] = {layer: tuple(values) for layer, values in labels.items()}
    return Example(name, text, words, _paragraphs(text, words), knows, **found)


def read_roles(path: Path) -> tuple[Example, ...]:
    """Read PropBank roles on English web text (CC BY-SA 4.0): who does what to whom, for every predicate."""
    items: list[tuple[Sequence[str], Label]] = []
    for line in _lines(path):
        row = json.loads(line)
        predicates = [p for p in row["srl"] if p["args"] and not p["frame"].startswith(("be.", "do."))]
        if row["genre"] == "answers" or not 6 <= len(row["tokens"]) <= 80 or not predicates:
            continue

        def label(under: Callable[[int, int], Words], predicates: list[Any] = predicates) -> dict[str, tuple[Any, ...]]:
            def role(predicate: Any, name: str) -> Words:
                return NONE.union(*(under(a["start"], a["end"]) for a in predicate["args"] if a["role"] == name))

            return {
                "predicates": tuple(
                    (min(anchor), role(p, "ARG0"), role(p, "ARG1"), role(p, "ARG2"))
                    for p in predicates
                    if (anchor := under(p["i"], p["i"] + 1))
                )
            }

        items.append((row["tokens"], label))
    return pack("roles", _shuffled(items), frozenset())


def read_voa(path: Path, *, without: frozenset[str]) -> tuple[Example, ...]:
    """Read VOA sentences with ACE events and entities; documents named in `without` are left out (held-out reports)."""
    rich: list[tuple[Sequence[str], Label]] = []
    plain: list[tuple[Sequence[str], Label]] = []
    for line in _lines(path):
        row = json.loads(line)
        if row["doc"].rsplit(".", 1)[-1] in without or not 5 <= len(row["tokens"]) <= 100:
            continue

        def label(under: Callable[[int, int], Words], row: Any = row) -> dict[str, tuple[Any, ...]]:
            def role(event: Any, name: str) -> Words:
                return NONE.union(*(under(a["start"], a["end"]) for a in event["args"] if a.get("plover_role") == name))

            events = tuple(
                Done(
                    t,
                    TYPE_NUMBERS[e["plover"]],
                    actor=role(e, "actor"),
                    recipient=role(e, "recipient"),
                    place=role(e, "loc"),
                )
                for e in row["events"]
                if e.get("plover") in TYPE_NUMBERS and (t := under(e["trigger"]["start"], e["trigger"]["end"]))
            )
            entities = tuple(
                (found, ENTITY_TYPES.index(e["type"]))
                for e in row["entities"]
                if e["type"] in ENTITY_TYPES and (found := under(e["start"], e["end"]))
            )
            return {"events": events, "entities": entities}

        (rich if row["events"] else plain).append((row["tokens"], label))
    kept = rich + _shuffled(plain)[: len(rich)]
    return pack("voa", _shuffled(kept), frozenset({"ace", "entities"}))


def read_factuality(path: Path, most: int = 2000) -> tuple[Example, ...]:
    """Read how sure the text is of each predicate (-3 to 3)."""
    items: list[tuple[Sequence[str], Label]] = []
    for line in _lines(path):
        row = json.loads(line)
        if row["split"] != "train" or not 5 <= len(row["tokens"]) <= 80:
            continue

        def label(under: Callable[[int, int], Words], row: Any = row) -> dict[str, tuple[Any, ...]]:
            targets = ((under(t["i"], t["i"] + 1), t["fact"]) for t in row["targets"])
            return {"facts": tuple((min(words), fact) for words, fact in targets if words)}

        items.append((row["tokens"], label))
    return pack("factuality", _shuffled(items)[:most], frozenset())


#: a type of PLOVER's earlier drafts that became two
YIELD = frozenset({TYPE_NUMBERS["CONCEDE"], TYPE_NUMBERS["RETREAT"]})


def read_typed(path: Path, *, fold: int = 0, folds: int = 1, held: bool = True) -> tuple[Example, ...]:
    """Read sentences of which only the type of one event, its source and its target are known.

    With several folds: every `folds`-th sentence from number `fold` on (`held`), or all the others.
    """
    items: list[tuple[Sequence[str], Label]] = []
    for number, line in enumerate(_lines(path)):
        if (number % folds == fold) != held:
            continue
        row = json.loads(line)
        kinds = YIELD if row["root"] == "YIELD" else frozenset({TYPE_NUMBERS[row["root"]]})
        spans = find_words(row["text"])
        actor, recipient = (_words_of(row["text"], spans, row[name]) for name in ("source", "target"))

        def label(
            under: Callable[[int, int], Words],
            size: int = len(spans),
            kinds: frozenset[int] = kinds,
            parties: tuple[Words, Words] = (actor, recipient),
        ) -> dict[str, tuple[Any, ...]]:
            words = under(0, size)
            actor, recipient = (NONE.union(*(under(w, w + 1) for w in party)) for party in parties)
            return {"typed": (Typed(min(words), max(words), kinds, actor, recipient),)}

        items.append(([row["text"][start:end] for start, end in spans], label))
    return pack("typed", _shuffled(items), frozenset())


def _words_of(text: str, words: Spans, phrase: str) -> Words:
    at = text.find(phrase)
    return words_under(words, [(at, at + len(phrase))]) if at >= 0 else NONE


def _shuffled(items: list[Any]) -> list[Any]:
    return random.Random(0).sample(items, len(items))


def _lines(path: Path) -> Iterator[str]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        with path.open(encoding="utf-8") as lines:
            yield from lines
