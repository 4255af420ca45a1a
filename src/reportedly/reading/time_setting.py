"""What is a time expression read against, and what does its reading give?"""

import re
from dataclasses import dataclass
from datetime import date

from reportedly.model import Span, TimeType
from reportedly.reading.calendar_values import value_of
from reportedly.reading.time_phrases import Phrase


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that the text has named: a day in it, how precise it is (characters of its value), and where it stands.

    `stated` holds where its own words give the year.
    """

    day: date
    precision: int
    span: Span
    rule: str = ""
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression is read against.

    `published` is the day of the report; `last` the last date named before, `near` the same where it stands close by,
    `beside` tells that it stands in the same sentence; `narrative` holds for a chronicle, whose dates follow one
    another and not the report's, and `told` gives the years it can be about; `ahead` and `done` tell that the clause
    looks ahead or tells what happened.
    """

    published: date | None
    last: Anchor | None = None
    near: Anchor | None = None
    beside: bool = False
    narrative: bool = False
    told: tuple[int, int] | None = None
    ahead: bool = False
    done: bool = False

    @property
    def today(self) -> date | None:
        """Give the day that "Friday" or "in May" is counted from."""
        return self.last.day if self.narrative and self.last else None if self.narrative else self.published


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression stands for; `anchored` where it was counted from `Setting.last`."""

    type: TimeType
    value: str | None
    anchored: bool = False


def read_number(text: str | None) -> int:
    """Read the digits that a word begins with; 0 where there are none."""
    digits = re.match(r"[0-9]{1,4}", text or "")
    return int(digits.group()) if digits else int(text) if text and text.isdecimal() else 0


def date_meaning(day: date | None, unit: str = "day", *, anchored: bool = False) -> Meaning:
    """Give the unit of the calendar that a day lies in as a DATE; without a value where the day is not known."""
    return Meaning("DATE", value_of(day, unit) if day else None, anchored)


def with_clock(phrase: Phrase, day: date | None, *, anchored: bool = False) -> Meaning:
    """Give a day with the hour or the part of the day that the phrase names, if it names one."""
    clock = read_clock(phrase)
    if clock is None:
        return date_meaning(day, anchored=anchored)
    return Meaning("TIME", f"{day.isoformat()}{clock}" if day else None, anchored)


def read_clock(phrase: Phrase) -> str | None:
    """Read the hour in a phrase: T10:35, or the part of the day: TMO."""
    if phrase.rule == "clock_of_part":
        return _clock_of_part(phrase)
    if part := phrase.value("daypart", "night_word"):
        return f"T{part}"
    if noon := phrase.value("clock_word"):
        return f"T{noon}"
    colon, half, dotted = phrase.find("colon"), phrase.find("half_day"), phrase.find("clock_number")
    if colon is None and half is None:
        return None
    words = phrase.words
    hour = read_number(words.word(colon - 1 if colon is not None else (half or 0) - 1))
    minute = read_number(words.word(colon + 1)) if colon is not None else 0
    minute = read_number(words.word(dotted)[-2:]) if dotted is not None else minute
    if half is not None:
        hour = hour % 12 + (12 if words.value(half) == "PM" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


def _clock_of_part(phrase: Phrase) -> str | None:
    """Read "at 4 in the morning", "at five in the afternoon"."""
    hour = read_number(phrase.value("day_number", "number"))
    late = phrase.value("daypart") != "MO" and 1 <= hour < 12
    return f"T{hour + 12 * late:02d}:00" if hour < 24 else None


def read_step(phrase: Phrase) -> int:
    """Tell whether "last", "this" or "next" counts back, nowhere or forward."""
    for names in (("last", "past", "previous"), ("next", "following", "coming")):
        if phrase.has(*names):
            return -1 if "last" in names else 1
    return 0


def is_relative(phrase: Phrase) -> bool:
    """Tell whether a phrase says "last", "this", "next" or the like."""
    return phrase.has("last", "past", "previous", "next", "following", "coming", "this", "that", "same", "current")
