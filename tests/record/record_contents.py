"""Everything that a record file holds, so that two can be compared: keys are replaced by what they stand for."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from reportedly.record.schema import FINDINGS_PER_REPORT, metadata

_IGNORED = {"added_at"}
_NAMES = {
    ("names", "key"), ("parties", "name"), ("labels", "name"), ("labels", "speaker"),
}  # fmt: skip
_REPORTS = {"report", "origin", "story"}
_FINDINGS = {"key", "finding", "event", "happening", "incident"}
_PLAIN = {("group_keys", "key")}


def find_contents(path: Path) -> dict[str, list[str]]:
    """Give the rows of every table, and every word of both full-text indexes with where it stands."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        ids = dict(tuple(row) for row in connection.execute("SELECT key, id FROM reports"))
        called = dict(tuple(row) for row in connection.execute("SELECT key, name FROM names"))
        contents = {name: sorted(_find_rows(connection, name, ids, called)) for name in metadata.tables}
        for index, keys in (("words", None), ("names_words", called)):
            contents[index] = sorted(_find_words(connection, index, ids, keys))
    return contents


def _find_rows(
    connection: sqlite3.Connection, table: str, ids: dict[int, str], called: dict[int, str]
) -> Iterator[str]:
    for row in connection.execute(f"SELECT * FROM {table}"):
        yield json.dumps([_name_value(table, name, row[name], ids, called) for name in row.keys()], default=repr)  # noqa: SIM118


def _name_value(table: str, name: str, value: Any, ids: dict[int, str], called: dict[int, str]) -> Any:
    if name in _IGNORED:
        return None
    if (table, name) in _PLAIN:
        return value
    if name in _REPORTS or (table, name) == ("reports", "key"):
        return ids[value]
    if (table, name) in _NAMES:
        return called.get(value)
    if (table, name) == ("labels", "finding") and value is None:
        return None
    return _name_finding(value, ids) if name in _FINDINGS else value


def _name_finding(key: int, ids: dict[int, str]) -> tuple[str, int]:
    return ids[key // FINDINGS_PER_REPORT], key % FINDINGS_PER_REPORT


def _find_words(
    connection: sqlite3.Connection, index: str, ids: dict[int, str], keys: dict[int, str] | None
) -> Iterator[str]:
    connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_vocabulary USING fts5vocab('main', '{index}', 'instance')")
    for term, key, column, offset in connection.execute(f"SELECT * FROM temp.{index}_vocabulary"):
        yield json.dumps([term, keys[key] if keys else _name_finding(key, ids), column, offset])


def check_file(path: Path) -> list[str]:
    """Give what SQLite finds wrong with the file: nothing, where all is well."""
    with closing(sqlite3.connect(path)) as connection:
        wrong = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += [str(tuple(row)) for row in connection.execute("PRAGMA foreign_key_check")]
        for index in ("words", "names_words"):
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
    return wrong
