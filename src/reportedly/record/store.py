"""How is a reading put on record, and got back? One SQLite file, one transaction a report.

What `add` reported stays: the write-ahead log is synced before it returns, so that neither a killed process nor a
loss of power takes it away. Several processes can add to one record at once.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import Connection, Engine, RowMapping, Table, delete, exists, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from reportedly.errors import UnknownName, UnusableRecord
from reportedly.model import Reading, Report
from reportedly.record import schema
from reportedly.record.batches import BATCH, split_keys
from reportedly.record.labels import Label, find_labels
from reportedly.record.opening import default_path, explain_failure, open_engine
from reportedly.record.parties import Party, find_parties
from reportedly.record.regroup import join_groups, leave_groups
from reportedly.record.rows import find_rows, find_words
from reportedly.record.schema import finding_key, storable


@dataclass(frozen=True, slots=True)
class Added:
    """Under which id a reading is on record, and what that changed."""

    id: str
    outcome: Literal["added", "unchanged", "changed"]


class Store:
    """An open record. It holds the file until `close`, or to the end of its `with`."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(self, reading: Reading, *, where: str | None = None) -> Added:
        """Put a reading on record, in place of an earlier one of the same report; `where` is what it was read from."""
        report, text_hash = reading.report, _hash(reading.report)
        with self._writing() as connection:
            report_id, earlier = _find_place(connection, report, where)
            if earlier and earlier["text_hash"] == text_hash and earlier["reader"] == storable(reading.reader):
                return Added(report_id, "unchanged")
            names = _remove(connection, earlier) if earlier else ()
            values = {"id": report_id, "where": where, "reader": reading.reader, "text_hash": text_hash}
            if earlier:
                values |= {"key": earlier["key"], "where": earlier["where"] if where is None else where}
            key = _insert_report(connection, report, values)
            packed = {"record": _pack(_without_text(reading)), "evidence": _pack(reading.evidence())}
            connection.execute(insert(schema.readings), {"report": key, **packed})
            _insert_findings(connection, reading, key)
            join_groups(connection, reading, report_id, key)
            _forget_names(connection, names)
        return Added(report_id, "changed" if earlier else "added")

    def has(self, report: Report, reader: str) -> bool:
        """Tell whether this very report, as this reader reads it, is on record already."""
        reports = schema.reports.c
        same = select(reports.key).where(reports.text_hash == _hash(report), reports.reader == storable(reader))
        with self.reading() as connection:
            return connection.execute(same.limit(1)).first() is not None

    def load(self, report_id: str) -> dict[str, Any]:
        """Give the Record JSON of a report: what `Reading.to_dict` gave when it was added."""
        row = self._find(report_id, "record")
        record = self._unpack(row["record"])
        text = record.pop("text", row["text"])
        return {"id": row["id"], "text": text, **record}

    def evidence(self, report_id: str) -> dict[str, list[dict[str, Any]]]:
        """Give the evidence of a report's findings: what `Reading.evidence` gave when it was added."""
        evidence: dict[str, list[dict[str, Any]]] = self._unpack(self._find(report_id, "evidence")["evidence"])
        return evidence

    def ids(self) -> Iterator[str]:
        """Give the id of every report, in the order they were first added."""
        reports = schema.reports.c
        last: int | None = 0
        while last is not None:
            page = select(reports.key, reports.id).where(reports.key > last).order_by(reports.key).limit(BATCH)
            with self.reading() as connection:
                rows = connection.execute(page).all()
            yield from (row.id for row in rows)
            last = rows[-1].key if rows else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for queries: it sees the record as it is now, whatever others add meanwhile."""
        with explain_failure(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            explain_failure(self.path),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _find(self, report_id: str, body: str) -> RowMapping:
        reports, readings = schema.reports, schema.readings
        query = select(reports.c.id, reports.c.text, readings.c[body]).join(
            readings, readings.c.report == reports.c.key
        )
        with self.reading() as connection:
            row = connection.execute(query.where(reports.c.id == storable(report_id))).mappings().first()
        if row is None:
            raise UnknownName(f"no report '{report_id}' in the record '{self.path}'")
        return row

    def _unpack(self, packed: bytes) -> dict[str, Any]:
        try:
            unpacked: dict[str, Any] = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        except (zlib.error, ValueError) as error:
            raise UnusableRecord(
                f"the record '{self.path}' is damaged: {error}; read the reports into a new record"
            ) from error
        return unpacked


def open_store(where: Path | str | None = None, *, create: bool = True) -> Store:
    """Open the record at a path, or the user's own; it is made if it is not there, unless `create` is False."""
    path = default_path() if where is None else Path(where)
    return Store(path, open_engine(path, create=create))


def _pack(value: Mapping[str, Any]) -> bytes:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode("utf-8", "surrogatepass"))


def _without_text(reading: Reading) -> dict[str, Any]:
    """Give the Record JSON but what reports.id and reports.text hold; the text stays where a column cannot hold it."""
    record = reading.to_dict()
    del record["id"]
    if storable(record["text"]) == record["text"]:
        del record["text"]
    return record


def _hash(report: Report) -> str:
    """Give the hash of a report: its id, its text and all that is known about it."""
    return sha256(json.dumps(asdict(report), separators=(",", ":")).encode("ascii")).hexdigest()


def _find_place(connection: Connection, report: Report, where: str | None) -> tuple[str, dict[str, Any] | None]:
    """Give the id that a report goes under, and the row that it would replace.

    Two reports from two places can have one id (two folders, each with its 1.txt): both are kept, and the second
    one's id gets the first of the hash of where it is from, as much of it as tells it from others.
    """
    own_id, origin = storable(report.id), None if where is None else storable(where)
    digest = sha256((origin or "").encode("utf-8")).hexdigest()
    other_ids = [f"{own_id}-{digest[:length]}" for length in (6, 16, 64)]
    wanted = (own_id,) if origin is None else (own_id, *other_ids)
    rows = connection.execute(select(schema.reports).where(schema.reports.c.id.in_(wanted)))
    found = {row.id: row._asdict() for row in rows}
    own = found.get(own_id)
    if own is None or origin is None:
        return own_id, own
    same = next((row for row in found.values() if row["where"] == origin), None)
    if same is None and own["text"] != storable(report.text):
        return next(other_id for other_id in other_ids if other_id not in found), None
    return (same or own)["id"], same or own


def _remove(connection: Connection, report: Mapping[str, Any]) -> tuple[int, ...]:
    """Take a report off the record, with all that is found in it; give the names that stood in it."""
    key, parties, words = report["key"], schema.parties.c, schema.words
    leave_groups(connection, key)
    tables = {table.name: _rows_of(connection, table, key) for table in _WITH_WORDS}
    gone = [{"words": "delete", **row} for row in find_words(report, tables)]
    connection.execute(insert(words), gone)
    own = parties.finding.between(finding_key(key, 0), finding_key(key + 1, 0) - 1)
    names = set(connection.scalars(select(parties.name).where(own).distinct())) | _names_of_labels(connection, key)
    connection.execute(delete(schema.parties).where(own))
    connection.execute(delete(schema.reports).where(schema.reports.c.key == key))  # its findings go with it
    return tuple(names)


def _names_of_labels(connection: Connection, key: int) -> set[int]:
    labels = schema.labels.c
    rows = connection.execute(select(labels.name, labels.speaker).where(labels.report == key))
    return {name for row in rows for name in row if name is not None}


_WITH_WORDS = (schema.statements, schema.events, schema.terms)


def _rows_of(connection: Connection, table: Table, key: int) -> list[dict[str, Any]]:
    return [row._asdict() for row in connection.execute(select(table).where(table.c.report == key))]


def _insert_report(connection: Connection, report: Report, values: Mapping[str, Any]) -> int:
    names = ("title", "published", "publisher", "url", "language", "text")
    values = {**{name: getattr(report, name) for name in names}, **values}
    cleaned = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
    cleaned["added_at"] = datetime.now(UTC).isoformat(timespec="seconds")
    (key,) = connection.execute(insert(schema.reports), cleaned).inserted_primary_key or (0,)
    return int(key)


def _insert_findings(connection: Connection, reading: Reading, key: int) -> None:
    tables = find_rows(reading, key)
    for name, rows in tables.items():
        if rows:
            connection.execute(insert(schema.metadata.tables[name]), rows)
    report = {"key": key, "title": storable(reading.report.title or ""), "text": storable(reading.report.text)}
    connection.execute(insert(schema.words), list(find_words(report, tables)))
    _insert_named(connection, key, find_parties(reading, key), find_labels(reading, key))


def _insert_named(connection: Connection, key: int, parties: Sequence[Party], labels: Sequence[Label]) -> None:
    """Insert who stands where and what it is called there, each name by its key."""
    wanted = {party.name for party in parties}
    wanted |= {name for label in labels for name in (label.name, label.speaker) if name is not None}
    keys = _insert_names(connection, sorted(wanted))
    party_rows = [party._asdict() | {"name": keys[party.name]} for party in parties]
    label_rows = [{"report": key, **_label_row(label, keys)} for label in labels]
    for table, rows in ((schema.parties, party_rows), (schema.labels, label_rows)):
        if rows:
            connection.execute(insert(table), rows)


def _label_row(label: Label, keys: Mapping[str, int]) -> dict[str, Any]:
    row = label._asdict()
    row.update({name: keys.get(row[name] or "") for name in ("name", "speaker")})
    return row


def _insert_names(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    """Give each name's key; a name that is not there yet is added."""
    names = schema.names
    if wanted:
        connection.execute(insert_or_ignore(names).on_conflict_do_nothing(), [{"name": name} for name in wanted])
    keys: dict[str, int] = {}
    for batch in split_keys(wanted):
        rows = connection.execute(select(names.c.name, names.c.key).where(names.c.name.in_(batch)))
        keys.update((row.name, row.key) for row in rows)
    return keys


def _forget_names(connection: Connection, keys: Sequence[int]) -> None:
    """Take names off the record that stand in no finding and in no label any more."""
    names, parties, labels = schema.names.c, schema.parties.c, schema.labels.c
    columns = (parties.name, labels.name, labels.speaker)
    unused = [~exists().where(column == names.key) for column in columns]
    for batch in split_keys(keys):
        connection.execute(delete(schema.names).where(names.key.in_(batch), *unused))
