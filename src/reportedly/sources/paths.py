"""What is read from files, folders, standard input and URLs, in which order, and by which reader?

A folder is read with all its folders, sorted by name, without hidden files; links to folders inside it are not
followed, so that a loop of links has an end. Only regular files are opened: a pipe or a device could wait for ever.
"""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.sources import parquet, reports
from reportedly.sources.feeds import MAX_FEED_BYTES, is_feed, read_feed_reports
from reportedly.sources.jsonlines import read_json_lines
from reportedly.sources.pages import is_page, read_page
from reportedly.sources.reports import Failure, Ids, check_report
from reportedly.sources.streams import STREAM_ERRORS, explain, open_stream
from reportedly.sources.targets import is_url
from reportedly.sources.text import read_text_bytes

if TYPE_CHECKING:
    from reportedly.sources.fetch import Fetcher

__all__ = ["KINDS", "Failure", "read_paths"]

Kind = Literal["text", "page", "json lines", "feed", "archive", "parquet"]

#: Which reader an extension goes to; `.gz` after any of them is unpacked, other extensions go by their content.
KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".json": "json lines",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "archive",
    ".parquet": "parquet",
}
READERS: dict[Kind, Callable[[bytes], Report]] = {"text": read_text_bytes, "page": read_page}
STANDARD_INPUT = "standard input"
MEMBER_START = re.compile(rb"\s*WARC/[01]\.\d")
OBJECT_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"|\})')
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def read_paths(
    paths: Sequence[Path | str],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    fetcher: "Fetcher | None" = None,
) -> Iterator[Report | Failure]:
    """Give the Reports of files, folders, standard input (`-`) and URLs in their order, each as it is asked for.

    `published` is the date of all of them, whatever they say themselves. What cannot be read is a Failure.
    """
    ids = Ids()
    for path in paths:
        if str(path) == "-":
            stream = sys.stdin.buffer if stdin is None else stdin
            yield from _read_stream(stream, Path("stdin"), STANDARD_INPUT, ids, published)
        elif isinstance(path, str) and is_url(path):
            # only here: what stays on the disk need not wait for what fetches
            from reportedly.sources.fetch import Fetcher
            from reportedly.sources.web import read_address

            fetcher = fetcher or Fetcher()
            yield from read_address(path, ids, fetcher, published=published)
        else:
            yield from _read_path(Path(path), ids, published)


def _read_path(path: Path, ids: Ids, published: str | None) -> Iterator[Report | Failure]:
    is_empty = True
    for found in _walk(path):
        is_empty = False
        if isinstance(found, Failure):
            yield found
        else:
            yield from _read_file(found, ids, published)
    if is_empty:
        yield Failure(show_path(path), None, "a folder without a file to read; give text, HTML or JSON Lines files")


def _walk(path: Path) -> Iterator[Path | Failure]:
    """Give the files at and below a path, sorted; without recursion, as folders can be nested without end."""
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            if current.is_dir():
                waiting.extend(_list_folder(current))
            else:
                yield current
        except OSError as error:
            yield Failure(show_path(current), None, explain(error))


def _list_folder(folder: Path) -> list[Path]:
    """List what is to be read in a folder, last name first, so that the first is taken from the end."""
    with os.scandir(folder) as entries:
        seen = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted((Path(entry.path) for entry in seen if not _is_linked_folder(entry)), reverse=True)


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False  # a link to itself, or to where nobody may look: a Failure when its turn comes


def _read_file(path: Path, ids: Ids, published: str | None) -> Iterator[Report | Failure]:
    try:
        with _open_file(path) as stream:
            yield from _read_stream(stream, path, show_path(path), ids, published)
    except (OSError, ValueError, UnreadableInput) as error:
        yield Failure(show_path(path), None, explain(error))


def _open_file(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableInput("neither a file nor a folder; give a file, or pipe it to -")
    return path.open("rb")


def _read_stream(
    stream: BinaryIO, path: Path, where: str, ids: Ids, published: str | None
) -> Iterator[Report | Failure]:
    """Read one input by the reader of its kind; `path` gives the kind and the id."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    named = KINDS.get(plain.suffix.lower())
    try:
        opened = open_stream(stream, members=named == "archive")
        kind = named or _sniff(opened.peek())
        if kind in READERS:
            yield _read_whole(opened, kind, plain.stem, ids, published)
        elif kind == "feed":
            yield from read_feed_reports(opened.read(MAX_FEED_BYTES + 1), where, ids, published=published)
        elif kind == "archive":
            from reportedly.sources.warc import read_warc  # few inputs are archives

            yield from read_warc(opened, where, ids, published=published)
        elif kind == "parquet":
            yield from parquet.read_parquet(stream, where, ids, published=published)
        else:
            yield from read_json_lines(opened, where, ids, published=published)
    except (*STREAM_ERRORS, UnreadableInput) as error:
        yield Failure(where, None, explain(error))


def _sniff(start: bytes) -> Kind:
    """Tell a kind by an input's first bytes: text, unless it begins as something else does."""
    if is_page(start):
        return "page"
    if is_feed(start):
        return "feed"
    if MEMBER_START.match(start):
        return "archive"
    if start.startswith(parquet.MAGIC):
        return "parquet"
    return "json lines" if OBJECT_START.match(start) else "text"


def _read_whole(stream: BufferedReader, kind: Kind, stem: str, ids: Ids, published: str | None) -> Report:
    data = stream.read(reports.MAX_BYTES + 1)
    if len(data) > reports.MAX_BYTES:
        raise UnreadableInput(f"larger than the {reports.MAX_BYTES:,} bytes that one report may have; split it")
    report = check_report(READERS[kind](data), published=published)
    return replace(report, id=ids.name(stem, report.text))


def show_path(path: Path) -> str:
    """Give a path as it may be shown: file names can hold control characters and bytes that are no text."""
    return UNPRINTABLE.sub("\ufffd", str(path))
