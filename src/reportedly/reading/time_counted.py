"""Which day does a relative expression stand for: "Friday", "two days ago", "the next morning", "last week"?

A weekday is the nearest past one, unless the clause looks ahead; "the next day" and its like are counted from the last
date that the text names, where one stands near.
"""

from datetime import date, timedelta
from typing import Final

from reportedly.reading.calendar_values import duration_of, read_day, shift_date
from reportedly.reading.time_calendar import read_calendar_day
from reportedly.reading.time_lengths import read_count, read_unit
from reportedly.reading.time_phrases import Phrase, load_anchor_date, load_before_date
from reportedly.reading.time_setting import Meaning, Setting, date_meaning, read_clock, read_step, with_clock
from reportedly.reading.time_words import Words

_PRECISION: Final = {
    "day": 10,
    "week": 8,
    "weekend": 8,
    "month": 7,
    "quarter": 7,
    "year": 4,
    "decade": 3,
    "century": 2,
}


def read_weekday(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "Friday", "last Friday", "Friday night"."""
    if _is_named(phrase):
        return None
    chronicled = setting.narrative and setting.last is not None and setting.last.precision == 10
    today = setting.today if chronicled else setting.published
    if phrase.has("following", "previous") and setting.near and setting.near.precision == 10:
        chronicled, today = True, setting.near.day  # "the following Friday" is counted from the text
    if today is None:
        return with_clock(phrase, None)
    number = int(phrase.value("weekday") or 0)
    back = (today.weekday() - number) % 7
    if first := _first_of_range(phrase, setting):
        day = first + timedelta(days=(number - first.weekday()) % 7)
    elif phrase.has("next", "following", "coming"):
        day = today + timedelta(days=7 - back if back else 7)
    elif phrase.has("last", "past", "previous"):
        day = today - timedelta(days=back or 7)
    elif phrase.has("this"):
        day = today + timedelta(days=number - today.weekday())
    elif setting.ahead:
        day = today + timedelta(days=(7 - back) % 7)
    else:
        day = today - timedelta(days=back)
    return with_clock(phrase, day, anchored=chronicled)


def _first_of_range(phrase: Phrase, setting: Setting) -> date | None:
    """Find the Monday of "from Monday to Wednesday", "between Monday and Wednesday"."""
    words, last, at = phrase.words, setting.last, phrase.first - 1
    if last is None or at < 1 or last.precision < 10 or last.rule != "weekday" or last.span[1] != words.ends[at - 1]:
        return None
    link, opening = words.word(at), words.word(at - 2)
    joined = link in {"-", "–", "through", "until", "till"} or (link, opening) in {("to", "from"), ("and", "between")}
    return last.day if joined else None


def _is_named(phrase: Phrase) -> bool:
    """Tell a name from a day: "Bloody Sunday", the "Sunday Times"."""
    words, last = phrase.words, phrase.last - 1
    before = words.word(phrase.first - 1) in _NAMED_DAYS and words.is_capitalised(phrase.first - 1)
    return before or (words.word(phrase.last) in _NEWSPAPERS and words.is_capitalised(last + 1))


_NAMED_DAYS: Final = frozenset(("bloody", "black", "good", "super", "holy", "ash", "palm", "easter"))
_NEWSPAPERS: Final = frozenset(("times", "telegraph", "mail", "express", "herald", "mirror", "post", "independent"))


def read_weekday_week(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "Friday last week"."""
    today, step = setting.published, read_step(phrase)
    if today is None or phrase.value("unit") != "week" or not phrase.has("weekday"):
        return read_weekday(phrase, setting) if phrase.has("weekday") else read_day_word(phrase, setting)
    return date_meaning(today + timedelta(days=int(phrase.value("weekday") or 0) - today.weekday() + 7 * step))


def read_clock_day(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "10 a.m. on Friday", "tomorrow at noon"."""
    return read_weekday(phrase, setting) if phrase.has("weekday") else read_day_word(phrase, setting)


def read_day_word(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "yesterday", "earlier today"."""
    today = setting.published
    step = int(phrase.value("day_word") or 0)
    return with_clock(phrase, today + timedelta(days=step) if today else None)


def read_day_beside(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the day before yesterday", "the day after last Tuesday"."""
    today = setting.published
    if phrase.has("weekday"):
        return _counted_from_date(phrase, setting, phrase.value("unit") or "day", -1 if phrase.has("before") else 1)
    step = int(phrase.value("day_word") or 0) + (-1 if phrase.has("before") else 1)
    return date_meaning(today + timedelta(days=step) if today else None)


def read_night(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "last night", "this morning"."""
    today = setting.published
    step = -1 if phrase.has("last") else int(phrase.value("day_word") or 0)
    return with_clock(phrase, today + timedelta(days=step) if today else None)


def read_next_daypart(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the next morning"."""
    if setting.near is None or setting.near.precision < 10:
        return Meaning("TIME", None)
    return with_clock(phrase, setting.near.day + timedelta(days=read_step(phrase)), anchored=True)


def _counted(phrase: Phrase, setting: Setting, unit: str, count: float, *, from_text: bool) -> Meaning:
    """Count units from the report's day, or from the last date in the text where it is precise enough."""
    anchor = setting.near if from_text else None
    start = anchor.day if anchor else None if from_text and setting.narrative else setting.published
    if unit in {"hour", "minute", "second"}:
        return Meaning("TIME", f"{start.isoformat()}TXX" if start else None, anchor is not None)
    if anchor and anchor.precision < _PRECISION[unit]:
        return Meaning("DATE", None, anchored=True)
    return date_meaning(shift_date(start, unit, count) if start else None, unit, anchored=anchor is not None)


def read_count_ago(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "two weeks ago", "three days later"."""
    unit, count = read_unit(phrase), read_count(phrase)
    words, last = phrase.words, phrase.last - 1
    if phrase.has("before", "after") and words.word(phrase.last)[:1].isalnum() and words.word(last) in _LINKS:
        step = (count or 0) * (-1 if phrase.has("before") else 1)
        if step and (counted := _counted_from_date(phrase, setting, unit, step)):
            return counted
        return Meaning("DURATION", duration_of(count, unit))  # "two days after the raid": the length alone is said
    back = phrase.has("ago", "earlier", "before")
    if count is None:
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")
    unit, count = ("year", 10 * count) if unit == "decade" else (unit, count)
    return _counted(phrase, setting, unit, -count if back else count, from_text=not phrase.has("ago"))


_LINKS: Final = frozenset(("before", "after", "prior"))


def _counted_from_date(phrase: Phrase, setting: Setting, unit: str, step: float) -> Meaning | None:
    """Count from the date that follows the words: "two days after Monday's blast"."""
    words = phrase.words
    link = phrase.find("before", "after")
    day = _day_at(phrase.last if link is None else link + 1, words, setting)
    return _from_day(day, unit, step) if day else None


def _day_at(at: int, words: Words, setting: Setting) -> date | None:
    """Read the date that begins at a word, if one does."""
    match = load_anchor_date().match(words.codes, at)
    if match is None or not match.lastgroup:
        return None
    stated = Phrase(match.lastgroup, words, match.start(), match.end())
    meaning = read_weekday(stated, setting) if stated.rule == "weekday" else read_calendar_day(stated, setting)
    return read_day(meaning.value) if meaning else None


def _from_day(day: date, unit: str, step: float) -> Meaning | None:
    if unit in {"hour", "minute", "second"}:
        return None
    return date_meaning(shift_date(day, unit, step), unit)


def read_vague_ago(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "years ago"."""
    if phrase.has("before", "after") and phrase.words.word(phrase.last)[:1].isalnum():
        return Meaning("DURATION", duration_of(None, read_unit(phrase)))
    return Meaning("DATE", "PAST_REF" if phrase.has("ago", "earlier", "before") else "FUTURE_REF")


def read_unit_after(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the day after"."""
    words = phrase.words
    step = -1 if phrase.has("before") else 1
    if words.word(phrase.last)[:1].isalnum() and words.word(phrase.last) not in {"and", "but", "in", "at"}:
        # "the day after the attack": which day is not said here
        return _counted_from_date(phrase, setting, phrase.value("unit") or "day", step)
    return _counted(phrase, setting, phrase.value("unit") or "day", step, from_text=True)


def read_related_spell(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "last week", "later that year", "the previous month"."""
    unit = phrase.value("unit", "century", "quarter", "weekend") or "day"
    words = phrase.words
    lasting = phrase.has("the") and phrase.has("last", "past", "next", "coming") and unit not in {"weekend", "quarter"}
    if lasting and not (phrase.has("next") and unit == "day"):
        before = words.word(phrase.first - 1)
        if before in {"over", "in", "during", "for", "within", "throughout"}:
            return Meaning("DURATION", duration_of(1, unit))
    from_text = phrase.has("previous", "following", "same", "that") or (phrase.has("the") and phrase.has("next"))
    from_text = from_text or (setting.narrative and phrase.has("this"))
    if phrase.has("that") and setting.near is None:
        return None  # "so that day ..."
    return _counted(phrase, setting, unit, read_step(phrase), from_text=from_text)


def read_end_of_spell(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the end of the year"."""
    unit = phrase.value("unit") or "day"
    of_unit = phrase.has("apostrophe") and phrase.value("edge") == "END"
    if phrase.has("daypart") or not (phrase.has("the") or of_unit):
        return None
    near = setting.near if setting.near and (setting.narrative or phrase.has("later", "earlier")) else None
    return _counted(phrase, setting, unit, 0, from_text=near is not None)


def read_weekend(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the weekend"."""
    today = setting.published
    if today is None:
        return Meaning("DATE", None)
    at = today if setting.ahead or today.weekday() >= 5 else today - timedelta(days=today.weekday() + 1)
    return date_meaning(at, "weekend")


def read_hour(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "at 10:35 a.m.", "0735 GMT"."""
    near = setting.near if setting.near and setting.near.precision == 10 else None
    gap = load_before_date().match(phrase.words.codes, phrase.last)
    stated = _day_at(gap.end(), phrase.words, setting) if gap else None
    day = stated or (near.day if near else None if setting.narrative else setting.published)
    clock = read_clock(phrase) or _military_clock(phrase)
    if clock is None:
        return None
    return Meaning("TIME", f"{day.isoformat()}{clock}" if day else None, near is not None and not stated)


def _military_clock(phrase: Phrase) -> str | None:
    """Read 0735 GMT."""
    digits = phrase.words.word(phrase.first)
    if len(digits) != 4 or not digits.isdecimal() or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return f"T{digits[:2]}:{digits[2:]}"
