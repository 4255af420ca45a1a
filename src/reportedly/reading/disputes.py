"""Where does the report itself set two accounts against each other? Words: disputes.tsv.

The rules are few and want a sign in the text: a denial, a claim called untrue, a turn ("but", "while") between two
speakers in one sentence, "some … others", or two numbers for the same thing. That two statements merely disagree is
for the reader to see.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise
from typing import Final, NamedTuple

from reportedly.language.annotation import Annotation
from reportedly.model import Dispute, Event, Evidence, Span, Statement
from reportedly.reading.contents import sentence_at
from reportedly.resources import load_rows

_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w.,-])\d{1,7}(?![\w%]|[.,]\d)")
_PUT_AT: Final = re.compile(r"\b(?:it|number|figure|toll|total) (?:at|to) \D{0,20}?(\d{1,3}(?:,\d{3})+|\d{1,7})\b")
_CLOSE: Final = 40  # characters between a number and what it counts
_FAR: Final = 200  # the same, where a number is spoken of: "the total number of those killed … was 220"
_BEFORE: Final = 3  # sentences back to what is denied
_NEIGHBOURS: Final = 12  # statements looked at on either side
_ABOUT: Final = 12  # words that say what a dispute is about
_BRIEF: Final = 60  # characters that may stand between two accounts around the word that turns
_ALIKE: Final = 3  # words that two statements far apart share if they count the same thing
_STEM: Final = 6


class Account(NamedTuple):
    """A statement and what the rules look at: its place, its sentence, its words."""

    statement: Statement
    at: int
    sentence: int
    cue: str
    content: str
    stems: frozenset[str]


@cache
def _load(role: str) -> frozenset[str]:
    return frozenset(row[0] for row in load_rows("reading", "disputes.tsv") if row[1] == role)


@cache
def _load_counts() -> dict[str, str]:
    return {row[0]: row[1] for row in load_rows("reading", "disputes.tsv") if row[1].startswith("count ")}


def find_disputes(
    annotation: Annotation, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Dispute, ...]:
    """Find the pairs of statements that the report sets against each other, each pair once, in the text's order.

    The events are not asked yet: every rule stands on the words of the statements.
    """
    accounts = sorted((_account(annotation, item) for item in statements), key=lambda account: account.at)
    found: dict[frozenset[str], Dispute] = {}
    for rule, pairs in (
        ("dispute.denial", _find_denials(annotation, accounts)),
        ("dispute.turn", _find_turns(annotation, accounts)),
        ("dispute.some_others", _find_some_others(annotation, accounts)),
        ("dispute.numbers", _find_numbers(accounts)),
        ("dispute.mutual", _find_mutual(accounts)),
    ):
        for one, other in pairs:
            key = frozenset((one.statement.id, other.statement.id))
            found.setdefault(key, _dispute(one, other, rule))
    for account in accounts:
        if _doubted(annotation, account):
            evidence = (Evidence("dispute", _sign(account), "dispute.voice"),)
            about = " ".join(account.content.split()[:_ABOUT])
            found.setdefault(
                frozenset((account.statement.id, "")), Dispute(account.statement.id, None, about, evidence)
            )
    return tuple(sorted(found.values(), key=lambda dispute: dispute.evidence[0].span))


def _doubted(annotation: Annotation, account: Account) -> bool:
    """Tell that the report itself calls a claim false: "falsely claimed", "false accusations"."""
    before = annotation.text[max(0, account.at - _STEM * 3) : account.at].lower().split()
    return (
        bool(account.statement.cue)
        and account.statement.within is None
        and before[-1:] != []
        and before[-1] in _load("voice")
    )


def _account(annotation: Annotation, statement: Statement) -> Account:
    text = annotation.text
    at = (statement.cue or statement.content)[0][0]
    cue = " ".join(text[start:end] for start, end in statement.cue).lower()
    content = " ".join(text[start:end] for start, end in statement.content)
    stems = frozenset(
        word[:_STEM] for word in map(str.lower, _WORD.findall(content)) if len(word) > 2 and word not in _load("dull")
    )
    return Account(statement, at, sentence_at(annotation, at), cue, content, stems)


def _dispute(one: Account, other: Account, rule: str) -> Dispute:
    about = min((one.content, other.content), key=lambda words: (len(words.split()) < 3, len(words)))
    evidence = tuple(Evidence("dispute", _sign(account), rule) for account in (one, other))
    return Dispute(one.statement.id, other.statement.id, " ".join(about.split()[:_ABOUT]), evidence)


def _sign(account: Account) -> Span:
    return (account.statement.cue or account.statement.content)[0]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _has(text: str, role: str) -> bool:
    """Tell that a text has one of a role's words, or word groups."""
    words = " " + " ".join(_WORD.findall(text.lower())) + " "
    return any(f" {phrase} " in words for phrase in _load(role))


def _differ(one: Account, other: Account) -> bool:
    return one.statement.speaker != other.statement.speaker or one.statement.speaker is None


# --- denials ------------------------------------------------------------------------------------------------------


def _find_denials(annotation: Annotation, accounts: list[Account]) -> Iterator[tuple[Account, Account]]:
    """Pair each denial with what it denies: what stands inside it, else the claim made just before."""
    for number, account in enumerate(accounts):
        if not _denies(account):
            continue
        inside = [other for other in accounts[number : number + 4] if other.statement.within == account.statement.id]
        claims = [other for other in inside if _words(other.cue) & _load("claim") and _differ(account, other)]
        if claims:
            yield claims[0], account
        else:
            denied = _denied(annotation, account, accounts, number)
            if denied:
                yield denied, account


def _denies(account: Account) -> bool:
    """Tell that a statement denies what somebody else said."""
    cue, content = _words(account.cue), _words(account.content)
    if cue & _load("denies"):
        return "not" not in cue
    if cue & _load("rejects") or _has(account.content, "untrue"):
        return bool(content & _load("claim"))
    return _has(account.content, "flat")


def _denied(annotation: Annotation, account: Account, accounts: list[Account], number: int) -> Account | None:
    near = [
        other
        for other in reversed(accounts[max(0, number - _NEIGHBOURS) : number + 1])
        if other is not account and _differ(account, other) and 0 <= account.sentence - other.sentence <= _BEFORE
    ]
    accusing = [other for other in near if _words(other.cue) & _load("accuses")]
    near = [other for other in near if other.statement.within in {None, account.statement.within}]
    alike = [other for other in near if len(other.stems & account.stems) >= 2 or _names(other, account)]
    pointing = len(account.content.split()) <= 6 and bool(
        _words(account.content) & (_load("claim") | _load("pointing"))
    )
    return next(iter(accusing or alike or (near if pointing else [])), None)


def _names(one: Account, other: Account) -> bool:
    """Tell that one statement speaks of the other's speaker."""
    name = other.statement.speaker or ""
    return any(word[:1].isupper() and word in one.content for word in name.split()[-1:])


# --- turns --------------------------------------------------------------------------------------------------------


def _find_turns(annotation: Annotation, accounts: list[Account]) -> Iterator[tuple[Account, Account]]:
    """Pair two speakers whose accounts meet around "but" or "while"; across a full stop they must share words."""
    levels = sorted(accounts, key=lambda account: (account.statement.within or "", _extent(account)[0]))
    for one, other in pairwise(levels):
        if not _differ(one, other) or one.statement.within != other.statement.within:
            continue
        start, end = _extent(one)[1], _extent(other)[0]
        between = annotation.text[start:end] if start <= end <= start + _BRIEF else ""
        turns = _words(between) & _load("turn") or "rather than" in between
        same = one.sentence == other.sentence
        opened = same and annotation.text[slice(*annotation.sentences[one.sentence])].startswith("While ")
        if opened or (turns and (same or _share(one, other))):
            yield one, other


def _extent(account: Account) -> Span:
    spans = (*account.statement.source, *account.statement.cue, *account.statement.content)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _share(one: Account, other: Account) -> bool:
    return other.sentence - one.sentence == 1 and len(one.stems & other.stems) >= 2


def _find_some_others(annotation: Annotation, accounts: list[Account]) -> Iterator[tuple[Account, Account]]:
    """Pair "some see … " with "others see …" in the next sentence."""
    first: Account | None = None
    for account in accounts:
        source = (
            _WORD.findall(annotation.text[slice(*account.statement.source[0])].lower())
            if account.statement.source
            else []
        )
        opens = source[0] if source else ""
        if opens in _load("others") and first and 0 <= account.sentence - first.sentence <= 1:
            yield first, account
            first = None
        elif opens in _load("some") and (first is None or account.sentence > first.sentence):
            first = account


# --- numbers ------------------------------------------------------------------------------------------------------


def _find_numbers(accounts: list[Account]) -> Iterator[tuple[Account, Account]]:
    """Pair statements of different speakers that give other numbers of the same thing in much the same words."""
    counted = list(_count(accounts))
    dull = {word[:_STEM] for word in _load_counts()}
    for at, (one, kind, number) in enumerate(counted):
        for other, other_kind, other_number in counted[at + 1 : at + 1 + _NEIGHBOURS]:
            figures = _has(one.content, "figure") or _has(other.content, "figure")
            near = other.sentence - one.sentence <= 2 or len((one.stems & other.stems) - dull) >= _ALIKE
            if figures and near and kind == other_kind and number != other_number and _differ(one, other):
                yield one, other


def _count(accounts: list[Account]) -> Iterator[tuple[Account, str, int]]:
    """Give what each statement counts and the number; "put it at 150" counts what was counted before."""
    last: tuple[int, str] | None = None
    for account in accounts:
        match = _PUT_AT.search(account.content)
        if match and last and account.sentence - last[0] <= 1:
            yield account, last[1], _number(match.group(1))
            continue
        for kind, number in _numbers(account.content):
            last = account.sentence, kind
            yield account, kind, number


def _numbers(content: str) -> Iterator[tuple[str, int]]:
    """Find numbers that stand close to a word for the dead, the injured, the arrested or the displaced."""
    for match in _WORD.finditer(content):
        kind = _load_counts().get(match.group().lower())
        if kind:
            reach = _FAR if _has(content, "figure") else _CLOSE
            around = max(0, match.start() - _CLOSE), match.end() + reach
            found = [item for item in _NUMBER.finditer(content, *around) if not _is_year(item.group())]
            if found:
                yield kind, _number(min(found, key=partial(_distance, match)).group())
                return


def _distance(one: re.Match[str], other: re.Match[str]) -> int:
    return min(abs(other.end() - one.start()), abs(other.start() - one.end()))


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


# --- mutual blame -------------------------------------------------------------------------------------------------


def _find_mutual(accounts: list[Account]) -> Iterator[tuple[Account, Account]]:
    """Pair two who blame each other."""
    blaming = [account for account in accounts if _words(account.cue) & _load("accuses")]
    for at, one in enumerate(blaming):
        for other in blaming[at + 1 : at + 1 + _NEIGHBOURS]:
            near = other.sentence - one.sentence <= _BEFORE
            if near and _differ(one, other) and _names(one, other) and _names(other, one):
                yield one, other
