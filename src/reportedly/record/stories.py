"""What is in the news? Stories, newest first, and the copies of a report."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from reportedly.errors import UnknownName
from reportedly.grouping.accounts import Teller, count_sources
from reportedly.ontology import TYPES
from reportedly.record import schema
from reportedly.record.asking import Conditions, ask_dates, ask_party, ask_report_words, ask_value
from reportedly.record.batches import split_keys
from reportedly.record.candidates import fetch
from reportedly.record.members import load_tellers
from reportedly.record.schema import storable
from reportedly.record.store import Store

_PARTIES = ("actor", "recipient")
_PLACES = ("place", "place as written")

#: How many names of parties, places and types a story shows.
_MOST_NAMED = 5

#: Of how many reports of a story, the earliest, its parties, places and types are counted.
_MOST_COUNTED = 3

_TITLE = 80

_INCIDENTS = """
    SELECT story, count(DISTINCT incident) FROM digests JOIN mentions ON mentions.report = digests.report
    WHERE story IN (SELECT value FROM json_each(?)) GROUP BY story"""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """Reports about the same news; named by the earliest. `independent` leaves out who only passes on another's."""

    id: str
    date: str | None
    last: str | None
    title: str | None
    reports: tuple[str, ...]
    publishers: tuple[str, ...]
    origins: int
    independent: int
    parties: tuple[str, ...]
    places: tuple[str, ...]
    types: tuple[str, ...]
    incidents: int


def find_stories(
    store: Store,
    *,
    party: str | None = None,
    where: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's word
    since: str | None = None,
    until: str | None = None,
    words: str | None = None,
    limit: int | None = 50,
) -> tuple[StoryRow, ...]:
    """Find stories by what any of their reports tells; the dates are those of a story's latest report."""
    stories, events = schema.stories.c, schema.events
    for_events = (
        *ask_party(events.c.key, _PARTIES, party),
        *ask_party(events.c.key, _PLACES, where),
        *ask_value(events.c.type, type and type.upper(), "event type", tuple(TYPES)),
    )
    conditions = (
        *ask_dates(stories.date, since, until),
        *(condition for asked in for_events for condition in _ask_members(select(events.c.report).where(asked))),
        *(
            condition
            for asked in ask_report_words(words)
            for condition in _ask_members(select(schema.reports.c.key).where(asked))
        ),
    )
    query = select(stories.report).where(*conditions).order_by(stories.date.desc(), stories.report).limit(limit)
    with store.reading() as connection:
        return tuple(_load_stories(connection, connection.scalars(query).all()))


def find_origins(store: Store, report_id: str) -> tuple[str, ...]:
    """Give the reports that come from one text with this one, by date, itself included; raise UnknownName."""
    digests, reports = schema.digests.c, schema.reports.c
    own = select(digests.origin).join(schema.reports, reports.key == digests.report)
    origin = own.where(reports.id == storable(report_id)).scalar_subquery()
    query = select(reports.id).join(schema.digests, digests.report == reports.key).where(digests.origin == origin)
    with store.reading() as connection:
        found = connection.scalars(query.order_by(reports.published, reports.id)).all()
    if not found:
        raise UnknownName(f"no report '{report_id}' in the record '{store.path}'")
    return tuple(found)


def _ask_members(chosen: Any) -> Conditions:
    """Turn what is asked of reports into what is asked of the stories they stand in."""
    digests = schema.digests.c
    return (schema.stories.c.report.in_(select(digests.story).where(digests.report.in_(chosen))),)


def _load_stories(connection: Connection, keys: Sequence[int]) -> list[StoryRow]:
    digests, reports = schema.digests.c, schema.reports.c
    members: dict[int, list[int]] = {}
    for batch in split_keys(keys):
        query = select(digests.story, digests.report).join(schema.reports, reports.key == digests.report)
        query = query.where(digests.story.in_(batch)).order_by(reports.published, reports.id)
        for row in connection.execute(query):
            members.setdefault(row.story, []).append(row.report)
    tellers = load_tellers(connection, (report for story in members.values() for report in story))
    titles = _load_titles(connection, keys)
    counted = [report for story in members.values() for report in story[:_MOST_COUNTED]]
    told = _count_told(connection, counted)._replace(
        incidents=dict(fetch(connection, _INCIDENTS, json.dumps(list(keys))))
    )
    return [_make_story(key, [(report, tellers[report]) for report in members[key]], titles[key], told) for key in keys]


def _load_titles(connection: Connection, keys: Iterable[int]) -> dict[int, str | None]:
    reports, titles = schema.reports.c, {}
    for batch in split_keys(keys):
        first = func.substr(reports.text, 1, 4 * _TITLE).label("first")
        query = select(reports.key, reports.title, first).where(reports.key.in_(batch))
        for row in connection.execute(query):
            titles[row.key] = row.title or " ".join(row.first.split())[:_TITLE] or None
    return titles


class _Told(NamedTuple):
    """What reports tell, by report: names by role, types of events; and by story, how many incidents."""

    named: Mapping[tuple[int, str], Counter[str]]
    types: Mapping[int, Counter[str]]
    incidents: Mapping[int, int]


def _count_told(connection: Connection, reports: Sequence[int]) -> _Told:
    """Count the names of parties and places, and the types of events, and gather the incidents, of each report."""
    named: dict[tuple[int, str], Counter[str]] = {}
    types: dict[int, Counter[str]] = {}
    events, parties, names = schema.events.c, schema.parties.c, schema.names.c
    for batch in split_keys(reports):
        query = select(events.report, parties.role, names.name).join(schema.parties, parties.finding == events.key)
        query = query.join(schema.names, names.key == parties.name).where(events.report.in_(batch))
        for row in connection.execute(query.where(parties.role.in_((*_PARTIES, "place")))):
            role = "place" if row.role == "place" else "party"
            named.setdefault((row.report, role), Counter())[row.name] += 1
        told = select(events.report, events.type).where(events.report.in_(batch))
        for report, event_type in connection.execute(told):
            types.setdefault(report, Counter())[event_type] += 1
    return _Told(named, types, {})


def _make_story(
    key: int,
    members: Sequence[tuple[int, Teller]],
    title: str | None,
    told: _Told,
) -> StoryRow:
    tellers = [teller for _, teller in members]
    reports = [report for report, _ in members]
    origins, independent = count_sources(tellers)
    published = [teller.published for teller in tellers if teller.published]
    return StoryRow(
        id=next(teller.report for report, teller in members if report == key),
        date=min(published, default=None),
        last=max(published, default=None),
        title=title,
        reports=tuple(teller.report for teller in tellers),
        publishers=tuple(dict.fromkeys(teller.publisher for teller in tellers if teller.publisher)),
        origins=origins,
        independent=independent,
        parties=_most_common(told.named.get((report, "party")) for report in reports),
        places=_most_common(told.named.get((report, "place")) for report in reports),
        types=_most_common(told.types.get(report) for report in reports),
        incidents=told.incidents.get(key, 0),
    )


def _most_common(counters: Iterable[Counter[str] | None]) -> tuple[str, ...]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter or {})
    ordered = sorted(total, key=lambda name: (-total[name], name))
    return tuple(name for name in ordered if any(character.isupper() for character in name))[:_MOST_NAMED]
