"""What is demanded, offered, threatened, refused, accepted or promised, and on what condition?

Rules over statements and events (term_rules.py) come first; the model's proposals add what they miss. Parties are those of
the statement or the event that carries the term. Words are in terms.tsv.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from reportedly.language.annotation import Annotation, Proposal
from reportedly.model import Actor, Event, Evidence, Span, Spans, Statement, Term, TermKind, Time
from reportedly.ontology import TERM_KINDS
from reportedly.reading.clauses import (
    Carriers,
    Wording,
    find_carrier,
    find_carriers,
    find_range,
    find_sentence,
    read_wording,
    span_of,
)
from reportedly.reading.conditions import Condition, find_conditions
from reportedly.reading.term_rules import Draft, find_drafts, load_patterns
from reportedly.resources import load_rows

#: Two drafts that share this much of the shorter one's words are about one term.
SAME = 0.5
#: Drafts before a draft that may be the same term: nothing farther overlaps it.
NEIGHBOURS = 6
#: Words between the substance of a term and a condition that follows it.
GAP = 2
#: Words around a term in which its conditions are looked for.
REACH = 60
_EDGES = frozenset([",", ";", ":", ".", "“", "”", '"', "'", "‘", "’", "(", ")", "and", "but", "that", "or", "—", "–"])


@dataclass(frozen=True, slots=True)
class Findings:
    """What has been found in a report before its terms are."""

    wording: Wording
    statements: Sequence[Statement]
    carriers: Carriers
    times: Sequence[Time]


def find_terms(
    annotation: Annotation,
    statements: Sequence[Statement],
    events: Sequence[Event],
    actors: Sequence[Actor],
    times: Sequence[Time],
) -> tuple[Term, ...]:
    """Find the terms of a report, in the order of their substance."""
    wording = read_wording(annotation)
    in_order = sorted(times, key=lambda time: time.span)
    findings = Findings(wording, statements, find_carriers(wording, statements), in_order)
    drafts = [*_read_proposals(wording, annotation.proposals), *find_drafts(wording, statements, events)]
    terms = [_make_term(draft, findings) for draft in _merge(drafts)]
    terms = sorted((term for term in terms if term.content), key=lambda term: term.content)
    numbered = [replace(term, id=f"t{number}") for number, term in enumerate(terms, 1)]
    return tuple(_find_answers(wording, numbered))


def _read_proposals(wording: Wording, proposals: Sequence[Proposal]) -> Iterator[Draft]:
    model = wording.annotation.model or "model"
    for proposal in proposals:
        ranges = tuple(find_range(wording, span) for span in proposal.content)
        ranges = tuple((first, last) for first, last in ranges if last > first)
        if proposal.kind in TERM_KINDS and ranges:
            yield Draft(cast(TermKind, proposal.kind), ranges, model, proposal.score, proposal.condition)


def _merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep one draft of each term; where a rule and the model see another kind in the same words, the rule's."""
    kept: list[Draft] = []
    order = sorted(range(len(drafts)), key=lambda number: (drafts[number].ranges[0][0], number))
    for number in order:
        draft = drafts[number]
        same = next((index for index in _near(kept) if _are_one(kept[index], draft)), None)
        if same is None:
            kept.append(draft)
        elif kept[same].kind == draft.kind:
            kept[same] = _lend(kept[same], draft)
        elif _is_rule(draft):
            kept[same] = draft
    return kept


def _near(kept: Sequence[Draft]) -> range:
    return range(len(kept) - 1, max(-1, len(kept) - 1 - NEIGHBOURS), -1)


def _are_one(one: Draft, other: Draft) -> bool:
    rivals = one.kind == other.kind or _is_rule(one) != _is_rule(other)
    return rivals and _overlap(one, other) >= SAME


def _is_rule(draft: Draft) -> bool:
    return draft.rule.startswith("terms:")


def _lend(one: Draft, other: Draft) -> Draft:
    better, worse = (one, other) if one.score >= other.score else (other, one)
    if _is_rule(one) != _is_rule(other):  # the model's span is the tidier one
        better, worse = (other, one) if _is_rule(one) else (one, other)
    return replace(better, event=better.event or worse.event, statement=better.statement or worse.statement)


def _overlap(one: Draft, other: Draft) -> float:
    """Give the share of the shorter draft's words that the other has too."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one.ranges for b in other.ranges)
    shorter = min(sum(last - first for first, last in draft.ranges) for draft in (one, other))
    return shared / shorter if shorter else 0.0


def _make_term(draft: Draft, findings: Findings) -> Term:
    wording = findings.wording
    content, condition = _split(wording, draft)
    carrier = find_carrier(wording, findings.carriers, findings.statements, content[0]) if content else None
    by, to = _find_parties(draft, carrier)
    return Term(
        id="",
        kind=draft.kind,
        by=by,
        to=to,
        content=content,
        condition=condition,
        deadline=_find_deadline(findings, (*content, *condition)),
        statement=carrier.id if carrier else None,
        answers=None,
        score=draft.score,
        evidence=tuple(_explain(draft, content, condition)),
    )


def _explain(draft: Draft, content: Spans, condition: Spans) -> Iterator[Evidence]:
    for span in content:
        yield Evidence("content", span, draft.rule, draft.score)
    if draft.event is not None:
        yield Evidence("kind", draft.event.trigger, draft.rule, draft.score)
    for span in condition:
        yield Evidence("condition", span, draft.rule if draft.condition else "terms: clause of condition", draft.score)


def _split(wording: Wording, draft: Draft) -> tuple[Spans, Spans]:
    """Part the substance of a term from its condition."""
    if draft.condition:
        return _to_spans(wording, draft.ranges), draft.condition
    ranges, found = draft.ranges, []
    first, last = ranges[0][0], ranges[-1][1]
    begin, end = find_sentence(wording, first)[0], find_sentence(wording, last - 1)[1]
    for condition in find_conditions(wording, max(begin, first - REACH), min(end, last + REACH)):
        if _belongs(condition, first, last):
            found.append((condition.first, condition.last))
            ranges = tuple(piece for one in ranges for piece in _subtract(one, (condition.first, condition.last)))
    content = _to_spans(wording, ranges)
    return (content, _to_spans(wording, tuple(found))) if content else (_to_spans(wording, draft.ranges), ())


def _belongs(condition: Condition, first: int, last: int) -> bool:
    inside = first <= condition.first < last
    return inside or (condition.leads and condition.last <= first) or 0 <= condition.first - last <= GAP


def _subtract(one: tuple[int, int], other: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for first, last in ((one[0], min(one[1], other[0])), (max(one[0], other[1]), one[1])):
        if first < last:
            yield first, last


def _to_spans(wording: Wording, ranges: Sequence[tuple[int, int]]) -> Spans:
    """Give the offsets of word ranges, without marks and joining words at their edges."""
    spans: list[Span] = []
    for start, end in ranges:
        first, last = start, end
        while first < last and wording.lower[first] in _EDGES:
            first += 1
        while last > first and wording.lower[last - 1] in _EDGES:
            last -= 1
        if first < last:
            spans.append(span_of(wording, first, last))
    return tuple(spans)


def _find_parties(draft: Draft, carrier: Statement | None) -> tuple[str | None, str | None]:
    """Name who puts the term to whom: the event's parties, else the speaker and the one spoken to."""
    event = draft.event
    statement = draft.statement or carrier
    by = _join_names(event.actor_name) if event else None
    to = _join_names(event.recipient_name) if event else None
    return by or (statement.speaker if statement else None), to or (_join_names(statement.to) if statement else None)


def _join_names(names: Sequence[str | None]) -> str | None:
    named = list(dict.fromkeys(name for name in names if name))
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named) or None


def _find_deadline(findings: Findings, spans: Spans) -> str | None:
    """Find the day that a term names as its last: the time after "by", "before" or "within"."""
    wording, times = findings.wording, findings.times
    for start, end in spans:
        index = bisect_left(times, start, key=lambda time: time.span[0])
        while index < len(times) and times[index].span[0] < end:
            first, _ = find_range(wording, times[index].span)
            words = wording.lower[max(0, first - 3) : first]
            day = times[index].end or times[index].start
            if day and any(words[-len(opener) :] == opener for opener in _deadline_openers()):
                return day[:10]
            index += 1
    return None


@cache
def _deadline_openers() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[1].split(" ")) for row in load_rows("reading", "terms.tsv") if row[0] == "deadline")


def _find_answers(wording: Wording, terms: Sequence[Term]) -> Iterator[Term]:
    """Link a term to the earlier one of another party that its own words name ("rejected the demand")."""
    latest: dict[TermKind, list[Term]] = {}
    for term in terms:
        answered = _answered_kind(wording, term)
        others = [one for one in latest.get(answered, [])[-4:] if one.by != term.by] if answered else []
        known = [one for one in others if one.by is not None and one.by == term.to]
        yield replace(term, answers=(known or others)[-1].id) if others else term
        latest.setdefault(term.kind, []).append(term)


def _answered_kind(wording: Wording, term: Term) -> TermKind | None:
    if term.kind not in {"refusal", "acceptance", "commitment"}:
        return None
    start = min(span[0] for span in (item.span for item in term.evidence))
    words = wording.annotation.text[start : term.content[-1][1]].lower()
    found = [(match.start(), kind) for kind, pattern in _answer_words() if (match := pattern.search(words))]
    return min(found)[1] if found else None


@cache
def _answer_words() -> tuple[tuple[TermKind, re.Pattern[str]], ...]:
    return load_patterns("answer")
