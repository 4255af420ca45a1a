"""Entities come as Wikidata's dumps write them; what is none is named, and the rest goes on."""

import gzip
import json
from pathlib import Path

import pytest

from reportedly.sources.entities import read_entities
from reportedly.sources.reports import Failure

FIRST, SECOND = '{"id": "Q1"}', '{"id": "Q2"}'


def read(path: Path) -> list[str]:
    found = read_entities(path, lambda done: None)
    return [str(item) if isinstance(item, Failure) else item[1]["id"] for item in found]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}\n",
        f"[\n{FIRST},\n{SECOND}\n]\n",
        f"[{FIRST}, {SECOND}]",
        json.dumps([json.loads(FIRST), json.loads(SECOND)], indent=1),
        f'{{"entities": {{"Q1": {FIRST}, "Q2": {SECOND}}}}}',
        f"\ufeff{FIRST}\r\n\r\n{SECOND}",
    ],
    ids=["lines", "dump", "array", "indented", "entity data", "mark"],
)
def test_entities_are_read_however_they_are_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "plain.json").write_text(text, encoding="utf-8")
    (tmp_path / "packed.json.gz").write_bytes(gzip.compress(text.encode()))
    assert read(tmp_path / "plain.json") == read(tmp_path / "packed.json.gz") == ["Q1", "Q2"]


def test_what_is_no_entity_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text(f"[\n{FIRST},\nbroken,\n7,\n{SECOND}\n]\n", encoding="utf-8")
    first, broken, number, second = read(path)
    assert (first, second) == ("Q1", "Q2")
    assert broken.startswith(f"{path}, line 3: not JSON (")
    assert number == f"{path}, line 4: not an entity; give one JSON object a line, as Wikidata's dumps do"


def test_a_damaged_archive_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "dump.json.gz"
    path.write_bytes(gzip.compress(FIRST.encode() * 100)[:-9])
    assert "the gzip data is cut short or damaged" in read(path)[0]


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text(f"[\n{FIRST},\n{SECOND}\n", encoding="utf-8")
    told: list[int] = []
    assert len(list(read_entities(path, told.append))) == 2
    assert told[-1] == path.stat().st_size
