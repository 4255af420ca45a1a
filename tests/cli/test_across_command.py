"""Stories, incidents, accounts, disputes and demands from the command line: tables for the eye, JSON and CSV whole."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hand_made import READING
from reportedly.cli.commands import app
from reportedly.record import open_store

runner = CliRunner()


DENIAL = next(said.id for said in READING.statements if "Norland" in (said.speaker or ""))


@pytest.fixture
def record(tmp_path: Path) -> str:
    """One report as two outlets print it, and as a third would that has Norland deny the raid."""
    path = tmp_path / "desk.sqlite"
    raid, *others = READING.events
    denied = replace(READING, events=(replace(raid, status="negated", statement=DENIAL), *others))
    with open_store(path) as store:
        for name, reading in {"Vesk Wire": READING, "Amal Post": READING, "Radio Norland": denied}.items():
            report = replace(READING.report, id=name.lower().replace(" ", "-"), publisher=name)
            store.add(replace(reading, report=report))
    return str(path)


def rows_of(record: str, *words: str) -> list[dict[str, Any]]:
    shown = runner.invoke(app, [*words, "--record", record, "--format", "json"])
    return [json.loads(line) for line in shown.stdout.splitlines()]


def ask(record: str, *words: str) -> str:
    shown = runner.invoke(app, [*words, "--record", record])
    assert shown.exit_code == 0, shown.output
    return " ".join(shown.stdout.split())


def test_a_copied_report_is_one_story_of_a_single_origin(record: str) -> None:
    assert "origin" in ask(record, "stories")
    (row,) = rows_of(record, "stories")
    assert (sorted(row["reports"]), row["origins"]) == (["amal-post", "radio-norland", "vesk-wire"], 1)


def test_incidents_say_who_asserts_and_who_denies(record: str) -> None:
    (raid,) = rows_of(record, "incidents", "--disputed")
    assert "Vesk Red Cross" in raid["asserted_by"]
    assert any("Norland" in voice for voice in raid["denied_by"])
    assert raid["disputed"] == ["actor"]
    assert "Norland" in ask(record, "incidents", "--disputed")


def test_accounts_give_each_voice_with_its_chain(record: str) -> None:
    (raid,) = rows_of(record, "incidents", "--disputed")
    shown = ask(record, "accounts", raid["id"])
    assert shown == ask(record, "accounts")  # without one: the newest that is disputed
    assert "Vesk Red Cross ← " in shown
    assert "copied from" in shown
    assert "not Norland (military)" in shown
    lines = runner.invoke(app, ["accounts", raid["id"], "--record", record, "--format", "csv"]).stdout
    outlets = {row["publisher"] for row in csv.DictReader(io.StringIO(lines))}
    assert outlets == {"Vesk Wire", "Amal Post", "Radio Norland"}


def test_accounts_of_nothing_says_so(record: str) -> None:
    shown = runner.invoke(app, ["accounts", "no-such:e1", "--record", record])
    assert shown.exit_code == 2
    assert "no-such:e1" in shown.stderr


def test_disputes_are_told_side_by_side(record: str) -> None:
    assert "Norland (Ministry of Defence): not Norland (military)" in ask(record, "disputes", "--about", "actor")
    assert ask(record, "disputes", "--about", "time") == ""


def test_demands_tell_what_became_of_them(record: str) -> None:
    rows = rows_of(record, "demands", "--kind", "demand")
    assert {(row["by"], row["to"]) for row in rows} == {("Vesk", "Norland")}
    assert "Vesk → Norland" in ask(record, "demands", "--by", "Vesk")


@pytest.mark.parametrize("command", ["stories", "incidents", "disputes", "demands"])
def test_an_unknown_format_is_named(record: str, command: str) -> None:
    shown = runner.invoke(app, [command, "--format", "xml", "--record", record])
    assert (shown.exit_code, "unknown format 'xml'" in shown.stderr) == (2, True)
