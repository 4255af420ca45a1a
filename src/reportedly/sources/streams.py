"""How is an input opened? As one buffered stream whose start can be looked at, unpacked where it is gzip."""

import gzip
import io
import zlib
from typing import IO, TYPE_CHECKING

from reportedly.errors import UnreadableInput
from reportedly.sources import reports

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
#: Text packs 3 to 20 times smaller; only an archive made to explode comes near gzip's limit of about 1,000.
MAX_RATIO = 250
BUFFER_BYTES = 65_536


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
        if self._given > reports.MAX_BYTES and self._given > MAX_RATIO * self._packed.taken:
            message = f"unpacks to more than {MAX_RATIO} times its size, as no text does; unpack it and look at it"
            raise UnreadableInput(message)
        return count


def open_stream(stream: IO[bytes]) -> io.BufferedReader:
    """Give a stream that can be peeked into, whatever it comes from; gzip is unpacked on the way."""
    start = stream.read(len(GZIP_MAGIC))
    counted = _Counted(start, stream)
    return io.BufferedReader(_Unpacked(counted) if start == GZIP_MAGIC else counted, BUFFER_BYTES)


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
