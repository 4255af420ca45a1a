"""What can a person ask the record about words? What somebody, a place or an event is called, and by whom."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.ask import check_name, open_record
from reportedly.cli.options import ANSWER_FORMATS, Form, Limit, Publisher, Record, Since, Until
from reportedly.cli.screen import open_screen, tell
from reportedly.exports.record_json import write_line
from reportedly.exports.tables import Table, tabulate_rows
from reportedly.exports.tables_csv import Cell, write_lines

if TYPE_CHECKING:  # the record brings SQLAlchemy along, which --help must not wait for
    from reportedly.record import Usage, WordingRow

#: Of those who use some words, so many are named in the table; JSON and CSV name all.
_NAMED = 5

_HEADINGS = {"actor": "actors", "place": "places", "event": "events"}


def wording(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="An actor or a place, by any of its names.")
    ] = None,
    *,
    other: Annotated[
        str | None,
        typer.Option("--and", metavar="NAME", help="Only events between the two: what each side calls them."),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only words of this speaker, or of this publisher.")
    ] = None,
    event_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only events of a PLOVER type: ASSAULT.")
    ] = None,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="Only events of a PLOVER mode: aerial.")] = None,
    where: Annotated[str | None, typer.Option(metavar="PLACE", help="Only events at this place.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """Ask the record what an actor, a place or an event is called, by whom, and how often; the most used words first.

    NAME gives the words for an actor or a place, and for the events that it has a part in or that happen there.

    A report's own voice is told from its speakers; "quoted" counts what stands in quotation marks.

    The id is where the words stand in the newest report that has them; [bold]reportedly explain ID[/bold] says why.

    Example: [bold]reportedly wording "Amal Brigades"[/bold]

    Example: [bold]reportedly wording Norland --and Vesk --type ASSAULT[/bold]

    Example: [bold]reportedly wording --where "Port Amal" --by "defence ministry" --since 2024-05[/bold]
    """
    # only here: SQLAlchemy is slow to load
    from reportedly.record import find_wording

    chosen = "json" if as_json else form
    check_name(chosen, ANSWER_FORMATS, "format")
    with open_record(record) as store:
        rows = find_wording(
            store, name, other=other, by=by, type=event_type, mode=mode, where=where,
            publisher=publisher, since=since, until=until, limit=limit,
        )  # fmt: skip
    _show(rows, chosen)
    kinds = [_HEADINGS[kind] for kind, found in groupby(rows, key=lambda row: row.kind) if len([*found]) == limit]
    if kinds or not rows:
        tell(f"the first {limit:,} {' and '.join(kinds)}; --limit shows more" if rows else "nothing on record fits")


def _show(rows: "Sequence[WordingRow]", form: str) -> None:
    if form == "json":
        sys.stdout.write("".join(write_line(asdict(row)) for row in rows))
    elif form == "csv":
        sys.stdout.write(_write_csv(rows))
    else:
        screen = open_screen()
        for kind, found in groupby(rows, key=lambda row: row.kind):
            screen.print(show.ShownTable(_tabulate(kind, [*found])))


def _tabulate(kind: str, rows: "Sequence[WordingRow]") -> Table:
    head = "type" if kind == "event" else "name"
    described = [
        {
            "id": row.pointer,
            head: row.of,
            "called": row.words,
            "times": f"{row.count:,}",
            "by whom": _name_users(row.by),
        }
        for row in rows
    ]
    return tabulate_rows(_HEADINGS[kind], described)


def _name_users(usages: "Sequence[Usage]") -> str:
    """Name who uses some words most, and say of how many others there are."""
    named = ", ".join(map(_describe_usage, usages[:_NAMED]))
    more = len(usages) - _NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def _describe_usage(usage: "Usage") -> str:
    name = usage.by or ("a report" if usage.own_voice else "(nobody named)")
    quoted = f" ({usage.quoted:,} quoted)" if usage.quoted else ""
    return f"{name}{' in its own voice' if usage.own_voice else ''} {usage.count:,}{quoted}"


def _write_csv(rows: "Sequence[WordingRow]") -> str:
    """Give a line for each of those who use some words, with a line of column names."""
    if not rows:
        return ""
    names = [field.name for field in fields(rows[0]) if field.name != "by"]
    users = [field.name for field in fields(rows[0].by[0])]
    lines: list[tuple[Cell, ...]] = [(*names, *(f"used_{user}" for user in users))]
    for row in rows:
        about = tuple(getattr(row, name) for name in names)
        lines += [(*about, *(_write_cell(getattr(usage, user)) for user in users)) for usage in row.by]
    return write_lines(lines)


def _write_cell(value: str | int | None) -> Cell:
    return str(value).lower() if isinstance(value, bool) else value
