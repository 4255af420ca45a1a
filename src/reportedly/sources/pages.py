"""How does a news page become a Report? Its article by trafilatura, with what the page says of itself.

Title, date, outlet and address come from the page's metadata; what the page does not say stays None. A date is only
taken from where pages state it (metadata, address, time elements), never guessed from the words of the page.
"""

import logging
import re
import warnings
from functools import cache
from typing import Any

from reportedly.errors import UnreadableInput
from reportedly.model import Report
from reportedly.sources.markup import decode_page, parse_page

#: How a page begins, after a byte order mark, an XML declaration or comments.
PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}>\s*|<!--.{0,1000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
#: Elements whose tags, escaped in a page's words, are leftovers of a feed and not words (as `<inaudible>` is).
ELEMENTS = (
    "a abbr article aside b big blockquote body br button caption center cite code dd div dl dt em figcaption figure "
    "font footer form h[1-6] head header hr html i iframe img input label li link main meta nav noscript object ol "
    "option p picture pre script section select small source span strong style sub sup svg table tbody td textarea "
    "tfoot th thead time title tr u ul video"
).replace(" ", "|")
#: The last: an opening of a script that a broken page never closes.
TAG_IN_TEXT = re.compile(
    rf"</?(?:{ELEMENTS})(?:[\s/][^<>]{{0,500}})?>|<(?:script|style|iframe)\b[^<>\n]{{0,500}}", re.IGNORECASE
)
SPACES = re.compile(" {2,}")
TABLE_RULE = re.compile(r"[|\s-]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
#: htmldate: the first publication, from where pages state it.
DATE_SETTINGS = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01"}
#: Libraries that log what they discard; here that is a Failure, which says so itself.
CHATTY_LOGGERS = ("trafilatura", "htmldate", "courlan", "charset_normalizer", "readability", "justext")


def is_page(start: bytes) -> bool:
    """Say whether an input's first bytes are those of an HTML page."""
    return PAGE_START.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def read_page(data: bytes, *, charset: str | None = None) -> Report:
    """Give the Report of a page's bytes, its id still empty; raise where there is no article to be found."""
    markup, problems = decode_page(data, charset=charset)
    try:
        tree = parse_page(markup)
        language = _read_language(tree)
        found = _extract(tree)
    except UnreadableInput:
        raise
    except Exception as error:  # a page is hostile, and what the extractor raises on one is not documented
        message = f"the page could not be read ({type(error).__name__}); give the article as plain text"
        raise UnreadableInput(message) from error
    text = "" if found is None else _tidy_text(found.text or "", found.title)
    if not text:
        raise UnreadableInput("no article found in the page; give the article as plain text")
    return Report(
        "",
        text,
        title=found.title,
        published=found.date,
        publisher=found.sitename,
        url=found.url,
        language=language,
        problems=problems,
    )


def _extract(tree: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dates in time zones nobody knows
        return _load_extractor()(
            tree, with_metadata=True, include_comments=False, date_extraction_params=dict(DATE_SETTINGS)
        )


@cache
def _load_extractor() -> Any:
    """Load trafilatura only when the first page comes: a quarter of a second that plain text need not wait."""
    from trafilatura import bare_extraction

    for name in CHATTY_LOGGERS:
        logging.getLogger(name).addHandler(logging.NullHandler())
    return bare_extraction


def _read_language(tree: Any) -> str | None:
    root = tree.getroottree().getroot()
    named = LANGUAGE.fullmatch((root.get("lang") or root.get("xml:lang") or "").strip())
    return None if named is None else named[0].replace("_", "-")


def _tidy_text(text: str, title: str | None) -> str:
    """Give one paragraph a line, an empty line between: no tags, no table rules, no headline twice."""
    lines = [_tidy_line(line) for line in TAG_IN_TEXT.sub(" ", text).split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > 1 and lines[0] == title:
        del lines[0]
    return "\n\n".join(lines)


def _tidy_line(line: str) -> str:
    if line.startswith("|") and line.rstrip().endswith("|"):
        line = "" if TABLE_RULE.fullmatch(line) else "\t".join(cell.strip() for cell in line.strip(" |").split("|"))
    return SPACES.sub(" ", line).strip()
