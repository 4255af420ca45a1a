"""Every filter finds what it should, and only that, whatever a person types."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from query_plans import explain_queries
from record_readings import REPORT, TEXT, build_numbered, build_reading

from reportedly.errors import UnknownName
from reportedly.record import (
    DidRow,
    ReportRow,
    SaidRow,
    Store,
    TermRow,
    find_did,
    find_reports,
    find_said,
    find_terms,
    open_store,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a record of one report."""
    with open_store(tmp_path_factory.mktemp("record") / "record.sqlite") as store:
        store.add(build_reading(), where="/reports/wire-1.txt")
        yield store


Find = Callable[..., Sequence[Any]]

#: Filter -> the findings that pass it.
FILTERS: list[tuple[Find, dict[str, Any], str]] = [
    (find_said, {}, "s1 s2 s3"),
    (find_said, {"by": "ministry"}, "s1"),
    (find_said, {"by": "MINISTRY velmar"}, "s1"),
    (find_said, {"by": '"foreign ministry"'}, "s1"),
    (find_said, {"by": '"ministry foreign"'}, ""),
    (find_said, {"by": "minist"}, ""),
    (find_said, {"by": "cote"}, ""),
    (find_said, {"by": "ana corte"}, "s2"),
    (find_said, {"by": "ANA CÔRTE"}, "s2"),
    (find_said, {"by": "Tarsia’s army"}, "s3"),
    (find_said, {"by": "VLM"}, "s1 s2"),
    (find_said, {"by": "vlm"}, "s1 s2"),
    (find_said, {"by": "!?"}, ""),
    (find_said, {"about": "Tarsian army"}, "s1 s3"),
    (find_said, {"about": "harbour"}, "s1"),
    (find_said, {"about": "TRS"}, "s1 s3"),
    (find_said, {"about": "port"}, "s1 s3"),
    (find_said, {"about": "“”"}, ""),
    (find_said, {"to": "army"}, "s2"),
    (find_said, {"to": "Velmar"}, ""),
    (find_said, {"kind": "direct"}, "s2"),
    (find_said, {"kind": "mixed"}, ""),
    (find_said, {"since": "2031-03-05"}, "s1 s2 s3"),
    (find_said, {"since": "2031-03-06"}, ""),
    (find_said, {"until": "2031-03-05"}, "s1 s2 s3"),
    (find_said, {"until": "2031-03-04"}, ""),
    (find_said, {"words": "ceasefire"}, "s2"),
    (find_said, {"words": "ceasefire unless"}, "s2"),
    (find_said, {"words": "ceasefire port"}, ""),
    (find_said, {"words": '"had hit" "12 people"'}, "s1"),
    (find_said, {"words": '"hit had"'}, ""),
    (find_said, {"words": "protesters"}, ""),
    (find_said, {"publisher": "velmar agency"}, "s1 s2 s3"),
    (find_said, {"publisher": "news velm"}, ""),
    (find_said, {"publisher": "-"}, ""),
    (find_said, {"by": "ministry", "kind": "indirect", "about": "osmund", "since": "2031", "words": "drones"}, "s1"),
    (find_said, {"by": "ministry", "kind": "direct"}, ""),
    (find_said, {"limit": 2}, "s1 s2"),
    (find_said, {"limit": 0}, ""),
    (find_said, {"limit": None}, "s1 s2 s3"),
    (find_did, {}, "e2 e1 e3"),
    (find_did, {"actor": "army"}, "e1"),
    (find_did, {"actor": "ana"}, "e2"),
    (find_did, {"actor": "protesters"}, "e3"),
    (find_did, {"actor": "TRS"}, "e1"),
    (find_did, {"recipient": "velmar"}, "e1"),
    (find_did, {"recipient": "TRS"}, "e2"),
    (find_did, {"type": "ASSAULT"}, "e1"),
    (find_did, {"type": "assault"}, "e1"),
    (find_did, {"mode": "demo"}, "e3"),
    (find_did, {"type": "PROTEST", "mode": "drone"}, ""),
    (find_did, {"status": "future"}, "e2"),
    (find_did, {"where": "osmund"}, "e1"),
    (find_did, {"where": "Osmund Harbour"}, "e1"),
    (find_did, {"where": "kessel"}, "e3"),
    (find_did, {"where": "VLM"}, "e1"),
    (find_did, {"according_to": "ministry"}, "e1"),
    (find_did, {"according_to": "news agency"}, "e3"),
    (find_did, {"since": "2031-03-04"}, "e2 e1 e3"),
    (find_did, {"since": "2031-03-05"}, "e2 e3"),
    (find_did, {"since": "2031-03-05T10:00"}, "e3"),
    (find_did, {"since": "2032"}, ""),
    (find_did, {"until": "2031-03-04"}, "e1 e3"),
    (find_did, {"until": "2031"}, "e2 e1 e3"),
    (find_did, {"until": "2030"}, ""),
    (find_did, {"since": "2031-03-04", "until": "2031-03-04"}, "e1 e3"),
    (find_did, {"words": "drones port"}, "e1"),
    (find_did, {"words": "killing at least"}, "e1"),
    (find_did, {"words": "marched"}, "e3"),
    (find_terms, {}, "t1"),
    (find_terms, {"by": "corte"}, "t1"),
    (find_terms, {"by": "army"}, ""),
    (find_terms, {"to": "army"}, "t1"),
    (find_terms, {"to": "TRS"}, "t1"),
    (find_terms, {"kind": "demand"}, "t1"),
    (find_terms, {"kind": "offer"}, ""),
    (find_terms, {"since": "2031-03", "until": "2031-03"}, "t1"),
    (find_terms, {"words": "blockade"}, "t1"),
    (find_terms, {"words": "drones"}, ""),
]


@pytest.mark.parametrize(("find", "filters", "expected"), FILTERS)
def test_find_gives_what_passes_every_filter(store: Store, find: Find, filters: dict[str, Any], expected: str) -> None:
    assert " ".join(row.id for row in find(store, **filters)) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, 1),
        ({"publisher": "AGENCY"}, 1),
        ({"publisher": "VLM"}, 0),
        ({"publisher": ""}, 0),
        ({"since": "2031-03-05", "until": "2031-03"}, 1),
        ({"until": "2031-02"}, 0),
        ({"words": "drones osmund"}, 1),
        ({"words": '"drones hit osmund"'}, 1),
        ({"words": "kessel"}, 1),
        ({"words": "agency"}, 0),
        ({"words": ""}, 0),
        ({"limit": 0}, 0),
    ],
)
def test_find_reports_gives_what_passes_every_filter(store: Store, filters: dict[str, Any], expected: int) -> None:
    assert len(find_reports(store, **filters)) == expected


def test_said_row_has_all_to_show_it_and_point_back(store: Store) -> None:
    row = find_said(store, by="ministry")[0]
    assert row == SaidRow(
        report="wire-1",
        id="s1",
        date="2031-03-05T09:30:00Z",
        publisher="Velmar News Agency",
        quote="Tarsian drones had hit the port of Osmund, killing at least 12 people",
        speaker="Velmar Foreign Ministry",
        via=("state radio",),
        to=(),
        kind="indirect",
        cue="said",
        about=("Tarsian army", "Osmund Harbour"),
    )
    assert row.pointer == "wire-1:s1"


def test_said_row_joins_the_parts_of_a_quotation(store: Store) -> None:
    assert find_said(store, kind="direct")[0].quote == "We demand a ceasefire … unless the blockade ends"


def test_did_row_has_all_to_show_it_and_point_back(store: Store) -> None:
    assert find_did(store, type="ASSAULT") == (
        DidRow(
            report="wire-1",
            id="e1",
            date="2031-03-04",
            publisher="Velmar News Agency",
            quote="4 March that Tarsian drones had hit the port of Osmund, killing at least 12 people",
            type="ASSAULT",
            mode="drone",
            status="actual",
            actors=("Tarsian army",),
            recipients=("Velmar",),
            places=("Osmund Harbour",),
            numbers={"killed": (12, None)},
            trigger="hit",
            statement="s1",
            according_to="Velmar Foreign Ministry",
            via=("state radio",),
        ),
    )


def test_did_row_is_according_to_the_publisher_in_its_own_voice(store: Store) -> None:
    row = find_did(store, type="PROTEST")[0]
    assert (row.statement, row.according_to, row.actors, row.places) == (
        None,
        "Velmar News Agency",
        ("Protesters",),
        ("Kessel",),
    )


def test_term_row_has_all_to_show_it_and_point_back(store: Store) -> None:
    assert find_terms(store) == (
        TermRow(
            report="wire-1",
            id="t1",
            date="2031-03-05T09:30:00Z",
            publisher="Velmar News Agency",
            quote="a ceasefire",
            kind="demand",
            by="Ana Côrte",
            to="Tarsian army",
            condition="unless the blockade ends",
            deadline="2031-03-09",
            statement="s2",
        ),
    )


def test_report_row_counts_what_is_found(store: Store) -> None:
    assert find_reports(store) == (
        ReportRow(
            report="wire-1",
            date="2031-03-05T09:30:00Z",
            publisher="Velmar News Agency",
            title="Drones hit Osmund",
            url="https://example.org/1",
            language="en",
            where="/reports/wire-1.txt",
            reader="reader 1",
            statements=3,
            events=3,
            terms=1,
        ),
    )


def test_find_gives_the_newest_first_and_undated_last(tmp_path: Path) -> None:
    with open_store(tmp_path / "record.sqlite") as store:
        for number, published in enumerate(("2031-01-02", None, "2031-01", "2031-01-10T08:00Z")):
            store.add(build_reading(replace(REPORT, id=f"r{number}", published=published)))
        newest = ["r3", "r0", "r2", "r1"]
        assert [row.report for row in find_reports(store)] == newest
        assert [row.report for row in find_said(store)][::3] == newest
        assert [row.report for row in find_terms(store)] == newest
        assert [row.report for row in find_reports(store, since="2031-01-05")] == ["r3", "r2"]


def test_find_follows_a_changed_reading(tmp_path: Path) -> None:
    with open_store(tmp_path / "record.sqlite") as store:
        store.add(build_reading())
        text = TEXT.replace("Kessel", "Bexley")
        store.add(build_reading(replace(REPORT, text=text, publisher="Radio Bexley")))
        assert not find_reports(store, words="Kessel")
        assert not find_did(store, where="Kessel")
        assert not find_said(store, publisher="Velmar")
        assert not find_did(store, according_to="agency")
        assert [row.id for row in find_did(store, where="Bexley", according_to="radio")] == ["e3"]


def test_find_beyond_one_batch_keeps_the_order(tmp_path: Path) -> None:
    with open_store(tmp_path / "record.sqlite") as store:
        for number in range(200):
            store.add(build_numbered(number))
        rows = find_said(store, limit=None)
        assert len({row.pointer for row in rows}) == len(rows) == 600
        dates = [row.date or "" for row in rows]
        assert dates == sorted(dates, reverse=True)
        assert rows[:450] == find_said(store, limit=450)


@pytest.mark.parametrize(
    ("find", "filters", "message"),
    [
        (find_said, {"kind": "shouted"}, "unknown statement kind 'shouted'; known: direct, indirect, mixed"),
        (find_did, {"type": "ATTACK"}, "unknown event type 'ATTACK'; known: AGREE, "),
        (find_did, {"mode": "laser"}, "unknown mode 'laser'; known: visit, "),
        (find_did, {"status": "maybe"}, "unknown status 'maybe'; known: actual, "),
        (find_terms, {"kind": "wish"}, "unknown term kind 'wish'; known: demand, "),
    ],
)
def test_find_of_an_unknown_value_says_which_are_known(
    store: Store, find: Find, filters: dict[str, str], message: str
) -> None:
    with pytest.raises(UnknownName, match=message):
        find(store, **filters)


@pytest.mark.parametrize(("find", "filters", "_expected"), FILTERS)
def test_find_scans_no_table(store: Store, find: Find, filters: dict[str, Any], _expected: str) -> None:
    plans = explain_queries(store, lambda: find(store, **filters))
    assert plans
    walks = [plan for plan in plans if plan.startswith("SCAN")]
    assert [
        plan for plan in walks if "USING" not in plan and "VIRTUAL TABLE" not in plan and "CONSTANT" not in plan
    ] == []
