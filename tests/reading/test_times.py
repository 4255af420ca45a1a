"""Tests of reading/times.py: sentences with their time expressions written out."""

import re

import pytest

from reportedly.language.annotation import Annotation, Attribution, Happening
from reportedly.model import Span
from reportedly.reading.times import date_of, find_date, find_times

TUESDAY = "2023-09-19"


def annotate(text: str, *, cues: tuple[str, ...] = (), triggers: tuple[str, ...] = ()) -> Annotation:
    """Give a text's sentences, and the cues and triggers that a test names."""
    ends = [match.end() for match in re.finditer(r"(?<=[a-z0-9][.?!])\s+(?=[A-Z])", text)]
    sentences = tuple(zip([0, *ends], [*ends, len(text)], strict=True))
    attributions = tuple(Attribution((), (_find(text, cue),), (), 1.0) for cue in cues)
    happenings = tuple(
        Happening(_find(text, word), "ASSAULT", 1.0, None, "actual", 1.0, (), (), (), (), 1.0) for word in triggers
    )
    return Annotation(text, (), sentences, (), (), attributions=attributions, happenings=happenings)


def _find(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def read(text: str, published: str | None = TUESDAY) -> list[tuple[str, str, str | None]]:
    times = find_times(annotate(text), published)
    return [(text[slice(*time.span)], time.type, time.value) for time in times]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Sunday.", ("Sunday", "DATE", "2023-09-17")),
        ("Shells fell on Tuesday.", ("Tuesday", "DATE", "2023-09-19")),
        ("The ministers will meet on Friday.", ("Friday", "DATE", "2023-09-22")),
        ("On Friday, the envoys will meet.", ("Friday", "DATE", "2023-09-22")),
        ("He will answer, the ministry said Friday.", ("Friday", "DATE", "2023-09-15")),
        ("Envoys must leave by Friday.", ("Friday", "DATE", "2023-09-22")),
        ("They met last Tuesday.", ("last Tuesday", "DATE", "2023-09-12")),
        ("Voting starts next Tuesday.", ("next Tuesday", "DATE", "2023-09-26")),
        ("Troops left late Monday night.", ("late Monday night", "TIME", "2023-09-18TNI")),
        ("It rained yesterday.", ("yesterday", "DATE", "2023-09-18")),
        ("Clashes broke out last night.", ("last night", "TIME", "2023-09-18TNI")),
        ("The raid began at 10:35 p.m. on Monday.", ("at 10:35 p.m. on Monday", "TIME", "2023-09-18T22:35")),
        ("The border closed two weeks ago.", ("two weeks ago", "DATE", "2023-W36")),
        ("A truce was signed three months ago.", ("three months ago", "DATE", "2023-06")),
        ("The war began a few years ago.", ("a few years ago", "DATE", "PAST_REF")),
        ("He was jailed last year.", ("last year", "DATE", "2022")),
        ("He was freed earlier this month.", ("earlier this month", "DATE", "2023-09")),
        ("The camp was built last summer.", ("last summer", "DATE", "2023-SU")),
        ("Over the past two weeks, 40 people died.", ("the past two weeks", "DURATION", "P2W")),
        ("A 14-day truce was agreed.", ("14-day", "DURATION", "P14D")),
        ("Talks lasted several hours.", ("several hours", "DURATION", "PTXH")),
        ("Convoys arrive every week.", ("every week", "SET", "P1W")),
        ("Protesters gather on Fridays.", ("Fridays", "SET", "XXXX-WXX-5")),
    ],
)  # fmt: skip
def test_times_are_counted_from_the_day_of_the_report(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell on 12 March 2021.", ("12 March 2021", "2021-03-12")),
        ("It fell on March 12, 2021.", ("March 12, 2021", "2021-03-12")),
        ("It fell on 2021-03-12.", ("2021-03-12", "2021-03-12")),
        ("It fell on 25/3/2021.", ("25/3/2021", "2021-03-25")),
        ("It fell on 5/3/2021.", ("5/3/2021", "2021")),
        ("It fell on Sept. 4.", ("Sept. 4", "2023-09-04")),
        ("It fell on Friday, Dec. 30.", ("Friday, Dec. 30", "2022-12-30")),
        ("It fell in early May 2019.", ("early May 2019", "2019-05")),
        ("It fell in May.", ("May", "2023-05")),
        ("It was taken in November.", ("November", "2022-11")),
        ("It fell in 2014.", ("2014", "2014")),
        ("It fell in the late 1990s.", ("the late 1990s", "199")),
        ("It fell in the 19th century.", ("the 19th century", "18")),
        ("It fell in the third quarter of 2020.", ("the third quarter of 2020", "2020-Q3")),
        ("It fell in the spring of 2020.", ("the spring of 2020", "2020-SP")),
        ("It fell on Christmas Eve 2020.", ("Christmas Eve 2020", "2020-12-24")),
        ("It fell on 31 February 2020.", ("31 February 2020", "2020-02")),
    ],
)  # fmt: skip
def test_calendar_dates_have_the_value_that_the_text_gives(text: str, expected: tuple[str, str]) -> None:
    assert [(words, value) for words, _, value in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He may leave, and they march on.",
        "Some 2000 soldiers fled.",
        "The $2000 was returned.",
        "The fall of Oltar came quickly.",
        "A 40-year-old teacher was hurt.",
        "Prices are about to fall.",
        "Bloody Sunday and the Good Friday Agreement came up.",
        "He told the Sunday Times and the Daily Mirror.",
        "A Christmas tree burned.",
        "The 20th floor burned.",
        "",
    ],
)
def test_other_words_are_no_times(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # what is to come
        ("Voters go to the polls on Sunday.", "2023-09-24"),
        ("The council meets Saturday to vote.", "2023-09-23"),
        ("The hearing was adjourned until Thursday.", "2023-09-21"),
        ("Talks are on hold until at least February.", "2024-02"),
        ("By Sunday, the airlift should be complete.", "2023-09-24"),
        ("On Thursday, the council of elders of Oltar, long idle, plans to meet.", "2023-09-21"),
        ("The envoys agreed to meet on Friday.", "2023-09-22"),
        ("Marchers were planning to block the port on Friday.", "2023-09-22"),
        ("A minister could be named as early as Wednesday.", "2023-09-20"),
        ("The union has decided to admit Vesland in early November.", "2023-11"),
        ("They gave no reason for the Oct. 14 deadline.", "2023-10-14"),
        ("They will meet again in two weeks.", "2023-W40"),
        # what has been
        ("The army held the town until Friday.", "2023-09-15"),
        ("Until Thursday, nobody had claimed the raid.", "2023-09-14"),
        ("A vigil planned for Saturday was called off.", "2023-09-16"),
        ("He had been due to fly to Karsk on Saturday.", "2023-09-16"),
        ("They approved the plan, Friday.", "2023-09-15"),
        ("On Thursday, rebels seized the port, and will keep it.", "2023-09-14"),
        ("The Oct. 7 attacks were condemned.", "2022-10-07"),
        ("The truce took effect on November 10.", "2022-11-10"),
        ("Vesk fell on 7 October last year.", "2022-10-07"),
        ("Schools closed following Monday's blast.", "2023-09-18"),
    ],
)
def test_clause_tells_whether_a_date_is_past_or_to_come(text: str, value: str) -> None:
    assert [found for _, _, found in read(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell in the second half of 2020.", [("the second half of 2020", "2020-H2")]),
        ("Vesk shrank in the latter half of last year.", [("the latter half of last year", "2022-H2")]),
        ("It is due in the week of October 9.", [("the week of October 9", "2023-W41")]),
        ("The budget for fiscal year 2024 was cut.", [("fiscal year 2024", "2024")]),
        ("A decade ago he fled.", [("A decade ago", "2013")]),
        ("The post-2014 order collapsed.", [("2014", "2014")]),
        ("Pay rose at year's end.", [("year's end", "2023")]),
        ("Later in the year he fled.", [("Later in the year", "2023")]),
        ("The raid began at 10.30am on Monday.", [("at 10.30am on Monday", "2023-09-18T10:30")]),
        ("It began at 4 in the afternoon.", [("at 4 in the afternoon", "2023-09-19T16:00")]),
        ("A drone hit at 14:30 local time on Sunday.", [("at 14:30", "2023-09-17T14:30"), ("Sunday", "2023-09-17")]),
        ("Shells fell overnight Saturday.", [("overnight Saturday", "2023-09-16TNI")]),
        ("He fled two days after Friday's vote.", [("two days after", "2023-09-17"), ("Friday", "2023-09-15")]),
        ("He fled the day before last Friday.", [("the day before last Friday", "2023-09-14")]),
        ("He fled two days after the vote.", [("two days after", "P2D")]),
        ("FILE - This April 4, 2017, photo shows it.", [("This April 4, 2017", "2017-04-04")]),
        ("Guards stood there 24 hours a day.", [("24 hours", "PT24H"), ("a day", "P1D")]),
        ("It was in April 480 BC.", [("April 480 BC", "BC0480-04")]),
    ],
)  # fmt: skip
def test_words_for_spells_and_hours_have_a_value(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, value) for words, _, value in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They fought from Saturday to Monday.", ["2023-09-16", "2023-09-18"]),
        ("Troops come between Friday and Tuesday.", ["2023-09-15", "2023-09-19"]),
        ("The 2021-22 drought hit the north.", ["2021", "2022"]),
        ("The war of May-August 1950 was short.", ["1950-05", "1950-08"]),
        ("In the spring and summer of 1979 they armed.", ["1979-SP", "1979-SU"]),
        ("In August/September 1956 talks failed.", ["1956-08", "1956-09"]),
        ("War began on 27 September 2020 and ended on 10 November.", ["2020-09-27", "2020-11-10"]),
        ("He won in November 2020 and took office in January.", ["2020-11", "2021-01"]),
        ("It fell on 12 June 2020. On the 20th, it was free.", ["2020-06-12", "2020-06-20"]),
        ("He left on 12 June 2020. The following Friday, he died.", ["2020-06-12", "2020-06-19"]),
        ("He fled two weeks ago. A week earlier, he had won.", ["2023-W36", "2023-W35"]),
    ],
)
def test_dates_are_read_together_with_those_beside_them(text: str, values: list[str]) -> None:
    assert [value for _, _, value in read(text)] == values


def test_chronicle_goes_on_from_its_own_years_not_from_asides() -> None:
    text = (
        "War broke out in 1931. In 1932 and 1933 the east fell. In 1934, 1935 and 1936 there was famine. "
        "In 1937 the king fled, as a book of 2004 tells. In May, he died. "
        "In 1938, 1939 and 1940 the army won back the ground of the previous year. In June, it left."
    )
    found = {words: value for words, _, value in read(text)}
    assert (found["May"], found["June"]) == ("1937-05", "1940-06")


def test_news_with_some_history_is_no_chronicle() -> None:
    text = (
        "The base, built in 1959 and 1966 and let in 1979, 1983 and 1990, was hit on Friday. "
        "The court sat this week. It meets next on Thursday."
    )
    assert read(text)[5][2] == "2023-09-15"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Between 12 and 14 July, three died.", ["2023-07-12", "2023-07-14"]),
        ("The siege of March 5-9, 1918 failed.", ["1918-03-05", "1918-03-09"]),
        ("Between March and April 2018 none came.", ["2018-03", "2018-04"]),
    ],
)
def test_ranges_share_their_month_and_year(text: str, values: list[str]) -> None:
    assert [value for _, _, value in read(text)] == values


@pytest.mark.parametrize(
    "text", ["Shells fell on Sunday.", "It rained yesterday.", "He was jailed last year.", "It fell on May 4."]
)
def test_relative_times_have_no_value_without_a_publication_date(text: str) -> None:
    assert [value for _, _, value in read(text, None)] == [None]


def test_next_day_is_counted_from_the_date_before_it() -> None:
    text = "The town was taken on 3 June 2020. The next day, two bridges fell."
    first, second = find_times(annotate(text), TUESDAY)
    assert (second.value, second.anchor) == ("2020-06-04", first.span)
    assert first.anchor is None


def test_next_day_stays_open_after_a_month() -> None:
    assert read("The town was taken in June 2020. The next day, two bridges fell.")[1][2] is None


def test_chronicle_dates_follow_the_last_year_named() -> None:
    text = (
        "War broke out in 1931. In May 1932, the capital fell. On 4 June, the king fled. "
        "By December 1933, the east was lost. In January, the army gave up. In 1934 and 1935 there was peace."
    )
    assert [value for _, _, value in read(text)] == [
        "1931", "1932-05", "1932-06-04", "1933-12", "1934-01", "1934", "1935",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("It was in February 2020.", ("2020-02-01", "2020-02-29")),
        ("It was two weeks ago.", ("2023-09-04", "2023-09-10")),
        ("It was in the 1990s.", ("1990-01-01", "1999-12-31")),
        ("It was at 7 a.m. on Monday.", ("2023-09-18T07:00", "2023-09-18T07:00")),
        ("It took three days.", (None, None)),
    ],
)
def test_times_cover_an_interval(text: str, interval: tuple[str | None, str | None]) -> None:
    (time,) = find_times(annotate(text), TUESDAY)
    assert (time.start, time.end) == interval


def test_times_carry_the_rule_that_read_them() -> None:
    (time,) = find_times(annotate("Shells fell on Sunday."), TUESDAY)
    assert [(item.field, item.span, item.rule) for item in time.evidence] == [("time", time.span, "times.weekday")]


@pytest.mark.parametrize("published", ["2023-09-19T23:50:00Z", "2023-09-19", "2023-09-19 08:00"])
def test_published_may_have_an_hour(published: str) -> None:
    assert read("Shells fell on Sunday.", published)[0][2] == "2023-09-17"


@pytest.mark.parametrize("published", ["2023-09", "last week", "", "9999-12-31", "0001-01-01"])
def test_strange_publication_dates_do_no_harm(published: str) -> None:
    text = "On Sunday, 900 years ago, last decade, next century, tomorrow, at Christmas."
    assert all(time.span for time in find_times(annotate(text), published))


@pytest.mark.parametrize(
    "piece", ["1,", "'", "5 and ", "March 5, 5,", "early ", "the ", "İ", "two-", "\n \t", "1999 ", "12:"]
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(time.span[1] <= len(text) for time in find_times(annotate(text), TUESDAY))


def test_offsets_hold_after_letters_that_grow_in_lower_case() -> None:
    assert read("İİİ fell on Sunday.")[0][0] == "Sunday"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels attacked the base in Oltar on Sunday.", "attacked", "2023-09-17"),
        ("On Sunday, rebels attacked the base and killed six.", "killed", "2023-09-17"),
        ("Sunday's attack killed six.", "attack", "2023-09-17"),
        ("The 2014 annexation was condemned.", "annexation", "2014"),
        ("The town was seized last month.", "seized", "2023-08"),
        ("Rebels attacked the base, a spokesman said Sunday.", "attacked", None),
        ("A spokesman said Sunday that rebels attacked the base.", "attacked", None),
        ("The town has been besieged since Sunday.", "besieged", None),
        ("Rebels attacked the base after the army withdrew on Sunday.", "attacked", None),
        ("Rebels attacked the base. The army withdrew on Sunday.", "attacked", None),
        ("The fighting lasted two weeks.", "fighting", None),
    ],
)
def test_date_comes_from_the_clause_of_the_trigger(text: str, trigger: str, expected: str | None) -> None:
    annotation = annotate(text)
    times = find_times(annotation, TUESDAY)
    dated = find_date(_find(text, trigger), (), times, annotation, TUESDAY)
    assert (dated[0] if dated else None) == expected


def test_date_is_not_taken_across_another_event_or_a_cue() -> None:
    text = "Rebels attacked a town shelled in 2014."
    annotation = annotate(text, triggers=("shelled",))
    assert find_date(_find(text, "attacked"), (), find_times(annotation, TUESDAY), annotation, TUESDAY) is None
    text = "Residents fled the town, officials wrote Sunday."
    annotation = annotate(text.replace(",", ""), cues=("wrote",))
    assert find_date(_find(text, "fled"), (), find_times(annotation, TUESDAY), annotation, TUESDAY) is None


def test_date_prefers_the_words_of_the_event_and_the_most_precise() -> None:
    text = "On Monday he said that rebels, in May 2019, attacked the base on May 4, 2019."
    annotation = annotate(text)
    when = (_find(text, "in May 2019"), _find(text, "on May 4, 2019"))
    times = find_times(annotation, TUESDAY)
    assert find_date(_find(text, "attacked"), when, times, annotation, TUESDAY) == (
        "2019-05-04",
        _find(text, "May 4, 2019"),
    )


@pytest.mark.parametrize(("text", "expected"), [("two weeks ago", "2023-09"), ("in the 1990s", None), ("now", None)])
def test_date_of_is_cut_where_the_report_stops_being_precise(text: str, expected: str | None) -> None:
    (time,) = find_times(annotate(text), TUESDAY)
    assert date_of(time) == expected
