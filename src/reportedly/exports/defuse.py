"""How does text from outside lose its teeth before a terminal, a spreadsheet or a line reader sees it?

Reports are hostile text: an escape sequence in one must not steer a terminal, a bidirectional override must not
reorder what a person reads, and a cell must not become a formula.
"""

import re

#: Controls that are mere white space in a text.
_BLANKS = dict.fromkeys(map(ord, "\t\r\v\f\u2028\u2029"), " ")
#: C0 but for the line feed, delete, C1, the bidirectional embeddings, overrides and isolates, lone surrogates.
_CONTROLS = dict.fromkeys(
    (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)
_HARMLESS = _CONTROLS | _BLANKS
_SURROGATES = re.compile("[\ud800-\udfff]")
_HIDDEN_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: What makes a spreadsheet calculate, the full-width forms included.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def defuse_text(text: str) -> str:
    """Replace what could steer a terminal or reorder a line, one code point for one, so that offsets stay."""
    return _SURROGATES.sub("\ufffd", text.translate(_HARMLESS))


def defuse_line(text: str) -> str:
    """Make one harmless line of a text: runs of white space become a space."""
    return " ".join(defuse_text(text).split())


def defuse_cell(text: str) -> str:
    """Make a harmless spreadsheet cell of a text: what would start a formula gets an apostrophe before it."""
    line = defuse_line(text)
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line


def defuse_json(text: str) -> str:
    r"""Write the controls that JSON leaves alone as \uXXXX: the value stays the same, a terminal stays unharmed."""
    return _HIDDEN_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
