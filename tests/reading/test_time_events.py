"""Tests of reading/time_events.py: which time expression dates which event; sentences of our own, read on a Tuesday."""

import re
from time import perf_counter

import pytest

from reportedly.language.annotation import Annotation, Attribution, Happening
from reportedly.model import Span
from reportedly.reading.times import find_date, find_times

TUESDAY = "2023-09-19"


def annotate(text: str, triggers: tuple[str, ...], cues: tuple[str, ...] = ()) -> Annotation:
    """Give the sentences of a text, its triggers and the cues of its statements."""
    ends = [match.end() for match in re.finditer(r"(?<=[a-z0-9][.?!])\s+(?=[A-Z])", text)]
    sentences = tuple(zip([0, *ends], [*ends, len(text)], strict=True))
    attributions = tuple(Attribution((), (find(text, cue),), (), 1.0) for cue in cues)
    happenings = tuple(
        Happening(find(text, word), "ASSAULT", 1.0, None, "actual", 1.0, (), (), (), (), 1.0) for word in triggers
    )
    return Annotation(text, (), sentences, (), (), attributions=attributions, happenings=happenings)


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def date(text: str, trigger: str, *others: str, when: tuple[str, ...] = ()) -> str | None:
    """Find the date of one trigger of a text that has others too."""
    annotation = annotate(text, (trigger, *others))
    spans = tuple(find(text, words) for words in when)
    dated = find_date(find(text, trigger), spans, find_times(annotation, TUESDAY), annotation, TUESDAY)
    return dated[0] if dated else None


@pytest.mark.parametrize(
    ("text", "trigger", "others", "expected"),
    [
        # the adverb of its clause
        ("Rebels shelled the port of Oltar on Sunday, killing three.", "shelled", ("killing",), "2023-09-17"),
        ("Police detained the mayor early Monday.", "detained", (), "2023-09-18"),
        ("The minister, who was arrested in May, denied the charges.", "arrested", ("denied",), "2023-05"),
        ("The two sides clashed last night.", "clashed", (), "2023-09-18"),
        ("The ministry on Monday formally accused the rebels.", "accused", (), "2023-09-18"),
        ("Envoys will meet in Karsk on Friday.", "meet", (), "2023-09-22"),
        ("More than 40 people have been killed this year in clashes.", "killed", ("clashes",), "2023"),
        ("A bomb exploded near the embassy at about 10 a.m. (0700 GMT) Sunday.", "exploded", (), "2023-09-17"),
        ("Troops raided the camp two days after Sunday's attack.", "raided", ("attack",), "2023-09-19"),
        # verbs that share one adverb
        ("Three were killed and six wounded on Sunday.", "killed", ("wounded",), "2023-09-17"),
        ("Five soldiers died in an ambush Sunday night in the north.", "died", ("ambush",), "2023-09-17"),
        ("The clerk was arrested Sunday and charged with spying.", "charged", ("arrested",), "2023-09-17"),
        ("They marched on Saturday, and police arrested 40 on Sunday.", "marched", ("arrested",), "2023-09-16"),
        ("They marched on Saturday, and police arrested 40 on Sunday.", "arrested", ("marched",), "2023-09-17"),
        # the lead of its sentence or clause
        ("On Friday, envoys will meet in Karsk.", "meet", (), "2023-09-22"),
        ("At 5 a.m. on Monday, gunmen attacked a convoy.", "attacked", (), "2023-09-18"),
        ("Last week the president rejected the plan.", "rejected", (), "2023-09"),
        ("On Sunday, soldiers, backed by tanks, stormed the camp.", "stormed", (), "2023-09-17"),
        ("In a statement on Monday, the ministry condemned the raid.", "condemned", ("raid",), "2023-09-18"),
        ("Officials confirm that on Sunday soldiers shelled the post.", "shelled", (), "2023-09-17"),
        ("Two days after Sunday's attack, troops raided the camp.", "raided", ("attack",), "2023-09-19"),
        # the attribute of its noun
        ("Monday's raid on the camp drew protests.", "raid", ("protests",), "2023-09-18"),
        ("Two days after Sunday's attack, troops raided the camp.", "attack", ("raided",), "2023-09-17"),
        ("Oltar has been cut off since the 2014 annexation.", "annexation", (), "2014"),
        # a clause of result, circumstance or relation
        ("Rebels shelled the port of Oltar on Sunday, killing three.", "killing", ("shelled",), "2023-09-17"),
        ("Six were wounded on Sunday when shells hit a market.", "hit", ("wounded",), "2023-09-17"),
        ("The offensive, which began in May, has stalled.", "offensive", (), "2023-05"),
        ("He spoke of the coup that toppled the king in 2015.", "coup", (), "2015"),
        # several dates are one spell
        ("The army withdrew from Vesk between 12 and 14 July.", "withdrew", (), "2023-07"),
        ("The army shelled Vesk from Monday to Tuesday.", "shelled", (), "2023-09"),
        ("The rebels fired rockets on Saturday and Sunday.", "fired", (), "2023-09"),
        # the caption of a photograph
        ("Police block marchers during a rally in Karsk, Vesland, March 26, 2017.", "block", ("rally",), "2017-03-26"),
    ],
)
def test_event_has_the_date_that_its_clause_gives(
    text: str, trigger: str, others: tuple[str, ...], expected: str
) -> None:
    assert date(text, trigger, *others) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "others"),
    [
        ("The minister, who was arrested in May, denied the charges.", "denied", ("arrested",)),
        ("Monday's raid on the camp drew protests.", "protests", ("raid",)),
        ("In a statement on Monday, the ministry condemned the raid.", "raid", ("condemned",)),
        ("The ministry accused the rebels on Monday of killing nine.", "killing", ("accused",)),
        ("On Monday the ministry accused the rebels of killing nine.", "killing", ("accused",)),
        ("The killing of the envoy in 2019 led to sanctions.", "sanctions", ("killing",)),
        ("A court jailed him for chanting slogans under the 2014 law.", "chanting", ("jailed",)),
        ("Guards beat voters ahead of next year's election.", "beat", ()),
        ("Fighting has raged since Friday.", "Fighting", ()),
        ("The truce will hold until Friday.", "truce", ()),
        ("Rebels attacked hours after the truce took effect.", "attacked", ("truce",)),
        ("The war of the 1990s displaced thousands.", "displaced", ()),
        ("Crowds gather after the shooting of a guard, in Karsk, March 26, 2017.", "shooting", ("gather",)),
        ("Troops were shelling the town.", "shelling", ()),
        ("Troops are not shelling the town.", "shelling", ()),
        ("Troops will be shelling the town.", "shelling", ()),
    ],
)
def test_event_has_no_date_where_the_text_gives_another_things(
    text: str, trigger: str, others: tuple[str, ...]
) -> None:
    assert date(text, trigger, *others) is None


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Troops are shelling the town.", "shelling"),
        ("The army says it is now advancing on Vesk.", "advancing"),
        ("The town is being shelled.", "shelled"),
        ("Crowds gathered outside parliament today.", "gathered"),
    ],
)
def test_event_has_the_day_of_the_report_where_the_text_means_it(text: str, trigger: str) -> None:
    assert date(text, trigger) == TUESDAY


def test_event_going_on_has_no_date_without_a_publication_date() -> None:
    annotation = annotate("Troops are shelling the town.", ("shelling",))
    trigger = find(annotation.text, "shelling")
    assert find_date(trigger, (), (), annotation, TUESDAY) == (TUESDAY, trigger)
    assert find_date(find(annotation.text, "shelling"), (), (), annotation, None) is None


@pytest.mark.parametrize(
    ("text", "trigger", "when", "expected"),
    [
        ("Aid has come in, after a raid, on Sunday.", "raid", "on Sunday", "2023-09-17"),
        ("The port has been blocked since Sunday.", "blocked", "since Sunday", None),
        ("Talks are on hold until at least Friday.", "on hold", "until at least Friday", None),
        ("Discussions went on now about Vesk.", "Discussions", "now", TUESDAY),
        ("Shells fell from 12 to 14 July.", "fell", "from 12 to 14 July", "2023-07"),
    ],
)
def test_own_words_of_time_come_first_unless_they_are_a_limit(
    text: str, trigger: str, when: str, expected: str | None
) -> None:
    assert date(text, trigger, when=(when,)) == expected


def test_date_is_not_taken_across_the_words_of_a_source() -> None:
    text = "On Monday the ministry wrote rebels attacked the base."
    annotation = annotate(text, ("attacked",), cues=("wrote",))
    assert find_date(find(text, "attacked"), (), find_times(annotation, TUESDAY), annotation, TUESDAY) is None


def test_one_sentence_of_many_times_is_dated_in_linear_time() -> None:
    text = "and on Sunday troops shelled it " * 2_000
    annotation = annotate(text, ())
    times = find_times(annotation, TUESDAY)
    begun = perf_counter()
    dates = [find_date(match.span(), (), times, annotation, TUESDAY) for match in re.finditer("shelled", text)]
    assert {dated and dated[0] for dated in dates} == {"2023-09-17"}
    assert perf_counter() - begun < 10
