"""What was reported as added outlives the process that added it, and two processes can add at once."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from record_contents import check_file, find_contents
from record_readings import build_numbered

from reportedly.record import open_store

_ADDER = Path(__file__).with_name("adder_process.py")
_KILLS = 12


def _start(path: Path, first: int, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, str(_ADDER), str(path), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _add_until_killed(path: Path, first: int, seconds: float) -> Iterator[tuple[str, str]]:
    """Give what a process said that it added, from its first word to when it was killed."""
    with _start(path, first, 1_000_000) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(seconds)
        process.kill()
        lines += process.stdout.readlines()
    for line in lines:
        report_id, _, reader = line.strip().partition(" ")
        if line.endswith("\n"):  # else the kill fell into the line: the process was not done saying it
            yield report_id, reader


def test_add_outlives_a_killed_process(tmp_path: Path) -> None:
    path, moments = tmp_path / "record.sqlite", random.Random(7)
    said: dict[str, str] = {}
    for round_number in range(_KILLS):
        said |= dict(_add_until_killed(path, round_number * 1_000_000, moments.random() * 0.15))
        assert check_file(path) == []
        with open_store(path, create=False) as store:
            readers = {report_id: store.load(report_id)["reader"] for report_id in said}
        assert {report_id for report_id, reader in readers.items() if reader < said[report_id]} == set()
    assert len(said) > _KILLS
    _check_whole(path, tmp_path / "fresh.sqlite")


def _check_whole(path: Path, fresh: Path) -> None:
    """Check that each report on record is there with all that is its, as in a record where nothing was killed."""
    with open_store(path) as store, open_store(fresh) as other:
        for report_id in store.ids():
            number, reader = int(report_id.removeprefix("wire-")), store.load(report_id)["reader"]
            other.add(build_numbered(number, reader=reader))
    assert find_contents(path) == find_contents(fresh)


def test_two_processes_add_at_once_to_a_record_that_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    processes = [_start(path, first, 40) for first in (0, 20)]
    said = [process.communicate(timeout=60)[0].split("\n") for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert [len(lines) for lines in said] == [40 + 14 + 1, 40 + 13 + 1]
    with open_store(path) as store:
        assert sorted(store.ids()) == sorted(f"wire-{number}" for number in range(60))
    assert check_file(path) == []
    _check_whole(path, tmp_path / "fresh.sqlite")
