"""What is a TIMEX3 value, and which days does it cover? Arithmetic over the calendar, without any text.

A value is as precise as its unit: a day 2023-09-19, a week 2023-W38, a month 2023-09, a quarter 2023-Q3, a year 2023,
a decade 202, a century 20.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

Interval = tuple[str | None, str | None]

_NOWHERE: Final[Interval] = (None, None)
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS: Final = {"day": 1, "week": 7, "weekend": 7}
_LETTERS: Final[Mapping[str, tuple[str, int]]] = {
    "second": ("TS", 1), "minute": ("TM", 1), "hour": ("TH", 1), "day": ("D", 1), "week": ("W", 1),
    "weekend": ("WE", 1), "month": ("M", 1), "quarter": ("Q", 1), "year": ("Y", 1), "decade": ("Y", 10),
    "century": ("Y", 100),
}  # fmt: skip
_SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d)?(?:T[A-Z]{2})?")
_SPAN_OF_YEAR: Final = re.compile(r"(\d{4})-(?:(\d\d)|W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI))")


def shift_date(day: date, unit: str, count: float) -> date | None:
    """Count a number of units from a day; None where the calendar ends or the unit is shorter than a day."""
    try:
        if unit in _DAYS:
            return day + timedelta(days=round(count * _DAYS[unit]))
        return _shift_months(day, round(count * _MONTHS[unit])) if unit in _MONTHS else None
    except (ValueError, OverflowError):
        return None


def _shift_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def make_date(year: int, month: int, day: int) -> date | None:
    """Give a day of the calendar, or None for one that is not in it (30 February)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def read_day(written: str | None) -> date | None:
    """Give the day that an ISO date begins with; None where it is not known to the day."""
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None


def value_of(day: date, unit: str) -> str:
    """Write the unit of the calendar that a day lies in: its week, its month, its year ..."""
    year = f"{day.year:04d}"
    if unit in {"week", "weekend"}:
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "weekend" else "")
    values = {
        "month": f"{year}-{day.month:02d}",
        "quarter": f"{year}-Q{(day.month + 2) // 3}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }
    return values.get(unit, day.isoformat())


def duration_of(count: float | None, unit: str) -> str:
    """Write a length of time: 2 weeks P2W, several days PXD, 5 hours PT5H."""
    letters, times = _LETTERS[unit]
    count = count * times if count is not None else None
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{letters[1]}" if letters[0] == "T" else f"P{number}{letters}"


def find_interval(value: str | None) -> Interval:
    """Give the first and last day (or the minute) that a value covers; None twice where it names no dates."""
    if value is None:
        return _NOWHERE
    try:
        return _find_interval(value)
    except (ValueError, OverflowError):
        return _NOWHERE


def _find_interval(value: str) -> Interval:
    if match := _MOMENT.fullmatch(value):
        moment = match[1] + (match[2] or "")
        return moment, moment
    if match := _SPAN_OF_YEAR.fullmatch(value):
        return _find_part_of_year(int(match[1]), match)
    if value.isdecimal() and len(value) in {2, 3, 4}:
        width = 4 - len(value)
        return f"{value}{'0' * width}-01-01", f"{value}{'9' * width}-12-31"
    return _NOWHERE


def _find_part_of_year(year: int, match: re.Match[str]) -> Interval:
    _, month, week, weekend, quarter, half, season = match.groups()
    if week:
        monday = date.fromisocalendar(year, int(week), 1)
        first = monday + timedelta(days=5 if weekend else 0)
        return first.isoformat(), (monday + timedelta(days=6)).isoformat()
    if half:
        return f"{year:04d}-{1 if half == '1' else 7:02d}-01", f"{year:04d}-{'06-30' if half == '1' else '12-31'}"
    first_month = int(month) if month else int(quarter) * 3 - 2 if quarter else _SEASONS[season]
    first = date(year, first_month, 1)
    last = first if month else _shift_months(first, 2)
    return first.isoformat(), date(last.year, last.month, last_day(last.year, last.month)).isoformat()


def cut_to_common(start: str | None, end: str | None) -> str | None:
    """Give the date that holds for a whole interval: its day, month or year, or None where it spans more."""
    if start is None or end is None:
        return None
    return next((start[:size] for size in (10, 7, 4) if start[:size] == end[:size]), None)
