"""Which rows does a reading give? Pure: the tables' rows from the types, and the words that full text indexes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from reportedly.model import Event, Reading, Span
from reportedly.record.schema import finding_key, storable

Row = dict[str, Any]

#: How far from its trigger a passage reaches for an event's parties, place, time and numbers.
_REACH = 300


class FirstKeys(NamedTuple):
    """The keys that a report's statements, events and terms are counted from; `report` is the report's own."""

    report: int
    statement: int
    event: int
    term: int


def find_first_keys(reading: Reading, report_key: int) -> FirstKeys:
    """Number a reading's findings: its statements, then its events, then its terms."""
    statement = finding_key(report_key, 1)
    event = statement + len(reading.statements)
    return FirstKeys(finding_key(report_key, 0), statement, event, event + len(reading.events))


def find_rows(reading: Reading, report_key: int) -> dict[str, list[Row]]:
    """Give every row of a reading, but the report's own and the parties: table -> rows."""
    tables = {**_finding_rows(reading, report_key), **_layer_rows(reading, report_key)}
    return {name: [_clean(row) for row in rows] for name, rows in tables.items()}


def find_words(report: Mapping[str, Any], tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[Row]:
    """Give what full text indexes of a report, from its rows as they stand in the tables.

    The index keeps no words of its own: to take a report out of it, this must give what it gave when it went in.
    """
    text = report["text"]
    nothing = dict.fromkeys(("title", "text", "said", "did", "term"))
    yield nothing | {"rowid": finding_key(report["key"], 0), "title": report["title"], "text": text}
    for row in tables["statements"]:
        yield nothing | {"rowid": row["key"], "said": quote(text, row["spans"]["content"])}
    for row in tables["events"]:
        yield nothing | {"rowid": row["key"], "did": text[row["start"] : row["end"]]}
    for row in tables["terms"]:
        spans = (*row["spans"]["content"], *row["spans"]["condition"])
        yield nothing | {"rowid": row["key"], "term": quote(text, spans)}


def _finding_rows(reading: Reading, report_key: int) -> dict[str, list[Row]]:
    firsts = find_first_keys(reading, report_key)
    published = reading.report.published
    return {
        "statements": [
            {"key": key, "report": report_key, "date": published}
            | _fields(found, "id", "kind", "speaker", "within", "score")
            | {"spans": _fields(found, "source", "cue", "content")}
            for key, found in enumerate(reading.statements, firsts.statement)
        ],
        "events": [
            {"key": key, "report": report_key, "date": found.date or published}
            | _fields(found, "id", "type", "mode", "status", "statement", "score", "contexts")
            | dict(zip(("start", "end"), find_passage(found), strict=True))
            | {"numbers": {kind: asdict(count) for kind, count in found.numbers.items()}}
            | {"spans": _fields(found, "trigger", "actor", "recipient", "place", "when")}
            for key, found in enumerate(reading.events, firsts.event)
        ],
        "terms": [
            {"key": key, "report": report_key, "date": published}
            | _fields(found, "id", "kind", "deadline", "statement", "answers", "score")
            | {"spans": _fields(found, "content", "condition")}
            for key, found in enumerate(reading.terms, firsts.term)
        ],
    }


#: Layers that are kept as they are: table -> its columns, which are the type's fields.
_LAYERS: Mapping[str, tuple[str, ...]] = {
    "disputes": ("a", "b", "about"),
    "actors": ("id", "name", "kind", "country", "sectors", "wikidata", "mentions"),
    "places": ("id", "span", "name", "country", "lat", "lon", "geonameid", "feature", "precision", "why"),
    "times": ("span", "type", "value", "start", "end", "anchor"),
    "problems": ("stage", "message", "span"),
}


def _layer_rows(reading: Reading, report_key: int) -> dict[str, list[Row]]:
    layers = {name: getattr(reading, name) for name in _LAYERS}
    layers["problems"] = (*reading.report.problems, *reading.problems)
    return {
        name: [
            {"report": report_key, "number": number} | _fields(found, *_LAYERS[name])
            for number, found in enumerate(layer, 1)
        ]
        for name, layer in layers.items()
    }


def _fields(found: object, *names: str) -> Row:
    return {name: getattr(found, name) for name in names}


def _clean(row: Row) -> Row:
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def find_passage(event: Event) -> Span:
    """Give the words that tell an event, as far as they stand near its trigger, and what stands between them."""
    start, end = event.trigger
    told = (
        *event.actor,
        *event.recipient,
        *event.place,
        *event.when,
        *(count.span for count in event.numbers.values()),
    )
    near = [span for span in (event.trigger, *told) if start - _REACH <= span[0] and span[1] <= end + _REACH]
    return min(span[0] for span in near), max(span[1] for span in near)


def quote(text: str, spans: Iterable[Iterable[int]]) -> str:
    """Give the words at some spans, joined by an ellipsis."""
    return " … ".join(text[start:end] for start, end in spans)
