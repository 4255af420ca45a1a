"""The compiled gazetteer: which names it knows, and how fast."""

import time

import pytest

from reportedly.gazetteer import FEATURES, find_entries, get_entry, normalise
from reportedly.resources import data_path

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Ma'rib", "marib"),
        ("Sana’a", "sanaa"),
        ("Kahramanmaraş", "kahramanmaras"),
        ("Łódź", "lodz"),
        ("Xankəndi", "xankandi"),
        ("U.S.", "us"),
        ("  St.  Louis ", "st louis"),
        ("—", ""),
    ],
)
def test_normalise_folds_marks_and_spelling(name: str, key: str) -> None:
    assert normalise(name) == key


@pytest.mark.parametrize(
    ("key", "feature", "country"),
    [
        ("syria", "PCLI", "SYR"),
        ("baku", "PPLC", "AZE"),
        ("idlib", "ADM1", "SYR"),
        ("goma", "PPL", "COD"),
        ("orange county", "ADM2", "USA"),
        ("kosovo", "PCLI", "XKX"),
    ],
)
def test_find_entries_knows_every_kind_of_place(key: str, feature: str, country: str) -> None:
    entries = find_entries([key])[key]
    assert (feature, country) in {(entry.feature, entry.country) for entry in entries}


@pytest.mark.parametrize(("one", "other"), [("stepanakert", "khankendi"), ("kyiv", "kiev"), ("bakhmut", "artemivsk")])
def test_find_entries_gives_one_identity_under_each_name(one: str, other: str) -> None:
    found = find_entries([one, other])
    assert {entry.id for entry in found[one]} & {entry.id for entry in found[other]}


def test_find_entries_leaves_out_unknown_names_and_puts_the_largest_first() -> None:
    found = find_entries(["springfield", "nosuchplace"])
    populations = [entry.population for entry in found["springfield"]]
    assert set(found) == {"springfield"}
    assert populations == sorted(populations, reverse=True)
    assert len(populations) > 3


def test_find_entries_takes_more_names_than_a_query_holds() -> None:
    names = [f"nosuchplace{number}" for number in range(1200)]
    assert find_entries([*names, "goma"]).keys() == {"goma"}


def test_entries_point_to_their_division() -> None:
    town = next(entry for entry in find_entries(["goma"])["goma"] if entry.country == "COD")
    assert town.division is not None
    division = get_entry(town.division)
    assert division is not None
    assert (division.feature, division.country) == ("ADM1", "COD")
    assert get_entry(-1) is None


def test_coordinates_are_degrees() -> None:
    entry = find_entries(["nairobi"])["nairobi"][0]
    assert entry.lat == pytest.approx(-1.28, abs=0.1)
    assert entry.lon == pytest.approx(36.8, abs=0.1)


def test_gazetteer_stays_small() -> None:
    assert data_path("gazetteer.sqlite").stat().st_size <= 17 * MEGABYTE
    assert FEATURES[0] == "PPL"  # stored as 0: most rows take no byte for it


def test_find_entries_is_fast() -> None:
    names = ["goma", "khankendi", "paris", "nosuchplace", "tigray"]
    find_entries(names)
    started = time.perf_counter()
    for _ in range(200):
        find_entries(names)
    assert (time.perf_counter() - started) / 1000 < 0.001
