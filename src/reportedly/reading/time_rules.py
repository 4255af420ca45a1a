"""What does a time expression stand for? The function that reads each rule of time_phrases.py."""

from collections.abc import Callable, Mapping
from typing import Final

from reportedly.reading.time_calendar import (
    read_before_era,
    read_calendar_day,
    read_century,
    read_decade,
    read_full_date,
    read_holiday,
    read_month,
    read_month_or_word,
    read_month_year,
    read_numeric_date,
    read_quarter,
    read_related_month,
    read_season,
    read_short_year,
    read_year,
)
from reportedly.reading.time_counted import (
    read_clock_day,
    read_count_ago,
    read_day_beside,
    read_day_word,
    read_end_of_spell,
    read_hour,
    read_next_daypart,
    read_night,
    read_related_spell,
    read_unit_after,
    read_vague_ago,
    read_weekday,
    read_weekday_week,
    read_weekend,
)
from reportedly.reading.time_lengths import (
    read_duration,
    read_every,
    read_rate,
    read_reference,
    read_some_units,
    read_unit_long,
)
from reportedly.reading.time_phrases import Phrase
from reportedly.reading.time_ranges import (
    read_day_of_month,
    read_first_day,
    read_half_year,
    read_second_day,
    read_second_year,
    read_week_of,
)
from reportedly.reading.time_setting import Meaning, Setting

Rule = Callable[[Phrase, Setting], Meaning | None]


def resolve(phrase: Phrase, setting: Setting) -> Meaning | None:
    """Find what a phrase stands for; None where its words are no time after all, or none in the calendar."""
    try:
        return RULES[phrase.rule](phrase, setting)
    except (ValueError, OverflowError):
        return None


RULES: Final[Mapping[str, Rule]] = {
    "week_of": read_week_of,
    "clock_of_part": read_hour,
    "second_year": read_second_year,
    "half_year": read_half_year,
    "day_of_month": read_day_of_month,
    "full_date": read_full_date,
    "numeric_date": read_numeric_date,
    "month_day": read_calendar_day,
    "day_month": read_calendar_day,
    "first_day": read_first_day,
    "second_day": read_second_day,
    "month_year": read_month_year,
    "clock_day": read_clock_day,
    "day_clock": read_clock_day,
    "weekday_week": read_weekday_week,
    "weekday": read_weekday,
    "weekdays": read_every,
    "night": read_night,
    "next_daypart": read_next_daypart,
    "day_beside": read_day_beside,
    "day_word": read_day_word,
    "count_ago": read_count_ago,
    "vague_ago": read_vague_ago,
    "unit_after": read_unit_after,
    "related_spell": read_related_spell,
    "this_units": read_duration,
    "recent_units": read_some_units,
    "end_of_spell": read_end_of_spell,
    "related_season": read_season,
    "season_year": read_season,
    "season": read_season,
    "related_month": read_related_month,
    "quarter": read_quarter,
    "decade": read_decade,
    "century": read_century,
    "before_era": read_before_era,
    "year": read_year,
    "short_year": read_short_year,
    "month": read_month,
    "month_or_word": read_month_or_word,
    "holiday": read_holiday,
    "weekend": read_weekend,
    "every": read_every,
    "rate": read_rate,
    "reference": read_reference,
    "duration": read_duration,
    "unit_long": read_unit_long,
    "some_units": read_some_units,
    "clock": read_hour,
    "clock_word": read_hour,
}
