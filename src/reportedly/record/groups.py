"""Which reports and events does the record hold together? Every group at once, to compare or to take elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from reportedly.record import schema
from reportedly.record.schema import FINDINGS_PER_REPORT
from reportedly.record.store import Store


@dataclass(frozen=True, slots=True)
class Groups:
    """The origin and the story of each report, and the incident of each event (REPORT:e3), by name."""

    origins: Mapping[str, str]
    stories: Mapping[str, str]
    incidents: Mapping[str, str]


def find_groups(store: Store) -> Groups:
    """Give every group of the record: reading all of it, this is for small ones."""
    reports, digests, mentions, events = schema.reports.c, schema.digests.c, schema.mentions.c, schema.events.c
    with store.reading() as connection:
        ids = {row.key: row.id for row in connection.execute(select(reports.key, reports.id))}
        grouped = connection.execute(select(digests.report, digests.origin, digests.story)).all()
        told = connection.execute(
            select(mentions.event, mentions.incident, events.id).join(schema.events, events.key == mentions.event)
        ).all()
    pointers = {row.event: f"{ids[row.event // FINDINGS_PER_REPORT]}:{row.id}" for row in told}
    return Groups(
        {ids[row.report]: ids[row.origin] for row in grouped},
        {ids[row.report]: ids[row.story] for row in grouped},
        {pointers[row.event]: pointers[row.incident] for row in told},
    )
