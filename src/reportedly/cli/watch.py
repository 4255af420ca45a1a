"""How are feeds followed? Round after round, one host at a time, until the person has had enough.

What a round has to remember stands in a folder beside the record (sources/following.py), and is written only after what
it is about is on record: a watch that is stopped, or killed, goes on where it was.
"""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.adding import add_reports
from reportedly.cli.ask import open_record
from reportedly.cli.batch import Batch
from reportedly.cli.options import Model, Record
from reportedly.errors import UnreadableInput

if TYPE_CHECKING:
    from reportedly.model import Report
    from reportedly.record import Store
    from reportedly.sources.fetch import Fetcher
    from reportedly.sources.following import Followed, News
    from reportedly.sources.reports import Failure

_MINUTE = 60.0


@dataclass(slots=True)
class _Round:
    """What one round has brought."""

    asked: int = 0
    failed: int = 0
    entries: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("added", "changed", "unchanged"), 0))


@dataclass(frozen=True, slots=True)
class _Watch:
    """What every round needs."""

    store: "Store"
    fetcher: "Fetcher"
    folder: Path
    every: float
    model: Path | None


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEEDS...", help="The URLs of RSS or Atom feeds.")],
    *,
    record: Record = None,
    every: Annotated[float, typer.Option(min=5, metavar="MINUTES", help="How often each feed is asked.")] = 30,
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once, and leave.")] = False,
    model: Model = None,
) -> None:
    """Follow feeds, and put what is new on record; Ctrl-C ends it, and the next watch goes on from there.

    Example: [bold]reportedly watch https://news.example/feed.xml --record desk.sqlite --every 15[/bold]
    """
    # only here: what fetches is slow to load
    from reportedly.sources.fetch import Fetcher
    from reportedly.sources.targets import is_url, read_url, show_url

    for feed in feeds:
        if not is_url(feed):
            raise UnreadableInput(
                f"'{show_url(feed)}' is not a URL; watch follows feeds such as https://news.example/feed"
            )
        read_url(feed, any_port=True)
    feeds = list(dict.fromkeys(feeds))
    with open_record(record, create=True) as store, _stopped_cleanly():
        folder = store.path.with_name(f"{store.path.name}.watch")
        watching = _Watch(store, Fetcher(), folder, every * _MINUTE, model)
        while True:
            came, due = _go_round(watching, feeds, once=once)
            if came.asked:
                typer.echo(_sum_up(came, None if once else due))
            if once and came.asked and came.failed == came.asked:
                raise typer.Exit(2)
            if once:
                break
            time.sleep(min(max(due - time.time(), 1.0), watching.every))


@contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """Leave on Ctrl-C, or when the system asks the process to end, as after any other round."""
    earlier = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("stopped; the next watch goes on from here")
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _go_round(watching: _Watch, feeds: Sequence[str], *, once: bool) -> tuple[_Round, float]:
    """Ask the feeds whose time has come; give what came, and when the next one's time comes."""
    from reportedly.sources.following import MAX_WAIT, ask_feed, load_followed

    came, dues = _Round(), []
    with Batch(bar=False) as batch:
        for url in feeds:
            followed = load_followed(watching.folder, url)
            now = time.time()
            # within a day: a clock that was put back must not silence a feed for years
            is_due = not now < followed.due <= now + max(MAX_WAIT, watching.every)
            if not is_due and not (once and not followed.failures):
                dues.append(followed.due)
                continue
            news = ask_feed(followed, watching.fetcher, now=now, every=watching.every)
            came.asked += 1
            _take_news(watching, batch, followed, news, came)
            dues.append(news.followed.due)
    return came, min(dues)


def _take_news(watching: _Watch, batch: Batch, followed: "Followed", news: "News", came: _Round) -> None:
    """Put a feed's new entries on record, and remember how far that went, even where it is interrupted."""
    from reportedly.sources.feeds import find_left_out
    from reportedly.sources.following import note_entry, save_followed
    from reportedly.sources.reports import Failure, Ids
    from reportedly.sources.targets import show_url
    from reportedly.sources.web import read_entry

    where, ids, done = show_url(followed.url), Ids(), followed
    failed = () if news.failure is None else (Failure(where, None, news.failure),)
    came.failed += len(failed)
    try:
        _add(watching, batch, (*failed, *find_left_out(news.feed, where)), came)
        for entry in news.feed.entries:
            _add(watching, batch, (read_entry(entry, where, ids, watching.fetcher),), came)
            came.entries += 1
            done = note_entry(done, entry.key)
        done = news.followed
    finally:
        if done != followed:
            save_followed(watching.folder, done)


def _add(watching: _Watch, batch: Batch, found: "Sequence[Report | Failure]", came: _Round) -> None:
    left_out = batch.left_out
    for outcome in add_reports(watching.store, batch, found, where=None, model=watching.model):
        came.outcomes[outcome] += 1
    came.outcomes["unchanged"] += batch.left_out - left_out


def _sum_up(came: _Round, due: float | None) -> str:
    """Give the one line of a round."""
    feeds = f"{came.asked:,} feed{'' if came.asked == 1 else 's'} asked"
    failed = f", {came.failed:,} could not be read" if came.failed else ""
    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in came.outcomes.items())
    then = "" if due is None else f"; next at {_show_time(due)}"
    return f"{_show_time(time.time())} {feeds}{failed}; {came.entries:,} new entries: {outcomes}{then}"


def _show_time(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")
