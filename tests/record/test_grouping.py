"""Groups on record do not depend on the order in which reports come, nor on what came and went in between."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_plans import explain_queries
from record_contents import check_file, find_contents

from reportedly.errors import UnknownName
from reportedly.grouping.digests import digest_reading
from reportedly.grouping.partition import partition
from reportedly.model import Reading, Report
from reportedly.record import (
    Groups,
    find_accounts,
    find_demands,
    find_disputes,
    find_groups,
    find_incidents,
    find_origins,
    find_stories,
    open_store,
)
from reportedly.record import candidates as candidates_module
from tellings import ATTACK, STRIKE, Told, make_telling, tell_attack

TALKS = (
    "Envoys of Velmar and Tarsia met in the spa of Lurne on Tuesday and spoke for six hours about the shelled fish market "
    "of Osmund. Tarsia again denied that it had shelled the harbour town. Velmar said that its mayor had buried four people."
)
FAR = (
    "Rockets tore through a railway depot at Brenn before dawn, and four signalmen died, its stationmaster Oren Maas wrote. "
    "Lurian gunners were blamed by passengers who had slept in the waiting room. No train has left Brenn since."
)


def make_reports() -> list[Reading]:
    """Give reports of two attacks, with copies and a rewrite, of talks about one of them, and of a strike."""
    return [
        tell_attack("a"),
        tell_attack("b", f"OSMUND, 5 March (Meridian) — {ATTACK}"),
        tell_attack(
            "c", ATTACK[:200] + " Smoke stood over the quays until the evening.", killed=6, published="2031-03-06"
        ),
        make_telling(
            "d",
            TALKS,
            Told("met", type="CONSULT", actor="Velmar", recipient="Tarsia", place="Lurne"),
            Told("shelled", actor="Tarsia", place="Osmund", status="negated", by="Tarsia", date="2031-03-05"),
            published="2031-03-06",
        ),
        make_telling("e", FAR, Told("struck", place="Brenn", killed=4, by="mayor of Brenn")),
        make_telling("f", STRIKE, Told("stopped work", type="PROTEST", place="Kessel")),
        make_telling("g", STRIKE, Told("walkout", type="PROTEST", place="Kessel"), published=None),
        make_telling("h", "Shells fell."),
    ]


def keep(path: Path, readings: Sequence[Reading]) -> Groups:
    """Add readings to a record, and give its groups."""
    with open_store(path) as store:
        for reading in readings:
            store.add(reading)
        groups = find_groups(store)
    assert check_file(path) == []
    return groups


def find_expected(readings: Sequence[Reading]) -> tuple[set[frozenset[str]], ...]:
    """Give what all pairs come to, without a record."""
    digests = [digest_reading(reading) for reading in readings]
    origins, stories, incidents = partition(digests)
    told: dict[tuple[int, int], set[str]] = {}
    for (number, index), part in incidents.items():
        names = {f"{digests[number].id}:{mention.id}" for mention in digests[number].happenings[index].mentions}
        told.setdefault(part, set()).update(names)
    grouped = (_gather({digests[one].id: part for one, part in parts.items()}) for parts in (origins, stories))
    return (*grouped, {frozenset(names) for names in told.values()})


def _gather(groups: dict[str, object]) -> set[frozenset[str]]:
    return {frozenset(item for item in groups if groups[item] == group) for group in groups.values()}


def find_parts_of(groups: Groups) -> tuple[set[frozenset[str]], ...]:
    return tuple(_gather(dict(found)) for found in (groups.origins, groups.stories, groups.incidents))


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)), taken=st.integers(1, 8))
def test_groups_do_not_depend_on_the_order(order: list[int], taken: int) -> None:
    readings = make_reports()
    chosen = [readings[index] for index in order[:taken]]
    with tempfile.TemporaryDirectory() as folder:
        groups = keep(Path(folder) / "one", chosen)
        sorted_groups = keep(Path(folder) / "other", sorted(chosen, key=lambda reading: reading.report.id))
    assert groups == sorted_groups
    assert find_parts_of(groups) == find_expected(chosen)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)), changed=st.lists(st.integers(0, 7), max_size=5))
def test_reports_read_anew_leave_what_a_fresh_record_has(order: list[int], changed: list[int]) -> None:
    readings = make_reports()
    other = [
        replace(
            readings[index], reader="another", events=readings[index].events[:1], report=replace(report, text=STRIKE)
        )
        for index in range(8)
        for report in [readings[index].report]
    ]
    last = {index: other[index] if index in changed else readings[index] for index in order}
    with tempfile.TemporaryDirectory() as folder:
        path, fresh = Path(folder) / "changed", Path(folder) / "fresh"
        keep(path, [readings[index] for index in order] + [other[index] for index in changed])
        keep(fresh, [last[index] for index in order])
        assert find_contents(path) == find_contents(fresh)


def test_a_group_is_named_by_its_earliest_report(tmp_path: Path) -> None:
    groups = keep(tmp_path / "record", make_reports()[::-1])
    assert groups.origins["b"] == groups.origins["c"] == groups.stories["d"] == "a"
    assert groups.incidents["c:e1"] == groups.incidents["d:e2"] == "a:e1"
    assert groups.origins["d"] == "d"
    assert groups.stories["f"] == "f"


def test_many_copies_are_one_origin_however_few_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates_module, "_NEAR", candidates_module._NEAR.replace("OFFSET 47", "OFFSET 2"))
    groups = keep(tmp_path / "record", [tell_attack(f"copy-{number:02}") for number in range(40)])
    assert set(groups.origins.values()) == {"copy-00"}
    assert len(set(groups.incidents.values())) == 1


def test_stories_and_their_sources(tmp_path: Path) -> None:
    with open_store(tmp_path / "record") as store:
        for reading in make_reports():
            store.add(reading)
        (story,) = find_stories(store, words="Brank", party="Tarsia")
        assert (story.id, story.reports, story.origins) == ("a", ("a", "b", "c", "d"), 2)
        assert story.last == "2031-03-06"
        assert find_stories(store, since="2031-03-07") == ()
        assert [found.id for found in find_stories(store, type="protest")] == ["f", "g"]
        assert find_origins(store, "c") == ("a", "b", "c")
        with pytest.raises(UnknownName, match="no report 'x'"):
            find_origins(store, "x")


def test_incidents_accounts_and_disputes(tmp_path: Path) -> None:
    with open_store(tmp_path / "record") as store:
        for reading in make_reports():
            store.add(reading)
        (incident,) = find_incidents(store, where="Osmund", party="Tarsia", type="assault", disputed=True)
        assert (incident.id, incident.story, incident.reports, incident.origins) == ("a:e1", "a", 4, 2)
        assert incident.numbers == {"killed": (4, 6)}
        assert incident.denied_by == ("Tarsia",)
        assert incident.asserted_by == ("mayor of Osmund", "Velmar")
        assert {found.about for found in find_disputes(store)} == {"actor"}
        found = find_accounts(store, "d:e2")
        assert found.incident == incident
        assert found.sources.startswith("4 reports, 2 origins, 2 independent sources; b is a copy")
        denial = next(account for account in found.accounts if account.report == "d")
        assert (denial.speaker, denial.status, denial.when, denial.origin) == ("Tarsia", "negated", "2031-03-05", "d")
        assert find_incidents(store, story="f")[0].type == "PROTEST"
        for wrong in ("x:e1", "a:e99", "a"):
            with pytest.raises(UnknownName, match="no event"):
                find_accounts(store, wrong)
        with pytest.raises(UnknownName, match="unknown subject"):
            find_disputes(store, about="verdict")
        with pytest.raises(UnknownName, match="unknown state"):
            find_demands(store, state="won")


def test_candidates_are_looked_up_and_never_scanned(tmp_path: Path) -> None:
    with open_store(tmp_path / "record") as store:
        plans = explain_queries(store, lambda: (store.add(tell_attack("a")), store.add(tell_attack("b"))))
        plans += explain_queries(store, lambda: (find_incidents(store), find_disputes(store), find_stories(store)))
    scanned = [plan for plan in plans if plan.startswith("SCAN") and "VIRTUAL" not in plan and "INDEX" not in plan]
    assert scanned == []


def test_a_hostile_reading_is_grouped_and_taken_out(tmp_path: Path) -> None:
    text = "Shells \ud800 struck\0 Osmund, " + "killing \ud801 four. " * 40
    hostile = make_telling("x \ud800", text, Told("struck", place="Osmund\0", date="0000", killed=4, by="\udfff"))
    with open_store(tmp_path / "record") as store:
        store.add(hostile)
        store.add(replace(hostile, report=replace(hostile.report, id="y")))
        assert find_incidents(store)[0].reports == 2
        store.add(Reading(Report("y", ""), "another"))
        assert find_incidents(store)[0].reports == 1
        store.add(Reading(Report("x \ud800", ""), "another"))
        assert find_incidents(store) == ()
    contents = find_contents(tmp_path / "record")
    assert contents["group_keys"] == contents["mentions"] == contents["incidents"] == []
