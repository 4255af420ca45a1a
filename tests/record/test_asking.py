"""Whatever a person types is taken for words, names and dates; never for a query's syntax."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_readings import build_reading

from reportedly.errors import ReportedlyError
from reportedly.record import Store, find_did, find_reports, find_said, find_terms, open_store
from reportedly.record.asking import escape_words

Find = Callable[..., Sequence[Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a record of one report."""
    with open_store(tmp_path_factory.mktemp("record") / "record.sqlite") as store:
        store.add(build_reading())
        yield store


@pytest.mark.parametrize("date", ["yesterday", "2031-3", "31", "", "2031-03-05T", "2031-03-05 ", "20310305", "%"])
@pytest.mark.parametrize("side", ["since", "until"])
def test_find_with_what_is_no_date_says_how_to_write_one(store: Store, side: str, date: str) -> None:
    filters: dict[str, Any] = {side: date}
    with pytest.raises(ReportedlyError, match="write a year, a month or a day"):
        find_said(store, **filters)


HOSTILE = [
    '"',
    '""',
    '"""',
    'a"b',
    '"unclosed phrase',
    "'",
    "'; DROP TABLE reports; --",
    "AND",
    "a AND",
    "NOT ceasefire",
    "NEAR(a b)",
    "said: x",
    "{title text} : x",
    "-x",
    "^x",
    "x*",
    "*",
    "a + b",
    "(((",
    ")",
    "\\",
    "%_",
    "\0",
    "a\0b",
    "\ud800",
    "😀",
    "…",
    "a" * 100_000,
    "a " * 100_000,
    "(" * 100_000,
    '"' * 99_999,
    '"a"' * 10_000,
    "\u0301",
    "x\u0301",
    "日本語",
    "العربية",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_find_takes_what_a_person_types_for_words(store: Store, typed: str) -> None:
    searches: tuple[tuple[Find, tuple[str, ...]], ...] = (
        (find_said, ("by", "about", "to", "words", "publisher")),
        (find_did, ("actor", "recipient", "where", "according_to", "words")),
    )
    for find, names in searches:
        for name in names:
            assert isinstance(find(store, **{name: typed}), tuple)
    find_terms(store, by=typed, to=typed, words=typed)
    find_reports(store, publisher=typed, words=typed)
    assert find_reports(store)[0].report == "wire-1"


@given(st.text(max_size=40))
def test_find_takes_any_text_for_words(store: Store, typed: str) -> None:
    assert isinstance(find_said(store, words=typed, by=typed), tuple)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("cease fire", '"cease" AND "fire"'),
        ('the "cease fire" now', '"the" AND "cease fire" AND "now"'),
        ('un"closed phrase', '"un" AND "closed phrase"'),
        ("a AND b", '"a" AND "AND" AND "b"'),
        ("12 — *", '"12"'),
        ("—", None),
        ("", None),
    ],
)
def test_escape_words_quotes_every_word(typed: str, query: str | None) -> None:
    assert escape_words(typed) == query


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Recep Tayyip Erdoğan", "ERDOGAN"),
        ("Türkiye", "turkiye"),
        ("Владимир Путин", "путин"),
        ("Αθήνα", "ΑΘΉΝΑ"),
        ("Łódź council", "łodz"),
        ("O’Brien", "brien"),
        ("Al-Shabaab", "al-shabaab"),
        ("Al-Shabaab", "shabaab"),
    ],
)
def test_names_match_whatever_the_case_and_the_accents(tmp_path: Path, written: str, typed: str) -> None:
    reading = build_reading()
    statement = replace(reading.statements[0], speaker=written)
    with open_store(tmp_path / "record.sqlite") as store:
        store.add(replace(reading, statements=(statement,)))
        assert [row.speaker for row in find_said(store, by=typed)] == [written]
