"""How far do the words reach that a source is said to have said?

A model proposes spans that may cut a word, a closing quotation mark or the second sentence of a quotation. What is
set right here follows one convention: quotation marks belong to the content, the cue does not, no span crosses a
sentence, and a quotation over several sentences or paragraphs under one cue is one content.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Span, Spans
from reportedly.reading.quotes import Quotation

_WORD: Final = re.compile(r"\w")
_SPOKEN: Final = re.compile(r"\b(?:I|me|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our)\b")
_LEADING: Final = " \t\r\n,;:.–—-"
_TRAILING: Final = " \t\r\n,;:–—-"
_MARKS: Final = frozenset('"“”«»„‟')
_SAME: Final = 0.9  # contents that share this part of their characters are one
_FEWEST: Final = 5  # spaces in a quotation that may stand alone as a statement; shorter ones are names and labels
_ALONE: Final = 0.5  # how sure that is
_LONGEST: Final = 60  # characters of a word
_NEAR: Final = 8  # quotations that can stand around one place: double, single, and those just before

Quotations = tuple[Quotation, ...]


def repair_attributions(annotation: Annotation, quotations: Quotations) -> tuple[Attribution, ...]:
    """Set right what the model proposes, in the order of the text: whole contents, one attribution for each."""
    cues = sorted(start for item in annotation.attributions for start, _ in item.cue)
    repaired = [_repair(annotation, item, quotations, cues) for item in annotation.attributions]
    kept = _drop_duplicates(_merge_cues([item for item in repaired if item.content]))
    kept = _drop_shadows(kept)
    return tuple(sorted((*kept, *_find_alone(annotation, kept, quotations)), key=position))


def position(attribution: Attribution) -> tuple[int, int]:
    """Give an attribution's place in the text: its cue's, else its content's."""
    return (attribution.cue or attribution.content)[0][0], attribution.content[0][0]


def _repair(annotation: Annotation, item: Attribution, quotations: Quotations, cues: list[int]) -> Attribution:
    cue = _tidy(annotation, item.cue)
    source = tuple(span for span in _tidy(annotation, item.source) if not _meet((span,), cue))
    content = repair_content(annotation, replace(item, cue=cue, source=source), quotations, cues)
    return Attribution(source, cue, content, item.score)


def _tidy(annotation: Annotation, spans: Spans) -> Spans:
    """Move the ends of spans to whole words; drop what holds none."""
    snapped = (snap_to_words(annotation.text, span) for span in sorted(spans))
    return tuple(_join([span for span in snapped if span[0] < span[1]]))


def repair_content(annotation: Annotation, item: Attribution, quotations: Quotations, cues: list[int]) -> Spans:
    """Set right one content: whole words and quotations, no cue, no stray marks, no sentence crossed.

    `cues` are the places of all cues, in order: a span is never stretched over one.
    """
    cue = item.cue
    whole = (snap_to_words(annotation.text, span) for span in item.content)
    fences = [start for start, _ in item.source]
    spans = [_complete(span, cue, fences, cues, quotations) for span in whole if span[0] < span[1]]
    spans = [*spans, *_other_paragraphs(spans, cue, quotations)]
    spans = [part for span in _join(spans) for part in _without(span, cue)]
    spans = [part for span in spans for part in split_at_sentences(annotation, span)]
    spans = [span for span in spans if not _is_after_lost_mark(annotation, span, spans, quotations)]
    trimmed = (_trim(annotation.text, span, quotations) for span in spans)
    return tuple(span for span in trimmed if _WORD.search(annotation.text, *span))


def _is_after_lost_mark(annotation: Annotation, span: Span, spans: list[Span], quotations: Quotations) -> bool:
    """Tell that a sentence follows the one that opened a quotation never closed, and is the page's own again.

    It has no marks, and nobody speaks of himself or to another in it.
    """
    if _SPOKEN.search(annotation.text, *span):
        return False
    near = _near(span[1], quotations)
    if any((item.closed or item.start >= span[0]) and item.start < span[1] and span[0] < item.end for item in near):
        return False
    lost = [item.start for item in near if not (item.closed or item.continued) and item.start < span[0]]
    sentences = annotation.sentences
    at = bisect_right(sentences, (span[0], len(annotation.text))) - 1
    opened = [start for start in lost if any(left <= start < right for left, right in spans)]
    return bool(opened) and at >= 0 and opened[-1] < sentences[at][0]


def snap_to_words(text: str, span: Span) -> Span:
    """Move both ends to the edge of a word; a word that is cut stays where at least half of it was in."""
    start, end = span
    left, right = _word_around(text, start)
    if left < start < right:
        start = left if 2 * (right - start) >= right - left else right
    left, right = _word_around(text, end)
    if left < end < right:
        end = right if 2 * (end - left) >= right - left else left
    return start, end


def _word_around(text: str, at: int) -> Span:
    left = right = at
    while left > 0 and at - left < _LONGEST and text[left - 1].isalnum():
        left -= 1
    while right < len(text) and right - at < _LONGEST and text[right].isalnum():
        right += 1
    return left, right


def _near(at: int, quotations: Quotations) -> Quotations:
    """Give the quotations that may stand around an offset: the few that open last before it."""
    last = bisect_right(quotations, (at + 1,))
    return quotations[max(0, last - _NEAR) : last]


def _complete(span: Span, cue: Spans, fences: list[int], cues: list[int], quotations: Quotations) -> Span:
    """Stretch a span over the quotations that it cuts, unless the cue stands inside or someone's words between."""
    start, end = span
    first = max(0, bisect_right(quotations, (start,)) - _NEAR)
    last = bisect_right(quotations, (end,))
    for quotation in quotations[first:last]:
        if quotation.end <= start or quotation.start >= end or _holds(quotation, cue):
            continue
        cut = start - quotation.start
        if cut > 0 and (quotation.closed or cut <= 2) and not _between(quotation.start, start, fences, cues):
            start = quotation.start
        if quotation.closed and end < quotation.end and not _between(end, quotation.end, fences, cues):
            end = quotation.end
    return start, end


def _holds(quotation: Quotation, spans: Spans) -> bool:
    return any(quotation.start <= start < quotation.end for start, _ in spans)


def _between(start: int, end: int, fences: list[int], cues: list[int]) -> bool:
    """Tell that a source or anybody's cue stands between two offsets."""
    return any(start <= at < end for at in fences) or bisect_left(cues, start) < bisect_left(cues, end)


def _other_paragraphs(spans: list[Span], cue: Spans, quotations: Quotations) -> Iterator[Span]:
    """Find the paragraphs over which a quotation goes on: each opens again, and only the last one closes."""
    for start, end in spans:
        for item in _near(end, quotations):
            if item.start < end and start < item.end and not _holds(item, cue):
                yield from _paragraphs_after(item, quotations)
                yield from _paragraphs_before(item, quotations)


def _paragraphs_after(item: Quotation, quotations: Quotations) -> Iterator[Span]:
    for at in range(bisect_right(quotations, item), len(quotations)):
        if not item.continued:
            return
        if quotations[at].start >= item.end:
            item = quotations[at]
            yield item.start, item.end


def _paragraphs_before(item: Quotation, quotations: Quotations) -> Iterator[Span]:
    at = bisect_left(quotations, item)
    while at > 0 and (others := [one for one in quotations[max(0, at - _NEAR) : at] if one.continued]):
        if any(one.start >= others[-1].end and one.start < item.start for one in quotations[max(0, at - _NEAR) : at]):
            return
        item = others[-1]
        yield item.start, item.end
        at = bisect_left(quotations, item)


def _meet(some: Spans, others: Spans | list[Span]) -> bool:
    return any(start < right and left < end for start, end in some for left, right in others)


def _join(spans: list[Span]) -> list[Span]:
    """Join spans that overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _without(span: Span, cue: Spans) -> Iterator[Span]:
    """Cut the cue out of a span."""
    start, end = span
    for left, right in sorted(cue):
        if start < right and left < end:
            if start < left:
                yield start, left
            start = right
    if start < end:
        yield start, end


def split_at_sentences(annotation: Annotation, span: Span) -> Iterator[Span]:
    """Split a span where a sentence ends."""
    start, end = span
    for left, right in annotation.sentences[sentence_at(annotation, start) :]:
        if left >= end:
            break
        if max(start, left) < min(end, right):
            yield max(start, left), min(end, right)


def sentence_at(annotation: Annotation, at: int) -> int:
    """Give the number of the sentence at an offset."""
    return max(0, bisect_right(annotation.sentences, at, key=lambda sentence: sentence[0]) - 1)


def _trim(text: str, span: Span, quotations: Quotations) -> Span:
    """Take off spaces, commas and marks without a partner; keep the full stop that belongs to a quotation."""
    start, end = span
    before = None
    while before != (start, end) and start < end:
        before = start, end
        stray = text[start] in _MARKS and all(item.start != start for item in _near(start, quotations))
        start += text[start] in _LEADING or stray
        stray = end > start and text[end - 1] in _MARKS and all(item.end != end for item in _near(end, quotations))
        end -= end > start and (text[end - 1] in _TRAILING or stray)
    return start, _without_stop(text, start, end, quotations)


def _without_stop(text: str, start: int, end: int, quotations: Quotations) -> int:
    """Leave out a sentence's full stop, but not a quotation's, nor that of "U.S."."""
    if text[end - 1 : end] != "." or "." in text[max(start, end - 4) : end - 1]:
        return end
    return end if any(item.start <= end - 1 < item.end for item in _near(end, quotations)) else end - 1


def _merge_cues(items: list[Attribution]) -> list[Attribution]:
    """Join attributions that stand on the same cue: a quotation under one cue is one content."""
    merged: list[Attribution] = []
    for item in sorted(items, key=position):
        last = merged[-1] if merged else None
        if last and item.cue and _meet(item.cue, last.cue) and _same_source(item, last):
            best = max(item, last, key=lambda one: one.score)
            content = tuple(_join([*last.content, *item.content]))
            merged[-1] = replace(best, source=best.source or item.source or last.source, content=content)
        else:
            merged.append(item)
    return merged


def _same_source(one: Attribution, other: Attribution) -> bool:
    return not one.source or not other.source or _meet(one.source, other.source)


def _drop_duplicates(items: list[Attribution]) -> list[Attribution]:
    """Keep the best-scored of those that share one content."""
    by_start: dict[int, list[Attribution]] = {}
    for item in sorted(items, key=lambda one: -one.score):
        rivals = by_start.setdefault(item.content[0][0], [])
        if not any(_is_same(item, rival) for rival in rivals):
            rivals.append(item)
    return sorted((item for rivals in by_start.values() for item in rivals), key=position)


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Tell that two attributions have one content, and that neither stands inside the other."""
    nested = _meet(one.cue, other.content) or _meet(other.cue, one.content)
    return not nested and _same_source(one, other) and _shared(one.content, other.content) >= _SAME


def _shared(one: Spans, other: Spans) -> float:
    both = sum(max(0, min(end, right) - max(start, left)) for start, end in one for left, right in other)
    return both / (length(one) + length(other) - both)


def length(spans: Spans) -> int:
    """Count the characters in spans."""
    return sum(end - start for start, end in spans)


def _find_alone(annotation: Annotation, items: list[Attribution], quotations: Quotations) -> Iterator[Attribution]:
    """Find whole sentences of quotation that nothing attributes: a statement without a cue, whose speaker goes on."""
    taken = sorted(span for item in items for span in (*item.content, *item.cue))
    begins = {start for start, _ in annotation.sentences}
    for quotation in quotations:
        start, end = quotation.start, quotation.end
        if start not in begins or not quotation.closed or annotation.text[start] not in _MARKS:
            continue
        rest = annotation.text[end : annotation.sentences[sentence_at(annotation, end - 1)][1]]
        after = bisect_left(taken, (end,))
        free = all(right <= start for _, right in taken[max(0, after - _NEAR) : after])
        if free and not _WORD.search(rest) and annotation.text.count(" ", start, end) >= _FEWEST:
            yield Attribution((), (), tuple(split_at_sentences(annotation, (start, end))), _ALONE)


def _drop_shadows(items: list[Attribution]) -> list[Attribution]:
    """Drop a quotation standing alone where another attribution with a cue already has it."""
    cued = [item for item in items if item.cue]
    owners = sorted((span[0], span[1], number) for number, item in enumerate(cued) for span in item.content)
    return [item for item in items if item.cue or not _is_covered(item, owners, cued)]


def _is_covered(item: Attribution, owners: list[tuple[int, int, int]], cued: list[Attribution]) -> bool:
    at = bisect_right(owners, (item.content[0][0] + 1,))
    near = (cued[number] for number in {number for _, _, number in owners[max(0, at - _NEAR) : at]})
    rivals = [other.content for other in near if not _meet(other.cue, item.content)]
    return any(2 * _covered(item.content, content) > length(item.content) for content in rivals)


def _covered(one: Spans, other: Spans) -> int:
    return sum(max(0, min(end, right) - max(start, left)) for start, end in one for left, right in other)
