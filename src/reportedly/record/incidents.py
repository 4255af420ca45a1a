"""What is said to have happened, by whom, and where do accounts differ? Incidents, their accounts, their disputes.

By rule, never by verdict. Filters are those of queries.py; an incident matches where any of its events does. Newest first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from reportedly.errors import UnknownName
from reportedly.grouping.accounts import Account, count_sources, is_assertion, is_denial
from reportedly.grouping.accounts import find_accounts as gather_accounts
from reportedly.grouping.disputes import SUBJECTS, Contradiction, find_contradictions
from reportedly.grouping.mentions import Interval, Party, Spot
from reportedly.ontology import TYPES
from reportedly.record import schema
from reportedly.record.asking import Conditions, ask_dates, ask_party, ask_value
from reportedly.record.batches import split_keys
from reportedly.record.members import load_members
from reportedly.record.schema import storable
from reportedly.record.sources import explain_sources
from reportedly.record.store import Store

_PARTIES = ("actor", "recipient")
_PLACES = ("place", "place as written")

#: From how many reports of an incident a list of incidents takes what it shows; all of them are in its accounts.
_MOST_SHOWN = 24


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What one voice says of a happening in one report; `speaker` None is the report itself."""

    report: str
    id: str
    events: tuple[str, ...]
    date: str | None
    publisher: str | None
    origin: str
    speaker: str | None
    speaker_country: str | None
    via: tuple[str, ...]
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    when: str | None
    numbers: Mapping[str, Interval]
    wording: tuple[str, ...]
    quote: str

    @property
    def pointer(self) -> str:
        """Give what the account's first event is asked for by: REPORT:e3."""
        return f"{self.report}:{self.id}"


@dataclass(frozen=True, slots=True)
class SideRow:
    """What some voices say, against others; `accounts` points at the words."""

    says: str
    voices: tuple[str, ...]
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """What the accounts of an incident differ about, the sides, and by which rule."""

    incident: str
    about: str
    date: str | None
    type: str
    sides: tuple[SideRow, ...]
    why: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One happening as its accounts tell it; named by the first event of its earliest report."""

    id: str
    story: str
    type: str
    mode: str | None
    date: str | None
    first_reported: str | None
    first_by: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    numbers: Mapping[str, Interval]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    disputed: tuple[str, ...]
    reports: int
    origins: int
    independent: int
    quote: str


@dataclass(frozen=True, slots=True)
class IncidentAccounts:
    """An incident with every account of it; `sources` says which of them are copies of which."""

    incident: IncidentRow
    accounts: tuple[AccountRow, ...]
    disputes: tuple[DisputeRow, ...]
    sources: str


@dataclass(frozen=True, slots=True)
class _Incident:
    """An incident as it is loaded: what it is called, the report whose story it stands in, and its accounts."""

    id: str
    story: str
    type: str
    date: str | None
    reports: int
    accounts: tuple[Account, ...]


def find_incidents(
    store: Store,
    *,
    story: str | None = None,
    party: str | None = None,
    where: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's word
    since: str | None = None,
    until: str | None = None,
    disputed: bool = False,
    limit: int | None = 50,
) -> tuple[IncidentRow, ...]:
    """Find what is said to have happened; `party` takes part in it, `story` is any report of one."""
    conditions = _ask(party, where, type, since, until)
    if disputed:
        conditions = (*conditions, schema.incidents.c.disputed.is_not(None))
    with store.reading() as connection:
        if story is not None:
            conditions = (*conditions, _ask_story(connection, store, story))
        keys = _choose(connection, conditions, limit)
        loaded = _load(connection, keys, most=_MOST_SHOWN)
        quotes = _load_quotes(connection, (incident.accounts[0] for incident in loaded))
    return tuple(_make_incident(incident, quotes) for incident in loaded)


def find_disputes(
    store: Store,
    *,
    about: str | None = None,
    party: str | None = None,
    where: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's word
    since: str | None = None,
    until: str | None = None,
    limit: int | None = 50,
) -> tuple[DisputeRow, ...]:
    """Find where accounts differ; `about` is existence, actor, target, number, place or time."""
    incidents = schema.incidents.c
    conditions = (*_ask(party, where, type, since, until), incidents.disputed.is_not(None))
    if about is not None:
        if about not in SUBJECTS:
            raise UnknownName(f"unknown subject of a dispute '{about}'; known: {', '.join(SUBJECTS)}")
        conditions = (*conditions, incidents.disputed.contains(about))
    with store.reading() as connection:
        loaded = _load(connection, _choose(connection, conditions, limit), most=_MOST_SHOWN)
    rows = (row for incident in loaded for row in _make_disputes(incident) if about in (None, row.about))
    return tuple(rows)[:limit]


def find_accounts(store: Store, pointer: str) -> IncidentAccounts:
    """Give an incident with its every account; `pointer` is any of its events, REPORT:e3. Raises UnknownName."""
    with store.reading() as connection:
        key = _find_incident(connection, store, pointer)
        (incident,) = _load(connection, (key,), most=None)
        quotes = _load_quotes(connection, incident.accounts)
    return IncidentAccounts(
        _make_incident(incident, quotes),
        tuple(_make_account(account, quotes) for account in incident.accounts),
        tuple(_make_disputes(incident)),
        explain_sources({account.teller.report: account.teller for account in incident.accounts}.values()),
    )


def _ask(party: str | None, where: str | None, type_: str | None, since: str | None, until: str | None) -> Conditions:
    incidents = schema.incidents.c
    return (
        *_ask_events(ask_party(schema.mentions.c.event, _PARTIES, party)),
        *_ask_events(ask_party(schema.mentions.c.event, _PLACES, where)),
        *ask_value(incidents.type, type_ and type_.upper(), "event type", tuple(TYPES)),
        *ask_dates(incidents.date, since, until),
    )


def _ask_events(conditions: Conditions) -> Conditions:
    """Turn what is asked of events into what is asked of the incidents that they tell of."""
    chosen = select(schema.mentions.c.incident)
    return tuple(schema.incidents.c.key.in_(chosen.where(condition)) for condition in conditions)


def _ask_story(connection: Connection, store: Store, report_id: str) -> ColumnElement[bool]:
    reports, digests = schema.reports, schema.digests
    query = select(digests.c.story).join(reports, reports.c.key == digests.c.report)
    story = connection.scalar(query.where(reports.c.id == storable(report_id)))
    if story is None:
        raise UnknownName(f"no report '{report_id}' in the record '{store.path}'; a story is named by a report of it")
    return schema.incidents.c.report.in_(select(digests.c.report).where(digests.c.story == story))


def _choose(connection: Connection, conditions: Conditions, limit: int | None) -> Sequence[int]:
    incidents = schema.incidents.c
    query = select(incidents.key).where(*conditions).order_by(incidents.date.desc(), incidents.key).limit(limit)
    return connection.scalars(query).all()


def _find_incident(connection: Connection, store: Store, pointer: str) -> int:
    report_id, _, event_id = pointer.rpartition(":")
    mentions, events, reports = schema.mentions.c, schema.events.c, schema.reports.c
    query = select(mentions.incident).join(schema.events, events.key == mentions.event)
    query = query.join(schema.reports, reports.key == events.report)
    query = query.where(reports.id == storable(report_id), events.id == storable(event_id))
    found = connection.scalar(query)
    if found is None:
        raise UnknownName(f"no event '{pointer}' in the record '{store.path}'; give one of its events, as REPORT:e3")
    return int(found)


def _load(connection: Connection, keys: Sequence[int], *, most: int | None) -> list[_Incident]:
    """Give incidents with their accounts, in the order of their keys."""
    members = load_members(connection, keys, most=most)
    names = _name(connection, keys)
    loaded = []
    for key in keys:
        accounts = gather_accounts(members[key])
        name, story, date, reports = names[key]
        loaded.append(_Incident(name, story, members[key][0][1].first.type, date, reports, accounts))
    return loaded


def _name(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[str, str, str | None, int]]:
    """Give what incidents are called, their stories, their days, and how many reports tell them."""
    incidents, events, reports, stories = schema.incidents.c, schema.events.c, schema.reports, schema.reports.alias()
    columns = (incidents.key, incidents.date, incidents.reports, events.id, reports.c.id.label("report"))
    query = select(*columns, stories.c.id.label("story")).join(schema.events, events.key == incidents.key)
    query = query.join(reports, reports.c.key == incidents.report)
    query = query.join(schema.digests, schema.digests.c.report == incidents.report)
    query = query.join(stories, stories.c.key == schema.digests.c.story)
    named = {}
    for batch in split_keys(keys):
        for row in connection.execute(query.where(incidents.key.in_(batch))):
            named[row.key] = (f"{row.report}:{row.id}", row.story, row.date, row.reports)
    return named


def _load_quotes(connection: Connection, accounts: Iterable[Account]) -> dict[str, str]:
    """Give the words of accounts' first events, by pointer."""
    wanted: dict[str, list[Account]] = {}
    for account in accounts:
        wanted.setdefault(account.teller.report, []).append(account)
    events, reports = schema.events.c, schema.reports.c
    told = func.substr(reports.text, events.start + 1, events.end - events.start).label("told")
    query = select(reports.id.label("report"), events.id, told)
    query = query.join(schema.events, events.report == reports.key)
    quotes = {}
    ids = sorted(wanted)
    for start in range(0, len(ids), 200):
        batch = ids[start : start + 200]
        first = {account.mentions[0].id for report in batch for account in wanted[report]}
        rows = connection.execute(query.where(reports.id.in_(batch), events.id.in_(sorted(first))))
        quotes.update({f"{row.report}:{row.id}": row.told for row in rows})
    return quotes


def _make_incident(incident: _Incident, quotes: Mapping[str, str]) -> IncidentRow:
    accounts, first = incident.accounts, incident.accounts[0]
    tellers = {account.teller.report: account.teller for account in accounts}
    origins, independent = count_sources(tellers.values())
    modes = Counter(mention.mode for account in accounts for mention in account.mentions if mention.mode)
    return IncidentRow(
        id=incident.id,
        story=incident.story,
        type=incident.type,
        mode=modes.most_common(1)[0][0] if modes else None,
        date=incident.date,
        first_reported=first.teller.published,
        first_by=first.teller.publisher,
        actors=_most_named(account.actors for account in accounts),
        recipients=_most_named(account.recipients for account in accounts),
        places=_most_named(account.places for account in accounts),
        numbers=_join_numbers(accounts),
        asserted_by=_unique(account.voice for account in accounts if is_assertion(account)),
        denied_by=_unique(account.voice for account in accounts if is_denial(account)),
        disputed=tuple(found.about for found in find_contradictions(accounts)),
        reports=incident.reports,
        origins=origins,
        independent=independent,
        quote=quotes.get(first.pointer, ""),
    )


def _make_account(account: Account, quotes: Mapping[str, str]) -> AccountRow:
    return AccountRow(
        report=account.teller.report,
        id=account.mentions[0].id,
        events=tuple(mention.id for mention in account.mentions),
        date=account.teller.published,
        publisher=account.teller.publisher,
        origin=account.teller.origin,
        speaker=account.speaker,
        speaker_country=account.country,
        via=account.via,
        status=account.status,
        actors=_names(account.actors),
        recipients=_names(account.recipients),
        places=_names(account.places),
        when=account.date,
        numbers=account.numbers,
        wording=_unique(mention.trigger for mention in account.mentions),
        quote=quotes.get(account.pointer, ""),
    )


def _make_disputes(incident: _Incident) -> Iterator[DisputeRow]:
    for found in find_contradictions(incident.accounts):
        yield DisputeRow(incident.id, found.about, incident.date, incident.type, _make_sides(found), found.why)


def _make_sides(found: Contradiction) -> tuple[SideRow, ...]:
    return tuple(
        SideRow(
            side.says,
            _unique(account.voice for account in side.accounts),
            tuple(account.pointer for account in side.accounts),
        )
        for side in found.sides
    )


def _most_named(named: Iterable[Iterable[Party | Spot]]) -> tuple[str, ...]:
    counted = Counter(name for items in named for name in _names(items))
    return tuple(name for name, _ in counted.most_common())


def _names(items: Iterable[Party | Spot]) -> tuple[str, ...]:
    return _unique(item.name for item in items)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _join_numbers(accounts: Iterable[Account]) -> dict[str, Interval]:
    """Give the lowest and the highest that any account gives of each kind; an open end stays open."""
    told: dict[str, list[Interval]] = {}
    for account in accounts:
        if is_assertion(account):
            for kind, interval in account.numbers.items():
                told.setdefault(kind, []).append(interval)
    return {
        kind: (
            min((low for low, _ in found if low is not None), default=None),
            None if any(high is None for _, high in found) else max(high for _, high in found if high is not None),
        )
        for kind, found in told.items()
    }
