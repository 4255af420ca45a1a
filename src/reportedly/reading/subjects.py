"""Whose words are they, where the model's source cannot be right? What the structure of a sentence settles.

A source that stands inside somebody else's words while its cue stands outside them is not the subject of that cue:
"Norland, which calls the raids a response to threats in Vesk, said ..." is Norland's word, not Vesk's. An indefinite
document that names nobody ("a statement on Tuesday said") is part of the cue. The pronoun beside a cue is its source, not
what it stands for. Words: cues.tsv.
"""

import re
from dataclasses import replace
from typing import Final

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Span, Spans
from reportedly.reading.addressees import load_cues
from reportedly.reading.contents import sentence_at

_RELATIVE: Final = re.compile(r",?\s*(?:who|which)\b", re.I)
_PRONOUN_BEFORE: Final = re.compile(r"(?<![\w’'])(he|she|they|it|we|I) $", re.I)
_PRONOUN_AFTER: Final = re.compile(r" (he|she|they)(?=[,.;:]|$)")
_NEAR: Final = 4  # attributions of one sentence that are compared
_BARE: Final = re.compile(
    r"(?:on|issued|released|published|late|early|earlier|the|in|morning|afternoon|evening|day|\w+day)$", re.I
)


def settle_sources(annotation: Annotation) -> Annotation:
    """Set the sources of attributions right, before anybody asks who they are."""
    attributions = sorted(annotation.attributions, key=lambda item: (item.cue or item.content)[0])
    whole = [_cut_at_cue(annotation, item) for item in attributions]
    plain = [_take_pronoun(annotation, _take_document(annotation, item)) for item in whole]
    return replace(annotation, attributions=tuple(_take_subject(annotation, n, plain) for n in range(len(plain))))


def _cut_at_cue(annotation: Annotation, item: Attribution) -> Attribution:
    """Cut a source that runs over its own cue: what stands before the cue is the subject ("he said, Radio Vesk")."""
    if not (item.cue and item.source):
        return item
    (start, end), *others = item.source
    cue = item.cue[0]
    if not (start <= cue[0] and cue[1] <= end):
        return item
    before = start + len(annotation.text[start : cue[0]].rstrip(" ,"))
    kept = (start, before) if before > start else (cue[1] + 1, end)
    return replace(item, source=((kept, *others) if kept[1] > kept[0] else tuple(others)))


def _take_document(annotation: Annotation, item: Attribution) -> Attribution:
    """Make an indefinite document that names nobody part of the cue."""
    if not (item.cue and item.source and _is_bare(annotation, item.source[0])):
        return item
    (start, end), *others = item.source
    first, *rest = item.cue
    joined = end <= first[0] and not annotation.text[end : first[0]].strip()
    cue: Spans = ((start, first[1]), *rest) if joined else tuple(sorted(((start, end), *item.cue)))
    return replace(item, source=tuple(others), cue=cue)


def _is_bare(annotation: Annotation, span: Span) -> bool:
    article, *words = annotation.text[slice(*span)].split() or [""]
    documents = [word for word in words if word.lower() in load_cues("document")]
    return (
        article.lower() in ("a", "an")
        and len(documents) == 1
        and all(word in documents or _BARE.match(word) for word in words)
    )


def _take_pronoun(annotation: Annotation, item: Attribution) -> Attribution:
    """Take the pronoun right before the cue ("..., he said"), or after it where the sentence holds no other source."""
    if not item.cue:
        return item
    start, end = item.cue[0]
    here, text = sentence_at(annotation, start), annotation.text
    beside = _PRONOUN_BEFORE.search(text, max(0, start - 12), start)
    if beside is None and not any(sentence_at(annotation, span[0]) == here for span in item.source):
        beside = _PRONOUN_AFTER.match(text, end)
    if beside is None or sentence_at(annotation, beside.start(1)) != here or _covers(item.source, beside.start(1)):
        return item
    return replace(item, source=(beside.span(1),))


def _covers(spans: Spans, at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _take_subject(annotation: Annotation, number: int, items: list[Attribution]) -> Attribution:
    """Take the subject that a relative clause parts from its cue."""
    item = items[number]
    if not (item.cue and item.source):
        return item
    around = items[max(0, number - _NEAR) : number] + items[number + 1 : number + 1 + _NEAR]
    for other in around:
        if _parts(annotation, item, other):
            return replace(item, source=other.source)
    return item


def _parts(annotation: Annotation, item: Attribution, other: Attribution) -> bool:
    """Tell that another statement, in a relative clause, stands between the subject of a cue and that cue."""
    if not (other.source and other.cue):
        return False
    source, cue, subject = item.source[0], item.cue[0], other.source[0]
    text = annotation.text
    relative = text[slice(*subject)].rstrip().lower().endswith((" who", " which"))
    return (
        subject[1] <= other.cue[0][0] < source[0] < cue[0]
        and any(start <= source[0] and source[1] <= end for start, end in other.content)
        and not any(start <= cue[0] < end for start, end in other.content)
        and (relative or bool(_RELATIVE.match(text, subject[1])))
        and sentence_at(annotation, subject[0]) == sentence_at(annotation, cue[0])
    )
