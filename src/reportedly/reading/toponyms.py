"""Which words name a place? The models' entities, and names of the gazetteer where the words around them say so.

A model misses most of the small places that conflict is reported from, so a capitalised name that the gazetteer knows
is a place too where it stands after "in" or "near", before "province", in a dateline, beside another place, or where it
is a country's or a large city's and no person's. Demonyms and metonyms ("Syrian", "Moscow warned") are actors.
The words around names are in locatives.tsv.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Span
from reportedly.reading.candidates import Candidate, find_candidates, find_holders, is_abbreviation
from reportedly.reading.locatives import (
    KINDS,
    Hint,
    find_after,
    find_cue,
    find_hint,
    is_beside,
    is_dateline,
    is_kind,
    is_located,
    is_people,
    kind_of,
    uses_of,
    word_at,
)

Candidates = dict[str, tuple[Candidate, ...]]

#: A name is at most so many words long ("Democratic Republic of the Congo").
LONGEST: Final = 5
#: A city of so many people is taken for itself without a word before it that says so.
LARGE: Final = 100_000
#: A city of so many people is no surname.
METROPOLIS: Final = 500_000
#: After a word that stands before persons as often ("from", "of"), a place must have so many people.
KNOWN: Final = 15_000
#: How sure each rule is, before anything resolves; bench/places.py measures the rules together.
SCORES: Final = {
    "where": 0.8,
    "division": 0.85,
    "dateline": 0.9,
    "held": 0.9,
    "beside": 0.8,
    "after": 0.7,
    "struck": 0.7,
    "towards": 0.7,
    "large": 0.6,
}

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_SMALL: Final = frozenset(["of", "the", "al", "el", "de", "da", "do", "del", "la", "le", "du", "des", "and", "sur"])
_POINTED: Final = frozenset({"St", "Mt", "Ft", "Pt"})  # "St. Petersburg" is one name
_APOSTROPHES: Final = frozenset("'’ʻ‘`")
_GAPS: Final = frozenset(["", " ", "\u00a0"])
_ARTICLE: Final = re.compile(r"(?:[aeAE][ldnrstz]|ash|esh)-[A-Z]")
_LEADING: Final = re.compile(r"(?:the|The) |[\"“”'‘(]")
_TRAILING: Final = re.compile(r"(?:['’]s?|[,.;:)”\"])$")
_POINTS: Final = re.compile(r"[A-Z](?:\.[A-Z]){1,3}")


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, what they may mean, and which rule found them. `hint` is what stands beside them."""

    span: Span
    name: str
    candidates: tuple[Candidate, ...]
    rule: str
    score: float
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words that stand together: word numbers, half-open."""

    start: int
    end: int


def find_toponyms(annotation: Annotation) -> tuple[Toponym, ...]:
    """Find the words that name places, in the order of the text; none overlap."""
    runs = tuple(_find_runs(annotation))
    entities = _find_entities(annotation)
    names = {_text(annotation, *window) for run in runs for window in _windows(annotation, run)}
    names.update(form for _, name, _ in entities for form in (name, _shorten(name)[0], _find_town(name)))
    candidates = find_candidates(names)
    found = [_from_entity(annotation, entity, candidates) for entity in entities if not is_people(entity[1])]
    taken = {at for toponym in found for at in range(*toponym.span)}
    found += _read_runs(annotation, runs, candidates, taken)
    parties = _find_parties(annotation)
    placed = [toponym for toponym in found if toponym.span not in parties or is_located(annotation, toponym.span)]
    return tuple(sorted(placed, key=lambda toponym: toponym.span))


# the models' entities


def _find_entities(annotation: Annotation) -> list[tuple[Span, str, float]]:
    """Find the place entities that are names, without article and possessive; the first of overlapping ones."""
    found: list[tuple[Span, str, float]] = []
    end = -1
    for entity in sorted(annotation.entities, key=lambda entity: (entity.span[0], -entity.span[1])):
        span = _trim(annotation.text, entity.span)
        name = annotation.text[slice(*span)]
        if entity.type in _PLACES and span[0] >= end and any(letter.isupper() for letter in name):
            found.append((span, name, entity.score))
            end = span[1]
    return found


def _from_entity(annotation: Annotation, entity: tuple[Span, str, float], candidates: Candidates) -> Toponym:
    """Make the toponym of an entity; "Karak district" is looked up whole, then as Karak, "Karak Hospital" last."""
    span, name, score = entity
    hint = find_hint(annotation, span)
    if name in candidates:
        return Toponym(span, name, candidates[name], "entity", score, hint)
    short, shortened = _shorten(name)
    if short in candidates:
        return Toponym(span, short, candidates[short], "entity", score, shortened or hint)
    town = _find_town(name)
    if town in candidates and candidates[town][0].population >= LARGE:  # smaller ones are the names of benefactors
        return Toponym(span, town, candidates[town], "entity:facility", score, "town")
    return Toponym(span, short, (), "entity", score, shortened or hint)


def _find_town(name: str) -> str:
    """Find the town that a hospital or an airport may be named after; empty where a name is no such thing's."""
    words = name.split()
    return words[0].split("-")[0] if len(words) > 1 and "facility" in uses_of(words[-1].lower()) else ""


def _shorten(name: str) -> tuple[str, Hint | None]:
    """Leave out the word of a name that says what it is or which part of it, and tell which it was."""
    words = name.split()
    if len(words) < 2:
        return name, None
    if words[-2:-1] != ["of"] and (kind := kind_of(words[-1])):
        return " ".join(words[:-1]), kind
    if words[1] == "of" and (kind := kind_of(words[0])):
        return " ".join(words[2:]), kind
    return (" ".join(words[1:]), "part") if "part" in uses_of(words[0].lower()) else (name, None)


def _trim(text: str, span: Span) -> Span:
    """Leave out a leading article, and a trailing possessive or mark."""
    start, end = span
    match = _LEADING.match(text, start, end)
    start = match.end() if match else start
    match = _TRAILING.search(text, max(start, end - 2), end)
    end = match.start() if match else end
    return _whole(text, (start, end)) if start < end else span


def _whole(text: str, span: Span) -> Span:
    """Give an abbreviation its last point ("U.S.", "Ky.")."""
    start, end = span
    if text[end : end + 1] != ".":
        return span
    whole = _POINTS.fullmatch(text, start, end) or is_abbreviation(text[start : end + 1])
    return (start, end + 1) if whole else span


def _find_parties(annotation: Annotation) -> set[Span]:
    """Find the spans that act or speak: a place's name there stands for those who rule it."""
    spans = [span for happening in annotation.happenings for span in (*happening.actor, *happening.recipient)]
    spans += [span for attribution in annotation.attributions for span in attribution.source]
    return {_trim(annotation.text, span) for span in spans}


# names that the gazetteer knows


def _find_runs(annotation: Annotation) -> Iterator[_Run]:
    """Find the capitalised words that stand together, with the small words between them."""
    start = last = -1
    for number, span in enumerate(annotation.words):
        if start >= 0 and (not _is_joined(annotation, number) or not (_is_inner(annotation, number, last))):
            yield _Run(start, last + 1)
            start = -1
        if _is_name(annotation.text, span):
            start, last = (number if start < 0 else start), number
        elif start >= 0 and number == last + 2 and _is_letters_after_apostrophe(annotation, number):
            last = number
    if start >= 0:
        yield _Run(start, last + 1)


def _is_name(text: str, span: Span) -> bool:
    return text[span[0]].isupper() or bool(_ARTICLE.match(text, *span))


def _is_joined(annotation: Annotation, number: int) -> bool:
    return annotation.text[annotation.words[number - 1][1] : annotation.words[number][0]] in _GAPS


def _is_inner(annotation: Annotation, number: int, last: int) -> bool:
    """Tell whether a run may go on through this word."""
    start, end = annotation.words[number]
    word = annotation.text[start:end]
    if _is_name(annotation.text, (start, end)) or _is_letters_after_apostrophe(annotation, number):
        return True
    if word == ".":
        return number == last + 1 and word_at(annotation, last) in _POINTED
    return number - last <= 2 and (
        word in _SMALL or (word in _APOSTROPHES and annotation.words[number - 1][1] == start)
    )


def _is_letters_after_apostrophe(annotation: Annotation, number: int) -> bool:
    """Tell whether a word is the rest of a name with an apostrophe in it ("Ma'rib"), and no possessive."""
    start, end = annotation.words[number]
    text = annotation.text
    return number > 0 and text[start - 1 : start] in _APOSTROPHES and end - start > 1 and text[start].isalpha()


def _windows(annotation: Annotation, run: _Run) -> Iterator[tuple[int, int]]:
    """Give the parts of a run that may be a name, leftmost first, longest first."""
    names = [number for number in range(run.start, run.end) if _may_start(annotation, number)]
    for start in names:
        for end in range(min(start + LONGEST + 2, run.end), start, -1):
            if _may_end(annotation, end - 1):
                yield start, end


def _may_start(annotation: Annotation, number: int) -> bool:
    return _is_name(annotation.text, annotation.words[number])


def _may_end(annotation: Annotation, number: int) -> bool:
    return _is_name(annotation.text, annotation.words[number]) or _is_letters_after_apostrophe(annotation, number)


def _text(annotation: Annotation, start: int, end: int) -> str:
    return annotation.text[slice(*_span(annotation, start, end))]


def _span(annotation: Annotation, start: int, end: int) -> Span:
    return _whole(annotation.text, (annotation.words[start][0], annotation.words[end - 1][1]))


def _read_runs(
    annotation: Annotation, runs: tuple[_Run, ...], candidates: Candidates, taken: set[int]
) -> Iterator[Toponym]:
    """Read the runs that no entity covers; a place beside one that was just found needs no other word."""
    blocked = _find_blocked(annotation)
    persons = _find_persons(annotation, runs, candidates)
    ends = {at + 1 for at in taken if at + 1 not in taken}
    for run in runs:
        done = run.start
        for start, end in _windows(annotation, run):
            span = _span(annotation, start, end)
            name = annotation.text[slice(*span)]
            if start < done or name not in candidates or span[0] in taken or span[1] - 1 in taken:
                continue
            if not _is_free(annotation, run, (start, end), candidates[name]) or _is_inside(span, blocked):
                continue
            rule = _find_rule(annotation, (start, end), candidates, ends, name in persons)
            if rule:
                hint = find_hint(annotation, span)
                yield Toponym(span, name, candidates[name], f"gazetteer:{rule}", SCORES[rule], hint)
                done = end
                ends.add(span[1])


def _find_blocked(annotation: Annotation) -> dict[int, Span]:
    """Find which offsets lie in an entity that is no place."""
    blocked = {}
    for entity in annotation.entities:
        if entity.type not in _PLACES:
            blocked.update(dict.fromkeys(range(*entity.span), entity.span))
    return blocked


def _is_inside(span: Span, blocked: dict[int, Span]) -> bool:
    """Tell whether a span is only a part of an entity ("University of Aleppo"); one whole misread entity is not."""
    around = blocked.get(span[0]) or blocked.get(span[1] - 1)
    return around is not None and around[1] - around[0] > span[1] - span[0] + 4


def _find_persons(annotation: Annotation, runs: tuple[_Run, ...], candidates: Candidates) -> set[str]:
    """Find the surnames of the report: the last words of names that the gazetteer does not have."""
    names = [annotation.text[slice(*entity.span)] for entity in annotation.entities if entity.type == "PER"]
    for run in runs:
        first = run.start
        while first < run.end and _is_no_part(word_at(annotation, first)):
            first += 1
        name = _text(annotation, first, run.end) if run.end - first > 1 else ""
        if name and name not in candidates and not _is_metropolis(candidates.get(name.split()[-1], ())):
            names.append(name)
    return {words[-1] for words in map(str.split, names) if len(words) > 1 and not _SMALL & set(words)}


def _is_metropolis(candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a name is so well known as a place that few persons are called by it."""
    return any(place.is_country or place.is_unique or place.population >= METROPOLIS for place in candidates[:1])


def _is_no_part(word: str) -> bool:
    """Tell whether a capitalised word before a name is none of its parts ("In", "Northern", "Syrian")."""
    return bool(uses_of(word.lower()) & {"where", "towards", "part", "town", "division"}) or is_people(word)


def _is_free(annotation: Annotation, run: _Run, window: tuple[int, int], candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a name stands for itself, not as a part of a longer one ("Michael Jordan", "Aleppo University")."""
    start, end = window
    before = word_at(annotation, start - 1) if start > run.start else ""
    if before and not _is_no_part(before) and before not in _SMALL:
        return False
    if before in _SMALL and before != "and" and start - 1 > run.start:  # "Bank of England", but "the Republic of Chad"
        return bool(uses_of(word_at(annotation, start - 2).lower()) & {"town", "division", "part"})
    after = word_at(annotation, end) if end < run.end else ""
    if not after or after in _SMALL:
        return True
    if is_kind(after):  # "Idlib Province", but not "Putnam County Coroner"
        return end + 1 >= run.end
    return start == run.start and candidates[0].is_country and after[0].isalpha()


def _find_rule(
    annotation: Annotation, window: tuple[int, int], known: Candidates, ends: set[int], person: bool
) -> str | None:
    """Name the rule by which a name is a place, or None."""
    start, end = window
    name, before = _text(annotation, start, end), find_cue(annotation, start)
    if is_abbreviation(name):
        return _find_abbreviation_rule(annotation, start, ends, name)
    if "never" in uses_of(name) or (end - start == 1 and is_people(name)):
        return None
    candidates = known[name]
    if "where" in before and not _is_county(candidates[0]):
        return "where"
    if before & KINDS or is_kind(word_at(annotation, end)) or is_kind(word_at(annotation, end - 1)):
        return "division"
    beside = "beside" if is_beside(annotation, ends, start) else None
    found = "held" if _is_held(annotation, end, candidates, known) else beside
    return found or _find_weak_rule(annotation, window, candidates[0], before, person)


def _find_abbreviation_rule(annotation: Annotation, start: int, ends: set[int], name: str) -> str | None:
    """Name the rule by which an abbreviation is a division: after its town, or with its points after "in"."""
    if is_beside(annotation, ends, start):
        return "beside"
    return "where" if "." in name and "where" in find_cue(annotation, start) else None


def _is_county(place: Candidate) -> bool:
    """Tell whether a place is a county that is never called by its first word alone."""
    return place.feature in {"ADM2", "ADM3"} and place.country == "USA"


def _is_held(annotation: Annotation, end: int, candidates: tuple[Candidate, ...], known: Candidates) -> bool:
    """Tell whether the division or country that a place is in follows it: "Azaz, Syria"."""
    if word_at(annotation, end) != ",":
        return False
    stops = range(min(end + 1 + LONGEST, len(annotation.words)), end + 1, -1)
    holders = next((known[name] for stop in stops if (name := _text(annotation, end + 1, stop)) in known), ())
    return any(holder.holds(place) for holder in find_holders(holders) for place in candidates)


def _find_weak_rule(
    annotation: Annotation, window: tuple[int, int], largest: Candidate, before: frozenset[str], person: bool
) -> str | None:
    """Name the rule by which a name that could be a person's is a place, or None."""
    own = largest.own and largest.precision != "exact"  # a palace's name stands for who rules from it more often
    sure = largest.is_country or (own and largest.is_unique)
    if person and not sure:
        return None
    if is_dateline(annotation, window):
        return "dateline"
    known = sure or own or largest.population >= KNOWN
    if known and "towards" in before:
        return "towards"
    if known and (follows := find_after(annotation, window[1])):
        return follows
    large = largest.population >= LARGE and largest.feature != "ADM2" and len(word_at(annotation, window[0])) > 3
    return "large" if sure or large else None
