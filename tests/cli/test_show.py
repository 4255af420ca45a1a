import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from hand_made import READING, TEXT
from reportedly.cli import show
from reportedly.exports.tables import Table
from reportedly.model import Event, Evidence, Reading, Report


def draw(shown: RenderableType, *, width: int = 100, color: bool = False) -> str:
    file = io.StringIO()
    system = "truecolor" if color else None
    Console(file=file, width=width, force_terminal=color, color_system=system, no_color=not color).print(shown)  # type: ignore[arg-type]
    return file.getvalue()


def test_show_text_marks_without_colour_by_signs() -> None:
    assert "‹Residents› _said_ ⟦s4 that ‹police› _had told_ them ⟦s5 that militants {fired e3}" in draw(
        show.show_text(READING, plain=True), width=1000
    )


def test_show_text_without_its_signs_is_the_text() -> None:
    shown = show.show_text(replace(READING, statements=(), events=(), terms=()), plain=True)
    assert shown.plain == TEXT


def test_show_text_marks_with_colour_by_styles() -> None:
    shown = show.show_text(READING)
    assert "⟦s1 Norlandish aircraft bombed·e1 the harbour" in shown.plain
    styles = {shown.plain[span.start : span.end]: str(span.style) for span in shown.spans}
    assert "bold cyan" in styles["the Vesk Red Cross"]
    assert "reverse" in styles["bombed"]


@pytest.mark.parametrize("width", [40, 80, 100, 140, 200])
@pytest.mark.parametrize("color", [True, False])
def test_show_reading_fits_the_width(width: int, color: bool) -> None:
    drawn = draw(show.show_reading(READING, plain=not color), width=width)
    assert max(map(cell_len, drawn.splitlines())) <= width
    for key in ("s7", "e7", "t2", "a6"):
        assert key in drawn


def test_show_reading_says_how_much_is_found() -> None:
    assert "7 statements · 7 events · 2 terms · 1 dispute" in draw(show.show_reading(READING, plain=True))


def test_show_reading_with_only_shows_one_table() -> None:
    drawn = draw(show.show_reading(READING, plain=True, only="terms"))
    assert "Norland withdraw its troops" in drawn
    assert "PORT AMAL" not in drawn
    assert "statements  7" not in drawn


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\u202e", "[bold]x[/bold]", "[/]", "\x07"])
@pytest.mark.parametrize("color", [True, False])
def test_show_reading_lets_no_report_steer_the_terminal(hostile: str, color: bool) -> None:
    report = Report(hostile, hostile, title=hostile, publisher=hostile)
    evidence = (Evidence(hostile, (0, 1), hostile),)
    event = Event(
        "e1", "ASSAULT", None, (), "actual", (0, len(hostile)),
        (), (), (), (), (), (), (), (), (), hostile, {}, None, 1.0, evidence,
    )  # fmt: skip
    reading = Reading(report, "reader", events=(event,))
    drawn = draw(show.show_reading(reading, plain=not color)) + draw(show.show_finding(reading, "e1", evidence))
    if hostile.startswith("["):
        assert hostile in drawn  # shown as it stands, not read as markup
    else:
        assert hostile not in drawn
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(drawn)


def test_show_finding_gives_rule_score_and_words() -> None:
    drawn = draw(show.show_finding(READING, "s3", READING.statements[2].evidence), width=200)
    for words in ("attribution head", "0.91", "cue in cues.tsv", "No aircraft of ours were over Vesk"):
        assert words in drawn


def test_show_finding_says_where_there_is_no_evidence() -> None:
    assert "no evidence is on record" in draw(show.show_finding(READING, "a1", ()))


def test_fit_columns_gives_up_where_the_longest_words_do_not_fit() -> None:
    table = Table("t", ("id", "who"), (("e1", "Norland (Ministry of Defence)"),))
    assert show.fit_columns(table, 100) == (2, 29)
    assert show.fit_columns(table, 20) == (2, 16)
    assert show.fit_columns(table, 10) is None
