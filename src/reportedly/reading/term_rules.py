"""Which words put a demand, an offer, a threat? Rules over statements and events, for what the model's proposals miss.

A trigger or cue names the kind (terms.tsv) and the substance is its clause: what follows it ("called for a ceasefire"),
the clause around it ("the weapons must be handed over"), or the content of the statement whose cue it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportedly.model import Event, Spans, Statement, TermKind
from reportedly.reading.clauses import Wording, find_range, find_sentence
from reportedly.resources import load_rows

#: Words that the substance of a term may take, so that a sentence without end costs no more than another.
REACH = 80

_KINDS: dict[str, TermKind] = {"REQUEST": "demand", "THREATEN": "threat", "REJECT": "refusal"}
_BY_WORDS = frozenset(["AGREE", "CONCEDE"])
_MODALS = frozenset(
    ["must", "should", "shall", "will", "would", "need", "needs", "have", "has", "ll", "won", "may", "ought"]
)
_PROMISES = frozenset(["will", "would", "shall", "ll", "won"])
_STOPS = frozenset([";", ":", "—", "–", "!", "?"])
#: A refusal that its words do not name: "would not act", "won't be allowed", "not to extradite".
_REFUSES = re.compile(r"(?<!\w)(?:not|never|no|\w+n['’]t|against|opposition|oppos\w*)(?!\w)")
_SAYINGS = frozenset(["allegation", "charge", "accusation", "claim", "report", "suggestion", "possibility"])
_SAYS_THREAT = re.compile(r"threat|warn|vow|promis|pledg|ultimat|claim")
_SKIPPED = frozenset(["for", "that", "of", "on", "about", "upon", "with"])
_LEFT_ENDS = frozenset([";", ":", "—", "–", "(", ")", ",", "that", "said", "says", "say", "but", "because"])
_FINITE = frozenset(["is", "are", "was", "were", "has", "had", "will", "would"])


#: For each word in a statement's content, the word range of the innermost one.
Limits = dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A term before its parties are known: word ranges of its substance, and the event or statement that gives it."""

    kind: TermKind
    ranges: tuple[tuple[int, int], ...]
    rule: str
    score: float
    condition: Spans = ()
    event: Event | None = None
    statement: Statement | None = None


def find_drafts(wording: Wording, statements: Sequence[Statement], events: Sequence[Event]) -> Iterator[Draft]:
    """Find the terms that events and the cues of statements name."""
    cued = _cued_words(wording, statements)
    limits = _find_limits(wording, statements)
    used = set()
    for event in events:
        for draft in _read_event(wording, event, cued, limits):
            used.add(draft.statement.id if draft.statement else None)
            yield draft
    for statement in statements:
        if statement.id not in used:
            yield from _read_statement(wording, statement)
            yield from _read_must(wording, statement, limits)


def _read_event(wording: Wording, event: Event, cued: dict[int, Statement], limits: Limits) -> Iterator[Draft]:
    kind = find_kind(wording, event)
    first, last = find_range(wording, event.trigger)
    if kind is None or first >= last or event.status == "negated" or (kind == "refusal" and _denies(wording, last)):
        return
    statement = next((cued[index] for index in range(first, last) if index in cued), None)
    if statement is not None:
        ranges = _content_ranges(wording, statement)
        if ranges:
            ranges = _skip_recipient(wording, event, ranges)
            yield Draft(kind, ranges, "terms: content of the event's own statement", 0.6, (), event, statement)
        return
    begin, end = _limit(wording, first, limits)
    if _is_clause(wording, event, first, last, limits):
        clause = _clause_around(wording, first, last, begin, end)
        yield Draft(kind, (clause,), "terms: clause around the trigger", 0.6, (), event)
        return
    start, end = _clause_after(wording, event, first, last, end)
    # a trigger that has its object ("offered talks") leaves no substance in a single word after it ("hours")
    least = 1 if last - first == 1 else 2
    if end - start >= least and _has_object(wording, kind, last, start):
        yield Draft(kind, ((start, end),), "terms: clause after the trigger", 0.5, (), event)


def _is_clause(wording: Wording, event: Event, first: int, last: int, limits: Limits) -> bool:
    """Tell whether the clause around a trigger is the substance: "must be handed over", "is yet to come"."""
    words = wording.lower[first:last]
    if any(word in _MODALS for word in words):
        return True
    return event.type == "THREATEN" and first in limits and not any(_SAYS_THREAT.match(word) for word in words)


def _denies(wording: Wording, last: int) -> bool:
    """Tell whether what is rejected is what somebody says, not what somebody asks for: "rejected the allegations"."""
    return any(word.rstrip("s") in _SAYINGS for word in wording.lower[last : last + 5])


def find_kind(wording: Wording, event: Event) -> TermKind | None:
    """Tell what kind of term an event's trigger names, if any."""
    words = wording.annotation.text[slice(*event.trigger)].lower()
    named = kind_of(words)
    if event.type == "REJECT" and named != "refusal" and not _REFUSES.search(words):
        return None
    if event.type in _KINDS:
        return named if event.type == "REQUEST" and named == "offer" else _KINDS[event.type]
    if event.type in _BY_WORDS:
        if named in {"offer", "acceptance", "commitment"}:
            return named
        first, last = find_range(wording, event.trigger)
        return "commitment" if any(word in _PROMISES for word in wording.lower[first:last]) else None
    return None


def _read_statement(wording: Wording, statement: Statement) -> Iterator[Draft]:
    for span in statement.cue:
        kind = kind_of(wording.annotation.text[slice(*span)].lower())
        ranges = _content_ranges(wording, statement)
        if kind and kind != "demand" and ranges:
            yield Draft(kind, ranges, "terms: content of a statement with such a cue", 0.5, (), None, statement)
            return


def _read_must(wording: Wording, statement: Statement, limits: Limits) -> Iterator[Draft]:
    """Read what must be done in somebody's own words, where no event says so: "all the weapons must be handed over"."""
    if statement.kind == "indirect":
        return
    for span in statement.content:
        first, last = find_range(wording, span)
        for index in range(first, last):
            if wording.lower[index : index + 2] == ("must", "be") and limits[index] == (first, last):
                begin, end = _limit(wording, index, limits)
                clause = _clause_around(wording, index, index + 1, begin, end)
                yield Draft("demand", (clause,), "terms: what must be done", 0.4, (), None, statement)


def _content_ranges(wording: Wording, statement: Statement) -> tuple[tuple[int, int], ...]:
    ranges = (find_range(wording, span) for span in statement.content[:1])
    return tuple((first, last) for first, last in ranges if last > first)


def _skip_recipient(wording: Wording, event: Event, ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Start at "to" after the party that is asked: "[the city] to release the video"."""
    start, end = ranges[0]
    for span in event.recipient:
        _, after = find_range(wording, span)
        if start < after < end and wording.lower[after] in {"to", "not"}:
            return ((after, end), *ranges[1:])
    return ranges


def _clause_after(wording: Wording, event: Event, first: int, last: int, limit: int) -> tuple[int, int]:
    start = next((index for index in range(first + 1, last - 1) if wording.lower[index] in {"to", "for"}), last)
    for span in event.recipient:
        at, after = find_range(wording, span)
        if last <= at < last + 4 and after < limit and wording.lower[after] in {"to", "not", "that", "for"}:
            start = after
    while start < limit and wording.lower[start] in _SKIPPED:
        start += 1
    return start, find_end(wording, start, limit)


def _has_object(wording: Wording, kind: TermKind, last: int, start: int) -> bool:
    """Tell whether what follows a trigger is its substance: not in "the order came" or "their appeal in May"."""
    if start < last:
        return True
    if wording.lower[last - 1].startswith("agree"):
        return wording.lower[last] in {"to", "that", "not"}
    if kind == "threat":
        return wording.lower[last] == "to"
    return wording.lower[start] not in _words("no substance")


def _clause_around(wording: Wording, first: int, last: int, begin: int, limit: int) -> tuple[int, int]:
    begin = max(begin, first - REACH)
    start = first
    while start > begin and wording.lower[start - 1] not in _LEFT_ENDS and not _joins(wording, start - 1):
        start -= 1
    while start < first and wording.lower[start] in {"and", "but", "or", "so"}:
        start += 1
    return start, find_end(wording, last, limit)


def _joins(wording: Wording, index: int) -> bool:
    return wording.lower[index] in {"and", "or"} and wording.lower[index - 1] == ","


def find_end(wording: Wording, start: int, limit: int) -> int:
    """Find where the substance of a term ends: at a mark, or where another clause begins."""
    limit = min(limit, start + REACH)
    for index in range(start, limit):
        word = wording.lower[index]
        if word in _STOPS and index > start:
            return index
        if word == "," and index + 1 < limit and _new_clause(wording, index + 1, limit):
            return index
        if word == "and" and index + 1 < limit and wording.lower[index + 1] in _FINITE:
            return index
        if word in _words("end") and index > start:
            return index
    return limit


def _new_clause(wording: Wording, index: int, limit: int) -> bool:
    """Tell whether another clause begins after a comma."""
    if wording.starts[index] == wording.ends[index - 1]:
        return False
    if wording.lower[index] in _words("after comma"):
        return True
    return any(
        word in {"must", "will", "would", "shall", "should"} for word in wording.lower[index : min(limit, index + 6)]
    )


def _limit(wording: Wording, index: int, limits: Limits) -> tuple[int, int]:
    """Give the words of a word's sentence that stand in the same content of a statement."""
    begin, end = find_sentence(wording, index)
    first, last = limits.get(index, (begin, end))
    return max(begin, first), min(end, last)


def _find_limits(wording: Wording, statements: Sequence[Statement]) -> Limits:
    """Give, for each word in a statement's content, where the innermost content begins and ends."""
    spans = sorted((span for statement in statements for span in statement.content), key=lambda span: span[0] - span[1])
    limits: Limits = {}
    for span in spans:
        first, last = find_range(wording, span)
        limits.update(dict.fromkeys(range(first, last), (first, last)))
    return limits


def _cued_words(wording: Wording, statements: Sequence[Statement]) -> dict[int, Statement]:
    """Give, for each word of a cue, its statement."""
    return {
        index: statement
        for statement in statements
        for span in statement.cue
        for index in range(*find_range(wording, span))
    }


def kind_of(words: str) -> TermKind | None:
    """Give the kind of term that some words name: the one whose word comes first."""
    found = [(match.start(), kind) for kind, pattern in _cues() if (match := pattern.search(words))]
    return min(found)[1] if found else None


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row[1] for row in load_rows("reading", "terms.tsv") if row[0] == role)


@cache
def _cues() -> tuple[tuple[TermKind, re.Pattern[str]], ...]:
    return load_patterns("cue")


def load_patterns(role: str) -> tuple[tuple[TermKind, re.Pattern[str]], ...]:
    """Load the words of a role in terms.tsv: a pattern for each kind."""
    phrases: dict[TermKind, list[str]] = {}
    for row in load_rows("reading", "terms.tsv"):
        if row[0] == role:
            phrases.setdefault(row[2], []).append(re.escape(row[1]).replace(r"\*", r"\w*"))  # type: ignore[arg-type]
    return tuple((kind, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")) for kind, words in phrases.items())
