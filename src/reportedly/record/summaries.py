"""What is kept of an incident as a whole? Its day and what its accounts differ about, so that it is found by them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete

from reportedly.grouping.accounts import Account, find_accounts, is_assertion
from reportedly.grouping.disputes import find_contradictions
from reportedly.record import schema
from reportedly.record.batches import split_keys
from reportedly.record.members import Members, load_members
from reportedly.record.schema import FINDINGS_PER_REPORT, storable

#: From how many reports, at most, it is found what an incident's accounts differ about.
_MOST = 24


def summarize_incidents(connection: Connection, incidents: Collection[int]) -> None:
    """Write the rows of some incidents anew."""
    for batch in split_keys(incidents):
        connection.execute(delete(schema.incidents).where(schema.incidents.c.key.in_(batch)))
    if incidents:
        insert_summaries(connection, load_members(connection, incidents, most=_MOST))


def insert_summaries(connection: Connection, members: Mapping[int, Members]) -> None:
    """Write the rows of incidents that have none, from their members."""
    rows = [_make_row(incident, told) for incident, told in members.items()]
    if rows:
        names = "key, report, type, date, reports, disputed"
        connection.exec_driver_sql(f"INSERT INTO incidents ({names}) VALUES (?, ?, ?, ?, ?, ?)", rows)


def _make_row(incident: int, members: Members) -> tuple[Any, ...]:
    accounts = find_accounts(members)
    alone = len(accounts) == 1  # most are: one voice contradicts nobody
    subjects = [] if alone else [contradiction.about for contradiction in find_contradictions(accounts)]
    return (
        incident,
        incident // FINDINGS_PER_REPORT,
        storable(members[0][1].first.type),
        find_date(accounts),
        len({teller.report for teller, _ in members}),
        " ".join(subjects) or None,
    )


def find_date(accounts: Sequence[Account]) -> str | None:
    """Give the day that most accounts give, the earliest of those; else when the first of them was published."""
    said = [account for account in accounts if account.date and is_assertion(account)]
    days = Counter((account.date or "")[:10] for account in said if len(account.date or "") >= 10)
    if not days:
        dates = Counter(account.date or "" for account in said)
        days = dates
    if days:
        return storable(min(days, key=lambda day: (-days[day], day)))
    return min((account.teller.published for account in accounts if account.teller.published), default=None)
