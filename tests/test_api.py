"""Reading with the model that ships: the whole path, on sentences written for the test."""

import subprocess
import sys
from pathlib import Path

import pytest

import reportedly
from reportedly import api
from reportedly.errors import UnusableModel
from reportedly.model import Reading, Report, find_keys

SAMPLES = Path(__file__).parent.parent / "samples"
TOLD = (
    "Oster’s Defence Ministry said on Tuesday that Lurian troops had shelled the town of Vesk, killing at least 12 people. "
    "“We will answer every shell,” President Ilya Voran told Kadarian television. Luria denied the attack."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reportedly.read(TOLD, published="2024-05-08")


def test_read_finds_who_said_what(reading: Reading) -> None:
    said = {statement.speaker: reading.text_of(statement.content) for statement in reading.statements}
    assert "shelled the town of Vesk" in said["Oster’s Defence Ministry"]
    assert said["Ilya Voran"].strip("“”,") == "We will answer every shell"


def test_read_finds_who_did_what_to_whom(reading: Reading) -> None:
    attack = next(event for event in reading.events if event.type == "ASSAULT")
    assert attack.actor_name == ("Lurian troops",)
    assert attack.statement == reading.statements[0].id
    assert any(event.numbers["killed"].low == 12 for event in reading.events if "killed" in event.numbers)


def test_read_gives_every_finding_evidence_in_the_text(reading: Reading) -> None:
    for key, finding in find_keys(reading):
        assert finding.evidence, key
        assert all(0 <= item.span[0] < item.span[1] <= len(TOLD) for item in finding.evidence), key


def test_read_gives_the_same_record_alone_and_among_others() -> None:
    reports = [Report(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    together = [reading.to_dict() for reading in api.read_many([*reports, *reports])]
    alone = [api.read(report).to_dict() for report in reports]
    assert together == alone + alone


@pytest.mark.parametrize(
    "text", ["", " \n ", "…", "a" * 5000, "\u202eabc \u0301\u0301", "كتب المراسل أن القوات انسحبت.", "“" * 300]
)
def test_read_survives_odd_texts(text: str) -> None:
    record = reportedly.read(Report("odd", text)).to_dict()
    assert record["text"] == text


def test_read_many_goes_on_after_a_report_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: Report) -> Reading:
        raise RuntimeError(report.id)

    reader = api.open_reader()

    class Failing:
        name = reader.name

        def read(self, report: Report) -> Reading:
            return fail(report) if report.id == "bad" else reader.read(report)

    monkeypatch.setattr(api, "open_reader", lambda _=None: Failing())
    first, second = api.read_many([Report("bad", "One."), Report("good", TOLD)])
    assert [problem.message for problem in first.problems] == ["could not be read: RuntimeError: bad"]
    assert second.statements


def test_open_reader_says_what_a_model_folder_is(tmp_path: Path) -> None:
    with pytest.raises(UnusableModel, match="a model is a folder made by"):
        api.open_reader(tmp_path)


def test_open_reader_refuses_a_model_file_that_was_changed(tmp_path: Path) -> None:
    from reportedly.resources import model_folder

    for path in model_folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "heads.npz").write_bytes(b"not the heads")
    with pytest.raises(UnusableModel, match="sha256 differs"):
        api.open_reader(tmp_path)


def test_public_names_are_those_promised() -> None:
    assert {name: getattr(reportedly, name) for name in reportedly.__all__}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = reportedly.nothing  # type: ignore[attr-defined,unused-ignore]


def test_import_is_light() -> None:
    heavy = "numpy", "onnxruntime", "tokenizers", "sqlalchemy", "trafilatura", "rich", "typer"
    code = f"import sys, reportedly; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
