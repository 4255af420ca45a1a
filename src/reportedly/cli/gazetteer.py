"""What can a person do about the gazetteer? Import a GeoNames dump into one's own, and see which gazetteers are asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.screen import open_errors, tell
from reportedly.gazetteer import own_path
from reportedly.geonames import Imported, Progress, import_geonames, load_origin, record_path

#: So many bad lines are shown; the record beside the gazetteer names more.
_NAMED = 20

commands = typer.Typer(no_args_is_help=True, help="See which gazetteers are asked for places, or import a fuller one.")


@commands.command(name="import")
def import_dump(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="allCountries.zip, alternateNamesV2.zip, UA.txt, ...")
    ],
) -> None:
    """Import a GeoNames dump, for those who need villages: its places are found beside those that ship.

    GeoNames gives its dumps away under CC BY 4.0: all countries, or one (UA.zip), plain or zipped; other names apart.
    All files are given at once; they take the place of what was imported before. REPORTEDLY_GAZETTEER names the file
    that is written and asked; without it, it is in your data folder. Lines that cannot be read are named and skipped.

    Example: [bold]reportedly gazetteer import allCountries.zip alternateNamesV2.zip[/bold]

    Example: [bold]reportedly gazetteer import UA.zip[/bold]
    """
    with _open_bar() as progress:
        result = import_geonames(files, progress=progress)
    for line in result.bad_lines[:_NAMED]:
        tell(f"{line.file}, line {line.number}: {line.why}", style="yellow")
    tell(_sum_up(result))
    typer.echo(own_path())


def _sum_up(result: Imported) -> str:
    places = f"{result.places:,} place{'' if result.places == 1 else 's'}"
    names = f"{result.names:,} name{'' if result.names == 1 else 's'}"
    summary = f"{places} under {names}, as of {result.version or 'no known day'}; {result.left_out:,} left out"
    summary += " (no towns, divisions or countries, or not in Latin letters)"
    if result.skipped:
        summary += f"; {result.skipped:,} skipped, named in {record_path(own_path())}"
    return f"{summary}. {result.attribution}, {result.licence}"


@commands.command()
def show() -> None:
    """Show which gazetteers are asked, from when they are, and under which licence.

    Example: [bold]reportedly gazetteer show[/bold]
    """
    typer.echo("shipped: countries, divisions and towns of 500 people and more. GeoNames (geonames.org), CC BY 4.0")
    own, origin = own_path(), load_origin(own_path())
    if not own.is_file():
        typer.echo(f"your own: none in {own}; reportedly gazetteer import FILE makes one")
    else:
        told = [str(origin[key]) for key in ("version", "attribution", "licence") if origin.get(key)]
        typer.echo(f"your own: {own}. {', '.join(told) or 'nothing is known of where it is from'}")


@contextmanager
def _open_bar() -> Iterator[Progress | None]:
    """Open a progress bar on stderr, where a person sees it."""
    console = open_errors()
    if not console.is_terminal:
        yield None
        return
    # only here: slow to load
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading the dump"), BarColumn(), TextColumn("{task.percentage:.0f}%"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("import", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
