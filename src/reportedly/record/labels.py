"""Who calls whom and what by which words? Every mention of an actor or a place, every event's trigger, with its speaker.

Pronouns label nobody and are left out. The words are in labels.tsv.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, Self

from reportedly.model import Event, Reading, Span, Statement
from reportedly.record.parties import Known, cut_name
from reportedly.record.rows import find_first_keys
from reportedly.record.schema import storable
from reportedly.resources import load_rows

LabelKind = Literal["actor", "place", "event"]

#: Whose words they are: the report's own, a speaker's as quoted, or a speaker's as the report puts them.
Voice = Literal["own", "quoted", "reported"]

_QUOTATION_MARKS = re.compile('["“”„«»]')
_EDGES = " ,;:!?\"“”„«»‘’'—–-"
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")

#: How far before a trigger the words that belong to its noun are looked for.
_REACH = 60

_MOST_MODIFIERS = 3

_WORD = re.compile(r"[^\W\d_][\w-]*")
_VERBAL = re.compile(r"(?:ed|ing)\b")


class Label(NamedTuple):
    """Some words for an actor, a place or an event (`name` is None), and whose words they are."""

    number: int
    kind: LabelKind
    id: str
    finding: int | None
    date: str | None
    name: str | None
    country: str | None
    words: str
    speaker: str | None
    speaker_country: str | None
    voice: Voice


class _Use(NamedTuple):
    """Words where they stand, before it is known whose they are; `statement` is what an event is carried by."""

    kind: LabelKind
    id: str
    span: Span
    name: str
    country: str | None
    date: str | None
    finding: int | None = None
    statement: str | None = None


def find_labels(reading: Reading, report_key: int) -> tuple[Label, ...]:
    """Give what a reading's actors, places and events are called, and by whom, in the order of the text."""
    voices = _Voices.of(reading)
    labels: list[Label] = []
    for use in sorted(_find_uses(reading, report_key), key=lambda use: use.span):
        words = clean_label(reading.report.text[slice(*use.span)])
        if words:
            labels.append(_make_label(len(labels) + 1, use, words, voices, reading.report.publisher))
    return tuple(labels)


def _find_uses(reading: Reading, report_key: int) -> Iterator[_Use]:
    published = reading.report.published
    for actor in reading.actors:
        for span in dict.fromkeys(actor.mentions):
            yield _Use("actor", actor.id, span, actor.name, actor.country, published)
    for place in reading.places:
        yield _Use("place", place.id, place.span, place.name or "", place.country, published)
    for key, event in enumerate(reading.events, find_first_keys(reading, report_key).event):
        span = find_label_span(reading.report.text, event)
        yield _Use("event", event.id, span, "", None, event.date or published, key, event.statement)


def _make_label(number: int, use: _Use, words: str, voices: "_Voices", publisher: str | None) -> Label:
    statement, voice = voices.find(use)
    speaker, speaker_country = voices.known.find_speaker(statement) if statement else (publisher, None)
    return Label(
        number=number,
        kind=use.kind,
        id=storable(use.id),
        finding=use.finding,
        date=use.date and storable(use.date),
        name=None if use.kind == "event" else cut_name(use.name) or words,
        country=use.country and storable(use.country),
        words=words,
        speaker=cut_name(speaker) or None,
        speaker_country=speaker_country and storable(speaker_country),
        voice=voice,
    )


def clean_label(words: str) -> str:
    """Give a label without what stands around it: articles, possessives, punctuation; nothing where it is a pronoun."""
    small = _load_words()
    bare = _POSSESSIVE.sub("", cut_name(words).strip(_EDGES)).strip(_EDGES)
    parts = (bare if "." in bare[:-1] else bare.rstrip(".")).split()  # "U.S." keeps its last dot
    while parts and parts[0].lower() in small["article"]:
        del parts[0]
    acronym = len(parts) == 1 and len(parts[0]) > 1 and parts[0].isupper()  # "US", "WHO"
    return "" if len(parts) == 1 and parts[0].lower() in small["pronoun"] and not acronym else " ".join(parts)


def find_label_span(text: str, event: Event) -> Span:
    """Give the words that call an event what it is: its trigger, with the noun's own words that stand before it.

    `their antiterror measures`: what stands between a word that opens a noun phrase and the trigger, if it is nobody
    who takes part in the event and no word that a noun phrase cannot hold.
    """
    start, end = event.trigger
    function, begin = _load_words()["function"], start
    verbal = _VERBAL.search(text, start, end) or text[start:end].partition(" ")[0].lower() in function
    if verbal or text[start - 1 : start] != " ":
        return event.trigger
    parties = (*event.actor, *event.recipient, *event.place, *event.when)
    for word in text[max(0, start - _REACH) : start - 1].split(" ")[: -_MOST_MODIFIERS - 2 : -1]:
        if _opens(word):
            return begin, end
        begin -= len(word) + 1
        taken = any(span[0] < start and begin < span[1] for span in parties)
        if taken or not _WORD.fullmatch(word) or word.lower() in function:
            break
    return event.trigger


def _opens(word: str) -> bool:
    """Tell whether a noun's own words can follow: `their`, `the`, `Norland's`."""
    return word.lstrip('“‘"(').lower() in _load_words()["opener"] or _POSSESSIVE.search(word) is not None


@dataclass(frozen=True, slots=True)
class _Voices:
    """Whose words stand where: from each of `starts` on, the innermost statement there, and all quotation marks."""

    starts: list[int]
    statements: list[tuple[Span, Statement] | None]
    marks: list[int]
    straight: list[int]
    known: Known

    @classmethod
    def of(cls, reading: Reading) -> Self:
        starts, statements = _find_innermost(reading.statements)
        text = reading.report.text
        marks = [found.start() for found in _QUOTATION_MARKS.finditer(text)]
        return cls(starts, statements, marks, [mark for mark in marks if text[mark] == '"'], Known.of(reading))

    def find(self, use: _Use) -> tuple[Statement | None, Voice]:
        """Give the statement that some words stand in, and whose words they are; events know what carries them."""
        statement, content = self._at(use.span[1] - 1)
        if use.kind == "event":
            statement = self.known.statements.get(use.statement)
        if statement is None:
            return None, "own"
        quoted = statement.kind == "direct" or self._is_quoted(content[0] - 1, use.span[1] - 1)
        return statement, "quoted" if quoted else "reported"

    def _at(self, place: int) -> tuple[Statement | None, Span]:
        """Give the innermost statement at a place, and its content there; nothing from there on where there is none."""
        index = bisect_right(self.starts, place) - 1
        found = self.statements[index] if index >= 0 else None
        return (found[1], found[0]) if found else (None, (place + 1, place + 1))

    def _is_quoted(self, start: int, position: int) -> bool:
        """Tell whether a quotation that opens from `start` on is still open at a position."""
        last = bisect_right(self.marks, position) - 1
        if last < 0 or self.marks[last] < start:
            return False
        if self.known.text[self.marks[last]] != '"':
            return self.known.text[self.marks[last]] in "“„«"
        return (bisect_right(self.straight, position) - bisect_left(self.straight, start)) % 2 == 1


def _find_innermost(
    statements: tuple[Statement, ...],
) -> tuple[list[int], list[tuple[Span, Statement] | None]]:
    """Give the places where the innermost statement changes, and which one, with its part there, goes on from each."""
    contents = [(span, statement) for statement in statements for span in statement.content]
    contents.sort(key=lambda content: (content[0][0], -content[0][1]))
    starts = sorted({place for span, _ in contents for place in span})
    innermost: list[tuple[Span, Statement] | None] = []
    opened: list[tuple[Span, Statement]] = []
    index = 0
    for place in starts:
        while index < len(contents) and contents[index][0][0] <= place:
            opened.append(contents[index])
            index += 1
        while opened and opened[-1][0][1] <= place:
            opened.pop()
        innermost.append(opened[-1] if opened else None)
    return starts, innermost


@cache
def _load_words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in load_rows("record", "labels.tsv")}
