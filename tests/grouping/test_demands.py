"""What became of a demand: made, repeated, refused, accepted, answered, lapsed."""

from dataclasses import replace

import pytest

from reportedly.grouping.demands import Proposal, find_content_words, find_threads
from reportedly.grouping.mentions import Party

VELMAR, TARSIA = Party("Velmar", None), Party("Tarsian government", None)
GUNS = find_content_words("withdraw every howitzer from the Osmund heights")


def propose(number: int, kind: str, by: Party | None, to: Party | None, **known: str) -> Proposal:
    return Proposal(
        f"r{number}", "t1", kind, by, to, GUNS, f"2031-03-{number:02}", 741_000 + number, known.get("deadline"), None
    )


DEMAND = propose(1, "demand", VELMAR, TARSIA, deadline="2031-03-06")


@pytest.mark.parametrize(
    ("others", "today", "state"),
    [
        ([], "2031-03-05", "open"),
        ([], "2031-03-07", "lapsed"),
        ([propose(2, "refusal", Party("Tarsia", None), None)], "2031-03-07", "refused"),
        ([propose(2, "refusal", TARSIA, VELMAR), propose(3, "acceptance", TARSIA, VELMAR)], "2031-03-07", "accepted"),
        ([propose(2, "offer", TARSIA, VELMAR)], "2031-03-07", "answered"),
        ([propose(2, "refusal", Party("Lurian council", None), None)], "2031-03-05", "open"),
        ([propose(2, "demand", VELMAR, TARSIA)], "2031-03-05", "open"),
    ],
    ids=["open", "lapsed", "refused", "accepted at last", "answered", "another's refusal", "repeated"],
)
def test_what_became_of_a_demand(others: list[Proposal], today: str, state: str) -> None:
    thread = find_threads([*others, DEMAND], today)[0]
    assert (thread.first, thread.state) == (DEMAND, state)


def test_a_demand_told_again_is_one_thread() -> None:
    (thread,) = find_threads([DEMAND, propose(2, "demand", VELMAR, None)], None)
    assert [step for step, _ in thread.steps] == ["made", "repeated"]


def test_another_demand_is_another_thread() -> None:
    other = replace(DEMAND, report="r2", words=find_content_words("free the abducted lighthouse keeper"))
    assert len(find_threads([DEMAND, other], None)) == 2


def test_an_answer_does_not_come_before_its_demand() -> None:
    (thread,) = find_threads([replace(DEMAND, published="2031-03-09"), propose(2, "refusal", TARSIA, VELMAR)], None)
    assert thread.state == "open"
