"""Which words name a place? The models' entities, and names of the gazetteer where the words around them say so.

A model misses most of the small places that conflict is reported from, so a capitalised name that the gazetteer knows
is a place too where it stands after "in" or "near", before "province", in a dateline, beside another place, or where it
is a country's or a large city's and no person's. Demonyms and metonyms ("Syrian", "Moscow warned") are actors.
The words around names are in toponyms.tsv.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from reportedly.gazetteer import normalise
from reportedly.language.annotation import Annotation
from reportedly.model import Span
from reportedly.reading.candidates import Candidate, country_of_people, find_candidates
from reportedly.resources import load_rows

Hint = Literal["division", "town", "part"]
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
SCORES: Final = {"where": 0.8, "division": 0.85, "dateline": 0.9, "beside": 0.8, "towards": 0.7, "large": 0.6}

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_SMALL: Final = frozenset(["of", "the", "al", "el", "de", "da", "do", "del", "la", "le", "du", "des", "and", "sur"])
_APOSTROPHES: Final = frozenset("'’ʻ‘`")
_GAPS: Final = frozenset(["", " ", "\u00a0"])
_ARTICLE: Final = re.compile(r"(?:[aeAE][ldnrstz]|ash|esh)-[A-Z]")
_LEADING: Final = re.compile(r"(?:the|The) |[\"“”'‘(]")
_TRAILING: Final = re.compile(r"(?:['’]s?|[,.;:)”\"])$")
_KINDS: Final = frozenset({"division", "town"})
_VAGUE: Final = frozenset({"the", "nearby", "neighbouring", "neighboring"})
_POINTS: Final = re.compile(r"[A-Z](?:\.[A-Z]){1,3}")
_DATELINE: Final = re.compile(r"(?:, [A-Z][\w.]{1,20}){0,2} ?(?:\(|—|–|--|- )")


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
    names.update(form for _, name, _ in entities for form in (name, _shorten(name)[0]))
    candidates = find_candidates(names)
    found = [_from_entity(annotation, entity, candidates) for entity in entities if not is_people(entity[1])]
    taken = {at for toponym in found for at in range(*toponym.span)}
    found += _read_runs(annotation, runs, candidates, taken)
    parties = _find_parties(annotation)
    placed = [toponym for toponym in found if toponym.span not in parties or _is_located(annotation, toponym.span)]
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
    """Make the toponym of an entity; "Karak district" is looked up whole, then as Karak."""
    span, name, score = entity
    hint = _find_hint(annotation, span)
    if name not in candidates:
        name, shortened = _shorten(name)
        hint = shortened or hint
    return Toponym(span, name, candidates.get(name, ()), "entity", score, hint)


def _shorten(name: str) -> tuple[str, Hint | None]:
    """Leave out the word of a name that says what it is or which part of it, and tell which it was."""
    words = name.split()
    if len(words) < 2:
        return name, None
    if words[-2:-1] != ["of"] and (kind := _kind_of(words[-1])):
        return " ".join(words[:-1]), kind
    if words[1] == "of" and (kind := _kind_of(words[0])):
        return " ".join(words[2:]), kind
    return (" ".join(words[1:]), "part") if "part" in _uses(words[0].lower()) else (name, None)


def _kind_of(word: str) -> Hint | None:
    uses = _uses(word.strip(".,;:").lower())
    return "division" if "division" in uses else "town" if "town" in uses else None


def _trim(text: str, span: Span) -> Span:
    """Leave out a leading article, and a trailing possessive or mark."""
    start, end = span
    match = _LEADING.match(text, start, end)
    start = match.end() if match else start
    match = _TRAILING.search(text, max(start, end - 2), end)
    end = match.start() if match else end
    return _whole(text, (start, end)) if start < end else span


def _whole(text: str, span: Span) -> Span:
    """Give an abbreviation its last point ("U.S.")."""
    start, end = span
    return (start, end + 1) if _POINTS.fullmatch(text, start, end) and text[end : end + 1] == "." else span


def is_people(name: str) -> bool:
    """Tell whether a name is a people's, not a place's ("Syrian", "the Kurds")."""
    key = normalise(name)
    return key in country_of_people() or "people" in _uses(key)


def _find_parties(annotation: Annotation) -> set[Span]:
    """Find the spans that act or speak: a place's name there stands for those who rule it."""
    spans = [span for happening in annotation.happenings for span in (*happening.actor, *happening.recipient)]
    spans += [span for attribution in annotation.attributions for span in attribution.source]
    return {_trim(annotation.text, span) for span in spans}


def _is_located(annotation: Annotation, span: Span) -> bool:
    """Tell whether a word that says where stands right before a span."""
    before = re.findall(r"\w+", annotation.text[max(0, span[0] - 24) : span[0]])[-2:]
    while before and before[-1].lower() in {"the", "and"}:
        before.pop()
    return bool(before) and "where" in _uses(before[-1].lower())


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
    return annotation.text[annotation.words[start][0] : annotation.words[end - 1][1]]


def _read_runs(
    annotation: Annotation, runs: tuple[_Run, ...], candidates: Candidates, taken: set[int]
) -> Iterator[Toponym]:
    """Read the runs that no entity covers; a place beside one that was just found needs no other word."""
    blocked = _find_blocked(annotation)
    persons = _find_persons(annotation, runs, candidates)
    beside = -1
    for run in runs:
        done = run.start
        for start, end in _windows(annotation, run):
            name = _text(annotation, start, end)
            span = _whole(annotation.text, (annotation.words[start][0], annotation.words[end - 1][1]))
            if start < done or name not in candidates or span[0] in taken or span[1] - 1 in taken:
                continue
            if not _is_free(annotation, run, (start, end), candidates[name]) or _is_inside(span, blocked):
                continue
            rule = _find_rule(annotation, (start, end), candidates[name], beside, name in persons)
            if rule:
                hint = _find_hint(annotation, span)
                yield Toponym(span, name, candidates[name], f"gazetteer:{rule}", SCORES[rule], hint)
                done, beside = end, end


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
        while first < run.end and _is_no_part(_word(annotation, first)):
            first += 1
        name = _text(annotation, first, run.end) if run.end - first > 1 else ""
        if name and name not in candidates and not _is_metropolis(candidates.get(name.split()[-1], ())):
            names.append(name)
    return {words[-1] for words in map(str.split, names) if len(words) > 1 and not _SMALL & set(words)}


def _is_metropolis(candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a name is so well known as a place that few persons are called by it."""
    return any(place.is_country or place.own or place.population >= METROPOLIS for place in candidates[:1])


def _word(annotation: Annotation, number: int) -> str:
    return annotation.text[slice(*annotation.words[number])] if 0 <= number < len(annotation.words) else ""


def _is_no_part(word: str) -> bool:
    """Tell whether a capitalised word before a name is none of its parts ("In", "Northern", "Syrian")."""
    return bool(_uses(word.lower()) & {"where", "towards", "part", "town", "division"}) or is_people(word)


def _is_free(annotation: Annotation, run: _Run, window: tuple[int, int], candidates: tuple[Candidate, ...]) -> bool:
    """Tell whether a name stands for itself, not as a part of a longer one ("Michael Jordan", "Aleppo University")."""
    start, end = window
    before = _word(annotation, start - 1) if start > run.start else ""
    if before and not _is_no_part(before) and before not in _SMALL:
        return False
    if before in _SMALL and before != "and" and start - 1 > run.start:  # "Bank of England", but "the Republic of Chad"
        return bool(_uses(_word(annotation, start - 2).lower()) & {"town", "division", "part"})
    after = _word(annotation, end) if end < run.end else ""
    if not after or after in _SMALL:
        return True
    if _is_kind(after):  # "Idlib Province", but not "Putnam County Coroner"
        return end + 1 >= run.end
    return start == run.start and candidates[0].is_country and after[0].isalpha()


def _find_rule(
    annotation: Annotation, window: tuple[int, int], candidates: tuple[Candidate, ...], beside: int, person: bool
) -> str | None:
    """Name the rule by which a name is a place, or None."""
    start, end = window
    word, before = _word(annotation, start), _find_cue(annotation, start)
    if end - start == 1 and ("never" in _uses(word) or is_people(word)):
        return None
    if "where" in before and candidates[0].feature != "ADM2":  # a county is never called by its first word alone
        return "where"
    if before & _KINDS or _is_kind(_word(annotation, end)) or _is_kind(_word(annotation, end - 1)):
        return "division"
    if beside >= 0 and _is_beside(annotation, beside, start):
        return "beside"
    return _find_weak_rule(annotation, window, candidates[0], before, person)


def _find_weak_rule(
    annotation: Annotation, window: tuple[int, int], largest: Candidate, before: frozenset[str], person: bool
) -> str | None:
    """Name the rule by which a name that could be a person's is a place, or None."""
    sure = largest.is_country or largest.own
    if person and not sure:
        return None
    if _is_dateline(annotation, window):
        return "dateline"
    if "towards" in before and (sure or largest.population >= KNOWN):
        return "towards"
    large = largest.population >= LARGE and largest.feature != "ADM2" and len(_word(annotation, window[0])) > 3
    return "large" if sure or large else None


def _is_kind(word: str) -> bool:
    """Tell whether a word names a kind of division or town."""
    return bool(_uses(word.lower()) & _KINDS)


def _find_cue(annotation: Annotation, start: int) -> frozenset[str]:
    """Find what the word before a name says, across articles, adjectives and "city of"."""
    number, seen = start - 1, frozenset[str]()
    while number >= max(0, start - 5):
        word = _word(annotation, number).lower()
        uses = _uses(word)
        if word == "of" and _uses(_word(annotation, number - 1).lower()) & (_KINDS | {"part"}):
            return frozenset({"division"})
        if uses & {"where", "towards"} or not (uses & {"part"} or is_people(word)):
            return seen | uses
        number -= 1
    return seen


def _is_dateline(annotation: Annotation, window: tuple[int, int]) -> bool:
    """Tell whether a name opens a paragraph as the place it was written at ("BEIRUT (Reuters) -")."""
    start, end = window
    opens = start == 0 or annotation.paragraph_of[start] != annotation.paragraph_of[start - 1]
    opens = opens or annotation.sentence_of[start] != annotation.sentence_of[start - 1]
    stop = annotation.words[end - 1][1]
    return opens and bool(_DATELINE.match(annotation.text, stop, stop + 60))


def _is_beside(annotation: Annotation, beside: int, start: int) -> bool:
    """Tell whether only a comma, "and" or "or" is between a name and the place before it."""
    between = annotation.text[annotation.words[beside - 1][1] : annotation.words[start][0]]
    return between in {", ", " and ", " or ", ", and ", ", or ", " and the ", "-", "–", "/"}


def _find_hint(annotation: Annotation, span: Span) -> Hint | None:
    """Find what the words beside a name say it is: "Idlib province", "the city of Homs", "northern Syria"."""
    after = annotation.text[span[1] : span[1] + 16].split(" ", 2)
    before = annotation.text[max(0, span[0] - 24) : span[0]].lower().split()
    kind = _kind_of(after[1]) if len(after) > 1 and not after[0] else None
    kind = kind or (_kind_of(before[-2]) if len(before) > 1 and before[-1] == "of" else None)
    return kind or ("part" if before and "part" in _uses(before[-1]) and before[-1] not in _VAGUE else None)


@cache
def _words() -> dict[str, frozenset[str]]:
    """Load the words around place names: word -> its uses."""
    uses: dict[str, frozenset[str]] = {}
    for word, use in load_rows("reading", "toponyms.tsv"):
        uses[word] = uses.get(word, frozenset()) | {use}
        if use == "people":
            uses[word.lower()] = uses.get(word.lower(), frozenset()) | {use}
    return uses


def _uses(word: str) -> frozenset[str]:
    return _words().get(word, frozenset())
