"""Which events tell of one happening, inside a report and across two, and where do their accounts differ?"""

import pytest

from reportedly.grouping.accounts import Teller, find_accounts
from reportedly.grouping.digests import digest_reading
from reportedly.grouping.disputes import find_contradictions
from reportedly.grouping.facts import facts_of
from reportedly.grouping.incidents import explain_incident, is_same_incident
from reportedly.grouping.partition import partition
from reportedly.grouping.stories import find_facts, is_same_story
from reportedly.model import Reading
from tellings import ATTACK, STRIKE, Told, make_telling, tell_attack

TEXT = f"{ATTACK} The guns of Kessel were silent."
MARKET = Told("struck", place="Osmund", killed=4)


@pytest.mark.parametrize(
    ("second", "same"),
    [
        (Told("shelled", actor="Tarsia", status="negated", by="Tarsia"), True),
        (Told("killing", killed=4), True),
        (Told("attack"), True),
        (Told("shelled", place="Kessel"), False),
        (Told("shelled", place="Osmund", date="2031-02-20"), False),
        (Told("marched", type="PROTEST", place="Osmund"), False),
        (Told("seized", mode="abduct"), True),
    ],
    ids=["denial", "toll", "bare", "other place", "other day", "other type", "no mode to compare"],
)
def test_events_of_one_report(second: Told, same: bool) -> None:
    happenings = digest_reading(make_telling("one", TEXT, MARKET, second)).happenings
    assert (len(happenings) == 1) is same


def test_a_bare_event_does_not_make_one_of_two_places() -> None:
    told = (Told("struck", place="Osmund"), Told("shelling", place="Kessel"), Told("shelled"))
    happenings = digest_reading(make_telling("one", TEXT, *told)).happenings
    assert [len(happening.mentions) for happening in happenings] == [1, 2]


@pytest.mark.parametrize(
    ("second", "published", "same"),
    [
        (Told("struck", place="Osmund", killed=4), "2031-03-05", True),
        (Told("struck", place="Osmund", killed=9, actor="Tarsia"), "2031-03-06", True),
        (Told("struck", place="Osmund", status="negated", by="Tarsia"), "2031-03-06", True),
        (Told("struck", place="Kessel", killed=4), "2031-03-05", False),
        (Told("struck", place="Osmund", killed=4), "2031-03-12", False),
        (Told("hit"), "2031-03-05", False),
        (Told("struck", type="PROTEST", place="Osmund"), "2031-03-05", False),
    ],
    ids=["same", "other toll", "denial", "other place", "a week later", "nothing agrees", "other type"],
)
def test_events_of_two_reports(second: Told, published: str, same: bool) -> None:
    one, other = (
        digest_reading(make_telling(name, TEXT, told, published=day))
        for name, told, day in (("one", MARKET, "2031-03-05"), ("other", second, published))
    )
    first, retold = (facts_of(digest.happenings[0], digest.day) for digest in (one, other))
    assert is_same_incident(first, retold) is same
    assert is_same_incident(retold, first) is same


def test_explain_incident_names_the_signs() -> None:
    facts = facts_of(digest_reading(make_telling("one", ATTACK, MARKET)).happenings[0], None)
    assert "same place" in explain_incident(facts, facts)


def test_other_news_of_the_day_is_another_story() -> None:
    one, other = digest_reading(tell_attack("one")), digest_reading(make_telling("other", STRIKE))
    assert not is_same_story(one, other, find_facts(one), find_facts(other))
    _, stories, _ = partition([one, other, digest_reading(tell_attack("third"))])
    assert stories[0] == stories[2] != stories[1]


def differ(*readings: Reading) -> dict[str, list[str]]:
    """Give what the accounts of what the reports tell first differ about: subject -> what the sides say."""
    members = [
        (
            Teller(reading.report.id, reading.report.published, reading.report.publisher, None, frozenset(), "one"),
            digest_reading(reading).happenings[0],
        )
        for reading in readings
    ]
    found = find_contradictions(find_accounts(members))
    return {contradiction.about: [side.says for side in contradiction.sides] for contradiction in found}


def test_who_is_blamed_and_denies_is_a_dispute_about_the_actor() -> None:
    assert differ(tell_attack("one")) == {"actor": ["Tarsia", "not Tarsia"]}


def test_a_denial_by_somebody_else_is_about_whether_it_happened() -> None:
    denial = make_telling("other", ATTACK, Told("struck", place="Osmund", status="negated", by="Harbour master"))
    assert differ(make_telling("one", ATTACK, MARKET), denial) == {"existence": ["it happened", "it did not happen"]}


def test_numbers_that_cannot_both_hold_are_a_dispute() -> None:
    told = [make_telling(str(killed), ATTACK, Told("struck", place="Osmund", killed=killed)) for killed in (4, 9, 4)]
    assert differ(*told) == {"number": ["4 killed", "9 killed"]}


def test_one_voice_that_counts_anew_does_not_contradict_itself() -> None:
    told = [
        make_telling(str(killed), ATTACK, Told("struck", killed=killed, by="mayor"), publisher="Post")
        for killed in (4, 9)
    ]
    assert differ(*told) == {}


def test_accounts_that_agree_are_no_dispute() -> None:
    assert differ(make_telling("one", ATTACK, MARKET), make_telling("other", ATTACK, MARKET)) == {}


def test_a_hostile_reading_is_digested() -> None:
    text = "Shells \ud800 struck\0 Osmund. " + "x " * 300_000
    told = [Told("struck", place="Osmund\0", killed=10**30, by="\udfff"), *([Told("fell")] * 2_000)]
    digest = digest_reading(make_telling("one \ud800", text, *told, published="9999-99-99"))
    assert sum(len(happening.mentions) for happening in digest.happenings) == 400
    assert digest.day is None
