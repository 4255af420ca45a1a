"""The gazetteer's commands: what they teach, what they tell, and what they leave behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.gazetteer import find_entries, forget_gazetteers

LINE = "41\tVerhnost\tVerhnost\t\t45.5\t33.2\tP\tPPL\tUA\t\t01\t\t\t\t12\t\t\tZone\t2031-02-03\n"
runner = CliRunner()


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "own.sqlite"
    monkeypatch.setenv("REPORTEDLY_GAZETTEER", str(path))
    forget_gazetteers()
    yield path
    forget_gazetteers()


@pytest.mark.parametrize("command", ["import", "show"])
def test_help_teaches_with_an_example(command: str) -> None:
    shown = runner.invoke(app, ["gazetteer", command, "--help"])
    assert shown.exit_code == 0
    assert f"Example: reportedly gazetteer {command}" in shown.stdout


def test_import_tells_what_came_in_and_names_bad_lines(tmp_path: Path, own: Path) -> None:
    dump = tmp_path / "UA.txt"
    dump.write_text(LINE + "bad\n", encoding="utf-8")
    shown = runner.invoke(app, ["gazetteer", "import", str(dump)])
    assert shown.exit_code == 0
    assert shown.stdout == f"{own}\n"
    assert "UA.txt, line 2: not 19 columns but 1" in shown.stderr
    assert "1 place under 1 name, as of 2031-02-03" in shown.stderr
    assert "1 skipped" in shown.stderr
    assert "CC BY 4.0" in shown.stderr
    assert find_entries(["verhnost"])["verhnost"][0].id == 41


def test_show_tells_which_gazetteers_are_asked(tmp_path: Path, own: Path) -> None:
    assert f"none in {own}" in runner.invoke(app, ["gazetteer", "show"]).stdout
    (tmp_path / "UA.txt").write_text(LINE, encoding="utf-8")
    runner.invoke(app, ["gazetteer", "import", str(tmp_path / "UA.txt")])
    shown = runner.invoke(app, ["gazetteer", "show"]).stdout
    assert f"your own: {own}. 2031-02-03, GeoNames (geonames.org), CC BY 4.0" in shown
    own.with_suffix(".json").write_text("[", encoding="utf-8")
    assert "nothing is known of where it is from" in runner.invoke(app, ["gazetteer", "show"]).stdout


def test_import_refuses_what_is_no_dump(tmp_path: Path, own: Path) -> None:
    (tmp_path / "story.txt").write_text("A story.\n", encoding="utf-8")
    shown = runner.invoke(app, ["gazetteer", "import", str(tmp_path / "story.txt")])
    assert shown.exit_code == 2
    assert "is no GeoNames dump" in shown.stderr
    assert not own.exists()
