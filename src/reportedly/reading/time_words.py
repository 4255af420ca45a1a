"""Which words of a text may say when? One character a word, so that a grammar can be matched over them.

The words are in time_words.tsv, the grammar over their classes is in time_phrases.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportedly.resources import load_rows

#: a number with its ending, an abbreviation with its dots, a word, a blank line, or any other character
_TOKEN: Final = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+(?![0-9]))?(?:(?:st|nd|rd|th|s)\b)?"
    r"|(?:[ap]\.m\b|b\.c\b)\.?|new year['’]s\b|[^\W\d_]\w*|\n[^\S\n]*\n|\S"
)
#: the British way to write half past ten: "10.30am"
_CLOCK_NUMBER: Final = re.compile(r"[0-9]{1,2}\.[0-5][0-9]")
_NUMBER: Final = re.compile(r"(?P<digits>[0-9]{1,9})(?P<ending>st|nd|rd|th|s)?|(?P<long>[0-9].*)")
_PUNCTUATION: Final = {
    ",": "comma",
    ".": "dot",
    "-": "dash",
    "–": "dash",
    "/": "slash",
    ":": "colon",
    "'": "apostrophe",
    "’": "apostrophe",
    "$": "money",
    "£": "money",
    "€": "money",
    "%": "percent",
}
_NUMBERS: Final = (
    "day_number",
    "small_number",
    "year_number",
    "big_number",
    "ordinal_number",
    "decade_number",
    "short_decade",
    "clock_number",
)
#: a name is written with a capital: "may", "march", "sun" and "sat" are other words
_CAPITALISED: Final = frozenset(("weekday_short", "month_short", "month_or_word"))
#: the character of every word that no rule asks for
OTHER: Final = "~"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: `codes` has one character a word, its class; `starts` and `ends` are its offsets."""

    text: str
    lower: str
    codes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def word(self, index: int) -> str:
        """Give one word in lower case; empty outside the text."""
        return self.lower[self.starts[index] : self.ends[index]] if 0 <= index < len(self.codes) else ""

    def is_capitalised(self, index: int) -> bool:
        """Tell whether a word begins with a capital."""
        return 0 <= index < len(self.codes) and self.text[self.starts[index]].isupper()

    def value(self, index: int) -> str:
        """Give what a word of the table stands for, or the word itself."""
        word = self.word(index)
        return load_words().get(word, ("", word))[1]

    def name(self, index: int) -> str:
        """Give the name of a word's class."""
        return _load_names().get(self.codes[index], "other")


@cache
def _load_names() -> Mapping[str, str]:
    return {character: name for name, character in load_characters().items()}


@cache
def load_words() -> Mapping[str, tuple[str, str]]:
    """Load the table: word -> (its class's character, what it stands for)."""
    characters = load_characters()
    return {word: (characters[name], value) for word, name, value in load_rows("reading", "time_words.tsv")}


@cache
def load_characters() -> Mapping[str, str]:
    """Give every class of words the character that stands for it in `Words.codes`."""
    named = dict.fromkeys((*_NUMBERS, *_PUNCTUATION.values()))
    named.update(dict.fromkeys(name for _, name, _ in load_rows("reading", "time_words.tsv")))
    letters = (chr(code) for code in range(0x100, 0x100 + len(named)))
    return dict(zip(named, letters, strict=True))


def read_words(text: str) -> Words:
    """Cut a text into words and give each its class."""
    lower = _lower(text)
    characters = load_characters()
    classes = {word: character for word, (character, _) in load_words().items()}
    classes.update((mark, characters[name]) for mark, name in _PUNCTUATION.items())
    capitalised = {characters[name] for name in _CAPITALISED}
    starts, ends, codes = [], [], []
    for match in _TOKEN.finditer(lower):
        word, start = match.group(), match.start()
        code = classes.get(word)
        if code is None:
            code = _class_number(word) if "0" <= word[0] <= "9" else "\n" if word[0] == "\n" else OTHER
        elif code in capitalised and not text[start].isupper():
            code = OTHER
        starts.append(start)
        ends.append(match.end())
        codes.append(code)
    return Words(text, lower, "".join(codes), tuple(starts), tuple(ends))


def _lower(text: str) -> str:
    """Give the text in lower case, with every offset as it was ("İ" would become two characters)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


@cache
def _class_short_number(word: str) -> str:
    match = _NUMBER.fullmatch(word)
    digits, ending = (match["digits"], match["ending"]) if match else (None, None)
    if not digits:
        name = "clock_number" if _CLOCK_NUMBER.fullmatch(word) else "big_number"
    elif ending == "s":
        name = (
            "decade_number"
            if len(digits) == 4 and digits[3] == "0"
            else "short_decade"
            if len(digits) == 2
            else "other"
        )
    elif ending:
        name = "ordinal_number"
    else:
        name = _class_digits(digits)
    return load_characters().get(name, OTHER)


def _class_number(word: str) -> str:
    return _class_short_number(word) if len(word) <= 6 else load_characters()["big_number"]


def _class_digits(digits: str) -> str:
    number = int(digits)
    if len(digits) <= 2:
        return "day_number" if 1 <= number <= 31 else "small_number"
    return "year_number" if len(digits) == 4 and 1000 <= number < 2200 else "big_number"
