"""Which options do several commands share? Each with its help, so that the same thing is called the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

#: In which forms the record answers.
ANSWER_FORMATS = ("table", "json", "csv")

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders or URLs: text, HTML, feeds, JSON Lines, Parquet, WARC; - is stdin.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the reports were published, such as 2024-05-07; overrules what they say."),
]
Model = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Read with the model in this folder, not with the one that ships."),
]
Record = Annotated[
    Path | None,
    typer.Option(metavar="FILE", envvar="REPORTEDLY_RECORD", help="The record's file; without it, your own record."),
]
Form = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help=f"How to show the rows: {', '.join(ANSWER_FORMATS)}.")
]
Limit = Annotated[int, typer.Option(min=1, metavar="NUMBER", help="Show at most so many rows.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this date on: 2024-05-07, 2024-05 or 2024.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this date, the day, month or year included.")]
Words = Annotated[
    str | None, typer.Option(metavar="WORDS", help="With all these words; a phrase stands in double quotes.")
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Published by.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who says it, or whose terms they are.")]
To = Annotated[str | None, typer.Option(metavar="NAME", help="To whom.")]
