import gzip
import io
import json
from typing import Any

import pytest

from reportedly.model import Report
from reportedly.sources import reports
from reportedly.sources.jsonlines import read_json_lines
from reportedly.sources.reports import Failure, Ids, hash_text
from reportedly.sources.streams import open_stream


def read(data: bytes, published: str | None = None) -> list[Report | Failure]:
    return list(read_json_lines(open_stream(io.BytesIO(data)), "in.jsonl", Ids(), published=published))


def line(**fields: Any) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_read_json_lines_gives_what_a_line_says() -> None:
    named: dict[str, Any] = {"title": "T", "published": "2023-09-19", "publisher": "P", "url": "u", "language": "en"}
    (report,) = read(line(id="wire-1", text="He\u0301 said\r\n so.", other=[1, {"a": 2}], **named))
    assert report == Report("wire-1", "He\u0301 said\r\n so.", **named)


@pytest.mark.parametrize(
    ("value", "identifier"),
    [("12", "12"), (12, "12"), (0, "0"), (-3, "-3"), (12.5, "12.5"), (10**30, "1" + "0" * 30)],
)
def test_read_json_lines_takes_numbers_as_ids(value: object, identifier: str) -> None:
    (report,) = read(line(id=value, text="Text."))
    assert isinstance(report, Report)
    assert report.id == identifier
    assert report.problems == ()


def test_read_json_lines_cleans_an_id_that_cannot_be_a_file_name() -> None:
    (report,) = read(line(id="../a", text="Text."))
    assert isinstance(report, Report)
    assert report.id == f".._a-{hash_text('../a')[:6]}"
    assert "cannot be a file name" in report.problems[0].message


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"null", "not a JSON object"),
        (b"12", "not a JSON object"),
        (b"{", "not JSON"),
        (b'{"id": "1", "text": "cut sho', "not JSON"),
        (b"plain words", "not JSON"),
        (b'{"id": "1", "text": "caf\xe9"}', "not UTF-8 (at byte 25 of the line)"),
        (b"[" * 200_000, "JSON"),
        (b'{"id": ' + b"9" * 5_000 + b', "text": "a"}', "not JSON"),
        (b'{"text": "a"}', "no 'id'"),
        (b'{"id": null, "text": "a"}', "no 'id'"),
        (b'{"id": true, "text": "a"}', "no 'id'"),
        (b'{"id": NaN, "text": "a"}', "no 'id'"),
        (b'{"id": 1e999, "text": "a"}', "no 'id'"),
        (b'{"id": " ", "text": "a"}', "no 'id'"),
        (b'{"id": ["1"], "text": "a"}', "no 'id'"),
        (b'{"id": "1"}', "no 'text'"),
        (b'{"id": "1", "text": null}', "no 'text'"),
        (b'{"id": "1", "text": 5}', "'text' is not a string but int"),
        (b'{"id": "1", "text": ["a"]}', "'text' is not a string but list"),
        (b'{"id": "1", "text": " \\n "}', "holds no text"),
        (b'{"id": "1", "text": "a", "title": {}}', "'title' is not a string but dict"),
        (b'{"id": "1", "text": "a", "published": 2023}', "'published' is not a string but int"),
    ],
)
def test_read_json_lines_goes_on_after_a_bad_line(bad: bytes, message: str) -> None:
    first, failure, last = read(line(id="first", text="One.") + b"\n" + bad + b"\r\n" + line(id="last", text="Two."))
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(failure, Failure)
    assert (failure.where, failure.line) == ("in.jsonl", 3)
    assert message in failure.message


def test_read_json_lines_replaces_lone_surrogates_and_keeps_pairs() -> None:
    (report,) = read(b'{"id": "1", "text": "a \\ud800 b \\ud83d\\ude00 \\udc00"}')
    assert isinstance(report, Report)
    assert report.text == "a \ufffd b \U0001f600 \ufffd"
    assert report.problems[0].message == "text: lone surrogates replaced by U+FFFD: 2"


def test_read_json_lines_gives_a_repeated_report_again_and_refuses_another_text() -> None:
    first, again, failure, last = read(
        line(id="1", text="One.") + line(id=1, text="One.") + line(id="1", text="Two.") + line(id="2", text="Two.")
    )
    assert first == again
    assert isinstance(failure, Failure)
    assert "the id '1' stands for another text already" in failure.message
    assert isinstance(last, Report)


def test_read_json_lines_drops_a_bad_date_and_takes_the_one_it_is_given() -> None:
    data = line(id="1", text="One.", published="in May")
    (report,) = read(data)
    (dated,) = read(data, published="2023-09-19")
    assert isinstance(report, Report)
    assert isinstance(dated, Report)
    assert report.published is None
    assert "'in May' is not an ISO 8601 date" in report.problems[0].message
    assert (dated.published, dated.problems) == ("2023-09-19", ())


def test_read_json_lines_takes_empty_fields_as_not_said() -> None:
    (report,) = read(line(id="1", text="One.", title="", published="", publisher=None, url=" "))
    assert report == Report("1", "One.")


@pytest.mark.parametrize("data", [b"", b"\n\n \r\n", b"\xef\xbb\xbf"])
def test_read_json_lines_of_nothing_says_so(data: bytes) -> None:
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert failure.message.startswith("holds no line")


def test_read_json_lines_drops_a_byte_order_mark() -> None:
    assert read(b"\xef\xbb\xbf" + line(id="1", text="One.")) == [Report("1", "One.")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"id": "1"}\n'.encode("utf-16"), "UTF-16"),
        (json.dumps([{"id": "1", "text": "One."}], indent=2).encode(), "over several lines"),
        (json.dumps({"id": "1", "text": "One."}, indent=2).encode(), "over several lines"),
    ],
)
def test_read_json_lines_says_once_that_a_file_is_of_another_kind(data: bytes, message: str) -> None:
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert failure.line is None
    assert message in failure.message


def test_read_json_lines_skips_a_line_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_BYTES", 100)
    data = line(id="1", text="One.") + line(id="2", text="x" * 3_000_000) + line(id="3", text="Three.")
    first, failure, last = read(data)
    assert isinstance(first, Report)
    assert isinstance(failure, Failure)
    assert (failure.line, last) == (2, Report("3", "Three."))
    assert "larger than the 100 bytes" in failure.message


def test_read_json_lines_refuses_a_text_over_the_limit() -> None:
    (failure,) = read(line(id="1", text="x" * (reports.MAX_CHARACTERS + 1)))
    assert isinstance(failure, Failure)
    assert "2,000,001 characters" in failure.message


def test_read_json_lines_takes_a_line_of_a_million_characters() -> None:
    (report,) = read(line(id="1", text="word " * 200_000))
    assert isinstance(report, Report)
    assert len(report.text) == 1_000_000


def test_read_json_lines_gives_what_stands_before_the_cut_of_a_gzip() -> None:
    lines = b"".join(line(id=number, text=hash_text(str(number))) for number in range(20_000))
    *good, failure = read(gzip.compress(lines)[:-5_000])
    assert len(good) > 1_000
    assert all(isinstance(report, Report) for report in good)
    assert isinstance(failure, Failure)
    assert failure.line == len(good) + 1
    assert "cut short or damaged" in failure.message


def test_read_json_lines_stops_at_a_gzip_made_to_explode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_BYTES", 1_000)
    *_, failure = read(gzip.compress(line(id="1", text="One.") + b"x" * 5_000_000))
    assert isinstance(failure, Failure)
    assert "unpacks to more than 250 times its size" in failure.message


def test_read_json_lines_reads_a_line_only_when_it_is_asked_for() -> None:
    stream = io.BytesIO(b"".join(line(id=number, text=f"Text {number}.") for number in range(20_000)))
    found = read_json_lines(open_stream(stream), "in.jsonl", Ids())
    assert [next(found) for _ in range(3)] == [Report(str(number), f"Text {number}.") for number in range(3)]
    assert stream.tell() < 100_000 < len(stream.getvalue())
