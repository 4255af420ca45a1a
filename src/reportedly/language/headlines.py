"""Where does the headline end, in a text that has lost its line breaks? Nothing but its look tells it from the first sentence.

"Aid Convoy Leaves for Vesk Port Amal — Three lorries ..." · "Oster Says Talks Are Over The president of Oster said ..."
"""

from typing import Final

from reportedly.gazetteer import find_entries, normalise
from reportedly.model import Spans

TOWNS: Final = frozenset({"PPL", "PPLC"})
FEWEST, MOST = 3, 30  # words of a headline, dateline included
TITLE: Final = 0.7  # share of a headline's longer words that are capitalised
DASHES: Final = frozenset("—–")
#: Where news is dated that no gazetteer has.
SEATS: Final = frozenset({"white house", "state department", "capitol hill", "united nations", "pentagon", "kremlin"})
#: Capitalised, these begin a sentence; a headline seldom has them inside.
STARTERS: Final = frozenset(
    {"The", "A", "An", "In", "It", "He", "She", "They", "There", "This", "These", "At", "As", "When"}
)


def find_headline_end(text: str, words: Spans) -> int | None:
    """Find the word that starts the body of a text whose headline runs on; None where there is no such headline."""
    first = words[: MOST + 8]
    shown = [text[start:end] for start, end in first]
    if not first or "\n" in text[: first[-1][1]]:
        return None
    dashes = [n for n, word in enumerate(shown[:MOST]) if n and word in DASHES and text[first[n][0] - 1] == " "]
    start = next((at for dash in dashes if (at := _find_dateline(text, first, shown, dash)) is not None), None)
    if start is None and dashes:
        start = dashes[0] + 1  # "Talks Over — The president of Oster said ..."
    if start is None:
        start = next((n for n in range(FEWEST + 1, len(shown) - 6) if _starts_body(shown, n)), None)
    return start if start is not None and start >= FEWEST and _is_title(shown[:start]) else None


def _find_dateline(text: str, words: Spans, shown: list[str], dash: int) -> int | None:
    """Find where the place before a dash begins: "Port Amal, Vesk —"."""
    tail = dash
    while tail > 0 and dash - tail < 8 and (shown[tail - 1][0].isupper() or shown[tail - 1] in {",", "."}):
        tail -= 1
    wide = [n for n in range(tail + 1, dash) if words[n][0] - words[n - 1][1] > 1 and text[words[n][0]].isupper()]
    if wide:
        return wide[-1]
    comma = next((n for n in range(dash - 1, max(tail, dash - 5), -1) if shown[n] == ","), None)
    for end in (comma, dash):
        if end is not None and (known := _find_place(shown, max(tail, end - 4), end)) is not None:
            return known
    return comma - 1 if comma is not None and comma - 1 > tail and shown[comma - 2][0].isalnum() else None


def _find_place(shown: list[str], start: int, end: int) -> int | None:
    """Find the longest name of a town that ends at a word: where it begins."""
    names = {normalise(" ".join(shown[n:end])): n for n in range(start, end)}
    known = [names[name] for name, found in find_entries(names).items() if any(e.feature in TOWNS for e in found)]
    return min(known + [n for name, n in names.items() if name in SEATS], default=None)


def _starts_body(shown: list[str], number: int) -> bool:
    """Tell that a sentence in lower case starts at a word, after words in title case."""
    after = [word for word in shown[number + 1 : number + 9] if word.isalpha()]
    return (
        shown[number] in STARTERS
        and shown[number - 1][-1].isalnum()
        and not shown[number - 1].islower()
        and sum(word.islower() for word in after) >= 0.5 * len(after)
        and len(after) >= 4
    )


def _is_title(shown: list[str]) -> bool:
    longer = [word for word in shown if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= TITLE * len(longer)
