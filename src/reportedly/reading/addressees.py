"""Whose name stands here, and to whom is something said? Reads names beside words of saying; words: cues.tsv."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Actor, Span
from reportedly.reading.mentions import Mentions
from reportedly.resources import load_rows

_LONGEST: Final = 9  # words in a name
_REACH: Final = 9  # words between an asking cue and the "to" of what is asked
_NAMES: Final = r"(?:[Tt]he\s)?[A-Z][\w.'’-]{0,40}(?:\s[A-Z][\w.'’-]{0,40}){0,3}"
_LIST: Final = re.compile(rf"(?:{_NAMES},\s){{0,5}}{_NAMES},?\sand\s(?:other\s\w{{1,30}}\s\w{{1,30}}|{_NAMES})")
_PRESS_FOR: Final = re.compile(r"^(?:a |the )?(?:\w+ )?(?:reporters?|journalists?|correspondents?) (?:for|from|of) ")
_JOINED: Final = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+")
_PRONOUNS: Final = frozenset({"him", "her", "them", "me", "us", "you"})


@cache
def load_cues(role: str) -> frozenset[str]:
    """Load the words that play a role in cues.tsv."""
    return frozenset(row[0] for row in load_rows("reading", "cues.tsv") if row[1] == role)


def word_at(annotation: Annotation, at: int) -> int:
    """Give the number of the first word that starts at an offset or after it."""
    return bisect_left(annotation.words, at, key=lambda word: word[0])


def lower(annotation: Annotation, number: int) -> str:
    """Give a word in lower case; nothing beyond the text's ends."""
    if not 0 <= number < len(annotation.words):
        return ""
    start, end = annotation.words[number]
    return annotation.text[start:end].lower()


def find_addressees(annotation: Annotation, item: Attribution, end: int) -> Iterator[tuple[Span, str]]:
    """Find the names to whom something is said, with the rule that found them; `end` is where the sentence ends."""
    for number, width, role in _find_cues(annotation, item):
        last = annotation.words[number + width - 1][0]
        if any(left <= last < right for left, right in item.content):
            continue
        start = annotation.words[number + width - 1][1]
        limit = min([at for at, _ in (*item.content, *item.source) if at >= start] + [end])
        spans = read_names(annotation, number + width, limit)
        if not spans and role == "asks":
            spans = _read_asked(annotation, number + width, end)
        yield from ((span, f"to.{role.replace(' ', '_')}") for span in spans)
    yield from _find_told(annotation, item)


def _find_cues(annotation: Annotation, item: Attribution) -> Iterator[tuple[int, int, str]]:
    """Find the words in and just after a cue that lead to an addressee: (word, how many words, role)."""
    for start, end in item.cue:
        first, last = word_at(annotation, start), word_at(annotation, end)
        if not _is_passive(annotation, last):
            for number in range(first, last):
                yield from _cue_at(annotation, number)


def _is_passive(annotation: Annotation, last: int) -> bool:
    told = load_cues("tells") | load_cues("asks")
    return lower(annotation, last - 1) in told and lower(annotation, last - 2) in _BE


def _find_told(annotation: Annotation, item: Attribution) -> Iterator[tuple[Span, str]]:
    """Find who "was told" or "had been informed" where nobody is named who told them."""
    for start, end in () if item.source else item.cue:
        if _is_passive(annotation, word_at(annotation, end)):
            number = word_at(annotation, start)
            while lower(annotation, number - 1) in _BE | {"has", "have", "had"}:
                number -= 1
            span = read_name_before(annotation, number)
            if span:
                yield span, "to.passive"


def read_name_before(annotation: Annotation, number: int) -> Span | None:
    """Read the name that ends before a word, back to a mark or a word that names nothing; "he" is one too."""
    at = number
    while at > 0 and number - at < _LONGEST and _names(annotation, at - 1):
        at -= 1
    if at == number and lower(annotation, number - 1) in {"he", "she"}:
        at -= 1
    return (annotation.words[at][0], annotation.words[number - 1][1]) if at < number else None


def _names(annotation: Annotation, number: int) -> bool:
    word = lower(annotation, number)
    return (word[:1].isalpha() or word in "'’") and word not in load_cues("stop") | load_cues("bare") | {"and"}


_BE: Final = frozenset({"was", "were", "been", "being", "be", "is", "are", "'s", "’s", "'re", "’re"})


def _cue_at(annotation: Annotation, number: int) -> Iterator[tuple[int, int, str]]:
    word = lower(annotation, number)
    pair = f"{word} {lower(annotation, number + 1)}"
    for role in ("tells", "asks", "tells to", "message"):
        if pair in load_cues(role):
            yield number, 2, role
        elif word in load_cues(role):
            yield number, 1, role


def _read_asked(annotation: Annotation, number: int, end: int) -> list[Span]:
    """Read whoever is asked where the content opens with the name: "urged [Avel to leave]"."""
    for at in range(number, number + _REACH):
        if lower(annotation, at) == "to" and annotation.words[at][1] <= end:
            spans = read_names(annotation, number, annotation.words[at][0])
            return spans if spans and spans[-1][1] == annotation.words[at - 1][1] else []
    return []


def read_names(annotation: Annotation, number: int, limit: int) -> list[Span]:
    """Read the name, or the list of names, that starts at a word and ends before an offset."""
    while lower(annotation, number) in load_cues("skip") and not _is_title(annotation, number):
        number += 1
    if number >= len(annotation.words) or annotation.words[number][0] >= limit:
        return []
    start = annotation.words[number][0]
    listed = _LIST.match(annotation.text, start, limit)
    if listed:
        return _split_list(annotation, start, listed.end())
    end = _name_end(annotation, number, limit)
    return _split_list(annotation, start, end) if end > start else []


def _is_title(annotation: Annotation, number: int) -> bool:
    """Tell that "The" belongs to the name: "told The Vesna Times"."""
    start, end = annotation.words[number]
    return annotation.text[start:end] == "The" and annotation.text[max(0, start - 2) : start].strip() not in {"", "."}


def _split_list(annotation: Annotation, start: int, end: int) -> list[Span]:
    """Split "Ostan, Vesna and other allies" into its names."""
    spans, at = [], start
    for match in _JOINED.finditer(annotation.text, start, end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, end)]


def _name_end(annotation: Annotation, number: int, limit: int) -> int:
    """Give the end of the name that starts at a word: before a word that names nothing, or a mark."""
    end = annotation.words[number][0]
    if lower(annotation, number) in _PRONOUNS:
        return annotation.words[number][1]
    for at in range(number, min(number + _LONGEST, len(annotation.words))):
        right = annotation.words[at][1]
        if right > limit or not _goes_on(annotation, at, number):
            break
        end = right
    return end


def _goes_on(annotation: Annotation, at: int, first: int) -> bool:
    left, right = annotation.words[at]
    word, touching = annotation.text[left:right], at > first and annotation.words[at - 1][1] == left
    if word in "'’" or (touching and word == "s") or (word == "." and "." in annotation.text[left - 4 : left]):
        return touching
    if word == "of":
        return at > first and _is_name(annotation, at + 1)
    if word == "for":
        return lower(annotation, at - 1) in {"reporter", "correspondent"}
    if word == "and":
        return at > first and lower(annotation, at + 1) not in load_cues("stop")
    if word == "the":
        return lower(annotation, at - 1) in {"of", "for"}
    return word[0].isalpha() and word not in load_cues("stop") and word.lower() not in _days()


def _is_name(annotation: Annotation, number: int) -> bool:
    """Tell that a word is capitalised, an article before it aside."""
    number += lower(annotation, number) == "the"
    return number < len(annotation.words) and annotation.text[annotation.words[number][0]].isupper()


@cache
def _days() -> frozenset[str]:
    return frozenset(word for word in load_cues("stop") if word.endswith("day"))


def name_at(annotation: Annotation, span: Span, actors: Mentions[Actor]) -> str | None:
    """Give the fullest name of whoever stands at a span, else the words themselves, cleaned."""
    words = annotation.text[slice(*span)]
    actor = actors.at(span)
    if actor and actor.kind != "unnamed" and _stands_at(actor, span):
        return actor.name
    if words.lower() in _PRONOUNS:
        return actor.name if actor else None
    return _fullest(clean_name(words), actors)


def _stands_at(actor: Actor, span: Span) -> bool:
    """Tell that a mention of an actor is about as long as a span, and not a phrase in which the span only occurs."""
    start, end = span
    mentions = (mention for mention in actor.mentions if mention[0] < end and start < mention[1])
    return any(right - left < 2 * (end - start) + _LONGEST for left, right in mentions)


def clean_name(words: str) -> str:
    """Clean a name: "a reporter for The Vesna Post" names the paper, "the Vesnan army" goes without its article."""
    name = _PRESS_FOR.sub("", words.strip(' \t\r\n,;:."“”'))
    for article in ("the ", "a ", "an "):
        name = name.removeprefix(article)
    return name


def _fullest(name: str, actors: Mentions[Actor]) -> str:
    """Give the name of the one actor whose name ends with these words, where there is just one."""
    if not name[:1].isupper():
        return name
    fuller = {actor.name for actor in actors.all if actor.name == name or actor.name.endswith(" " + name)}
    return fuller.pop() if len(fuller) == 1 else name
