"""What does a person see in the terminal? A reading as its marked text and its tables, a finding with its evidence.

In colour the marks are styles; where there is no colour (NO_COLOR, a pipe) they are plain signs. All text from outside
goes through exports/defuse.py and into rich's Text, which reads no markup.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.constrain import Constrain
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from reportedly.exports.defuse import defuse_line, defuse_text
from reportedly.exports.marks import Mark, MarkKind, Piece, cut_text
from reportedly.exports.tables import OWN_VOICE, Table, count_findings, describe_findings, tabulate_reading
from reportedly.model import LAYERS, Evidence, Reading, Span, find_keys
from reportedly.ontology import TYPES

#: Times show in the events' dates; their table is shown when it is asked for.
_SHOWN_LAYERS = tuple(layer for layer in LAYERS if layer != "times")
#: Lines longer than this tire the eye.
_TEXT_WIDTH = 110
_CONTEXT = 48
#: Columns of which one line is enough: the text above shows the words in full.
_CUT_COLUMNS = ("words", "content", "condition", "text", "about", "why")
#: Widths in cells: of the widest column, the least that is left of a cut one, and the gap between two.
_WIDEST, _LEAST, _GAP = 70, 24, 2
#: Where a table does not fit and its columns have no heads: what stands before a cell, and what goes without saying.
_LABELS = {
    "answers": "answers ", "deadline": "by ", "within": "in ", "according to": "according to ",
    "asserted by": "asserted by ", "denied by": "denied by ", "disputed": "disputed: ", "told by": "told by ",
    "calls it": "called ", "now": "now ",
}  # fmt: skip
_PLAIN_FACTS = ("actual", OWN_VOICE)

#: Quad class -> how its triggers look.
_QUADS: Mapping[str | None, str] = MappingProxyType(
    {
        "verbal cooperation": "reverse blue",
        "material cooperation": "reverse green",
        "verbal conflict": "reverse yellow",
        "material conflict": "reverse red",
        None: "reverse",
    }
)
#: How contents look by how many of them hold the words.
_DEPTHS = ("", "color(69)", "color(135)", "color(170)")
_STYLES: Mapping[MarkKind, str] = MappingProxyType(
    {"source": "bold cyan", "cue": "italic", "term": "underline", "condition": "underline italic"}
)
_TAG_STYLE = "dim"
#: Kind of mark -> what stands before and after it; {} is the finding's key.
_SIGNS: Mapping[MarkKind, tuple[str, str]] = MappingProxyType(
    {"content": ("⟦{} ", "⟧"), "term": ("⟨{} ", "⟩"), "condition": ("⟨{} ", "⟩")}
)
#: More signs where no colour can tell the other marks.
_PLAIN_SIGNS: Mapping[MarkKind, tuple[str, str]] = MappingProxyType(
    {
        **_SIGNS,
        "source": ("‹", "›"),
        "cue": ("_", "_"),
        "trigger": ("{{", " {}}}"),
    }
)


def is_plain(console: Console) -> bool:
    """Say whether marks must do without colour on this console."""
    return console.no_color or console.color_system is None


def show_reading(reading: Reading, *, plain: bool = False, only: str | None = None) -> RenderableType:
    """Show a reading: a headline, the text with its marks, the tables; `only` shows one layer's table."""
    tables = tabulate_reading(reading, (only,) if only else _SHOWN_LAYERS)
    parts: list[RenderableType] = [show_head(reading)]
    if only is None:
        text = Constrain(show_text(reading, plain=plain), _TEXT_WIDTH)
        parts += [_show_legend(plain), Padding(text, (1, 0))]
    parts += [ShownTable(table) for table in tables]
    return Group(*parts)


def show_head(reading: Reading) -> RenderableType:
    """Show which report it is, and how much was found in it."""
    report = reading.report
    title = Text(defuse_line(report.title or report.id), style="bold")
    facts = [report.id if report.title else None, report.published, report.publisher, report.url]
    counts = " · ".join(count_findings(reading)) or "nothing found"
    lines = [title, Text(" · ".join(defuse_line(fact) for fact in facts if fact), style="dim")]
    lines += [Text(counts)]
    problems = (*report.problems, *reading.problems)
    lines += [Text(defuse_line(f"{problem.stage}: {problem.message}"), style="yellow") for problem in problems]
    return Group(Rule(style="dim"), *(line for line in lines if line.plain))


def _show_legend(plain: bool) -> Text:
    if plain:
        return Text("‹who› _says_ ⟦s1 what⟧ · {event e1} · ⟨t1 term⟩")
    legend = Text.assemble(("who", "bold cyan"), " ", ("says", "italic"), " ", ("⟦s1 ", _TAG_STYLE))
    legend.append_text(Text.assemble(("what", _DEPTHS[1]), ("⟧", _TAG_STYLE), " · "))
    for name, style in list(_QUADS.items())[:4]:
        legend.append_text(Text.assemble((f" {name} ", style), " "))
    return legend.append_text(Text.assemble("· ", ("⟨t1 ", _TAG_STYLE), ("term", "underline"), ("⟩", _TAG_STYLE)))


def show_text(reading: Reading, *, plain: bool = False) -> Text:
    """Show a report's text with its marks: the key of each finding stands where its words begin."""
    shown = Text()
    for piece in cut_text(reading):
        for words, style in _style_piece(piece, plain=plain):
            shown.append(words, style)
    return shown


def _style_piece(piece: Piece, *, plain: bool) -> Iterator[tuple[str, Style | str]]:
    signs = _PLAIN_SIGNS if plain else _SIGNS
    tag_style = "" if plain else _TAG_STYLE
    for mark in piece.opening:
        if mark.kind in signs:
            yield signs[mark.kind][0].format(mark.key), tag_style
    yield defuse_text(piece.text), "" if plain else _combine(piece.marks)
    for mark in piece.closing:
        if mark.kind == "trigger" and not plain:
            yield f"·{mark.key}", _combine(piece.marks)  # no blank: the key must not wrap away from its word
        elif mark.kind in signs:
            yield signs[mark.kind][1].format(mark.key), tag_style


def _combine(marks: tuple[Mark, ...]) -> Style:
    """Combine the styles of all marks on the same words; the innermost wins where two disagree."""
    depth = sum(mark.kind == "content" for mark in marks)
    style = Style.parse(_DEPTHS[min(depth, 3)])
    for mark in marks:
        style += Style.parse(_QUADS[mark.quad] if mark.kind == "trigger" else _STYLES.get(mark.kind, ""))
    return style


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table for rich: in columns where they fit the width at hand, else as entries one below the other."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the heading and the rows."""
        widths = fit_columns(self.table, options.max_width)
        yield Text(f"{self.table.name}  {len(self.table.rows)}", style="bold")
        yield _show_entries(self.table) if widths is None else _show_columns(self.table, widths)
        yield Text()


def fit_columns(table: Table, width: int) -> tuple[int, ...] | None:
    """Fit columns into a width: each gets its longest word and a share of the rest; None where they do not fit."""
    natural, least = zip(*map(_measure, table.columns, zip(*table.rows, strict=True)), strict=True)
    room = width - sum(least) - _GAP * (len(table.columns) - 1)
    wanted = sum(natural) - sum(least)
    if room < 0:
        return None
    if room >= wanted:
        return natural
    return tuple(small + room * (full - small) // wanted for full, small in zip(natural, least, strict=True))


def _measure(column: str, cells: tuple[str, ...]) -> tuple[int, int]:
    """Measure the width a column would like to have, and the least it can do with."""
    natural = min(max(cell_len(column), *map(cell_len, cells)), _WIDEST)
    if column in _CUT_COLUMNS:
        return natural, min(natural, _LEAST)
    words = (word for text in (column, *cells) for word in text.split())
    return natural, min(max(map(cell_len, words)), natural)


def _show_columns(table: Table, widths: tuple[int, ...]) -> RenderableType:
    grid = _make_grid()
    for column, width in zip(table.columns, widths, strict=True):
        cut = column in _CUT_COLUMNS
        grid.add_column(column, width=width, no_wrap=cut, overflow="ellipsis" if cut else "fold")
    for row in table.rows:
        grid.add_row(*map(_style_cell, table.columns, row))
    return grid


def _show_entries(table: Table) -> RenderableType:
    """Show each row as its key and a paragraph: what happened to whom first, the rest faint below."""
    grid = _make_grid(show_header=False)
    grid.add_column("id", no_wrap=True)
    grid.add_column("finding", overflow="fold")
    for key, *cells in table.rows:
        labelled = zip(table.columns[1:], cells, strict=True)
        filled = [_style_entry(column, cell) for column, cell in labelled if cell and cell not in _PLAIN_FACTS]
        grid.add_row(Text(key, style="bold"), Text.assemble((" · ", "dim")).join(filled))
    return grid


def _style_entry(column: str, cell: str) -> Text:
    cut = f"{cell[:_WIDEST].rstrip()}…" if column in _CUT_COLUMNS and len(cell) > _WIDEST else cell
    return Text.assemble((_LABELS.get(column, ""), "dim"), _style_cell(column, cut))


def _make_grid(*, show_header: bool = True) -> Grid:
    return Grid(
        box=box.SIMPLE_HEAD,
        show_header=show_header,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
        border_style="dim",
    )


def _style_cell(column: str, cell: str) -> Text:
    if column == "event":
        return Text(cell, style=_QUADS[TYPES.get(cell.partition(" ")[0])].removeprefix("reverse").strip())
    faint = (column == "status" and cell == "actual") or cell == OWN_VOICE
    return Text(cell, style="bold" if column == "id" else "dim" if faint else "")


def show_finding(reading: Reading, key: str, evidence: Iterable[Evidence]) -> RenderableType:
    """Show why a finding is on record: for each field the rule or model, its score, and the words where they stand."""
    note = describe_findings(reading).get(key, key)
    heading = Text.assemble((defuse_line(note), "bold"))
    grid = _make_grid()
    for column in ("field", "rule or model", "score"):
        grid.add_column(column, no_wrap=column == "score")
    grid.add_column("the words", ratio=1, overflow="fold")
    for item in evidence:
        score = "" if item.score is None else f"{item.score:.2f}"
        grid.add_row(*map(Text, map(defuse_line, (item.field, item.rule, score))), quote_span(reading, item.span))
    return Padding(
        Group(heading, grid if grid.row_count else Text("no evidence is on record", style="dim")), (0, 0, 1, 0)
    )


def quote_span(reading: Reading, span: Span) -> Text:
    """Quote the words at a span in bold, with some of what stands before and after them."""
    text = defuse_text(reading.report.text)
    start, end = span
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "…" + before.partition(" ")[2]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    blanks = str.maketrans("\n", " ")
    return Text.assemble(
        before.translate(blanks), (text[start:end].translate(blanks), "bold reverse"), after.translate(blanks)
    )


def list_keys(reading: Reading) -> tuple[str, ...]:
    """List the keys that a person can ask an explanation for."""
    return tuple(key for key, _ in find_keys(reading))
