"""Where does a person read what the program says? The terminal or the pipe on stdout, and single lines on stderr."""

import os
import sys
from contextlib import suppress

from rich.console import Console
from rich.text import Text

from reportedly.exports.defuse import defuse_line

#: Wide enough for the tables where no terminal says how wide it is.
_PIPE_WIDTH = 100


class Screen(Console):
    """The person's terminal, or the pipe that stands for it; one that closes is the commands' matter, not rich's."""

    def on_broken_pipe(self) -> None:
        """Leave it to the commands' edge."""
        raise BrokenPipeError


def open_screen() -> Screen:
    """Open stdout for what rich draws."""
    screen = Screen(highlight=False)
    if not screen.is_terminal and "COLUMNS" not in os.environ:
        screen.width = _PIPE_WIDTH
    return screen


def open_errors() -> Console:
    """Open stderr for what the program has to say about its work."""
    return Console(stderr=True, highlight=False)


def tell(message: str, *, style: str = "", console: Console | None = None) -> None:
    """Tell the person something on stderr, in one line that no text from outside can break."""
    (console or open_errors()).print(Text(defuse_line(message), style=style), soft_wrap=True)


def prepare_streams() -> None:
    """Make the streams take every character: what is not a terminal gets UTF-8, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's stream may have none
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8")
        elif reconfigure is not None:
            reconfigure(errors="backslashreplace")


def close_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush has no one to complain to."""
    with suppress(OSError, ValueError):  # a stream without a file, as in tests
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
