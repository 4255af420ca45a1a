"""A reading written by hand, of a report about places that do not exist: what the faces' tests draw."""

from reportedly.model import (
    Actor,
    Count,
    CountKind,
    Dispute,
    Event,
    Evidence,
    Place,
    Reading,
    Report,
    Span,
    Spans,
    Statement,
    StatementKind,
    Status,
    Term,
    TermKind,
    Time,
)

TEXT = """\
PORT AMAL — Norlandish aircraft bombed the harbour of Port Amal overnight, killing at least 12 people and injuring \
dozens, the Vesk Red Cross said on Tuesday.

Norland's defence ministry denied the raid. "No aircraft of ours were over Vesk," its spokesman, Colonel Edvard Ilm, \
told Radio Norland. Residents said that police had told them that militants fired rockets from the pier on Monday.

Vesk's president, Mara Sule, demanded that Norland withdraw its troops from the Amal valley by 1 June. Norland "will \
leave only if Vesk disarms the Amal Brigades," Ilm said, according to Radio Norland. About 3,000 people marched \
through Vesk City in protest.
"""


def span(words: str, nth: int = 1) -> Span:
    """Find the nth occurrence of some words in the report."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def spans(*words: str) -> Spans:
    """Find the first occurrence of each."""
    return tuple(map(span, words))


def _state(  # noqa: PLR0917 - a row of data
    key: str,
    kind: StatementKind,
    speaker: str,
    source: Spans,
    cue: Spans,
    content: Spans,
    *,
    to: tuple[str, ...] = (),
    via: tuple[str, ...] = (),
    within: str | None = None,
) -> Statement:
    evidence = tuple(Evidence("cue", words, "cue in cues.tsv", 0.97) for words in cue)
    evidence += tuple(Evidence("content", words, "attribution head", 0.91) for words in content)
    return Statement(key, kind, source, cue, content, speaker, None, to, via, within, 0.93, evidence)


def _happen(
    key: str,
    label: str,
    trigger: Span,
    *,
    status: Status = "actual",
    actor: tuple[tuple[Span, str | None, str | None], ...] = (),
    recipient: tuple[tuple[Span, str | None, str | None], ...] = (),
    place: tuple[tuple[Span, str | None], ...] = (),
    when: Spans = (),
    date: str | None = None,
    numbers: dict[CountKind, Count] | None = None,
    statement: str | None = None,
) -> Event:
    kind, _, mode = label.partition(" ")
    return Event(
        key, kind, mode or None, (), status, trigger,
        tuple(item[0] for item in actor), tuple(item[1] for item in actor), tuple(item[2] for item in actor),
        tuple(item[0] for item in recipient), tuple(item[1] for item in recipient),
        tuple(item[2] for item in recipient),
        tuple(item[0] for item in place), tuple(item[1] for item in place), when, date, numbers or {}, statement, 0.88,
        (Evidence("trigger", trigger, "event head", 0.88), Evidence("status", trigger, "status head", 0.95)),
    )  # fmt: skip


def _term(  # noqa: PLR0917 - a row of data
    key: str, kind: TermKind, by: str, to: str, content: Spans, statement: str, **more: str | Spans | None
) -> Term:
    condition = more.get("condition") or ()
    deadline, answers = more.get("deadline"), more.get("answers")
    return Term(key, kind, by, to, content, condition, deadline, statement, answers, 0.81)  # type: ignore[arg-type]


REPORT = Report(
    "wire-7",
    TEXT,
    "Raid on Port Amal kills 12, aid workers say",
    "2031-05-13",
    "Norland Wire",
    "https://wire.example/7",
)

READING = Reading(
    REPORT,
    "reportedly 0.1.0, base",
    statements=(
        _state(
            "s1", "indirect", "Vesk Red Cross", spans("the Vesk Red Cross"), spans("said"),
            spans("Norlandish aircraft bombed the harbour of Port Amal overnight, killing at least 12 people and "
                  "injuring dozens"),
        ),
        _state(
            "s2", "indirect", "Norland (Ministry of Defence)", spans("Norland's defence ministry"), spans("denied"),
            spans("the raid"),
        ),
        _state(
            "s3", "direct", "Edvard Ilm", spans("its spokesman, Colonel Edvard Ilm,"), spans("told"),
            spans('"No aircraft of ours were over Vesk,"'), via=("Radio Norland",),
        ),
        _state(
            "s4", "indirect", "residents", spans("Residents"), (span("said", 2),),
            spans("that police had told them that militants fired rockets from the pier on Monday"),
        ),
        _state(
            "s5", "indirect", "police", spans("police"), spans("had told"),
            spans("that militants fired rockets from the pier on Monday"), to=("residents",), within="s4",
        ),
        _state(
            "s6", "indirect", "Mara Sule", spans("Vesk's president, Mara Sule,"), spans("demanded"),
            spans("that Norland withdraw its troops from the Amal valley by 1 June"),
        ),
        _state(
            "s7", "mixed", "Edvard Ilm", (span("Ilm", 2),), (span("said", 3), span("according to")),
            spans('Norland "will leave only if Vesk disarms the Amal Brigades,"'), via=("Radio Norland",),
        ),
    ),
    events=(
        _happen(
            "e1", "ASSAULT aerial", span("bombed"), actor=((span("Norlandish aircraft"), "Norland (military)", "a1"),),
            recipient=((span("the harbour of Port Amal"), None, None),), place=((span("Port Amal"), "p1"),),
            when=spans("overnight"), date="2031-05-12",
            numbers={"killed": Count(12, None, span("at least 12")), "injured": Count(24, None, span("dozens"))},
            statement="s1",
        ),
        _happen(
            "e2", "REJECT", span("denied"),
            actor=((span("Norland's defence ministry"), "Norland (Ministry of Defence)", "a2"),),
        ),
        _happen(
            "e3", "ASSAULT heavy-weapons", span("fired"), actor=((span("militants"), None, None),),
            when=spans("Monday"), date="2031-05-12", statement="s5",
        ),
        _happen(
            "e4", "REQUEST yield", span("demanded"),
            actor=((span("Vesk's president, Mara Sule,"), "Mara Sule", "a4"),),
            recipient=((span("Norland", 4), "Norland", "a3"),),
        ),
        _happen(
            "e5", "RETREAT withdraw", span("withdraw"), status="hypothetical",
            actor=((span("Norland", 4), "Norland", "a3"),), place=((span("the Amal valley"), "p2"),),
            when=spans("1 June"), date="2031-06-01", statement="s6",
        ),
        _happen(
            "e6", "RETREAT disarm", span("disarms"), status="hypothetical", actor=((span("Vesk", 4), "Vesk", "a5"),),
            recipient=((span("the Amal Brigades"), "Amal Brigades", "a6"),), statement="s7",
        ),
        _happen(
            "e7", "PROTEST demo", span("marched"), actor=((span("About 3,000 people"), None, None),),
            place=((span("Vesk City"), "p3"),),
            numbers={"participants": Count(3000, 3000, span("About 3,000"))},
        ),
    ),
    terms=(
        _term(
            "t1", "demand", "Vesk", "Norland", spans("Norland withdraw its troops from the Amal valley"), "s6",
            deadline="2031-06-01",
        ),
        _term(
            "t2", "offer", "Norland", "Vesk", spans("will leave"), "s7",
            condition=spans("if Vesk disarms the Amal Brigades"), answers="t1",
        ),
    ),
    disputes=(Dispute("s1", "s3", "whether Norlandish aircraft flew over Vesk"),),
    actors=(
        Actor("a1", "Norland (military)", "organisation", "NLD", ("MIL",), None, spans("Norlandish aircraft")),
        Actor(
            "a2", "Norland (Ministry of Defence)", "organisation", "NLD", ("GOV", "MIL"), "Q999001",
            spans("Norland's defence ministry"),
        ),
        Actor("a3", "Norland", "state", "NLD", ("GOV",), "Q999002", (span("Norland", 4),)),
        Actor("a4", "Mara Sule", "person", "VSK", ("GOV",), None, spans("Vesk's president, Mara Sule,")),
        Actor("a5", "Vesk", "state", "VSK", ("GOV",), "Q999003", spans("Vesk")),
        Actor("a6", "Amal Brigades", "group", "VSK", ("REB",), None, spans("the Amal Brigades")),
    ),
    places=(
        Place("p1", span("Port Amal"), "Port Amal", "VSK", 12.345, -45.678, 1234567, "PPL", "city"),
        Place("p2", span("the Amal valley"), None, why="no gazetteer knows it"),
        Place("p3", span("Vesk City"), "Vesk City", "VSK", 12.9, -45.1, 1234568, "PPLC", "city"),
    ),
    times=(Time(span("Tuesday"), "DATE", "2031-05-13", "2031-05-13", "2031-05-13"),),
)  # fmt: skip
