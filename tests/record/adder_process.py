"""A process that adds readings and says so of each: `python adder_process.py RECORD FIRST COUNT`.

Every third reading is then replaced by another reader's; its line says 2.
"""

import sys

from record_readings import build_numbered

from reportedly.record import open_store


def add_numbered(path: str, first: int, count: int) -> None:
    """Add readings one by one, and say which one is on record now."""
    with open_store(path) as store:
        for number in range(first, first + count):
            for reader in ("1", "2") if number % 3 == 0 else ("1",):
                added = store.add(build_numbered(number, reader=reader))
                sys.stdout.write(f"{added.id} {reader}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    add_numbered(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
