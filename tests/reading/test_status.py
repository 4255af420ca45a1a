"""Statuses that the words and dates of a report settle, whatever the model says."""

import pytest

from marked import annotate, find
from reportedly.model import Status, Time
from reportedly.reading.clauses import read_wording
from reportedly.reading.status import find_status

PUBLISHED = "2024-05-07"


def dated(start: str, end: str | None = None) -> Time:
    return Time((0, 4), "DATE", start, start, end or start, None)


@pytest.mark.parametrize(
    ("text", "trigger", "time", "proposed", "expected"),
    [
        ("The army shelled Orlo.", "shelled", None, "actual", "actual"),
        ("The army did not shell Orlo.", "shell", None, "actual", "negated"),
        ("If they attack Orlo, we go.", "attack", None, "actual", "hypothetical"),
        ("Then the army shelled Orlo.", "shelled", dated("2023-05"), "actual", "historical"),
        ("Then the army shelled Orlo.", "shelled", dated("2024-05-04"), "historical", "actual"),
        ("Then the army shelled Orlo.", "shelled", dated("2024-03-01"), "historical", "historical"),
        ("Then the army shelled Orlo.", "shelled", dated("2024-06-01"), "historical", "historical"),
        ("Then the army shelled Orlo.", "shelled", dated("2024-05-04"), "future", "future"),
        ("The army shelled Orlo.", "shelled", None, "historical", "historical"),
    ],
)
def test_status_follows_words_and_dates(
    text: str, trigger: str, time: Time | None, proposed: Status, expected: Status
) -> None:
    wording = read_wording(annotate(text))
    status, rule = find_status(wording, find(text, trigger), "ASSAULT", proposed, time=time, published=PUBLISHED)
    assert status == expected
    assert (rule is None) == (status == proposed)


def test_status_without_a_day_of_publication_is_the_models() -> None:
    wording = read_wording(annotate("Then the army shelled Orlo."))
    for proposed in ("actual", "historical"):
        found = find_status(wording, (15, 22), "ASSAULT", proposed, time=dated("2024-05-04"), published=None)
        assert found == (proposed, None)
