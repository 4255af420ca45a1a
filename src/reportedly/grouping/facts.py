"""What is told of a happening, taken together, and what of two such tellings agrees or contradicts?

Who is blamed and what is denied may differ from one voice to the next: that is what accounts are for. Only places and
days that cannot be the same keep two happenings apart on their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians

from reportedly.grouping.mentions import Happening, Interval, Mention, Party, Spot
from reportedly.grouping.words import find_name_words, is_same_word
from reportedly.ontology import TYPES
from reportedly.resources import load_rows

#: Statuses of what has not been done.
PLANNED = frozenset(("future", "hypothetical"))

#: How far apart two towns are that one report calls by the one name and the next by the other, in kilometres.
_NEAR = 12.0

_WIDE = frozenset(("province", "country", "region"))

#: An event without a day of its own was this many days before its report, at most.
_RECENT = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the events of one happening say, taken together; `published` is the day of their report."""

    type: str
    modes: frozenset[str]
    groups: frozenset[str]
    statuses: frozenset[str]
    actors: frozenset[Party]
    recipients: frozenset[Party]
    places: frozenset[Spot]
    days: tuple[int, int] | None
    numbers: Mapping[str, tuple[Interval, ...]]
    triggers: frozenset[str]
    published: int | None


def gather_facts(mentions: Iterable[Mention], published: int | None) -> Facts:
    """Take together what some events say; there is at least one."""
    told = tuple(mentions)
    numbers: dict[str, tuple[Interval, ...]] = {}
    for mention in told:
        for kind, interval in mention.numbers.items():
            numbers[kind] = (*numbers.get(kind, ()), interval)
    dated = [mention.days for mention in told if mention.days]
    modes = frozenset(mention.mode for mention in told if mention.mode)
    return Facts(
        type=told[0].type,
        modes=modes,
        groups=frozenset(_load_groups().get((told[0].type, mode), "") for mode in modes) - {""},
        statuses=frozenset(mention.status for mention in told),
        actors=frozenset(party for mention in told for party in mention.actors if find_name_words(party.name)),
        recipients=frozenset(party for mention in told for party in mention.recipients if find_name_words(party.name)),
        places=frozenset(spot for mention in told for spot in mention.places if _names_a_place(spot)),
        days=min(dated, key=lambda days: (days[1] - days[0], days)) if dated else None,
        numbers=numbers,
        triggers=frozenset(_stem(mention.trigger) for mention in told),
        published=published,
    )


def facts_of(happening: Happening, published: int | None) -> Facts:
    """Take together what a report says of a happening."""
    return gather_facts(happening.mentions, published)


def find_signs(one: Facts, other: Facts) -> Iterator[str]:
    """Give the signs (points.tsv) for and against two tellings being of one happening; of one type, as they must be."""
    yield from _compare_places(one, other)
    signs = _compare_parties(one.actors, other.actors, "actor", "acts")
    yield from (sign + " speaks" if sign == "other actor" and is_verbal(one) else sign for sign in signs)
    yield from _compare_parties(one.recipients, other.recipients, "recipient", "suffers")
    yield from _compare_numbers(one.numbers, other.numbers)
    yield from _compare_days(one, other)
    if one.modes & other.modes:
        yield "same mode"
    elif one.modes and other.modes:
        yield "other mode"
    if one.triggers & other.triggers:
        yield "same trigger"
    if (one.statuses <= PLANNED) != (other.statuses <= PLANNED):
        yield "planned, not done"
    if (one.statuses == {"historical"}) != (other.statuses == {"historical"}):
        yield "past"


def could_be_one(one: Facts, other: Facts) -> bool:
    """Tell whether two tellings are of one type, and of modes that go together."""
    return one.type == other.type and not (one.groups and other.groups and not one.groups & other.groups)


def weigh_signs(one: Facts, other: Facts, column: int) -> float:
    """Give by how many points two tellings are of one happening; below 0 they are not.

    Column 0 is within a report, 1 is across reports.
    """
    points = load_points()
    least = points["least in words" if is_verbal(one) else "least"][column]
    return sum(points[sign][column] for sign in find_signs(one, other)) - least


@cache
def load_points() -> Mapping[str, tuple[float, float]]:
    """Load what each sign counts: within a report, across reports."""
    return {sign: (float(within), float(across)) for sign, within, across in load_rows("grouping", "points.tsv")}


def _compare_places(one: Facts, other: Facts) -> Iterator[str]:
    """Compare where it was; `shells fell on Osmund` gives the place as the one to whom it was done."""
    found = {_compare_spots(spot, known) for spot in one.places for known in other.places}
    hit = ((one.places, other.recipients), (other.places, one.recipients))
    if any(_share_words(spot.name, party.name) for places, parties in hit for spot in places for party in parties):
        found.add("same place")
    if found:
        yield next(sign for sign in ("same place", "place inside", "other place") if sign in found)


def _compare_spots(one: Spot, other: Spot) -> str:
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return "place inside" if one.precision in _WIDE else "same place"
    if _share_words(one.name, other.name):
        return "same place"
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return "other place"
    wide = one.precision in _WIDE or other.precision in _WIDE
    if wide and one.country == other.country:
        return "place inside"
    height = 111.2 * (one.lat - other.lat)
    width = 111.2 * (one.lon - other.lon) * cos(radians(one.lat))
    return "place inside" if hypot(height, width) <= _NEAR else "other place"


def _compare_parties(ones: frozenset[Party], others: frozenset[Party], what: str, does: str) -> Iterator[str]:
    if not ones or not others:
        return
    if any(_share_words(one.name, other.name) for one in ones for other in others):
        yield f"same {what}"
    elif any(one.country and one.country == other.country for one in ones for other in others):
        yield f"same country {does}"
    elif any(map(_is_named, ones)) and any(map(_is_named, others)):
        yield f"other {what}"


def _is_named(party: Party) -> bool:
    return party.country is not None or not party.name.islower()


def _names_a_place(spot: Spot) -> bool:
    """Tell whether a place has a name: `the edge of the town` has none."""
    return not spot.name.islower() and bool(find_name_words(spot.name))


def is_verbal(facts: Facts) -> bool:
    """Tell whether it is done by words alone: then who speaks makes it what it is."""
    return TYPES.get(facts.type, "").startswith("verbal")


def is_same_party(one: Party, other: Party) -> bool:
    """Tell whether two parties are one, or speak for one: by a word of their names, or by their country."""
    return _share_words(one.name, other.name) or bool(one.country and one.country == other.country)


def _share_words(one: str, other: str) -> bool:
    if one == other:
        return True
    others = find_name_words(other)
    return any(is_same_word(word, known) for word in find_name_words(one) for known in others)


def _compare_numbers(
    ones: Mapping[str, tuple[Interval, ...]], others: Mapping[str, tuple[Interval, ...]]
) -> Iterator[str]:
    kinds = ones.keys() & others.keys()
    if any(one == other for kind in kinds for one in ones[kind] for other in others[kind]):
        yield "same number"
    elif kinds:
        yield "other number"


def _compare_days(one: Facts, other: Facts) -> Iterator[str]:
    first, second = guess_days(one), guess_days(other)
    if first is None or second is None:
        return
    gap = max(first[0], second[0]) - min(first[1], second[1])
    if gap > 1:
        yield "other day"
    elif gap == 1:
        yield "near day"
    elif one.days and other.days:
        yield "same day"


def guess_days(facts: Facts) -> tuple[int, int] | None:
    """Give the days on which it can have been: its own, else the last ones before its report, or those to come."""
    if facts.days or facts.published is None:
        return facts.days
    if facts.statuses <= PLANNED:
        return facts.published - 1, facts.published + 14
    if facts.statuses == {"historical"}:
        return None
    return facts.published - _RECENT, facts.published


def _stem(trigger: str) -> str:
    """Give a trigger's first letters, less its usual endings: `shelled`, `shelling` and `shells` are one."""
    word = trigger.partition(" ")[0]
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _load_groups() -> Mapping[tuple[str, str], str]:
    return {(type_, mode): group for type_, mode, group in load_rows("grouping", "modes.tsv")}
