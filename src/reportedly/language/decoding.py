"""How do the heads' scores become spans? Thresholds, and the few things that a span cannot be.

A span never cuts a word and never crosses a sentence; near-identical contents are one statement; parties of an event are
its best span, and others only where coordination joins them to it or they are nearly certain.
"""

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np

from reportedly.language.annotation import Annotation, Attribution, Entity, EntityType, Happening, Proposal
from reportedly.language.heads import Floats, Heads, Ints, View
from reportedly.language.tokens import OPENING
from reportedly.model import Span, Spans
from reportedly.ontology import MODES, STATUSES, TERM_KINDS, TYPES

#: From which score on a head's answer counts; chosen on held-out reports (training/README.md).
TRIGGER: Final = 0.4
ANCHOR: Final = 0.4
TERM: Final = 0.5
ROLE: Final = 0.5
NEIGHBOUR: Final = 0.2
EXTRA: Final = 0.9
FAINT: Final = 0.05
ENTITY: Final = 0.5
SAME: Final = 0.75
ENTITY_TYPES: Final[tuple[EntityType, ...]] = ("PER", "ORG", "GPE", "LOC", "FAC", "WEA", "VEH")
MODE_LABELS: Final = (("", ""), *((name, mode) for name, modes in MODES.items() for mode in modes))
COORDINATING: Final = frozenset({",", "and", "or", "both", "as", "well", "with", "&", "the", "a", "also"})
SEPARATING: Final = frozenset({",", "and", "or", ";"})
#: words that name nobody: a span of them alone is dropped, and none of LEADING begins a party
EMPTY: Final = frozenset({"the", "a", "an", "of", "by", "and", "or", "in", "to", "for", "with", "from", "’s", "s"})
LEADING: Final = EMPTY - {"the", "a", "an"}
PRONOUNS: Final = frozenset({"he", "she", "it", "they", "him", "her", "them", "we", "us"})
#: what does not end a trigger
TRAILING: Final = frozenset({"the", "a", "an", "its", "his", "her", "their", "“", '"', ","})


def find_runs(
    annotation: Annotation, words: Collection[int], gap: int, apart: frozenset[str] = frozenset()
) -> list[list[int]]:
    """Join word numbers into runs within a sentence, closing gaps of up to `gap` words none of which is in `apart`."""
    runs: list[list[int]] = []
    for word in sorted(words):
        if runs and _joins(annotation, runs[-1][-1], word, gap, apart):
            runs[-1] = [runs[-1][0], word]
        else:
            runs.append([word, word])
    return runs


def _joins(annotation: Annotation, last: int, word: int, gap: int, apart: frozenset[str]) -> bool:
    if word - last - 1 > gap or annotation.sentence_of[word] != annotation.sentence_of[last]:
        return False
    return not any(annotation.text[slice(*annotation.words[between])] in apart for between in range(last + 1, word))


def to_span(annotation: Annotation, run: list[int]) -> Span:
    """Give the characters from the first word of a run to the last."""
    return annotation.words[run[0]][0], annotation.words[run[-1]][1]


def _mass(run: list[int], shares: dict[int, float]) -> float:
    return sum(shares.get(word, 0.0) for word in range(run[0], run[-1] + 1))


def _peak(run: list[int], shares: dict[int, float]) -> float:
    return max(shares.get(word, 0.0) for word in range(run[0], run[-1] + 1))


def _find_phrases(annotation: Annotation, shares: dict[int, float], gap: int, apart: frozenset[str]) -> list[list[int]]:
    """Find runs of a role's words, grown over doubtful neighbours ("the [Sarn Council]"), that name somebody."""
    kept = {word for word, share in shares.items() if share > ROLE}
    for words, step in ((sorted(shares), 1), (sorted(shares, reverse=True), -1)):
        for word in words:
            before = word - step
            if before in kept and shares[word] > NEIGHBOUR and _together(annotation, word, before):
                kept.add(word)
    runs = (_trim(annotation, run) for run in find_runs(annotation, kept, gap, apart))
    return [run for run in runs if run]


def _trim(annotation: Annotation, run: list[int]) -> list[int]:
    """Cut marks and prepositions from a phrase's ends; nothing is left of one that names nobody."""
    words = [annotation.text[slice(*annotation.words[word])].lower() for word in range(run[0], run[-1] + 1)]
    if all(word in EMPTY or not word[0].isalnum() for word in words):
        return []
    start = next(n for n, word in enumerate(words) if (word[0].isalnum() and word not in LEADING) or word in OPENING)
    return [run[0] + start, run[-1]]


def _best_run(annotation: Annotation, shares: dict[int, float]) -> Spans:
    """Choose the one run with the surest word: a statement has one source."""
    runs = _find_phrases(annotation, shares, 2, frozenset())
    return (to_span(annotation, max(runs, key=lambda run: _peak(run, shares))),) if runs else ()


def find_attributions(
    annotation: Annotation, heads: Heads, view: View, sentences: Ints, tags: Floats
) -> list[Attribution]:
    """Find the statements anchored in a window: at a cue, or at a quotation that stands alone."""
    chances = 1 - tags[view.words[view.owned], 0]
    anchors = view.owned[chances > ANCHOR]
    if not len(anchors):
        return []
    same = _same_sentence(view, sentences, anchors)
    shares = heads.read_roles("statement", view.hidden, anchors, same)
    found: list[tuple[float, frozenset[int], int, Attribution]] = []
    for number in np.argsort(-chances[chances > ANCHOR], kind="stable"):
        anchor, word = int(anchors[number]), int(view.words[anchors[number]])
        source, content, cue = (_likely(view, shares[number, :, role]) for role in (1, 2, 3))
        said = [w for w, share in content.items() if share > ROLE]
        spoken = frozenset(w for w in said if annotation.text[annotation.words[w][0]].isalnum())
        alone = bool(tags[word, 2] > tags[word, 1])
        if not spoken or any(len(spoken & other) >= SAME * len(spoken | other) for _, other, _, _ in found):
            continue
        attribution = Attribution(
            _best_run(annotation, source),
            () if alone else _cue_spans(annotation, word, cue),
            tuple(to_span(annotation, run) for run in _drop_strays(annotation, find_runs(annotation, said, 2))),
            float(1 - tags[word, 0]),
        )
        found.append((attribution.score, spoken, anchor, attribution))
    return [attribution for _, _, _, attribution in sorted(found, key=lambda item: item[2])]


def _drop_strays(annotation: Annotation, runs: list[list[int]]) -> list[list[int]]:
    """Drop single words from a content of several runs, but for a name or a pronoun beside another run ("he ... left")."""

    def stays(run: list[int]) -> bool:
        word = annotation.text[slice(*annotation.words[run[0]])]
        named = word[0].isupper() or word in PRONOUNS
        return run[0] < run[1] or (
            named and any(other is not run and _together(annotation, other[0], run[0]) for other in runs)
        )

    return [run for run in runs if stays(run)] or runs


def _likely(view: View, shares: Floats) -> dict[int, float]:
    """Give the words that may have a role, with their shares."""
    return {int(view.words[at]): float(shares[at]) for at in np.flatnonzero(shares > FAINT)}


def _cue_spans(annotation: Annotation, anchor: int, shares: dict[int, float]) -> Spans:
    """Take the anchor and the cue words near it ("said in a statement")."""
    near = {
        w for w, share in shares.items() if share > ROLE and abs(w - anchor) <= 8 and _together(annotation, w, anchor)
    }
    return tuple(to_span(annotation, run) for run in find_runs(annotation, near | {anchor}, 1))


def _together(annotation: Annotation, word: int, other: int) -> bool:
    return annotation.sentence_of[word] == annotation.sentence_of[other]


def _same_sentence(view: View, sentences: Ints, anchors: Ints) -> Ints:
    here = sentences[view.words]
    same: Ints = (here[None] == here[anchors][:, None]).astype(np.int64)
    return same


def find_happenings(annotation: Annotation, heads: Heads, view: View, sentences: Ints, tags: Floats) -> list[Happening]:
    """Find the events whose trigger a window answers for, with their parties in the trigger's sentence."""
    anchors = view.owned[tags[view.words[view.owned], 1] > TRIGGER]
    if not len(anchors):
        return []
    hidden = view.hidden[anchors]
    types, modes, statuses = (heads.read_label(name, hidden) for name in ("event_type", "event_mode", "event_status"))
    found = []
    for number, (anchor, roles) in enumerate(_read_parties(heads, view, sentences[view.words], anchors)):
        word = int(view.words[anchor])
        kind = int(types[number].argmax())
        status = int(statuses[number].argmax())
        found.append(
            Happening(
                trigger=_trigger_span(annotation, word, tags),
                type=tuple(TYPES)[kind],
                type_score=float(types[number, kind]),
                mode=_find_mode(tuple(TYPES)[kind], modes[number]),
                status=STATUSES[status],
                status_score=float(statuses[number, status]),
                actor=_parties(annotation, roles[0]),
                recipient=_parties(annotation, roles[1]),
                place=_places(annotation, roles[2]),
                when=_places(annotation, roles[3]),
                score=float(tags[word, 1]),
            )
        )
    return found


def _read_parties(
    heads: Heads, view: View, sentences: Ints, anchors: Ints
) -> Iterator[tuple[int, list[dict[int, float]]]]:
    """Give each trigger with the words of its roles, which all stand in its sentence (`sentences`: of the view's words)."""
    for sentence in np.unique(sentences[anchors]):
        start, end = np.searchsorted(sentences, [sentence, sentence + 1])
        here = View(view.words[start:end], view.hidden[start:end], view.owned)
        inside = anchors[sentences[anchors] == sentence] - start
        shares = heads.read_roles("event", here.hidden, inside, np.ones((len(inside), end - start), np.int64))
        for number, anchor in enumerate(inside):
            yield int(anchor + start), [_likely(here, shares[number, :, role]) for role in (1, 2, 3, 4)]


def _trigger_span(annotation: Annotation, word: int, tags: Floats) -> Span:
    last = word
    while last + 1 < len(tags) and tags[last + 1].argmax() == 2 and _together(annotation, last + 1, word):
        last += 1
    while last > word and annotation.text[slice(*annotation.words[last])].lower() in TRAILING:
        last -= 1
    return annotation.words[word][0], annotation.words[last][1]


def _find_mode(kind: str, shares: Floats) -> str | None:
    """Choose the likeliest mode among those of the type, or none."""
    allowed = [number for number, (name, _) in enumerate(MODE_LABELS) if name in (kind, "")]
    return MODE_LABELS[max(allowed, key=lambda number: float(shares[number]))][1] or None


def _parties(annotation: Annotation, shares: dict[int, float]) -> Spans:
    """Choose the spans of one party: the heaviest, those coordinated with it, and those nearly certain."""
    runs = _find_phrases(annotation, shares, 1, SEPARATING)
    if not runs:
        return ()
    main = max(runs, key=lambda run: _mass(run, shares))
    kept = [main]
    for run in sorted(runs, key=lambda run: abs(run[0] - main[0])):
        sure = _peak(run, shares) > EXTRA
        if run is not main and (sure or any(_coordinated(annotation, run, other) for other in kept)):
            kept.append(run)
    return tuple(to_span(annotation, run) for run in sorted(kept))


def _coordinated(annotation: Annotation, one: list[int], other: list[int]) -> bool:
    first, second = sorted((one, other))
    between = range(first[-1] + 1, second[0])
    return all(annotation.text[slice(*annotation.words[word])].lower() in COORDINATING for word in between)


def _places(annotation: Annotation, shares: dict[int, float]) -> Spans:
    return tuple(to_span(annotation, run) for run in _find_phrases(annotation, shares, 1, SEPARATING))


def find_proposals(annotation: Annotation, heads: Heads, view: View, sentences: Ints, tags: Floats) -> list[Proposal]:
    """Find the substance of demands, offers, threats and the like, anchored where it begins."""
    chances = 1 - tags[view.words[view.owned], 0]
    anchors = view.owned[chances > TERM]
    if not len(anchors):
        return []
    shares = heads.read_roles("term", view.hidden, anchors, _same_sentence(view, sentences, anchors))
    found = []
    for number, anchor in enumerate(anchors):
        word = int(view.words[anchor])
        content, condition = (set(view.words[shares[number, :, role] > ROLE].tolist()) for role in (1, 2))
        conditions = [run for run in find_runs(annotation, condition, 2) if run[0] < run[1]]
        if content:
            found.append(
                Proposal(
                    TERM_KINDS[int(tags[word, 1:].argmax())],
                    tuple(to_span(annotation, run) for run in find_runs(annotation, content | {word}, 2)),
                    tuple(to_span(annotation, run) for run in conditions),
                    float(1 - tags[word, 0]),
                )
            )
    return found


def find_entities(text: str, words: Spans, sentence_of: tuple[int, ...], shares: Floats) -> tuple[Entity, ...]:
    """Find names and nominal mentions; capitalised words side by side are one name, whatever their labels."""
    kinds = shares[:, 1:].reshape(len(words), len(ENTITY_TYPES), 2).sum(2)
    inside = (1 - shares[:, 0] > ENTITY) & np.array([text[start].isalnum() for start, _ in words], bool)
    runs: list[list[int]] = []
    for word in map(int, np.flatnonzero(inside)):
        if (
            runs
            and runs[-1][-1] == word - 1
            and sentence_of[word] == sentence_of[word - 1]
            and _continues(text, words, word, shares)
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(_to_entity(words, run, kinds[run].mean(0)) for run in runs)


def _to_entity(words: Spans, run: list[int], shares: Floats) -> Entity:
    kind = int(shares.argmax())
    return Entity((words[run[0]][0], words[run[-1]][1]), ENTITY_TYPES[kind], float(shares[kind]))


def _continues(text: str, words: Spans, word: int, shares: Floats) -> bool:
    """Tell that a word goes on with the name before it: both are capitalised, or the model says so."""
    capitals = all(text[words[number][0]].isupper() for number in (word - 1, word))
    return capitals or int(shares[word].argmax()) % 2 == 0
