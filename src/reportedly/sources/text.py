"""How do bytes become a text? UTF-8 first, then what a byte order mark says, then the best guess, which is said.

The text is what the bytes say and nothing else: no line ending, space or accent is normalised, so offsets fit the file.
"""

import codecs
import re

from reportedly.errors import UnreadableInput
from reportedly.model import Problem, Report
from reportedly.sources.reports import STAGE, check_report, hash_text

#: UTF-32 stands first: its little-endian mark starts with UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files begin that hold text only inside: what to say of them.
BINARY_STARTS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich text document"),
)
WHAT_WOULD_DO = "give plain text, HTML or JSON Lines"
#: The share of control characters above which bytes are no text (a compressed or random file has about 0.1).
MAX_CONTROL_SHARE = 0.02
CONTROL_CHARACTERS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
#: Only bytes beyond ASCII tell encodings apart: the guess is made from the words around them.
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
AROUND_BYTES = 200
COMMONEST = "cp1252"
SAMPLE_BYTES = 30_000


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """Give the Report of a text in hand; its id is the first 12 hex digits of the text's sha256."""
    report = Report(
        hash_text(text)[:12], text, title=title, published=published, publisher=publisher, url=url, language=language
    )
    return check_report(report)


def read_text_bytes(data: bytes) -> Report:
    """Give the Report of a plain text file's bytes, its id still empty."""
    text, problems = decode_text(data)
    return Report("", text, problems=problems)


def decode_text(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode bytes into text, with a Problem where the encoding had to be guessed; raise where they are not text."""
    for start, name in BINARY_STARTS:
        if data.startswith(start):
            raise UnreadableInput(f"not text (it is {name}); {WHAT_WOULD_DO}")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_lossy(data[len(mark) :], encoding)
    if b"\0" in data:
        raise UnreadableInput(f"not text (it holds NUL bytes); {WHAT_WOULD_DO}")
    text, problems = _decode_unmarked(data)
    _check_controls(text)
    return text, problems


def _decode_lossy(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode with U+FFFD for what the encoding cannot read, and a Problem that says so."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        message = f"not valid {encoding.upper()} throughout: what could not be decoded was replaced by U+FFFD"
        return data.decode(encoding, "replace"), (Problem(STAGE, message),)


def _decode_unmarked(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_guessed(data)


def _decode_guessed(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    if _is_damaged_utf8(data):
        return _decode_lossy(data, "utf-8")
    encoding = _guess_encoding(_sample(data))
    if encoding is None:
        raise UnreadableInput(f"not text (in no encoding we know); {WHAT_WOULD_DO}, in UTF-8")
    problem = Problem(STAGE, f"not UTF-8 and no byte order mark: read as {encoding}, the best guess")
    return data.decode(encoding, "replace"), (problem,)


def _is_damaged_utf8(data: bytes) -> bool:
    """Say whether bytes are UTF-8 but for a few: a guess would garble every accent for the sake of one broken byte."""
    kept = data.decode("utf-8", "ignore")
    beyond_ascii = len(kept) - len(kept.encode("ascii", "ignore"))
    lost = len(data) - len(kept.encode("utf-8"))
    return beyond_ascii > 10 * lost


def _sample(data: bytes) -> bytes:
    """Give the words around the first bytes beyond ASCII."""
    sample, end = bytearray(), 0
    for match in BEYOND_ASCII.finditer(data):
        if match.start() >= end:
            start, end = max(end, match.start() - AROUND_BYTES), match.start() + AROUND_BYTES
            sample += data[start:end]
        if len(sample) > SAMPLE_BYTES:
            break
    return bytes(sample)


def _guess_encoding(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and needed for old files only

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    equals = (match for match in matches if match.chaos <= best.chaos)
    # of equally clean guesses Windows' is right: "erklärte" alone was taken for Baltic DOS
    return COMMONEST if any(COMMONEST in match.could_be_from_charset for match in equals) else best.encoding


def _check_controls(text: str) -> None:
    count = sum(1 for _ in CONTROL_CHARACTERS.finditer(text))
    if count > MAX_CONTROL_SHARE * len(text):
        raise UnreadableInput(f"not text (it holds {count:,} control characters); {WHAT_WOULD_DO}")
