"""Wording from the command line: one table a kind, JSON and CSV with every speaker."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hand_made import READING
from reportedly.cli.commands import app
from reportedly.record import open_store

runner = CliRunner()


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = tmp_path / "desk.sqlite"
    with open_store(path) as store:
        for number in range(8):
            report = replace(READING.report, id=f"wire-{number}", publisher=f"Wire {number}")
            store.add(replace(READING, report=report))
    return str(path)


def test_wording_shows_a_table_a_kind(record: str) -> None:
    shown = runner.invoke(app, ["wording", "Norland", "--record", record])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("actors  3")
    assert "events  4" in shown.stdout
    assert "Vesk Red Cross 8" in shown.stdout
    assert "Wire 0 in its own voice 1" in " ".join(shown.stdout.split())
    assert "and 3 more" in " ".join(shown.stdout.split())
    assert shown.stderr == ""


def test_wording_json_gives_every_speaker(record: str) -> None:
    shown = runner.invoke(app, ["wording", "--type", "REQUEST", "--record", record, "--json"])
    (row,) = map(json.loads, shown.stdout.splitlines())
    assert (row["kind"], row["of"], row["words"], row["count"]) == ("event", "REQUEST", "demanded", 8)
    assert row["by"][0] == {"by": "Wire 0", "own_voice": True, "count": 1, "quoted": 0}
    assert len(row["by"]) == 8


def test_wording_csv_gives_a_line_for_each_speaker(record: str) -> None:
    shown = runner.invoke(app, ["wording", "Amal Brigades", "--by", "Ilm", "--record", record, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [(row["kind"], row["words"], row["used_by"], row["used_count"]) for row in rows] == [
        ("actor", "Amal Brigades", "Edvard Ilm", "8"),
        ("event", "disarms", "Edvard Ilm", "8"),
    ]


def test_wording_between_two_gives_events_only(record: str) -> None:
    shown = runner.invoke(app, ["wording", "Norland", "--and", "Mara Sule", "--record", record, "--json"])
    assert [json.loads(line)["words"] for line in shown.stdout.splitlines()] == ["demanded"]


def test_wording_says_where_nothing_fits_and_where_more_is(record: str) -> None:
    nothing = runner.invoke(app, ["wording", "Nobody", "--record", record])
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "nothing on record fits\n")
    cut = runner.invoke(app, ["wording", "Norland", "--limit", "1", "--record", record])
    assert cut.stderr == "the first 1 actors and events; --limit shows more\n"


def test_wording_of_nobody_is_wrong_use(record: str) -> None:
    shown = runner.invoke(app, ["wording", "--record", record])
    assert (shown.exit_code, shown.stderr.startswith("reportedly: of whom or what?")) == (2, True)
    unknown = runner.invoke(app, ["wording", "Norland", "--format", "xml", "--record", record])
    assert (unknown.exit_code, "unknown format 'xml'" in unknown.stderr) == (2, True)


def test_wording_help_teaches_with_an_example() -> None:
    assert "Example: reportedly wording" in runner.invoke(app, ["wording", "--help"]).stdout
