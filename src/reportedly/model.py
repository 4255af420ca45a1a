"""What is a report, and what is found in it? The types of the whole project: read this file first.

Everything is frozen: a stage returns new data, nothing is filled in later. `None` or an empty tuple means
that the report does not say. Offsets are code points of `Report.text`, half-open. Times are ISO 8601, cut
where the report stops being precise. The JSON form (`Reading.to_dict`) is the contract of docs/record.md.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

#: Start and end of some words: code points of the report's text, half-open.
Span = tuple[int, int]
Spans = tuple[Span, ...]

StatementKind = Literal["direct", "indirect", "mixed"]
Status = Literal["actual", "historical", "future", "hypothetical", "negated"]
TermKind = Literal["demand", "offer", "threat", "refusal", "acceptance", "commitment"]
ActorKind = Literal["person", "organisation", "state", "group", "unnamed"]
CountKind = Literal["killed", "injured", "arrested", "displaced", "participants"]
Precision = Literal["exact", "city", "district", "province", "country", "region"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a finding is on record: the words, the rule or model that read them, and how sure it was (0 to 1)."""

    field: str
    span: Span
    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, and what it was; errors are data, so that a batch goes on."""

    stage: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was published: the text and what is known about it. `published` is the document creation time."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what, through whom. `source` is only who speaks; `within` is the statement this one stands in."""

    id: str
    kind: StatementKind
    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None
    speaker_id: str | None
    to: tuple[str, ...]
    via: tuple[str, ...]
    within: str | None
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: at least `low`, at most `high` (None: open), as the words in `span` give it."""

    low: int | None
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where and when, as `statement` has it (None: the report in its own voice).

    `actor`, `actor_name` and `actor_id` are aligned; so are the recipient's and the place's.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    trigger: Span
    actor: Spans
    actor_name: tuple[str | None, ...]
    actor_id: tuple[str | None, ...]
    recipient: Spans
    recipient_name: tuple[str | None, ...]
    recipient_id: tuple[str | None, ...]
    place: Spans
    place_id: tuple[str | None, ...]
    when: Spans
    date: str | None
    numbers: Mapping[CountKind, Count]
    statement: str | None
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What one party puts to another, and on what condition. `answers` is an earlier term or statement."""

    id: str
    kind: TermKind
    by: str | None
    to: str | None
    content: Spans
    condition: Spans
    deadline: str | None
    statement: str | None
    answers: str | None
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two accounts that the report itself sets against each other; None is the report's own voice."""

    a: str | None
    b: str | None
    about: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """One identity inside the report, with every mention. `country` is ISO 3166-1 alpha-3 or PLOVER's code."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    mentions: Spans
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym and what it resolves to; `name` is None where it stays open, and `why` says why."""

    id: str
    span: Span
    name: str | None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    feature: str | None = None
    precision: Precision | None = None
    why: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 type and value, the interval it covers, and the span it was counted from."""

    span: Span
    type: TimeType
    value: str | None
    start: str | None
    end: str | None
    anchor: Span | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is concluded from one report, layer by layer. `reader` names the version and the model."""

    report: Report
    reader: str
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the Record JSON of docs/record.md: one plain object, its keys in the order of the contract."""
        report = self.report
        record: dict[str, Any] = {
            "id": report.id,
            "text": report.text,
            "title": report.title,
            "published": report.published,
            "publisher": report.publisher,
            "url": report.url,
            "language": report.language,
            "reader": self.reader,
        }
        for layer in LAYERS:
            record[layer] = [_plain(finding) for finding in getattr(self, layer)]
        record["problems"] = [_plain(problem) for problem in (*report.problems, *self.problems)]
        return record

    def evidence(self) -> dict[str, list[dict[str, Any]]]:
        """Give each finding's evidence: the finding's key ('s1', 'e3', 'dispute 1', ...) -> its items."""
        return {key: [_plain(item) for item in finding.evidence] for key, finding in find_keys(self)}

    def text_of(self, spans: Spans) -> str:
        """Quote the words at some spans, joined by an ellipsis."""
        return " … ".join(self.report.text[start:end] for start, end in spans)

    def _repr_html_(self) -> str:
        """Show the reading in a notebook."""
        from reportedly.exports.html import render_reading  # a notebook's hook only: keeps the types free of faces

        return render_reading(self)


LAYERS = ("statements", "events", "terms", "disputes", "actors", "places", "times")


def find_keys(reading: Reading) -> tuple[tuple[str, Any], ...]:
    """Pair every finding of a reading with the key a person asks for it by."""
    keyed = []
    for layer in LAYERS:
        for number, finding in enumerate(getattr(reading, layer), 1):
            keyed.append((getattr(finding, "id", f"{layer[:-1]} {number}"), finding))
    return tuple(keyed)


def _plain(finding: Any) -> dict[str, Any]:
    """Turn a finding into JSON's types, without its evidence."""
    values = {field.name: getattr(finding, field.name) for field in fields(finding) if field.name != "evidence"}
    if isinstance(finding, Place) and finding.name is not None:
        del values["why"]
    return {name: _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, Count):
        return {**asdict(value), "span": list(value.span)}
    if isinstance(value, float):
        return round(value, 3)
    return value
