"""Draw docs/read.svg, the picture of the README: `python tools/make_picture.py` reads a sample with the model that ships."""

import io
import re
from pathlib import Path

from rich.console import Console

from reportedly import Report, read
from reportedly.cli import show
from reportedly.exports.tables import tabulate_reading

HERE = Path(__file__).parent.parent
WIDTH = 118


def draw() -> str:
    """Give the picture: the marked text, then statements and terms; no font is loaded from anywhere."""
    text = (HERE / "samples/vesk-offensive.txt").read_text(encoding="utf-8")
    reading = read(Report("vesk-offensive", text, published="2023-09-19"))
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(show.show_head(reading))
    console.print(show.show_text(reading), "")
    for table in tabulate_reading(reading, ("statements", "terms")):
        console.print(show.ShownTable(table))
    picture = console.export_svg(title="reportedly read samples/vesk-offensive.txt", unique_id="reportedly")
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.S)


if __name__ == "__main__":
    (HERE / "docs/read.svg").write_text(draw(), encoding="utf-8")
