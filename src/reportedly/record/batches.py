"""How many keys or names does one query take? SQLite takes no more than 32,766 values; here it gets far fewer."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T", int, str)

BATCH: Final = 1000


def split_keys(keys: Iterable[T]) -> Iterator[list[T]]:
    """Give keys or names in batches that one query takes: each once, in order."""
    left = sorted(set(keys))
    return (left[start : start + BATCH] for start in range(0, len(left), BATCH))
