"""What do the ends and parts of a spell stand for: "12-14 July", "2014-15", "the 20th", "the first half of 2020"?

The second end of a range, or a day without its month, is read against the date named just before it.
"""

from typing import Final

from reportedly.reading.calendar_values import make_date
from reportedly.reading.time_calendar import read_calendar_day
from reportedly.reading.time_phrases import Phrase, load_shared_month
from reportedly.reading.time_setting import Meaning, Setting, date_meaning, read_number, read_step

#: what may follow "on the 20th", where it is a day and not the twentieth of some things
_AFTER_DAY: Final = frozenset(("of", "and", "at", "in", "when", "but", "to", "the", "it", "they", "he", "she", "a"))


def read_first_day(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read the 12 of "12-14 July"."""
    match = load_shared_month().match(phrase.words.codes, phrase.last)
    if match is None:
        return None
    return read_calendar_day(Phrase("day_month", phrase.words, phrase.first, match.end()), setting)


def read_second_day(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read the 14 of "July 12-14"."""
    last, words = setting.last, phrase.words
    if last is None or last.rule != "month_day" or last.span[1] != words.ends[phrase.first - 1]:
        return None
    day = read_number(phrase.value("day_number", "ordinal_number"))
    return date_meaning(make_date(last.day.year, last.day.month, day), anchored=True) if day > last.day.day else None


def read_second_year(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read the 15 of "2014-15"."""
    first, written = phrase.words.word(phrase.first - 1), phrase.words.word(phrase.last - 1)
    later = len(written) == 2 and int(written) > int(first[2:])
    return Meaning("DATE", first[:2] + written) if later else None


def read_day_of_month(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the 20th" in the month that the text named last."""
    after, last = phrase.words.word(phrase.last), setting.near
    if last is None or last.precision < 7 or (after[:1].isalnum() and after not in _AFTER_DAY):
        return None
    day = make_date(last.day.year, last.day.month, read_number(phrase.value("ordinal_number")))
    return date_meaning(day, anchored=True) if day else None


def read_half_year(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the first half of 2020", "the second half of last year"."""
    number = 2 if phrase.has("latter") else read_number(phrase.value("ordinal"))
    year = phrase.value("year_number")
    today = setting.today if setting.narrative else setting.published
    if number not in {1, 2} or phrase.value("unit") not in {None, "year"}:
        return None
    of_year = int(year) if year else today.year + read_step(phrase) if today else None
    return Meaning("DATE", f"{of_year:04d}-H{number}" if of_year else None)


def read_week_of(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Read "the week of March 6"."""
    at = phrase.find("month", "month_short", "month_or_word", "day_number", "ordinal_number")
    if phrase.value("unit") != "week" or at is None:
        return None
    rule = "month_day" if phrase.has("month", "month_short", "month_or_word") else "day_month"
    meaning = read_calendar_day(Phrase(rule, phrase.words, at, phrase.last), setting)
    day = meaning.value.split("-") if meaning and meaning.value else ()
    exact = make_date(*map(int, day)) if len(day) == 3 else None
    return date_meaning(exact, "week") if exact else meaning
