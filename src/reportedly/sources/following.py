"""What does `watch` remember of a feed, and what is new in it? One small file a feed, beside the record.

A file holds what the next request needs (ETag, Last-Modified), when that may be, and the keys of the entries that the
feed had: as many as it has now, so that nothing grows. Losing a file loses nothing: the record knows its reports.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from reportedly.errors import UnreadableInput
from reportedly.sources.feeds import MAX_ENTRIES, Feed, read_feed
from reportedly.sources.fetch import Fetcher
from reportedly.sources.manners import TryLater
from reportedly.sources.names import name_address

#: A feed that fails is asked half as often each time, but once a day.
MAX_WAIT = 86_400.0
MAX_DOUBLINGS = 10


NOTHING_NEW = Feed(())


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed as it was when it was last asked: `due` is when it is asked again, in seconds since 1970."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    due: float = 0.0
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What came of asking a feed: how to remember it once its new entries are read, and what went wrong, if it did."""

    followed: Followed
    feed: Feed = NOTHING_NEW
    failure: str | None = None


def ask_feed(followed: Followed, fetcher: Fetcher, *, now: float, every: float) -> News:
    """Ask a feed for its new entries; `every` is the usual time between two questions, in seconds."""
    try:
        fetched = fetcher.fetch(followed.url, etag=followed.etag, modified=followed.modified)
        if fetched.body is None:
            return News(replace(followed, failures=0, due=now + every))
        feed = read_feed(fetched.body, url=fetched.url, charset=fetched.charset)
    except UnreadableInput as error:
        return News(_put_off(followed, error, now, every), failure=str(error))
    keys = tuple(dict.fromkeys(entry.key for entry in feed.entries))
    known = set(followed.seen)
    new = tuple(entry for entry in feed.entries if entry.key not in known)
    answered = Followed(followed.url, fetched.etag, fetched.modified, 0, now + every, keys)
    return News(answered, Feed(new, feed.left_out))


def note_entry(followed: Followed, key: str) -> Followed:
    """Remember that an entry has been read, though others of its feed have not: it is asked for in full again."""
    return replace(followed, seen=(*followed.seen[-2 * MAX_ENTRIES :], key))


def _put_off(followed: Followed, error: UnreadableInput, now: float, every: float) -> Followed:
    failures = followed.failures + 1
    wait = min(every * 2.0 ** min(failures - 1, MAX_DOUBLINGS), MAX_WAIT)
    if isinstance(error, TryLater):
        wait = max(wait, min(error.seconds, MAX_WAIT))
    return replace(followed, failures=failures, due=now + wait)


def load_followed(folder: Path, url: str) -> Followed:
    """Give what is remembered of a feed; nothing where there is no file, or one that cannot be understood."""
    try:
        known: dict[str, Any] = json.loads(_find_file(folder, url).read_text(encoding="utf-8"))
        followed = Followed(**known | {"seen": tuple(known["seen"])})
    except (OSError, ValueError, TypeError, KeyError):
        return Followed(url)
    return followed if followed.url == url else Followed(url)


def save_followed(folder: Path, followed: Followed) -> None:
    """Remember a feed; at any moment the file is whole."""
    path = _find_file(folder, followed.url)
    written = path.with_suffix(".new")
    folder.mkdir(parents=True, exist_ok=True)
    with written.open("w", encoding="utf-8") as file:
        json.dump(asdict(followed), file)
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)


def _find_file(folder: Path, url: str) -> Path:
    return folder / f"{name_address(url)}.json"
