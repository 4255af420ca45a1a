"""How does a feed (RSS, Atom) become Reports? Its entries by feedparser, which is given bytes and opens nothing.

What makes a parser of XML work without end (entities of a feed's own, depth, size) is turned away before it is parsed.
An entry's own text is what stands in the feed: all of it, a summary, or its headline alone.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any
from urllib.parse import urljoin
from xml.parsers.expat import ExpatError, ParserCreate

from reportedly.errors import UnreadableInput
from reportedly.model import Problem, Report
from reportedly.sources.fragments import read_fragment
from reportedly.sources.markup import decode_page
from reportedly.sources.names import name_address
from reportedly.sources.reports import STAGE, Failure, Ids, check_report
from reportedly.sources.targets import is_url

#: How a feed begins, after a byte order mark, declarations or comments.
FEED_START = re.compile(
    rb"\s*(?:(?:<\?[^>]{0,300}>|<!--.{0,1000}?-->|<!doctype[^>\[]{0,300}>)\s*){0,8}<(?:\w{1,20}:)?(?:rss|feed|rdf)\b",
    re.IGNORECASE | re.DOTALL,
)
#: Feeds have 0.01 to 2 MB, and 10 to 200 entries.
MAX_FEED_BYTES = 10_000_000
MAX_FEED_TAGS = 100_000
MAX_FEED_DEPTH = 100
MAX_ENTRIES = 500
#: Longer tags are made to do harm: parsers are quadratic in the attributes of one tag.
MAX_TAG_CHARACTERS = 4_000
#: Longer dates are none; patterns that read dates are worse than quadratic.
MAX_DATE_CHARACTERS = 100
NO_DATE = (0,) * 9
#: What is no well-formed XML (many feeds are not) goes to a parser that forgives, and is slow: 3 seconds at worst.
MAX_BROKEN_CHARACTERS = 1_000_000
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
#: Entities that a feed declares can be made to grow without end, or to name files; no feed needs them.
ENTITY = re.compile("<!ENTITY", re.IGNORECASE)
#: Who wrote what is not taken, and is read by patterns that are quadratic in its length: such elements are renamed.
AUTHOR = re.compile(
    r"(</?(?:[\w.-]{1,40}:)?)(?:author|contributor|creator|managingeditor|owner|publisher|webmaster)\b", re.IGNORECASE
)
#: A tag, or what holds no tags; possessive, so that nothing is read twice.
MARKUP = re.compile(r"<!\[CDATA\[|<!--|<(?P<end>/)?[\w:][^\s/<>]*+(?P<rest>[^<>]*+)>")
ENDINGS = {"<![CDATA[": "]]>", "<!--": "-->"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of one report; `key` changes when the entry does."""

    key: str
    link: str | None
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed, as it lists them, and how many it has beyond those that are read."""

    entries: tuple[Entry, ...]
    left_out: int = 0


def is_feed(start: bytes) -> bool:
    """Say whether an input's first bytes are those of a feed."""
    return FEED_START.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def read_feed(data: bytes, *, url: str | None = None, charset: str | None = None) -> Feed:
    """Give the entries of a feed's bytes; `url` is where it was fetched from, `charset` what its server says.

    Raises UnreadableInput where the bytes are no feed, or one that is made to do harm.
    """
    if len(data) > MAX_FEED_BYTES:
        raise UnreadableInput(f"larger than the {MAX_FEED_BYTES:,} bytes that one feed may have; split it")
    markup, _ = decode_page(data, charset=charset)
    _check_markup(markup)
    parsed = _parse(AUTHOR.sub(r"\1nobody", DECLARATION.sub("", markup, count=1)), url)
    if not parsed.get("version") and not parsed.entries:
        raise UnreadableInput("not a feed; give RSS or Atom")
    entries = parsed.entries[:MAX_ENTRIES]
    # plain dicts: feedparser's own give one field for another
    found = tuple(_read_entry(dict(entry), dict(parsed.feed), url) for entry in entries)
    return Feed(found, len(parsed.entries) - len(entries))


def read_feed_reports(data: bytes, where: str, ids: Ids, *, published: str | None = None) -> Iterator[Report | Failure]:
    """Give the Report of each entry's own text, or the Failure."""
    feed = read_feed(data)
    if not feed.entries:
        yield Failure(where, None, "a feed without entries")
    for entry in feed.entries:
        try:
            yield make_report(entry, ids, published=published)
        except UnreadableInput as error:
            yield Failure(where, None, f"entry {entry.link or entry.title or entry.key}: {error}")
    yield from find_left_out(feed, where)


def find_left_out(feed: Feed, where: str) -> Iterator[Failure]:
    """Say how many entries a feed has beyond those that are read."""
    if feed.left_out:
        yield Failure(where, None, f"{feed.left_out:,} entries beyond the first {MAX_ENTRIES:,} were left out")


def make_report(entry: Entry, ids: Ids, *, published: str | None = None, problem: str | None = None) -> Report:
    """Give the Report of an entry's own text; `problem` says why it is not the page's. Raises where it has no text."""
    problems = () if problem is None else (Problem(STAGE, problem),)
    report = Report(
        "",
        entry.text,
        title=entry.title,
        published=entry.published,
        publisher=entry.publisher,
        url=entry.link,
        language=entry.language,
        problems=problems,
    )
    report = check_report(report, published=published)
    return replace(report, id=ids.name(name_address(entry.link or entry.key), report.text))


def _check_markup(markup: str) -> None:
    """Turn away what is made to do harm; in time linear in the feed."""
    if ENTITY.search(markup):
        raise UnreadableInput("declares entities of its own, as no feed needs to; take them out")
    count, depth, position = 0, 0, 0
    while (found := MARKUP.search(markup, position)) is not None:
        count, position = count + 1, found.end()
        ending = ENDINGS.get(found[0])
        if ending is not None:
            closed = markup.find(ending, position)
            position = len(markup) if closed < 0 else closed + len(ending)
        elif found["end"]:
            depth -= 1
        elif not found["rest"].endswith("/"):
            depth += 1
        if count > MAX_FEED_TAGS or depth > MAX_FEED_DEPTH or len(found[0]) > MAX_TAG_CHARACTERS:
            raise UnreadableInput("more tags, longer ones, or nested more deeply, than any feed needs; split it")
    if len(markup) > MAX_BROKEN_CHARACTERS and not _is_well_formed(markup):
        raise UnreadableInput(f"not well-formed XML, and more than {MAX_BROKEN_CHARACTERS:,} characters; split it")


def _is_well_formed(markup: str) -> bool:
    try:
        ParserCreate("utf-8").Parse(DECLARATION.sub("", markup, count=1).encode("utf-8", "replace"), True)
    except ExpatError:
        return False
    return True


def _parse(markup: str, url: str | None) -> Any:
    """Parse what was checked; feedparser's own cleaning of HTML is not needed, for only words are taken."""
    headers = {"content-type": "application/xml; charset=utf-8"} | ({} if url is None else {"content-location": url})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of dates in time zones nobody knows
            return _load_parser()(
                io.BytesIO(markup.encode("utf-8", "replace")),
                response_headers=headers,
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except Exception as error:  # a feed is hostile, and what the parser raises on one is not documented
        raise UnreadableInput(f"the feed could not be read ({type(error).__name__}); check it") from error


@cache
def _load_parser() -> Any:
    """Load feedparser only when the first feed comes."""
    import feedparser  # type: ignore[import-untyped]

    # asked before feedparser's own: what it answers is not read on
    feedparser.registerDateHandler(lambda words: NO_DATE if len(words) > MAX_DATE_CHARACTERS else None)
    return feedparser.parse


def _read_entry(entry: Mapping[str, Any], feed: Mapping[str, Any], url: str | None) -> Entry:
    link = _find_link(entry, url)
    title = read_fragment(_words(entry.get("title")) or "") or None
    published = _read_moment(entry)
    language = _words(feed.get("language"))
    source = entry.get("source")
    publisher = _words(source.get("title") if isinstance(source, Mapping) else None) or _words(feed.get("title"))
    name = _words(entry.get("id")) or link or title or ""
    changed = _words(entry.get("updated")) or _words(entry.get("published")) or ""
    key = blake2b(f"{name}\n{changed}\n{title}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Entry(key, link, title, published, publisher, language, _find_text(entry) or title or "")


def _find_link(entry: Mapping[str, Any], url: str | None) -> str | None:
    link = _words(entry.get("link"))
    if link is None:
        return None
    try:
        link = link if url is None else urljoin(url, link)
    except ValueError:
        return None
    return link if is_url(link) else None


def _find_text(entry: Mapping[str, Any]) -> str:
    """Give the longest text that an entry has of itself, as words."""
    given = [item for item in entry.get("content") or () if isinstance(item, Mapping)]
    given.append({"value": entry.get("summary"), "type": (entry.get("summary_detail") or {}).get("type")})
    values = ((_words(item.get("value")) or "", item.get("type")) for item in given)
    texts = (value if kind == "text/plain" else read_fragment(value) for value, kind in values)
    return max((text.strip() for text in texts), key=len, default="")


def _read_moment(entry: Mapping[str, Any]) -> str | None:
    """Give when an entry was published, else updated, in UTC; what is no date is given as it is, to be told so."""
    for field in ("published", "updated"):
        parsed, words = entry.get(f"{field}_parsed"), _words(entry.get(field))
        if parsed is not None:
            try:
                return datetime(*parsed[:6]).isoformat() + "Z"
            except (ValueError, TypeError):
                continue
        if words is not None:
            return words
    return None


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
