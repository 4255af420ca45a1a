"""Where is each place that a report names? Toponyms resolved by population and by the report's other places.

Countries first; then what the report itself says of a name ("Alexandria, Louisiana", "Idlib province"); then how many
people live there, and whether the report's other names and peoples point to the same country and the same division. No
place is cut for its size: a besieged town has nobody left. What stays open has no name and says why.

Contested places are one identity under all their names (places.tsv; towns have theirs in the gazetteer), whichever a
report uses. `country` is the code under which GeoNames files the place, None where our own table leaves it open; it
decides nothing about whose the place is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from math import log10
from typing import Final

from reportedly.gazetteer import normalise
from reportedly.language.annotation import Annotation
from reportedly.model import Evidence, Place, Span
from reportedly.reading.candidates import Candidate, country_of_people, find_candidates, find_holders
from reportedly.reading.mentions import Mentions
from reportedly.reading.toponyms import Toponym, find_toponyms

#: What counts for a candidate, in powers of ten of population.
COUNTRY: Final = 1.0
CAPITAL: Final = 2.5
#: What a division loses where a town in it has its name: "Homs" alone is the town.
DIVISION: Final = -1.0
COUNTY: Final = -2.0
HINTED: Final = 3.0
NAMED: Final = 1.0
SAME_COUNTRY: Final = 3.0
SAME_DIVISION: Final = 4.0
NEARBY: Final = 2.0
QUALIFIED: Final = 6.0
#: A town of our own table is there because it is in the news.
IN_THE_NEWS: Final = 2.0
#: What the outlet's home counts for, in names that point there.
HOME: Final = 1.5
#: How much of the evidence is believed: below 1, since names of one report depend on one another.
CAUTION: Final = 0.7
#: A demonym counts so much of a country's own name.
PEOPLE: Final = 0.7
#: How wide a cell of the map is, in degrees, and the share of the belief below which a candidate points to none.
CELL: Final = 1.5
LIKELY: Final = 0.05
#: Below this share of the belief, a name stays open.
UNSURE: Final = 0.3
ROUNDS: Final = 4
_HINTS: Final[dict[str, frozenset[str]]] = {
    "division": frozenset({"province", "district"}),
    "town": frozenset({"city"}),
}


def find_places(annotation: Annotation, *, home: str | None = None) -> tuple[Place, ...]:
    """Find the places that a report names, one for each mention; mentions of one place share its name and geonameid.

    `home` is where the outlet is at home, as one writes it ("Paris, Texas"): it decides between places of one name.
    """
    toponyms = find_toponyms(annotation)
    chosen = _resolve(annotation, toponyms, _vote_home(home) if home else {})
    return tuple(
        _make_place(f"p{number}", toponym, chosen.get(_key(toponym))) for number, toponym in enumerate(toponyms, 1)
    )


def find_place_at(places: Sequence[Place], span: Span) -> Place | None:
    """Find the place whose words a span covers best; None where it covers none."""
    return index_places(places).at(span)


def index_places(places: Sequence[Place]) -> Mentions[Place]:
    """Index places by their words."""
    return Mentions(((place.span, place) for place in places), tuple(places))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as one report uses it: what it may mean, and how much speaks for each from the name itself."""

    candidates: tuple[Candidate, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a name was resolved to, and the share of the belief that it got."""

    candidate: Candidate
    share: float


_Key = tuple[str, bool]
#: How much points to each country (its code), first-level division (its geonameid) and cell of the map.
_Where = str | int | tuple[int, int]
Votes = defaultdict[_Where, float]


def _key(toponym: Toponym) -> _Key:
    """Give the key under which mentions are one name: "Idlib" and "Idlib province" are two."""
    return toponym.name.casefold(), toponym.hint == "division"


def _resolve(
    annotation: Annotation, toponyms: tuple[Toponym, ...], home: Mapping[_Where, float]
) -> dict[_Key, _Choice]:
    """Resolve every name of a report once: one sense for each name."""
    qualified = _find_qualified(annotation.text, toponyms)
    names: dict[_Key, _Name] = {}
    for toponym in toponyms:
        key = _key(toponym)
        if toponym.candidates and key not in names:
            scores = tuple(_score(toponym, place, qualified.get(key, set())) for place in toponym.candidates)
            names[key] = _Name(toponym.candidates, scores)
    prior: Votes = defaultdict(float, home)
    for country, count in _count_peoples(annotation).items():
        prior[country] += PEOPLE * count
    beliefs = {key: _believe(name.scores) for key, name in names.items()}
    for _ in range(ROUNDS):
        beliefs = _weigh(names, beliefs, prior)
    return {key: _choose(name.candidates, beliefs[key]) for key, name in names.items()}


@lru_cache(maxsize=1000)
def _vote_home(home: str) -> Mapping[_Where, float]:
    """Let the outlet's home point to its country, division and part of the map."""
    parts = [part.strip() for part in home.split(",")]
    known = find_candidates(parts)
    towns, holders = known.get(parts[0], ()), [place for part in parts[1:] for place in known.get(part, ())]
    scores = [
        log10(town.population + 100) + QUALIFIED * any(holder.holds(town) for holder in holders) for town in towns
    ]
    votes = _votes(_Name(towns, tuple(scores)), _believe(scores)) if towns else {}
    return {where: HOME * share for where, share in votes.items()}


def _score(toponym: Toponym, place: Candidate, qualified: set[Candidate]) -> float:
    """Score a candidate by what it is and by the words beside the name."""
    score = log10(place.population + 100)
    score += {"PCLI": COUNTRY, "PPLC": CAPITAL, "ADM2": COUNTY, "ADM3": COUNTY}.get(place.feature, 0.0)
    if place.feature == "ADM1" and any(_is_seat(town, place) for town in toponym.candidates):
        score += DIVISION
    score += IN_THE_NEWS if place.own else 0.0
    score += NAMED if normalise(place.name) == normalise(toponym.name) else 0.0
    if toponym.hint in _HINTS and place.precision in _HINTS[toponym.hint]:
        score += HINTED
    return score + (QUALIFIED if place in qualified else 0.0)


def _is_seat(town: Candidate, division: Candidate) -> bool:
    """Tell whether a town of a division's name is in it, or so near its middle that it must be."""
    near = abs(town.lat - division.lat) < CELL and abs(town.lon - division.lon) < CELL
    return town.precision == "city" and (near or town.division == division.id)


def _find_qualified(text: str, toponyms: tuple[Toponym, ...]) -> dict[_Key, set[Candidate]]:
    """Find the candidates that the next name holds, and those that hold the one before: "Alexandria, Louisiana"."""
    found: dict[_Key, set[Candidate]] = {}
    pairs = {
        (_key(inner), _key(outer)): (inner, outer)
        for inner, outer in pairwise(toponyms)
        if text[inner.span[1] : outer.span[0]] in {", ", " in ", " (", ", in "}
    }
    for (inner_key, outer_key), (inner, outer) in pairs.items():
        for holder in find_holders(outer.candidates):
            held = {place for place in inner.candidates if holder.holds(place)}
            if held:
                found.setdefault(inner_key, set()).update(held)
                found.setdefault(outer_key, set()).add(holder)
    return found


def _count_peoples(annotation: Annotation) -> Counter[str]:
    """Count the demonyms of each country: "Syrian" points to Syria."""
    peoples = country_of_people()
    words = (annotation.text[start:end].lower() for start, end in annotation.words if annotation.text[start].isupper())
    return Counter(peoples[word] for word in words if word in peoples)


def _believe(scores: Iterable[float]) -> tuple[float, ...]:
    """Turn scores, in powers of ten, into shares that add up to one."""
    scores = tuple(scores)
    highest = max(scores)
    weights = [10 ** (CAUTION * (score - highest)) for score in scores]
    return tuple(weight / sum(weights) for weight in weights)


def _weigh(
    names: dict[_Key, _Name], beliefs: dict[_Key, tuple[float, ...]], prior: Votes
) -> dict[_Key, tuple[float, ...]]:
    """Weigh each name's candidates by where the report's other names are."""
    votes = prior.copy()
    for key, name in names.items():
        for where, share in _votes(name, beliefs[key]).items():
            votes[where] += share
    weighed = {}
    for key, name in names.items():
        own = _votes(name, beliefs[key])
        weighed[key] = _believe(
            score + _support(place, votes, own) for place, score in zip(name.candidates, name.scores, strict=True)
        )
    return weighed


def _votes(name: _Name, shares: tuple[float, ...]) -> Votes:
    """Give the countries, divisions and cells of the map that a name's candidates point to."""
    votes: Votes = defaultdict(float)
    for place, share in zip(name.candidates, shares, strict=True):
        if share < LIKELY:
            continue
        if place.country:
            votes[place.country] += share
        if place.own_division:
            votes[place.own_division] += share
        if not place.is_country:
            row, column = _cell(place)
            for cell in product((row - 1, row, row + 1), (column - 1, column, column + 1)):
                votes[cell] += share
    return votes


def _cell(place: Candidate) -> tuple[int, int]:
    """Give the cell of the map that a place is in."""
    return int(place.lat // CELL), int(place.lon // CELL)


def _support(place: Candidate, votes: Votes, own: Votes) -> float:
    """Give the support of the report's other names for a candidate."""
    support = 0.0
    for where, most in ((place.country, SAME_COUNTRY), (place.own_division, SAME_DIVISION), (_cell(place), NEARBY)):
        if where is not None and where in votes:
            others = max(0.0, votes[where] - own[where])
            support += most * others / (1 + others)
    return support


def _choose(candidates: tuple[Candidate, ...], shares: tuple[float, ...]) -> _Choice:
    share, number = max((share, -number) for number, share in enumerate(shares))
    return _Choice(candidates[-number], share)


def _make_place(number: str, toponym: Toponym, choice: _Choice | None) -> Place:
    """Make the record of one mention."""
    evidence: tuple[Evidence, ...] = (Evidence("span", toponym.span, toponym.rule, toponym.score),)
    if choice is None:
        return Place(number, toponym.span, None, why="not in the gazetteer", evidence=evidence)
    share = round(choice.share, 3)
    if share < UNSURE:
        why = f"ambiguous: {len(toponym.candidates)} places bear this name, and the report points to none of them"
        return Place(number, toponym.span, None, why=why, evidence=evidence)
    place = choice.candidate
    rule = "places.tsv" if place.own else "gazetteer and the report's other places"
    evidence += (Evidence("name", toponym.span, rule, share),)
    return Place(
        number,
        toponym.span,
        place.name,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.id,
        feature=place.feature,
        precision=place.precision,
        evidence=evidence,
    )
