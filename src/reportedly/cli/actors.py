"""What can a person do about actors of their own? Import them from Wikidata, and see where they are kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.screen import open_errors, tell
from reportedly.errors import UnreadableInput
from reportedly.resources import own_actors_path

#: So many unusable entities are told one by one; then only how many.
_NAMED = 50

commands = typer.Typer(invoke_without_command=True)


@commands.callback()
def actors(context: typer.Context) -> None:
    """Say where your own actors are kept, and how many there are.

    The file is a plain TSV, described in docs/actors.md: names, country, sectors, kind, wikidata, offices, from, until.

    Whoever is in it is known in every report that is read from then on.

    REPORTEDLY_ACTORS names the file; without that it is in your data folder.

    Example: [bold]reportedly actors[/bold]
    """
    if context.invoked_subcommand is not None:
        return
    from reportedly.reading.own_actors import read_own_actors  # only here: --help must not wait for it

    path = own_actors_path()
    count = len(read_own_actors(_read(path), str(path)))
    if not path.is_file():
        typer.echo(f"no actors of your own: {path} is not there; reportedly actors import FILE makes it")
    else:
        typer.echo(f"{count:,} row{'' if count == 1 else 's'} in {path}")


@commands.command(name="import")
def import_entities(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Entities of Wikidata as JSON, plain or gzip.")],
) -> None:
    """Import actors from a JSON subset of Wikidata: one entity a line or an array of them, as in its dumps.

    Labels and aliases become names, P17 and P27 the country, P31 the kind, P39 offices with their dates (P580, P582).

    Items of countries and offices in the same file say what those are called.

    Rows of the same id are replaced; what cannot be used is named and left out.

    Example: [bold]reportedly actors import people.json[/bold]
    """
    # only here: the tables are slow to load
    from reportedly.reading.own_actors import put_rows, read_own_actors

    if not file.is_file():
        raise UnreadableInput(f"'{file}': no such file; check the path")
    path, lines, problems = own_actors_path(), list[str](), 0
    earlier = _read(path)
    read_own_actors(earlier, str(path))  # a file that is wrong already is told of, and not written over
    if not earlier:
        _write(path, put_rows("", ()))  # now, so that a file that cannot be is told of before the work
    for found in _convert(file):
        if isinstance(found, str):
            problems += 1
            if problems <= _NAMED:
                tell(found, style="yellow")
        else:
            lines += found
    if lines:
        _write(path, put_rows(earlier, lines))
    more = f" ({problems - _NAMED:,} of them not shown)" if problems > _NAMED else ""
    tell(f"{len(lines):,} row{'' if len(lines) == 1 else 's'} imported, {problems:,} of no use{more}")
    typer.echo(path)
    if not lines:
        raise typer.Exit(2)


def _convert(file: Path) -> Iterator[list[str] | str]:
    """Give the rows of each entity, or what is wrong with it; the file is read twice, since items speak of later ones."""
    from reportedly.reading.wikidata import Items, find_own_actors
    from reportedly.sources.entities import read_entities
    from reportedly.sources.reports import Failure

    items, size = Items(), file.stat().st_size
    with _open_bar(2 * size) as advance:
        for found in read_entities(file, advance):
            if not isinstance(found, Failure):
                items.learn(found[1])
        for found in read_entities(file, lambda done: advance(size + done)):
            if isinstance(found, Failure):
                yield str(found)
                continue
            line, entity = found
            try:
                yield [actor.write() for actor in find_own_actors(entity, items)]
            except ValueError as error:
                yield f"{file}, line {line}: {entity.get('id')}: {error}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"cannot read your own actors, '{path}': {error}; make it a text file in UTF-8"
        ) from error


def _write(path: Path, text: str) -> None:
    """Write the file anew; a loss of power on the way leaves the earlier one."""
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise UnreadableInput(f"cannot write '{path}': {error}; give REPORTEDLY_ACTORS a file that can be") from error


@contextmanager
def _open_bar(total: int) -> Iterator[Callable[[int], None]]:
    """Open a progress bar on stderr, where a person sees it."""
    console = open_errors()
    if not console.is_terminal:
        yield lambda done: None
        return
    # only here: slow to load
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading entities"), BarColumn(), TextColumn("{task.percentage:.0f}%"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("import", total=total)
        yield lambda done: bar.update(task, completed=done)
