"""Tests of reading/modes.py: triggers with the mode that their words tell."""

import pytest

from marked import annotate, find
from reportedly.ontology import MODES
from reportedly.reading.clauses import read_wording
from reportedly.reading.modes import find_mode
from reportedly.resources import load_rows


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "proposed", "expected"),
    [
        ("Jets carried out air strikes on Velm.", "air strikes", "ASSAULT", None, "aerial"),
        ("A drone strike hit a convoy near Osk.", "drone strike", "ASSAULT", None, "drone"),
        ("Shelling of the town went on.", "Shelling", "ASSAULT", None, "heavy-weapons"),
        ("Two drones attacked the depot.", "attacked", "ASSAULT", None, "drone"),
        ("Gunmen attacked the depot.", "attacked", "ASSAULT", None, None),
        ("Gunmen attacked the depot.", "attacked", "ASSAULT", "firearms", "firearms"),
        ("Gunmen attacked the depot.", "attacked", "ASSAULT", "phone", None),
        ("The two leaders held a phone call.", "phone call", "CONSULT", "visit", "phone"),
        ("Thousands marched in Osk.", "marched", "PROTEST", None, "demo"),
        ("The union called off the talks.", "called off", "REJECT", None, "meet"),
        ("The two sides signed a pact.", "signed", "AGREE", None, None),
    ],
)
def test_find_mode(text: str, trigger: str, type_: str, proposed: str | None, expected: str | None) -> None:
    assert find_mode(read_wording(annotate(text)), find(text, trigger), type_, proposed)[0] == expected


def test_find_mode_names_its_rule_only_where_it_overrules_the_model() -> None:
    text = "Jets carried out air strikes on Velm."
    wording, trigger = read_wording(annotate(text)), find(text, "air strikes")
    assert find_mode(wording, trigger, "ASSAULT", "aerial")[1] is None
    assert find_mode(wording, trigger, "ASSAULT", None)[1] == "modes: words of the trigger"


def test_modes_table_names_only_plover_modes() -> None:
    for type_, mode, where, _ in load_rows("reading", "modes.tsv"):
        assert mode in MODES[type_]
        assert where in {"trigger", "near"}
