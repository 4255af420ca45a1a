"""What became of a demand? Decided from what parties put to each other in reports of one story.

The same demand told again is a step of one thread; so is what the party it is put to says of it. Where nobody answered
and the deadline is past, it lapsed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.grouping.facts import is_same_party
from reportedly.grouping.mentions import Party
from reportedly.grouping.origins import is_near
from reportedly.grouping.partition import find_parts
from reportedly.grouping.words import find_words, weigh

#: What is put to somebody, and what answers it.
PUT = frozenset(("demand", "offer", "threat"))
ANSWERS = {"refusal": "refused", "acceptance": "accepted", "commitment": "answered", "offer": "answered"}

#: How long an answer can take, in days.
_REACH = 21

#: A word that tells less than this says nothing of what a demand is about.
_LEAST_WEIGHT = 2.0

#: Which share of the telling words of the shorter of two contents the other has, where both are of one demand.
_ALIKE = 0.4
_TOUCHING = 0.12


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term as it stands in a report; `answers` is the id of the term of the same report that it answers."""

    report: str
    id: str
    kind: str
    by: Party | None
    to: Party | None
    words: frozenset[str]
    published: str | None
    day: int | None
    deadline: str | None
    answers: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A demand, where it was first made, and each later step of it with what it did."""

    first: Proposal
    steps: tuple[tuple[str, Proposal], ...]
    state: str


def find_content_words(content: str) -> frozenset[str]:
    """Give the words of a term's content that tell what it is about."""
    return frozenset(word for word in find_words(content) if len(word) > 2 and weigh(word) >= _LEAST_WEIGHT)


def find_threads(proposals: Sequence[Proposal], today: str | None) -> tuple[Thread, ...]:
    """Give the demands, offers and threats of one story, each with what became of it until `today`."""
    ordered = sorted(proposals, key=_order)
    put = [proposal for proposal in ordered if proposal.kind in PUT]
    pairs = [(one, other) for one in range(len(put)) for other in range(one) if is_same_demand(put[one], put[other])]
    parts = find_parts(range(len(put)), pairs)
    threads: dict[int, list[Proposal]] = {}
    for index, proposal in enumerate(put):
        threads.setdefault(parts[index], []).append(proposal)
    return tuple(_make_thread(made, ordered, today) for made in threads.values())


def is_same_demand(one: Proposal, other: Proposal) -> bool:
    """Tell whether two terms put the same, by the same party."""
    if one.kind != other.kind or not is_near(one.day, other.day, _REACH):
        return False
    same_by = one.by is None or other.by is None or is_same_party(one.by, other.by)
    return same_by and share_words(one.words, other.words) >= _ALIKE


def is_answer(answer: Proposal, demand: Proposal) -> bool:
    """Tell whether a term answers a demand: by the party that it was put to, later, and about the same."""
    if answer.kind not in ANSWERS or answer is demand:
        return False
    if answer.report == demand.report and answer.answers == demand.id:
        return True
    if not is_near(answer.day, demand.day, _REACH) or _order(answer)[0][:10] < _order(demand)[0][:10]:
        return False
    if answer.by is None or demand.to is None or not is_same_party(answer.by, demand.to):
        return False
    other_way = answer.to is None or demand.by is None or is_same_party(answer.to, demand.by)
    return other_way and (answer.kind != "offer" or share_words(answer.words, demand.words) >= _TOUCHING)


def share_words(ones: frozenset[str], others: frozenset[str]) -> float:
    """Give which share of the smaller set of words is in the other."""
    return len(ones & others) / max(1, min(len(ones), len(others)))


def _make_thread(made: Sequence[Proposal], ordered: Iterable[Proposal], today: str | None) -> Thread:
    steps: list[tuple[str, Proposal]] = []
    for proposal in ordered:
        if any(proposal is demand for demand in made):
            steps.append(("repeated" if steps else "made", proposal))
        elif any(is_answer(proposal, demand) for demand in made):
            steps.append((ANSWERS[proposal.kind], proposal))
    answers = [step for step, _ in steps if step not in ("made", "repeated")]
    decided = [step for step in answers if step != "answered"]
    state = (decided or answers or ["open"])[-1]
    deadline = max((demand.deadline for demand in made if demand.deadline), default=None)
    if state == "open" and deadline and today and deadline[:10] < today[:10]:
        state = "lapsed"
    return Thread(made[0], tuple(steps), state)


def _order(proposal: Proposal) -> tuple[str, str, int, str]:
    return proposal.published or "~", proposal.report, len(proposal.id), proposal.id
