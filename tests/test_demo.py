"""Is the gold of the demo corpus sound, and does its scorer count rightly?"""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
GOLD: dict[str, Any] = json.loads((ROOT / "tests/data/demo-groups.json").read_text(encoding="utf-8"))
REPORTS: dict[str, dict[str, str]] = {
    row["id"]: row
    for path in sorted((ROOT / "samples/demo").glob("*.jsonl"))
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
}
ABOUT = {"existence", "actor", "target", "number", "place", "time"}
SCORER = runpy.run_path(str(ROOT / "bench/groups.py"))


def test_every_report_has_an_origin_and_a_story() -> None:
    assert 40 <= len(REPORTS) <= 60
    assert set(GOLD["origins"]) == set(GOLD["stories"]) == set(REPORTS)
    assert set(GOLD["origins"].values()) <= set(REPORTS)
    assert set(GOLD["stories"].values()) == set(GOLD["splits"])
    assert 3 * list(GOLD["splits"].values()).count("test") >= len(GOLD["splits"])


def test_reports_of_one_origin_stand_in_one_story_and_come_after_it() -> None:
    for report, origin in GOLD["origins"].items():
        assert GOLD["stories"][report] == GOLD["stories"][origin]
        assert REPORTS[report]["published"] >= REPORTS[origin]["published"]


def test_reports_are_short() -> None:
    assert all(80 <= len(report["text"].split()) <= 300 for report in REPORTS.values())


@pytest.mark.parametrize("incident", GOLD["incidents"], ids=lambda incident: incident["id"])
def test_mentions_stand_in_the_texts(incident: dict[str, Any]) -> None:
    spans = [
        (m["report"], SCORER["find_words"](REPORTS[m["report"]]["text"], m["words"])) for m in incident["mentions"]
    ]
    assert len(set(spans)) == len(spans) > 0
    assert incident["story"] in {GOLD["stories"][report] for report, _ in spans}
    assert {account["origin"] for account in incident["accounts"]} == {GOLD["origins"][report] for report, _ in spans}


def test_no_words_tell_two_incidents() -> None:
    seen = [(mention["report"], mention["words"]) for incident in GOLD["incidents"] for mention in incident["mentions"]]
    assert len(set(seen)) == len(seen)


def test_disputes_have_sides() -> None:
    incidents = {incident["id"] for incident in GOLD["incidents"]}
    for dispute in GOLD["disputes"]:
        assert dispute["incident"] in incidents
        assert dispute["about"] in ABOUT
        assert len({side["says"] for side in dispute["sides"]}) == len(dispute["sides"]) >= 2


def test_demands_stand_in_the_texts_and_answers_in_order() -> None:
    for thread in GOLD["demands"]:
        steps = [thread["demand"], *thread["answers"]]
        for step in steps:
            assert step["words"].split("#")[0] in REPORTS[step["report"]]["text"]
        dates = [REPORTS[step["report"]]["published"] for step in thread["answers"]]
        assert dates == sorted(dates)


def test_scores_count_pairs_and_b_cubed() -> None:
    gold = {"a": "1", "b": "1", "c": "1", "d": "2"}
    found = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert SCORER["score_pairs"](gold, found)[:2] == pytest.approx((1 / 2, 1 / 3))
    assert SCORER["score_b_cubed"](gold, found)[:2] == pytest.approx((3 / 4, 2 / 3))
    assert SCORER["score_b_cubed"](gold, gold).f1 == 1
    assert SCORER["score_pairs"](gold, {})[:2] == (1.0, 0.0)
    assert SCORER["score_sets"]({1, 2}, {2, 3, 4})[:2] == pytest.approx((1 / 3, 1 / 2))


def test_words_are_found_by_occurrence() -> None:
    assert SCORER["find_words"]("shelled, shelled", "shelled#2") == (9, 16)
    with pytest.raises(ValueError, match="substring"):
        SCORER["find_words"]("shelled", "shelled#2")
