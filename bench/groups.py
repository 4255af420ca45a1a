"""How well are reports grouped? Reads the demo corpus into a record and scores its groups against the gold.

    python bench/groups.py [--split dev] [--shared ../shared/gold]

Origins: pairwise F1 over reports. Stories: B-cubed F1 over reports. Incidents: B-cubed F1 over the gold mentions that the
reader found (an event of the reading overlaps the words). Disputes: precision and recall of (incident, about).
`--shared` scores stories and incidents of bench/same_news.json instead. What the gold is: docs/demo-corpus.md.
"""

import argparse
import importlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any, NamedTuple

from reportedly.api import read_many
from reportedly.model import Event, Report, Span
from reportedly.record import Store, open_store

HERE = Path(__file__).parent
DEMO = HERE.parent / "samples/demo"
GOLD = HERE.parent / "tests/data/demo-groups.json"
SAME_NEWS = HERE / "same_news.json"

#: A mention: the report and the words' place in its text.
Mention = tuple[str, Span]


class Score(NamedTuple):
    """Precision and recall, 0 to 1, and what they were counted over."""

    precision: float
    recall: float
    over: int

    @property
    def f1(self) -> float:
        """Give the harmonic mean, 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_pairs(gold: Mapping[str, str], found: Mapping[str, str]) -> Score:
    """Compare two groupings (item -> group) by the pairs they put together; `over` is the number of gold pairs."""
    wanted = {pair for pair in combinations(sorted(gold), 2) if gold[pair[0]] == gold[pair[1]]}
    given = {pair for pair in combinations(sorted(gold), 2) if _group(found, pair[0]) == _group(found, pair[1])}
    return _score(len(wanted & given), len(given), len(wanted))


def score_b_cubed(gold: Mapping[Any, Any], found: Mapping[Any, Any]) -> Score:
    """Compare two groupings (item -> group) by B-cubed over the items of the gold; an item not found stands alone."""
    groups = {item: _group(found, item) for item in gold}
    wanted, given, both = (
        Counter(gold.values()),
        Counter(groups.values()),
        Counter((gold[item], groups[item]) for item in gold),
    )
    if not gold:
        return Score(1.0, 1.0, 0)
    shared = [both[gold[item], groups[item]] for item in gold]
    precision = sum(count / given[groups[item]] for count, item in zip(shared, gold, strict=True)) / len(gold)
    recall = sum(count / wanted[gold[item]] for count, item in zip(shared, gold, strict=True)) / len(gold)
    return Score(precision, recall, len(gold))


def score_sets(gold: set[Any], found: set[Any]) -> Score:
    """Compare two sets; `over` is the size of the gold."""
    return _score(len(gold & found), len(found), len(gold))


def find_words(text: str, words: str) -> Span:
    """Find `words` or `words#n` (the n-th occurrence) in a text; raises ValueError where the text has too few."""
    name, _, number = words.rpartition("#") if re.search(r"#\d+$", words) else (words, "", "1")
    start = -1
    for _ in range(int(number)):
        start = text.index(name, start + 1)
    return start, start + len(name)


def match_mentions(mentions: Iterable[Mention], events: Mapping[str, tuple[Event, ...]]) -> dict[Mention, str]:
    """Give the pointer REPORT:eN of the event that overlaps each mention's words; a mention nobody found is left out."""
    matched = {}
    for report, (start, end) in mentions:
        for event in events.get(report, ()):
            if event.trigger[0] < end and start < event.trigger[1]:
                matched[report, (start, end)] = f"{report}:{event.id}"
                break
    return matched


def main() -> None:
    """Read, group, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test"), action="append", help="which stories (default: both)")
    parser.add_argument("--shared", type=Path, help="folder of the annotated Guardian and VOA reports")
    arguments = parser.parse_args()
    reports, starts = _load_shared(arguments.shared) if arguments.shared else (_load_demo(), {})
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "groups.sqlite") as store:
        events = {}
        for reading in read_many(reports):
            store.add(reading)
            events[reading.report.id] = reading.events
        groups = importlib.import_module("reportedly.record.groups").find_groups(store)
        if arguments.shared:
            _show_shared(reports, starts, events, groups)
        else:
            for split in arguments.split or ("dev", "test"):
                _show_split(split, reports, events, groups, store)


def _show_split(
    split: str, reports: list[Report], events: Mapping[str, tuple[Event, ...]], groups: Any, store: Store
) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    here = {report for report, story in gold["stories"].items() if gold["splits"][story] == split}
    texts = {report.id: report.text for report in reports}
    wanted = {
        (mention["report"], find_words(texts[mention["report"]], mention["words"])): incident["id"]
        for incident in gold["incidents"]
        for mention in incident["mentions"]
        if mention["report"] in here
    }
    pointers = match_mentions(wanted, events)
    _show(f"{split} origins", score_pairs({report: gold["origins"][report] for report in here}, groups.origins))
    _show(f"{split} stories", score_b_cubed({report: gold["stories"][report] for report in here}, groups.stories))
    _show_incidents(split, wanted, pointers, groups)
    home = {incident["id"]: gold["splits"][incident["story"]] for incident in gold["incidents"]}
    disputes = {(row["incident"], row["about"]) for row in gold["disputes"] if home[row["incident"]] == split}
    found = _find_disputes(store, here, wanted, pointers, groups)
    _show(f"{split} disputes", score_sets(disputes, found))
    for name, rows in (("missed", disputes - found), ("not in gold", found - disputes)):
        print(f"  {name}: " + ("; ".join(sorted(f"{incident} {about}" for incident, about in rows)) or "none"))


def _find_disputes(
    store: Store, here: set[str], wanted: Mapping[Mention, str], pointers: Mapping[Mention, str], groups: Any
) -> set[tuple[str, str]]:
    """Name the record's disputes by the gold incident that most of the group's mentions belong to, else by its own id."""
    names: dict[str, Counter[str]] = {}
    for mention, pointer in pointers.items():
        names.setdefault(groups.incidents.get(pointer, pointer), Counter())[wanted[mention]] += 1
    rows = importlib.import_module("reportedly.record.incidents").find_disputes(store, limit=10_000)
    return {
        (names[row.incident].most_common(1)[0][0] if row.incident in names else row.incident, row.about)
        for row in rows
        if row.incident.rpartition(":")[0] in here
    }


def _show_shared(
    reports: list[Report], starts: Mapping[str, list[int]], events: Mapping[str, tuple[Event, ...]], groups: Any
) -> None:
    gold = json.loads(SAME_NEWS.read_text(encoding="utf-8"))
    doubtful = {tuple(pair) for pair in gold["doubtful"]}
    story = {report.id: report.id for report in reports}
    story |= {second: first for first, second in gold["stories"]}
    for name, left_out in (("all", set[str]()), ("without doubtful", {report for pair in doubtful for report in pair})):
        _show(
            f"stories, {name}", score_pairs({key: story[key] for key in story if key not in left_out}, groups.stories)
        )
    texts = {report.id: report.text for report in reports}
    wanted = {
        _find_reference(reference, texts, starts): incident["id"]
        for incident in gold["incidents"]
        for reference in incident["mentions"]
    }
    _show_incidents("shared", wanted, match_mentions(wanted, events), groups)


def _show_incidents(name: str, wanted: Mapping[Mention, str], pointers: Mapping[Mention, str], groups: Any) -> None:
    """Score the mentions that were found, each in the group of its event."""
    gold = {mention: wanted[mention] for mention in pointers}
    found = {mention: groups.incidents.get(pointer, pointer) for mention, pointer in pointers.items()}
    _show(f"{name} incidents", score_b_cubed(gold, found))
    print(f"  mentions found: {len(pointers)} of {len(wanted)}")


def _load_demo() -> list[Report]:
    rows = [
        json.loads(line)
        for path in sorted(DEMO.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [Report(**row) for row in sorted(rows, key=lambda row: (row["published"], row["id"]))]


def _load_shared(folder: Path) -> tuple[list[Report], dict[str, list[int]]]:
    """Read the annotated reports, sentences joined by spaces; with where each sentence begins, the first at index 1."""
    reports, starts = [], {}
    for path in sorted([*folder.glob("guardian-*.txt"), *folder.glob("voa-*.txt")]):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        published = re.search(r"\d{4}-\d\d-\d\d", head)
        sentences = [line.partition("\t")[2] for line in lines if line.strip()]
        starts[path.stem] = [0, *accumulate((len(sentence) + 1 for sentence in sentences), initial=0)]
        reports.append(Report(path.stem, " ".join(sentences), published=published[0] if published else None))
    return reports, starts


def _find_reference(reference: str, texts: Mapping[str, str], starts: Mapping[str, list[int]]) -> Mention:
    """Resolve `REPORT SENTENCE:words` or `REPORT SENTENCE#n:words`."""
    report, _, place = reference.partition(" ")
    sentence, _, words = place.partition(":")
    number, _, nth = sentence.partition("#")
    start = starts[report][int(number)]
    found = find_words(texts[report][start:], f"{words}#{nth}" if nth else words)
    return report, (start + found[0], start + found[1])


def _group(groups: Mapping[Any, Any], item: Any) -> Any:
    return groups.get(item, ("alone", item))


def _score(both: int, found: int, wanted: int) -> Score:
    return Score(both / found if found else 1.0, both / wanted if wanted else 1.0, wanted)


def _show(name: str, score: Score) -> None:
    print(f"{name:24} F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}  over {score.over}")


if __name__ == "__main__":
    main()
