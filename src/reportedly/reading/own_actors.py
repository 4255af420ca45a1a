"""Which actors does the person who reads know besides? Rows of a plain TSV of their own, checked line by line.

The file has the columns of bodies.tsv and of leaders.tsv, and Wikidata's ids: `names` (variants by |, the fullest first),
`country`, `sectors`, `kind`, `wikidata`, and for persons `offices` (by |), `from` and `until`. "-" or nothing is what is
not known; what follows the kind may be left out. Where it is: `reportedly.resources.own_actors_path`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from reportedly.errors import UnreadableInput
from reportedly.model import ActorKind
from reportedly.resources import load_own_actors, own_actors_path

COLUMNS: Final = ("names", "country", "sectors", "kind", "wikidata", "offices", "from", "until")
KINDS: Final = tuple(kind for kind in get_args(ActorKind) if kind != "unnamed")
#: PLOVER's sectors, with PRE for de-facto authorities.
SECTORS: Final = (
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "HRI", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "NGO",
    "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SPY", "UAF",
)  # fmt: skip
_NEEDED: Final = 4
_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnActor:
    """A row: whoever is known by `names`; a person with an office holds it from `start` until `until`."""

    names: tuple[str, ...]
    country: str | None
    sector: str | None
    kind: ActorKind
    wikidata: str | None = None
    offices: tuple[str, ...] = ()
    start: str = ""
    until: str = ""

    def write(self) -> str:
        """Give the row as a line of the file."""
        cells = (
            "|".join(self.names), self.country, self.sector, self.kind, self.wikidata, "|".join(self.offices),
            self.start, self.until,
        )  # fmt: skip
        return "\t".join(cell or "-" for cell in cells) + "\n"


def read_own_actors(text: str, where: str) -> tuple[OwnActor, ...]:
    """Read rows; raise UnreadableInput with the line that cannot be used, and what would do."""
    numbered = [(number, line) for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1) if _is_row(line)]
    if not numbered:
        return ()
    number, head = numbered[0]
    names = tuple(cell.strip() for cell in head.split("\t"))
    if len(names) < _NEEDED or names != COLUMNS[: len(names)]:
        raise UnreadableInput(
            f"'{where}', line {number}: not the names of the columns; the first line is, separated by tabs: "
            + " ".join(COLUMNS)
        )
    actors = []
    for number, line in numbered[1:]:
        try:
            actors.append(_read_row(tuple(cell.strip() for cell in line.split("\t"))))
        except ValueError as error:
            raise UnreadableInput(f"'{where}', line {number}: {error}") from None
    return tuple(actors)


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _read_row(cells: Row) -> OwnActor:
    """Read the cells of a row; raise ValueError for what cannot be used."""
    if not _NEEDED <= len(cells) <= len(COLUMNS):
        raise ValueError(f"{len(cells)} cells; {_NEEDED} to {len(COLUMNS)} are wanted: {' '.join(COLUMNS)}")
    padded = (*("" if cell == "-" else cell for cell in cells), *[""] * len(COLUMNS))
    names, country, sector, kind, wikidata, offices, start, until = padded[: len(COLUMNS)]
    _check("country", country, re.fullmatch("[A-Z]{3}", country), "three capital letters, or - where none is known")
    _check("sector", sector, sector in SECTORS, f"one of {', '.join(SECTORS)}, or -")
    _check("Wikidata id", wikidata, re.fullmatch(r"Q[1-9]\d*", wikidata, re.ASCII), "one such as Q42, or -")
    for date in (start, until):
        _check("date", date, _DATE.fullmatch(date), "2024, 2024-05 or 2024-05-07")
    if not _split(names):
        raise ValueError("no name; give one in the first cell, variants separated by |")
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    if kind != "person" and (offices or start or until):
        raise ValueError(f"only a person holds an office from a day until another, not a kind {kind!r}")
    if start and until and until < start[: len(until)]:
        raise ValueError(f"an office that ends ({until}) before it begins ({start})")
    return OwnActor(
        _split(names), country or None, sector or ("GOV" if offices else None), kind,  # type: ignore[arg-type]
        wikidata or None, _split(offices.lower()), start, until,
    )  # fmt: skip


def _check(what: str, value: str, fits: object, wanted: str) -> None:
    if value and not fits:
        raise ValueError(f"not a {what}: {value!r}; write {wanted}")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def put_rows(text: str, lines: Iterable[str]) -> str:
    """Give a file's text with more rows; they stand in for those of the same Wikidata id, and all else stays."""
    added = list(lines)
    ids = {_id_of(line) for line in added} - {""}
    kept = [line for line in text.splitlines(keepends=True) if line.startswith("#") or _id_of(line) not in ids]
    if not any(map(_is_row, kept)):
        kept.append("\t".join(COLUMNS) + "\n")
    if not kept[-1].endswith("\n"):
        kept[-1] += "\n"
    return "".join((*kept, *added))


def _id_of(line: str) -> str:
    return (*line.split("\t"), *[""] * len(COLUMNS))[COLUMNS.index("wikidata")].strip()


@cache
def load_own() -> tuple[OwnActor, ...]:
    """Load the person's own actors, once; none where there is no file."""
    return read_own_actors(load_own_actors(), str(own_actors_path()))


def add_own_bodies(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows of bodies.tsv, and after them the person's own: the last one that has a name wins."""
    yield from rows
    for actor in load_own():
        if not _is_leader(actor):
            yield "|".join(actor.names), actor.country or "-", actor.sector or "-", actor.kind


def add_own_leaders(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows of leaders.tsv, and after them the person's own, which stand in for all rows of the same person."""
    own = [actor for actor in load_own() if _is_leader(actor)]
    taken = {(actor.country or "-", name) for actor in own for name in actor.names}
    for row in rows:
        if not any((row[0], name) in taken for name in row[2].split("|")):
            yield row
    for actor in own:
        offices = "|".join(actor.offices) or "-"
        yield actor.country or "-", offices, "|".join(actor.names), actor.start, actor.until, actor.sector or ""


def _is_leader(actor: OwnActor) -> bool:
    """Tell whether leaders.tsv is where an actor belongs: a person of whom the sector is known."""
    return actor.kind == "person" and actor.sector is not None


@cache
def _load_ids() -> dict[str, dict[str, str | None]]:
    """Give by name the Wikidata ids of those who bear it, with their country."""
    ids: dict[str, dict[str, str | None]] = {}
    for actor in load_own():
        for name in actor.names if actor.wikidata else ():
            ids.setdefault(name, {})[actor.wikidata or ""] = actor.country
    return ids


def find_own_id(name: str, country: str | None) -> str | None:
    """Find the Wikidata id of the only own actor of a name, whose country does not speak against it."""
    ids = _load_ids().get(name, {})
    fitting = [wikidata for wikidata, own in ids.items() if None in (own, country) or own == country]
    return fitting[0] if len(fitting) == 1 else None


def forget_own() -> None:
    """Forget what was loaded: the next report is read with the file as it is then."""
    load_own.cache_clear()
    _load_ids.cache_clear()
