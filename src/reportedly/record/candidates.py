"""Which reports on record may belong together with this one? Looked up by keys, never by a scan.

A key is a period of eight days and 40 bits of what two reports share: a band of their signatures, a long quotation, two
of their most telling words. Under each key no more than MOST reports are looked at, those of the lowest rank: a hash of
the id, so that it does not depend on who came first.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete

from reportedly.grouping.digests import Digest
from reportedly.grouping.origins import find_origin_keys
from reportedly.grouping.stories import find_story_keys
from reportedly.record import schema
from reportedly.record.batches import split_keys
from reportedly.record.digests import DIGEST_COLUMNS, unpack_digest

#: How many reports are looked at under one key.
MOST = 48

#: How many reports are looked at in all, those that share most keys.
_MOST_NEAR = 96

_PERIOD = 8
_KEY_BITS = 40

#: Between the keys of dated reports and those of undated ones, which only find each other.
_UNDATED = 0

# The subquery is a bound of the index's range: a key that a million reports have costs what one of MOST costs.
_NEAR = f"""
    SELECT found.report FROM json_each(?) AS wanted JOIN group_keys AS found ON found.key = wanted.value
    AND found.rank <= coalesce((SELECT last.rank FROM group_keys AS last WHERE last.key = wanted.value
                                ORDER BY last.rank LIMIT 1 OFFSET {MOST - 1}), 4294967296)
    WHERE found.report != ? GROUP BY found.report ORDER BY count(*) DESC, found.rank, found.report LIMIT {_MOST_NEAR}"""

_DIGESTS = f"""
    SELECT digests.report, reports.id, {DIGEST_COLUMNS}
    FROM digests JOIN reports ON reports.key = digests.report WHERE digests.report IN (SELECT value FROM json_each(?))"""


def fetch(connection: Connection, query: str, *values: Any) -> list[Any]:
    """Give the rows of a query in SQL, a list of keys as JSON for `json_each`.

    What is asked for every report that is added is asked this way: building a statement takes longer than its answer.
    """
    return [tuple(row) for row in connection.exec_driver_sql(query, values)]


def find_candidates(connection: Connection, digest: Digest, report_key: int) -> dict[int, Digest]:
    """Give the digests, without happenings, of the reports that share a key with one: report key -> digest."""
    wanted = sorted(_find_keys(digest, _find_periods(digest.day)))
    found = fetch(connection, _NEAR, json.dumps(wanted), report_key)
    return load_digests(connection, (key for (key,) in found)) if found else {}


def load_digests(connection: Connection, report_keys: Iterable[int]) -> dict[int, Digest]:
    """Give the digests, without happenings, of some reports."""
    rows = fetch(connection, _DIGESTS, json.dumps(sorted(report_keys)))
    return {key: unpack_digest(report_id, columns) for key, report_id, *columns in rows}


def insert_keys(connection: Connection, digest: Digest, report_key: int) -> None:
    """Make a report be found under its keys."""
    keys = sorted(_find_keys(digest, _find_periods(digest.day)[:1]))
    if keys:
        rows = [(key, digest.rank, report_key) for key in keys]
        connection.exec_driver_sql("INSERT INTO group_keys (key, rank, report) VALUES (?, ?, ?)", rows)


def delete_keys(connection: Connection, digest: Digest, report_key: int) -> None:
    """Make a report be found no more."""
    own, keys = schema.group_keys.c, sorted(_find_keys(digest, _find_periods(digest.day)[:1]))
    for batch in split_keys(keys):
        condition = (own.key.in_(batch), own.rank == digest.rank, own.report == report_key)
        connection.execute(delete(schema.group_keys).where(*condition))


def _find_keys(digest: Digest, periods: Iterable[int]) -> set[int]:
    shared = {*find_origin_keys(digest), *find_story_keys(digest)}
    return {period << _KEY_BITS | key for period in periods for key in shared}


def _find_periods(day: int | None) -> tuple[int, ...]:
    """Give the period of a day, then those before and after it: two days that are near stand in one or two of them."""
    if day is None:
        return (_UNDATED,)
    period = day // _PERIOD + 1
    return period, period - 1, period + 1
