"""Who headed a state, a government or a group on a given day?

The words are in leaders.tsv, compiled by tools/build_leaders.py: it ends in February 2026, so that whoever took office later
is not known, and whoever was in office then is taken to be still. Without a date nobody holds any office.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from reportedly.reading.lexicon import fold
from reportedly.reading.own_actors import add_own_leaders
from reportedly.resources import load_rows

_ACCENTS: Final = str.maketrans("çğıöşüáéíóúñâêôãàèìòëïä", "cgiosuaeiounaeoaaeioeia")


@dataclass(frozen=True, slots=True)
class Leader:
    """One term of office: `start` and `until` are dates as precise as the table has them; no `until`: not over."""

    country: str
    offices: tuple[str, ...]
    names: tuple[str, ...]
    start: str
    until: str
    sector: str

    def holds_office(self, published: str | None) -> bool:
        """Tell whether the term was running on a day."""
        if published is None:
            return False
        begun = published[: len(self.start)] >= self.start
        return begun and (not self.until or published[: len(self.until)] < self.until)

    def is_over(self, published: str | None) -> bool:
        """Tell whether the term had ended by a day."""
        return bool(published and self.until and published[: len(self.until)] >= self.until)


@cache
def _load_leaders() -> tuple[Leader, ...]:
    leaders = []
    for row in add_own_leaders(load_rows("reading", "leaders.tsv")):
        country, offices, names, start, until, sector = (*row, "", "")[:6]
        leaders.append(
            Leader(country, tuple(offices.split("|")), tuple(names.split("|")), start, until, sector or "GOV")
        )
    return tuple(leaders)


@cache
def _load_by_name() -> dict[str, list[Leader]]:
    by_name: dict[str, list[Leader]] = {}
    for leader in _load_leaders():
        for name in leader.names:
            terms = by_name.setdefault(fold_name(name), [])
            if leader not in terms:
                terms.append(leader)
    return by_name


@cache
def _load_by_surname() -> dict[str, list[Leader]]:
    by_surname: dict[str, list[Leader]] = {}
    for leader in _load_leaders():
        for surname in sorted({fold_surname(name) for name in leader.names}):
            by_surname.setdefault(surname, []).append(leader)
    return by_surname


@cache
def _load_by_office() -> dict[tuple[str, str], list[Leader]]:
    by_office: dict[tuple[str, str], list[Leader]] = {}
    for leader in _load_leaders():
        for office in leader.offices:
            by_office.setdefault((leader.country, office), []).append(leader)
    return by_office


def fold_name(name: str) -> str:
    """Fold a name for comparison, without its accents and hyphens: `Erdoğan`, `Erdogan`."""
    return fold(name).translate(_ACCENTS).replace("-", " ")


def fold_surname(name: str) -> str:
    """Give the last word of a name, folded; an article that is part of it is left out (`al-Assad`, `Assad`)."""
    return fold_name(name).rpartition(" ")[2]


def find_incumbent(country: str | None, office: str, published: str | None) -> Leader | None:
    """Find who held a country's office on a day: of two the one who came later."""
    found = [leader for leader in _load_by_office().get((country or "", office), ()) if leader.holds_office(published)]
    return max(found, key=lambda leader: leader.start) if found else None


def find_leader(name: str, published: str | None) -> Leader | None:
    """Find the leader whom a full name names: the term that runs on a day, else the last one before it."""
    terms = _load_by_name().get(fold_name(name), ())
    running = [leader for leader in terms if leader.holds_office(published)]
    begun = [leader for leader in terms if published is None or leader.start <= published[: len(leader.start)]]
    return (running or begun or [None])[-1]  # type: ignore[list-item]


def find_incumbent_by_surname(surname: str, countries: frozenset[str], published: str | None) -> Leader | None:
    """Find the leader in office whom a surname alone names, of countries that the report speaks of; None if not one."""
    found = {
        leader.names: leader
        for leader in _load_by_surname().get(fold_surname(surname), ())
        if leader.country in countries and leader.holds_office(published)
    }
    return next(iter(found.values())) if len(found) == 1 else None
