"""What do reports tell of an incident? The happenings behind its events, and who tells them, as the record keeps them."""

import json
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection

from reportedly.grouping.accounts import Teller
from reportedly.grouping.facts import Facts, facts_of
from reportedly.grouping.mentions import Happening
from reportedly.record.candidates import fetch
from reportedly.record.digests import unpack_happenings

#: What a report tells: its happenings by the key of their first event, each with what is told of it, taken together.
ToldOf = list[tuple[int, Happening, Facts]]

#: An incident's members: for each, who tells it, and what.
Members = list[tuple[Teller, Happening]]


_HAPPENINGS = """
    SELECT report, day, happenings, (SELECT json_group_array(DISTINCT happening) FROM mentions
    WHERE mentions.report = digests.report) FROM digests WHERE report IN (SELECT value FROM json_each(?))"""

_MEMBERS = """
    SELECT DISTINCT incident, mentions.report, happening, rank FROM mentions
    JOIN digests ON digests.report = mentions.report WHERE incident IN (SELECT value FROM json_each(?))"""

_TELLERS = """
    SELECT digests.report, reports.id, published, publisher, outlet, credits,
    (SELECT first.id FROM reports AS first WHERE first.key = digests.origin)
    FROM digests JOIN reports ON reports.key = digests.report WHERE digests.report IN (SELECT value FROM json_each(?))"""


def load_happenings(connection: Connection, report_keys: Iterable[int]) -> dict[int, ToldOf]:
    """Give what some reports tell."""
    return {
        report: [(key, *told) for key, told in zip(sorted(json.loads(first)), _unpack(packed, day), strict=True)]
        for report, day, packed, first in fetch(connection, _HAPPENINGS, json.dumps(sorted(report_keys)))
    }


@lru_cache(maxsize=2048)  # the reports of the day are asked for again and again; what they tell is in what is packed
def _unpack(packed: bytes, day: int | None) -> tuple[tuple[Happening, Facts], ...]:
    """Give what a report tells, in the order of its events' numbers."""
    ordered = sorted(unpack_happenings(packed), key=lambda happening: happening.first.number)
    return tuple((happening, facts_of(happening, day)) for happening in ordered)


def load_members(connection: Connection, incidents: Iterable[int], *, most: int | None = None) -> dict[int, Members]:
    """Give the members of some incidents; of no more than `most` reports each, those of the lowest rank."""
    told_by = _find_reports(connection, incidents, most)
    reports = {report for happenings in told_by.values() for report, _ in happenings}
    tellers, told = load_tellers(connection, reports), load_happenings(connection, reports)
    found = {report: {key: happening for key, happening, _ in happenings} for report, happenings in told.items()}
    return {
        incident: [(tellers[report], found[report][key]) for report, key in happenings]
        for incident, happenings in told_by.items()
    }


def _find_reports(
    connection: Connection, incidents: Iterable[int], most: int | None
) -> dict[int, list[tuple[int, int]]]:
    """Give the (report, happening) pairs of each incident."""
    found: dict[int, dict[int, tuple[int, list[int]]]] = {}
    for incident, report, happening, rank in fetch(connection, _MEMBERS, json.dumps(sorted(incidents))):
        _, keys = found.setdefault(incident, {}).setdefault(report, (rank, []))
        keys.append(happening)
    return {
        incident: [(report, key) for report in _choose(ranked, most) for key in sorted(ranked[report][1])]
        for incident, ranked in found.items()
    }


def _choose(ranked: dict[int, tuple[int, list[int]]], most: int | None) -> list[int]:
    return sorted(ranked, key=lambda report: (ranked[report][0], report))[:most]


def load_tellers(connection: Connection, report_keys: Iterable[int]) -> dict[int, Teller]:
    """Give who tells: each report with what it credits, and the report that names its origin."""
    return {
        key: Teller(report, published, publisher, outlet, frozenset(json.loads(credits_)), origin)
        for key, report, published, publisher, outlet, credits_, origin in fetch(
            connection, _TELLERS, json.dumps(sorted(report_keys))
        )
    }
