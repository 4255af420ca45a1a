"""How long, or how often: "two weeks", "a decade-long", "every day"?"""

import re
from typing import Final

from reportedly.reading.calendar_values import duration_of, shift_date
from reportedly.reading.time_phrases import Phrase
from reportedly.reading.time_setting import Meaning, Setting, date_meaning


def read_unit(phrase: Phrase) -> str:
    """Give the unit that a phrase counts."""
    return phrase.value("unit", "units", "unit_of_time", "century", "quarter", "weekend") or "day"


def read_count(phrase: Phrase) -> float | None:
    """Read a number: "a couple of" 2, "two hundred" 200, "twenty-five" 25, "two and a half" 2.5, "several" None."""
    words, end = phrase.words, phrase.find("unit", "units", "unit_of_time", "century", "quarter", "weekend")
    total: float = 0
    if phrase.has("vague"):
        return None
    for at in range(phrase.first, end or phrase.last):
        name = words.name(at)
        value = words.value(at).replace(",", "")
        if name == "multiple":
            total = max(total, 1) * int(value)
        elif name in _COUNTING:
            total += _decimal(value)
    return total + (0.5 if phrase.has("half") and not total % 1 else 0) if total else 1


_COUNTING: Final = frozenset(("number", "day_number", "small_number", "big_number", "clock_number", "couple"))


def _decimal(value: str) -> float:
    match = re.match(r"[0-9]{1,9}(?:\.[0-9]{1,3})?", value)
    return float(match.group()) if match else 0


def read_duration(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "two weeks", "a 14-day"."""
    words = phrase.words
    unit = read_unit(phrase)
    after, next_after = words.word(phrase.last), words.word(phrase.last + 1)
    if unit == "quarter" and after == "of":
        return None
    if "old" in (after, next_after) or (after == "of" and next_after == "age"):
        return None  # an age says nothing of when
    if phrase.value("a") and phrase.last - phrase.first == 2 and _is_rate(words.word(phrase.first - 1)):
        return Meaning("SET", duration_of(1, unit))  # "24 hours a day", "twice a week"
    term = _read_term(phrase, setting) if setting.ahead and words.word(phrase.first - 1) == "in" else None
    return term or Meaning("DURATION", duration_of(read_count(phrase), unit))


def _read_term(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "will meet again in two weeks": the week that comes then."""
    unit, count = read_unit(phrase), read_count(phrase)
    day = shift_date(setting.published, unit, count) if setting.published and count else None
    return date_meaning(day, unit) if day else None


def _is_rate(before: str) -> bool:
    return before[-1:].isdigit() or before in {"hours", "times", "once", "twice", "days"}


def read_unit_long(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "a decade-long"."""
    return Meaning("DURATION", duration_of(None if phrase.has("units") else 1, read_unit(phrase)))


def read_some_units(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "for weeks", "in recent days"."""
    words = phrase.words
    if phrase.rule == "some_units" and words.word(phrase.first - 1) not in _BEFORE_UNITS:
        return None
    return Meaning("DURATION", duration_of(None, read_unit(phrase)))


_BEFORE_UNITS: Final = frozenset((
    "in", "for", "within", "over", "during", "of", "after", "with", "and",
))  # fmt: skip


def read_every(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "every day", "Fridays"."""
    if weekday := phrase.value("weekday", "weekdays"):
        return Meaning("SET", f"XXXX-WXX-{int(weekday) + 1}")
    return Meaning("SET", duration_of(1, phrase.value("unit", "weekend") or "day"))


def read_rate(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "daily"; the "daily Granma" and the "Daily Mirror" are newspapers."""
    if phrase.words.is_capitalised(phrase.last):
        return None
    return Meaning("SET", phrase.value("rate"))


def read_reference(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "now", "recently", "the future"."""
    return Meaning("DATE", phrase.value("reference", "future"))
