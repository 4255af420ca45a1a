"""What does a reading look like in a notebook or on a page? Its text with the marks, and the tables; no script.

The look is in html.css beside this file; it follows the reader's light or dark setting.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files

from reportedly.exports.defuse import defuse_line, defuse_text
from reportedly.exports.marks import Mark, Piece, cut_text
from reportedly.exports.tables import Table, count_findings, describe_findings, tabulate_reading
from reportedly.model import LAYERS, Reading

_PAGE = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>reportedly</title>\n<body>\n'
_SHORT = 16
_LEGEND = (
    '<p class="rp-legend"><b class="rp-source">who</b> <i class="rp-cue">says</i>'
    ' <span class="rp-content rp-depth1"><sup>s1</sup>what</span>'
    ' · <span class="rp-trigger rp-verbal-cooperation">words</span>'
    ' and <span class="rp-trigger rp-material-cooperation">deeds</span> of cooperation,'
    ' <span class="rp-trigger rp-verbal-conflict">words</span>'
    ' and <span class="rp-trigger rp-material-conflict">deeds</span> of conflict'
    ' · <span class="rp-term">terms</span></p>\n'
)


def write_page_head(only: str | None = None) -> str:
    """Give what comes before the readings of a page."""
    return _PAGE


def write_page_tail(only: str | None = None) -> str:
    """Give what comes after the readings of a page."""
    return "</body>\n</html>\n"


def write_section(reading: Reading, only: str | None = None) -> str:
    """Give a reading as a section of a page; `only` shows one layer's table and no text."""
    return render_reading(reading, only=only) + "\n"


def render_reading(reading: Reading, *, only: str | None = None) -> str:
    """Render a reading as a self-contained fragment of HTML: the marked text, then the tables."""
    tables = tabulate_reading(reading, (only,) if only else LAYERS)
    text = "" if only else f'{_LEGEND}<div class="rp-text">{"".join(_render_text(reading))}</div>\n'
    rendered = "".join(_render_table(table) for table in tables)
    style = f"<style>\n{_load_style()}</style>\n"
    return f'<section class="reportedly">\n{style}{_render_head(reading)}{text}{rendered}</section>'


@cache
def _load_style() -> str:
    return files("reportedly.exports").joinpath("html.css").read_text(encoding="utf-8")


def _escape(text: str) -> str:
    return escape(defuse_line(text))


def _render_head(reading: Reading) -> str:
    report = reading.report
    facts = [fact for fact in (report.id, report.published, report.publisher, report.url) if fact]
    counts = " · ".join(count_findings(reading))
    problems = "".join(
        f'<p class="rp-problem">{_escape(problem.stage)}: {_escape(problem.message)}</p>\n'
        for problem in (*report.problems, *reading.problems)
    )
    return (
        f"<header><h3>{_escape(report.title or report.id)}</h3>\n<p>{_escape(' · '.join(facts))}</p>\n"
        f"<p>{_escape(counts)}</p></header>\n{problems}"
    )


def _render_text(reading: Reading) -> Iterator[str]:
    notes = describe_findings(reading)
    for piece in cut_text(reading):
        yield from (f'<sup class="rp-tag">{_escape(mark.key)}</sup>' for mark in piece.opening if mark.kind in _TAGGED)
        yield _render_piece(piece, notes)


#: The marks whose start shows the key of the finding; the others stand beside their statement's content.
_TAGGED = ("content", "term", "trigger")


def _render_piece(piece: Piece, notes: Mapping[str, str]) -> str:
    text = escape(defuse_text(piece.text))
    if not piece.marks:
        return text
    hover = "\n".join(dict.fromkeys(notes.get(mark.key, mark.key) for mark in reversed(piece.marks)))
    return f'<span class="{" ".join(_style(piece.marks))}" title="{escape(hover)}">{text}</span>'


def _style(marks: tuple[Mark, ...]) -> Iterator[str]:
    yield from dict.fromkeys(f"rp-{mark.kind}" for mark in marks)
    depth = sum(mark.kind == "content" for mark in marks)
    if depth:
        yield f"rp-depth{min(depth, 3)}"
    yield from (f"rp-{mark.quad.replace(' ', '-')}" for mark in marks if mark.quad)


def _render_table(table: Table) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
    rows = "".join(f"<tr>{''.join(map(_render_cell, row))}</tr>\n" for row in table.rows)
    return (
        f"<details open><summary>{escape(table.name)} ({len(table.rows)})</summary>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></details>\n"
    )


def _render_cell(cell: str) -> str:
    whole = ' class="rp-whole"' if len(cell) <= _SHORT else ""  # a date must not break at its hyphens
    return f"<td{whole}>{escape(cell)}</td>"
