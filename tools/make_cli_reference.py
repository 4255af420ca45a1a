"""Write docs/cli.md, the reference of the command line, from the commands themselves.

python tools/make_cli_reference.py > docs/cli.md
"""

import inspect
import re
import sys
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
    sections = [_HEAD, _describe_command("reportedly", program)]
    sections += [_describe_command(f"reportedly {name}", command) for name, command in program.commands.items()]
    return "\n".join(sections)


def _describe_command(name: str, command: Any) -> str:
    text = _MARKUP.sub(r"`\1`", inspect.cleandoc(command.help or ""))
    rows = [_describe_parameter(parameter) for parameter in command.params if "completion" not in parameter.name]
    return "\n".join([f"## {name}\n", f"{text}\n", "| | |", "|---|---|", *rows, ""])


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
