"""What can a person ask across reports? Stories, incidents with their accounts, what is disputed, what became of demands."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli import answers, show
from reportedly.cli.ask import check_name, open_record
from reportedly.cli.options import ANSWER_FORMATS, Form, Limit, Record, Since, Until, Words
from reportedly.cli.screen import open_screen, tell
from reportedly.exports.record_json import write_line
from reportedly.exports.tables import Table, tabulate_rows

if TYPE_CHECKING:  # the record brings SQLAlchemy along, which --help must not wait for
    from reportedly.record import AccountRow, DemandRow, DisputeRow, IncidentAccounts, IncidentRow, SideRow, StoryRow

#: Of parties, places and voices, so many are named in a table.
_NAMED = 3

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
    _answer("stories", filters, form, record, limit)


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
    filters: dict[str, Any] = {"party": party, "where": where, "type": event_type, "story": story}
    filters |= {"disputed": disputed or None, "since": since, "until": until}
    _answer("incidents", filters, form, record, limit)


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
    _answer("disputes", filters, form, record, limit)


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
    _answer("demands", filters, form, record, limit)


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
        for table in _tabulate_accounts(found):
            screen.print(show.ShownTable(table))
        tell(found.sources)


def _answer(question: str, filters: Mapping[str, Any], form: str, record: Path | None, limit: int) -> None:
    """Ask the record, and show what it answers."""
    # only here: SQLAlchemy is slow to load
    from reportedly.record import find_demands, find_disputes, find_incidents, find_stories

    check_name(form, ANSWER_FORMATS, "format")
    ask: dict[str, Callable[..., tuple[Any, ...]]] = {
        "stories": find_stories,
        "incidents": find_incidents,
        "disputes": find_disputes,
        "demands": find_demands,
    }
    given = {name: value for name, value in filters.items() if value is not None}
    with open_record(record) as store:
        rows = ask[question](store, **given, limit=limit)
    if form == "json":
        sys.stdout.write(answers.write_answer_json(rows))
    elif form == "csv":
        sys.stdout.write(answers.write_answer_csv(rows))
    elif rows:
        open_screen().print(show.ShownTable(tabulate_rows(question, [_DESCRIBE[question](row) for row in rows])))
    if len(rows) in (0, limit):
        tell(f"the first {limit:,}; --limit shows more" if rows else "nothing on record fits")


def _describe_story(row: "StoryRow") -> dict[str, str]:
    return {
        "id": row.id,
        "date": _day(row.date) if _day(row.last) == _day(row.date) else f"{_day(row.date) or '?'} to {_day(row.last)}",
        "story": row.title or "",
        "who": _few(row.parties),
        "where": _few(row.places),
        "told by": _tell_sources(len(row.reports), row.origins, row.independent),
        "incidents": str(row.incidents),
    }


def _describe_incident(row: "IncidentRow") -> dict[str, str]:
    return {
        "id": row.id,
        "date": _day(row.date),
        "event": f"{row.type} {row.mode}" if row.mode else row.type,
        "who → whom": _pair(row.actors, row.recipients),
        "where": _few(row.places),
        "numbers": answers.write_numbers(row.numbers),
        "asserted by": _few(row.asserted_by),
        "denied by": _few(row.denied_by),
        "disputed": ", ".join(row.disputed),
        "told by": _tell_sources(row.reports, row.origins, row.independent),
    }


def _describe_dispute(row: "DisputeRow") -> dict[str, str]:
    return {
        "incident": row.incident,
        "date": _day(row.date),
        "event": row.type,
        "dispute": row.about,
        "sides": " · ".join(map(_describe_side, row.sides)),
    }


def _describe_side(side: "SideRow") -> str:
    return f"{_few(side.voices)}: {side.says}"


def _describe_demand(row: "DemandRow") -> dict[str, str]:
    later = [
        " ".join(filter(None, (step.step, step.by and f"by {step.by}", _day(step.date)))) for step in row.steps[1:]
    ]
    return {
        "id": row.id,
        "date": _day(row.date),
        "kind": row.kind,
        "by → to": " → ".join((row.by or "?", row.to)) if row.to else row.by or "",
        "content": row.quote,
        "condition": row.condition,
        "deadline": row.deadline or "",
        "now": row.state,
        "since then": "; ".join(later),
    }


_DESCRIBE: Mapping[str, Callable[[Any], dict[str, str]]] = {
    "stories": _describe_story,
    "incidents": _describe_incident,
    "disputes": _describe_dispute,
    "demands": _describe_demand,
}


def _tabulate_accounts(found: "IncidentAccounts") -> tuple[Table, ...]:
    """Tabulate an incident, its accounts, and what they differ on."""
    tables = [tabulate_rows("incident", [_describe_incident(found.incident)])]
    tables.append(tabulate_rows("accounts", [_describe_account(row) for row in found.accounts]))
    if found.disputes:
        tables.append(tabulate_rows("disputes", [_describe_difference(row) for row in found.disputes]))
    return tuple(tables)


def _describe_account(row: "AccountRow") -> dict[str, str]:
    return {
        "id": row.pointer,
        "date": _day(row.date),
        "voice": _describe_chain(row),
        "status": row.status,
        "who → whom": _pair(row.actors, row.recipients),
        "where": ", ".join(row.places),
        "when": row.when or "",
        "numbers": answers.write_numbers(row.numbers),
        "calls it": ", ".join(row.wording),
        "words": row.quote,
    }


def _describe_chain(row: "AccountRow") -> str:
    """Tell through whom an account came: who says it, whom they told, who printed it, whose text that was."""
    chain = [*dict.fromkeys((row.speaker or row.publisher or row.report, *row.via, row.publisher or row.report))]
    if row.origin != row.report:
        chain.append(f"copied from {row.origin}")
    return " ← ".join(chain)


def _describe_difference(row: "DisputeRow") -> dict[str, str]:
    return {"dispute": row.about, "sides": " · ".join(map(_describe_side, row.sides)), "because": row.why}


def _day(moment: str | None) -> str:
    return (moment or "").partition("T")[0]


def _few(names: Sequence[str]) -> str:
    """Name the first few, and say how many more there are; JSON and CSV name all."""
    named, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def _pair(actors: Sequence[str], recipients: Sequence[str]) -> str:
    left, right = _few(actors), _few(recipients)
    return f"{left or '?'} → {right}" if right else left


def _tell_sources(reports: int, origins: int, independent: int) -> str:
    """Tell how many reports there are, and how many origins: a single one is said to be single."""
    told = f"{reports:,} report{'s' if reports > 1 else ''}"
    if origins == 1:
        return f"{told}, single origin"
    return f"{told}, {origins:,} origins" + (f", {independent:,} independent" if independent != origins else "")
