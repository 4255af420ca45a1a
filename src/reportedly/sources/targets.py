"""Which URL may be fetched, and at which address? It is read once, resolved once, and all of it is checked.

Nothing that only looks like a public page passes: other schemes, names and passwords in the URL, ports of other
services, numbers in forms that resolvers take for addresses (decimal, octal, hexadecimal), addresses that are not public.
"""

import os
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from reportedly.errors import UnreadableInput
from reportedly.sources.addresses import is_public

#: Give the addresses of a host (and port), as text.
Resolve = Callable[[str, int], Sequence[str]]

#: The setting that lets private addresses and any port be fetched: for servers of one's own, and for tests.
SETTING = "REPORTEDLY_ALLOW_PRIVATE"
PORTS = {"http": 80, "https": 443}
OTHER_PORTS = (8080, 8443)
MAX_URL_CHARACTERS = 4_000
SHOWN_CHARACTERS = 300
#: What one parser of URLs reads in one way and another one in another.
AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\]")
URL_START = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
CREDENTIALS = re.compile(r"//[^/?#]*@")
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?", re.ASCII)
#: A last label that makes resolvers take a name for a number: `127.1`, `0x7f000001`, `017700000001`.
NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.ASCII)
SAFE_IN_TARGET = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Target:
    """What a URL asks for: the host as it is resolved and named to the server, its port, and the path with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Give what rules for robots belong to: scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """Give the URL as it is fetched."""
        return self.origin + self.path


def is_url(words: str) -> bool:
    """Say whether an input is a URL (of any scheme) and not a path."""
    return URL_START.match(words) is not None


def may_be_private() -> bool:
    """Say whether the person's setting allows addresses that are not public."""
    return os.environ.get(SETTING, "") == "1"


def show_url(url: str) -> str:
    """Give a URL as it may be shown: without a password, in one line, cut where it is long."""
    shown = AMBIGUOUS.sub("\ufffd", CREDENTIALS.sub("//", url, count=1))
    return shown if len(shown) <= SHOWN_CHARACTERS else f"{shown[:SHOWN_CHARACTERS]}..."


def read_url(url: str, *, any_port: bool = False) -> Target:
    """Take a URL apart; raise UnreadableInput where it is none that may be fetched."""
    if len(url) > MAX_URL_CHARACTERS or AMBIGUOUS.search(url):
        raise UnreadableInput("the URL is too long or holds spaces, control characters or backslashes; check it")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _read_host(parts)
    except ValueError as error:
        raise UnreadableInput(f"not a URL ({error}); check it") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise UnreadableInput("only http and https URLs are fetched; give one of these, or a file")
    if parts.username is not None or parts.password is not None:
        raise UnreadableInput("a URL with a name or a password in it is not fetched; save the page and give the file")
    port = PORTS[scheme] if port is None else port
    if not any_port and port not in (*PORTS.values(), *OTHER_PORTS):
        raise UnreadableInput(f"no page is fetched from port {port}; known: 80, 443, 8080, 8443")
    path = quote(parts.path or "/", safe=SAFE_IN_TARGET) + (
        f"?{quote(parts.query, safe=SAFE_IN_TARGET)}" * bool(parts.query)
    )
    return Target(scheme, host, port, path.replace("#", "%23"))


def _read_host(parts: SplitResult) -> str:
    """Give the host in ASCII; raise ValueError where it is no name and no address in its common form."""
    host = parts.hostname or ""
    if ":" in host and "%" not in host:  # no zones: they are links of this machine
        return str(IPv6Address(host))
    if not host.isascii():
        host = host.encode("idna").decode("ascii").lower()  # full-width digits become digits here
    if NUMBER.fullmatch(host):
        return str(IPv4Address(host))  # no leading zeros, no hexadecimal, four parts
    if not HOST.fullmatch(host) or ".." in host:
        raise ValueError("no host that can be resolved")
    return host


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def find_addresses(target: Target, *, resolve: Resolve, allow_private: bool) -> tuple[str, ...]:
    """Resolve a target's host, once; raise UnreadableInput unless all its addresses may be connected to."""
    try:
        addresses = tuple(resolve(target.host, target.port))
    except (OSError, UnicodeError) as error:
        raise UnreadableInput(f"no address found for {target.host}; check the URL and the connection") from error
    if not addresses:
        raise UnreadableInput(f"no address found for {target.host}; check the URL and the connection")
    if not allow_private and not all(is_public(address) for address in addresses):
        message = f"{target.host} has an address that is not public; to read a server of your own set {SETTING}=1"
        raise UnreadableInput(message)
    return addresses
