from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.model import Report
from reportedly.sources.paths import read_paths
from reportedly.sources.reports import Failure
from web_server import ARTICLE, PAGE, Answer, Site, make_fetcher, serve_site

HTML = {"Content-Type": "text/html"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        yield served


def read(*urls: str, published: str | None = None) -> list[Report | Failure]:
    return list(read_paths(urls, published=published, fetcher=make_fetcher()))


def write_feed(site: Site, *entries: str) -> Answer:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    body = f"<rss version='2.0'><channel><title>Meridian News</title>{items}</channel></rss>"
    return Answer(body.replace("SITE", site.url).encode(), headers={"Content-Type": "application/rss+xml"})


def test_read_paths_reads_a_page(site: Site) -> None:
    site.answers["/amal.html"] = Answer(PAGE.encode(), headers=HTML)
    (report,) = read(f"{site.url}/amal.html")
    assert isinstance(report, Report)
    assert ARTICLE in report.text
    assert (report.title, report.url, report.language) == ("Troops leave Amal", f"{site.url}/amal.html", "en")
    assert report.id.startswith(f"127.0.0.1-{site.port}-amal-")
    assert read(f"{site.url}/amal.html") == [report]


def test_read_paths_believes_the_charset_that_the_server_says(site: Site) -> None:
    page = PAGE.replace("harbour", "gård“s").encode("cp1252")
    site.answers["/"] = Answer(page, headers={"Content-Type": 'text/html; charset="ISO-8859-1"'})
    (report,) = read(site.url)
    assert isinstance(report, Report)
    assert "gård“s" in report.text


def test_read_paths_believes_no_address_of_another_site(site: Site) -> None:
    linked = PAGE.replace("</head>", '<link rel="canonical" href="{}"></head>')
    site.answers["/a"] = Answer(linked.replace("{}", "https://other.example/a").encode(), headers=HTML)
    site.answers["/b"] = Answer(linked.replace("{}", f"{site.url}/canonical").encode(), headers=HTML)
    found = read(f"{site.url}/a", f"{site.url}/b")
    assert [report.url for report in found if isinstance(report, Report)] == [f"{site.url}/a", f"{site.url}/canonical"]


def test_read_paths_reads_the_pages_behind_a_feed(site: Site) -> None:
    dated = PAGE.replace("</head>", '<meta property="article:published_time" content="2024-05-07"></head>')
    site.answers["/amal"] = Answer(dated.encode(), headers=HTML)
    site.answers["/feed"] = write_feed(
        site,
        "<title>Amal</title><link>SITE/amal</link><pubDate>Tue, 07 May 2024 10:30:00 GMT</pubDate>"
        "<description>Short.</description>",
        "<title>Gone</title><link>SITE/gone</link><description>The feed's own words.</description>",
        "<title>Inside</title><link>file:///etc/passwd</link><description>Words.</description>",
        "<title></title><link>SITE/nothing</link>",
    )
    page, own, inside, failure = read(f"{site.url}/feed")
    assert isinstance(page, Report)
    assert isinstance(own, Report)
    assert isinstance(inside, Report)
    assert ARTICLE in page.text
    assert (page.published, page.publisher) == ("2024-05-07T10:30:00Z", "Meridian News")
    assert (own.text, own.url) == ("The feed's own words.", f"{site.url}/gone")
    (problem,) = own.problems
    assert problem.message.startswith("the feed's own text, because the page behind it could not be read: the server")
    assert inside.text == "Words."
    assert isinstance(failure, Failure)
    assert failure.where == f"{site.url}/feed, entry {site.url}/nothing"


def test_read_paths_says_what_is_wrong_with_a_url(site: Site) -> None:
    site.answers["/paper.pdf"] = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    site.answers["/empty"] = write_feed(site)
    site.answers["/text"] = Answer(b"Norland said so.", headers={"Content-Type": "text/plain"})
    pdf, empty, none, scheme, text = read(
        f"{site.url}/paper.pdf", f"{site.url}/empty", f"{site.url}/none", "ftp://a.example/", f"{site.url}/text"
    )
    assert "neither a page nor a feed nor text, but application/pdf" in str(pdf)
    assert "a feed without entries" in str(empty)
    assert "answered 404 Not Found" in str(none)
    assert "only http and https URLs are fetched" in str(scheme)
    assert isinstance(text, Report)


def test_read_paths_refuses_50_megabytes_of_nested_tags(site: Site, tmp_path: Path) -> None:
    nested = b"<html><body>" + b"<div>" * 10_000_000
    site.answers["/nested"] = Answer(nested, headers=HTML)
    (tmp_path / "nested.html").write_bytes(nested)
    (fetched,) = read(f"{site.url}/nested")
    (file,) = read_paths([tmp_path / "nested.html"])
    assert "larger than the 10,000,000 bytes" in str(fetched)
    assert isinstance(file, Failure)


def test_read_paths_overrules_dates(site: Site) -> None:
    site.answers["/"] = Answer(PAGE.encode(), headers=HTML)
    (report,) = read(site.url, published="2024-05-09")
    assert isinstance(report, Report)
    assert report.published == "2024-05-09"
