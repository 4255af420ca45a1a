"""Which events of one report tell of one happening? Each joins the happening before it that it fits best, if any.

What an event says is compared with all that is known of the happening so far, so that two attacks on two towns are not
made one by a third event that names neither. Points are in points.tsv.
"""

from collections.abc import Sequence

from reportedly.grouping.facts import Facts, could_be_one, gather_facts, weigh_signs
from reportedly.grouping.mentions import Happening, Mention

#: How many happenings back an event is compared.
_REACH = 30


def gather_happenings(mentions: Sequence[Mention], day: int | None = None) -> tuple[Happening, ...]:
    """Gather a report's events, in the order of its text, into happenings, by first event."""
    found: list[tuple[list[Mention], Facts]] = []
    for mention in mentions:
        facts = gather_facts((mention,), day)
        best = _find_best(found, facts)
        if best is None:
            found.append(([mention], facts))
        else:
            told = [*found[best][0], mention]
            found[best] = (told, gather_facts(told, day))
    return tuple(Happening(tuple(told)) for told, _ in found)


def _find_best(found: Sequence[tuple[list[Mention], Facts]], facts: Facts) -> int | None:
    """Give which happening an event fits best, the latest of those it fits as well; None where it fits none."""
    best, most = None, 0.0
    for index in range(len(found) - 1, max(-1, len(found) - 1 - _REACH), -1):
        before = found[index][1]
        if not could_be_one(before, facts):
            continue
        points = weigh_signs(before, facts, 0)
        if points > most or (points == most and best is None):
            best, most = index, points
    return best
