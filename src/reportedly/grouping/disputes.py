"""Where do the accounts of one happening contradict each other? By rule, and never who is right.

existence, actor: one voice denies what another asserts. It is about the actor where what is denied is that somebody did
it, and numbers of the dead or hurt, by whichever voice, say that it happened; else about whether it happened at all.
number, time: two voices give values that cannot both hold. place, target, actor: two voices name others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportedly.grouping.accounts import Account, is_assertion, is_denial
from reportedly.grouping.facts import is_same_party
from reportedly.grouping.mentions import Interval, Party, read_days
from reportedly.grouping.words import find_name_words

#: What accounts can differ about, in this order.
SUBJECTS = ("existence", "actor", "target", "number", "place", "time")


@dataclass(frozen=True, slots=True)
class Side:
    """What some accounts say, against others."""

    says: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What accounts differ about, the sides, and the rule that found it."""

    about: str
    sides: tuple[Side, ...]
    why: str


def find_contradictions(accounts: Sequence[Account]) -> tuple[Contradiction, ...]:
    """Give what the accounts of one happening differ about, each subject once."""
    asserting = [account for account in accounts if is_assertion(account)]
    denying = [account for account in accounts if is_denial(account)]
    found = [*_find_denials(asserting, denying), *_find_numbers(asserting)]
    if all(contradiction.about != "actor" for contradiction in found):
        found.extend(_find_other_actors(asserting))
    found.extend(_find_times(asserting))
    return tuple(sorted(found, key=lambda contradiction: SUBJECTS.index(contradiction.about)))


def _find_denials(asserting: Sequence[Account], denying: Sequence[Account]) -> Iterator[Contradiction]:
    others = [account for account in asserting if any(account.voice != denial.voice for denial in denying)]
    if not others or not denying:
        return
    established = any(account.numbers for account in others)
    own = [denial for denial in denying if established and _names_actors(denial)]
    whole = [denial for denial in denying if denial not in own]
    if whole:
        sides = (Side("it happened", tuple(others)), Side("it did not happen", tuple(whole)))
        yield Contradiction("existence", sides, "a voice denies what another asserts")
    if own:
        blamed = next(party.name for party in own[0].actors if find_name_words(party.name))
        blaming = [account for account in others if any(_is_any(party, own[0].actors) for party in account.actors)]
        sides = (Side(blamed, tuple(blaming or others)), Side(f"not {blamed}", tuple(own)))
        yield Contradiction(
            "actor", sides, "a voice denies that it was done by whom others blame; that people were hit stands"
        )


def _names_actors(denial: Account) -> bool:
    return any(find_name_words(party.name) for party in denial.actors)


def _is_any(party: Party, others: Iterable[Party]) -> bool:
    return any(is_same_party(party, other) for other in others)


def _find_other_actors(asserting: Sequence[Account]) -> Iterator[Contradiction]:
    """Find two voices of which each says that another did it."""
    named = [
        (account, [party for party in account.actors if find_name_words(party.name)])
        for account in asserting
        if account.speaker
    ]
    named = [(account, parties) for account, parties in named if parties]
    for index, (one, parties) in enumerate(named):
        for other, others in named[index + 1 :]:
            if one.speaker != other.speaker and _blame_each_other(one, parties, other, others):
                sides = (Side(parties[0].name, (one,)), Side(others[0].name, (other,)))
                yield Contradiction("actor", sides, "each of two voices says that the other's side did it")
                return


def _blame_each_other(one: Account, parties: Sequence[Party], other: Account, others: Sequence[Party]) -> bool:
    speakers = (Party(one.speaker or "", one.country), Party(other.speaker or "", other.country))
    return _is_any(speakers[1], parties) and _is_any(speakers[0], others)


def _find_numbers(asserting: Sequence[Account]) -> Iterator[Contradiction]:
    """Find numbers of which no two can both hold: the kind with the most voices that differ."""
    kinds = dict.fromkeys(kind for account in asserting for kind in account.numbers)
    best: list[Side] = []
    for kind in kinds:
        sides = list(_group_numbers(kind, asserting))
        if len(sides) > 1 and len(sides) > len(best) and _differ_by_voice(sides):
            best = sides
    if best:
        yield Contradiction("number", tuple(best), "two voices give numbers that cannot both hold")


def _group_numbers(kind: str, asserting: Iterable[Account]) -> Iterator[Side]:
    told: dict[Interval, list[Account]] = {}
    for account in asserting:
        if kind in account.numbers:
            told.setdefault(account.numbers[kind], []).append(account)
    apart = [one for one in told if any(_cannot_both_hold(one, other) for other in told)]
    for interval in sorted(apart, key=lambda interval: (interval[0] or 0, interval[1] or 0)):
        yield Side(f"{write_interval(interval)} {kind}", tuple(told[interval]))


def write_interval(interval: Interval) -> str:
    """Write a number of people: `12`, `at least 12`, `up to 20`, `12 to 20`."""
    low, high = interval
    if low == high:
        return str(low)
    if low is None:
        return f"up to {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def _cannot_both_hold(one: Interval, other: Interval) -> bool:
    (low, high), (other_low, other_high) = one, other
    return (high is not None and other_low is not None and high < other_low) or (
        other_high is not None and low is not None and other_high < low
    )


def _differ_by_voice(sides: Sequence[Side]) -> bool:
    """Tell whether it is not one voice that counts anew: some voices stand on one side only."""
    voices = [{account.voice for account in side.accounts} for side in sides]
    return len(set.union(*voices)) > 1 and voices[0] != voices[-1]


def _find_times(asserting: Sequence[Account]) -> Iterator[Contradiction]:
    """Find two voices that put it on days that cannot be one."""
    dated = [(read_days(account.date), account) for account in asserting]
    told: dict[tuple[int, int], list[Account]] = {}
    for days, account in dated:
        # the day of the report itself may be the day on which somebody said it
        if days and days[0] == days[1] and days != read_days(account.teller.published):
            told.setdefault(days, []).append(account)
    sides = [Side((told[days][0].date or "")[:10], tuple(told[days])) for days in sorted(told)]
    if len(sides) > 1 and _differ_by_voice(sides):
        yield Contradiction("time", tuple(sides), "two voices put it on different days")
