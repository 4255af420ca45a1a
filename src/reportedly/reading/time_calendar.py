"""Which day, month or year does a date of the calendar stand for: "12 March", "May 2019", "the 1980s", "last summer"?

A date without a year is the nearest past one, unless the clause looks ahead; in a chronicle, it is in the year told of.
"""

import re
from datetime import date, timedelta
from typing import Final

from reportedly.reading.calendar_values import make_date
from reportedly.reading.time_phrases import Phrase, load_shared_year
from reportedly.reading.time_setting import (
    Meaning,
    Setting,
    date_meaning,
    is_relative,
    read_number,
    read_step,
    with_clock,
)


def read_full_date(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read 2023-09-19."""
    year, month, day = (read_number(phrase.words.word(phrase.first + step)) for step in (0, 2, 4))
    exact = make_date(year, month, day)
    return date_meaning(exact) if exact else None


def read_numeric_date(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read 19/9/2023."""
    one, other, year = (read_number(phrase.words.word(phrase.first + step)) for step in (0, 2, 4))
    year = year if year > 99 else year + (2000 if year < 50 else 1900)
    if one <= 12 and other <= 12 and one != other:
        return Meaning("DATE", f"{year:04d}")  # 5/6/2003: the fifth of June or the sixth of May
    exact = make_date(year, min(one, other), max(one, other)) if min(one, other) <= 12 else None
    return date_meaning(exact) if exact else None


def read_calendar_day(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "12 March", "Monday, Sept. 4, 2023 at 10 a.m."."""
    month = _month_of(phrase)
    at = phrase.find("day_number", "ordinal_number")
    if phrase.rule == "month_day" and at is not None:
        month_at = phrase.find("month", "month_short", "month_or_word") or 0
        at = next(index for index in range(month_at, phrase.last) if read_number(phrase.words.word(index)))
    day = read_number(phrase.words.word(at)) if at is not None else 0
    year = phrase.value("year_number") or year_after(phrase) or _year_beside(phrase, setting)
    in_year = int(year) if year else _year_of(month, day, setting, phrase)
    exact = make_date(in_year, month, day) if in_year else None
    if in_year and exact is None:
        return Meaning("DATE", f"{in_year:04d}-{month:02d}") if in_year >= 1000 else None
    return with_clock(phrase, exact, anchored=not year and setting.narrative)


def _year_beside(phrase: Phrase, setting: Setting) -> str | None:
    """Find the year of "7 October last year"."""
    at = phrase.find("unit")
    if at is None or phrase.words.value(at) != "year" or setting.published is None:
        return None
    return f"{setting.published.year + int(phrase.words.value(at - 1)):04d}"


def year_after(phrase: Phrase) -> str | None:
    """Find the year that several days share: March 5-9, 1918."""
    match = load_shared_year().match(phrase.words.codes, phrase.last)
    return phrase.words.word(match.end() - 1) if match else None


def _month_of(phrase: Phrase) -> int:
    return int(phrase.value("month", "month_short", "month_or_word") or 1)


def _year_of(month: int, day: int | None, setting: Setting, phrase: Phrase | None = None) -> int | None:
    """Find the year of a date that has none: that of a chronicle's last date, else the nearest one."""
    today = setting.today
    if today is None:
        return None
    if setting.narrative:
        rolls = today.month >= 10 and month <= 3 and setting.last is not None and setting.last.precision >= 7
        return today.year + rolls
    if year := _year_of_sentence(month, setting):
        return year
    if phrase and (year := _year_of_weekday(month, day or 0, today, phrase)):
        return year
    return _nearest_year(month, day, today, setting, only_past=phrase is not None and phrase.has("last"))


def _year_of_sentence(month: int, setting: Setting) -> int | None:
    """Find the year that a date in the same sentence states: "began on 27 September 2020 and ended on 10 November"."""
    last = setting.last
    if last is None or not setting.beside or not last.stated or last.precision < 7:
        return None
    rolls = last.day.month >= 9 and month <= 3 and setting.done  # "elected in November 2020, took office in January"
    return last.day.year + rolls if month >= last.day.month or rolls else None


def _nearest_year(month: int, day: int | None, today: date, setting: Setting, *, only_past: bool) -> int:
    later = (month, day or 0) > (today.month, today.day if day else 0)
    same = month == today.month and (day is None or day == today.day)
    if only_past:
        return today.year - later
    if setting.ahead:
        return today.year + (0 if later or same or today.month - month <= 2 else 1)
    soon = month - today.month <= 2 and not setting.done
    return today.year if not later or same or soon else today.year - 1


def _year_of_weekday(month: int, day: int, today: date, phrase: Phrase) -> int | None:
    """Find the year in which "Monday, Oct. 26" is a Monday, if it is this one or one beside it."""
    weekday = phrase.value("weekday", "weekday_short")
    for year in (today.year, today.year - 1, today.year + 1) if weekday else ():
        exact = make_date(year, month, day)
        if exact and exact.weekday() == int(weekday or 0):
            return year
    return None


def read_month_year(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "March 2021", "August of that year"."""
    month, year = _month_of(phrase), phrase.value("year_number")
    if year:
        return Meaning("DATE", f"{int(year):04d}-{month:02d}")
    if phrase.value("unit") != "year":
        return read_month(phrase, setting)
    at = phrase.find("unit")
    step = int(phrase.words.value(at - 1)) if at and phrase.words.value(at - 1).lstrip("-").isdecimal() else 0
    anchored = phrase.has("that", "same", "previous", "following")
    start = setting.last.day if anchored and setting.last else setting.published
    return Meaning("DATE", f"{start.year + step:04d}-{month:02d}" if start else None, anchored and bool(setting.last))


def read_month(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "September", "early June"."""
    month = _month_of(phrase)
    shared = year_after(phrase)
    year = int(shared) if shared else _year_of(month, None, setting)
    return Meaning("DATE", f"{year:04d}-{month:02d}" if year else None, setting.narrative)


def read_month_or_word(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "in May", "early March"."""
    words = phrase.words
    named = phrase.last - phrase.first > 1 or words.word(phrase.first - 1) in _BEFORE_YEAR
    named = named or year_after(phrase) is not None  # "(May-August 1950)"
    return read_month(phrase, setting) if named else None  # May and March are other words too


def read_related_month(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "last May"."""
    today, month = setting.published, _month_of(phrase)
    if today is None:
        return Meaning("DATE", None)
    step = read_step(phrase)
    year = today.year
    if step < 0:
        year -= month >= today.month
    elif step > 0:
        year += month <= today.month
    return Meaning("DATE", f"{year:04d}-{month:02d}")


def read_year(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "2014", "late 2014"; other numbers are no years."""
    words, at = phrase.words, phrase.last - 1
    year = int(words.word(at))
    before, after = words.word(phrase.first - 1), words.word(phrase.last)
    named = phrase.first < at or before in _BEFORE_YEAR or (before == "-" and words.word(at - 2) in {"post", "pre"})
    limit = (setting.published.year if setting.published else 2100) + 60
    if before in _NOT_A_YEAR or after in _NOT_A_YEAR or year > limit or (year < 1600 and not named):
        return None
    if not named and len(after) > 3 and after.endswith("s") and after.isalpha() and after not in _AFTER_YEAR:
        return None  # 1,500 is often written without its comma: "some 1700 soldiers"
    return Meaning("DATE", f"{year:04d}")


_BEFORE_YEAR: Final = frozenset((
    "in", "since", "by", "from", "until", "till", "of", "to", "between", "and", "circa", "before", "after",
    "during", "through", "throughout", "early", "late", "mid", "the", "s",
))  # fmt: skip
_NOT_A_YEAR: Final = frozenset((
    "$", "£", "€", "#", "%", "people", "men", "women", "troops", "percent", "km", "miles", "feet", "dead", "no",
    "resolution",
))  # fmt: skip
_AFTER_YEAR: Final = frozenset((
    "was", "has", "its", "this", "elections",
))  # fmt: skip


def read_short_year(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read '99."""
    words, at = phrase.words, phrase.first
    if words.ends[at] != words.starts[at + 1] or words.ends[at - 1 if at else at] == words.starts[at]:
        return None
    number = read_number(words.word(at + 1))
    day = setting.today
    if day is None or len(words.word(at + 1)) != 2:
        return Meaning("DATE", None)
    year = day.year // 100 * 100 + number
    return Meaning("DATE", f"{year if year <= day.year + 5 else year - 100:04d}")


def read_before_era(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "490 BC", "April 480 BC", "the spring of 480 BC"."""
    at = phrase.find("era") or phrase.last
    year = f"BC{read_number(phrase.words.word(at - 1)):04d}"
    if phrase.has("month", "month_short", "month_or_word"):
        return Meaning("DATE", f"{year}-{_month_of(phrase):02d}")
    season = phrase.value("season")
    return Meaning("DATE", f"{year}-{season}" if season else year)


def read_decade(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the 1980s", "the sixties"."""
    if full := phrase.value("decade_number"):
        return Meaning("DATE", full[:3])
    at = phrase.find("short_decade", "decade")
    tens = phrase.words.value(at)[0] if at is not None else "0"
    if phrase.rule == "decade" and phrase.has("decade") and not phrase.has("the"):
        return None  # "in their thirties"
    century = 20 if phrase.has("short_decade") and tens in "01" else 19
    return Meaning("DATE", f"{century}{tens}")


def read_century(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the 19th century"."""
    number = read_number(phrase.value("ordinal", "ordinal_number"))
    era = "BC" if phrase.has("era") else ""
    return Meaning("DATE", f"{era}{max(number - 1, 0):02d}")


def read_quarter(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the third quarter of 2020"."""
    number, year = read_number(phrase.value("ordinal", "ordinal_number")), phrase.value("year_number")
    if not 1 <= number <= 4:
        return None
    today = setting.published
    if year is None and today is None:
        return Meaning("DATE", None)
    of_year = int(year) if year else today.year + read_step(phrase) if today else 0
    if not year and not is_relative(phrase) and today and number > (today.month + 2) // 3:
        of_year -= 1
    return Meaning("DATE", f"{of_year:04d}-Q{number}")


_SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def read_season(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "last summer", "the spring of 2020"."""
    season, year = phrase.value("season") or "", phrase.value("year_number") or year_after(phrase)
    if phrase.rule == "season" and not _is_season(phrase):
        return None
    if year:
        return Meaning("DATE", f"{int(year):04d}-{season}")
    today = setting.today or setting.published
    if today is None:
        return Meaning("DATE", None)
    step, month = read_step(phrase), _SEASON_MONTH[season]
    of_year = today.year
    if step < 0 or (step == 0 and not is_relative(phrase) and not setting.narrative and not setting.ahead):
        of_year -= today.month < month + (3 if step < 0 else 0)
    elif step > 0:
        of_year += today.month >= month
    return Meaning("DATE", f"{of_year:04d}-{season}", setting.narrative)


def _is_season(phrase: Phrase) -> bool:
    """Tell "in spring" from "the fall of Kabul", "to spring" and "the spring offensive"."""
    words = phrase.words
    before, after = words.word(phrase.first - 1), words.word(phrase.last)
    if phrase.last - phrase.first == 1:
        return before in _BEFORE_YEAR - {"to", "the", "s", "and"}
    return after != "of" and not (words.word(phrase.last - 1) == "fall" and after[:1].isalpha())


_FIXED_HOLIDAY: Final = re.compile(r"(\d\d)-(\d\d)")


def read_holiday(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "Christmas Eve", "Thanksgiving 2019"."""
    today, written, stated = setting.today, phrase.value("holiday") or "", phrase.value("year_number")
    if phrase.words.word(phrase.first - 1) == "a":
        return None  # "a Christmas tree"
    before = timedelta(days=1 if phrase.has("eve") else 0)
    if stated:
        return date_meaning(_holiday_in(written, int(stated)) - before)
    if today is None:
        return Meaning("DATE", None)
    year = today.year + (1 if read_step(phrase) > 0 else 0)
    day = _holiday_in(written, year) - before
    too_late = day > today and not setting.ahead and not setting.narrative
    if too_late and (read_step(phrase) < 0 or (day - today).days > 60 or setting.done):
        day = _holiday_in(written, year - 1) - before
    return date_meaning(day)


def _holiday_in(written: str, year: int) -> date:
    if match := _FIXED_HOLIDAY.fullmatch(written):
        return date(year, int(match[1]), int(match[2]))
    month, count, weekday = (int(part) - (index == 2) for index, part in enumerate(written.split("-")))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
