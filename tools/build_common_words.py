"""How common is a word in reports of conflict? Writes grouping/common.tsv from the open training set.

    python tools/build_common_words.py > src/reportedly/grouping/common.tsv

Shares are fixed when the table ships: they stand for a corpus's statistics, and never change as a record grows.
"""

import sys
from collections import Counter
from pathlib import Path

from reportedly.grouping.words import find_words

_TEXTS = Path(__file__).parent.parent / "training" / "corpus"

#: A word of fewer of the documents than this is rare enough to tell stories apart.
_LEAST = 10


def count_documents(folder: Path) -> tuple[Counter[str], int]:
    """Give in how many documents each word stands, and how many there are."""
    found: Counter[str] = Counter()
    paths = sorted(folder.glob("*.txt"))
    for path in paths:
        found.update(set(find_words(path.read_text(encoding="utf-8"))))
    return found, len(paths)


def write_table() -> None:
    """Write the table, the most common words first."""
    found, documents = count_documents(_TEXTS)
    sys.stdout.write(
        "# The words of ordinary reports of conflict, and in how many of 1,000 they stand: a rarer word is not\n"
    )
    sys.stdout.write("# in the table. Made by tools/build_common_words.py from training/corpus.\n")
    sys.stdout.write("word\tshare\n")
    common = [(word, count) for word, count in found.items() if count >= _LEAST and not word.isdigit()]
    for word, count in sorted(common, key=lambda item: (-item[1], item[0])):
        sys.stdout.write(f"{word}\t{round(1000 * count / documents)}\n")


if __name__ == "__main__":
    write_table()
