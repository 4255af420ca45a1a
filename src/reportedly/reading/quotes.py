"""Where does a quotation begin and end, and how much of what is said is quoted?

The marks are few and stand here: curly, angled, low, straight and doubled ones. A mark that is never closed (a page
that lost it) counts up to the next opening mark or the end of its paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from reportedly.language.annotation import Annotation
from reportedly.model import Span, Spans, StatementKind

_MARK: Final = re.compile(r"[\"“”«»„‟‘’`'\n]")
_WORD: Final = re.compile(r"\w+")
_NEAR: Final = 8  # quotations that can stand around one place
_SENTENCE: Final = 600  # characters of a sentence
_SHORT: Final = 80  # characters between straight single marks: 'Fully Liberated'

_Role = Literal["open", "close", "single open", "single close", "paragraph"]


class Quotation(NamedTuple):
    """A quotation with its marks. `closed` is false where no closing mark stands; `continued` where the next
    paragraph opens again."""

    start: int
    end: int
    closed: bool
    continued: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Find the quotations of a text in order, single quotation marks included."""
    marks = tuple(_find_marks(text))
    double = _pair(text, (mark for mark in marks if not mark[2].startswith("single")))
    return tuple(sorted((*double, *_pair_single(marks))))


def _find_marks(text: str) -> Iterator[tuple[int, int, _Role]]:
    """Find the marks and what each of them does."""
    skip = -1
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if at == skip:
            continue
        doubled = mark in "'`" and text[at + 1 : at + 2] == mark
        end = at + 1 + doubled
        skip = at + 1 if doubled else -1
        role = _role(text, at, end, mark)
        if role:
            yield at, end, role


def _role(text: str, at: int, end: int, mark: str) -> _Role | None:
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    if mark == "\n":
        return "paragraph"
    if mark in "'`" and end - at == 2:
        return "open" if mark == "`" or (not before.strip() and after.isalnum()) else "close"
    if mark in "‘`":
        return "single open" if not before.isalnum() and after.strip() else None
    if mark == "'" and not before.isalnum() and after.isalnum():
        return "single open" if "'" in text[end : end + _SHORT] else None
    if mark in "’'":
        return "single close" if not after.isalnum() and before.strip() else None
    # as language.tokens.is_opening has it, which cannot be had without the encoder's libraries
    straight = mark in '"‟' and (not before.strip() or before in "([—–-") and bool(after.strip())
    return "open" if mark in "“«„" or straight else "close"


def _pair(text: str, marks: Iterable[tuple[int, int, _Role]]) -> Iterator[Quotation]:
    """Pair the double marks; a paragraph that ends inside a quotation is continued where the next one opens again."""
    start = ended = -1
    for at, end, role in marks:
        if role == "paragraph":
            ended = at if start >= 0 and ended < 0 else ended
        elif role == "open" and not (start >= 0 and text[start] == "„" and text[at] == "“"):
            if start >= 0:
                continued = ended >= 0 and not text[ended:at].strip()
                yield Quotation(start, _rstrip(text, start, ended if ended >= 0 else at), False, continued)
            start, ended = at, -1
        elif start >= 0:
            # a closing mark in a later paragraph that did not open again belongs to nothing
            yield Quotation(start, end, True, False) if ended < 0 else Quotation(start, ended, False, False)
            start = ended = -1
        elif not text[at - 1 : at].isdigit():
            yield from _unopened(text, at, end)
    if start >= 0:
        yield Quotation(start, _rstrip(text, start, ended if ended >= 0 else len(text)), False, False)


def _unopened(text: str, at: int, end: int) -> Iterator[Quotation]:
    """Give the sentence before a closing mark whose opening one the page lost."""
    floor = max(0, at - _SENTENCE)
    start = max(text.rfind(stop, floor, at - 2) + len(stop) for stop in (". ", "? ", "! ", "\n", "” ", '" '))
    if start > floor or floor == 0:
        yield Quotation(max(start, floor), end, True, False)


def _pair_single(marks: tuple[tuple[int, int, _Role], ...]) -> Iterator[Quotation]:
    """Pair single marks inside a paragraph; an opening one without its closing one is an apostrophe."""
    start = -1
    for at, end, role in marks:
        if role == "single open" and start < 0:
            start = at
        elif role == "single close" and start >= 0:
            yield Quotation(start, end, True, False)
            start = -1
        elif role == "paragraph":
            start = -1


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def find_kind(annotation: Annotation, content: Spans, cue: Spans, quotations: tuple[Quotation, ...]) -> StatementKind:
    """Tell how much of the content is quoted: all of it (direct), none (indirect), or some (mixed).

    A quotation counts that opens in the content, or that holds the content while the cue stands outside. In
    'She said, "They told us to go"' the inner content is inside a quotation, and yet indirect.
    """
    holding = [item for span in content for item in _around(span, quotations) if _counts(item, content, cue)]
    shares = [_quoted(annotation.text, span, holding) for span in content]
    if not any(quoted for quoted, _ in shares):
        return "indirect"
    # "We stay," he said. We do not leave: a sentence after a quotation whose marks the page lost
    lost = any(quoted == total for quoted, total in shares)
    whole = [
        quoted == total or (lost and not quoted and _is_sentence(annotation, span))
        for span, (quoted, total) in zip(content, shares, strict=True)
    ]
    return "direct" if all(whole) else "mixed"


def _around(span: Span, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    return quotations[max(0, bisect_right(quotations, (span[0],)) - _NEAR) : bisect_right(quotations, (span[1],))]


def _quoted(text: str, span: Span, holding: list[Quotation]) -> tuple[int, int]:
    """Count the words of a span that stand in quotations, and all of them, joining words aside."""
    words = [word for word in _WORD.finditer(text, *span) if word.group() not in {"and", "or"}]
    return sum(any(item.start <= word.start() < item.end for item in holding) for word in words), len(words)


def _is_sentence(annotation: Annotation, span: Span) -> bool:
    """Tell that a span fills its sentence."""
    at = bisect_right(annotation.sentences, span[0], key=lambda sentence: sentence[0]) - 1
    start, end = annotation.sentences[at]
    return span[0] - start <= 2 and end - span[1] <= 2


def _counts(quotation: Quotation, content: Spans, cue: Spans) -> bool:
    if any(start <= quotation.start < end for start, end in content):
        return True
    around = quotation.closed and any(quotation.start < start and end <= quotation.end for start, end in content)
    return around and not any(quotation.start < start < quotation.end for start, _ in cue)
