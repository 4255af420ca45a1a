import pytest

from reportedly.model import Report
from reportedly.sources.reports import Failure, Ids, check_report, hash_text, read_date, safe_id


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("2023-09-19", "2023-09-19"),
        (" 2023-09-19\n", "2023-09-19"),
        ("2023-09-19T10:00:00Z", "2023-09-19T10:00:00Z"),
        ("2023-09-19T10:00:00.250+02:00", "2023-09-19T10:00:00.250+02:00"),
        ("2023-09-19 10:00", "2023-09-19T10:00:00"),
        ("20230919", "2023-09-19"),
        ("2023-02-30", None),
        ("2023-09", None),
        ("19/09/2023", None),
        ("yesterday", None),
        ("2023-09-19T25:00", None),
        ("9" * 100_000, None),
        ("\ud800", None),
    ],
)
def test_read_date_takes_iso_8601(words: str, published: str | None) -> None:
    assert read_date(words) == published


def test_check_report_takes_the_date_it_is_given_first() -> None:
    report = Report("a", "Text.", published="2020-01-01")
    assert check_report(report, published="2023-09-19").published == "2023-09-19"
    assert check_report(report).published == "2020-01-01"


def test_check_report_drops_a_bad_date_and_says_so() -> None:
    report = check_report(Report("a", "Text.", published="2020-01-01"), published="last week")
    assert report.published == "2020-01-01"
    assert "'last week' is not an ISO 8601 date" in report.problems[0].message
    assert check_report(Report("a", "Text.", published="soon \ud800")).published is None


@pytest.mark.parametrize(
    "name", ["wire-12", "tag:agency.example,2023:1", "Ünïcode נוסח", "a b", "..a", "-x", "x" * 200]
)
def test_safe_id_keeps_what_can_be_a_file_name(name: str) -> None:
    assert safe_id(name) == name


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("../../etc/passwd", ".._.._etc_passwd-"),
        ("C:\\notes", "C:_notes-"),
        ("a\0b\nc\x7f", "a_b_c_-"),
        ("..", "_-"),
        (".", "_-"),
        ("x\ud800", "x_-"),
        ("é" * 300, "é" * 100 + "-"),
    ],
)
def test_safe_id_cleans_what_cannot(name: str, start: str) -> None:
    assert safe_id(name) == start + hash_text(name)[:6]


def test_ids_keep_two_cleaned_names_apart() -> None:
    assert safe_id("a/b") != safe_id("a\\b") != safe_id("a_b")


def test_ids_name_another_text_of_the_same_stem_by_its_hash() -> None:
    ids = Ids()
    assert ids.name("wire", "One.") == "wire"
    assert ids.name("wire", "Two.") == f"wire-{hash_text('Two.')[:6]}"
    assert ids.name("wire", "One.") == "wire"
    assert ids.name("wire", "Two.") == f"wire-{hash_text('Two.')[:6]}"


def test_ids_refuse_a_second_text() -> None:
    ids = Ids()
    assert [ids.claim("1", "One."), ids.claim("1", "One."), ids.claim("1", "Two.")] == [True, True, False]


def test_failure_says_where() -> None:
    assert str(Failure("a.txt", None, "holds no text")) == "a.txt: holds no text"
    assert str(Failure("a.jsonl", 3, "not JSON")) == "a.jsonl, line 3: not JSON"
