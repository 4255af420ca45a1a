"""Measure places on the annotated sets: `python bench/places.py [SHARED] [--errors]`.

recognition: precision, recall and F1 of exact spans, without any model's entities. Demonyms are left out of the gold:
they are actors here. resolution: the gold spans are given as entities; share within 161 km of the gold point (or of the
same geonameid), over all gold points and over those that were resolved; the same for documents of odd number, which no
weight was tuned on, and with the outlets' homes known (outlets.tsv). speed: microseconds a word of find_places.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final

from reportedly.language.annotation import Annotation, Entity
from reportedly.language.tokens import find_words
from reportedly.model import Place, Span
from reportedly.reading.locatives import is_people
from reportedly.reading.places import find_places

SETS: Final = ("trnews", "lgl")
NEAR: Final = 161.0
ENDS: Final = frozenset(".!?")


def annotate(text: str, entities: tuple[Entity, ...] = ()) -> Annotation:
    """Annotate a text without a model: words, sentences at full stops and line breaks, the given entities."""
    words = find_words(text)
    sentence_of, paragraph_of, sentence, paragraph = [], [], 0, 0
    for number, (start, _) in enumerate(words):
        before = words[number - 1] if number else (0, 0)
        if number and "\n" in text[before[1] : start]:
            paragraph, sentence = paragraph + 1, sentence + 1
        elif number and text[slice(*before)] in ENDS and text[start].isupper():
            sentence += 1
        sentence_of.append(sentence)
        paragraph_of.append(paragraph)
    spans: dict[int, Span] = {}
    for (start, end), number in zip(words, sentence_of, strict=True):
        spans[number] = spans.get(number, (start, end))[0], end
    return Annotation(text, words, tuple(spans.values()), tuple(sentence_of), tuple(paragraph_of), entities)


def load_reports(path: Path) -> Iterator[dict[str, Any]]:
    """Load the annotated reports, without the demonyms: "Syrian" is an actor here."""
    with path.open(encoding="utf-8") as lines:
        for report in map(json.loads, lines):
            toponyms = [toponym for toponym in report["toponyms"] if not is_people(toponym["surface"])]
            yield report | {"toponyms": toponyms}


def distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance of two points, in kilometres."""
    half = sin(radians(lat2 - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


def is_near(place: Place | None, toponym: dict[str, Any]) -> bool:
    """Tell whether a place is the gold one, or within 161 km of its point."""
    if place is None or place.lat is None or place.lon is None:
        return False
    if place.geonameid is not None and place.geonameid == toponym.get("geonameid"):
        return True  # the point of a large country differs by source
    return distance(place.lat, place.lon, toponym["lat"], toponym["lon"]) <= NEAR


def load_homes() -> dict[str, str]:
    """Load where the outlets are at home: outlet -> place."""
    lines = Path(__file__).with_name("outlets.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def score_resolution(
    report: dict[str, Any], counts: Counter[str], errors: Counter[str], home: str | None = None
) -> None:
    """Count how many gold toponyms are resolved to within 161 km."""
    toponyms = report["toponyms"]
    entities = tuple(Entity((toponym["start"], toponym["end"]), "GPE", 1.0) for toponym in toponyms)
    places = find_places(annotate(report["text"], entities), home=home)
    for toponym in toponyms:
        if toponym.get("lat") is None:
            continue
        span = toponym["start"], toponym["end"]
        place = next((place for place in places if place.span[0] < span[1] and span[0] < place.span[1]), None)
        near = is_near(place, toponym)
        counts["gold"] += 1
        counts["near"] += near
        counts["resolved"] += place is not None and place.name is not None
        if not near:
            found = f"{place.name}, {place.country} {place.feature}" if place and place.name else place and place.why
            errors[f"{toponym['surface']} -> {found} | gold {toponym['country']} {toponym['fcode']}"] += 1


def score_recognition(report: dict[str, Any], counts: Counter[str], errors: Counter[str]) -> None:
    """Count which spans are found without a model's entities."""
    annotation = annotate(report["text"])
    started = time.perf_counter()
    found = {place.span: place for place in find_places(annotation)}
    counts["seconds"] += time.perf_counter() - started  # type: ignore[assignment]
    counts["words"] += len(annotation.words)
    gold = {(toponym["start"], toponym["end"]) for toponym in report["toponyms"]}
    counts["hit"] += len(gold & found.keys())
    counts["touched"] += sum(any(start < end2 and start2 < end for start2, end2 in gold) for start, end in found)
    counts["found"] += len(found)
    counts["expected"] += len(gold)
    for start, end in found.keys() - gold:
        errors[f"spurious {report['text'][start:end]} ({found[start, end].evidence[0].rule})"] += 1
    for start, end in gold - found.keys():
        errors[f"missed {report['text'][start:end]}"] += 1


def show(name: str, counts: Counter[str], unseen: Counter[str], at_home: Counter[str]) -> str:
    """Show one set's numbers."""
    precision, recall = counts["hit"] / counts["found"], counts["hit"] / counts["expected"]
    fscore = 2 * precision * recall / (precision + recall)
    return (
        f"{name:8} resolution {_show_near(counts)}; not tuned on {_show_near(unseen)}"
        f"{'; homes known ' + _show_near(at_home) if at_home else ''}\n"
        f"{'':8} recognition P {precision:.3f} R {recall:.3f} F1 {fscore:.3f}, P of overlap "
        f"{counts['touched'] / counts['found']:.3f} · {1e6 * counts['seconds'] / counts['words']:.1f} µs a word"
    )


def _show_near(counts: Counter[str]) -> str:
    near, gold, resolved = counts["near"], counts["gold"], counts["resolved"]
    return f"{near / gold:.3f} of all {gold}, {near / resolved:.3f} of the {resolved} resolved"


def main() -> None:
    """Measure both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parents[1] / ".." / "shared"
    parser.add_argument("shared", nargs="?", type=Path, default=default)
    parser.add_argument("--errors", type=int, default=0, help="show so many of the most frequent errors")
    arguments = parser.parse_args()
    homes = load_homes()
    for name in SETS:
        counts, unseen, at_home, errors = (Counter[str]() for _ in range(4))
        for number, report in enumerate(load_reports(arguments.shared / "data" / "places" / f"{name}.jsonl")):
            score_resolution(report, counts, errors)
            score_recognition(report, counts, errors)
            if number % 2:
                score_resolution(report, unseen, Counter())
            if name == "lgl":
                score_resolution(report, at_home, Counter(), homes.get(report["source"]))
        lines = [show(name, counts, unseen, at_home)]
        lines += [f"  {count:4} {error}" for error, count in errors.most_common(arguments.errors)]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
