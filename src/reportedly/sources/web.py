"""How does a URL become Reports? A page gives one; a feed gives one an entry, of the page behind its link if it can.

What an entry's page cannot give, the feed does: its own text, with a Problem that says why. The address is the page's
own only where that is on the same host: no page speaks for another site.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.sources.feeds import Entry, Feed, find_left_out, is_feed, make_report, read_feed
from reportedly.sources.fetch import Fetched, Fetcher
from reportedly.sources.names import name_address
from reportedly.sources.pages import is_page, read_page
from reportedly.sources.reports import Failure, Ids, check_report
from reportedly.sources.targets import show_url
from reportedly.sources.text import read_text_bytes

PAGE_TYPES = ("text/html", "application/xhtml+xml")
TEXT_TYPES = ("text/plain", "text/markdown")
#: How far into an answer its kind is looked for.
START_BYTES = 4_096


def read_address(url: str, ids: Ids, fetcher: Fetcher, *, published: str | None = None) -> Iterator[Report | Failure]:
    """Give the Reports behind a page's or a feed's URL; what cannot be read is a Failure."""
    where = show_url(url)
    try:
        fetched = fetcher.fetch(url)
        body = fetched.body or b""
        if not is_feed(body[:START_BYTES]):
            yield make_page_report(fetched, ids, published=published)
            return
        feed = read_feed(body, url=fetched.url, charset=fetched.charset)
    except UnreadableInput as error:
        yield Failure(where, None, str(error))
        return
    yield from read_entries(feed, where, ids, fetcher, published=published)


def read_entries(
    feed: Feed, where: str, ids: Ids, fetcher: Fetcher, *, published: str | None = None
) -> Iterator[Report | Failure]:
    """Give the Report, or the Failure, of each entry of a feed."""
    if not feed.entries:
        yield Failure(where, None, "a feed without entries")
    for entry in feed.entries:
        yield read_entry(entry, where, ids, fetcher, published=published)
    yield from find_left_out(feed, where)


def read_entry(
    entry: Entry, where: str, ids: Ids, fetcher: Fetcher, *, published: str | None = None
) -> Report | Failure:
    """Give the Report of the page behind an entry's link, else of the entry's own text."""
    try:
        if entry.link is None:
            return make_report(entry, ids, published=published)
        try:
            return make_page_report(fetcher.fetch(entry.link), ids, entry=entry, published=published)
        except UnreadableInput as error:
            problem = f"the feed's own text, because the page behind it could not be read: {error}"
            return make_report(entry, ids, published=published, problem=problem)
    except UnreadableInput as error:
        return Failure(f"{where}, entry {show_url(entry.link or entry.title or entry.key)}", None, str(error))


def make_page_report(fetched: Fetched, ids: Ids, *, entry: Entry | None = None, published: str | None = None) -> Report:
    """Give the Report of what was fetched, with what its feed's entry knows where the page says nothing.

    Raises UnreadableInput where it is neither a page nor text, or holds no report.
    """
    report = _read_body(fetched)
    report = replace(report, url=_choose_address(report.url, fetched.url))
    if entry is not None:
        report = replace(
            report,
            title=report.title or entry.title,
            published=_choose_date(report.published, entry.published),
            publisher=report.publisher or entry.publisher,
            language=report.language or entry.language,
        )
    report = check_report(report, published=published)
    address = fetched.url if entry is None or entry.link is None else entry.link
    return replace(report, id=ids.name(name_address(address), report.text))


def _read_body(fetched: Fetched) -> Report:
    body = fetched.body or b""
    if fetched.media in TEXT_TYPES and not is_page(body[:START_BYTES]):
        return read_text_bytes(body)
    if fetched.media in PAGE_TYPES or is_page(body[:START_BYTES]):
        return read_page(body, charset=fetched.charset)
    shown = show_url(fetched.media or "of an unknown type")
    raise UnreadableInput(f"neither a page nor a feed nor text, but {shown}; save it and give the file")


def _choose_address(stated: str | None, fetched: str) -> str:
    """Give the address that a page states where it is on the host that the page came from, else that one."""
    try:
        same = stated is not None and urlsplit(stated).hostname == urlsplit(fetched).hostname
    except ValueError:
        same = False
    return stated if same and stated is not None else fetched


def _choose_date(stated: str | None, told: str | None) -> str | None:
    """Give the page's date, or the feed's where that says the same day with the hour."""
    return told if stated is None or (told is not None and told.startswith(stated)) else stated
