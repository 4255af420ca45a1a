"""How does the record stand up as it grows? Adds made-up readings, asks, and kills a process that adds.

    python bench/record.py [--reports 20000] [--kills 50]

Prints milliseconds for an add at the start and at the end, the file's size for a report, how long each kind of query
takes (median and 95th percentile), and what was lost to the kills.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from reportedly.model import (
    Actor,
    Count,
    Event,
    Evidence,
    Place,
    Reading,
    Report,
    Span,
    Spans,
    Statement,
    StatementKind,
    Term,
    Time,
)
from reportedly.ontology import MODES, STATUSES, TERM_KINDS, TYPES
from reportedly.record import Store, find_did, find_reports, find_said, find_terms, find_wording, open_store

_WORDS = 650
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "is")]
COUNTRIES = (None, *(f"V{letter}{other}" for letter in "ABCDEF" for other in "KLMNO"))
_PUBLISHERS = tuple(f"Agency {letter} Daily" for letter in "ABCDEFGHIJKLMNOPQRST")


def make_vocabulary(size: int) -> tuple[list[str], list[int]]:
    """Give made-up words, and how often each is used: as in a language, few of them very often."""
    chance = random.Random(1)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(size)]
    weights = [1_000_000 // (rank + 3) for rank in range(size)]
    for index in range(1, size):
        weights[index] += weights[index - 1]
    return words, weights


VOCABULARY, CUMULATED = make_vocabulary(40_000)
NAMES = [
    " ".join(word.title() for word in random.Random(index).choices(VOCABULARY, k=1 + index % 3))
    for index in range(8_000)
]


def make_reading(number: int) -> Reading:
    """Give a reading of an average report: 650 words, 19 statements, 31 events, 4 terms, 25 actors."""
    chance = random.Random(number)
    words = chance.choices(VOCABULARY, cum_weights=CUMULATED, k=_WORDS)
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)

    def span(length: int) -> Span:
        start = chance.randrange(_WORDS - length)
        return starts[start], starts[start + length] - 1

    day = f"{2015 + number % 10}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
    actors = tuple(
        Actor(
            f"a{index}",
            _pick(chance, NAMES),
            "person",
            chance.choice(COUNTRIES),
            ("GOV",),
            None,
            (span(2), span(1)),
            _why(span(2)),
        )
        for index in range(25)
    )
    places = tuple(
        Place(f"p{index}", span(1), _pick(chance, NAMES), "VLM", 1.5, 2.5, index, "PPL", "city", None, _why(span(1)))
        for index in range(10)
    )
    times = tuple(Time(span(2), "DATE", day, day, day) for _ in range(8))
    title, publisher = " ".join(words[:8]), chance.choice(_PUBLISHERS)
    report = Report(f"report-{number}", " ".join(words), title, day, publisher, f"https://example.org/{number}", "en")
    statements = tuple(_make_statement(chance, index, span, actors) for index in range(19))
    events = tuple(_make_event(chance, index, span, actors, day) for index in range(31))
    terms = tuple(_make_term(chance, index, span, actors) for index in range(4))
    return Reading(report, "bench 1", statements, events, terms, (), actors, places, times)


def _pick(chance: random.Random, names: list[str]) -> str:
    return names[int(len(names) * chance.random() ** 3)]


def _why(*spans: Span) -> tuple[Evidence, ...]:
    return tuple(Evidence("words", span, "bench", 0.875) for span in spans)


def _make_statement(
    chance: random.Random, index: int, span: Callable[[int], Span], actors: tuple[Actor, ...]
) -> Statement:
    actor, content, cue = chance.choice(actors), span(18), span(1)
    kind = chance.choice(get_args(StatementKind))
    to = (chance.choice(actors).name,) if chance.random() < 0.2 else ()
    via = (chance.choice(actors).name,) if chance.random() < 0.1 else ()
    return Statement(
        f"s{index}", kind, (span(2),), (cue,), (content,), actor.name, actor.id, to, via, None, 0.9, _why(content, cue)
    )


def _make_event(
    chance: random.Random, index: int, span: Callable[[int], Span], actors: tuple[Actor, ...], day: str
) -> Event:
    one, other, kind = chance.choice(actors), chance.choice(actors), chance.choice(tuple(TYPES))
    trigger = span(1)
    near: Spans = ((trigger[1] + 1, trigger[1] + 12),)
    return Event(
        id=f"e{index}",
        type=kind,
        mode=chance.choice(MODES.get(kind) or (None,)),
        contexts=("military",),
        status=chance.choices(STATUSES, weights=(70, 15, 5, 7, 3))[0],  # type: ignore[arg-type]
        trigger=trigger,
        actor=((max(0, trigger[0] - 20), trigger[0]),),
        actor_name=(one.name,),
        actor_id=(one.id,),
        recipient=near,
        recipient_name=(other.name,),
        recipient_id=(other.id,),
        place=near if chance.random() < 0.3 else (),
        place_id=("p1",) if chance.random() < 0.3 else (),
        when=(),
        date=day if chance.random() < 0.5 else None,
        numbers={"killed": Count(3, None, trigger)} if chance.random() < 0.1 else {},
        statement=f"s{chance.randrange(19)}" if chance.random() < 0.7 else None,
        score=0.8,
        evidence=_why(trigger, *near, trigger),
    )


def _make_term(chance: random.Random, index: int, span: Callable[[int], Span], actors: tuple[Actor, ...]) -> Term:
    content, by, to = span(9), chance.choice(actors).name, chance.choice(actors).name
    kind = chance.choice(TERM_KINDS)
    return Term(f"t{index}", kind, by, to, (content,), (), None, "s1", None, 0.7, _why(content))  # type: ignore[arg-type]


def time_adds(store: Store, count: int) -> list[float]:
    """Give how long each add took, in milliseconds; making the reading is not counted."""
    taken = []
    for number in range(count):
        reading = make_reading(number)
        start = time.perf_counter()
        store.add(reading)
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def find_queries() -> dict[str, Callable[[Store, random.Random], Any]]:
    """Give one query of each kind, asked with other words each time."""
    frequent, rare = VOCABULARY[:300], VOCABULARY[2_000:]
    return {
        "said, all": lambda store, chance: find_said(store),
        "said by": lambda store, chance: find_said(store, by=_pick(chance, NAMES)),
        "said by, since": lambda store, chance: find_said(store, by=_pick(chance, NAMES), since="2020-03"),
        "said, about": lambda store, chance: find_said(store, about=_pick(chance, NAMES)),
        "said, rare word": lambda store, chance: find_said(store, words=chance.choice(rare)),
        "said, frequent word": lambda store, chance: find_said(store, words=chance.choice(frequent)),
        "said, publisher": lambda store, chance: find_said(store, publisher=chance.choice(_PUBLISHERS)),
        "said, kind, words": lambda store, chance: find_said(store, kind="mixed", words=chance.choice(frequent)),
        "did, actor": lambda store, chance: find_did(store, actor=_pick(chance, NAMES)),
        "did, country": lambda store, chance: find_did(store, actor="VAM"),
        "did, type, status": lambda store, chance: find_did(store, type="ASSAULT", status="negated"),
        "did, type, since, until": lambda store, chance: find_did(store, type="AID", since="2019", until="2019-06"),
        "did, according to": lambda store, chance: find_did(store, according_to=_pick(chance, NAMES)),
        "did, where": lambda store, chance: find_did(store, where=_pick(chance, NAMES)),
        "did, words": lambda store, chance: find_did(store, words=chance.choice(frequent)),
        "terms by, kind": lambda store, chance: find_terms(store, by=_pick(chance, NAMES), kind="demand"),
        "reports, words": lambda store, chance: find_reports(
            store, words=f"{chance.choice(rare)} {chance.choice(rare)}"
        ),
        "reports, frequent word": lambda store, chance: find_reports(store, words=chance.choice(frequent)),
        "wording, name": lambda store, chance: find_wording(store, _pick(chance, NAMES)),
        "wording, between": lambda store, chance: find_wording(store, _pick(chance, NAMES), other=_pick(chance, NAMES)),
        "wording by, since": lambda store, chance: find_wording(store, by=_pick(chance, NAMES), since="2020-03"),
        "wording, type, where": lambda store, chance: find_wording(store, type="AID", where=_pick(chance, NAMES)),
        "load": lambda store, chance: store.load(f"report-{chance.randrange(100)}"),
    }


def time_query(store: Store, query: Callable[[Store, random.Random], Any], times: int) -> tuple[float, float]:
    """Give the median and the 95th percentile, in milliseconds."""
    chance, taken = random.Random(3), []
    for _ in range(times):
        start = time.perf_counter()
        query(store, chance)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return statistics.median(taken), taken[int(0.95 * (len(taken) - 1))]


def count_lost(path: Path, kills: int) -> tuple[int, int]:
    """Give how many adds were reported by processes that were then killed, and how many of them are not there."""
    said: set[str] = set()
    chance = random.Random(5)
    for round_number in range(kills):
        command = [sys.executable, __file__, "--add", str(path), "--first", str(round_number * 100_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            if process.stdout is None:
                continue
            lines = [process.stdout.readline()]
            time.sleep(chance.random() * 0.2)
            process.kill()
            lines += process.stdout.readlines()
        said |= {line.strip() for line in lines if line.endswith("\n")}
        with open_store(path) as store, store.reading() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
                return len(said), len(said)
    with open_store(path) as store:
        whole = {found for found in store.ids() if store.load(found) == _expected(found)}
    return len(said), len(said - whole)


def _expected(report_id: str) -> dict[str, Any]:
    return make_reading(int(report_id.removeprefix("report-"))).to_dict()


def add_for_ever(path: str, first: int) -> None:
    """Add, and say so: until killed."""
    with open_store(path) as store:
        number = first
        while True:
            sys.stdout.write(store.add(make_reading(number)).id + "\n")
            sys.stdout.flush()
            number += 1


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure(folder: Path, reports: int, kills: int) -> None:
    """Do it all, and say what comes out."""
    path = folder / "record.sqlite"
    with open_store(path) as store:
        taken = time_adds(store, reports)
        tenths = [round(reports * tenth / 10) for tenth in range(11)]
        medians = [statistics.median(taken[start:end]) for start, end in pairwise(tenths)]
        say("ms per add, median of each tenth: " + " ".join(f"{median:.2f}" for median in medians))
        say(f"ms per add, mean: {statistics.mean(taken):.2f}; p99 {sorted(taken)[int(0.99 * reports)]:.2f}")
    say(f"bytes per report: {path.stat().st_size / reports:.0f}")
    with open_store(path) as store:
        last = make_reading(reports - 1)
        say(f"ms per unchanged add: {time_query(store, lambda store, _: store.add(last), 50)[0]:.2f}")
        say(f"ms per has: {time_query(store, lambda store, _: store.has(last.report, last.reader), 50)[0]:.2f}")
        for name, query in find_queries().items():
            median, late = time_query(store, query, 100)
            say(f"{name:26} median {median:8.2f} ms   p95 {late:8.2f} ms")
    if kills:
        said, lost = count_lost(folder / "killed.sqlite", kills)
        say(f"kills: {kills}; reported as added: {said}; lost or not whole: {lost}")


def run() -> None:
    """Read what is asked for, and measure in a folder that goes away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--add", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.add:
        add_for_ever(asked.add, asked.first)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), asked.reports, asked.kills)


if __name__ == "__main__":
    run()
