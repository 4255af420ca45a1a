"""Which places may a name mean? One form for the gazetteer's entries and for the rows of our own table (places.tsv).

Our own rows come first and alone: they are there because the gazetteer lacks the place or knows the name only in
another sense. Contested places are one row with all their names, whoever uses which.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from reportedly.gazetteer import Entry, find_entries, normalise
from reportedly.model import Precision
from reportedly.resources import load_rows

_PRECISIONS: Final[dict[str, Precision]] = {
    "PCLI": "country",
    "ADM1": "province",
    "ADM2": "district",
    "PPLC": "city",
    "PPL": "city",
}
#: Words of up to this many letters are a place only in capitals: "us" is a pronoun, "US" a country.
_ABBREVIATION: Final = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. `id` is its geonameid; `own` says that the row is from places.tsv."""

    id: int | None
    name: str
    feature: str
    precision: Precision
    country: str | None
    division: int | None
    lat: float
    lon: float
    population: int
    own: bool = False

    @property
    def is_country(self) -> bool:
        """Tell whether it is a country."""
        return self.feature == "PCLI"


def find_candidates(names: Collection[str]) -> dict[str, tuple[Candidate, ...]]:
    """Find what each name, as a report writes it, may mean; a name that nothing bears is left out."""
    own, countries = _own_places(), _country_names()
    keys = {name: normalise(name) for name in names}
    entries = find_entries({key for key in keys.values() if key and key not in own})
    found = {}
    for name, key in keys.items():
        candidates = (own[key],) if key in own else _read_entries(key, entries.get(key, ()), countries)
        if len(key) <= _ABBREVIATION:
            candidates = tuple(place for place in candidates if _fits(place, name))
        if candidates:
            found[name] = candidates
    return found


def _fits(place: Candidate, name: str) -> bool:
    """Tell whether a short name fits a place: "US" is an abbreviation, "Bor" a whole name, "UN" no town in India."""
    if name.isupper():
        return place.own or place.feature != "PPL"
    return normalise(place.name) == normalise(name)


def _read_entries(key: str, entries: tuple[Entry, ...], countries: dict[str, str]) -> tuple[Candidate, ...]:
    return tuple(_read_entry(entry, countries) for entry in entries if len(key) > 1)


def _read_entry(entry: Entry, countries: dict[str, str]) -> Candidate:
    name = countries.get(entry.country or "", entry.name) if entry.feature == "PCLI" else entry.name
    precision = _PRECISIONS[entry.feature]
    place = entry.country, entry.division, entry.lat, entry.lon, entry.population
    return Candidate(entry.id, name, entry.feature, precision, *place)


@cache
def _own_places() -> dict[str, Candidate]:
    """Load our own table: every name of every row, normalised."""
    places = {}
    for name, names, country, lat, lon, feature, precision, number in load_rows("reading", "places.tsv"):
        point = float(lat), float(lon)
        place = Candidate(
            int(number) if number else None,
            name,
            feature,
            cast(Precision, precision),
            country or None,
            None,
            *point,
            population=0,
            own=True,
        )
        for other in filter(None, (name, *names.split("|"))):
            places[normalise(other)] = place
    return places


@cache
def _country_names() -> dict[str, str]:
    """Load the names of countries that news uses: alpha-3 -> name."""
    return {row[0]: row[1].split("|")[0] for row in load_rows("reading", "countries.tsv")}


@cache
def country_of_people() -> dict[str, str]:
    """Load the demonyms, singular and plural: "syrian" -> SYR. A country's own name is none ("Philippines")."""
    rows = load_rows("reading", "countries.tsv")
    names = {normalise(name) for row in rows for name in row[1].split("|")}
    people: dict[str, str] = {}
    for row in rows:
        for adjective in filter(None, map(normalise, row[2].split("|"))):
            for form in (adjective, f"{adjective}s"):
                if form not in names:
                    people.setdefault(form, row[0])
    return people
