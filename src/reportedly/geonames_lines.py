"""What stands in the lines of a GeoNames dump? Places (19 columns between tabs) and other names (8 or 10), read line by line.

A dump is a text file or a zip that holds one. What comes from it is not trusted: a line is at most so long, numbers are
in their range, names hold no control characters. ValueError says what is wrong with a line.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import IO, Final, Literal

from reportedly.errors import UnreadableInput
from reportedly.gazetteer import Feature

PLACE_COLUMNS: Final = 19
NAME_COLUMNS: Final = frozenset({8, 10})  # alternateNames, alternateNamesV2
LONGEST_LINE: Final = 65_536
LONGEST_NAME: Final = 200
LARGEST_ID: Final = 2**53
MOST_PEOPLE: Final = 10**11

Kind = Literal["places", "names"]

#: "Languages" of other names that are codes, links and spellings that no newspaper prints.
_NO_LANGUAGES: Final = frozenset(
    ["link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny", "abbr", "uicn", "fr_1793"]
)
_DIVISIONS: Final[dict[str, Feature]] = {"ADM1": "ADM1", "ADM2": "ADM2", "ADM3": "ADM3"}


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of the dump. `codes` are its country's two letters and its first-level division's code there."""

    id: int
    name: str
    others: tuple[str, ...]
    feature: Feature
    codes: tuple[str, str]
    lat: float
    lon: float
    population: int
    changed: str


@dataclass(frozen=True, slots=True)
class NameLine:
    """Another name of a place."""

    id: int
    name: str


@contextmanager
def open_dump(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open a dump's file, or the table inside a zip, with its size in bytes."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as lines:
                yield lines, path.stat().st_size
            return
        with zipfile.ZipFile(path) as archive:
            member = _find_member(archive, path)
            with archive.open(member) as lines:
                yield lines, member.file_size
    except (OSError, RuntimeError, NotImplementedError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"'{path}' cannot be read: {reason}") from error


def _find_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Find the table in a zip: the largest text file; the others say what it is."""
    tables = [member for member in archive.infolist() if member.filename.endswith(".txt")]
    if not tables:
        raise UnreadableInput(f"'{path}' holds no .txt file, as a GeoNames dump does")
    return max(tables, key=lambda member: member.file_size)


def find_kind(path: Path) -> Kind:
    """Find what a file of the dump holds, by the columns of its first line."""
    with open_dump(path) as (lines, _):
        columns = lines.readline(LONGEST_LINE).count(b"\t") + 1
    if columns == PLACE_COLUMNS:
        return "places"
    if columns in NAME_COLUMNS:
        return "names"
    raise UnreadableInput(
        f"'{path}' is no GeoNames dump: its first line has {columns} column{'' if columns == 1 else 's'} between tabs; "
        "allCountries.txt has 19, alternateNamesV2.txt 10"
    )


def read_lines(lines: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Read the lines with their numbers; of one that is too long, only as much as shows that it is."""
    number = 0
    while line := lines.readline(LONGEST_LINE + 1):
        number += 1
        yield number, line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = lines.readline(LONGEST_LINE + 1)


def _read_cells(line: bytes) -> list[str]:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
    try:
        return line.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None


def read_place(line: bytes) -> PlaceLine | None:
    """Read a place; None where it is of a kind that is left out (a stream, a hill, a school)."""
    cells = _read_cells(line)
    if len(cells) != PLACE_COLUMNS:
        raise ValueError(f"not {PLACE_COLUMNS} columns but {len(cells)}")
    number = _read_number(cells[0], "geonameid", LARGEST_ID)
    feature = _find_feature(cells[6], cells[7])
    if feature is None:
        return None
    lat, lon = _read_degrees(cells[4], "latitude", 90), _read_degrees(cells[5], "longitude", 180)
    population = _read_number(cells[14] or "0", "population", MOST_PEOPLE)
    others = (cells[2], *cells[3].split(","))
    codes = cells[8], cells[10]
    return PlaceLine(number, _read_name(cells[1]), others, feature, codes, lat, lon, population, cells[18])


def read_name(line: bytes) -> NameLine | None:
    """Read another name; None where it is a code or a link."""
    cells = _read_cells(line)
    if len(cells) not in NAME_COLUMNS:
        raise ValueError(f"not 8 or 10 columns but {len(cells)}")
    number = _read_number(cells[1], "geonameid", LARGEST_ID)
    return None if cells[2] in _NO_LANGUAGES else NameLine(number, _read_name(cells[3]))


def _find_feature(kind: str, code: str) -> Feature | None:
    """Find which of our features a place is: a town, a division or a country."""
    if kind == "P":
        return "PPLC" if code == "PPLC" else "PPL"
    if kind == "A":
        return "PCLI" if code.startswith("PCL") and code != "PCLH" else _DIVISIONS.get(code)
    return None


def _read_number(cell: str, what: str, most: int) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 20 and int(cell) <= most):
        raise ValueError(f"no {what}: {cell[:40]!r}")
    return int(cell)


def _read_degrees(cell: str, what: str, most: int) -> float:
    try:
        degrees = float(cell)
    except ValueError:
        degrees = float("nan")
    if not isfinite(degrees) or abs(degrees) > most:
        raise ValueError(f"no {what}: {cell[:40]!r}")
    return degrees


def _read_name(cell: str) -> str:
    name = cell.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"no name: {cell[:40]!r}")
    return name
