"""What can a person ask the record? Who said what, who did what to whom, who puts what to whom, in which reports."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli import answers, show
from reportedly.cli.options import ANSWER_FORMATS, By, Form, Limit, Publisher, Record, Since, To, Until, Words
from reportedly.cli.screen import open_screen, tell
from reportedly.errors import UnknownName

if TYPE_CHECKING:
    from reportedly.record import Store


def open_record(record: Path | None, *, create: bool = False) -> "Store":
    """Open the record in a file, or the person's own."""
    # only here: SQLAlchemy is slow to load
    from reportedly.record import open_store

    return open_store(record, create=create)


def said(
    *,
    by: By = None,
    about: Annotated[str | None, typer.Option(metavar="NAME", help="Whom or what it is about.")] = None,
    to: To = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="direct, indirect or mixed.")] = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    publisher: Publisher = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """Ask the record who said what, newest first.

    Example: [bold]reportedly said --by "defence ministry" --about Vesk --since 2024-05[/bold]
    """
    filters = {"by": by, "about": about, "to": to, "kind": kind, "since": since, "until": until}
    answer("said", {**filters, "words": words, "publisher": publisher}, form, record, limit)


def did(
    *,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who does it.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="NAME", help="To whom it is done.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="PLOVER type: ASSAULT.")] = None,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="PLOVER mode: aerial.")] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="actual, historical, future, hypothetical or negated.")
    ] = None,
    where: Annotated[str | None, typer.Option(metavar="PLACE", help="Where it happens.")] = None,
    according_to: Annotated[str | None, typer.Option(metavar="NAME", help="Who says that it happens.")] = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """Ask the record who is said to have done what to whom, and who says so, newest first.

    Example: [bold]reportedly did --type ASSAULT --where "Port Amal" --according-to residents[/bold]
    """
    filters = {"actor": actor, "recipient": recipient, "type": event_type, "mode": mode, "status": status}
    filters |= {"where": where, "according_to": according_to, "since": since, "until": until, "words": words}
    answer("did", filters, form, record, limit)


def terms(
    *,
    by: By = None,
    to: To = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="demand, offer, threat, refusal, acceptance or commitment.")
    ] = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """Ask the record who demands, offers, threatens, refuses, accepts or commits to what, newest first.

    Example: [bold]reportedly terms --kind demand --to Norland[/bold]
    """
    filters = {"by": by, "to": to, "kind": kind, "since": since, "until": until, "words": words}
    answer("terms", filters, form, record, limit)


def reports(
    *,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """List the reports on record, newest first.

    Example: [bold]reportedly reports --publisher "Norland Wire" --since 2024[/bold]
    """
    filters = {"publisher": publisher, "since": since, "until": until, "words": words}
    answer("reports", filters, form, record, limit)


def answer(question: str, filters: Mapping[str, str | bool | None], form: str, record: Path | None, limit: int) -> None:
    """Ask the record, and show what it answers."""
    # only here: SQLAlchemy is slow to load
    from reportedly import record as room

    check_name(form, ANSWER_FORMATS, "format")
    ask: dict[str, Callable[..., tuple[Any, ...]]] = {
        "said": room.find_said,
        "did": room.find_did,
        "terms": room.find_terms,
        "reports": room.find_reports,
        "stories": room.find_stories,
        "incidents": room.find_incidents,
        "disputes": room.find_disputes,
        "demands": room.find_demands,
    }
    with open_record(record) as store:
        rows = ask[question](
            store, **{name: value for name, value in filters.items() if value is not None}, limit=limit
        )
    if form == "json":
        sys.stdout.write(answers.write_answer_json(rows))
    elif form == "csv":
        sys.stdout.write(answers.write_answer_csv(rows))
    elif rows:
        open_screen().print(show.ShownTable(answers.tabulate_answer(question, rows)))
    if len(rows) in (0, limit):
        tell(f"the first {limit:,}; --limit shows more" if rows else "nothing on record fits")


def check_name(name: str | None, known: tuple[str, ...], what: str) -> None:
    """Raise UnknownName where a name is none of the known ones."""
    if name is not None and name not in known:
        raise UnknownName(f"unknown {what} {name!r}; known: {', '.join(known)}")
