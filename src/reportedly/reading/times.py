"""When is it? Every time expression of a report, and the date of each event.

The words are in time_words.tsv, the grammar in time_phrases.py, the meaning of each rule in time_rules.py; which clauses
look ahead in time_direction.py, which expression dates which event in time_events.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Evidence, Span, Time
from reportedly.reading.calendar_values import cut_to_common, find_interval, read_day
from reportedly.reading.time_direction import is_ahead, is_done
from reportedly.reading.time_events import date_of, find_date, find_sentence
from reportedly.reading.time_phrases import Phrase, find_phrases
from reportedly.reading.time_rules import resolve
from reportedly.reading.time_setting import Anchor, Meaning, Setting
from reportedly.reading.time_words import read_words

__all__ = ["date_of", "find_date", "find_times", "is_narrative"]

_DEICTIC: Final = frozenset(
    ("weekday", "day_word", "night", "clock_day", "day_clock", "weekday_week", "related_month", "weekend", "day_beside")
)
#: a chronicle states a few years, all of them long past, or many, most of them past
_FEW_YEARS: Final = 5
_LONG_PAST: Final = 20
_MANY_YEARS: Final = 8
_PAST: Final = 2
#: a chronicle with that many years is told of those near its middle; a year further off is an aside
_ENOUGH_YEARS: Final = 10
_ASIDE: Final = 5


def find_times(annotation: Annotation, published: str | None) -> tuple[Time, ...]:
    """Find the time expressions of a report, each with its TIMEX3 value and the interval that it covers."""
    words = read_words(annotation.text)
    phrases = tuple(find_phrases(words))
    day = read_day(published)
    setting = _find_setting(phrases, day)
    times: list[Time] = []
    for phrase in phrases:
        setting = _set(phrase, setting, annotation)
        meaning = resolve(phrase, setting)
        if meaning is None:
            continue
        times.append(_record(phrase, meaning, setting))
        setting = _move(setting, times[-1], phrase)
    return tuple(times)


def _find_setting(phrases: Sequence[Phrase], published: date | None) -> Setting:
    """Tell what a text's expressions are read against: the report's day or, in a chronicle, one another."""
    narrative = is_narrative(phrases, published)
    return Setting(published, narrative=narrative, told=_find_years_told(phrases) if narrative else None)


def is_narrative(phrases: Sequence[Phrase], published: date | None) -> bool:
    """Tell whether a text is a chronicle: its dates have years long past, and few are counted from its own day."""
    if published is None:
        return True
    years = _years_of(phrases)
    if len(years) < _FEW_YEARS:
        return False
    counted = sum(phrase.rule in _DEICTIC or phrase.has("ago", "last", "this", "next") for phrase in phrases)
    of_old = published.year - years[-1] >= _LONG_PAST
    past = of_old or (len(years) >= _MANY_YEARS and published.year - years[len(years) // 2] >= _PAST)
    return past and len(years) > 3 * counted


def _years_of(phrases: Sequence[Phrase]) -> list[int]:
    """Give the years that a text states, in order of time; those before our era are 0."""
    dated = (phrase for phrase in phrases if phrase.has("year_number", "era"))
    return sorted(0 if phrase.has("era") else int(phrase.value("year_number") or 0) for phrase in dated)


def _find_years_told(phrases: Sequence[Phrase]) -> tuple[int, int] | None:
    """Find the years that a chronicle is about: the middle of those it states, and as far again to each side."""
    years = _years_of(phrases)
    if len(years) < _ENOUGH_YEARS:
        return None
    first, last = years[len(years) // 10], years[-1 - len(years) // 10]
    return first - max(_ASIDE, last - first), last + max(_ASIDE, last - first)


def _set(phrase: Phrase, setting: Setting, annotation: Annotation) -> Setting:
    span, text = phrase.span, annotation.text
    near = setting.last if setting.last and _is_near(setting.last.span, span, annotation, setting) else None
    ahead = not setting.narrative and is_ahead(text, span)
    beside = near is not None and find_sentence(near.span, annotation) == find_sentence(span, annotation)
    return replace(setting, near=near, beside=beside, ahead=ahead, done=is_done(text, span))


def _is_near(earlier: Span, later: Span, annotation: Annotation, setting: Setting) -> bool:
    """Tell whether the last date stands in the same sentence or in one of the few before it."""
    if setting.narrative:
        return True
    return find_sentence(later, annotation) - find_sentence(earlier, annotation) <= 3


def _record(phrase: Phrase, meaning: Meaning, setting: Setting) -> Time:
    start, end = find_interval(meaning.value)
    anchor = setting.last.span if meaning.anchored and setting.last and meaning.value else None
    evidence = (Evidence("time", phrase.span, f"times.{phrase.rule}"),)
    return Time(phrase.span, meaning.type, meaning.value, start, end, anchor, evidence)


def _move(setting: Setting, time: Time, phrase: Phrase) -> Setting:
    """Let the date just read be the one that later expressions are counted from."""
    if time.start is None or time.value is None or len(time.value) < 4:
        return setting
    day = read_day(time.start)
    if day is None:
        return setting
    if setting.told and not setting.told[0] <= day.year <= setting.told[1]:
        return setting  # "a book of 2005" in a chronicle of 1944 is an aside
    precision = 10 if cut_to_common(time.start, time.end) == time.start else len(time.value)
    if setting.narrative and _is_aside(phrase, time):
        return setting
    return replace(setting, last=Anchor(day, min(precision, 10), time.span, phrase.rule, phrase.has("year_number")))


def _is_aside(phrase: Phrase, time: Time) -> bool:
    """Tell whether a date in a chronicle is none that it goes on from: "today", "the year before", the 76 of 1975-76."""
    if phrase.has("previous", "earlier", "before", "ago"):
        return True
    before = phrase.words.name(phrase.first - 2) if phrase.words.name(phrase.first - 1) == "dash" else ""
    return before == "year_number" or (time.anchor is None and not phrase.has("year_number"))
