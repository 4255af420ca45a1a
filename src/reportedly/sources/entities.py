"""How is a subset of Wikidata read? As its dumps are: one entity a line, or a JSON array of them; plain or gzip.

What is no entity becomes a Failure with its line, and the rest goes on. A small file may be one JSON document on several
lines: an array, or what Special:EntityData gives.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reportedly.errors import UnreadableInput
from reportedly.sources import reports
from reportedly.sources.reports import Failure
from reportedly.sources.streams import STREAM_ERRORS, explain, open_stream

Entity = dict[str, Any]

#: The largest file that is tried as one JSON document.
_WHOLE = 20_000_000

#: What a dump's array begins, parts and ends with.
_AROUND = b"[], \t\r\n\xef\xbb\xbf"


def read_entities(path: Path, advance: Callable[[int], None]) -> Iterator[tuple[int, Entity] | Failure]:
    """Give each entity with its line; `advance` is told how many bytes of the file have been read by then."""
    try:
        document = _read_document(path)
        if document is not None:
            yield from document
            return
        with path.open("rb") as file, open_stream(file) as stream:
            number = 0
            while line := stream.readline(reports.MAX_BYTES + 1):
                number += 1
                advance(file.tell())
                if line.strip(_AROUND):
                    yield _read_line(line, str(path), number)
    except (*STREAM_ERRORS, UnreadableInput) as error:
        yield Failure(str(path), None, explain(error))


def _read_line(line: bytes, where: str, number: int) -> tuple[int, Entity] | Failure:
    try:
        value = json.loads(line.strip().removeprefix(b"[").removesuffix(b",").decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Failure(where, number, f"not JSON ({error}); give one entity a line, as Wikidata's dumps do")
    return _check_entity(value, where, number)


def _check_entity(value: object, where: str, number: int) -> tuple[int, Entity] | Failure:
    if isinstance(value, dict):
        return number, value
    return Failure(where, number, "not an entity; give one JSON object a line, as Wikidata's dumps do")


def _read_document(path: Path) -> list[tuple[int, Entity] | Failure] | None:
    """Give the entities of a file that is one JSON document of several; None where it is none."""
    if path.stat().st_size > _WHOLE:
        return None
    with path.open("rb") as file, open_stream(file) as stream:
        text = stream.read(_WHOLE + 1)
    try:
        document = json.loads(text) if len(text) <= _WHOLE else None
    except (ValueError, RecursionError):
        return None
    if isinstance(document, dict) and isinstance(document.get("entities"), dict):
        document = list(document["entities"].values())
    if not isinstance(document, list):
        return None
    return [_check_entity(value, f"{path}, entity {number}", 1) for number, value in enumerate(document, 1)]
