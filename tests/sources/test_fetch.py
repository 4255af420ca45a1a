import gzip
import socket
import ssl
import threading
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import trustme
from urllib3.util import connection as urllib3_connection

from reportedly.errors import UnreadableInput
from reportedly.sources import fetch
from reportedly.sources.fetch import Fetcher
from reportedly.sources.manners import Manners, TryLater
from web_server import Answer, Site, make_bomb, make_fetcher, serve_site

HTML = {"Content-Type": "text/html; charset=windows-1252"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        yield served


def test_fetch_gives_what_the_server_says(site: Site) -> None:
    site.answers["/a?b=c"] = Answer(b"body", headers={**HTML, "ETag": '"1"', "Last-Modified": "yesterday"})
    fetched = make_fetcher().fetch(f"{site.url}/a?b=c#d")
    assert (fetched.url, fetched.body) == (f"{site.url}/a?b=c", b"body")
    assert (fetched.media, fetched.charset) == ("text/html", "windows-1252")
    assert (fetched.etag, fetched.modified) == ('"1"', "yesterday")
    path, headers = site.asked[-1]
    assert headers["user-agent"].startswith("reportedly/")
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert (path, "cookie" in headers, "referer" in headers) == ("/a?b=c", False, False)


def test_fetch_asks_on_condition_that_it_has_changed(site: Site) -> None:
    site.answers["/feed"] = Answer(b"news", headers={"ETag": '"1"'})
    fetcher = make_fetcher()
    first = fetcher.fetch(f"{site.url}/feed")
    assert fetcher.fetch(f"{site.url}/feed", etag=first.etag, modified="Tue, 07 May 2024 10:00:00 GMT").body is None
    assert site.asked[-1][1]["if-modified-since"] == "Tue, 07 May 2024 10:00:00 GMT"


def test_fetch_refuses_private_addresses_unless_they_are_allowed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/"] = Answer(b"secret")
    monkeypatch.delenv("REPORTEDLY_ALLOW_PRIVATE", raising=False)
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"):
        with pytest.raises(UnreadableInput, match="not public"):
            Fetcher().fetch(f"http://{host}:8080/")
    monkeypatch.setenv("REPORTEDLY_ALLOW_PRIVATE", "1")
    assert Fetcher(manners=Manners(pause=0)).fetch(site.url).body == b"secret"


def test_fetch_resolves_once_and_connects_to_that_very_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS that changes its answer: public while it is checked, loopback afterwards."""
    answers: list[str] = []
    dialled: list[Any] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        answers.append("127.0.0.1" if len(answers) % 2 else "8.8.8.8")
        return answers[-1:]

    def dial(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(urllib3_connection, "create_connection", dial)
    with pytest.raises(UnreadableInput, match=r"cannot connect to news\.example"):
        make_fetcher(resolve=resolve, allow_private=False).fetch("http://news.example/")
    assert (answers, dialled) == (["8.8.8.8"], [("8.8.8.8", 80)])
    with pytest.raises(UnreadableInput, match="not public"):  # the second answer is checked as the first was
        make_fetcher(resolve=resolve, allow_private=False).fetch("http://news.example/")
    assert len(dialled) == 1


def test_fetch_names_the_host_that_was_asked_for(site: Site) -> None:
    site.answers["/"] = Answer(b"body")
    fetcher = make_fetcher(resolve=lambda *_: ("127.0.0.1",))
    assert fetcher.fetch(f"http://news.example:{site.port}/").body == b"body"
    assert site.asked[-1][1]["host"] == f"news.example:{site.port}"


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://inside.example/",
        "http://2130706433/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "http://user:secret@public.example/",
        "//[",
        "gopher://public.example/",
    ],
)
def test_fetch_checks_each_redirect(location: str, monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """A public page that redirects inwards: only the first connection is let through, to the test's own server."""
    site.answers["/start"] = Answer(status=302, headers={"Location": location})
    addresses = {"public.example": "8.8.8.8", "inside.example": "10.0.0.1"}
    dialled: list[str] = []
    real = socket.create_connection

    def dial(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
        dialled.append(address[0])
        return real(("127.0.0.1", site.port))

    monkeypatch.setattr(urllib3_connection, "create_connection", dial)
    fetcher = make_fetcher(resolve=lambda host, port: [addresses.get(host, host)], allow_private=False)
    with pytest.raises(UnreadableInput):
        fetcher.fetch("http://public.example/start")
    assert set(dialled) == {"8.8.8.8"}
    assert site.paths() == ["/start"]


def test_fetch_follows_few_redirects(site: Site) -> None:
    for number in range(10):
        site.answers[f"/{number}"] = Answer(status=301, headers={"Location": f"{number + 1}"})
    site.answers["/10"] = Answer(b"end")
    assert make_fetcher().fetch(f"{site.url}/5").url == f"{site.url}/10"
    with pytest.raises(UnreadableInput, match="redirects more than 5 times"):
        make_fetcher().fetch(f"{site.url}/4")


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd"])
def test_fetch_unpacks_and_stops_at_a_bomb(packing: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BODY_BYTES", 3_000_000)
    site.answers["/good"] = Answer(make_bomb(packing, 2), headers={"Content-Encoding": packing})
    site.answers["/bomb"] = Answer(make_bomb(packing, 300), headers={"Content-Encoding": packing})
    assert make_fetcher().fetch(f"{site.url}/good").body == bytes(2_000_000)
    tracemalloc.start()
    with pytest.raises(UnreadableInput, match="larger than the 3,000,000 bytes"):
        make_fetcher().fetch(f"{site.url}/bomb")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 15_000_000


def test_fetch_stops_at_nested_bombs(site: Site) -> None:
    packed = gzip.compress(gzip.compress(bytes(100_000_000), 1), 1)
    site.answers["/"] = Answer(packed, headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(UnreadableInput, match="larger than"):
        make_fetcher().fetch(site.url)
    site.answers["/"] = Answer(packed, headers={"Content-Encoding": ", ".join(["gzip"] * 30)})
    with pytest.raises(UnreadableInput):
        make_fetcher().fetch(site.url)


@pytest.mark.parametrize("packing", ["gzip", "br", "zstd"])
def test_fetch_says_that_packing_is_broken(packing: str, site: Site) -> None:
    site.answers["/"] = Answer(b"not packed at all", headers={"Content-Encoding": packing})
    with pytest.raises(UnreadableInput, match="packed in a way that cannot be undone"):
        make_fetcher().fetch(site.url)


def test_fetch_ends_what_never_ends(site: Site) -> None:
    def write(file: Any) -> None:
        while True:
            file.write(b"<item>more</item>" * 10_000)

    site.answers["/endless"] = Answer(write=write, headers={"Content-Type": "application/rss+xml"})
    with pytest.raises(UnreadableInput, match="larger than the 10,000,000 bytes"):
        make_fetcher().fetch(f"{site.url}/endless")


def test_fetch_ends_what_comes_byte_by_byte(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(file: Any) -> None:
        for _ in range(200):
            file.write(b"x")
            file.flush()
            time.sleep(0.05)

    site.answers["/slow"] = Answer(write=drip)
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.6)
    start = time.monotonic()
    with pytest.raises(UnreadableInput, match="not read within"):
        make_fetcher().fetch(f"{site.url}/slow")
    assert time.monotonic() - start < 4


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\n", b"", b"\x16\x03\x03"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_fetch_ends_headers_that_never_end(first: bytes, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.6)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            client, _ = server.accept()
            with client:
                try:
                    client.sendall(first)
                    for _ in range(200):
                        client.sendall(b"X")
                        time.sleep(0.05)
                except OSError:
                    pass

        threading.Thread(target=drip, daemon=True).start()
        start = time.monotonic()
        with pytest.raises(UnreadableInput):
            make_fetcher().fetch(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", b"\0" * 99]
)
def test_fetch_says_that_a_server_talks_nonsense(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def reply() -> None:
            client, _ = server.accept()
            with client:
                client.recv(10_000)
                client.sendall(answer)

        threading.Thread(target=reply, daemon=True).start()
        with pytest.raises(UnreadableInput, match="did not answer as a web server does"):
            make_fetcher().fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")


@pytest.fixture
def safe_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    """A server of news.example, whose authority is the only one that is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    fetch._load_context.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with serve_site(lambda plain: context.wrap_socket(plain, server_side=True)) as served:
        yield served
    fetch._load_context.cache_clear()


def test_fetch_checks_the_certificate_against_the_name(safe_site: Site) -> None:
    safe_site.answers["/"] = Answer(b"body")
    fetcher = make_fetcher(resolve=lambda *_: ("127.0.0.1",))
    assert fetcher.fetch(f"https://news.example:{safe_site.port}/").body == b"body"
    for host in ("other.example", "127.0.0.1"):
        with pytest.raises(UnreadableInput, match=r"certificate of .* cannot be trusted"):
            fetcher.fetch(f"https://{host}:{safe_site.port}/")


def test_fetch_trusts_no_unknown_authority(safe_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    fetch._load_context.cache_clear()
    with pytest.raises(UnreadableInput, match="cannot be trusted"):
        make_fetcher(resolve=lambda *_: ("127.0.0.1",)).fetch(f"https://news.example:{safe_site.port}/")


def test_fetch_follows_robots_txt(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: reportedly\nDisallow: /private/\n")
    site.answers["/private/a"] = site.answers["/public"] = Answer(b"body")
    site.answers["/jump"] = Answer(status=302, headers={"Location": "/private/a"})
    fetcher = make_fetcher()
    assert fetcher.fetch(f"{site.url}/public").body == b"body"
    for path in ("/private/a", "/jump"):
        with pytest.raises(UnreadableInput, match=r"robots\.txt .* asks robots not to read it"):
            fetcher.fetch(site.url + path)
    assert site.paths() == ["/public", "/jump"]
    assert len(site.asked) - len(site.paths()) == 1


def test_fetch_reads_nothing_where_robots_txt_fails(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=500)
    site.answers["/"] = Answer(b"body")
    fetcher = make_fetcher()
    for _ in range(2):
        with pytest.raises(UnreadableInput, match=r"robots\.txt it answered 500"):
            fetcher.fetch(site.url)
    assert [path for path, _ in site.asked] == ["/robots.txt"]


@pytest.mark.parametrize("status", [429, 503])
def test_fetch_comes_back_when_the_server_says(status: int, site: Site) -> None:
    site.answers["/"] = Answer(status=status, headers={"Retry-After": "3600"})
    fetcher = make_fetcher()
    for _ in range(2):
        with pytest.raises(TryLater) as raised:
            fetcher.fetch(site.url)
        assert 3590 < raised.value.seconds <= 3600
    assert site.paths() == ["/"]


def test_fetch_says_what_the_server_answered(site: Site) -> None:
    with pytest.raises(UnreadableInput, match="answered 404 Not Found; check the URL"):
        make_fetcher().fetch(f"{site.url}/none")
