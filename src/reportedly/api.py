"""What can a program do with reportedly? Read reports; keep them in a record (record/store.py)."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from reportedly import __version__
from reportedly.language.encoder import annotate
from reportedly.language.models import open_model
from reportedly.model import Problem, Reading, Report
from reportedly.reading.own_actors import load_own
from reportedly.reading.reader import Reader
from reportedly.sources.text import read_text


@cache
def open_reader(model: Path | str | None = None) -> Reader:
    """Open a reader with the model in a folder (default: REPORTEDLY_MODEL, else the model that ships).

    Raises UnusableModel where the folder holds none, and UnreadableInput where the user's own actors are not rows.
    """
    load_own()  # here, where it is told once: it is nothing that a report can help
    opened = open_model(model)
    return Reader(partial(annotate, model=opened), f"reportedly {__version__} ({opened.name})")


def read(report: Report | str, *, published: str | None = None, model: Path | str | None = None) -> Reading:
    """Read one report, or a plain text. `published` is the document creation time, ISO 8601."""
    given = report if isinstance(report, Report) else read_text(report, published=published)
    return open_reader(model).read(given)


def read_many(reports: Iterable[Report], *, model: Path | str | None = None) -> Iterator[Reading]:
    """Read reports as they come, in order. One that cannot be read gives an empty reading that says why."""
    reader = open_reader(model)
    for report in reports:
        try:
            yield reader.read(report)
        except Exception as error:  # the per-report edge: nothing that one report holds may stop the batch
            problem = Problem("reading", f"could not be read: {type(error).__name__}: {error}")
            yield Reading(report, reader.name, problems=(problem,))
