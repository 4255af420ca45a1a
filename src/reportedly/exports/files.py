"""Into which files do readings go? One file for all, or a folder with a file for each report or table."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import blake2s
from pathlib import Path
from typing import TextIO

from reportedly.errors import ReportedlyError, UnknownName
from reportedly.exports import FORMATS, Format
from reportedly.model import Reading

Write = Callable[[Reading], None]

_UNFIT_FOR_NAMES = re.compile(r"[^\w.-]", re.ASCII)
_LONGEST_NAME = 100


def find_format(name: str | None, where: Path | None = None) -> Format:
    """Find a format by its name, or by the suffix of the file to write; a folder holds Record JSON."""
    if name is not None:
        if name not in FORMATS:
            raise UnknownName(f"unknown format {name!r}; known: {', '.join(FORMATS)}")
        return FORMATS[name]
    suffix = where.suffix.lower() if where is not None and not where.is_dir() else ""
    for known in FORMATS.values():
        if not suffix or suffix in known.suffixes:
            return known
    known_suffixes = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
    raise UnknownName(f"no format is known for {where}; known endings: {known_suffixes}; or name one with --format")


@contextmanager
def open_output(where: Path, chosen: Format, *, only: str | None = None) -> Iterator[Write]:
    """Open a file or a folder for readings; it is touched only when the first one is there."""
    with ExitStack() as opened:
        try:
            if where.is_dir() or not where.suffix:
                yield _open_tables(where, chosen, only, opened) if chosen.tables else _open_folder(where, chosen, only)
            else:
                yield _open_file(where, chosen, only, opened)
        except OSError as error:
            if error.filename is None:  # not about a file: a closed pipe, say
                raise
            raise ReportedlyError(f"cannot write {error.filename}: {error.strerror}") from error


def _open_file(where: Path, chosen: Format, only: str | None, opened: ExitStack) -> Write:
    file: TextIO | None = None

    def write(reading: Reading) -> None:
        nonlocal file
        text = chosen.write(reading, only)  # before the file is opened: wrong use must not empty it
        if file is None:
            file = opened.enter_context(where.open("w", encoding="utf-8", newline=""))
            file.write(chosen.begin(only))
            opened.callback(_finish, file, chosen, only)
        file.write(text)

    return write


def _finish(file: TextIO, chosen: Format, only: str | None) -> None:
    file.write(chosen.end(only))


def _open_tables(folder: Path, chosen: Format, only: str | None, opened: ExitStack) -> Write:
    suffix = chosen.suffixes[0]
    tables = (only,) if only else chosen.tables
    writers = [_open_file(folder / f"{table}{suffix}", chosen, table, opened) for table in tables]

    def write(reading: Reading) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for write_table in writers:
            write_table(reading)

    return write


def _open_folder(folder: Path, chosen: Format, only: str | None) -> Write:
    taken: dict[str, int] = {}

    def write(reading: Reading) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name_file(reading.report.id, taken)}{chosen.suffixes[0]}"
        text = chosen.begin(only) + chosen.write(reading, only) + chosen.end(only)
        path.write_text(text, encoding="utf-8", newline="")

    return write


def name_file(report_id: str, taken: dict[str, int]) -> str:
    """Name a report's file by its id, which comes from outside: no path, not hidden, not too long, not twice."""
    name = _UNFIT_FOR_NAMES.sub("_", report_id)[:_LONGEST_NAME]
    if name != report_id or not name or name.startswith("."):
        mark = blake2s(report_id.encode(errors="backslashreplace"), digest_size=4).hexdigest()
        name = f"{name.lstrip('.') or 'report'}-{mark}"
    key = name.casefold()
    taken[key] = taken.get(key, 0) + 1
    return name if taken[key] == 1 else f"{name}~{taken[key]}"
