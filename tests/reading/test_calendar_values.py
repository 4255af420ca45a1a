"""Tests of reading/calendar_values.py."""

from datetime import date

import pytest

from reportedly.reading.calendar_values import cut_to_common, duration_of, find_interval, shift_date, value_of


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("2023-09-19", ("2023-09-19", "2023-09-19")),
        ("2023-09-19T10:35", ("2023-09-19T10:35", "2023-09-19T10:35")),
        ("2023-09-19TNI", ("2023-09-19", "2023-09-19")),
        ("2023-W38", ("2023-09-18", "2023-09-24")),
        ("2023-W38-WE", ("2023-09-23", "2023-09-24")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-Q3", ("2023-07-01", "2023-09-30")),
        ("2023-H1", ("2023-01-01", "2023-06-30")),
        ("2023-H2", ("2023-07-01", "2023-12-31")),
        ("2023-WI", ("2023-12-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("18", ("1800-01-01", "1899-12-31")),
        ("2023-W60", (None, None)),
        ("9999-WI", (None, None)),
        ("BC0490", (None, None)),
        ("PRESENT_REF", (None, None)),
        ("P2W", (None, None)),
        (None, (None, None)),
    ],
)
def test_interval_is_what_the_value_covers(value: str | None, interval: tuple[str | None, str | None]) -> None:
    assert find_interval(value) == interval


@pytest.mark.parametrize(
    ("start", "end", "cut"),
    [
        ("2023-09-19", "2023-09-19", "2023-09-19"),
        ("2023-09-19T10:35", "2023-09-19T10:35", "2023-09-19"),
        ("2023-09-18", "2023-09-24", "2023-09"),
        ("2023-07-01", "2023-09-30", "2023"),
        ("2023-12-01", "2024-02-29", None),
        (None, None, None),
    ],
)
def test_date_is_cut_to_what_start_and_end_share(start: str | None, end: str | None, cut: str | None) -> None:
    assert cut_to_common(start, end) == cut


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        ("day", -20, date(2023, 8, 31)),
        ("week", 2, date(2023, 10, 4)),
        ("month", -9, date(2022, 12, 20)),
        ("month", 5, date(2024, 2, 20)),
        ("decade", -1, date(2013, 9, 20)),
        ("hour", 3, None),
        ("century", -50, None),
        ("day", 10**9, None),
    ],
)
def test_shift_counts_units_and_stops_at_the_calendars_end(unit: str, count: int, expected: date | None) -> None:
    assert shift_date(date(2023, 9, 20), unit, count) == expected


def test_shift_by_months_stays_in_the_month() -> None:
    assert shift_date(date(2023, 3, 31), "month", -1) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(2, "week", "P2W"), (None, "day", "PXD"), (5, "hour", "PT5H"), (2.5, "year", "P2.5Y"), (3, "decade", "P30Y")],
)
def test_durations_are_written_as_timex(count: float | None, unit: str, value: str) -> None:
    assert duration_of(count, unit) == value


def test_value_is_as_precise_as_its_unit() -> None:
    units = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
    assert [value_of(date(2021, 1, 2), unit) for unit in units] == [
        "2021-01-02", "2020-W53", "2020-W53-WE", "2021-01", "2021-Q1", "2021", "202", "20",
    ]  # fmt: skip
