"""Where is each place that a report names? Toponyms resolved by population and by the report's other places.

Countries first; then what the report itself says of a name ("Alexandria, Louisiana", "Idlib province"); then how many
people live there, and whether the report's other names and peoples point to the same country and the same division. No
place is cut for its size: a besieged town has nobody left. What stays open has no name and says why.

Contested places are one identity under all their names (places.tsv; towns have theirs in the gazetteer), whichever a
report uses. `country` is the code under which GeoNames files the place, None where our own table leaves it open; it
decides nothing about whose the place is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Evidence, Place, Span
from reportedly.reading.candidates import Candidate, country_of_people
from reportedly.reading.mentions import Mentions
from reportedly.reading.toponyms import Toponym, find_toponyms

#: What counts for a candidate, in powers of ten of population.
COUNTRY: Final = 2.0
CAPITAL: Final = 1.5
DIVISION: Final = -1.0
COUNTY: Final = -2.0
HINTED: Final = 3.0
NAMED: Final = 1.0
SAME_COUNTRY: Final = 3.0
SAME_DIVISION: Final = 4.0
QUALIFIED: Final = 6.0
#: A demonym counts so much of a country's own name.
PEOPLE: Final = 0.7
#: Below this share of the belief, a name stays open.
UNSURE: Final = 0.3
ROUNDS: Final = 2


def find_places(annotation: Annotation) -> tuple[Place, ...]:
    """Find the places that a report names, one for each mention; mentions of one place share its name and geonameid."""
    toponyms = find_toponyms(annotation)
    chosen = _resolve(annotation, toponyms)
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
#: How much points to each country (its code) and each first-level division (its geonameid).
Votes = defaultdict[str | int, float]


def _key(toponym: Toponym) -> _Key:
    """Give the key under which mentions are one name: "Idlib" and "Idlib province" are two."""
    return toponym.name.casefold(), toponym.hint == "division"


def _resolve(annotation: Annotation, toponyms: tuple[Toponym, ...]) -> dict[_Key, _Choice]:
    """Resolve every name of a report once: one sense for each name."""
    qualified = _find_qualified(annotation.text, toponyms)
    names: dict[_Key, _Name] = {}
    for toponym in toponyms:
        key = _key(toponym)
        if toponym.candidates and key not in names:
            scores = tuple(_score(toponym, place, qualified.get(key, set())) for place in toponym.candidates)
            names[key] = _Name(toponym.candidates, scores)
    peoples = _count_peoples(annotation)
    beliefs = {key: _believe(name.scores) for key, name in names.items()}
    for _ in range(ROUNDS):
        beliefs = _weigh(names, beliefs, peoples)
    return {key: _choose(name.candidates, beliefs[key]) for key, name in names.items()}


def _score(toponym: Toponym, place: Candidate, qualified: set[int]) -> float:
    """Score a candidate by what it is and by the words beside the name."""
    score = log10(place.population + 100)
    score += {"PCLI": COUNTRY, "PPLC": CAPITAL, "ADM1": DIVISION, "ADM2": COUNTY}.get(place.feature, 0.0)
    if place.name.casefold() == toponym.name.casefold():
        score += NAMED
    if toponym.hint == "division" and place.precision in {"province", "district"}:
        score += HINTED
    if toponym.hint == "town" and place.precision == "city":
        score += HINTED
    return score + (QUALIFIED if id(place) in qualified else 0.0)


def _find_qualified(text: str, toponyms: tuple[Toponym, ...]) -> dict[_Key, set[int]]:
    """Find the candidates that the next name holds, and those that hold the one before: "Alexandria, Louisiana"."""
    found: dict[_Key, set[int]] = {}
    for inner, outer in pairwise(toponyms):
        if text[inner.span[1] : outer.span[0]] not in {", ", " in ", " (", ", in "}:
            continue
        for place in inner.candidates:
            for holder in outer.candidates:
                if _holds(holder, place):
                    found.setdefault(_key(inner), set()).add(id(place))
                    found.setdefault(_key(outer), set()).add(id(holder))
    return found


def _holds(holder: Candidate, place: Candidate) -> bool:
    """Tell whether a country or a first-level division holds a place."""
    if holder.is_country:
        return not place.is_country and holder.country is not None and holder.country == place.country
    return holder.feature == "ADM1" and holder.id is not None and holder.id == place.division


def _count_peoples(annotation: Annotation) -> Counter[str]:
    """Count the demonyms of each country: "Syrian" points to Syria."""
    peoples = country_of_people()
    words = (annotation.text[start:end].lower() for start, end in annotation.words if annotation.text[start].isupper())
    return Counter(peoples[word] for word in words if word in peoples)


def _believe(scores: Iterable[float]) -> tuple[float, ...]:
    """Turn scores, in powers of ten, into shares that add up to one."""
    scores = tuple(scores)
    highest = max(scores)
    weights = [10 ** (score - highest) for score in scores]
    return tuple(weight / sum(weights) for weight in weights)


def _weigh(
    names: dict[_Key, _Name], beliefs: dict[_Key, tuple[float, ...]], peoples: Counter[str]
) -> dict[_Key, tuple[float, ...]]:
    """Weigh each name's candidates by where the report's other names are."""
    votes: Votes = defaultdict(float, {country: PEOPLE * count for country, count in peoples.items()})
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
    """Give the countries and divisions that a name's candidates point to."""
    votes: Votes = defaultdict(float)
    for place, share in zip(name.candidates, shares, strict=True):
        if place.country:
            votes[place.country] += share
        division = place.id if place.feature == "ADM1" else place.division
        if division:
            votes[division] += share
    return votes


def _support(place: Candidate, votes: Votes, own: Votes) -> float:
    """Give the support of the report's other names for a candidate."""
    division = place.id if place.feature == "ADM1" else place.division
    near = votes[place.country] - own[place.country] if place.country else 0.0
    nearer = votes[division] - own[division] if division else 0.0
    return SAME_COUNTRY * near / (1 + near) + SAME_DIVISION * nearer / (1 + nearer)


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
