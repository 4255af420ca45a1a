"""How does a piece of HTML, as feeds carry it, become words? One paragraph a line, an empty line between."""

import re

from reportedly.errors import UnreadableInput
from reportedly.sources.markup import RAW_END, parse_page

#: Elements that begin a paragraph of their own.
BLOCKS = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|"
    "section|table|tbody|t[dhr]|tfoot|thead|ul"
)
HAS_MARKUP = re.compile(r"[<&]")
SPACES = re.compile(r"\s+")
SPACES_IN_LINE = re.compile(r"[^\S\n]+")
PARAGRAPHS = re.compile(r"\s*\n\s*")


def read_fragment(markup: str) -> str:
    """Give the words of a piece of HTML; nothing where there are none, or where it is made to do harm."""
    if not HAS_MARKUP.search(markup):
        return _tidy(markup)
    try:
        tree = parse_page(f"<div>{markup}</div>")
    except UnreadableInput:
        return ""
    except Exception:  # a piece of HTML is hostile, and what the parser raises on one is not documented
        return ""
    for element in tree.iter("*"):
        edge = "\n" if BLOCKS.fullmatch(str(element.tag)) else ""
        element.text = None if element.tag in RAW_END else edge + SPACES.sub(" ", element.text or "")
        element.tail = edge + SPACES.sub(" ", element.tail or "")
    return _tidy(tree.text_content())


def _tidy(text: str) -> str:
    return PARAGRAPHS.sub("\n\n", SPACES_IN_LINE.sub(" ", text).strip())
