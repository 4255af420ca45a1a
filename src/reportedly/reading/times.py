"""When is it? Every time expression of a report, and the date of each event.

The words are in time_words.tsv, the grammar in time_phrases.py, the meaning of each rule in time_rules.py.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Evidence, Span, Spans, Time
from reportedly.reading.calendar_values import cut_to_common, find_interval
from reportedly.reading.time_phrases import Phrase, find_phrases
from reportedly.reading.time_rules import resolve
from reportedly.reading.time_setting import Anchor, Meaning, Setting
from reportedly.reading.time_words import read_words

#: how many characters of a clause tell whether it looks ahead
_LEFT: Final = 60
_AHEAD: Final = re.compile(
    r"\b(?:will|'ll|’ll|would|shall|scheduled|slated|due|is to|are to|set to|going to|plans?|planned|expect(?:ed|s)?"
    r"|upcoming|deadline)\b(?!.*\b(?:said|told|announced|reported|was|were)\b)"
    r"|\b(?:by|until|till|before|ahead of|as (?:soon|early) as)\s*$"
)
_TOLD: Final = re.compile(
    r"\b(?:said|told|held|met|(?!scheduled|expected|planned|slated|postponed|delayed|needed)\w{2,30}ed)"
    r"(?: (?:on|late|early))*\s*$"
)
#: "On Friday, the envoys will meet"
_WILL: Final = re.compile(r"\b(?:will|'ll|’ll|shall|is to|are to|(?:is|are) (?:due|set|expected|scheduled|going) to)\b")
_DONE: Final = re.compile(r"\b(?:said|was|were|had|told|did|has|have|\w+ed)\b")
_CLAUSE: Final = re.compile(r"[.;!?\n]\s")
_DEICTIC: Final = frozenset(
    ("weekday", "day_word", "night", "clock_day", "day_clock", "weekday_week", "related_month", "weekend", "day_beside")
)
_CLAUSE_LENGTH: Final = 150
#: "since 2014" and "until Friday" bound what happened, they do not date it
_BOUND: Final = re.compile(r"\b(?:since|until|till|before|after|by|from|through|to|than|for)\s+(?:the\s+)?$")
_GENITIVE: Final = re.compile(r"(?:['’]s)?\s(?:[\w-]{1,30}\s){0,2}")
_LEAD: Final = re.compile(
    r"[\"“'‘(\s]*(?:(?:and|but|then|also|on|in|at|during|early|late|earlier|later)\s+){0,3}", re.IGNORECASE
)
_BREAK: Final = re.compile(
    r"[,;:—–\"“”]|\b(?:that|which|who|whose|where|when|after|before|since|until|while|but|because|if|as|amid"
    r"|following|said|says|told|announced|reported)\b"
)


def find_times(annotation: Annotation, published: str | None) -> tuple[Time, ...]:
    """Find the time expressions of a report, each with its TIMEX3 value and the interval that it covers."""
    words = read_words(annotation.text)
    phrases = tuple(find_phrases(words))
    day = read_day(published)
    setting = Setting(published=day, narrative=is_narrative(phrases, day))
    times: list[Time] = []
    for phrase in phrases:
        setting = _set(phrase, setting, annotation)
        meaning = resolve(phrase, setting)
        if meaning is None:
            continue
        times.append(_record(phrase, meaning, setting))
        setting = _move(setting, times[-1], phrase)
    return tuple(times)


def read_day(published: str | None) -> date | None:
    """Give the day of a document creation time; None where it is not known to the day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def is_narrative(phrases: Sequence[Phrase], published: date | None) -> bool:
    """Tell whether a text is a chronicle: its dates have years long past, and few are counted from its own day."""
    if published is None:
        return True
    years = sorted(int(phrase.value("year_number") or 0) for phrase in phrases if phrase.has("year_number"))
    counted = sum(phrase.rule in _DEICTIC or phrase.has("ago", "last") for phrase in phrases)
    return len(years) >= 5 and len(years) > 4 * counted and published.year > years[len(years) // 2]


def _set(phrase: Phrase, setting: Setting, annotation: Annotation) -> Setting:
    start, end = phrase.span
    left = _CLAUSE.split(annotation.text[max(0, start - _LEFT) : start])[-1].lower()
    near = setting.last if setting.last and _is_near(setting.last.span, phrase.span, annotation, setting) else None
    possessive = annotation.text[end : end + 2] in {"'s", "’s"}
    ahead = not (setting.narrative or possessive or _TOLD.search(left)) and bool(_AHEAD.search(left))
    if not ahead and not setting.narrative and _LEAD.fullmatch(left):
        ahead = bool(_WILL.search(_CLAUSE.split(annotation.text[end : end + _LEFT])[0].lower()))
    return replace(setting, near=near, ahead=ahead, done=bool(_DONE.search(left)))


def _is_near(earlier: Span, later: Span, annotation: Annotation, setting: Setting) -> bool:
    """Tell whether the last date stands in the same sentence or in one of the few before it."""
    if setting.narrative:
        return True
    return find_sentence(later, annotation) - find_sentence(earlier, annotation) <= 3


def find_sentence(span: Span, annotation: Annotation) -> int:
    """Give the number of the sentence that a span begins in."""
    return bisect_right(annotation.sentences, (span[0], len(annotation.text) + 1)) - 1


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
    precision = 10 if cut_to_common(time.start, time.end) == time.start else len(time.value)
    if setting.narrative and time.anchor is None and not phrase.has("year_number"):
        return setting  # "today" in a chronicle is not the day it tells of
    return replace(setting, last=Anchor(day, min(precision, 10), time.span, phrase.rule))


def find_date(
    trigger: Span, when: Spans, times: tuple[Time, ...], annotation: Annotation, published: str | None
) -> str | None:
    """Find the day, month or year of an event: from its own words of time, else from those that modify its clause.

    None where the report does not say; whether the day of the report is meant then is for the caller to decide.
    """
    stated = [time for time in times if any(_overlap(time.span, span) for span in when)]
    dates = [day for time in stated if (day := date_of(time))]
    if dates:
        return max(dates, key=len)
    modifying = [time for time in times if date_of(time) and _modifies(time.span, trigger, annotation)]
    nearest = min(modifying, key=lambda time: _gap(time.span, trigger), default=None)
    return date_of(nearest) if nearest else None


def date_of(time: Time) -> str | None:
    """Give the date that a time expression names, cut where it stops being precise: 2023-09-19, 2023-09, 2023."""
    return cut_to_common(time.start, time.end) if time.type in {"DATE", "TIME"} else None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1])


def _modifies(time: Span, trigger: Span, annotation: Annotation) -> bool:
    """Tell whether an expression says when the trigger's clause happened: as its adverb, its lead or its genitive."""
    number = find_sentence(trigger, annotation)
    near = _gap(time, trigger) <= _CLAUSE_LENGTH and find_sentence(time, annotation) == number
    if not near or number < 0 or _BOUND.search(annotation.text[max(0, time[0] - 12) : time[0]].lower()):
        return False
    if time[0] >= trigger[1]:
        return _is_one_clause((trigger[1], time[0]), annotation) and not _holds_happening(
            (trigger[1], time[0]), annotation
        )
    if time[1] > trigger[0]:
        return False
    between = annotation.text[time[1] : trigger[0]]
    if _GENITIVE.fullmatch(between) and not _BREAK.search(between.lower()):
        return True
    lead = annotation.text[annotation.sentences[number][0] : time[0]]
    comma = len(between) - len(between.lstrip(" ,"))
    return bool(_LEAD.fullmatch(lead)) and _is_one_clause((time[1] + comma, trigger[0]), annotation)


def _is_one_clause(gap: Span, annotation: Annotation) -> bool:
    """Tell whether nothing between two places begins another clause or another's words."""
    if _BREAK.search(annotation.text[gap[0] : gap[1]].lower()):
        return False
    return not any(_overlap(cue, gap) for attribution in annotation.attributions for cue in attribution.cue)


def _holds_happening(gap: Span, annotation: Annotation) -> bool:
    return any(_overlap(happening.trigger, gap) for happening in annotation.happenings)
