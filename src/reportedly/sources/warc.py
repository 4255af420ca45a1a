"""How does a web archive (WARC) become Reports? Each answer that holds a page or a text, with warcio reading its headers.

Where a member (a record) ends is decided here: by its length if a member, or the end, follows; else it lies about its
length, is a Failure, and the next one is looked for. Pictures, scripts, redirects, requests and the like are no reports
and passed over.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.sources import reports
from reportedly.sources.fetch import Fetched, read_media
from reportedly.sources.markup import MAX_PAGE_BYTES
from reportedly.sources.pages import is_page
from reportedly.sources.reports import Failure, Ids
from reportedly.sources.streams import STREAM_ERRORS, explain
from reportedly.sources.targets import show_url
from reportedly.sources.web import PAGE_TYPES, START_BYTES, TEXT_TYPES, make_page_report

VERSIONS = ("WARC/1.0", "WARC/1.1", "WARC/0.17", "WARC/0.18")
MEMBER_START = re.compile(rb"\s*WARC/[01]\.\d")
#: Where the next member is looked for after one that lies.
NEXT_MEMBER = re.compile(rb"\r?\n(?=WARC/[01]\.\d{1,2}\r?\n)")
MAX_LINE_BYTES = 10_000
MAX_HEADER_BYTES = 100_000
CHUNK_BYTES = 1_000_000
#: After so many damaged members the rest is left: each of them can cost the reading of what one report may have.
MAX_DAMAGED = 100
#: What may stand before a member: empty lines.
BLANK = b"\r\n \t"
MEMBER_END = b"\r\n\r\n"
RECORDS = ("response", "resource")


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its number in the archive, its headers, and what it holds."""

    number: int
    headers: Mapping[str, str]
    body: bytes


def is_warc(start: bytes) -> bool:
    """Say whether an input's first bytes are those of a web archive."""
    return MEMBER_START.match(start) is not None


def read_warc(
    stream: io.BufferedReader, where: str, ids: Ids, *, published: str | None = None
) -> Iterator[Report | Failure]:
    """Give the Report, or the Failure, of each member that should hold one."""
    count, found_any = 0, False
    try:
        for member in _read_members(_Tape(stream), where):
            count += 1
            found = member if isinstance(member, Failure) else _read_member(member, where, ids, published)
            if found is not None:
                found_any = True
                yield found
    except (*STREAM_ERRORS, UnreadableInput) as error:
        yield Failure(where, None, explain(error))
        return
    damaged = getattr(stream.raw, "damaged", 0)
    if damaged:
        yield Failure(where, None, f"gzip members that are cut short or damaged: {damaged:,}; the others were read")
    elif not found_any:
        yield Failure(where, None, f"no page and no text among its {count:,} members; give an archive of pages")


class _Tape:
    """A stream from which bytes can be taken and put back; what is put back is not copied again and again."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._kept = b""
        self._at = 0

    def take(self, count: int) -> bytes:
        """Give so many bytes, fewer only at the end."""
        parts = [self._kept[self._at : self._at + count]]
        self._at += len(parts[0])
        missing = count - len(parts[0])
        while missing > 0 and (part := self._stream.read(min(missing, CHUNK_BYTES))):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def put_back(self, data: bytes) -> None:
        """Put bytes back, to be taken again."""
        start = self._at - len(data)
        if start >= 0 and self._kept[start : self._at] == data:
            self._at = start
        else:
            self._kept, self._at = data + self._kept[self._at :], 0

    def take_line(self) -> bytes:
        """Give a line, or its beginning where it is too long."""
        data = self.take(MAX_LINE_BYTES)
        line, ending, rest = data.partition(b"\n")
        self.put_back(rest)
        return line + ending

    def skip_blank(self) -> bytes:
        """Pass over what may stand between members; give what was passed over."""
        skipped = b""
        while (data := self.take(64)) and len(skipped) < MAX_LINE_BYTES:
            rest = data.lstrip(BLANK)
            skipped += data[: len(data) - len(rest)]
            if rest:
                self.put_back(rest)
                break
        return skipped

    def is_at_start(self) -> bool:
        """Say whether a member, or the end, comes next."""
        start = self.take(16)
        self.put_back(start)
        return not start or MEMBER_START.match(start) is not None

    def skip_to_member(self) -> None:
        """Go on to where the next member begins, or to the end."""
        if self.is_at_start():
            return
        data = self.take(CHUNK_BYTES)
        while data:
            found = NEXT_MEMBER.search(data)
            if found is not None:
                self.put_back(data[found.end() :])
                return
            more = self.take(CHUNK_BYTES)
            if not more:
                return
            data = data[-32:] + more


def _read_members(tape: _Tape, where: str) -> Iterator[Member | Failure]:
    number = failures = 0
    while failures <= MAX_DAMAGED:
        tape.skip_blank()
        if not (start := tape.take(1)):
            return
        tape.put_back(start)
        number += 1
        try:
            yield _take_member(tape, number)
        except UnreadableInput as error:
            failures += 1
            tape.skip_to_member()
            yield Failure(where, None, f"member {number:,}: {error}")
    raise UnreadableInput(f"more than {MAX_DAMAGED:,} damaged members; the rest was left")


def _take_member(tape: _Tape, number: int) -> Member:
    """Take one member; where it raises UnreadableInput, the tape stands where the next one is to be looked for."""
    headers = _take_headers(tape)
    length = _find_length(headers)
    if length > reports.MAX_BYTES:
        message = f"says that it has {length:,} bytes, more than the {reports.MAX_BYTES:,} that one report may have"
        raise UnreadableInput(message)
    body = tape.take(length)
    after = tape.skip_blank()
    if len(body) < length or not (after.startswith(MEMBER_END) or tape.is_at_start()):
        tape.put_back(body + after)
        raise UnreadableInput(f"lies about its length ({length:,} bytes)")
    return Member(number, headers, body)


def _take_headers(tape: _Tape) -> Mapping[str, str]:
    lines: list[bytes] = []
    size = 0
    while line := tape.take_line():
        if lines and MEMBER_START.match(line):  # the first line was none of a member's
            tape.put_back(line)
            break
        lines.append(line)
        size += len(line)
        if not line.strip() or size > MAX_HEADER_BYTES:
            break
    return _parse_headers(b"".join(lines), VERSIONS)[1]


def _parse_headers(block: bytes, starts: tuple[str, ...]) -> tuple[str, Mapping[str, str]]:
    """Give the status line's rest and the headers, their names in lower case."""
    from warcio.statusandheaders import (  # type: ignore[import-untyped]  # few inputs are archives
        StatusAndHeadersParser,
        StatusAndHeadersParserException,
    )

    try:
        parsed: Any = StatusAndHeadersParser(list(starts)).parse(io.BytesIO(block))
    except (StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise UnreadableInput("its headers cannot be read") from error
    return parsed.statusline, {name.lower(): value.strip() for name, value in parsed.headers}


def _find_length(headers: Mapping[str, str]) -> int:
    words = headers.get("content-length", "")
    if not (words.isascii() and words.isdigit() and len(words) < 20):
        raise UnreadableInput("does not say its length")
    return int(words)


def _read_member(member: Member, where: str, ids: Ids, published: str | None) -> Report | Failure | None:
    """Give what a member holds; None where that is no page and no text."""
    if member.headers.get("warc-type", "").lower() not in RECORDS:
        return None
    url = member.headers.get("warc-target-uri", "").strip("<>")
    try:
        fetched = _read_answer(member, url)
        return None if fetched is None else make_page_report(fetched, ids, published=published)
    except UnreadableInput as error:
        return Failure(where, None, f"member {member.number:,} ({show_url(url)}): {error}")


def _read_answer(member: Member, url: str) -> Fetched | None:
    if not member.headers.get("content-type", "").lower().startswith("application/http"):
        return _choose(url, member.headers.get("content-type"), member.body)
    ending = re.search(rb"\r?\n\r?\n", member.body[:MAX_HEADER_BYTES])
    if ending is None:
        raise UnreadableInput("its HTTP headers have no end")
    status, headers = _parse_headers(member.body[: ending.end()], ("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0"))
    if not status.startswith("200") or not _may_be_read(headers.get("content-type")):
        return None
    return _choose(url, headers.get("content-type"), _unpack(member.body[ending.end() :], headers))


def _may_be_read(content_type: str | None) -> bool:
    media, _ = read_media(content_type)
    return media is None or media in (*PAGE_TYPES, *TEXT_TYPES)


def _choose(url: str, content_type: str | None, body: bytes) -> Fetched | None:
    """Give a body that is a page or a text; what says nothing of itself is judged by how it begins."""
    media, charset = read_media(content_type)
    if not _may_be_read(content_type) or (media is None and not is_page(body[:START_BYTES])):
        return None
    return Fetched(url, body, media, charset)


def _unpack(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Undo chunks and packing (gzip, br, zstd), within the bounds of one page; archives often keep what was undone."""
    from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

    if headers.get("transfer-encoding", "").lower() == "chunked":
        reader: Any = ChunkedDataReader(io.BytesIO(body), decomp_type=None)
        body = b"".join(iter(lambda: reader.read(CHUNK_BYTES), b""))
    packing = headers.get("content-encoding", "")
    if not packing or is_page(body[:START_BYTES]):
        return body
    response = HTTPResponse(io.BytesIO(body), {"content-encoding": packing}, preload_content=False)
    try:
        unpacked = response.read(MAX_PAGE_BYTES + 1, decode_content=True)
    except (HTTPError, OSError, ValueError) as error:
        raise UnreadableInput(f"is not packed as it says ({show_url(packing)})") from error
    if len(unpacked) > MAX_PAGE_BYTES:
        raise UnreadableInput(f"larger than the {MAX_PAGE_BYTES:,} bytes that one page may have")
    return unpacked
