"""Write a text with its statements marked, one a line, and get the annotation a model would give.

`said("<text>", ("source", "cue", "content", …), …)`: the words are looked up in the text, each after the last
where they occur more than once as "2#words"; an empty string is no span. Sentences end at ". ", marks included.
"""

import re

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Actor, Span, Spans

_WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
_END = re.compile(r"(?<=[.!?])[”\"’]?\s+(?=[“\"A-Z‘])|\n+")


def place(text: str, words: str) -> Spans:
    """Give the span of some words; "2#words" is their second occurrence."""
    if not words:
        return ()
    nth, _, rest = words.rpartition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(rest, at + 1)
    return ((at, at + len(rest)),)


def said(text: str, *rows: tuple[str, ...]) -> Annotation:
    """Annotate a text: each row is source, cue and one or more pieces of content."""
    attributions = tuple(
        Attribution(place(text, row[0]), place(text, row[1]), sum((place(text, words) for words in row[2:]), ()), 0.9)
        for row in rows
    )
    words = tuple(match.span() for match in _WORD.finditer(text))
    sentences = tuple(_sentences(text))
    sentence_of = tuple(sum(start >= left for left, _ in sentences) - 1 for start, _ in words)
    return Annotation(text, words, sentences, sentence_of, (0,) * len(words), attributions=attributions)


def _sentences(text: str) -> list[Span]:
    found, start = [], 0
    for match in _END.finditer(text):
        gap = match.group()
        end = match.start() + len(gap) - len(gap.lstrip('”"’'))
        found.append((start, end))
        start = match.end()
    return [*found, (start, len(text))]


def people(annotation: Annotation, **names: str) -> tuple[Actor, ...]:
    """Make actors: the words of a mention (underscores for spaces) with the actor's name."""
    mentions: dict[str, list[Span]] = {}
    for words, name in names.items():
        for match in re.finditer(rf"\b{words.replace('_', ' ')}\b", annotation.text):
            mentions.setdefault(name, []).append(match.span())
    return tuple(
        Actor(f"a{number}", name, "organisation", None, (), None, tuple(spans))
        for number, (name, spans) in enumerate(mentions.items(), 1)
    )
