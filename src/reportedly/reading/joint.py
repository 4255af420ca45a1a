"""Are these words one party or several? "Turkey and Iran" are two; "Iranian and Russian forces" stay as they are."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from reportedly.model import Span, Spans

_LINK: Final = re.compile(r"(?:,? and|,) (?:the )?")
_LEAD: Final = re.compile(r"(?:both )?(?:the )?", re.IGNORECASE)
_BOTH: Final = re.compile(r"both ", re.IGNORECASE)


def split_joint(text: str, spans: Spans, names: Sequence[Span]) -> Spans:
    """Split each span that is nothing but names joined by commas and "and"; `names` are in order, none in another."""
    return tuple(part for span in spans for part in _split(text, span, names))


def _split(text: str, span: Span, names: Sequence[Span]) -> Spans:
    first = bisect_left(names, (span[0], 0))
    inside = [name for name in names[first : first + 8] if name[1] <= span[1]]
    if len(inside) < 2 or not _LEAD.fullmatch(text, span[0], inside[0][0]) or text[inside[-1][1] : span[1]].strip(" ,"):
        return (span,)
    gaps = [(left[1], right[0]) for left, right in pairwise(inside)]
    if not all(_LINK.fullmatch(text, *gap) for gap in gaps) or " and" not in text[slice(*gaps[-1])]:
        return (span,)
    both = _BOTH.match(text, *span)
    starts = [both.end() if both else span[0]]
    starts += [end - len("the ") if text[start:end].endswith("the ") else end for start, end in gaps]
    return tuple(zip(starts, (name[1] for name in inside), strict=True))


def find_outermost(spans: Sequence[Span]) -> Spans:
    """Give the outermost of some spans, in order."""
    outer: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    return tuple(outer)
