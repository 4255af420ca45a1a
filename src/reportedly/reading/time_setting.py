"""What is a time expression read against, and what does its reading give?"""

import re
from dataclasses import dataclass
from datetime import date

from reportedly.model import Span, TimeType
from reportedly.reading.calendar_values import value_of
from reportedly.reading.time_phrases import Phrase


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that the text has named: a day in it, how precise it is (characters of its value), and where it stands."""

    day: date
    precision: int
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression is read against.

    `published` is the day of the report; `last` the last date named before, `near` the same where it stands close by;
    `narrative` holds for a chronicle, whose dates follow one another and not the report's; `ahead` and `done` tell
    that the clause looks ahead or tells what happened.
    """

    published: date | None
    last: Anchor | None = None
    near: Anchor | None = None
    narrative: bool = False
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
    if part := phrase.value("daypart", "night_word"):
        return f"T{part}"
    if noon := phrase.value("clock_word"):
        return f"T{noon}"
    colon, half = phrase.find("colon"), phrase.find("half_day")
    if colon is None and half is None:
        return None
    words = phrase.words
    hour = read_number(words.word(colon - 1 if colon is not None else (half or 0) - 1))
    minute = read_number(words.word(colon + 1)) if colon is not None else 0
    if half is not None:
        hour = hour % 12 + (12 if words.value(half) == "PM" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


def read_step(phrase: Phrase) -> int:
    """Tell whether "last", "this" or "next" counts back, nowhere or forward."""
    for names in (("last", "past", "previous"), ("next", "following", "coming")):
        if phrase.has(*names):
            return -1 if "last" in names else 1
    return 0


def is_relative(phrase: Phrase) -> bool:
    """Tell whether a phrase says "last", "this", "next" or the like."""
    return phrase.has("last", "past", "previous", "next", "following", "coming", "this", "that", "same", "current")
