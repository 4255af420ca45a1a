"""A record is made where there is none; what is not a record is left as it is, and told what would do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from record_contents import find_contents
from record_readings import build_reading

from reportedly.errors import UnusableRecord
from reportedly.record import find_reports, open_store
from reportedly.record.schema import VERSION


def test_open_makes_the_folders_and_the_record(tmp_path: Path) -> None:
    with open_store(tmp_path / "a" / "b ?#%&" / "récord") as store:
        assert store.path.is_file()
        assert find_reports(store) == ()


def test_open_without_a_place_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, appauthor: str(tmp_path / name))
    with open_store() as store:
        assert store.path == tmp_path / "reportedly" / "record.sqlite"


def test_open_takes_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    with open_store(path) as store:
        assert store.add(build_reading()).outcome == "added"


def test_open_without_making_one_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnusableRecord, match="no record at"):
        open_store(tmp_path / "a" / "none", create=False)
    assert list(tmp_path.iterdir()) == []


def test_open_without_making_one_refuses_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(UnusableRecord, match="empty"):
        open_store(tmp_path / "empty", create=False)


@pytest.mark.parametrize("where", ["postgresql://host/desk", "https://example.org/record", "a\0b"])
def test_open_refuses_what_is_no_path(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnusableRecord, match="give a"):
        open_store(where)
    assert list(tmp_path.iterdir()) == []


def test_open_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnusableRecord, match="it is a folder; give a file"):
        open_store(tmp_path)


def test_open_refuses_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(UnusableRecord, match="give a path that can be written"):
        open_store(tmp_path / "file" / "record")


@pytest.mark.parametrize(
    "contents", [b"Some notes.\n" * 100, b"x", bytes(range(256)) * 64, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_open_refuses_another_file_and_leaves_it_alone(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(contents)
    with pytest.raises(UnusableRecord, match="cannot use the record"):
        open_store(path)
    assert path.read_bytes() == contents


def test_open_refuses_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE reports (id TEXT)")
    before = path.read_bytes()
    with pytest.raises(UnusableRecord, match="another program's database"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [VERSION + 1, 0])
def test_open_refuses_another_version(tmp_path: Path, version: int) -> None:
    path = tmp_path / "record.sqlite"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(UnusableRecord, match=f"of version {version}, and this program knows {VERSION}; use"):
        open_store(path)


def test_a_damaged_record_is_told_of_where_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with open_store(path) as store:
        store.add(build_reading())
    contents = bytearray(path.read_bytes())
    contents[4096:] = b"\xa5" * (len(contents) - 4096)
    path.write_bytes(contents)
    with pytest.raises(UnusableRecord, match="cannot use the record"), open_store(path) as store:
        store.load("wire-1")


def test_a_damaged_reading_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with open_store(path) as store:
        store.add(build_reading())
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE readings SET record = x'00'")
        with pytest.raises(UnusableRecord, match="is damaged"):
            store.load("wire-1")


def test_a_locked_record_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.record.opening._PATIENCE", 0.1)
    path = tmp_path / "record.sqlite"
    with open_store(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnusableRecord, match="another program holds it"):
            store.add(build_reading())
        assert find_reports(store) == ()
        other.execute("COMMIT")
        assert store.add(build_reading()).outcome == "added"


def test_open_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    with open_store(path) as store:
        store.add(build_reading())
    before = find_contents(path)
    open_store(path).close()
    assert find_contents(path) == before
