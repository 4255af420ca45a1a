"""The project's own corpus: every reference is found, every value known, and it covers what it says it covers."""

import json
from collections import Counter
from pathlib import Path

import pytest

from check import find_problems
from reportedly.ontology import MODES, STATUSES, TERM_KINDS, TYPES
from reports import read_report

CORPUS = Path(__file__).parent.parent.parent / "training/corpus"
REPORTS = sorted(CORPUS.glob("*.json"))


def test_corpus_is_sound() -> None:
    assert [problem for path in REPORTS for problem in find_problems(path)] == []


def test_corpus_covers_the_ontology() -> None:
    found: Counter[str] = Counter()
    for path in REPORTS:
        record = json.loads(path.read_text(encoding="utf-8"))
        found.update(
            value
            for event in record["events"]
            for value in (event["type"], f"{event['type']}/{event['mode']}", event["status"])
        )
        found.update(term["kind"] for term in record["terms"])
    modes = [f"{name}/{mode}" for name, names in MODES.items() for mode in names]
    assert not [value for value in (*TYPES, *STATUSES, *TERM_KINDS) if found[value] < 50]
    assert not [value for value in modes if found[value] < 5]


def test_corpus_page_gives_its_size() -> None:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in REPORTS]
    page = (CORPUS / "README.md").read_text(encoding="utf-8")
    for layer in ("statements", "events", "terms", "disputes"):
        assert f"{sum(len(record[layer]) for record in records):,} {layer}" in page
    assert f"{len(records):,} documents" in page


def test_report_becomes_words_and_labels() -> None:
    example = read_report(CORPUS / "truce-01.json")
    written = [example.text[start:end] for start, end in example.words]
    assert example.published == "2003-02-18"
    assert {written[word] for word in example.statements[3].cue} == {"told"}
    assert written[min(example.events[0].trigger)] == "spurns"
    assert len(set(example.sentence_of)) == 14


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"trigger": "1:no such words"}, "words not found"),
        ({"trigger": "1:rall"}, "cuts a word"),
        ({"type": "RALLY", "mode": None}, "'RALLY' is none of"),
        ({"mode": "siesta"}, "no mode of PROTEST"),
        ({"status": "maybe"}, "'maybe' is none of"),
        ({"statement": "s9"}, "no such id: s9"),
        ({"actor": ["2:Police"]}, "not in the trigger's sentence"),
        ({"trigger": ""}, "has no trigger"),
    ],
)
def test_problems_are_named(tmp_path: Path, change: dict[str, object], expected: str) -> None:
    event = {
        "id": "e1",
        "trigger": "1:rallied",
        "type": "PROTEST",
        "mode": "demo",
        "status": "actual",
        "statement": None,
    }
    record = {"id": "made-up", "statements": [], "events": [{**event, **change}], "terms": [], "disputes": []}
    (tmp_path / "made-up.txt").write_text(
        "# made up\n1\tCrowds rallied in Orlo.\n2\tPolice watched.\n", encoding="utf-8"
    )
    (tmp_path / "made-up.json").write_text(json.dumps(record), encoding="utf-8")
    (problem,) = find_problems(tmp_path / "made-up.json")
    assert problem.startswith("made-up.json: e1: ")
    assert expected in problem
