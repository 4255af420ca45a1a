"""A web server on loopback for tests: each path has its answer, and what was asked is written down."""

import socket
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli  # type: ignore[import-untyped]
from backports import zstd

from reportedly.sources.fetch import Fetcher
from reportedly.sources.manners import Manners

ARTICLE = (
    "Norland's defence ministry said on Tuesday that its troops had left the port of Amal. A spokesman for the harbour "
    "workers denied it, and said that soldiers were still searching ships. No one was hurt, he added."
)
PAGE = (
    "<!doctype html><html lang='en'><head><title>Troops leave Amal</title></head><body><article><h1>Troops leave "
    f"Amal</h1><p>{ARTICLE}</p><p>{ARTICLE.replace('Tuesday', 'Wednesday')}</p></article></body></html>"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server gives; `write` takes the place of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[Any], None] | None = None


@dataclass(slots=True)
class Site:
    """The answers, by path, and the requests: path and headers (their names in lower case)."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """Give what was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serve_site(wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Site]:
    """Run a server; `wrap` puts TLS around its socket."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = site.answers.get(self.path, Answer(status=404))
            etag = answer.headers.get("ETag")
            if etag is not None and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304, headers=answer.headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if answer.write is not None:
                    answer.write(self.wfile)
                else:
                    self.wfile.write(answer.body)
            except OSError:
                pass  # the fetcher has had enough

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if wrap is not None:
        server.socket = wrap(server.socket)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def make_fetcher(**options: Any) -> Fetcher:
    """Give a fetcher that may ask loopback, and does not wait between two requests."""
    return Fetcher(**{"allow_private": True, "manners": Manners(pause=0.0, sleep=lambda seconds: None), **options})


def make_bomb(packing: str, megabytes: int) -> bytes:
    """Pack millions of zeros into a few kilobytes."""
    block = bytes(1_000_000)
    if packing == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join(packer.process(block) for _ in range(megabytes)) + bytes(packer.finish())
    if packing == "zstd":
        compressor = zstd.ZstdCompressor()
        return b"".join(compressor.compress(block) for _ in range(megabytes)) + compressor.flush()
    deflater = zlib.compressobj(wbits=31 if packing == "gzip" else 15)
    return b"".join(deflater.compress(block) for _ in range(megabytes)) + deflater.flush()
