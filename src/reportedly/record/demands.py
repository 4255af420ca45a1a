"""What is demanded, offered or threatened, and what became of it? One thread for each, across the reports of a story.

Filters are those of queries.py. A thread is as new as its last step. It lapsed where its deadline passed before the
newest report on record and nobody answered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from reportedly.errors import UnknownName
from reportedly.grouping.demands import PUT, Proposal, Thread, find_content_words, find_threads
from reportedly.grouping.digests import read_day
from reportedly.grouping.mentions import Party
from reportedly.record import schema
from reportedly.record.asking import Conditions, ask_dates, ask_party, ask_value, ask_words
from reportedly.record.batches import split_keys
from reportedly.record.rows import quote
from reportedly.record.store import Store

STATES = ("open", "refused", "accepted", "answered", "lapsed")

#: Of no more reports of one story than this, the earliest, are the terms compared with each other.
_MOST_REPORTS = 60

#: How many terms are looked at for each thread that is asked for: several tell of one.
_TERMS_A_THREAD = 4

_MOST_TERMS = 2_000


@dataclass(frozen=True, slots=True)
class DemandStep:
    """A term of a thread, and what it did; one that `lapsed` points at the demand, and has no words."""

    report: str
    id: str
    date: str | None
    publisher: str | None
    kind: str
    step: str
    by: str | None
    to: str | None
    quote: str

    @property
    def pointer(self) -> str:
        """Give what the term is asked for by: REPORT:t3."""
        return f"{self.report}:{self.id}"


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand, offer or threat, named by the term where it was first made, and what became of it."""

    id: str
    kind: str
    by: str | None
    to: str | None
    date: str | None
    deadline: str | None
    quote: str
    condition: str
    state: str
    steps: tuple[DemandStep, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as it is kept: what is compared, and what is shown."""

    key: int
    proposal: Proposal
    publisher: str | None
    quote: str
    condition: str


def find_demands(
    store: Store,
    *,
    party: str | None = None,
    by: str | None = None,
    to: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    limit: int | None = 50,
) -> tuple[DemandRow, ...]:
    """Find what is put to somebody, by whom it is, to whom, its words, or what became of it."""
    if state is not None and state not in STATES:
        raise UnknownName(f"unknown state of a demand '{state}'; known: {', '.join(STATES)}")
    terms = schema.terms
    conditions = (
        *ask_party(terms.c.key, ("by", "to"), party),
        *ask_party(terms.c.key, ("by",), by),
        *ask_party(terms.c.key, ("to",), to),
        *(ask_value(terms.c.kind, kind, "kind", tuple(sorted(PUT))) or (terms.c.kind.in_(sorted(PUT)),)),
        *ask_dates(terms.c.date, None, until),
        *ask_words(terms.c.key, "term", words),
    )
    most = _MOST_TERMS if limit is None or state is not None else min(_MOST_TERMS, _TERMS_A_THREAD * limit)
    chosen = select(terms.c.key, terms.c.report).where(*conditions).order_by(terms.c.date.desc(), terms.c.key)
    if since is not None:
        chosen = chosen.where(*_ask_later_story(since))
    with store.reading() as connection:
        found = connection.execute(chosen.limit(most)).all()
        wanted = {row.key for row in found}
        stories = _find_stories(connection, {row.report for row in found})
        today = connection.scalar(select(func.max(schema.reports.c.published)))
        rows = [
            row
            for reports in stories
            for row in _find_rows(_load_terms(connection, reports), wanted, today)
            if state in (None, row.state) and (since is None or _last(row) >= since)
        ]
    rows.sort(key=lambda row: row.id)
    rows.sort(key=_last, reverse=True)
    return tuple(rows[:limit])


def _last(row: DemandRow) -> str:
    return max((step.date or "" for step in row.steps), default="")


def _ask_later_story(since: str) -> Conditions:
    """Ask for terms in stories that go on: a demand may be older than its last answer."""
    stories, digests = schema.stories.c, schema.digests.c
    later = select(stories.report).where(*ask_dates(stories.date, since, None))
    return (schema.terms.c.report.in_(select(digests.report).where(digests.story.in_(later))),)


def _find_stories(connection: Connection, report_keys: Iterable[int]) -> list[list[int]]:
    """Give the reports of each story that some reports stand in, the earliest first."""
    digests, reports, members = schema.digests.c, schema.reports.c, dict[int, list[int]]()
    own: set[int] = set()
    for batch in split_keys(report_keys):
        own |= set(connection.scalars(select(digests.story).where(digests.report.in_(batch)).distinct()))
    for batch in split_keys(own):
        query = select(digests.story, digests.report).join(schema.reports, reports.key == digests.report)
        query = query.where(digests.story.in_(batch)).order_by(reports.published, reports.id)
        for row in connection.execute(query):
            members.setdefault(row.story, []).append(row.report)
    return [reports[:_MOST_REPORTS] for reports in members.values()]


def _find_rows(terms: Sequence[_Term], wanted: set[int], today: str | None) -> list[DemandRow]:
    by_proposal = {(term.proposal.report, term.proposal.id): term for term in terms}
    rows = []
    for thread in find_threads([term.proposal for term in terms], today):
        told = {by_proposal[proposal.report, proposal.id].key for _, proposal in thread.steps}
        if told & wanted:
            rows.append(_make_row(thread, by_proposal))
    return rows


def _load_terms(connection: Connection, report_keys: Iterable[int]) -> list[_Term]:
    terms, reports, loaded = schema.terms, schema.reports.c, []
    columns = (reports.id.label("report_id"), reports.published, reports.publisher, reports.text)
    query = select(terms, *columns).join(schema.reports, reports.key == terms.c.report)
    for batch in split_keys(report_keys):
        rows = connection.execute(query.where(terms.c.report.in_(batch))).mappings().all()
        parties = _load_parties(connection, (row["key"] for row in rows))
        for row in rows:
            content = quote(row["text"], row["spans"]["content"])
            proposal = Proposal(
                report=row["report_id"],
                id=row["id"],
                kind=row["kind"],
                by=parties.get((row["key"], "by")),
                to=parties.get((row["key"], "to")),
                words=find_content_words(content),
                published=row["published"],
                day=read_day(row["published"]),
                deadline=row["deadline"],
                answers=row["answers"],
            )
            condition = quote(row["text"], row["spans"]["condition"])
            loaded.append(_Term(row["key"], proposal, row["publisher"], content, condition))
    return loaded


def _load_parties(connection: Connection, keys: Iterable[int]) -> dict[tuple[int, str], Party]:
    parties, names = schema.parties.c, schema.names.c
    query = select(parties.finding, parties.role, parties.country, names.name)
    query = query.join(schema.names, names.key == parties.name).where(parties.role.in_(("by", "to")))
    found: dict[tuple[int, str], Party] = {}
    for batch in split_keys(keys):
        for row in connection.execute(query.where(parties.finding.in_(batch)).order_by(parties.number)):
            found.setdefault((row.finding, row.role), Party(row.name, row.country))
    return found


def _make_row(thread: Thread, terms: Mapping[tuple[str, str], _Term]) -> DemandRow:
    first = thread.first
    own = terms[first.report, first.id]
    made = [proposal for step, proposal in thread.steps if step in ("made", "repeated")]
    deadline = next((proposal.deadline for proposal in made if proposal.deadline), None)
    steps = [_make_step(step, terms[proposal.report, proposal.id]) for step, proposal in thread.steps]
    if thread.state == "lapsed":
        steps.append(_make_lapse(own, deadline))
    return DemandRow(
        id=f"{first.report}:{first.id}",
        kind=first.kind,
        by=_name(*(proposal.by for proposal in made)),
        to=_name(*(proposal.to for proposal in made)),
        date=first.published,
        deadline=deadline,
        quote=own.quote,
        condition=own.condition,
        state=thread.state,
        steps=tuple(steps),
    )


def _make_step(step: str, term: _Term) -> DemandStep:
    proposal = term.proposal
    return DemandStep(
        report=proposal.report,
        id=proposal.id,
        date=proposal.published,
        publisher=term.publisher,
        kind=proposal.kind,
        step=step,
        by=_name(proposal.by),
        to=_name(proposal.to),
        quote=term.quote,
    )


def _make_lapse(term: _Term, deadline: str | None) -> DemandStep:
    proposal = term.proposal
    names = (_name(proposal.by), _name(proposal.to))
    return DemandStep(proposal.report, proposal.id, deadline, None, proposal.kind, "lapsed", *names, "")


def _name(*parties: Party | None) -> str | None:
    return next((party.name for party in parties if party), None)
