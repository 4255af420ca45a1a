import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reportedly.model import Report
from reportedly.sources import parquet
from reportedly.sources.paths import read_paths
from reportedly.sources.reports import Failure


def read(path: Path) -> list[Report | Failure]:
    return list(read_paths([path]))


def write(path: Path, **columns: Any) -> Path:
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra reportedly[parquet]")
    from pyarrow.parquet import write_table

    write_table(pyarrow.table(columns), path, row_group_size=2)
    return path


def test_read_paths_says_how_to_read_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    assert read(path) == [Failure(str(path), None, parquet.HOW_TO_INSTALL)]
    assert "pip install 'reportedly[parquet]'" in parquet.HOW_TO_INSTALL


@pytest.mark.parametrize("name", ["a.parquet", "a"])
def test_read_paths_reads_a_row_each(name: str, tmp_path: Path) -> None:
    moment = datetime(2024, 5, 7, 10, tzinfo=UTC)
    path = write(
        tmp_path / name,
        id=["a", "b", "a", None],
        text=["Norland said so.", "Vesk denied it.", "Another text.", "No id."],
        published=[moment, None, None, None],
        picture=[b"x" * 100] * 4,
    )
    first, second, third, fourth = read(path)
    assert first == Report("a", "Norland said so.", published="2024-05-07T10:00:00+00:00")
    assert second == Report("b", "Vesk denied it.")
    assert isinstance(third, Failure)
    assert isinstance(fourth, Failure)
    assert (third.line, fourth.line) == (3, 4)


def test_read_paths_wants_the_columns_of_json_lines(tmp_path: Path) -> None:
    (failure,) = read(write(tmp_path / "a.parquet", body=["a"]))
    assert "no column 'id' and no column 'text'" in str(failure)
    (failure,) = read(write(tmp_path / "b.parquet", id=["a"], text=[5]))
    assert "'text' is not a string but int" in str(failure)


def test_read_paths_refuses_large_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MAX_COLUMN_BYTES", 100)
    (failure,) = read(write(tmp_path / "a.parquet", id=["a"], text=["x" * 1000]))
    assert "a column of more than 100 bytes" in str(failure)


@pytest.mark.parametrize("cut", [slice(0, 4), slice(0, 100), slice(-50, None), slice(20, 60)])
def test_read_paths_says_that_parquet_is_damaged(cut: slice, tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", id=["a", "b"], text=["Norland said so.", "Vesk denied it."])
    data = path.read_bytes()
    path.write_bytes(data[cut] + (b"" if cut.stop != 60 else data[61:]))
    found = read(path)
    assert isinstance(found[-1], Failure)
