"""What the documents promise: their code runs, the files they name are there, every word of the ontology is known."""

import re
from pathlib import Path

import pytest

from reportedly.exports import FORMATS
from reportedly.ontology import MODES, STATUSES, TYPES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("training/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_readme_code_runs() -> None:
    (block,) = re.findall(r"```python\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    names: dict[str, object] = {}
    exec(block, names)
    assert names["reading"].statements[0].speaker == "Oster"  # type: ignore[attr-defined]


def test_architecture_names_rooms_that_exist() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {"sources", "language", "reading", "record", "grouping", "exports", "cli"}
    for name in re.findall(r"`((?:\w+/)+\w*(?:\.\w+)?)`", page):
        where = ROOT / "src/reportedly" / name if name.split("/")[0] in rooms else ROOT / name
        assert where.exists(), name


def test_modes_belong_to_types() -> None:
    assert set(MODES) <= set(TYPES)
    assert len(TYPES) == 16
    assert len(STATUSES) == 5


@pytest.mark.parametrize("name", FORMATS)
def test_formats_are_named_in_the_reference(name: str) -> None:
    assert name in (ROOT / "docs/cli.md").read_text(encoding="utf-8")
