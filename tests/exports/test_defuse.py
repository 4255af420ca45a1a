import json

import pytest

from reportedly.exports.defuse import defuse_cell, defuse_json, defuse_line, defuse_text

STEERING = ["\x1b[2J", "\x9b31m", "\x07", "\x00", "\x7f", "\u202e", "\u2066", "\ud800", "\x08"]


@pytest.mark.parametrize("hostile", STEERING, ids=ascii)
def test_defuse_text_replaces_what_steers_and_keeps_offsets(hostile: str) -> None:
    text = f"before{hostile}after"
    assert hostile[0] not in defuse_text(text)
    assert len(defuse_text(text)) == len(text)
    assert "\ufffd" in defuse_text(text)


def test_defuse_text_keeps_line_feeds_letters_and_accents() -> None:
    assert defuse_text("Zoë\n“said” عدن 🕊\tnow") == "Zoë\n“said” عدن 🕊 now"


def test_defuse_line_makes_one_line() -> None:
    assert defuse_line(" a\n\tb\u2028c ") == "a b c"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", "\r\n@"])
def test_defuse_cell_neutralises_formulas(start: str) -> None:
    assert defuse_cell(f"{start}SUM(A1)").startswith("'")


def test_defuse_cell_leaves_words_alone() -> None:
    assert defuse_cell("a=b - c") == "a=b - c"


@pytest.mark.parametrize("hostile", STEERING, ids=ascii)
def test_defuse_json_keeps_the_value_but_no_steering(hostile: str) -> None:
    line = defuse_json(json.dumps({"text": hostile}, ensure_ascii=False))
    assert json.loads(line) == {"text": hostile}
    assert line.isprintable()
