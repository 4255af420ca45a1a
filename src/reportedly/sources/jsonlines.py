"""How does JSON Lines become Reports? One object a line, read one at a time, so that a million lines stream.

`{"id": ..., "text": ...}` are needed; `title`, `published`, `publisher`, `url` and `language` may be there; other keys
are ignored. An id may come again with the same text (the report is given again); with another text it is a Failure,
because one id would stand for two reports.
"""

import io
import json
import math
from collections.abc import Iterator
from typing import Any

from reportedly.errors import UnreadableInput
from reportedly.model import Problem, Report
from reportedly.sources import reports
from reportedly.sources.reports import STAGE, Failure, Ids, check_report, safe_id
from reportedly.sources.streams import STREAM_ERRORS, explain

OPTIONAL_FIELDS = ("title", "published", "publisher", "url", "language")
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
#: How the first line looks where one JSON document is spread over lines: better one Failure than one a line.
DOCUMENT_STARTS = (b"{", b"[", b"[{")
SKIPPED_AT_ONCE = 1_000_000


def read_json_lines(
    stream: io.BufferedReader, where: str, ids: Ids, *, published: str | None = None
) -> Iterator[Report | Failure]:
    """Give the Report, or the Failure, of each line that is not blank."""
    number, is_empty = 0, True
    try:
        _check_start(stream.peek())
        for number, line in _read_lines(stream):
            if line.strip():
                is_empty = False
                yield _read_line(line, where, number, ids, published)
    except (*STREAM_ERRORS, UnreadableInput) as error:
        yield Failure(where, number + 1 if number else None, explain(error))
    else:
        if is_empty:
            yield Failure(where, None, "holds no line; give one JSON object a line")


def _check_start(start: bytes) -> None:
    if start.startswith(UTF16_MARKS):
        raise UnreadableInput("UTF-16, and JSON Lines has to be UTF-8; convert it")
    if start.partition(b"\n")[0].removeprefix(UTF8_MARK).strip() in DOCUMENT_STARTS:
        raise UnreadableInput("one JSON document over several lines; give one object a line")


def _read_lines(stream: io.BufferedReader) -> Iterator[tuple[int, bytes]]:
    """Number the lines; one that is too long is cut just beyond the limit, and the rest of it skipped unread."""
    number = 0
    while line := stream.readline(reports.MAX_BYTES + 1):
        number += 1
        rest = line
        while len(line) > reports.MAX_BYTES and rest and not rest.endswith(b"\n"):
            rest = stream.readline(SKIPPED_AT_ONCE)
        yield number, line.removeprefix(UTF8_MARK) if number == 1 else line


def _read_line(line: bytes, where: str, number: int, ids: Ids, published: str | None) -> Report | Failure:
    try:
        return claim_report(read_fields(_read_object(line)), ids, published=published)
    except UnreadableInput as error:
        return Failure(where, number, str(error))


def claim_report(report: Report, ids: Ids, *, published: str | None = None) -> Report:
    """Give a report that keeps its own id, checked; raise where it cannot be one, or its id stands for another text."""
    report = check_report(report, published=published)
    if not ids.claim(report.id, report.text):
        raise UnreadableInput(f"the id {report.id!r} stands for another text already; give each report its own")
    return report


def _read_object(line: bytes) -> dict[str, Any]:
    if len(line) > reports.MAX_BYTES:
        raise UnreadableInput(f"larger than the {reports.MAX_BYTES:,} bytes that one report may have; split it")
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"not UTF-8 (at byte {error.start + 1} of the line); convert it") from error
    except RecursionError as error:
        raise UnreadableInput("JSON nested too deeply; give one flat object a line") from error
    except ValueError as error:
        raise UnreadableInput(f"not JSON ({error}); give one object a line") from error
    if not isinstance(value, dict):
        raise UnreadableInput('not a JSON object; give {"id": ..., "text": ...}')
    return value


def read_fields(fields: dict[str, Any]) -> Report:
    """Give the Report of an object's or a row's fields, unchecked; raise where id or text are missing."""
    name = _read_id(fields)
    identifier = safe_id(name)
    text = _read_string(fields, "text")
    if text is None:
        raise UnreadableInput("no 'text'; give the report's text as a string")
    message = f"the id cannot be a file name: {identifier!r} was put in its place"
    problems = () if identifier == name else (Problem(STAGE, message),)
    named = {field: _read_string(fields, field) for field in OPTIONAL_FIELDS}
    return Report(identifier, text, problems=problems, **named)


def _read_id(fields: dict[str, Any]) -> str:
    value = fields.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise UnreadableInput("no 'id' that is a string or a number; give each report its own")
    return value


def _read_string(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise UnreadableInput(f"'{name}' is not a string but {type(value).__name__}; give it as a string")
    return value
