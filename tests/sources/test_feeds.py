import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.sources.feeds import MAX_ENTRIES, is_feed, read_feed, read_feed_reports
from reportedly.sources.reports import Ids

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Meridian News</title>
<language>en-gb</language>
<item><title>Troops leave &lt;b&gt;Amal&lt;/b&gt;</title><link>https://news.example/amal</link><guid>1</guid>
<pubDate>Tue, 07 May 2024 10:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Norland said its troops had left
Amal.</p><script>alert(1)</script><p>Workers &amp; sailors denied it.</p>]]></content:encoded></item>
<item><title>Only a headline</title><link>/relative</link><pubDate>yesterday</pubDate></item>
<item></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>tag:1</id><title>A &amp; B</title>
<link href="https://wire.example/1"/><updated>2024-05-07T10:00:00Z</updated>
<summary type="text">2 &lt; 3, they said.</summary></entry></feed>"""


def test_read_feed_gives_what_rss_says() -> None:
    first, second, third = read_feed(RSS.encode(), url="https://news.example/feed.xml").entries
    assert (first.title, first.link) == ("Troops leave Amal", "https://news.example/amal")
    assert (first.published, first.publisher, first.language) == ("2024-05-07T08:30:00Z", "Meridian News", "en-gb")
    assert first.text == "Norland said its troops had left Amal.\n\nWorkers & sailors denied it."
    assert (second.link, second.text) == ("https://news.example/relative", "Only a headline")
    assert (third.link, third.text) == (None, "")


def test_read_feed_gives_what_atom_says() -> None:
    (entry,) = read_feed(ATOM.encode("utf-16")).entries
    assert (entry.title, entry.text, entry.published) == ("A & B", "2 < 3, they said.", "2024-05-07T10:00:00Z")


def test_read_feed_reports_gives_one_an_entry() -> None:
    first, second, failure = read_feed_reports(RSS.encode(), "feed.xml", Ids())
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.id.startswith("news.example-amal-")
    assert first.url == "https://news.example/amal"
    assert [problem.message for problem in second.problems] == [
        "published 'yesterday' is not an ISO 8601 date or date-time such as 2023-09-19; left out"
    ]
    assert "holds no text" in str(failure)


def test_read_feed_reads_feeds_that_are_no_xml() -> None:
    (entry,) = read_feed(b"<rss><channel><item><title>Fish &nbsp; chips</title><br></item></channel>").entries
    assert entry.title == "Fish chips"


def test_entries_change_their_keys_when_they_change() -> None:
    (old,) = read_feed(ATOM.encode()).entries
    (same,) = read_feed(ATOM.replace("they said", "she said").encode()).entries
    (new,) = read_feed(ATOM.replace("10:00", "11:00").encode()).entries
    assert old.key == same.key != new.key


def test_read_feed_takes_so_many_entries() -> None:
    items = "<item><title>a</title></item>" * (MAX_ENTRIES + 3)
    feed = read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert (len(feed.entries), feed.left_out) == (MAX_ENTRIES, 3)


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
ITEM = "<rss version='2.0'><channel><item><title>&{};</title></item></channel></rss>"


@pytest.mark.parametrize(
    "feed",
    [
        f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{LAUGHS}]>{ITEM.format('l9')}".encode(),
        f"<!DOCTYPE rss [<!ENTITY a '{'a' * 100_000}'>]>{ITEM.format('a;&a;&a')}".encode(),
        f"<!DOCTYPE rss [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>{ITEM.format('file')}".encode(),
        f"<!DOCTYPE rss [<!ENTITY % x SYSTEM 'http://127.0.0.1/x.dtd'>%x;]>{ITEM.format('y')}".encode(),
        f"<!DOCTYPE rss [<!ENTITY a 'b'>]>{ITEM.format('a')}".encode("utf-16"),
        f"<!-- <a --><!DOCTYPE rss [\n<!ENTITY a 'b'>]>{ITEM.format('a')}".encode(),
    ],
)
def test_read_feed_refuses_entities_of_its_own(feed: bytes) -> None:
    with pytest.raises(UnreadableInput, match="declares entities of its own"):
        read_feed(feed)


def test_read_feed_finds_no_entities_in_an_encoding_that_hides_them() -> None:
    """UTF-7 is not believed, so that what it hides stays hidden from the parser, too."""
    hidden = '<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE rss [+ADw-!ENTITY a "boom"+AD4-]+AD4-' + ITEM.format(
        "a"
    )
    assert all("boom" not in entry.text for entry in read_feed(hidden.encode()).entries)


def test_read_feed_opens_no_external_definition() -> None:
    feed = b"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>" + ITEM.format("amp").encode()
    assert [entry.title for entry in read_feed(feed).entries] == ["&"]


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss>" + b"<a>" * 16_666_666,
        b"<rss>" + b"<a>" * 3_000_000,
        b"<rss><channel>" + b"<b>x</b>" * 1_000_000,
        b"<rss>" + b"<a " * 3_000_000,
        b"<rss><a " + b"b='c' " * 1_000_000 + b">",
        b"<rss>" + b"<!--" * 2_000_000,
        b"<rss>" + b"<![CDATA[" * 1_000_000,
        b"<rss>" + b"&foo;" * 1_900_000,
        b"<rss><item><description>" + b"&lt;div&gt;" * 800_000 + b"</description></item></rss>",
        b"<rss><channel><item><pubDate>a" + b" " * 2_000_000 + b"b</pubDate></item></channel></rss>",
        b"<rss><channel><item><author>" + b"a." * 1_000_000 + b"b</author></item></channel></rss>",
    ],
    ids=[
        "50 MB",
        "nested",
        "many",
        "unclosed",
        "attributes",
        "comments",
        "cdata",
        "entities",
        "escaped",
        "date",
        "author",
    ],
)
def test_read_feed_is_done_soon_whatever_it_is_given(feed: bytes) -> None:
    start = time.process_time()
    with suppress(UnreadableInput):
        read_feed(feed)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("data", [b"", b"\0", b"<html></html>", b"plain words", b"<rss></rss>", b"{}"])
def test_read_feed_refuses_what_is_none(data: bytes) -> None:
    if is_feed(data):
        assert read_feed(data).entries == ()
        return
    with pytest.raises(UnreadableInput):
        read_feed(data)


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        (RSS.encode()[:100], True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a > b -->\n<?xml-stylesheet?><feed xmlns=''", True),
        (b"<rdf:RDF ", True),
        (b"<atom:feed ", True),
        (b"<!DOCTYPE rss PUBLIC '-//x' 'http://x'><rss>", True),
        (b"<!doctype html><html>", False),
        (b"<feeder>", False),
        (b"a <rss>", False),
    ],
)
def test_is_feed_tells_feeds(start: bytes, answer: bool) -> None:
    assert is_feed(start) is answer


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from([*"<>&;'\" \n]=/!", "<rss>", "<item>", "<title>", "</item>", "<![CDATA[", "é", "\0", "a"]))
)
def test_read_feed_raises_nothing_else(parts: list[str]) -> None:
    try:
        feed = read_feed(("<rss>" + "".join(parts)).encode())
    except UnreadableInput:
        return
    for entry in feed.entries:
        assert isinstance(entry.text, str)
