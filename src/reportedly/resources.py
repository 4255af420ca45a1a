"""Where do the words that rules read come from? The one reader of the tables (*.tsv) and data that ship beside the code."""

import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import platformdirs

from reportedly.errors import UnreadableInput


def load_rows(room: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Load a table that stands beside the code: `load_rows("reading", "actors.tsv")` gives its rows of cells.

    Lines that start with # are comments; the first other line names the columns and is left out.
    """
    return _load(room, name)[1:]


@cache
def _load(room: str, name: str) -> tuple[tuple[str, ...], ...]:
    text = files("reportedly").joinpath(room, name).read_text(encoding="utf-8")
    return tuple(_read_rows(text))


def _read_rows(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.split("\n"):
        if line.strip() and not line.startswith("#"):
            yield tuple(cell.strip() for cell in line.split("\t"))


def data_path(name: str) -> Path:
    """Give the path of a data file that ships with the package (`models/base/encoder.onnx`, `gazetteer.sqlite`)."""
    return Path(str(files("reportedly").joinpath("data", name)))


def model_folder() -> Path:
    """Give the folder of the model in use: REPORTEDLY_MODEL where it is set, else the one that ships."""
    return Path(os.environ.get("REPORTEDLY_MODEL") or data_path("model"))


def own_actors_path() -> Path:
    """Give the file of the user's own actors: REPORTEDLY_ACTORS where it is set, else in the user's data folder."""
    named = os.environ.get("REPORTEDLY_ACTORS")
    return Path(named or Path(platformdirs.user_data_dir("reportedly", appauthor=False)) / "actors.tsv")


def load_own_actors() -> str:
    """Load the text of the user's own actors; nothing where there is no such file, unless one is named."""
    path = own_actors_path()
    try:
        return path.read_text(encoding="utf-8") if path.exists() or os.environ.get("REPORTEDLY_ACTORS") else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"cannot read your own actors, '{path}': {error}; give REPORTEDLY_ACTORS a text file in UTF-8"
        ) from error
