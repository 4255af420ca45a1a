import json
import logging
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import UnreadableInput
from reportedly.sources import markup
from reportedly.sources.pages import is_page, read_page

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))
PARAGRAPH = "<p>The governor of Arvand said on Tuesday that the militia had shelled the town, killing four people.</p>"
ARTICLE = PARAGRAPH * 5
KEYS = ("title", "published", "publisher", "url", "language")
#: No hostile page may take longer; a slow machine under load has to pass too.
SECONDS = 30


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_read_page_gives_the_article_and_what_the_page_says(page: Path) -> None:
    report = read_page(page.read_bytes())
    found = {key: getattr(report, key) for key in KEYS} | {"paragraphs": report.text.split("\n\n")}
    assert found == json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


def test_read_page_leaves_out_a_date_in_no_known_time_zone() -> None:
    page = in_head("<meta property='article:published_time' content='Mon 12 of May 10:00 XQT'>")
    assert read_page(page.encode()).text.startswith("The governor of Arvand")


def test_pages_are_there() -> None:
    assert len(PAGES) == 4


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1256">', "cp1256"),
        ("<meta http-equiv=Content-Type content='text/html; charset=UTF-8'>", "utf-8"),
        ('<META CHARSET="ISO-8859-6">', "iso8859-6"),
        ("", "utf-8"),
        ("", "utf-16"),
        ('<meta charset="no-such-charset">', "utf-8"),
        ('<meta charset="punycode">', "utf-8"),
        ('<meta charset="ascii">', "utf-8-sig"),
    ],
)
def test_read_page_respects_the_charset_it_declares(head: str, encoding: str) -> None:
    words = "قال الوزير إن القوات غادرت المدينة يوم الاثنين بعد القصف"
    page = f"<html><head>{head}</head><body>{ARTICLE}<p>{words}</p></body></html>"
    assert read_page(page.encode(encoding)).text.endswith(words)


@pytest.mark.parametrize(
    "tag",
    [
        "&lt;p&gt;",
        "&lt;<b>p</b>&gt;",
        "&lt;&lt;b&gt;br/&gt;",
        "&lt;/div&gt;",
        "&lt;SCRIPT x='1'&gt;",
        "&lt;b\nid=1&gt;",
    ],
)
def test_read_page_leaves_no_tag_in_the_text(tag: str) -> None:
    text = read_page(
        f"<html><body>{ARTICLE}<p>Aid {tag} came in lorries that the union had sent.</p></body></html>".encode()
    ).text
    assert "came in lorries" in text
    assert not any(known in text.lower() for known in ("<p>", "<b>", "<br", "</div", "<script"))


def test_read_page_keeps_angle_brackets_that_are_words() -> None:
    page = f"<html><body>{ARTICLE}<p>He said: &lt;inaudible&gt; and losses were &lt; 5.</p></body></html>"
    assert read_page(page.encode()).text.endswith("He said: <inaudible> and losses were < 5.")


def test_read_page_gives_cells_of_a_table_without_rules() -> None:
    table = "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Varo</td><td>4</td></tr></table>"
    text = read_page(f"<html><body><article>{ARTICLE}{table}{ARTICLE}</article></body></html>".encode()).text
    assert "|" not in text
    assert "Varo\t4" in text


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<html><body><script>var a = 1</script></body></html>",
        "<!-- nothing -->",
        "<html><body><p> \n </p>",
    ],
)
def test_read_page_refuses_a_page_without_an_article(page: str) -> None:
    with pytest.raises(UnreadableInput, match="give the article as plain text"):
        read_page(page.encode())


def test_read_page_prints_nothing_about_what_it_discards(capfd: pytest.CaptureFixture[str]) -> None:
    handlers = logging.getLogger().handlers
    with pytest.raises(UnreadableInput):
        read_page(b"<html><body></body></html>")
    assert handlers == logging.getLogger().handlers
    assert capfd.readouterr() == ("", "")


def in_head(words: str) -> str:
    return f"<html><head>{words}</head><body>{ARTICLE}</body></html>"


def in_body(words: str) -> str:
    return f"<html><body>{ARTICLE}{words}</body></html>"


def in_json(words: str) -> str:
    return in_head(f"<script type='application/ld+json'>{words}</script>")


HOSTILE = {
    "nested": "<html><body>" + "<div>" * 1_900_000 + ARTICLE,
    "nested often": "<html><body>" + ("<div>" * 200 + "words" + "</div>" * 200) * 240,
    "unclosed": "<html><body>" + "<p><div>" * 20_000 + ARTICLE,
    "many tags": in_body("<p>a b c</p>" * 60_000),
    "many attributes": in_body("<div " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</div>"),
    "many attributes often": in_body(("<p " + " ".join(f"a{number}" for number in range(400)) + ">x</p>") * 1_000),
    "quotes": in_body("<a b=\"<c d='" * 200_000),
    "scripts": in_body("<script" * 200_000),
    "styles": in_body("<style>" * 200_000),
    "brackets": in_body("<" * 500_000),
    "comments": in_body("<!-- " * 200_000),
    "broken JSON": in_json('"author":"' * 50_000),
    "deep JSON": in_json("[" * 100_000),
    "deep valid JSON": in_json('{"@graph":[' * 5_000 + "1" + "]}" * 5_000),
    "comments in JSON": in_json(json.dumps({"@type": "NewsArticle", "headline": "<!--" * 50_000})),
    "surrogate in JSON": in_json('{"@type": "NewsArticle", "headline": "\\ud800 \\u0001"}'),
    "comments in metadata": in_head(f"<meta property='og:title' content='{'<!--' * 50_000}'>"),
    "title": in_head(f"<title>{'a - ' * 100_000}</title>"),
}


def read_or_explain(page: str) -> str:
    try:
        return read_page(page.encode()).text
    except UnreadableInput as error:
        return str(error)


@pytest.mark.parametrize("name", HOSTILE)
def test_read_page_is_bounded_in_time(name: str) -> None:
    start = time.monotonic()
    text = read_or_explain(HOSTILE[name])
    assert "The governor of Arvand" in text or "give the article as plain text" in text
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize(
    "name", ["broken JSON", "deep JSON", "deep valid JSON", "surrogate in JSON", "comments in metadata"]
)
def test_read_page_reads_the_article_of_a_page_with_bad_metadata(name: str) -> None:
    assert read_page(HOSTILE[name].encode()).text.startswith("The governor of Arvand")


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MAX_PAGE_BYTES", 100, "larger than the 100 bytes"),
        ("MAX_TAGS", 3, "more than 3 tags"),
        ("MAX_TOTAL_DEPTH", 5, "nested too deeply"),
    ],
)
def test_read_page_refuses_a_page_over_a_limit(
    limit: str, value: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markup, limit, value)
    with pytest.raises(UnreadableInput, match=message):
        read_page(in_body("").encode())


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\r\n <HTML lang=en>", True),
        (b'<?xml version="1.0"?>\n<!-- x --><html xmlns="a">', True),
        (b"<head><title>", True),
        (b"<headline>", False),
        (b"He said <html> is a language", False),
        (b"<?xml version='1.0'?><rss>", False),
        (b"<!-- " * 12_000, False),
        (b"", False),
    ],
)
def test_is_page_goes_by_the_start(start: bytes, expected: bool) -> None:
    assert is_page(start) is expected


FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table><tr><td>",
        "</table>",
        "<br>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<a href='",
        "'>",
        "&lt;",
        "&#0;",
        "&#xD800;",
        "&#1;",
        "\x01",
        "<title>",
        "</title>",
        "<meta content=",
        "<html lang=",
        "<svg>",
        "<![CDATA[",
        "]]>",
        "<?php",
        PARAGRAPH,
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(FRAGMENTS | st.text(max_size=20), max_size=40))
def test_read_page_raises_nothing_but_unreadable_input(parts: list[str]) -> None:
    page = "<html><body>" + "".join(parts)
    try:
        report = read_page(page.encode("utf-8", "surrogatepass"))
    except UnreadableInput:
        return
    assert report.text.strip()
    assert "<p>" not in report.text
