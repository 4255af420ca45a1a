"""A person's own actors, from the command line: where they are, how many, and what an import makes of Wikidata."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.reading.own_actors import COLUMNS, forget_own

runner = CliRunner()


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    forget_own()
    monkeypatch.setenv("REPORTEDLY_ACTORS", str(tmp_path / "own" / "actors.tsv"))
    return tmp_path / "own" / "actors.tsv"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Give a dump of one group, and of what is of no use."""
    group = {
        "id": "Q9900001",
        "labels": {"en": {"value": "Amal Brigades"}},
        "aliases": {"en": [{"value": "AB"}]},
        "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q17149090"}}}}]},
    }
    path = tmp_path / "dump.json"
    path.write_text(f'[\n{json.dumps(group)},\nbroken,\n{{"id": "Q9900002"}}\n]\n', encoding="utf-8")
    return path


def test_actors_says_where_they_would_be(own_file: Path) -> None:
    shown = runner.invoke(app, ["actors"])
    assert (shown.exit_code, shown.stdout.startswith(f"no actors of your own: {own_file} is not there")) == (0, True)


def test_import_writes_rows_and_names_what_is_of_no_use(own_file: Path, dump: Path) -> None:
    shown = runner.invoke(app, ["actors", "import", str(dump)])
    assert (shown.exit_code, shown.stdout) == (0, f"{own_file}\n")
    assert own_file.read_text(encoding="utf-8").splitlines() == [
        "\t".join(COLUMNS),
        "Amal Brigades|AB\t-\t-\tgroup\tQ9900001\t-\t-\t-",
    ]
    assert f"{dump}, line 3: not JSON" in shown.stderr
    assert f"{dump}, line 4: Q9900002: it has no English label" in shown.stderr
    assert "1 row imported, 2 of no use" in shown.stderr


def test_import_again_changes_nothing_and_keeps_own_rows(own_file: Path, dump: Path) -> None:
    own_file.parent.mkdir()
    mine = "# mine\n" + "\t".join(COLUMNS) + "\nTarn Column\tYEM\tREB\tgroup\n"
    own_file.write_text(mine, encoding="utf-8")
    runner.invoke(app, ["actors", "import", str(dump)])
    first = own_file.read_text(encoding="utf-8")
    runner.invoke(app, ["actors", "import", str(dump)])
    assert own_file.read_text(encoding="utf-8") == first
    assert first.startswith(mine)
    assert runner.invoke(app, ["actors"]).stdout == f"2 rows in {own_file}\n"
    assert list(own_file.parent.iterdir()) == [own_file]


def test_a_wrong_file_is_told_of_and_not_written_over(own_file: Path, dump: Path) -> None:
    own_file.parent.mkdir()
    own_file.write_text("\t".join(COLUMNS) + "\nTarn Column\tYemen\tREB\tgroup\n", encoding="utf-8")
    for arguments in (["actors"], ["actors", "import", str(dump)]):
        shown = runner.invoke(app, arguments)
        assert shown.exit_code == 2
        assert f"reportedly: '{own_file}', line 2: not a country: 'Yemen'" in shown.stderr
    assert "Yemen" in own_file.read_text(encoding="utf-8")


def test_import_of_nothing_is_wrong_use(tmp_path: Path) -> None:
    missing = runner.invoke(app, ["actors", "import", str(tmp_path / "none.json")])
    assert (missing.exit_code, "no such file; check the path" in missing.stderr) == (2, True)
    (tmp_path / "empty.json").write_text("[]", encoding="utf-8")
    empty = runner.invoke(app, ["actors", "import", str(tmp_path / "empty.json")])
    assert (empty.exit_code, "0 rows imported, 0 of no use" in empty.stderr) == (2, True)


def test_help_teaches_with_an_example() -> None:
    assert "Example: reportedly actors import" in runner.invoke(app, ["actors", "import", "--help"]).stdout
    assert "Example: reportedly actors" in runner.invoke(app, ["actors", "--help"]).stdout
