"""Tests of reading/terms.py, term_rules.py and conditions.py: sentences with what is demanded, offered and threatened."""

from dataclasses import replace

import pytest

from marked import annotate, find, happen, quote, state
from reportedly.language.annotation import Proposal
from reportedly.model import Event, Statement, Term, Time
from reportedly.reading.events import find_events
from reportedly.reading.terms import find_terms


def read(
    *sentences: str,
    events: tuple[tuple[str, str], ...] = (),
    statements: tuple[Statement, ...] = (),
    proposals: tuple[Proposal, ...] = (),
    times: tuple[Time, ...] = (),
) -> tuple[Term, ...]:
    text = " ".join(sentences)
    happenings = [happen(text, trigger, type_) for trigger, type_ in events]
    annotation = annotate(*sentences, happenings=happenings, proposals=proposals)
    found = find_events(annotation, statements, (), (), times, None)
    return find_terms(annotation, statements, tuple(map(name, found)), (), times)


def name(event: Event) -> Event:
    return replace(event, actor_name=("Aran",), recipient_name=("Beva", "Cora")) if event.type == "REJECT" else event


@pytest.mark.parametrize(
    ("text", "event", "kind", "content", "condition"),
    [
        ("The envoys called for a truce in Osk, but the army refused.", ("called for", "REQUEST"),
         "demand", ["a truce in Osk"], []),
        ("The union demanded that the mine be closed.", ("demanded", "REQUEST"), "demand", ["the mine be closed"], []),
        ("All the weapons must be handed over, and the camp must be closed.", ("must be handed over", "REQUEST"),
         "demand", ["All the weapons must be handed over"], []),
        ("Rebels offered to free the prisoners in exchange for food.", ("offered", "AGREE"),
         "offer", ["to free the prisoners"], ["in exchange for food"]),
        ("Rebels refused to leave Osk until the army withdraws.", ("refused", "REJECT"),
         "refusal", ["to leave Osk"], ["until the army withdraws"]),
        ("Rebels refused to leave Osk.", ("refused to leave", "REJECT"), "refusal", ["to leave Osk"], []),
        ("The two sides agreed to reopen the border.", ("agreed", "AGREE"), "commitment", ["to reopen the border"], []),
    ],
)  # fmt: skip
def test_find_terms_reads_the_clause_of_a_trigger(
    text: str, event: tuple[str, str], kind: str, content: list[str], condition: list[str]
) -> None:
    (term,) = read(text, events=(event,))
    assert (term.kind, quote(text, term.content), quote(text, term.condition)) == (kind, content, condition)
    assert term.evidence


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The order came on Monday.", ("order", "REQUEST")),
        ("The council rejected the allegations.", ("rejected", "REJECT")),
        ("The two sides agreed in Osk.", ("agreed", "AGREE")),
        ("Rebels attacked Osk.", ("attacked", "ASSAULT")),
        ("The threat of war grew.", ("threat", "THREATEN")),
    ],
)
def test_find_terms_leaves_a_trigger_without_substance(text: str, event: tuple[str, str]) -> None:
    assert read(text, events=(event,)) == ()


def test_find_terms_reads_three_demands_under_one_purpose() -> None:
    text = (
        "However, for the operation to stop, the armed formations must lay down arms, all the weapons must be "
        "handed over, and the regime must be dissolved, the office said."
    )
    content = text[: text.index(", the office said")]
    statement = state(text, "s1", "said", content, speaker="Office")
    triggers = ("must lay down arms", "must be handed over", "must be dissolved")
    terms = read(text, events=tuple((trigger, "REQUEST") for trigger in triggers), statements=(statement,))
    assert [(term.id, term.kind, term.by, term.statement) for term in terms] == [
        (f"t{number}", "demand", "Office", "s1") for number in (1, 2, 3)
    ]
    assert [quote(text, term.content) for term in terms] == [
        ["the armed formations must lay down arms"],
        ["all the weapons must be handed over"],
        ["the regime must be dissolved"],
    ]
    assert all(quote(text, term.condition) == ["for the operation to stop"] for term in terms)


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind", "substance", "condition"),
    [
        ("The army threatened that it would shell Osk unless rebels leave.", "threatened",
         "that it would shell Osk unless rebels leave", "threat", ["it would shell Osk"], ["unless rebels leave"]),
        ("The mayor pledged that, if rain comes, the dam will open.", "pledged",
         "that, if rain comes, the dam will open", "commitment", ["the dam will open"], ["if rain comes"]),
        ("The mayor said the dam is open.", "said", "the dam is open", None, [], []),
    ],
)  # fmt: skip
def test_find_terms_reads_the_content_of_a_statement_with_such_a_cue(  # noqa: PLR0917
    text: str, cue: str, content: str, kind: str | None, substance: list[str], condition: list[str]
) -> None:
    statement = state(text, "s1", cue, content, speaker="Aran", to=("Beva",))
    terms = read(text, statements=(statement,))
    found = [(term.kind, term.by, term.to, quote(text, term.content), quote(text, term.condition)) for term in terms]
    assert found == ([(kind, "Aran", "Beva", substance, condition)] if kind else [])


def test_find_terms_prefers_a_proposal_and_lends_it_the_parties_of_the_event() -> None:
    text = "The council refused to open the road."
    proposal = Proposal("refusal", (find(text, "open the road"),), (), 0.7)
    (term,) = read(text, events=(("refused", "REJECT"),), proposals=(proposal,))
    assert quote(text, term.content) == ["open the road"]
    assert (term.by, term.to, term.score) == ("Aran", "Beva and Cora", 0.7)


def test_find_terms_links_a_refusal_to_the_demand_it_names() -> None:
    sentences = ("The envoy demanded the release of prisoners.", "The council rejected the demand for their release.")
    text = " ".join(sentences)
    statement = state(text, "s1", "demanded", "the release of prisoners", speaker="Envoy")
    events = (("demanded", "REQUEST"), ("rejected", "REJECT"))
    demand, refusal = read(*sentences, events=events, statements=(statement,))
    assert (demand.kind, demand.answers) == ("demand", None)
    assert (refusal.kind, refusal.answers) == ("refusal", demand.id)


def test_find_terms_reads_a_deadline() -> None:
    text = "The army called for rebels to leave Osk by Friday."
    times = (Time(find(text, "Friday"), "DATE", "2023-09-22", "2023-09-22", "2023-09-22"),)
    (term,) = read(text, events=(("called for", "REQUEST"),), times=times)
    assert term.deadline == "2023-09-22"


def test_find_terms_gives_none_where_nothing_is_put_to_anybody() -> None:
    assert read("Rain fell on Osk.") == ()
