"""How many of those whom the table beside this test describes and names have the right country and sector?"""

from pathlib import Path

import pytest

from reportedly.language.annotation import Annotation, Attribution
from reportedly.reading.actors import find_actors

CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("actor_cases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def read_actor(words: str, published: str) -> tuple[str, str]:
    """Give the country and sector of whoever speaks in one sentence; `-` for none."""
    text = f"{words[:1].upper()}{words[1:]} said on Tuesday that the talks would go on."
    spoken = Attribution(((0, len(words)),), (), (), 1.0)
    annotation = Annotation(text, (), ((0, len(text)),), (), (), attributions=(spoken,))
    (actor,) = find_actors(annotation, None if published == "-" else published)
    return actor.country or "-", "+".join(actor.sectors) or "-"


@pytest.mark.parametrize(("kind", "bar"), [("described", 0.90), ("named", 0.75)])
def test_actors_have_country_and_sector(kind: str, bar: float) -> None:
    rows = [row for row in CASES if row[4] == kind]
    found = [(*row[:4], *read_actor(row[0], row[1])) for row in rows]
    countries = [row for row in found if row[2] != row[4]]
    sectors = [row for row in found if row[3] != row[5]]
    failing = "\n".join("\t".join(row) for row in dict.fromkeys(countries + sectors))
    print(f"{kind}: country {1 - len(countries) / len(rows):.3f}, sector {1 - len(sectors) / len(rows):.3f}\n{failing}")
    assert 1 - len(countries) / len(rows) >= bar, failing
    assert 1 - len(sectors) / len(rows) >= bar, failing


def test_cases_are_enough() -> None:
    assert len(CASES) >= 300
    assert len(set(CASES)) == len(CASES)
