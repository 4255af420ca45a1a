"""When may a text be called a Report, and under which id? The checks every way in goes through.

Readers raise UnreadableInput with a message that says what is wrong and what would do; paths.py and jsonlines.py
turn it into a Failure, which adds where it happened.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b, sha256
from typing import Any

from reportedly.errors import UnreadableInput
from reportedly.model import Problem, Report

#: The most bytes that one report may have in its file (or on its line); set it to read larger ones.
MAX_BYTES = 50_000_000
#: The most code points that the text of one report may have; set it to read longer ones.
MAX_CHARACTERS = 2_000_000
#: The stage that the problems of this room name.
STAGE = "sources"
#: Bytes of an id: with a suffix and an extension it still fits the 255 bytes of a file name.
MAX_ID_BYTES = 200

SURROGATES = re.compile("[\ud800-\udfff]")
UNSAFE_IN_FILE_NAMES = re.compile("[\x00-\x1f\x7f-\x9f/\\\\\u2028\u2029\ud800-\udfff]")
EXTENDED_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")
NAMED_FIELDS = ("title", "publisher", "url", "language")


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read at all: where, on which line (None: the whole of it), and what would do."""

    where: str
    line: int | None
    message: str

    def __str__(self) -> str:
        """Give the whole sentence: `notes.bin: not text (it holds NUL bytes); give ...`."""
        place = self.where if self.line is None else f"{self.where}, line {self.line}"
        return f"{place}: {self.message}"


def check_report(report: Report, *, published: str | None = None) -> Report:
    """Give a report the rest can rely on: with text, storable as UTF-8, its date ISO 8601 or None.

    `published`, where given, takes the place of the report's own date.
    """
    _check_length(report.text)
    problems = list(report.problems)
    text = replace_surrogates("text", report.text, problems)
    named: dict[str, Any] = {name: _tidy(name, getattr(report, name), problems) for name in NAMED_FIELDS}
    when = _first_date((published, report.published), problems)
    return replace(report, text=text, published=when, problems=tuple(problems), **named)


def _check_length(text: str) -> None:
    if not text or text.isspace():
        raise UnreadableInput("holds no text; give a report of at least one sentence")
    if len(text) > MAX_CHARACTERS:
        message = f"{len(text):,} characters, more than the {MAX_CHARACTERS:,} that one report may have; split it"
        raise UnreadableInput(message)


def replace_surrogates(field: str, value: str, problems: list[Problem]) -> str:
    """Put U+FFFD for each lone surrogate, one for one, so that offsets stay; say so in `problems`."""
    cleaned, count = SURROGATES.subn("\ufffd", value)
    if count:
        problems.append(Problem(STAGE, f"{field}: lone surrogates replaced by U+FFFD: {count}"))
    return cleaned


def _tidy(field: str, value: str | None, problems: list[Problem]) -> str | None:
    if value is None or not value.strip():
        return None
    return replace_surrogates(field, value, problems)


def _first_date(candidates: tuple[str | None, ...], problems: list[Problem]) -> str | None:
    for candidate in candidates:
        if candidate is None or not candidate.strip():
            continue
        when = read_date(candidate)
        if when is not None:
            return when
        shown = SURROGATES.sub("\ufffd", candidate[:40])
        problems.append(
            Problem(STAGE, f"published {shown!r} is not an ISO 8601 date or date-time such as 2023-09-19; left out")
        )
    return None


def read_date(words: str) -> str | None:
    """Give an ISO 8601 date or date-time, in the extended form (2023-09-19), or None where it is not one."""
    words = words.strip()
    for kind in (date, datetime):
        try:
            moment = kind.fromisoformat(words)
        except ValueError:
            continue
        return words if EXTENDED_ISO.fullmatch(words) else moment.isoformat()
    return None


def safe_id(name: str) -> str:
    """Give an id that can be a file name: the name itself where it can, else cleaned and with 6 hex of its sha256.

    Taken out are path separators, control characters and lone surrogates; `.` and `..`; what goes beyond 200 bytes.
    """
    cleaned = UNSAFE_IN_FILE_NAMES.sub("_", name)
    cleaned = cleaned.encode("utf-8")[:MAX_ID_BYTES].decode("utf-8", "ignore")
    if cleaned in {".", ".."}:
        cleaned = "_"
    return cleaned if cleaned == name else f"{cleaned}-{hash_text(name)[:6]}"


def hash_text(text: str) -> str:
    """Give the sha256 of a text, in hex."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Ids:
    """The ids given out in one batch, and to which text: about 200 bytes an id, so that a batch can be long."""

    def __init__(self) -> None:
        """Start a batch."""
        self._texts: dict[str, bytes] = {}

    def claim(self, identifier: str, text: str) -> bool:
        """Take an id for a text; False where another text of this batch has it already."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return self._texts.setdefault(identifier, digest) == digest

    def name(self, stem: str, text: str) -> str:
        """Give a file's id: its stem, or `STEM-1a2b3c` (sha256 of the text) where another text has that."""
        stem = safe_id(stem)
        for identifier in (stem, f"{stem}-{hash_text(text)[:6]}"):
            if self.claim(identifier, text):
                return identifier
        return f"{stem}-{hash_text(text)[:32]}"
