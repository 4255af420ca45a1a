"""How does a GeoNames dump become a gazetteer of one's own? Its places and names are kept in a file beside what ships.

GeoNames licenses its dumps under CC BY 4.0, which the record beside the gazetteer repeats. A line that cannot be read is
named and skipped; what news does not report from (streams, hills) is left out and counted; a dump that ends badly changes
nothing. What stands in its lines is read in geonames_lines.py.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from reportedly.errors import UnreadableInput
from reportedly.gazetteer import FEATURES, SCHEMA, forget_gazetteers, load_country_codes, normalise, own_path
from reportedly.geonames_lines import Kind, NameLine, PlaceLine, find_kind, open_dump, read_lines, read_name, read_place

LICENCE: Final = "CC BY 4.0"
ATTRIBUTION: Final = "GeoNames (geonames.org)"
#: So many bad lines are named in the record; all are counted.
MOST_NAMED: Final = 10_000
#: Other names of a place that are kept: what ships has room for fewer than a file of one's own.
OTHER_NAMES: Final = 12
ALL_NAMES: Final = 100
#: After so many lines the person who waits is told how far it is.
STEP: Final = 5_000

#: The Arabic article, which news leaves out at will: "al fallujah" is also found as "fallujah".
_ARTICLE: Final = re.compile(r"^a[ldnrstz]h? (?=\w{4,}$)")
_LATIN: Final = re.compile(r"[ A-Za-zÀ-ɏḀ-ỿ’'ʻ‘`ʼ.()-]+")
_WORKING: Final = """
CREATE TABLE code (place INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE TABLE division (code TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""
_SETTLE: Final = (
    "UPDATE place SET division = ("
    "SELECT division.place FROM code JOIN division ON division.code = code.code WHERE code.place = place.id)",
    "DROP TABLE code",
    "DROP TABLE division",
    "COMMIT",
    "VACUUM",
)

#: What the person who waits is told: bytes read, bytes in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, and why."""

    file: str
    number: int
    why: str


@dataclass(slots=True)
class Imported:
    """What an import brought. `version` is the day of the dump's last change; of the bad lines, the first are named."""

    files: list[str]
    version: str = ""
    licence: str = LICENCE
    attribution: str = ATTRIBUTION
    imported: str = ""
    places: int = 0
    names: int = 0
    left_out: int = 0
    skipped: int = 0
    bad_lines: list[BadLine] = field(default_factory=list)


def import_geonames(files: Sequence[Path], *, to: Path | None = None, progress: Progress | None = None) -> Imported:
    """Make a gazetteer of one's own from the files of a GeoNames dump; it takes the place of an earlier one.

    Raises UnreadableInput, and leaves the earlier one as it is, where no place could be read.
    """
    path = to or own_path()
    dump = sorted(((find_kind(file), file) for file in files), key=lambda item: item[0] != "places")
    result = Imported([file.name for _, file in dump], imported=datetime.now(UTC).isoformat(timespec="seconds"))
    made = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.unlink(missing_ok=True)
        with closing(sqlite3.connect(made, isolation_level=None)) as database:
            _Writer(database, result, progress or _tell_nobody).write(dump)
        forget_gazetteers()
        made.replace(path)
        _write_record(path, result)
    except (OSError, sqlite3.Error) as error:
        raise UnreadableInput(f"'{path}' cannot be written: {error}") from error
    finally:
        made.unlink(missing_ok=True)
    return result


def load_origin(path: Path) -> dict[str, object]:
    """Load the record of where a gazetteer of one's own is from; empty where there is none."""
    try:
        record = json.loads(record_path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def find_names(name: str, others: Iterable[str], *, most: int = OTHER_NAMES) -> frozenset[str]:
    """Choose the names in Latin letters that news may use, in the form in which they are looked up."""
    kept = [other for other in others if _is_name(other)][:most]
    keys = {key for key in map(normalise, (name, *kept)) if key}
    return frozenset(keys | {_ARTICLE.sub("", key) for key in keys})


def _is_name(name: str) -> bool:
    # "ALV" is an airport's code; "sheng hu li ya" is letters for Chinese that no newspaper prints
    return bool(_LATIN.fullmatch(name)) and name[0].isupper() and not (name.isupper() and len(name) < 5)


def record_path(path: Path) -> Path:
    """Give where the record of a gazetteer of one's own is: beside it."""
    return path.with_suffix(".json")


def _write_record(path: Path, result: Imported) -> None:
    record = json.dumps(asdict(result), ensure_ascii=False, indent=2)
    record_path(path).write_text(record + "\n", encoding="utf-8")


def _tell_nobody(done: int, total: int) -> None:
    """Tell nobody."""


class _Writer:
    """The file that is being written, and what has gone into it so far."""

    def __init__(self, database: sqlite3.Connection, result: Imported, progress: Progress) -> None:
        self._database, self._result, self._progress = database, result, progress
        self._done = self._total = 0
        codes = load_country_codes()
        self._alpha3 = sorted(codes.items(), key=lambda item: item[1])
        self._numbers = {short: number for number, (short, _) in enumerate(self._alpha3)}

    def write(self, dump: Sequence[tuple[Kind, Path]]) -> None:
        """Write the dump's files in one transaction."""
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {SCHEMA} {_WORKING}")
        countries = [(number, code, short) for number, (short, code) in enumerate(self._alpha3)]
        self._database.executemany("INSERT INTO country VALUES (?, ?, ?)", countries)
        for _, file in dump:
            with open_dump(file) as (_, size):
                self._total += size
        for kind, file in dump:
            self._read_file(kind, file)
        if not self._result.places:
            first = next(iter(self._result.bad_lines), None)
            why = f": line {first.number} of '{first.file}': {first.why}" if first else ""
            raise UnreadableInput(f"no place could be read{why}; give the dump's places, such as allCountries.zip")
        self._result.names = self._database.execute("SELECT count(*) FROM name").fetchone()[0]
        for statement in _SETTLE:
            self._database.execute(statement)

    def _read_file(self, kind: Kind, file: Path) -> None:
        with open_dump(file) as (lines, _):
            for number, line in read_lines(lines):
                self._done += len(line)
                try:
                    added = self._add_place(read_place(line)) if kind == "places" else self._add_name(read_name(line))
                    self._result.left_out += not added
                except ValueError as error:
                    self._skip(BadLine(file.name, number, str(error)))
                if number % STEP == 0:
                    self._progress(self._done, self._total)
        self._progress(self._done, self._total)

    def _skip(self, line: BadLine) -> None:
        self._result.skipped += 1
        if len(self._result.bad_lines) < MOST_NAMED:
            self._result.bad_lines.append(line)

    def _add_place(self, place: PlaceLine | None) -> bool:
        if place is None:
            return False
        point = round(place.lat * 1000), round(place.lon * 1000)
        country = self._numbers.get(place.codes[0])
        row = place.id, place.name, FEATURES.index(place.feature), country, None, *point, place.population
        if not self._database.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).rowcount:
            raise ValueError(f"geonameid {place.id} is there already")
        names = find_names(place.name, place.others, most=ALL_NAMES)
        self._database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(name, place.id) for name in names])
        table = "division (place, code)" if place.feature == "ADM1" else "code (place, code)"
        code = (place.id, ".".join(place.codes))
        if place.feature != "PCLI" and all(place.codes):
            self._database.execute(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", code)
        self._result.places += 1
        self._result.version = max(self._result.version, place.changed)
        return True

    def _add_name(self, line: NameLine | None) -> bool:
        """Add another name of a place that is there; those of streams and hills are left out with them."""
        if line is None or not _is_name(line.name):
            return False
        query = "INSERT OR IGNORE INTO name SELECT ?, id FROM place WHERE id = ?"
        names = find_names(line.name, ())
        return bool(self._database.executemany(query, [(name, line.id) for name in names]).rowcount)
