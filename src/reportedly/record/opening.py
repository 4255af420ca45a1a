"""Is this file a record, and how is it opened? What is not one is refused, with what would do."""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from reportedly.errors import UnusableRecord
from reportedly.record import schema

#: How long to wait, in seconds, for another process that is adding.
_PATIENCE = 60.0

_LOCKED = 5  # SQLITE_BUSY

_START = b"SQLite format 3\0"


def default_path() -> Path:
    """Give where the record is when nobody says: the user's data folder."""
    return Path(platformdirs.user_data_dir("reportedly", appauthor=False)) / "record.sqlite"


def open_engine(path: Path, *, create: bool) -> Engine:
    """Open the record at a path, made first if it is not there; raise UnusableRecord if it is not one."""
    _check_path(path, create=create)
    engine = _make_engine(path)
    try:
        with explain_failure(path):
            _prepare(engine, path, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def explain_failure(path: Path) -> Iterator[None]:
    """Turn what the database cannot do into an UnusableRecord that says what would do."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        raise UnusableRecord(f"cannot use the record '{path}': {said}; {_advise(said)}") from error


_ADVICE = (
    ("not a database", "give a file that reportedly made, or a new name"),
    ("locked", "another program holds it: try again when that one is done"),
    ("malformed", "the file is damaged: restore a copy, or read the reports into a new record"),
    ("full", "make room on the disk; what was added before is safe"),
    ("readonly", "make the file and its folder writable: a record keeps its log beside it"),
    ("unable to open", "make the file and its folder readable and writable"),
)


def _advise(said: str) -> str:
    fitting = (advice for words, advice in _ADVICE if words in said)
    return next(fitting, "check the file and its disk, or read the reports into a new record")


def _check_path(path: Path, *, create: bool) -> None:
    if re.match(r"[a-z]{2,}:/", str(path)) or "\0" in str(path):
        raise UnusableRecord(f"cannot use the record {str(path)!r}: it is no file's path; give a path")
    try:
        if path.is_dir():
            raise UnusableRecord(f"cannot use the record '{path}': it is a folder; give a file, such as record.sqlite")
        if path.exists():
            _check_start(path)
        elif not create:
            raise UnusableRecord(f"no record at '{path}'; add a report first, or give another file")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableRecord(f"cannot use the record '{path}': {error}; give a path that can be written") from error


def _check_start(path: Path) -> None:
    """Refuse a file that is not SQLite's: it would take a very short one for empty, and write over it."""
    with path.open("rb") as file:
        start = file.read(len(_START))
    if start not in (b"", _START):
        raise UnusableRecord(
            f"cannot use the record '{path}': it is not a database; give a file that reportedly made, or a new name"
        )


def _make_engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        connect_args={"timeout": _PATIENCE, "isolation_level": None},
        json_serializer=partial(json.dumps, separators=(",", ":")),
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_connection(connection: DBAPIConnection, _record: object) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")  # NORMAL would let a loss of power take back what was reported
        cursor.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone leaves it in the disk's cache


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails, rather than waits, if another one wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, path: Path, *, create: bool) -> None:
    with engine.connect() as connection:
        empty = _check_contents(connection, path)
    if not empty:
        return
    if not create:
        raise UnusableRecord(f"no record in '{path}': the file is empty; add a report first, or give another file")
    _keep_log(engine)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if _check_contents(connection, path):  # else another process was first
            schema.create_tables(connection)


def _check_contents(connection: Connection, path: Path) -> bool:
    """Tell whether the file is still empty; raise UnusableRecord if what is in it is not a record of ours."""
    application = connection.execute(text("PRAGMA application_id")).scalar_one()
    version = connection.execute(text("PRAGMA user_version")).scalar_one()
    tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
    if application == 0 and tables == 0:
        return True
    if application != schema.APPLICATION_ID:
        raise UnusableRecord(f"'{path}' is another program's database; give a file that reportedly made, or a new name")
    if version != schema.VERSION:
        raise UnusableRecord(
            f"the record '{path}' is of version {version}, and this program knows {schema.VERSION}; "
            "use the reportedly that made it or a newer one, or read the reports into a new record"
        )
    return False


def _keep_log(engine: Engine) -> None:
    """Set the write-ahead log, once and for all: readers go on while one process adds."""
    give_up = time.monotonic() + _PATIENCE
    with closing(engine.raw_connection()) as connection:
        while not _try(connection.cursor(), "PRAGMA journal_mode = WAL"):
            if time.monotonic() > give_up:
                return  # still whole without it: only slower
            time.sleep(0.02)


def _try(cursor: Any, command: str) -> bool:
    """Run a command that SQLite lets nobody wait for; tell whether it was free to run."""
    with closing(cursor):
        try:
            cursor.execute(command)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != _LOCKED:
                raise
            return False
    return True
