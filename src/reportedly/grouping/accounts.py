"""Who speaks of a happening, through whom, and what do they say of it? One account for each voice of each report.

A voice that asserts a happening and denies part of it in one report gives two accounts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from reportedly.grouping.facts import PLANNED
from reportedly.grouping.mentions import Happening, Interval, Mention, Party, Spot
from reportedly.grouping.partition import find_parts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Teller:
    """What accounts need of a report: its id, outlet, day, what it credits, and the report that names its origin."""

    report: str
    published: str | None
    publisher: str | None
    outlet: str | None
    credits: frozenset[str]
    origin: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice says of a happening in one report; `speaker` None is the report itself."""

    teller: Teller
    mentions: tuple[Mention, ...]
    speaker: str | None
    country: str | None
    via: tuple[str, ...]
    status: str

    @property
    def voice(self) -> str:
        """Give who speaks: the publisher, or else the report, where it is the report itself."""
        return self.speaker or self.teller.publisher or self.teller.report

    @property
    def pointer(self) -> str:
        """Give the account's first event: REPORT:e3."""
        return f"{self.teller.report}:{self.mentions[0].id}"

    @property
    def actors(self) -> tuple[Party, ...]:
        """Give who did it, as this voice has it."""
        return _unique(party for mention in self.mentions for party in mention.actors)

    @property
    def recipients(self) -> tuple[Party, ...]:
        """Give to whom it was done, as this voice has it."""
        return _unique(party for mention in self.mentions for party in mention.recipients)

    @property
    def places(self) -> tuple[Spot, ...]:
        """Give where it was, as this voice has it."""
        return _unique(spot for mention in self.mentions for spot in mention.places)

    @property
    def numbers(self) -> Mapping[str, Interval]:
        """Give this voice's numbers, the first of each kind."""
        numbers: dict[str, Interval] = {}
        for mention in self.mentions:
            for kind, interval in mention.numbers.items():
                numbers.setdefault(kind, interval)
        return numbers

    @property
    def date(self) -> str | None:
        """Give when it was, as this voice has it, as precisely as it says."""
        return max((mention.date for mention in self.mentions if mention.date), key=len, default=None)


def find_accounts(members: Iterable[tuple[Teller, Happening]]) -> tuple[Account, ...]:
    """Give the accounts of what one or more reports tell, by when they were published."""
    voices: dict[tuple[str, str | None, str], tuple[Teller, list[Mention]]] = {}
    for teller, happening in members:
        for mention in happening.mentions:
            key = (teller.report, mention.speaker, _side(mention.status))
            voices.setdefault(key, (teller, []))[1].append(mention)
    accounts = [_make_account(teller, mentions) for teller, mentions in voices.values()]
    return tuple(sorted(accounts, key=_order))


def _order(account: Account) -> tuple[str, str, int]:
    return account.teller.published or "~", account.teller.report, account.mentions[0].number


def _make_account(teller: Teller, mentions: list[Mention]) -> Account:
    mentions.sort(key=lambda mention: mention.number)
    first = mentions[0]
    via = _unique(name for mention in mentions for name in mention.via)
    return Account(teller, tuple(mentions), first.speaker, first.speaker_country, via, first.status)


def _side(status: str) -> str:
    return "planned" if status in PLANNED else "denied" if status == "negated" else "asserted"


def is_denial(account: Account) -> bool:
    """Tell whether a voice says that it did not happen, or not so."""
    return account.status == "negated"


def is_assertion(account: Account) -> bool:
    """Tell whether a voice says that it happened."""
    return _side(account.status) == "asserted"


def count_sources(tellers: Iterable[Teller]) -> tuple[int, int]:
    """Give how many origins some reports have, and how many of them are independent.

    Reports of one origin count once. So do a report that credits an outlet and that outlet's own, and two that credit
    one and the same.
    """
    told = {teller.report: teller for teller in tellers}
    pairs = [(f"report {teller.report}", f"origin {teller.origin}") for teller in told.values()]
    origins = {other for _, other in pairs}
    outlets = {credit for teller in told.values() for credit in teller.credits}
    for teller in told.values():
        named = teller.credits | ({teller.outlet} & outlets)
        pairs.extend((f"report {teller.report}", f"outlet {name}") for name in named)
    parts = find_parts({item for pair in pairs for item in pair}, pairs)
    return len(origins), len({parts[origin] for origin in origins})


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
