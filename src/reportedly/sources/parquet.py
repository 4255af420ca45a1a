"""How does a Parquet file become Reports? A row each, by the columns that JSON Lines has as keys; a batch at a time.

The reader (pyarrow) is larger than all of this program, so that it is installed by those who need it only.
"""

from collections.abc import Iterator
from typing import IO, Any

from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.sources.jsonlines import OPTIONAL_FIELDS, claim_report, read_fields
from reportedly.sources.reports import Failure, Ids

MAGIC = b"PAR1"
ROWS_AT_ONCE = 64
#: The most bytes, unpacked, of one column in one row group, as the file itself says.
MAX_COLUMN_BYTES = 1_000_000_000
HOW_TO_INSTALL = "to read Parquet install pyarrow: pip install 'reportedly[parquet]'; or give JSON Lines"


def read_parquet(
    stream: IO[bytes], where: str, ids: Ids, *, published: str | None = None
) -> Iterator[Report | Failure]:
    """Give the Report, or the Failure, of each row. Raises UnreadableInput where the file cannot be read on."""
    library = _load_library()
    if not stream.seekable():
        raise UnreadableInput("Parquet cannot be read from a pipe; give the file itself")
    number = 0
    try:
        with library.ParquetFile(stream, thrift_string_size_limit=10_000_000) as file:
            columns = _choose_columns(file)
            if not file.metadata.num_rows:
                yield Failure(where, None, "holds no row; give one report a row")
            for batch in file.iter_batches(ROWS_AT_ONCE, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _read_row(row, where, number, ids, published)
    except UnreadableInput:
        raise
    except Exception as error:  # a file is hostile, and what the reader raises on one is not documented
        message = f"not Parquet that can be read (after row {number:,}: {type(error).__name__}); write it again"
        raise UnreadableInput(message) from error


def _load_library() -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise UnreadableInput(HOW_TO_INSTALL) from error
    return parquet


def _choose_columns(file: Any) -> list[str]:
    """Give the columns that are read; raise where the needed ones are missing, or one is too large."""
    there = file.schema_arrow.names
    missing = [name for name in ("id", "text") if name not in there]
    if missing:
        raise UnreadableInput(f"no column {' and no column '.join(map(repr, missing))}; give 'id' and 'text'")
    columns = [name for name in ("id", "text", *OPTIONAL_FIELDS) if name in there]
    for group in range(file.metadata.num_row_groups):
        chunks = (file.metadata.row_group(group).column(index) for index in range(file.metadata.num_columns))
        if any(chunk.total_uncompressed_size > MAX_COLUMN_BYTES for chunk in chunks if chunk.path_in_schema in columns):
            raise UnreadableInput(f"a column of more than {MAX_COLUMN_BYTES:,} bytes; write smaller row groups")
    return columns


def _read_row(row: dict[str, Any], where: str, number: int, ids: Ids, published: str | None) -> Report | Failure:
    dates = {name: value.isoformat() for name, value in row.items() if hasattr(value, "isoformat")}
    try:
        return claim_report(read_fields(row | dates), ids, published=published)
    except UnreadableInput as error:
        return Failure(where, number, str(error))
