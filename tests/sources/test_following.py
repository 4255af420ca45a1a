from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.sources.feeds import MAX_ENTRIES
from reportedly.sources.following import Followed, ask_feed, load_followed, note_entry, save_followed
from web_server import Answer, Site, make_fetcher, serve_site


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        yield served


def write_feed(*titles: str, etag: str = '"1"') -> Answer:
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), headers={"ETag": etag})


def test_ask_feed_gives_what_is_new(site: Site) -> None:
    fetcher, feed = make_fetcher(), f"{site.url}/feed"
    site.answers["/feed"] = write_feed("a", "b")
    first = ask_feed(Followed(feed), fetcher, now=1000.0, every=600.0)
    assert [entry.title for entry in first.feed.entries] == ["a", "b"]
    assert (first.followed.etag, first.followed.due, len(first.followed.seen)) == ('"1"', 1600.0, 2)
    again = ask_feed(first.followed, fetcher, now=1600.0, every=600.0)
    assert (again.feed.entries, again.failure, again.followed.due) == ((), None, 2200.0)
    site.answers["/feed"] = write_feed("b", "c", etag='"2"')
    third = ask_feed(again.followed, fetcher, now=2200.0, every=600.0)
    assert [entry.title for entry in third.feed.entries] == ["c"]
    assert len(third.followed.seen) == 2  # what the feed has forgotten is forgotten


def test_ask_feed_backs_off_and_comes_back(site: Site) -> None:
    followed, waits = Followed(f"{site.url}/feed", seen=("x",)), []
    for _ in range(12):
        news = ask_feed(followed, make_fetcher(), now=0.0, every=600.0)
        assert "answered 404" in str(news.failure)
        followed = news.followed
        waits.append(followed.due)
    assert waits[:3] == [600.0, 1200.0, 2400.0]
    assert waits[-1] == 86_400.0
    assert followed.seen == ("x",)
    site.answers["/feed"] = write_feed("a")
    assert ask_feed(followed, make_fetcher(), now=0.0, every=600.0).followed.failures == 0


def test_ask_feed_waits_as_long_as_the_server_asks(site: Site) -> None:
    site.answers["/feed"] = Answer(status=429, headers={"Retry-After": "7200"})
    news = ask_feed(Followed(f"{site.url}/feed"), make_fetcher(), now=0.0, every=600.0)
    assert news.followed.due == pytest.approx(7200.0, abs=1)


def test_note_entry_does_not_grow() -> None:
    followed = Followed("https://a.example/feed")
    for number in range(5 * MAX_ENTRIES):
        followed = note_entry(followed, str(number))
    assert len(followed.seen) <= 2 * MAX_ENTRIES + 1
    assert followed.seen[-1] == str(5 * MAX_ENTRIES - 1)


def test_followed_feeds_are_remembered(tmp_path: Path) -> None:
    followed = Followed("https://a.example/feed", '"1"', "yesterday", 2, 17.5, ("a", "b"))
    save_followed(tmp_path / "new", followed)
    assert load_followed(tmp_path / "new", followed.url) == followed
    (file,) = (tmp_path / "new").iterdir()
    for damaged in ("", "{", "[]", "{}", '{"url": "https://b.example", "seen": []}', '{"seen": [], "x": 1}'):
        file.write_text(damaged, encoding="utf-8")
        assert load_followed(tmp_path / "new", followed.url) == Followed(followed.url)
    assert load_followed(tmp_path / "none", followed.url) == Followed(followed.url)
