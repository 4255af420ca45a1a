"""Does grouping cost the same in a large record as in a small one? Made-up reports, as many as asked for.

    python bench/grouping.py [--reports 200000]

Reports come a thousand a day, in the order of their days. Two of five are alone with their news; the others belong to
stories of two to forty reports within four days, some of them copies. Timed is what grouping adds to `Store.add`: the
digest, the keys, every comparison, every row. Reports, events and parties are put on record beside it, but not timed.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import insert

from reportedly.model import Actor, Count, Event, Place, Reading, Report, Statement
from reportedly.ontology import TYPES
from reportedly.record import (
    Store,
    find_accounts,
    find_demands,
    find_disputes,
    find_incidents,
    find_origins,
    find_stories,
    open_store,
    schema,
)
from reportedly.record.parties import find_parties
from reportedly.record.regroup import join_groups
from reportedly.record.rows import find_rows
from reportedly.resources import load_rows

_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "is")]
VOCABULARY = ["".join(random.Random(index).choices(_SYLLABLES, k=3)) for index in range(20_000)]
NAMES = [" ".join(random.Random(index).choices(VOCABULARY, k=2)).title() for index in range(8_000)]

_A_DAY = 1_000
_WORDS = 300
_EVENTS = 14

#: Words as common as in ordinary reports, and names of parties that stand in many of them.
_SHARES = {word: int(share) for word, share in load_rows("grouping", "common.tsv")}
_COMMON, _OFTEN = list(_SHARES), list(accumulate(_SHARES.values()))


def make_readings(count: int) -> Iterator[Reading]:
    """Give readings in the order of their days: reports alone with their news, and stories with copies among them."""
    chance = random.Random(11)
    waiting: dict[int, list[Reading]] = {}
    number, given = 0, 0
    for day in range(10_000):
        due = waiting.pop(day, [])
        while len(due) < _A_DAY:
            story = _make_story(chance, number, day)
            number += len(story)
            for gap, reading in story:
                (due if gap == 0 else waiting.setdefault(day + gap, [])).append(reading)
        chance.shuffle(due)
        for reading in due[: count - given]:
            yield replace(reading, report=replace(reading.report, id=f"r{given}"))
            given += 1
        if given == count:
            return


def _make_story(chance: random.Random, number: int, day: int) -> list[tuple[int, Reading]]:
    size = 1 if chance.random() < 0.8 else min(40, int(chance.paretovariate(0.9)) + 1)
    rare = [f"{chance.choice(VOCABULARY)}{chance.choice(VOCABULARY)}" for _ in range(30)]
    names = [f"{chance.choice(NAMES)} {rare[index].title()}" for index in range(6)]
    story: list[tuple[int, Reading]] = []
    for index in range(size):
        gap = 0 if index == 0 else min(3, int(chance.expovariate(1)))
        text = story[-1][1].report.text if story and chance.random() < 0.4 else _make_text(chance, rare, names)
        story.append((gap, _make_reading(chance, f"r{number + index}", day + gap, text, names)))
    return story


def _make_text(chance: random.Random, rare: list[str], names: list[str]) -> str:
    words = chance.choices(_COMMON, cum_weights=_OFTEN, k=_WORDS)
    for _ in range(40):
        words[chance.randrange(_WORDS)] = chance.choice(rare)
    for _ in range(12):
        words[chance.randrange(_WORDS)] = chance.choice(names)
    return " ".join(words)


def _make_reading(chance: random.Random, name: str, day: int, text: str, names: list[str]) -> Reading:
    published = f"{2000 + day // 336}-{1 + day // 28 % 12:02}-{1 + day % 28:02}"
    report = Report(name, text, names[0], published, f"Outlet {chance.randrange(60)}")
    actors = tuple(Actor(f"a{index}", called, "group", None, (), None, ((0, 5),)) for index, called in enumerate(names))
    places = (Place("p1", (0, 5), names[5], "VLM", 1.0, 2.0, chance.randrange(10**6), "PPL", "city"),)
    statements = tuple(
        Statement(
            f"s{index}", "indirect", ((0, 5),), ((6, 8),), ((9, 60),), names[index], f"a{index}", (), (), None, 0.9
        )
        for index in range(4)
    )
    told = tuple(_make_event(chance, f"e{index}", names, published) for index in range(_EVENTS))
    return Reading(report, "bench", statements, told, actors=actors, places=places)


def _make_event(chance: random.Random, name: str, names: list[str], published: str) -> Event:
    one, other = chance.randrange(5), chance.randrange(5)
    start = chance.randrange(1_000)
    return Event(
        id=name,
        type=chance.choice(("ASSAULT", "ASSAULT", *TYPES)),
        mode=None,
        contexts=(),
        status=chance.choices(("actual", "negated", "future"), weights=(8, 1, 1))[0],
        trigger=(start, start + 8),
        actor=((0, 5),),
        actor_name=(names[one],),
        actor_id=(f"a{one}",),
        recipient=((0, 5),),
        recipient_name=(names[other],),
        recipient_id=(f"a{other}",),
        place=((0, 5),) if chance.random() < 0.4 else (),
        place_id=("p1",),
        when=(),
        date=published if chance.random() < 0.4 else None,
        numbers={"killed": Count(number := chance.randrange(1, 9), number, (0, 5))} if chance.random() < 0.2 else {},
        statement=f"s{chance.randrange(4)}" if chance.random() < 0.6 else None,
        score=0.8,
    )


def add_readings(store: Store, count: int) -> list[float]:
    """Give how long grouping took for each report, in milliseconds."""
    taken = []
    for key, reading in enumerate(make_readings(count), 1):
        with store._writing() as connection:
            _insert_beside(connection, reading, key)
            start = time.perf_counter()
            join_groups(connection, reading, reading.report.id, key)
            taken.append(1000 * (time.perf_counter() - start))
    return taken


def _insert_beside(connection: Any, reading: Reading, key: int) -> None:
    report = reading.report
    kept = {name: getattr(report, name) for name in ("id", "published", "publisher", "title", "text")}
    marks = {"added_at": "", "reader": "bench", "text_hash": report.id}
    connection.execute(insert(schema.reports), {"key": key, **kept, **marks})
    rows = find_rows(reading, key)
    connection.execute(insert(schema.events), rows["events"])
    parties = [party for party in find_parties(reading, key) if party.role in ("actor", "recipient", "place")]
    names = sorted({party.name for party in parties})
    known = {name: _name_key(name) for name in names}
    connection.execute(
        insert(schema.names).prefix_with("OR IGNORE"), [{"key": known[name], "name": name} for name in names]
    )
    connection.execute(insert(schema.parties), [party._asdict() | {"name": known[party.name]} for party in parties])


def _name_key(name: str) -> int:
    return crc32(name.encode()) << 16 | len(name)


def find_queries() -> dict[str, Callable[[Store, random.Random, int], Any]]:
    """Give one query of each kind."""
    return {
        "stories": lambda store, chance, count: find_stories(store),
        "stories, party": lambda store, chance, count: find_stories(store, party=chance.choice(NAMES)),
        "stories, since": lambda store, chance, count: find_stories(store, since="2000-05"),
        "incidents": lambda store, chance, count: find_incidents(store),
        "incidents, type, until": lambda store, chance, count: find_incidents(store, type="AID", until="2000-03"),
        "incidents, party": lambda store, chance, count: find_incidents(store, party=chance.choice(NAMES)),
        "incidents, where": lambda store, chance, count: find_incidents(store, where=chance.choice(NAMES)),
        "incidents, story": lambda store, chance, count: find_incidents(
            store, story=f"r{chance.randrange(count // 2)}"
        ),
        "disputes": lambda store, chance, count: find_disputes(store),
        "disputes, about, until": lambda store, chance, count: find_disputes(store, about="number", until="2000-02"),
        "accounts": lambda store, chance, count: find_accounts(store, f"r{chance.randrange(count // 2)}:e1"),
        "origins": lambda store, chance, count: find_origins(store, f"r{chance.randrange(count // 2)}"),
        "demands": lambda store, chance, count: find_demands(store),
    }


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure(folder: Path, count: int) -> None:
    """Group that many reports, ask, and say what it took."""
    path = folder / "record.sqlite"
    with open_store(path) as store:
        start = time.perf_counter()
        taken = add_readings(store, count)
        say(f"reports: {count}, seconds in all: {time.perf_counter() - start:.0f}")
        tenths = [round(count * tenth / 10) for tenth in range(11)]
        say(
            "ms per report, mean of each tenth: "
            + " ".join(f"{statistics.mean(taken[a:b]):.2f}" for a, b in pairwise(tenths))
        )
        say(f"ms per report: median {statistics.median(taken):.2f}, p99 {sorted(taken)[int(0.99 * count)]:.2f}")
        say(f"bytes per report: {path.stat().st_size / count:.0f}")
        for name, query in find_queries().items():
            chance, times = random.Random(3), []
            for _ in range(60):
                start = time.perf_counter()
                query(store, chance, count)
                times.append(1000 * (time.perf_counter() - start))
            times.sort()
            say(f"{name:26} median {statistics.median(times):8.2f} ms   p95 {times[56]:8.2f} ms")
        say(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def run() -> None:
    """Read what is asked for, and measure in a folder that goes away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), parser.parse_args().reports)


if __name__ == "__main__":
    run()
