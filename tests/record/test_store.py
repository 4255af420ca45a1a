"""What is put on record is there, once, complete, and nothing else is."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from record_contents import check_file, find_contents
from record_readings import REPORT, TEXT, build_numbered, build_reading

from reportedly.errors import UnknownName
from reportedly.model import Reading, Report
from reportedly.record import Store, find_reports, find_said, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


def test_add_twice_changes_nothing(path: Path) -> None:
    with open_store(path) as store:
        assert store.add(build_reading()).outcome == "added"
        before = find_contents(path)
        assert store.add(build_reading()).outcome == "unchanged"
        assert find_contents(path) == before


@pytest.mark.parametrize(
    "changed",
    [
        build_reading(reader="reader 2"),
        build_reading(replace(REPORT, text=TEXT + " More follows.")),
        build_reading(replace(REPORT, title="Another title")),
        build_reading(replace(REPORT, published=None, publisher=None)),
        Reading(REPORT, "reader that finds nothing"),
        Reading(replace(REPORT, text="", title=None), "reader 1"),
    ],
    ids=["reader", "text", "title", "unpublished", "nothing found", "empty"],
)
def test_add_changed_leaves_what_a_fresh_record_has(tmp_path: Path, changed: Reading) -> None:
    neighbours = [build_numbered(2), build_numbered(3)]
    for name, readings in (
        ("replaced", [neighbours[0], build_reading(), neighbours[1], changed]),
        ("fresh", [neighbours[0], changed, neighbours[1]]),
    ):
        with open_store(tmp_path / name) as store:
            outcomes = [store.add(reading).outcome for reading in readings]
        assert outcomes[-1] == ("changed" if name == "replaced" else "added")
        assert check_file(tmp_path / name) == []
    assert find_contents(tmp_path / "replaced") == find_contents(tmp_path / "fresh")


def test_add_changed_to_nothing_leaves_no_row_and_no_word(path: Path) -> None:
    with open_store(path) as store:
        store.add(build_reading())
        store.add(Reading(Report("wire-1", ""), "reader 1"))
    contents = find_contents(path)
    assert {name for name, rows in contents.items() if rows} == {"reports", "readings", "digests", "stories"}


def test_find_contents_tells_of_every_layer(path: Path) -> None:
    with open_store(path) as store:
        store.add(build_reading())
    assert all(find_contents(path).values())


def test_load_gives_what_was_added(path: Path) -> None:
    reading = build_reading()
    with open_store(path) as store:
        store.add(reading)
    with open_store(path, create=False) as store:
        assert store.load("wire-1") == json.loads(json.dumps(reading.to_dict()))
        assert list(store.load("wire-1")) == list(reading.to_dict())
        assert store.evidence("wire-1") == reading.evidence()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "a\0b\0c",
        "lone \ud800 surrogate \udfff",
        "𝕏 😀 e\u0301 İstanbul",
        "\ufffd",
        "'; DROP TABLE reports; --",
    ],
)
def test_load_gives_any_text_as_it_was(path: Path, text: str) -> None:
    reading = Reading(Report("r", text, title=text or None, publisher=text, url=text), "reader 1")
    with open_store(path) as store:
        assert store.add(reading).outcome == "added"
        assert store.add(reading).outcome == "unchanged"
        assert store.has(reading.report, "reader 1")
        assert store.load("r") == reading.to_dict()
        assert store.add(replace(reading, reader="2")).outcome == "changed"
    assert check_file(path) == []


@pytest.mark.parametrize("report_id", ["", "a b", "../../x", "отчёт-1", "%", "r:s1", "'\""])
def test_load_finds_any_id(path: Path, report_id: str) -> None:
    with open_store(path) as store:
        store.add(build_reading(replace(REPORT, id=report_id)))
        assert store.load(report_id)["id"] == report_id


def test_load_of_an_unknown_id_says_which(path: Path) -> None:
    with open_store(path) as store, pytest.raises(UnknownName, match="no report 'wire-9'"):
        store.load("wire-9")


def test_has_only_what_is_there_unchanged(path: Path) -> None:
    with open_store(path) as store:
        assert not store.has(REPORT, "reader 1")
        store.add(build_reading())
        assert store.has(REPORT, "reader 1")
        assert not store.has(REPORT, "reader 2")
        assert not store.has(replace(REPORT, text=TEXT + "!"), "reader 1")
        assert not store.has(replace(REPORT, url=None), "reader 1")


def test_add_from_another_place_keeps_both(path: Path) -> None:
    other = build_reading(replace(REPORT, text=TEXT + " Another paper."))
    with open_store(path) as store:
        assert store.add(build_reading(), where="/a/1.txt").id == "wire-1"
        added = store.add(other, where="/b/1.txt")
        assert (added.id[:7], len(added.id), added.outcome) == ("wire-1-", 13, "added")
        assert store.has(other.report, "reader 1")
        assert store.add(other, where="/b/1.txt").outcome == "unchanged"
        assert store.add(build_reading(), where="/a/1.txt").outcome == "unchanged"
        assert store.load(added.id) == {**other.to_dict(), "id": added.id}
        assert store.load("wire-1") == build_reading().to_dict()
        assert list(store.ids()) == ["wire-1", added.id]
        assert find_said(store, words="ceasefire")[1].pointer == f"{added.id}:s2"


def test_add_from_another_place_changes_the_one_from_there(path: Path) -> None:
    with open_store(path) as store:
        store.add(build_reading(), where="/a/1.txt")
        first = store.add(build_reading(replace(REPORT, text="One.")), where="/b/1.txt")
        second = store.add(build_reading(replace(REPORT, text="Two.")), where="/b/1.txt")
        assert (second.id, second.outcome) == (first.id, "changed")
        assert store.load(second.id)["text"] == "Two."


@pytest.mark.parametrize(("first", "second"), [("/a/1.txt", "/b/1.txt"), (None, "/b/1.txt"), ("/a/1.txt", None)])
def test_add_of_the_same_text_from_another_place_is_unchanged(
    path: Path, first: str | None, second: str | None
) -> None:
    with open_store(path) as store:
        store.add(build_reading(), where=first)
        assert store.add(build_reading(), where=second).outcome == "unchanged"
        assert list(store.ids()) == ["wire-1"]


def test_add_without_a_place_replaces_and_keeps_the_place(path: Path) -> None:
    with open_store(path) as store:
        store.add(build_reading(), where="/a/1.txt")
        assert store.add(build_reading(replace(REPORT, text="New."))).outcome == "changed"
        assert find_reports(store)[0].where == "/a/1.txt"


def test_ids_gives_every_report_in_order(path: Path) -> None:
    with open_store(path) as store:
        assert list(store.ids()) == []
        added = [store.add(build_numbered(number)).id for number in (5, 3, 4)]
        store.add(build_numbered(5, reader="2"))
        assert list(store.ids()) == added


def test_add_takes_the_earlier_reading_back_where_it_fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        store.add(build_reading())
        before = find_contents(path)
        monkeypatch.setattr("reportedly.record.store._insert_named", _fail)
        with pytest.raises(ZeroDivisionError):
            store.add(build_reading(reader="2"))
        assert find_contents(path) == before


def _fail(*_: object) -> None:
    raise ZeroDivisionError


def test_add_syncs_the_log_before_it_returns(path: Path) -> None:
    with open_store(path) as store, store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_tables_quote_the_words_by_plain_sql(path: Path) -> None:
    with open_store(path) as store:
        store.add(build_reading())
    query = "SELECT substr(text, start + 1, end - start) FROM events JOIN reports ON reports.key = report ORDER BY 1"
    with closing(sqlite3.connect(path)) as connection:
        passages = [row[0] for row in connection.execute(query)]
    assert passages[1] == "Protesters marched in Kessel"


def test_reading_sees_the_record_as_it_was_when_it_began(path: Path) -> None:
    with open_store(path) as store, open_store(path) as other:
        store.add(build_reading())
        with store.reading() as connection:
            count = "SELECT count(*) FROM reports"
            assert connection.exec_driver_sql(count).scalar_one() == 1
            other.add(build_numbered(2))
            assert connection.exec_driver_sql(count).scalar_one() == 1
        assert isinstance(other, Store)
