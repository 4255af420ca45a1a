"""When did an event happen? The time expression that says so: one in its own words, or one that modifies its clause.

An expression modifies a trigger as its adverb ("attacked on Sunday"), as its lead ("On Sunday, rebels attacked"), as its
genitive ("Sunday's attack"), or through a clause of result or circumstance ("shelled it on Sunday, killing three").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Span, Spans, Time
from reportedly.reading.calendar_values import cut_to_common, read_day

_CLAUSE_LENGTH: Final = 150
#: how far from its trigger a caption ends, at most
_REACH: Final = 400
_LONGEST_JOINT: Final = 12
_BEFORE: Final = 24
#: "from Monday to Wednesday", "12-14 July", "on Saturday and Sunday" are one spell
_JOINT: Final = re.compile(r"\s?(?:-|–|and|or|to|until|till|through)\s?(?:on |the )?")
#: "since 2014" and "until Friday" bound what happened, they do not date it
_BOUND: Final = re.compile(r"\b(?:since|until|till|before|after|by|from|through|to|than|for)\s+(?:the\s+)?$")
_LIMITED: Final = re.compile(r"(?:since|until|till|before|by)\b", re.IGNORECASE)
_LIMIT: Final = re.compile(r"\b(?:since|until|till|before|by)\s+(?:the\s+|last\s+)?$")
_PREPOSITION: Final = re.compile(r"\b(?:in|on|at|by|since|until|during|from|to|for|after|before|late|early)\s$")
_FROM: Final = re.compile(r"\bfrom\s(?:the\s)?$")
_THROUGH: Final = re.compile(r"\s(?:to|until|till|through)\s|[-–]")
_WORDS: Final = r"(?:(?!(?:of|for|to|from|on|in|at|with|by|and|or|over|against)\s)[\w-]{1,30}\s){0,2}"
_GENITIVE: Final = re.compile(rf"['’]s\s{_WORDS}")
_PREMODIFIER: Final = re.compile(rf"\s{_WORDS}")
#: "the ministry on Monday formally accused"
_ADVERB: Final = re.compile(r"\s(?:also\s|\w{2,20}ly\s)?")
_LEAD: Final = re.compile(
    r"[\"“'‘(\s]*(?:(?:and|but|then|also|on|in|at|during|early|late|earlier|later)\s+){0,3}", re.IGNORECASE
)
#: "In a statement on Monday, the ministry condemned ...", "In the north last year, troops ..."
_SETTING: Final = re.compile(
    r"\s*(?:in|at|during) (?:[^\s,;]{1,30} ){1,8}?(?:(?:on|late|early|earlier) ){0,2}", re.IGNORECASE
)
_PAUSE: Final = re.compile(r"[ ,]*")
#: "He said that on Saturday soldiers shelled the post": where a clause begins inside its sentence
_OPENING: Final = re.compile(r"\b(?:that|but|and|while|because)\s|[—:;\"“]\s?|\s[-–]{1,2}\s")
_BREAK: Final = re.compile(
    r"[,;:—–\"“”]|\b(?:that|which|who|whose|where|when|after|before|since|until|while|but|because|if|as|amid|ahead"
    r"|following|said|says|told|announced|reported)\b"
)
#: "on Sunday, killing three", "an attack on Sunday that killed nine", "on Sunday when shells hit a market"
_RESULT: Final = re.compile(r",?\s(?:and\s)?(?:also\s|\w{2,20}ly\s)?")
_RELATIVE: Final = re.compile(r",?\s(?:that|which)\s(?:also\s)?|\s(?:when|as)\s(?:[\w-]{1,30}\s){1,5}")
#: "was arrested on Sunday and charged"
_ALSO: Final = re.compile(r"\sand\s(?:also\s|then\s)?")
#: "the offensive, which began in May", "the coup that toppled his government in 2015"
_OF_NOUN: Final = re.compile(
    r",?\s(?:that|which)\s(?:\w{2,20}ly\s)?(?:\w{2,20}ed|left|hit|began|took|broke)\s(?:[^\s,;]{1,30}\s){0,6}"
)
#: the date of a photograph ends its caption: "Police detain a man in Karsk, March 26, 2017."
_CAPTION: Final = re.compile(r",\s*$")
_CAPTION_END: Final = re.compile(r"\.?[\s)]*")
_AFTERMATH: Final = re.compile(r"\b(?:following|after|amid|since|against)\s(?:[\w-]{1,30}\s){0,3}$")
#: "under the 2014 law", "ahead of next year's vote": the date of another thing
_OF_ANOTHER: Final = re.compile(r"\b(?:the|an?|of|over|its|their|his|her)\s$")
_POSSESSIVE: Final = frozenset(("'s", "’s"))
_NOUN: Final = re.compile(
    r"\s(?!(?:and|but|or|in|at|on|by|as|to|of|for|from|with|near|when|while|after|before|during|outside|over"
    r"|under|against|that|which|who|amid|following|was|were|has|had|is|are|will)\b)[^\W\d_]"
)
#: "died in an ambush on Sunday": what the verb happened in happened on the same day
_WITHIN: Final = re.compile(r"\b(?:in|during)\s(?:an?\s|the\s)?(?:[\w-]{1,30}\s){0,2}$")
_TOGETHER: Final = re.compile(r"\s(?:[^\s,;]{1,30}\s){0,6}and\s(?:[^\s,;]{1,30}\s){0,3}")
_SUBORDINATE: Final = re.compile(r"\b(?:of|to|for|against|over|from|the|an?)\s(?:[\w-]{1,30}\s){0,2}$")
#: "are shelling", "is being shelled": on the day of the report
_GOING_ON: Final = re.compile(
    r"(?:\b(?:is|are|am)|['’]re)\s(?:(?:now|still|currently|also|again|(?!not\b)\w{2,20}ly)\s){0,2}(?P<being>being\s)?$"
)


def find_date(
    trigger: Span, when: Spans, times: tuple[Time, ...], annotation: Annotation, published: str | None
) -> tuple[str, Span] | None:
    """Find the day, month or year of an event, and the words that say so: its own, else those that modify its clause.

    The day of the report where the text says that it is going on ("are now shelling"); None where it does not say.
    """
    spells = tuple(_find_spells(_take_near(trigger, when, times, annotation), annotation.text))
    stated = [time for time in spells if any(_overlap(time.span, span) for span in when)]
    if not any(_LIMITED.match(annotation.text, *span) for span in when):
        dates = [
            (day, time.span)
            for time in stated
            if (day := date_of(time)) and not _follows(_LIMIT, time.span, annotation)
        ]
        if dates:
            return max(dates, key=lambda dated: len(dated[0]))
    modifying = [time for time in spells if date_of(time) and _modifies(time.span, trigger, annotation)]
    captions = [time for time in spells if not modifying and _is_caption(time, trigger, annotation)]
    if modifying or captions:
        nearest = min(modifying or captions, key=lambda time: _gap(time.span, trigger))
        return date_of(nearest) or "", nearest.span
    now = [time.span for time in stated if time.value == "PRESENT_REF"]
    if not stated and _is_going_on(trigger, annotation):
        now = [trigger]
    today = read_day(published) if now else None
    return (today.isoformat(), now[0]) if today else None


def _take_near(trigger: Span, when: Spans, times: tuple[Time, ...], annotation: Annotation) -> tuple[Time, ...]:
    """Take the times of the trigger's sentence, and those that its own words of time hold; `times` are in order."""
    number = find_sentence(trigger, annotation)
    begin, end = annotation.sentences[number] if number >= 0 else trigger
    near = (max(begin, trigger[0] - _REACH), min(end, trigger[1] + _REACH))
    first, last = min((near, *when)), max((near, *when), key=lambda span: span[1])
    start = bisect_right(times, first[0], key=lambda time: time.span[1])
    return times[start : bisect_left(times, last[1], key=lambda time: time.span[0])]


def date_of(time: Time) -> str | None:
    """Give the date that a time expression names, cut where it stops being precise: 2023-09-19, 2023-09, 2023."""
    return cut_to_common(time.start, time.end) if time.type in {"DATE", "TIME"} else None


def find_sentence(span: Span, annotation: Annotation) -> int:
    """Give the number of the sentence that a span begins in."""
    return bisect_right(annotation.sentences, (span[0], len(annotation.text) + 1)) - 1


def _find_spells(times: tuple[Time, ...], text: str) -> Iterator[Time]:
    """Join the dates that name one spell together: "between 12 and 14 July"."""
    held: Time | None = None
    for time in times:
        if held and _is_joined(held, time, text):
            held = replace(held, span=(held.span[0], time.span[1]), end=time.end)
            continue
        if held:
            yield held
        held = time
    if held:
        yield held


def _is_joined(earlier: Time, later: Time, text: str) -> bool:
    gap = later.span[0] - earlier.span[1]
    if not 0 <= gap <= _LONGEST_JOINT or earlier.start is None or later.end is None:
        return False
    joint = text[earlier.span[1] : later.span[0]] or text[later.span[0]]  # "July 12" and "-14"
    return earlier.start <= later.end and bool(_JOINT.fullmatch(joint))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1])


def _follows(pattern: re.Pattern[str], span: Span, annotation: Annotation) -> bool:
    """Tell whether the words before a span end in what a pattern looks for."""
    return bool(pattern.search(annotation.text[max(0, span[0] - _BEFORE) : span[0]].lower()))


def _is_going_on(trigger: Span, annotation: Annotation) -> bool:
    """Tell whether a trigger is in the present progressive."""
    before = annotation.text[max(0, trigger[0] - 2 * _BEFORE) : trigger[0]]
    match = _GOING_ON.search(before)
    return bool(match and (match["being"] or annotation.text.endswith("ing", *trigger)))


def _modifies(time: Span, trigger: Span, annotation: Annotation) -> bool:
    """Tell whether an expression says when the trigger's clause happened."""
    number = find_sentence(trigger, annotation)
    if _gap(time, trigger) > _CLAUSE_LENGTH or number < 0 or find_sentence(time, annotation) != number:
        return False
    if time[1] <= trigger[0] and _is_attribute(time, trigger, annotation):
        return True
    if _is_bound(time, annotation):
        return False
    if time[0] >= trigger[1]:
        return _is_adverb(time, trigger, annotation)
    begin = annotation.sentences[number][0]
    circumstance = _is_circumstance(time, trigger, annotation)
    return time[1] <= trigger[0] and (circumstance or _is_lead(time, trigger, annotation, begin))


def _is_bound(time: Span, annotation: Annotation) -> bool:
    """Tell "since 2014" from "from 12 to 14 July", which is a whole spell."""
    spell = _follows(_FROM, time, annotation) and _THROUGH.search(annotation.text, *time)
    return not spell and _follows(_BOUND, time, annotation)


def _is_adverb(time: Span, trigger: Span, annotation: Annotation) -> bool:
    """Tell whether a time stands after its verb: "attacked on Sunday", "killed and wounded on Sunday"."""
    gap = (trigger[1], time[0])
    if annotation.text[time[1] : time[1] + 2] in _POSSESSIVE or (
        _follows(_OF_ANOTHER, time, annotation) and _NOUN.match(annotation.text, time[1])
    ):
        return False
    if _OF_NOUN.fullmatch(annotation.text, *gap):
        return not _holds_cue(gap, annotation)
    if not _is_one_clause(gap, annotation):
        return False
    between = [happening.trigger for happening in annotation.happenings if _overlap(happening.trigger, gap)]
    if not between:
        return True
    text = annotation.text[trigger[1] : between[0][0]]
    return len(between) == 1 and bool(_WITHIN.search(text) or _TOGETHER.fullmatch(text))


def _is_attribute(time: Span, trigger: Span, annotation: Annotation) -> bool:
    """Tell whether a time stands before its noun: "Sunday's attack", "the 2014 annexation"."""
    between = annotation.text[time[1] : trigger[0]]
    if _BREAK.search(between.lower()):
        return False
    if _GENITIVE.fullmatch(between):
        return True
    pattern = _ADVERB if _follows(_PREPOSITION, time, annotation) else _PREMODIFIER
    return bool(pattern.fullmatch(between))


def _is_circumstance(time: Span, trigger: Span, annotation: Annotation) -> bool:
    """Tell whether the trigger's clause says what came of it or what it was: "on Sunday, killing three"."""
    between = annotation.text[time[1] : trigger[0]]
    if _RELATIVE.fullmatch(between):
        return not _holds_cue((time[1], trigger[0]), annotation)
    result = annotation.text.endswith("ing", *trigger) and _RESULT.fullmatch(between)
    return bool(result or (annotation.text.endswith("ed", *trigger) and _ALSO.fullmatch(between)))


def _is_lead(time: Span, trigger: Span, annotation: Annotation, begin: int) -> bool:
    """Tell whether a time leads the trigger's sentence: "On Sunday, rebels attacked the base and killed six"."""
    text = annotation.text
    if text[time[1] : time[1] + 2] in _POSSESSIVE:
        return False
    start = time[1]
    if text[time[0] : time[1]].lower().endswith(("after", "before")):
        start = text.find(",", time[1], trigger[0])  # "Two days after the vote, troops ..."
    if start < 0:
        return False
    pause = _PAUSE.match(text, start)
    gap = (min(pause.end() if pause else start, trigger[0]), trigger[0])
    between = [happening.trigger for happening in annotation.happenings if _overlap(happening.trigger, gap)]
    if not _is_one_clause(gap, annotation, may_pause=not between):
        return False
    if between and not _goes_with(between[-1], trigger, text):
        return False
    lead = _OPENING.split(text[max(begin, time[0] - _CLAUSE_LENGTH) : time[0]])[-1]
    if _LEAD.fullmatch(lead):
        return True
    inside = any(_overlap(happening.trigger, (begin, time[0])) for happening in annotation.happenings)
    return not between and not inside and bool(_SETTING.fullmatch(lead))


def _goes_with(earlier: Span, trigger: Span, text: str) -> bool:
    """Tell "attacked the base and killed six" from "accused the rebels of killing six"."""
    between = text[earlier[1] : trigger[0]]
    return " and " in between and not _SUBORDINATE.search(between.lower())


def _is_caption(time: Time, trigger: Span, annotation: Annotation) -> bool:
    """Tell whether a full date ends the sentence as that of a photograph, and the trigger is not what came before it."""
    number = find_sentence(trigger, annotation)
    if len(time.value or "") != len("2017-03-26") or number < 0 or find_sentence(time.span, annotation) != number:
        return False
    text, end = annotation.text, annotation.sentences[number][1]
    stated = text[time.span[0] : time.span[1]][-4:].isdecimal()  # its own words give the year
    last = bool(_CAPTION_END.fullmatch(text, time.span[1], end)) and _follows(_CAPTION, time.span, annotation)
    return stated and last and not _follows(_AFTERMATH, trigger, annotation)


def _is_one_clause(gap: Span, annotation: Annotation, *, may_pause: bool = False) -> bool:
    """Tell whether nothing between two places, but commas where they may pause, begins another clause or source."""
    between = annotation.text[gap[0] : gap[1]].lower()
    return not _BREAK.search(between.replace(",", "") if may_pause else between) and not _holds_cue(gap, annotation)


def _holds_cue(gap: Span, annotation: Annotation) -> bool:
    return any(_overlap(cue, gap) for attribution in annotation.attributions for cue in attribution.cue)
