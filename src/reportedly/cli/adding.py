"""How do reports, wherever they come from, get on record? Those that are new are read and added, one by one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.cli.batch import Batch, is_failed
from reportedly.model import Report

if TYPE_CHECKING:
    from reportedly.record import Store
    from reportedly.sources.reports import Failure


def add_reports(
    store: "Store", batch: Batch, found: "Iterable[Report | Failure]", *, where: str | None, model: Path | None
) -> Iterator[str]:
    """Put reports on record, and say of each that was not there what that changed; `where` is what they are from."""
    # only here: the model's libraries take longer to load than --help may
    from reportedly.api import open_reader, read_many

    reader = open_reader(model).name
    new = batch.leave_out(batch.feed(found), lambda report: store.has(report, reader))
    for reading in batch.count(read_many(new, model=model)):
        if not is_failed(reading):
            yield store.add(reading, where=where).outcome
