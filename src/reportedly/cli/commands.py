"""What can a person do from the command line? Read reports, ask why, keep a record, and ask the record.

The heavy rooms (the model, the store) are imported inside the commands: `reportedly --help` must answer at once.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from reportedly import __version__
from reportedly.cli import actors, gazetteer, show
from reportedly.cli.across import accounts, demands, disputes, incidents, stories
from reportedly.cli.adding import add_reports
from reportedly.cli.ask import check_name, did, open_record, reports, said, terms
from reportedly.cli.batch import Batch
from reportedly.cli.options import Model, Paths, Published, Record
from reportedly.cli.screen import close_stdout, open_screen, prepare_streams, tell
from reportedly.cli.watch import watch
from reportedly.cli.wording import wording
from reportedly.errors import ReportedlyError, UnknownName, UnreadableInput
from reportedly.exports import FORMATS
from reportedly.exports.files import Write, find_format, open_output
from reportedly.exports.record_json import read_record
from reportedly.model import LAYERS, Evidence, Reading, find_keys
from reportedly.sources.targets import is_url

if TYPE_CHECKING:
    from reportedly.record import Store

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)


class Commands(TyperGroup):
    """The commands, with one edge where wrong use becomes one line on stderr."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a reader that goes away (`| head`) ends it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ReportedlyError as error:
            tell(f"reportedly: {error}")
            raise typer.Exit(2) from None
        except BrokenPipeError:
            close_stdout()
            raise typer.Exit(0) from None
        return result


app = typer.Typer(
    cls=Commands,
    name="reportedly",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> None:
    """Run the command line."""
    prepare_streams()
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Read news reports of conflict, and keep the record: who said what, through whom, and what they say happened.

    Example: [bold]reportedly read report.txt --published 2024-05-07[/bold]
    """


def _check_published(published: str | None) -> str | None:
    if published is not None and not _is_date(published):
        raise UnreadableInput(f"--published takes a date such as 2024-05-07, not {published!r}")
    return published


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _read_reports(paths: list[str], batch: Batch, published: str | None, model: Path | None) -> Iterator[Reading]:
    # only here: the model's libraries take longer to load than --help may
    from reportedly.api import read_many
    from reportedly.sources.paths import read_paths

    return batch.count(read_many(batch.feed(read_paths(paths, published=published)), model=model))


def _leave(batch: Batch) -> None:
    """Leave with 2 if nothing could be read."""
    if not batch.read:
        raise typer.Exit(2)


@app.command()
def read(
    paths: Paths,
    *,
    published: Published = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write Record JSON to stdout, one report a line.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="OUT", help="Write to OUT.jsonl, OUT.csv, OUT.html, or a folder."),
    ] = None,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"Write as {', '.join(FORMATS)}.")
    ] = None,
    only: Annotated[str | None, typer.Option(metavar="LAYER", help=f"Only one layer: {', '.join(LAYERS)}.")] = None,
    model: Model = None,
) -> None:
    """Read reports, and show each with its statements, events and terms marked in the text.

    Example: [bold]reportedly read report.txt --published 2024-05-07[/bold]

    Example: [bold]reportedly read reports/ -o readings.jsonl[/bold]

    Example: [bold]reportedly read page.html --format csv --only statements[/bold]
    """
    published = _check_published(published)
    check_name(only, LAYERS, "layer")
    _check_output(out, paths)
    name = "json" if as_json and format_name is None else format_name
    shown = out is None and name is None
    bar = not shown and (out is not None or not sys.stdout.isatty())
    with Batch(bar=bar) as batch, _open_writer(out, name, only) as write:
        for reading in _read_reports(paths, batch, published, model):
            write(reading)
    if batch.failed or out is not None:
        batch.sum_up()
    _leave(batch)


def _check_output(out: Path | None, paths: list[str]) -> None:
    if out is not None and out.is_file() and any(Path(path).exists() and out.samefile(path) for path in paths):
        raise UnreadableInput(f"'{out}' is to be read and to be written; give another name to -o")


@contextmanager
def _open_writer(out: Path | None, name: str | None, only: str | None) -> Iterator[Write]:
    """Open what readings are written to: files, stdout in a format, or the person's screen."""
    if out is not None:
        with open_output(out, find_format(name, out), only=only) as write:
            yield write
    elif name is not None:
        chosen = find_format(name)
        sys.stdout.write(chosen.begin(only))
        yield lambda reading: _write_at_once(chosen.write(reading, only))
        sys.stdout.write(chosen.end(only))
    else:
        screen = open_screen()
        plain = show.is_plain(screen)
        yield lambda reading: screen.print(show.show_reading(reading, plain=plain, only=only))


def _write_at_once(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()  # what reads the pipe must not wait for the next report


@app.command()
def explain(
    target: Annotated[
        str, typer.Argument(metavar="PATH_OR_REPORT", help="A file; or a report on record, or its finding: REPORT:s3.")
    ],
    finding: Annotated[
        str | None, typer.Argument(metavar="[FINDING]", help="s3, e1, t2, ...; without it, all of them.")
    ] = None,
    *,
    published: Published = None,
    record: Record = None,
    model: Model = None,
) -> None:
    """Say why a finding is on record: which words, which rule or model, which score.

    Example: [bold]reportedly explain report.txt s3[/bold]

    Example: [bold]reportedly explain wire-7:e1 --record desk.sqlite[/bold]
    """
    published = _check_published(published)
    screen = open_screen()
    if target != "-" and not is_url(target) and not Path(target).exists():
        reading, key = _load_reading(target, record)
        _explain_reading(screen, reading, finding or key)
        return
    with Batch(bar=False) as batch:
        for reading in _read_reports([target], batch, published, model):
            _explain_reading(screen, reading, finding)
    if batch.failed:
        batch.sum_up()
    _leave(batch)


def _load_reading(target: str, record: Path | None) -> tuple[Reading, str | None]:
    """Load a report from the record by its id, or by the id of a finding in it."""
    with open_record(record) as store:
        for report_id, key in ((target, None), (target.rpartition(":")[0], target.rpartition(":")[2])):
            try:
                return read_record(store.load(report_id), store.evidence(report_id)), key
            except UnknownName:
                continue
        raise UnknownName(f"no file '{target}', and no such report in the record '{store.path}'")


def _explain_reading(screen: Console, reading: Reading, wanted: str | None) -> None:
    screen.print(show.show_head(reading))
    screen.print()
    findings: dict[str, tuple[Evidence, ...]] = {key: found.evidence for key, found in find_keys(reading)}
    if wanted is not None and wanted not in findings:
        known = ", ".join(findings) or "nothing was found in it"
        raise UnknownName(f"no finding {wanted!r} in report '{reading.report.id}'; known: {known}")
    for key, evidence in findings.items():
        if key == wanted or (wanted is None and evidence):
            screen.print(show.show_finding(reading, key, evidence))


@app.command()
def add(paths: Paths, *, record: Record = None, published: Published = None, model: Model = None) -> None:
    """Read reports and put them on record; a report that is there already is not read again.

    Example: [bold]reportedly add reports/ --record desk.sqlite[/bold]

    Example: [bold]reportedly add https://news.example/feed.xml archive.warc.gz[/bold]
    """
    published = _check_published(published)
    outcomes = dict.fromkeys(("added", "unchanged", "changed"), 0)
    with open_record(record, create=True) as store, Batch(bar=True) as batch:
        for path in paths:
            for outcome in _add_path(store, batch, path, published=published, model=model):
                outcomes[outcome] += 1
    outcomes["unchanged"] += batch.left_out
    batch.sum_up()
    typer.echo(f"{', '.join(f'{count:,} {outcome}' for outcome, count in outcomes.items())} in {store.path}")
    _leave(batch)


def _add_path(store: "Store", batch: Batch, path: str, *, published: str | None, model: Path | None) -> Iterator[str]:
    """Put what is at a path on record, and say of each report what that changed."""
    from reportedly.sources.paths import read_paths  # only here: slow to load

    # two folders may each hold a 1.txt: where a report is from tells the record which one it is; a URL's id does that
    where = None if path == "-" or is_url(path) else str(Path(path).resolve())
    yield from add_reports(store, batch, read_paths([path], published=published), where=where, model=model)


for command in (watch, said, did, terms, wording, reports, stories, incidents, accounts, disputes, demands):
    app.command()(command)
app.add_typer(gazetteer.commands, name="gazetteer")
app.add_typer(actors.commands, name="actors")
