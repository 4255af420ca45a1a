"""What do other people's corpora say? Each becomes `Example`s (examples.py) that know only what its annotators looked for."""

import gzip
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from examples import NONE, TYPE_NUMBERS, Done, Example, Said, Typed, Words, words_under
from reportedly.language.decoding import ENTITY_TYPES
from reportedly.language.sentences import find_sentence_numbers
from reportedly.language.tokens import find_words
from reportedly.model import Span, Spans

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
