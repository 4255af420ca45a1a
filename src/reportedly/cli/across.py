"""What can a person ask across reports? Stories, incidents with their accounts, what is disputed, what became of demands."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from reportedly.cli import answers, show
from reportedly.cli.ask import answer, check_name, open_record
from reportedly.cli.options import ANSWER_FORMATS, Form, Limit, Record, Since, Until, Words
from reportedly.cli.screen import open_screen, tell
from reportedly.exports.record_json import write_line

Party = Annotated[str | None, typer.Option(metavar="NAME", help="Who has a part in it, on either side.")]
Where = Annotated[str | None, typer.Option(metavar="PLACE", help="Where it happens.")]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="PLOVER type: ASSAULT.")]


def stories(
    *,
    party: Party = None,
    where: Where = None,
    event_type: Type = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """List the stories: reports about the same news, and how many independent origins stand behind them; newest first.

    Copies and light rewrites of one agency's text are one origin.

    Example: [bold]reportedly stories --party "Amal Brigades" --since 2024-05[/bold]
    """
    filters = {"party": party, "where": where, "type": event_type, "since": since, "until": until, "words": words}
    answer("stories", filters, form, record, limit)


def incidents(
    *,
    party: Party = None,
    where: Where = None,
    event_type: Type = None,
    story: Annotated[str | None, typer.Option(metavar="ID", help="Only those that this story tells of.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only those of which accounts differ.")] = False,
    since: Since = None,
    until: Until = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """List the incidents: single happenings, as all the reports tell them; who asserts, who denies; newest first.

    [bold]reportedly accounts ID[/bold] shows the accounts of one side by side.

    Example: [bold]reportedly incidents --type ASSAULT --where "Port Amal" --disputed[/bold]
    """
    filters: dict[str, str | bool | None] = {"party": party, "where": where, "type": event_type, "story": story}
    filters |= {"disputed": disputed or None, "since": since, "until": until}
    answer("incidents", filters, form, record, limit)


def disputes(
    *,
    about: Annotated[
        str | None, typer.Option(metavar="WHAT", help="existence, actor, target, number, place or time.")
    ] = None,
    party: Party = None,
    where: Where = None,
    event_type: Type = None,
    since: Since = None,
    until: Until = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """List what accounts contradict each other on, side against side; it is never said who is right; newest first.

    Example: [bold]reportedly disputes --about number --since 2024-05[/bold]
    """
    filters = {"about": about, "party": party, "where": where, "type": event_type, "since": since, "until": until}
    answer("disputes", filters, form, record, limit)


def demands(
    *,
    party: Party = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Whose demand, offer or threat it is.")] = None,
    to: Annotated[str | None, typer.Option(metavar="NAME", help="To whom it is put.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="demand, offer or threat.")] = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="open, answered, refused, accepted or lapsed.")
    ] = None,
    since: Since = None,
    until: Until = None,
    words: Words = None,
    form: Form = "table",
    record: Record = None,
    limit: Limit = 50,
) -> None:
    """List demands, offers and threats, and what became of each: the last step newest first.

    Example: [bold]reportedly demands --to Norland --state open[/bold]
    """
    filters = {"party": party, "by": by, "to": to, "kind": kind, "state": state}
    filters |= {"since": since, "until": until, "words": words}
    answer("demands", filters, form, record, limit)


def accounts(
    id_: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="An incident, or any event of it, such as wire-7:e3; else the newest disputed."
        ),
    ] = None,
    *,
    form: Form = "table",
    record: Record = None,
) -> None:
    """Show one incident's accounts side by side: each voice, the chain its words came through, and where they differ.

    Example: [bold]reportedly accounts wire-7:e3[/bold]
    """
    # only here: SQLAlchemy is slow to load
    from reportedly.record import find_accounts, find_disputes

    check_name(form, ANSWER_FORMATS, "format")
    with open_record(record) as store:
        wanted = id_ or next((row.incident for row in find_disputes(store, limit=1)), None)
        if wanted is None:
            tell("nothing on record is disputed; reportedly incidents lists what is told")
            return
        found = find_accounts(store, wanted)
    if form == "json":
        sys.stdout.write(write_line(asdict(found)))
    elif form == "csv":
        sys.stdout.write(answers.write_answer_csv(found.accounts))
    else:
        screen = open_screen()
        for table in answers.tabulate_accounts(found):
            screen.print(show.ShownTable(table))
        tell(found.sources)
