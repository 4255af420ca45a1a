"""How is something fetched from the web? Carefully: only public addresses, within bounds of size and time, politely.

Each URL, and each that it redirects to, is checked and resolved once (targets.py); the connection goes to that very
address, and the certificate is checked against the host's name. Proxies are not used, for they would resolve again.
"""

import http
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, NewConnectionError
from urllib3.response import BaseHTTPResponse

from reportedly.errors import UnreadableInput
from reportedly.sources.manners import USER_AGENT, Manners, TryLater, read_retry_after
from reportedly.sources.targets import Resolve, Target, find_addresses, may_be_private, read_url, resolve_host, show_url

#: The most bytes of an answer, unpacked.
MAX_BODY_BYTES = 10_000_000
#: The most seconds that a request may take with its redirects, and that a server may be silent meanwhile.
MAX_SECONDS = 30.0
SILENT_SECONDS = 10.0
MAX_REDIRECTS = 5
#: Of several addresses so many are tried.
MAX_ADDRESSES = 3
CHUNK_BYTES = 65_536
MAX_HEADER_CHARACTERS = 1_000
ROBOTS_PATH = "/robots.txt"
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
#: What a connection can raise on hostile answers.
CONNECTION_ERRORS = (HTTPError, HTTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: under which URL in the end, and what it says of it; `body` is None if it has not changed."""

    url: str
    body: bytes | None
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Fetcher:
    """Fetches one URL after the other, and remembers how the hosts want to be asked."""

    def __init__(
        self, *, allow_private: bool | None = None, manners: Manners | None = None, resolve: Resolve = resolve_host
    ) -> None:
        self._allow_private = may_be_private() if allow_private is None else allow_private
        self._manners = manners or Manners()
        self._resolve = resolve

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a URL, on condition that it has changed if it is known which one is there already.

        Raises UnreadableInput that says what is wrong; TryLater where the server is not to be asked again for a while.
        """
        wanted = {"If-None-Match": etag, "If-Modified-Since": modified}
        conditions = {name: value for name, value in wanted.items() if value is not None}
        target, answer = self._follow(url, conditions, obey=True)
        if answer.status not in (200, 304):
            raise UnreadableInput(f"the server answered {name_status(answer.status)}; check the URL")
        media, charset = read_media(answer.headers.get("Content-Type"))
        body = None if answer.status == 304 else answer.body
        return Fetched(
            target.url, body, media, charset, _short(answer.headers, "ETag"), _short(answer.headers, "Last-Modified")
        )

    def _follow(self, url: str, conditions: Mapping[str, str], *, obey: bool) -> tuple[Target, _Answer]:
        """Ask for a URL and what it redirects to; `obey` says whether robots.txt is asked first."""
        seconds = MAX_SECONDS
        for _ in range(MAX_REDIRECTS + 1):
            target = read_url(url, any_port=self._allow_private)
            if obey:
                self._check_robots(target)
            self._manners.wait(target.host)
            start = time.monotonic()
            answer = self._ask(target, conditions, seconds)
            seconds -= time.monotonic() - start
            location = answer.headers.get("Location")
            if answer.status not in REDIRECTS or location is None:
                return target, answer
            url = _join(target.url, location)
        raise UnreadableInput(f"redirects more than {MAX_REDIRECTS} times; check the URL")

    def _check_robots(self, target: Target) -> None:
        if not self._manners.knows_robots(target.origin):
            self._read_robots(target.origin)
        self._manners.check_robots(target.origin, target.url)

    def _read_robots(self, origin: str) -> None:
        """Read a robots.txt as RFC 9309 asks: where there is none all is allowed, where it fails nothing is."""
        try:
            _, answer = self._follow(origin + ROBOTS_PATH, {}, obey=False)
        except TryLater:
            raise
        except UnreadableInput as error:
            self._manners.miss_robots(origin, "its robots.txt cannot be read")
            raise UnreadableInput(f"{origin}{ROBOTS_PATH}: {error}") from error
        if answer.status == 200:
            self._manners.learn_robots(origin, answer.body)
        elif 400 <= answer.status < 500:
            self._manners.learn_robots(origin, b"")
        else:
            self._manners.miss_robots(origin, f"for its robots.txt it answered {name_status(answer.status)}")

    def _ask(self, target: Target, conditions: Mapping[str, str], seconds: float) -> _Answer:
        """Send one request to the address that was checked; note how the host answered."""
        addresses = find_addresses(target, resolve=self._resolve, allow_private=self._allow_private)
        deadline = time.monotonic() + max(seconds, 0.1)
        try:
            with closing(_connect(target, addresses[:MAX_ADDRESSES], deadline)) as connection:
                answer = _exchange(connection, target, conditions, deadline)
        except UnreadableInput:
            self._manners.fail(target.host)
            raise
        except CONNECTION_ERRORS as error:
            self._manners.fail(target.host)
            raise UnreadableInput(_explain(error, target, deadline)) from error
        if answer.status in BUSY:
            wanted = read_retry_after(answer.headers.get("Retry-After"))
            pause = self._manners.fail(target.host, retry_after=wanted, busy=True)
            raise TryLater(
                f"the server answered {name_status(answer.status)}; try again in {pause:,.0f} seconds", pause
            )
        if answer.status >= 500:
            self._manners.fail(target.host)
        else:
            self._manners.succeed(target.host, pause=self._manners.find_pause(target.origin))
        return answer


def _connect(target: Target, addresses: tuple[str, ...], deadline: float) -> HTTPConnection:
    """Connect to the first address that answers; the last one's error is raised."""
    for number, address in enumerate(addresses, 1):
        connection = _open_connection(target, address)
        try:
            with _cut_off(lambda: connection.sock, deadline):  # noqa: B023 - it is over before the next one
                connection.connect()
        except CONNECTION_ERRORS:
            connection.close()
            if number == len(addresses) or time.monotonic() >= deadline:
                raise
        else:
            return connection
    raise OSError("no address to connect to")


def _open_connection(target: Target, address: str) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=SILENT_SECONDS)
    return HTTPSConnection(
        address, target.port, timeout=SILENT_SECONDS, ssl_context=_load_context(), server_hostname=target.host
    )


@cache
def _load_context() -> ssl.SSLContext:
    """Trust the system's authorities and certifi's; names and dates are checked, and there is no way round it."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def _cut_off(find_socket: Callable[[], socket.socket | None], deadline: float) -> Iterator[None]:
    """Shut a connection down at a moment, even in the middle of a header that comes byte by byte."""
    timer = threading.Timer(max(deadline - time.monotonic(), 0.01), _shut_down, (find_socket,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut_down(find_socket: Callable[[], socket.socket | None]) -> None:
    connected = find_socket()
    if connected is not None:
        with suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)  # not TLS's own, which is not for two threads


def _exchange(connection: HTTPConnection, target: Target, conditions: Mapping[str, str], deadline: float) -> _Answer:
    connected = connection.sock  # the connection forgets it while the answer is still being read
    with _cut_off(lambda: connected, deadline):
        host = target.origin.partition("://")[2]
        headers = {"Host": host, **HEADERS, **conditions}
        connection.request("GET", target.path, headers=headers, preload_content=False)
        response = connection.getresponse()
        body = _read_body(response, deadline) if response.status == 200 else b""
        return _Answer(response.status, response.headers, body)


def _read_body(response: BaseHTTPResponse, deadline: float) -> bytes:
    """Read an answer, unpacked as it comes, so that no more than the limit is ever in memory."""
    body = bytearray()
    while chunk := response.read(CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise UnreadableInput(f"larger than the {MAX_BODY_BYTES:,} bytes that one answer may have")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body)


def _explain(error: Exception, target: Target, deadline: float) -> str:
    """Say why a server could not be read."""
    if time.monotonic() >= deadline:
        return f"not read within {MAX_SECONDS:,.0f} seconds; try again later"
    match error:
        case ssl.SSLCertVerificationError():
            return f"the certificate of {target.host} cannot be trusted ({error.verify_message}); check the URL"
        case ssl.SSLError():
            return f"no safe connection to {target.host} ({error.reason or 'TLS'}); try again later"
        case DecodeError():
            return "the answer is packed in a way that cannot be undone; try again later"
        case NewConnectionError() | ConnectTimeoutError() | ConnectionRefusedError():
            return f"cannot connect to {target.host}; check the URL or try again later"
    return f"{target.host} did not answer as a web server does ({type(error).__name__}); try again later"


def name_status(status: int) -> str:
    """Give a status with its name: `404 Not Found`; not the server's own words."""
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _join(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise UnreadableInput(f"redirects to what is no URL: {show_url(location)}") from error


def read_media(words: str | None) -> tuple[str | None, str | None]:
    """Give the media type and the charset that a Content-Type names."""
    if words is None:
        return None, None
    media, *parameters = words[:MAX_HEADER_CHARACTERS].split(";")
    pairs = (parameter.partition("=") for parameter in parameters)
    charsets = [value.strip().strip("\"'") for name, _, value in pairs if name.strip().lower() == "charset"]
    return media.strip().lower() or None, charsets[0] if charsets else None


def _short(headers: Mapping[str, str], name: str) -> str | None:
    """Give a header that is to be sent back; None where it is too long for that or could not be sent."""
    value = headers.get(name)
    return value if value is not None and len(value) <= MAX_HEADER_CHARACTERS and value.isprintable() else None
