from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UnreadableInput
from reportedly.sources.targets import Target, find_addresses, is_url, read_url, resolve_host, show_url


@pytest.mark.parametrize(
    ("url", "fetched"),
    [
        ("HTTPS://News.Example/a?b=c#d", "https://news.example/a?b=c"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:80/", "http://news.example/"),
        ("https://news.example:8443/", "https://news.example:8443/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://news.example/a%20b?q=é", "https://news.example/a%20b?q=%C3%A9"),
        ("https://2024.news.example/", "https://2024.news.example/"),
    ],
)
def test_read_url_gives_what_is_fetched(url: str, fetched: str) -> None:
    assert read_url(url).url == fetched


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:6379/_INFO",
        "javascript:alert(1)",
        "//news.example/",
        "http:///a",
        "http://",
        "http://user@news.example/",
        "http://user:secret@news.example/",
        "http://news.example@127.0.0.1/",
        "http://:@127.0.0.1/",
        "http://news.example:22/",
        "http://news.example:6379/",
        "http://news.example:99999/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.0x1/",
        "http://127.0.0.1./",
        "http://①②⑦.⓪.⓪.①:80800/",
        "http://127。1/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://[::ffff:127.0.0.1/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example\t/",
        "http://news.example /",
        "http://news.example/\r\nHost: other",
        "http://a..b/",
        "http://-/",
        "http://ne%77s.example/",
        "http://news.example/" + "a" * 5000,
    ],
)
def test_read_url_refuses(url: str) -> None:
    with pytest.raises(UnreadableInput):
        read_url(url)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:7f00:1]", "[fd00:ec2::254]", "localhost", "①②⑦.⓪.⓪.①"],
)
def test_find_addresses_refuses_what_is_not_public(host: str) -> None:
    target = read_url(f"http://{host}/")
    with pytest.raises(UnreadableInput, match="not public"):
        find_addresses(target, resolve=resolve_host, allow_private=False)


@pytest.mark.parametrize("answer", [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "::1"], ["nonsense"]])
def test_find_addresses_wants_all_of_them_public(answer: Sequence[str]) -> None:
    with pytest.raises(UnreadableInput, match="not public"):
        find_addresses(Target("http", "news.example", 80, "/"), resolve=lambda *_: answer, allow_private=False)


def test_find_addresses_says_that_there_is_none() -> None:
    def fail(host: str, port: int) -> Sequence[str]:
        raise OSError

    for resolve in (fail, lambda *_: ()):
        with pytest.raises(UnreadableInput, match=r"no address found for news\.example"):
            find_addresses(Target("http", "news.example", 80, "/"), resolve=resolve, allow_private=True)


@pytest.mark.parametrize(
    ("words", "answer"),
    [("https://a.example", True), ("ftp://a", True), ("-", False), ("C:\\a", False), ("a/b", False)],
)
def test_is_url_tells_urls_from_paths(words: str, answer: bool) -> None:
    assert is_url(words) is answer


def test_show_url_hides_a_password() -> None:
    assert show_url("https://me:secret@news.example/\x1b[2J") == "https://news.example/\ufffd[2J"
    assert len(show_url("https://a.example/" + "a" * 1000)) < 310


@given(st.text(max_size=60))
def test_read_url_raises_nothing_else(words: str) -> None:
    for url in (words, f"http://{words}", f"http://a.example/{words}"):
        try:
            target = read_url(url)
        except UnreadableInput:
            continue
        assert target.url.isascii()
        assert read_url(target.url) == target
