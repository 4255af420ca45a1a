"""Which reports and events belong together? Kept up to date as reports come and go, in the transaction of each.

An origin, a story and an incident are what hangs together by pairs that the rules of grouping/ decide, each from two
digests alone. A report that comes joins groups, or makes one of several; when one goes, or is read anew, what hung
together with it is grouped afresh. A group is named by its earliest report or event, so that it does not matter which
came first into the record. docs/grouping.md says how far that holds.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select, update

from reportedly.grouping.digests import Digest, digest_reading
from reportedly.grouping.facts import Facts, facts_of
from reportedly.grouping.incidents import is_same_incident
from reportedly.grouping.mentions import Happening
from reportedly.grouping.origins import is_same_origin
from reportedly.grouping.partition import find_parts
from reportedly.grouping.stories import find_likeness, is_same_story
from reportedly.model import Reading
from reportedly.record import schema
from reportedly.record.batches import split_keys
from reportedly.record.candidates import delete_keys, fetch, find_candidates, insert_keys, load_digests
from reportedly.record.digests import pack_digest
from reportedly.record.members import load_happenings, load_tellers
from reportedly.record.rows import find_first_keys
from reportedly.record.schema import FINDINGS_PER_REPORT, storable
from reportedly.record.summaries import insert_summaries, summarize_incidents

#: With how many reports a report's events are compared, those that are most like it.
_MOST_COMPARED = 16

#: A happening of a report: the report's key and the key of the happening's first event.
_Told = tuple[int, Facts]


def join_groups(connection: Connection, reading: Reading, report_id: str, report_key: int) -> None:
    """Group a report that has just been put on record, and its events."""
    digest = digest_reading(reading, report_id)
    _insert_digest(connection, digest, report_key)
    insert_keys(connection, digest, report_key)
    told = _insert_mentions(connection, reading, digest, report_key)
    candidates = find_candidates(connection, digest, report_key)
    compared = _choose_compared(digest, candidates)
    others = _load_facts(connection, compared)
    own = [(key, facts_of(happening, digest.day)) for key, happening in told]
    near = [key for key in compared if _is_same_story(digest, own, candidates[key], others[key])]
    alike = [key for key in near if is_same_origin(digest, candidates[key])]
    published = reading.report.published and storable(reading.report.published)
    _join_reports(connection, "origin", report_key, alike)
    _write_story(connection, report_key, published, _join_reports(connection, "story", report_key, near))
    joined = _join_incidents(connection, own, {key: others[key] for key in near}) if near else set()
    teller = load_tellers(connection, (report_key,))[report_key]
    insert_summaries(connection, {key: [(teller, happening)] for key, happening in told if key not in joined})


def _load_whole(connection: Connection, digests: Mapping[int, Digest]) -> dict[int, Digest]:
    """Give digests with their happenings, as they were when their reports were added."""
    told = load_happenings(connection, digests)
    return {
        key: replace(digest, happenings=tuple(happening for _, happening, _ in told[key]))
        for key, digest in digests.items()
    }


def _insert_digest(connection: Connection, digest: Digest, report_key: int) -> None:
    """Put a digest on record: of an origin and a story of its own."""
    row = pack_digest(digest, report_key) | {"origin": report_key, "story": report_key}
    row["credits"] = json.dumps(row["credits"])
    marks = ", ".join("?" * len(row))
    connection.exec_driver_sql(f"INSERT INTO digests ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def leave_groups(connection: Connection, report_key: int) -> None:
    """Take a report out of its groups, before it is taken off the record, and group afresh what hung together by it."""
    digests, mentions = schema.digests.c, schema.mentions.c
    loaded = load_digests(connection, (report_key,))
    if not loaded:
        return
    delete_keys(connection, _load_whole(connection, loaded)[report_key], report_key)
    story = connection.scalar(select(digests.story).where(digests.report == report_key))
    members = list(connection.scalars(select(digests.report).where(digests.story == story)))
    for batch in split_keys(_load_incidents(connection, members).values()):
        connection.execute(delete(schema.incidents).where(schema.incidents.c.key.in_(batch)))
    connection.execute(delete(schema.mentions).where(mentions.report == report_key))
    connection.execute(delete(schema.digests).where(digests.report == report_key))
    connection.execute(delete(schema.stories).where(schema.stories.c.report == story))
    _group_afresh(connection, [key for key in members if key != report_key])


def _insert_mentions(
    connection: Connection, reading: Reading, digest: Digest, report_key: int
) -> list[tuple[int, Happening]]:
    """Put each event on record as told of alone; give the happenings by the key of their first event."""
    first = find_first_keys(reading, report_key).event
    told = [(first + happening.first.number, happening) for happening in digest.happenings]
    rows = [(first + mention.number, report_key, key, key) for key, happening in told for mention in happening.mentions]
    if rows:
        names = "event, report, happening, incident"
        connection.exec_driver_sql(f"INSERT INTO mentions ({names}) VALUES (?, ?, ?, ?)", rows)
    return told


def _choose_compared(digest: Digest, candidates: Mapping[int, Digest]) -> list[int]:
    """Give the reports whose events are looked at: those of one origin and those most alike in words."""
    likeness = {
        key: 1.0 if is_same_origin(digest, other) else find_likeness(digest, other) for key, other in candidates.items()
    }
    near = sorted(likeness, key=lambda key: (-likeness[key], candidates[key].rank, candidates[key].id))
    return [key for key in near if likeness[key] >= 0][:_MOST_COMPARED]


def _is_same_story(one: Digest, told: Sequence[_Told], other: Digest, retold: Sequence[_Told]) -> bool:
    return is_same_story(one, other, [facts for _, facts in told], [facts for _, facts in retold])


def _join_reports(connection: Connection, column: str, report_key: int, others: Collection[int]) -> dict[int, int]:
    """Make one group of a report's and others'; give the group that each group was made into."""
    if not others:
        return {report_key: report_key}
    query = f"SELECT DISTINCT {column} FROM digests WHERE report IN (SELECT value FROM json_each(?))"
    groups = {report_key, *(group for (group,) in fetch(connection, query, json.dumps(sorted(others))))}
    order = _order_reports(connection, groups)
    name = min(groups, key=lambda group: order[group])
    for group in groups - {name}:
        connection.exec_driver_sql(f"UPDATE digests SET {column} = ? WHERE {column} = ?", (name, group))
    return dict.fromkeys(groups, name)


def _order_reports(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Give what reports are ordered by: when they were published, then their ids; those without a date come last."""
    query = "SELECT key, coalesce(published, '~'), id FROM reports WHERE key IN (SELECT value FROM json_each(?))"
    return {key: (published, name) for key, published, name in fetch(connection, query, json.dumps(sorted(keys)))}


def _write_story(connection: Connection, report_key: int, published: str | None, groups: Mapping[int, int]) -> None:
    """Write the row of the story that was made of a report's own and others."""
    dates, count = [published], 1
    for story in groups.keys() - {report_key}:
        ((date, reports),) = fetch(connection, "SELECT date, reports FROM stories WHERE report = ?", story)
        dates, count = [*dates, date], count + reports
        connection.exec_driver_sql("DELETE FROM stories WHERE report = ?", (story,))
    latest = max((date for date in dates if date), default=None)
    row = (groups[report_key], latest, count)
    connection.exec_driver_sql("INSERT INTO stories (report, date, reports) VALUES (?, ?, ?)", row)


def _join_incidents(connection: Connection, own: Sequence[_Told], others: Mapping[int, Sequence[_Told]]) -> set[int]:
    """Make incidents of a report's happenings and those that reports of its story tell; give those that were joined."""
    pairs = list(_find_same(own, (told for retold in others.values() for told in retold)))
    incidents = _load_incidents(connection, others)
    links = [(one, incidents[other]) for one, other in pairs]
    parts = find_parts({key for key, _ in own} | {incident for _, incident in links}, links)
    groups: dict[int, set[int]] = {}
    for item, part in parts.items():
        groups.setdefault(part, set()).add(item)
    joined = [group for group in groups.values() if len(group) > 1]
    names = _name_incidents(connection, joined)
    for name, group in zip(names, joined, strict=True):
        _rename(connection, group - {name}, name)
    summarize_incidents(connection, names)
    return {key for group in joined for key in group}


def _rename(connection: Connection, incidents: Collection[int], name: int) -> None:
    for incident in incidents:
        connection.exec_driver_sql("UPDATE mentions SET incident = ? WHERE incident = ?", (name, incident))
        connection.exec_driver_sql("DELETE FROM incidents WHERE key = ?", (incident,))


def _name_incidents(connection: Connection, groups: Sequence[Collection[int]]) -> list[int]:
    """Give the name of each group of incidents: the first event of the earliest report that tells it."""
    order = _order_reports(connection, {key // FINDINGS_PER_REPORT for group in groups for key in group})
    return [min(group, key=lambda key: (order[key // FINDINGS_PER_REPORT], key)) for group in groups]


def _load_facts(connection: Connection, report_keys: Iterable[int]) -> dict[int, list[_Told]]:
    """Give the happenings of reports, each by the key of its first event."""
    return {
        report: [(key, facts) for key, _, facts in told]
        for report, told in load_happenings(connection, report_keys).items()
    }


def _load_incidents(connection: Connection, report_keys: Iterable[int]) -> dict[int, int]:
    query = "SELECT DISTINCT happening, incident FROM mentions WHERE report IN (SELECT value FROM json_each(?))"
    return dict(fetch(connection, query, json.dumps(sorted(report_keys))))


def _find_same(ones: Iterable[_Told], others: Iterable[_Told]) -> Iterator[tuple[int, int]]:
    """Give the pairs of happenings that are one."""
    by_type: dict[str, list[_Told]] = {}
    for told in others:
        by_type.setdefault(told[1].type, []).append(told)
    for key, facts in ones:
        for other, retold in by_type.get(facts.type, ()):
            if is_same_incident(facts, retold):
                yield key, other


def _group_afresh(connection: Connection, members: Sequence[int]) -> None:
    """Group some reports that hung together, and nothing else: what hung together with none of them still does not."""
    digests, facts = _load_whole(connection, load_digests(connection, members)), _load_facts(connection, members)
    stories: set[tuple[int, int]] = set()
    for key, digest in digests.items():
        found = find_candidates(connection, digest, key)
        for other in _choose_compared(digest, {key: found[key] for key in found if key in digests}):
            if _is_same_story(digest, facts[key], digests[other], facts[other]):
                stories.add((min(key, other), max(key, other)))
    origins = [(one, other) for one, other in stories if is_same_origin(digests[one], digests[other])]
    order = _order_reports(connection, members)
    for column, pairs in (("origin", origins), ("story", stories)):
        _write_parts(connection, column, _name_parts(find_parts(digests, pairs), order))
    _write_stories(connection, members)
    _incidents_afresh(connection, facts, stories)


def _name_parts(parts: Mapping[int, int], order: Mapping[int, tuple[str, str]]) -> dict[int, int]:
    """Give each item the name of its part: the first of it."""
    names: dict[int, int] = {}
    for item in sorted(parts, key=lambda item: order[item]):
        names.setdefault(parts[item], item)
    return {item: names[part] for item, part in parts.items()}


def _write_parts(connection: Connection, column: str, names: Mapping[int, int]) -> None:
    for name in set(names.values()):
        for batch in split_keys(key for key, group in names.items() if group == name):
            connection.execute(update(schema.digests).where(schema.digests.c.report.in_(batch)).values({column: name}))


def _write_stories(connection: Connection, members: Iterable[int]) -> None:
    digests, reports = schema.digests.c, schema.reports.c
    found: dict[int, list[str | None]] = {}
    for batch in split_keys(members):
        query = select(digests.story, reports.published).join(schema.reports, reports.key == digests.report)
        for row in connection.execute(query.where(digests.report.in_(batch))):
            found.setdefault(row.story, []).append(row.published)
    rows = [
        {"report": story, "date": max((date for date in dates if date), default=None), "reports": len(dates)}
        for story, dates in found.items()
    ]
    if rows:
        connection.execute(insert(schema.stories), rows)


def _incidents_afresh(
    connection: Connection, facts: Mapping[int, Sequence[_Told]], stories: Iterable[tuple[int, int]]
) -> None:
    pairs = [pair for one, other in stories for pair in _find_same(facts[one], facts[other])]
    keys = [key for told in facts.values() for key, _ in told]
    reports = _order_reports(connection, facts)
    order = {key: (*reports[key // FINDINGS_PER_REPORT], key) for key in keys}
    names: dict[int, int] = {}
    parts = find_parts(keys, pairs)
    for key in sorted(keys, key=lambda key: order[key]):
        names.setdefault(parts[key], key)
    mentions = schema.mentions.c
    for key in keys:
        renamed = update(schema.mentions).where(
            mentions.happening == key, mentions.report == key // FINDINGS_PER_REPORT
        )
        connection.execute(renamed.values(incident=names[parts[key]]))
    summarize_incidents(connection, set(names.values()))
