"""Write docs/cli.md, the reference of the command line, from the commands themselves.

python tools/make_cli_reference.py > docs/cli.md
"""

import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import typer.main

from reportedly.cli.commands import app

_MARKUP = re.compile(r"\[bold\](.*?)\[/bold\]")
_HEAD = """\
# The command line

Made by `tools/make_cli_reference.py`; change the help texts in `src/reportedly/`, not this page.

Exit codes: 0; 2 if nothing could be read, or on wrong use. Errors go to stderr, one line each.
"""


def write_reference() -> str:
    """Give the whole page."""
    program: Any = typer.main.get_command(app)
    return "\n".join([_HEAD, *_describe_commands("reportedly", program)])


def _describe_commands(name: str, command: Any) -> Iterator[str]:
    """Describe a command and those that it holds."""
    yield _describe_command(name, command)
    for inner, held in getattr(command, "commands", {}).items():
        yield from _describe_commands(f"{name} {inner}", held)


def _describe_command(name: str, command: Any) -> str:
    text = _MARKUP.sub(r"`\1`", inspect.cleandoc(command.help or ""))
    rows = [_describe_parameter(parameter) for parameter in command.params if "completion" not in parameter.name]
    table = ["| | |", "|---|---|", *rows, ""] if rows else []
    return "\n".join([f"## {name}\n", f"{text}\n", *table])


def _describe_parameter(parameter: Any) -> str:
    argument = parameter.param_type_name == "argument"
    names = parameter.metavar if argument else ", ".join(parameter.opts)
    value = "" if argument or not parameter.metavar else f" {parameter.metavar}"
    default = f" Default: {parameter.default}." if isinstance(parameter.default, str) else ""
    if isinstance(parameter.default, int) and not isinstance(parameter.default, bool):
        default = f" Default: {parameter.default}."
    return f"| `{names}{value}` | {parameter.help or ''}{default} |"


if __name__ == "__main__":
    sys.stdout.write(write_reference())
