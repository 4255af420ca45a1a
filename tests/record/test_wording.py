"""Words are counted by who uses them; every filter leaves only what passes it; no table is scanned."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from query_plans import explain_queries
from record_readings import REPORT, TEXT, build_numbered, build_reading

from reportedly.errors import ReportedlyError, UnknownName
from reportedly.model import Reading
from reportedly.record import Store, Usage, WordingRow, find_wording, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a record of one report."""
    with open_store(tmp_path_factory.mktemp("record") / "record.sqlite") as store:
        store.add(build_reading())
        yield store


#: Filters -> the words that pass them, the most used first, actors before places before events.
FILTERS: list[tuple[dict[str, Any], str]] = [
    ({"name": "army"}, "it had, Tarsian drones, demand, hit"),
    ({"name": "TARSIAN army"}, "it had, Tarsian drones, demand, hit"),
    ({"name": "tarsian drones"}, "it had, Tarsian drones, demand, hit"),
    ({"name": "drones"}, ""),
    ({"name": "TRS"}, "it had, Tarsian drones, demand, hit"),
    ({"name": "ana corte"}, "Ana Côrte, demand"),
    ({"name": "Osmund Harbour"}, "Osmund, hit"),
    ({"name": "osmund"}, "Osmund, hit"),
    ({"name": "kessel"}, "Kessel, marched"),
    ({"name": "?!"}, ""),
    ({"name": "army", "other": "velmar"}, "hit"),
    ({"name": "army", "other": "ana"}, "demand"),
    ({"name": "army", "other": "kessel"}, ""),
    ({"name": "army", "by": "ministry"}, "Tarsian drones, hit"),
    ({"name": "army", "by": "VLM"}, "Tarsian drones, demand, hit"),
    ({"by": "ministry"}, "Tarsian drones, Osmund, hit"),
    ({"by": "news agency"}, "Ana Côrte, Velmar Foreign Ministry, Kessel, marched"),
    ({"by": "-"}, ""),
    ({"type": "assault"}, "hit"),
    ({"type": "ASSAULT", "where": "kessel"}, ""),
    ({"where": "osmund"}, "hit"),
    ({"where": "VLM"}, "hit"),
    ({"mode": "demo"}, "marched"),
    ({"name": "army", "publisher": "velmar"}, "it had, Tarsian drones, demand, hit"),
    ({"name": "army", "publisher": "tarsian"}, ""),
    ({"name": "army", "since": "2031-03-05"}, "it had, Tarsian drones, demand"),
    ({"name": "army", "until": "2031-03-04"}, "hit"),
    ({"name": "army", "limit": 1}, "it had, demand"),
    ({"name": "army", "limit": None}, "it had, Tarsian drones, demand, hit"),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_find_wording_gives_what_passes_every_filter(store: Store, filters: dict[str, Any], expected: str) -> None:
    assert ", ".join(row.words for row in find_wording(store, **filters)) == expected


def test_wording_row_has_all_to_show_it_and_point_back(store: Store) -> None:
    row = find_wording(store, "army", other="ana")[0]
    assert row == WordingRow(
        kind="event",
        of="REQUEST",
        words="demand",
        count=1,
        by=(Usage("Ana Côrte", own_voice=False, count=1, quoted=1),),
        date="2031-03-05T09:30:00Z",
        report="wire-1",
        id="e2",
    )
    assert row.pointer == "wire-1:e2"


def test_wording_counts_by_speaker_and_in_the_commonest_spelling(tmp_path: Path) -> None:
    with open_store(tmp_path / "record.sqlite") as store:
        for number in range(14):
            store.add(build_numbered(number))
        loud = replace(REPORT, id="loud", text=TEXT.replace("marched", "MARCHED"), publisher="Agency 1")
        store.add(build_reading(loud))
        (row,) = find_wording(store, type="PROTEST")
    assert (row.words, row.count) == ("marched", 15)
    assert row.by[0] == Usage("Agency 1", own_voice=True, count=3, quoted=0)
    assert sum(usage.count for usage in row.by) == 15


def test_wording_points_at_the_newest_report(tmp_path: Path) -> None:
    with open_store(tmp_path / "record.sqlite") as store:
        for number, published in enumerate(("2031-04-02", "2032-01-01", None)):
            store.add(build_reading(replace(REPORT, id=f"r{number}", published=published)))
        row = find_wording(store, "Ana Côrte")[0]
    assert (row.count, row.report, row.date) == (3, "r1", "2032-01-01")


def test_wording_follows_a_changed_reading(tmp_path: Path) -> None:
    with open_store(tmp_path / "record.sqlite") as store:
        store.add(build_reading())
        store.add(Reading(replace(REPORT, text="Nothing."), "reader 1"))
        assert find_wording(store, "army") == ()
        with store.reading() as connection:
            names = set(connection.exec_driver_sql("SELECT name FROM names").scalars())
    assert names == {"Velmar News Agency"}


def test_wording_of_nobody_is_wrong_use(store: Store) -> None:
    with pytest.raises(ReportedlyError, match="of whom or what"):
        find_wording(store, since="2031")


@pytest.mark.parametrize(
    ("filters", "message"),
    [({"type": "ATTACK"}, "unknown event type 'ATTACK'"), ({"mode": "laser"}, "unknown mode 'laser'")],
)
def test_wording_of_an_unknown_value_says_which_are_known(store: Store, filters: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        find_wording(store, **filters)  # type: ignore[arg-type]


#: What has no word in it asks for nothing, which the plan of a query does not tell from a scan.
ASKED = [row for row in FILTERS if row[0] not in ({"name": "?!"}, {"by": "-"})]


@pytest.mark.parametrize(("filters", "_expected"), ASKED)
def test_find_wording_scans_no_table(store: Store, filters: dict[str, Any], _expected: str) -> None:
    plans = explain_queries(store, lambda: find_wording(store, **filters))
    assert plans
    tables = ("labels", "events", "parties", "reports", "names", "statements")
    walks = [plan for plan in plans if plan.split()[:1] == ["SCAN"] and plan.split()[1] in tables]
    assert [plan for plan in walks if "USING" not in plan] == []
