from dataclasses import replace

from hand_made import READING, TEXT
from reportedly.exports.marks import cut_text, find_marks
from reportedly.model import Reading, Report


def test_cut_text_gives_the_whole_text() -> None:
    assert "".join(piece.text for piece in cut_text(READING)) == TEXT


def test_cut_text_opens_and_closes_every_mark_once() -> None:
    pieces = list(cut_text(READING))
    opened = [mark for piece in pieces for mark in piece.opening]
    closed = [mark for piece in pieces for mark in piece.closing]
    assert sorted(map(repr, opened)) == sorted(map(repr, closed)) == sorted(map(repr, find_marks(READING)))


def test_cut_text_keeps_nested_contents_apart() -> None:
    (piece,) = (piece for piece in cut_text(READING) if piece.text == "fired")
    assert [mark.key for mark in piece.marks] == ["s4", "s5", "e3"]


def test_cut_text_opens_the_outer_mark_first_and_closes_it_last() -> None:
    pieces = list(cut_text(READING))
    (last,) = (piece for piece in pieces if piece.text.endswith("the pier on Monday"))
    assert [mark.key for mark in last.closing] == ["s5", "s4"]


def test_cut_text_of_nothing_is_nothing() -> None:
    assert list(cut_text(Reading(Report("r", ""), "reader"))) == []


def test_find_marks_leaves_out_spans_beyond_the_text() -> None:
    event = replace(READING.events[0], trigger=(len(TEXT) - 1, len(TEXT) + 5))
    assert find_marks(Reading(READING.report, "reader", events=(event,))) == ()
