"""Is a page safe to parse, and how does its markup become a tree? Guards in front of the parser and the extractor.

The parser (libxml2) is quadratic in the attributes of one tag and gives up below 256 levels; the extractor takes
about 60 microseconds an element, and its metadata patterns are quadratic or worse in the length of what they read
(280 s for half a megabyte of broken JSON-LD). So what is large is turned away or cut before they see it.
"""

import codecs
import json
import re
from typing import Any

from reportedly.errors import UnreadableInput
from reportedly.model import Problem
from reportedly.sources.text import BYTE_ORDER_MARKS, decode_text

#: The most bytes of one page; news pages have 0.1 to 2 MB.
MAX_PAGE_BYTES = 10_000_000
#: The most tags of one page: it is read in about four seconds at worst.
MAX_TAGS = 50_000
MAX_ATTRIBUTES = 500
#: The most levels that all elements together may be deep: 50,000 elements 40 deep; news pages stay below 100,000.
MAX_TOTAL_DEPTH = 2_000_000
#: An element with more attributes than this loses them: they are data for scripts.
KEPT_ATTRIBUTES = 50
#: Longer values of attributes (pictures inside the page, data for scripts) say nothing about the article.
MAX_VALUE_CHARACTERS = 2_000
MAX_JSON_CHARACTERS = 500_000
#: JSON-LD that is not JSON is still read by patterns, if it is short.
MAX_BROKEN_JSON_CHARACTERS = 5_000

#: How an attribute reads in HTML; possessive, so that nothing is read twice.
ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
TAG = re.compile(rf"<([a-zA-Z][^\s/>]*+)(?:{ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+(?P<more>{ATTRIBUTE})?+")
#: What stands in these is no markup.
RAW_END = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
TABLE_PARTS = ("table", "thead", "tbody", "tr", "td")
INVALID_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
DECLARED_CHARSET = re.compile(rb"""<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
#: How far into a page its charset is looked for.
DECLARATION_BYTES = 4_096
#: What a page's label means (WHATWG, Encoding, 4.2); labels that are not here are not believed.
CHARSETS = {
    "utf-8": "utf-8",
    "utf-16": "utf-8",  # a page whose label could be read as ASCII is not UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{page}": f"cp{page}" for page in (866, 874, 932, 949, *range(1250, 1259))},
    **{name: name for name in ("koi8-r", "koi8-u", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp")},
}


def decode_page(data: bytes, *, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Decode a page: its byte order mark, else `charset`, which its server says, or what it declares, else as any text."""
    if len(data) > MAX_PAGE_BYTES:
        message = f"larger than the {MAX_PAGE_BYTES:,} bytes that one page may have; give the article as plain text"
        raise UnreadableInput(message)
    encoding = (None if charset is None else _known_encoding(charset)) or _declared_encoding(data)
    if encoding is None or b"\0" in data or any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return decode_text(data)
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        return decode_text(data)


def _declared_encoding(data: bytes) -> str | None:
    start = data[:DECLARATION_BYTES]
    found = DECLARED_CHARSET.search(start) or DECLARED_ENCODING.search(start)
    return None if found is None else _known_encoding(found[1].decode("ascii", "replace"))


def _known_encoding(label: str) -> str | None:
    try:
        return CHARSETS.get(codecs.lookup(label).name)
    except (LookupError, ValueError):
        return None


def parse_page(markup: str) -> Any:
    """Give a page's tree, cut to what the extractor can read in bounded time."""
    # here, because plain text need not wait for it (see pages.py)
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    _check_shape(markup)
    # bytes, because the parser refuses a string that declares an encoding
    source = INVALID_CHARACTERS.sub("", markup).encode("utf-8")
    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    tree = document_fromstring(source, parser=parser)
    _check_depth(tree)
    _cut_values(tree)
    _open_layout_tables(tree)
    return tree


def _check_shape(markup: str) -> None:
    """Turn away a page of too many tags, or with a tag of too many attributes; in time linear in the page."""
    count, position = 0, 0
    while (tag := TAG.search(markup, position)) is not None:
        count += 1
        if count > MAX_TAGS or tag["more"] is not None:
            what = f"{MAX_TAGS:,} tags" if count > MAX_TAGS else f"{MAX_ATTRIBUTES} attributes in one tag"
            raise UnreadableInput(f"more than {what}, as no news page has; give the article as plain text")
        position = _end_of_raw(markup, tag)


def _end_of_raw(markup: str, tag: re.Match[str]) -> int:
    ending = RAW_END.get(tag[1].lower())
    if ending is None:
        return tag.end()
    found = ending.search(markup, tag.end())
    return len(markup) if found is None else found.end()


def _check_depth(tree: Any) -> None:
    """Turn away a page nested so deeply, so often, that going up from each element takes minutes."""
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    depth, total = 0, 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth
    if total > 2 * MAX_TOTAL_DEPTH:
        raise UnreadableInput("nested too deeply, as no news page is; give the article as plain text")


def _cut_values(tree: Any) -> None:
    json_left = MAX_JSON_CHARACTERS
    for element in tree.iter("*"):
        if len(element.attrib) > KEPT_ATTRIBUTES:
            element.attrib.clear()
        for name, value in element.attrib.items():
            if len(value) > MAX_VALUE_CHARACTERS:
                del element.attrib[name]
        if element.tag == "title":
            element.text = (element.text or "")[:MAX_VALUE_CHARACTERS]
        if element.tag in RAW_END:
            is_data = element.get("type", "").strip().lower() == "application/ld+json"
            element.text = _cut_json(element.text or "", json_left) if is_data else None
            json_left -= len(element.text or "")


def _open_layout_tables(tree: Any) -> None:
    """Make plain blocks of tables that lay out a page (a cell has paragraphs): the extractor runs a cell together."""
    for paragraph in tree.iter("p"):
        for ancestor in paragraph.iterancestors(*TABLE_PARTS):
            ancestor.tag = "div"


def _cut_json(words: str, limit: int) -> str | None:
    """Give JSON-LD with its long strings cut, but for the article's body; None where it is too long."""
    if len(words) > limit:
        return None
    try:
        return json.dumps(_cut_strings(json.loads(words, strict=False)), ensure_ascii=False)
    except (ValueError, RecursionError):
        # cheap for the patterns that read broken JSON, whatever is in it
        return words if len(words) <= min(limit, MAX_BROKEN_JSON_CHARACTERS) else None


def _cut_strings(value: Any) -> Any:
    if isinstance(value, str):
        return INVALID_CHARACTERS.sub("", value.encode("utf-8", "replace").decode("utf-8"))[:MAX_VALUE_CHARACTERS]
    if isinstance(value, list):
        return [_cut_strings(item) for item in value]
    if isinstance(value, dict):
        return {_cut_strings(key): _cut_strings(item) for key, item in value.items()}
    return value
