"""Which places of the world have this name? The compiled gazetteer (data/gazetteer.sqlite), opened read-only.

tools/build_gazetteer.py compiles it from GeoNames (CC BY 4.0). A gazetteer of one's own, which geonames.py makes of a full
dump, is asked beside it: the file that REPORTEDLY_GAZETTEER names, else the one in the user's data folder. What both lack
(seas, regions, contested territories) is in reading/places.tsv; which of several places is meant is decided in
reading/places.py.
"""

import os
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

import platformdirs

from reportedly.errors import UnreadableInput
from reportedly.resources import data_path

#: GeoNames' feature codes: town, capital, second-level and first-level division, country, third-level division.
Feature = Literal["PPL", "PPLC", "ADM2", "ADM1", "PCLI", "ADM3"]
FEATURES: Final[tuple[Feature, ...]] = get_args(Feature)

#: Goes up when SCHEMA or FEATURES change: an older file is told to be made again.
VERSION: Final = 1
SCHEMA: Final = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE country (id INTEGER PRIMARY KEY, code TEXT NOT NULL, short TEXT NOT NULL);  -- ISO 3166-1 alpha-3, alpha-2
CREATE TABLE place (
  id INTEGER PRIMARY KEY,    -- geonameid
  name TEXT NOT NULL,
  feature INTEGER NOT NULL,  -- position in FEATURES
  country INTEGER,
  division INTEGER,          -- geonameid of the first-level division it is in
  lat INTEGER NOT NULL,      -- thousandths of a degree
  lon INTEGER NOT NULL,
  population INTEGER NOT NULL
);
CREATE TABLE name (name TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;
"""

_PLACES: Final = (
    "SELECT {}, place.id, place.name, feature, code, division, lat, lon, population "
    "FROM {} LEFT JOIN country ON country.id = country WHERE {}"
)
#: As many names as one query may ask for.
_BATCH: Final = 500
_SILENT: Final = re.compile(r"[’'ʻ‘`ʼʿʾ´.]")
_BREAK: Final = re.compile(r"[\W_]+")
#: Letters that do not decompose into a plain letter and a mark.
_PLAIN: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae"} | {"ə": "a"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. `division` is the geonameid of the first-level division that it is in."""

    id: int
    name: str
    feature: Feature
    country: str | None
    division: int | None
    lat: float
    lon: float
    population: int


@lru_cache(maxsize=20_000)
def normalise(name: str) -> str:
    """Give the form in which a name is looked up: lower case, no marks or apostrophes, single spaces."""
    folded = unicodedata.normalize("NFKD", name.lower()).translate(_PLAIN)
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _BREAK.sub(" ", _SILENT.sub("", letters)).strip()


def find_entries(names: Collection[str]) -> dict[str, tuple[Entry, ...]]:
    """Find the places of several normalised names, most populous first; a name that is not known is left out."""
    asked = sorted(names)
    found: dict[str, dict[int, Entry]] = {}
    for start in range(0, len(asked), _BATCH):
        batch = asked[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        query = _PLACES.format("name.name", "name JOIN place ON place = place.id", f"name.name IN ({marks})")
        for gazetteer in _open_gazetteers():
            for name, *cells in gazetteer.execute(query, batch):
                found.setdefault(name, {}).setdefault(cells[0], _read_entry(cells))
    return {name: tuple(sorted(entries.values(), key=_by_population)) for name, entries in found.items()}


def get_entry(geonameid: int) -> Entry | None:
    """Get the place of a geonameid, or None where the gazetteer has no such place."""
    query = _PLACES.format("place.name", "place", "place.id = ?")
    for gazetteer in _open_gazetteers():
        cells = gazetteer.execute(query, (geonameid,)).fetchone()
        if cells:
            return _read_entry(cells[1:])
    return None


def load_country_codes() -> dict[str, str]:
    """Load the codes of countries that ship: ISO 3166-1 alpha-2 -> alpha-3."""
    with closing(_open_file(data_path("gazetteer.sqlite"))) as gazetteer:
        return dict(gazetteer.execute("SELECT short, code FROM country"))


def own_path() -> Path:
    """Give where a gazetteer of one's own is: REPORTEDLY_GAZETTEER where it is set, else in the user's data folder."""
    named = os.environ.get("REPORTEDLY_GAZETTEER")
    return (
        Path(named) if named else Path(platformdirs.user_data_dir("reportedly", appauthor=False)) / "gazetteer.sqlite"
    )


def forget_gazetteers() -> None:
    """Close the gazetteers, so that the next look-up opens those that are there then."""
    for gazetteer in _open_gazetteers() if _open_gazetteers.cache_info().currsize else ():
        gazetteer.close()
    _open_gazetteers.cache_clear()


def _by_population(entry: Entry) -> tuple[int, int]:
    return -entry.population, entry.id


def _read_entry(cells: Sequence[Any]) -> Entry:
    number, name, feature, country, division, lat, lon, population = cells
    return Entry(number, name, FEATURES[feature], country, division, lat / 1000, lon / 1000, population)


@cache
def _open_gazetteers() -> tuple[sqlite3.Connection, ...]:
    """Open the gazetteers that are there: one's own first, since it is fuller."""
    own, shipped = own_path(), data_path("gazetteer.sqlite")
    if not own.is_file():
        return (_open_file(shipped),)
    gazetteer = _open_file(own)
    if not _fits(gazetteer):
        gazetteer.close()
        raise UnreadableInput(
            f"'{own}' is no gazetteer of this version; make it again: reportedly gazetteer import FILE"
        )
    return gazetteer, _open_file(shipped)


def _fits(gazetteer: sqlite3.Connection) -> bool:
    """Tell whether a file is a gazetteer of this version."""
    try:
        version: tuple[int] = gazetteer.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return False
    return version == (VERSION,)


def _open_file(path: Path) -> sqlite3.Connection:
    # immutable: no lock file beside a package that may be installed read-only
    address = path.resolve().as_uri() + "?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)
