import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from make_cli_reference import write_reference
from typer.testing import CliRunner

from hand_made import READING, TEXT
from reportedly import __version__
from reportedly.cli.commands import app
from reportedly.errors import UnusableModel
from reportedly.model import Problem, Reading, Report

COMMANDS = ("read", "explain", "add", "watch", "said", "did", "terms", "wording", "reports", "actors")
runner = CliRunner()


def read_many(reports: Iterable[Report], *, model: Path | None = None) -> Iterator[Reading]:
    """Read as if a model were there: the hand-made findings; a text that says so fails."""
    if model is not None:
        raise UnusableModel(f"no model in '{model}'")
    for report in reports:
        if "fails inside" in report.text:
            yield Reading(report, "stub", problems=(Problem("reading", "could not be read: boom"),))
        else:
            yield replace(READING, report=report, reader="stub")


@pytest.fixture(autouse=True)
def stub_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    api = ModuleType("reportedly.api")
    vars(api).update(read_many=read_many, open_reader=lambda model: SimpleNamespace(name="stub"))
    monkeypatch.setitem(sys.modules, "reportedly.api", api)
    monkeypatch.delenv("REPORTEDLY_RECORD", raising=False)


@pytest.fixture
def raid(tmp_path: Path) -> Path:
    path = tmp_path / "raid.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path, raid: Path) -> str:
    path = str(tmp_path / "desk.sqlite")
    assert runner.invoke(app, ["add", str(raid), "--record", path]).exit_code == 0
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command: str) -> None:
    shown = runner.invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"Example: reportedly {command}" in shown.stdout


def test_version_is_shown() -> None:
    assert runner.invoke(app, ["--version"]).stdout == f"reportedly {__version__}\n"


def test_read_shows_the_marked_text_and_the_tables(raid: Path) -> None:
    shown = runner.invoke(app, ["read", str(raid)])
    assert shown.exit_code == 0
    assert "{bombed e1}" in shown.stdout
    assert "events  7" in shown.stdout
    assert shown.stderr == ""


def test_read_json_gives_one_object_a_line(raid: Path) -> None:
    shown = runner.invoke(app, ["read", str(raid), "--json", "--published", "2031-05-13"])
    record = json.loads(shown.stdout)
    assert (record["id"], record["published"], len(record["events"])) == ("raid", "2031-05-13", 7)


def test_read_takes_stdin() -> None:
    shown = runner.invoke(app, ["read", "-", "--json", "--only", "terms"], input=TEXT)
    assert [term["kind"] for term in json.loads(shown.stdout)["terms"]] == ["demand", "offer"]


def test_read_writes_lines_in_input_order_and_sums_up(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{number}", "text": TEXT}) for number in range(5)]
    (tmp_path / "in.jsonl").write_text("\n".join([*lines[:3], "not json", *lines[3:]]), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    shown = runner.invoke(app, ["read", str(tmp_path / "in.jsonl"), "-o", str(out)])
    ids = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert ids == ["r0", "r1", "r2", "r3", "r4"]
    assert shown.exit_code == 0
    assert "5 reports read, 1 could not be:" in shown.stderr
    assert "line 4" in shown.stderr


def test_read_tells_of_a_report_that_fails_inside(tmp_path: Path, raid: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("This report fails inside.", encoding="utf-8")
    shown = runner.invoke(app, ["read", str(bad), str(raid), "--json"])
    assert shown.exit_code == 0
    assert "bad: could not be read: boom" in shown.stderr
    assert "1 report read, 1 could not be: bad" in shown.stderr
    assert runner.invoke(app, ["read", str(bad)]).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "yesterday"], "--published takes a date such as 2024-05-07"),
        (["--published", "2024-13-01"], "--published takes a date such as 2024-05-07"),
        (["--only", "verdicts"], "unknown layer 'verdicts'; known: statements, events"),
        (["--format", "xslx"], "unknown format 'xslx'; known: json, csv, html"),
        (["-o", "out.docx"], "no format is known for out.docx"),
        (["--model", "nowhere"], "no model in 'nowhere'"),
        (["--format", "csv", "--only", "places"], "the csv format has no table of places"),
    ],
)
def test_read_wrong_use_is_one_line(raid: Path, arguments: list[str], message: str) -> None:
    shown = runner.invoke(app, ["read", str(raid), *arguments])
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert shown.stderr.startswith(f"reportedly: {message}")
    assert shown.stderr.count("\n") == 1


def test_read_of_nothing_there_leaves_with_2(tmp_path: Path) -> None:
    shown = runner.invoke(app, ["read", str(tmp_path / "missing.txt")])
    assert shown.exit_code == 2
    assert "missing.txt" in shown.stderr


def test_read_does_not_overwrite_what_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "r", "text": TEXT}), encoding="utf-8")
    assert runner.invoke(app, ["read", str(path), "-o", str(path)]).exit_code == 2
    assert json.loads(path.read_text(encoding="utf-8"))["id"] == "r"


def test_explain_gives_one_finding_or_all(raid: Path) -> None:
    one = runner.invoke(app, ["explain", str(raid), "s3"]).stdout
    assert "attribution head" in one
    assert "e1 ·" not in one
    assert "e1 ·" in runner.invoke(app, ["explain", str(raid)]).stdout
    missing = runner.invoke(app, ["explain", str(raid), "s99"])
    assert missing.exit_code == 2
    assert "no finding 's99' in report 'raid'; known: s1" in missing.stderr


@pytest.mark.parametrize("target", [["raid:s3"], ["raid", "s3"]])
def test_explain_looks_in_the_record(record: str, target: list[str]) -> None:
    shown = runner.invoke(app, ["explain", *target, "--record", record])
    assert shown.exit_code == 0
    assert "attribution head" in shown.stdout
    assert runner.invoke(app, ["explain", "other:s1", "--record", record]).exit_code == 2


def test_add_says_what_changed(tmp_path: Path, raid: Path) -> None:
    path = str(tmp_path / "desk.sqlite")
    assert "1 added, 0 unchanged, 0 changed" in runner.invoke(app, ["add", str(raid), "--record", path]).stdout
    assert "0 added, 1 unchanged, 0 changed" in runner.invoke(app, ["add", str(raid), "--record", path]).stdout
    raid.write_text(TEXT + "\nMore.", encoding="utf-8")
    assert "0 added, 0 unchanged, 1 changed" in runner.invoke(app, ["add", str(raid), "--record", path]).stdout


def test_add_keeps_same_names_from_two_folders(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.sqlite")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(f"{TEXT}\n{name}", encoding="utf-8")
        runner.invoke(app, ["add", str(tmp_path / name), "--record", path])
    assert len(runner.invoke(app, ["reports", "--record", path, "--format", "json"]).stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("command", "words"),
    [("said", "Edvard Ilm"), ("did", "ASSAULT aerial"), ("terms", "demand"), ("reports", "raid")],
)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_record_answers_in_every_form(record: str, command: str, words: str, form: str) -> None:
    shown = runner.invoke(app, [command, "--record", record, "--format", form])
    assert shown.exit_code == 0
    assert words.split(maxsplit=1)[0] in shown.stdout
    if form == "json":
        assert all(json.loads(line)["report"] == "raid" for line in shown.stdout.splitlines())


def test_record_filters_and_says_where_nothing_fits(record: str) -> None:
    shown = runner.invoke(app, ["said", "--by", "Sule", "--record", record, "--format", "json"])
    assert [json.loads(line)["id"] for line in shown.stdout.splitlines()] == ["s6"]
    nothing = runner.invoke(app, ["said", "--by", "Nobody", "--record", record])
    assert (nothing.exit_code, nothing.stderr) == (0, "nothing on record fits\n")
    assert "--limit shows more" in runner.invoke(app, ["did", "--limit", "2", "--record", record]).stderr


def test_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    shown = runner.invoke(app, ["said", "--record", str(tmp_path / "none.sqlite")])
    assert shown.exit_code == 2
    assert shown.stderr.startswith("reportedly: no record at")


def run_alone(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_cli_loads_nothing_heavy() -> None:
    heavy = ("numpy", "onnxruntime", "sqlalchemy", "trafilatura", "tokenizers", "reportedly.api")
    shown = run_alone(f"import sys, reportedly.cli.commands; print([name for name in {heavy} if name in sys.modules])")
    assert shown.stdout == "[]\n"


def test_help_is_quick() -> None:
    started = os.times()
    assert run_alone(
        "import sys; sys.argv = ['reportedly', '--help']; from reportedly.cli.commands import run; run()"
    ).stdout
    ended = os.times()
    assert ended.children_user - started.children_user < 1.0  # generous: other work shares the machine


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "import sys; sys.argv = ['reportedly', 'read', '--help']; from reportedly.cli.commands import run; run()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(timeout=30)
    assert b"Traceback" not in errors


def test_reference_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "cli.md"
    assert page.read_text(encoding="utf-8") == write_reference(), "run tools/make_cli_reference.py > docs/cli.md"


@pytest.mark.parametrize("command", COMMANDS)
def test_reference_names_every_command(command: str) -> None:
    assert f"## reportedly {command}\n" in write_reference()
