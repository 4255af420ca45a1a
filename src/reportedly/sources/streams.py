"""How is an input opened? As one buffered stream whose start can be looked at, unpacked where it is gzip."""

import gzip
import io
import zlib
from typing import IO, TYPE_CHECKING, Any

from reportedly.errors import UnreadableInput
from reportedly.sources import reports

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
GZIP_MEMBER = b"\x1f\x8b\x08"
#: Text packs 3 to 20 times smaller; only an archive made to explode comes near gzip's limit of about 1,000.
MAX_RATIO = 250
BUFFER_BYTES = 65_536
#: After so many damaged members the rest of an archive is left.
MAX_DAMAGED = 1_000


#: What reading a damaged, missing or hostile file raises.
STREAM_ERRORS = (OSError, EOFError, zlib.error)


class _Counted(io.RawIOBase):
    """A stream with its first bytes put back, which counts what is taken from it; it never closes the stream."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start = start
        self._rest = rest
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        chunk = self._start + self._rest.read(len(room) - len(self._start))
        self._start = b""
        room[: len(chunk)] = chunk
        self.taken += len(chunk)
        return len(chunk)


class _Unpacked(io.RawIOBase):
    """What a gzip stream holds, until it turns out to be an archive made to explode."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._unpacked = gzip.GzipFile(fileobj=packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        count = self._unpacked.readinto(buffer)
        self._given += count
        _check_ratio(self._given, self._packed.taken)
        return count


class _Members(io.RawIOBase):
    """What the members of a gzip stream hold; one that is damaged is given as far as it goes, and counted."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._waiting = b""
        self._member: Any = None
        self._given = 0
        self.damaged = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        data = self._unpack(len(room))
        room[: len(data)] = data
        self._given += len(data)
        _check_ratio(self._given, self._packed.taken)
        return len(data)

    def _unpack(self, most: int) -> bytes:
        """Give the next bytes; none at the end."""
        while self._fill() or (self._member is not None and not self._member.eof):
            if self._member is None:
                self._waiting = _find_member(self._waiting)
                if not self._waiting:
                    continue
                self._member = zlib.decompressobj(wbits=31)
            is_end = not self._waiting
            try:
                data: bytes = self._member.decompress(self._waiting, most)
            except zlib.error:
                self._count_damage()
                self._waiting, self._member = self._waiting[1:], None
                continue
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                self._waiting, self._member = self._member.unused_data, None
            if data:
                return data
            if is_end and self._member is not None:  # the stream ends within a member
                self._count_damage()
                self._member = None
        return b""

    def _count_damage(self) -> None:
        self.damaged += 1
        if self.damaged > MAX_DAMAGED:
            raise UnreadableInput(f"more than {MAX_DAMAGED:,} gzip members are cut short or damaged; pack it again")

    def _fill(self) -> bool:
        """Have bytes waiting, enough to tell where a member starts; False at the end."""
        while len(self._waiting) < len(GZIP_MEMBER):
            more = self._packed.read(BUFFER_BYTES)
            if not more:
                break
            self._waiting += more
        return bool(self._waiting)


def _find_member(data: bytes) -> bytes:
    """Give what is there from the next start of a gzip member on, or the few bytes that may begin one."""
    start = data.find(GZIP_MEMBER)
    if start >= 0:
        return data[start:]
    return data[-2:] if len(data) > 2 and GZIP_MEMBER.startswith(data[-2:]) else b""


def _check_ratio(given: int, taken: int) -> None:
    if given > reports.MAX_BYTES and given > MAX_RATIO * taken:
        message = f"unpacks to more than {MAX_RATIO} times its size, as no text does; unpack it and look at it"
        raise UnreadableInput(message)


def open_stream(stream: IO[bytes], *, members: bool = False) -> io.BufferedReader:
    """Give a stream that can be peeked into, whatever it comes from; gzip is unpacked on the way.

    With `members`, what is packed member by member (web archives) goes on after one that is damaged.
    """
    start = stream.read(len(GZIP_MAGIC))
    counted = _Counted(start, stream)
    if start != GZIP_MAGIC:
        return io.BufferedReader(counted, BUFFER_BYTES)
    return io.BufferedReader(_Members(counted) if members else _Unpacked(counted), BUFFER_BYTES)


def explain(error: Exception) -> str:
    """Say what is wrong with an input that could not be read to its end, and what would do."""
    match error:
        case EOFError() | zlib.error() | gzip.BadGzipFile():
            return f"the gzip data is cut short or damaged ({error}); pack it again"
        case FileNotFoundError():
            return "no such file or folder; check the path"
        case PermissionError():
            return "no permission to read it; change its permissions"
        case OSError():
            return f"cannot be opened or read ({error.strerror or error})"
    return str(error)
