"""Which places may a name mean? One form for the gazetteer's entries and for the rows of our own table (places.tsv).

Our own rows come first, and alone unless they are towns: they are there because the gazetteer lacks the place or knows
the name only in another sense. Contested places are one row with all their names, whoever uses which.
"""

from collections.abc import Collection, Iterable, Mapping
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
    "ADM3": "district",
    "PPLC": "city",
    "PPL": "city",
}
#: What stands beside the gazetteer's places of the same name, where it is in our own table.
_TOWNS: Final = frozenset({"PPL", "PPLX", "ADM2"})
_FIRST_WORDS: Final = {"st": "saint", "saint": "st", "mt": "mount", "mount": "mt", "ft": "fort", "fort": "ft"}
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

    @property
    def is_unique(self) -> bool:
        """Tell whether it is in our own table and takes its names for itself."""
        return self.own and self.feature not in _TOWNS

    @property
    def own_division(self) -> int | None:
        """Give the geonameid of the first-level division that it is or is in."""
        return self.id if self.feature == "ADM1" else self.division

    def is_division_of(self, country: str) -> bool:
        """Tell whether it is a first-level division of a country."""
        return self.feature == "ADM1" and self.country == country

    def holds(self, place: "Candidate") -> bool:
        """Tell whether it is a country or a first-level division that holds another place."""
        if self.is_country:
            return not place.is_country and self.country is not None and self.country == place.country
        return self.feature == "ADM1" and self.id is not None and self.id == place.division


def find_holders(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Find the candidates that can hold others: countries and first-level divisions."""
    return tuple(place for place in candidates if place.is_country or place.feature == "ADM1")


def find_candidates(names: Collection[str]) -> dict[str, tuple[Candidate, ...]]:
    """Find what each name, as a report writes it, may mean; a name that nothing bears is left out."""
    abbreviated, own = _abbreviations(), _own_places()
    forms = {name: _find_forms(abbreviated[name][0] if name in abbreviated else name) for name in names}
    entries = find_entries({key for keys in forms.values() for key in keys if len(key) > 1})
    found = {}
    for name, keys in forms.items():
        candidates = _join(own.get(keys[0]) if keys else None, _read_entries(keys, entries))
        if name in abbreviated:
            candidates = tuple(place for place in candidates if place.is_division_of(abbreviated[name][1]))
        elif keys and len(keys[0]) <= _ABBREVIATION:
            candidates = tuple(place for place in candidates if _fits(place, name))
        if candidates:
            found[name] = candidates
    return found


def _read_entries(keys: tuple[str, ...], entries: Mapping[str, tuple[Entry, ...]]) -> tuple[Candidate, ...]:
    """Read what stands under the keys of one name, most populous first."""
    known = {entry.id: entry for key in keys for entry in entries.get(key, ())}
    return tuple(_read_entry(entry) for entry in sorted(known.values(), key=lambda entry: -entry.population))


def _find_forms(name: str) -> tuple[str, ...]:
    """Find under which keys a name may stand: "St. Denis" also as Saint-Denis, "Kent Co." as Kent County."""
    key = normalise(name)
    first, _, rest = key.partition(" ")
    if rest and first in _FIRST_WORDS:
        return key, f"{_FIRST_WORDS[first]} {rest}"
    if key.endswith(" co"):
        return key, f"{key}unty"
    return (key,) if key else ()


def _join(own: Candidate | None, known: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Put our own row before the gazetteer's; the same place is left out there."""
    if own is None:
        return known
    return (own,) if own.is_unique else (own, *(place for place in known if place.id != own.id))


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is an abbreviated division's, with its point or in capitals ("Ky.", "KY")."""
    return name in _abbreviations()


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Load how news abbreviates divisions: abbreviation -> name, country."""
    rows = load_rows("reading", "divisions.tsv")
    return {form: (name, country) for name, country, forms in rows for form in forms.split("|")}


def _fits(place: Candidate, name: str) -> bool:
    """Tell whether a short name fits a place: "US" is an abbreviation, "Bor" a whole name, "UN" no town in India."""
    if name.isupper():
        return place.own or place.feature != "PPL"
    return normalise(place.name) == normalise(name)


def _read_entry(entry: Entry) -> Candidate:
    name = _country_names().get(entry.country or "", entry.name) if entry.feature == "PCLI" else entry.name
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
