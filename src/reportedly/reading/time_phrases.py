"""Which words of a text form a time expression, and by which rule? A grammar over the classes of time_words.tsv.

A pattern is written with the names of the classes; `PARTS` names what several patterns share. The first rule that
fits at a word wins, so that longer expressions stand first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportedly.model import Span
from reportedly.reading.time_words import OTHER, Words, load_characters

PARTS: Final = {
    "MONTH": "(month | month_or_word dot? | month_short dot?)",
    "WEEKDAY": "(weekday | weekday_short dot?)",
    "DAY": "(the? (day_number | ordinal_number))",
    # "early on Friday", "late in the", "the end of", "the night of", "the early morning hours of"
    "LEAD": "((the? part dash? (preposition | on)? the?) | (the? edge of the?) "
    "| (the? part? preposition? the? part? daypart units? of))",
    "CLOCK": "(((day_number (colon (day_number | small_number))? | clock_number) half_day "
    "| (day_number | small_number) colon (day_number | small_number) | clock_word) zone?)",
    "COUNT": "(a? couple of? | a? vague | a | (a? number (dash? number)? | day_number | small_number | big_number "
    "| clock_number) multiple? (and a? half)? | a multiple | multiple)",
    "UNIT": "(unit | units | unit_of_time | century | quarter | weekend)",
    "SPELL": "(unit | century | quarter | weekend)",
    "YEAR_BESIDE": "(of? (last | this | next) unit)",
    "RELATION": "(last | this past? | next | previous | (?<= the) following | coming | same | that | past | current)",
}
RULES: Final = {
    "week_of": "the? unit of the? (MONTH DAY (comma? year_number)? | DAY of? MONTH (comma? year_number)?)",
    "full_date": "year_number dash (day_number | small_number) dash day_number",
    "numeric_date": "day_number slash day_number slash (year_number | day_number | small_number)",
    "month_day": "LEAD? (WEEKDAY comma? the?)? (last | this)? MONTH DAY (comma? year_number | YEAR_BESIDE)?"
    " (comma? (at at?)? CLOCK)?",
    "day_month": "LEAD? (WEEKDAY comma?)? DAY of? MONTH (comma? year_number | YEAR_BESIDE)?",
    "first_day": "the? day_number (?= (dash | and | preposition) DAY of? MONTH)",
    "second_year": "(?<= year_number) dash (day_number | small_number) (?! dash | slash | colon | half_day | UNIT)",
    "second_day": "(dash | and) DAY (comma? year_number)? (?! of? MONTH | colon | half_day | dash? UNIT | multiple)",
    "half_year": "the? (ordinal | latter) half of (the? unit? year_number | the? RELATION unit | the unit)",
    "before_era": "LEAD? (MONTH | the? season of?)? (day_number | small_number | big_number | year_number) era",
    "month_year": "LEAD? last? MONTH (of | comma)? the? (year_number | (last | this | next | that | same | previous"
    " | following) unit)",
    "clock_of_part": "at at? (day_number | number) preposition the daypart",
    "clock_day": "(at at?)? CLOCK comma? on? (weekday | day_word)",
    "day_clock": "(weekday | day_word) comma? at at? CLOCK",
    "weekday_week": "(weekday | day_word) (last | next) unit",
    "weekday": "(LEAD | night_word on?)? (the? RELATION)? weekday daypart?",
    "weekdays": "weekdays",
    "night": "part? (last daypart | night_word | (this | day_word) daypart)",
    "next_daypart": "(later | earlier | part)? the? (that | same | next | previous | following) daypart",
    "day_beside": "the unit (before | after) (day_word | RELATION? weekday)",
    "day_word": "(part | earlier | later)? day_word",
    "count_ago": "the? COUNT dash? UNIT (and a half)? (ago (this unit)? | earlier | before | later | after)",
    "vague_ago": "units (ago | earlier | before | later | after)",
    "unit_after": "the unit (before | after | following)",
    "related_spell": "(LEAD | earlier | later)? the? RELATION SPELL",
    "this_units": "the? (last | past | next | coming | (?<= the) following | previous) COUNT UNIT",
    "recent_units": "the? (recent | coming | last | past) units",
    "end_of_spell": "(LEAD | (later | earlier) preposition the?) unit | unit apostrophe other edge",
    "related_season": "LEAD? the? RELATION season",
    "season_year": "LEAD? the? season (of | comma)? year_number | year_number season",
    "season": "(the | LEAD)? season",
    "related_month": "LEAD? the? RELATION MONTH",
    "quarter": "the? (ordinal | ordinal_number) dash? quarter (of? (year_number | RELATION unit | the unit))?",
    "decade": "LEAD? the? (decade_number | apostrophe short_decade | decade) | (LEAD | the) short_decade",
    "century": "LEAD? the? (ordinal | ordinal_number) dash? century era?",
    "year": "LEAD? (the unit | the? fiscal unit?)? year_number",
    "short_year": "apostrophe (day_number | small_number)",
    "month": "LEAD? (month | month_short dot)",
    "month_or_word": "LEAD? month_or_word",
    "holiday": "RELATION? holiday (unit | eve)? (comma? year_number)?",
    "weekend": "the weekend",
    "every": "every (unit | weekday | weekend | daypart)",
    "rate": "rate",
    "reference": "reference | the? future",
    "duration": "COUNT dash? dash? UNIT | number other units",
    "unit_long": "UNIT dash long",
    "some_units": "units",
    "clock": "(at at?)? (day_number (colon (day_number | small_number))? | clock_number) half_day zone?"
    " | (year_number | big_number) zone"
    " | at at? (day_number | small_number) colon (day_number | small_number) zone?"
    " | (day_number | small_number) colon (day_number | small_number) zone",
    "clock_word": "at clock_word",
    "day_of_month": "the ordinal_number (of (that | this | the same) unit)?",
}
_NEVER_FIRST: Final = (
    *("comma", "dot", "dash", "slash", "colon", "money", "percent", "on", "and", "ago", "before", "after"),
    *("half_day", "zone", "era", "eve", "long"),
)
_AFTER_A_MARK: Final = (
    "the",
    "day_number",
    "ordinal_number",
    "small_number",
    "short_decade",
    "decade",
    "decade_number",
)
_NEVER_ALONE: Final = (
    *("the", "a", "preposition", "of", "from", "at", "last", "past", "this", "current", "next", "coming", "previous"),
    *("following", "same", "that", "recent", "part", "edge", "earlier", "later", "vague", "multiple", "every"),
    *("ordinal", "apostrophe", "dash", "and"),
)
_NAME: Final = re.compile(r"[A-Za-z_]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that one rule takes together: those from `first` to `last` (exclusive) of `words`."""

    rule: str
    words: Words
    first: int
    last: int

    @property
    def span(self) -> Span:
        """Give the offsets of the phrase in the text."""
        return self.words.starts[self.first], self.words.ends[self.last - 1]

    def find(self, *names: str) -> int | None:
        """Give the first word that is of one of the classes."""
        characters = load_characters()
        wanted = {characters[name] for name in names}
        return next((at for at in range(self.first, self.last) if self.words.codes[at] in wanted), None)

    def has(self, *names: str) -> bool:
        """Tell whether a word of one of the classes is in the phrase."""
        return self.find(*names) is not None

    def value(self, *names: str) -> str | None:
        """Give what the first word of these classes stands for."""
        at = self.find(*names)
        return None if at is None else self.words.value(at)


def find_phrases(words: Words) -> Iterator[Phrase]:
    """Find the phrases that say when, in order; none overlaps another."""
    for match in load_grammar().finditer(words.codes):
        if match.lastgroup:
            yield Phrase(match.lastgroup, words, match.start(), match.end())


@cache
def load_grammar() -> re.Pattern[str]:
    """Compile every rule into one expression over the characters of the classes."""
    rules = "|".join(f"(?P<{name}>{_expand(pattern)})" for name, pattern in RULES.items())
    characters = load_characters()
    never = "".join(characters[name] for name in _NEVER_FIRST)
    joint = characters["dash"] + characters["and"] + characters["apostrophe"]
    numbers = "".join(characters[name] for name in _AFTER_A_MARK)
    weak = "".join(characters[name] for name in _NEVER_ALONE)
    # most words start nothing: this keeps the forty rules away from them
    begins = f"(?=[^{never}{joint}{OTHER}\\n]|[{joint}][{numbers}])(?![{weak}][{OTHER}\\n])"
    return re.compile(f"{begins}(?:{rules})")


@cache
def load_shared_year() -> re.Pattern[str]:
    """Compile what stands between "March 5" or "March" and the year that it shares: -9, 1918; and April 1918."""
    return re.compile(
        _expand(
            "((dash | slash | and | preposition | comma) (DAY of? MONTH | MONTH DAY? | DAY | the? season)){1,3}"
            " (comma | of)? year_number"
        )
    )


@cache
def load_shared_month() -> re.Pattern[str]:
    """Compile what stands between "12" and the month that it shares: -14 July 1941."""
    return re.compile(_expand("(dash | and | preposition) DAY of? MONTH (comma? year_number)?"))


@cache
def load_before_date() -> re.Pattern[str]:
    """Compile what may stand between an hour and its day: "at 10 (0700 GMT) *Friday*", "5 a.m. local time on *May 3*"."""
    return re.compile(_expand("(other (CLOCK | (year_number | big_number) zone) other)? comma? (other{0,2} on)?"))


@cache
def load_anchor_date() -> re.Pattern[str]:
    """Compile the date that a count of days stands on: "two days after *Monday's* blast", "*the 4 May* vote"."""
    rules = {
        "weekday": "RELATION? weekday",
        "month_day": "MONTH DAY (comma? year_number)?",
        "day_month": "DAY of? MONTH (comma? year_number)?",
    }
    choices = "|".join(f"(?P<{name}>{_expand(pattern)})" for name, pattern in rules.items())
    return re.compile(f"{_expand('the?')}(?:{choices})")


def _expand(pattern: str) -> str:
    """Replace the names in a pattern by the characters of their classes, and its groups by ones without a number."""
    grouped = re.sub(r"\((?!\?)", "(?:", pattern)
    return _NAME.sub(lambda match: _expand_name(match.group()), grouped).replace(" ", "")


def _expand_name(name: str) -> str:
    return _expand(PARTS[name]) if name in PARTS else load_characters().get(name, OTHER)
