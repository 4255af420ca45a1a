"""To whom was it said, and through whom did the words reach this report?

Outlets that were told or interviewed, channels that carried the words, and clauses such as ", Meridian News
reported" that wrap a statement. Words: via.tsv (outlets and channels), cues.tsv (words of saying).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Actor, Evidence, Span
from reportedly.reading.addressees import (
    clean_name,
    find_addressees,
    load_cues,
    lower,
    name_at,
    read_name_before,
    read_names,
    word_at,
)
from reportedly.reading.contents import position, sentence_at
from reportedly.reading.mentions import Mentions
from reportedly.resources import load_rows

_CARRIED: Final = 3  # sentences over which an outlet that was told goes on being the one that was told
_BETWEEN: Final = 3  # words that may stand inside "interview [published on Sunday] with"
_BACK: Final = 16  # words from "quoted" to "as saying"
_QUOTING: Final = frozenset({"quot", "cite", "repo"})
_TAIL: Final = 12  # words of a clause at a sentence's end
_OWNER: Final = re.compile(r"^(?P<owner>[\w .-]{1,40})[’']s (?P<rest>[A-Z].*)$")
_SITE: Final = re.compile(r"\w[\w-]*\.(?:am|az|com|de|fr|ge|info|ir|it|md|net|news|org|pl|ru|tr|tv|ua|uk)")


@dataclass(frozen=True, slots=True)
class Route:
    """The names something was said to, and those through whom it came, nearest the speaker first."""

    to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Said(NamedTuple):
    """The statements as far as they are decided: attributions, the number of the one each stands in, the speakers."""

    attributions: tuple[Attribution, ...]
    parents: tuple[int | None, ...]
    speakers: tuple[str | None, ...]


class Link(NamedTuple):
    """One outlet or person on the way, where the name stands, and the rule that found it."""

    name: str
    span: Span
    rule: str


# --- names of outlets ---------------------------------------------------------------------------------------------


@cache
def _load(role: str) -> frozenset[str]:
    return frozenset(row[0] for row in load_rows("reading", "via.tsv") if row[1] == role)


@cache
def _load_full() -> dict[str, str]:
    return {row[0]: row[2] for row in load_rows("reading", "via.tsv") if len(row) > 2 and row[2]}


def is_outlet(name: str) -> bool:
    """Tell whether a name is an outlet's: a known one, a site, a newspaper, "Vesnan television"."""
    bare = name.removeprefix("The ").removeprefix("the ")
    words = bare.split()
    if not words or len(words) > 8:
        return False
    known = bare in _load("outlet") or words[0].split("'")[0].split("’")[0] in _load("outlet") or _SITE.fullmatch(bare)
    ending = words[-1] in _load("ending") and len(words) > 1 and words[0][0].isupper()
    return bool(known or ending or _noun_in(words))


def _noun_in(words: list[str]) -> int:
    """Give how many words reach to the end of an outlet's noun ("German newspaper" in "German newspaper Ost")."""
    for end in range(len(words), 0, -1):
        if {" ".join(words[start:end]).lower() for start in range(max(0, end - 3), end)} & _load("noun"):
            return end
    return 0


def clean_outlet(annotation: Annotation, words: str) -> str:
    """Give an outlet's own name: "Vesna's Meridian news agency" → "Meridian news agency", in full where it stands so."""
    name = clean_name(words)
    owner = _OWNER.match(name)
    if owner and owner["owner"] not in _load("outlet") and is_outlet(owner["rest"]):
        name = owner["rest"]
    parts = name.split()
    end = _noun_in(parts)
    if end and parts[end:] and parts[end][0].isupper():
        name = " ".join(parts[end:])
    elif end == len(parts) > 1 and parts[-1] in {"newspaper", "daily", "magazine"} and _is_proper(parts[-2]):
        name = " ".join(parts[:-1])
    full = _load_full().get(name)
    return full if full and full in annotation.text else name


def _is_proper(word: str) -> bool:
    """Tell a name from a nation's adjective: "Ostblick newspaper" is called Ostblick, "Vesnan newspaper" is not named."""
    nation = word.endswith(("an", "ish", "ese", "i", "ic", "ch"))
    return word in _load("outlet") or (word[0].isupper() and not nation)


def _is_generic(name: str) -> bool:
    """Tell that an outlet is named by its noun only: "newspaper", "German newspaper"."""
    last = name.rsplit(maxsplit=1)[-1].lower() if name else ""
    return last in {"newspaper", "daily", "agency", "channel", "magazine", "broadcaster", "outlet", "station"}


# --- clauses that wrap a statement --------------------------------------------------------------------------------


def set_outlets_aside(
    annotation: Annotation, attributions: tuple[Attribution, ...]
) -> tuple[tuple[Attribution, ...], dict[int, Link]]:
    """Part the statements from clauses such as ", Meridian News reported" that wrap one of them in their sentence.

    Gives the statements that remain, and the outlet for each number of a sentence that such a clause ends.
    """
    cued = {sentence_at(annotation, item.cue[0][0]) for item in attributions if item.cue}
    found = [_clause_at(annotation, sentence) for sentence in sorted(cued)]
    clauses = {sentence: link for sentence, link in zip(sorted(cued), found, strict=True) if link}
    wraps = {number for number, item in enumerate(attributions) if _wraps(annotation, item, attributions, clauses)}
    kept = tuple(item for number, item in enumerate(attributions) if number not in wraps)
    spoken = {sentence_at(annotation, item.cue[0][0]) for item in kept if item.cue}
    return kept, {sentence: link for sentence, link in clauses.items() if sentence in spoken}


def _clause_at(annotation: Annotation, sentence: int) -> Link | None:
    """Find the outlet's clause that ends a sentence: ", Meridian News reported on Tuesday"."""
    start, end = annotation.sentences[sentence]
    last = word_at(annotation, end)
    first = max(word_at(annotation, start), last - _TAIL)
    for number in range(last - 1, first, -1):
        word = lower(annotation, number)
        if word == ",":
            return _clause_after(annotation, number + 1, end)
    return None


def _clause_after(annotation: Annotation, number: int, end: int) -> Link | None:
    ahead = f"{lower(annotation, number)} {lower(annotation, number + 1)}" == "according to"
    spans = read_names(annotation, number + 2 * ahead, end)
    if len(spans) != 1:
        return None
    span, verb = spans[0], lower(annotation, word_at(annotation, spans[0][1]) - 1)
    if not ahead and verb in _load("reports"):
        name = annotation.text[slice(*span)].rsplit(None, 1)
        span, ahead = (span[0], span[0] + len(name[0])), len(name) == 2
    words = annotation.text[slice(*span)]
    known = is_outlet(clean_name(words)) or (words[:1].isupper() and verb in {"reported", "reports"})
    return Link(clean_outlet(annotation, words), span, "via.clause") if ahead and known else None


def _wraps(
    annotation: Annotation, item: Attribution, attributions: tuple[Attribution, ...], clauses: dict[int, Link]
) -> bool:
    """Tell that an attribution is such a clause, and that the sentence has another statement that it wraps."""
    if not item.cue or not item.source:
        return False
    sentence = sentence_at(annotation, item.cue[0][0])
    link = clauses.get(sentence)
    if link is None or not any(left < link.span[1] and link.span[0] < right for left, right in item.source):
        return False
    return any(
        other is not item and other.cue and left <= other.cue[0][0] < right and _says(annotation, other)
        for other in attributions
        for left, right in item.content
    )


def _says(annotation: Annotation, item: Attribution) -> bool:
    return bool(item.source) and sentence_at(annotation, item.source[0][0]) == sentence_at(annotation, item.cue[0][0])


# --- the way of each statement ------------------------------------------------------------------------------------


def find_routes(
    annotation: Annotation, said: Said, clauses: dict[int, Link], actors: Mentions[Actor]
) -> tuple[Route, ...]:
    """Find for each statement to whom it was said and through whom it came."""
    addressed = [_addressed(annotation, item, actors) for item in said.attributions]
    inner = [(*told, *_find_inner(annotation, said, number, actors)) for number, (_, told) in enumerate(addressed)]
    outer = [_outer(annotation, item, clauses) for item in said.attributions]
    _carry(annotation, said, inner, outer)
    return tuple(_route(to, _unique((*inner[number], *outer[number]))) for number, (to, _) in enumerate(addressed))


def _find_inner(annotation: Annotation, said: Said, number: int, actors: Mentions[Actor]) -> Iterator[Link]:
    """Find the links next to the speaker, the told ones aside."""
    item = said.attributions[number]
    yield from _channels(annotation, item)
    yield from _quoting(annotation, item, actors)
    yield from _relayed(annotation, said, number)


def _route(to: tuple[Link, ...], via: tuple[Link, ...]) -> Route:
    evidence = [Evidence("to", link.span, link.rule) for link in to]
    evidence.extend(Evidence("via", link.span, link.rule) for link in via)
    return Route(tuple(link.name for link in to), tuple(link.name for link in via), tuple(evidence))


def _unique(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple({link.name.casefold(): link for link in reversed(links)}.values())[::-1]


def _addressed(
    annotation: Annotation, item: Attribution, actors: Mentions[Actor]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Find to whom a statement was made; an outlet that was told is on its way too."""
    to, via = [], []
    end = annotation.sentences[sentence_at(annotation, item.cue[-1][0])][1] if item.cue else 0
    for span, rule in find_addressees(annotation, item, end) if item.cue else ():
        words = annotation.text[slice(*span)]
        outlet = is_outlet(clean_name(words))
        name = clean_outlet(annotation, words) if outlet else name_at(annotation, span, actors)
        if name:
            to.append(Link(name, span, rule))
        if name and outlet:
            via.append(Link(name, span, "via.told"))
    return _unique(tuple(to)), tuple(via)


def _channels(annotation: Annotation, item: Attribution) -> Iterator[Link]:
    """Find what carried the words: "in an interview with", "a statement released by", "carried on"."""
    if not item.cue:
        return
    start, end = annotation.sentences[sentence_at(annotation, item.cue[0][0])]
    others = (*item.content, *item.source)
    for number in range(word_at(annotation, start), word_at(annotation, end)):
        at = annotation.words[number][0]
        head = lower(annotation, number)
        shut = item.content if head in {"interviewed", "interview"} else others
        if head in _channel_heads() and not any(left <= at < right for left, right in shut):
            yield from _channel_at(annotation, number, min([left for left, _ in others if left > at] + [end]))


@cache
def _channel_heads() -> frozenset[str]:
    return frozenset(words.split()[0] for words in _load("channel"))


def _channel_at(annotation: Annotation, number: int, end: int) -> Iterator[Link]:
    head = lower(annotation, number)
    for ahead in range(number + 1, number + 2 + _BETWEEN):
        if f"{head} {lower(annotation, ahead)}" in _load("channel"):
            for span in read_names(annotation, ahead + 1, end)[:1]:
                words = clean_name(annotation.text[slice(*span)])
                if is_outlet(words) or head in {"released", "distributed", "leaked", "circulated", "relayed"}:
                    rule = "via.reported" if head in {"reported", "published", "leaked", "printed"} else "via.channel"
                    yield Link(clean_outlet(annotation, words), span, rule)
            return


def _quoting(annotation: Annotation, item: Attribution, actors: Mentions[Actor]) -> Iterator[Link]:
    """Find who quotes: "Meridian News" in "Meridian News quoted police as saying"."""
    for start, end in item.cue:
        first = word_at(annotation, start)
        if annotation.text[start:end].lower().endswith("as saying"):
            quoting = [at for at in range(first, first - _BACK, -1) if lower(annotation, at)[:4] in _QUOTING]
            span = read_name_before(annotation, quoting[0]) if quoting else None
            name = _quoting_name(annotation, span, actors) if span else None
            if name and span:
                yield Link(name, span, "via.quoting")


def _quoting_name(annotation: Annotation, span: Span, actors: Mentions[Actor]) -> str | None:
    words = annotation.text[slice(*span)]
    outlet = is_outlet(clean_name(words))
    return clean_outlet(annotation, _without_article(annotation, span)) if outlet else name_at(annotation, span, actors)


def _without_article(annotation: Annotation, span: Span) -> str:
    """Give a name without the "The" that only opens the sentence."""
    words = annotation.text[slice(*span)]
    opens = annotation.sentences[sentence_at(annotation, span[0])][0] == span[0]
    return words.removeprefix("The ") if opens else words


def _relayed(annotation: Annotation, said: Said, number: int) -> Iterator[Link]:
    """Find who passes a statement on: an outlet, a spokesman, or somebody who tells what one other person said."""
    item, parent = said.attributions[number], said.parents[number]
    name = None if parent is None else said.speakers[parent]
    if parent is None or not name or name == said.speakers[number] or not item.source:
        return
    for span in said.attributions[parent].source[:1]:
        source = set(annotation.text[slice(*span)].lower().split())
        if is_outlet(name) or source & load_cues("spokesman") or _is_told(annotation, item):
            yield Link(name, span, "via.relayed")


def _is_told(annotation: Annotation, item: Attribution) -> bool:
    """Tell that a statement is told of one person: "he said", "the president had told", but not "they say"."""
    cue = {word for span in item.cue for word in annotation.text[slice(*span)].lower().split()}
    source = annotation.text[slice(*item.source[0])]
    single = source.lower() in {"he", "she"} or source.startswith("the ") or source[:1].isupper()
    return bool(cue & load_cues("relays")) and single and source not in {"They", "We", "I"}


def _outer(annotation: Annotation, item: Attribution, clauses: dict[int, Link]) -> tuple[Link, ...]:
    link = clauses.get(sentence_at(annotation, position(item)[0]))
    if link is None or not item.cue or any(left < link.span[1] and link.span[0] < right for left, right in item.source):
        return ()
    return (link,)


def _carry(annotation: Annotation, said: Said, inner: list[tuple[Link, ...]], outer: list[tuple[Link, ...]]) -> None:
    """Carry outlets over to the statements in which the same speaker goes on, and a clause back to the one before."""
    last: dict[str, int] = {}
    for number, (item, parent, name) in enumerate(zip(*said, strict=True)):
        if parent is not None and any(link.rule == "via.relayed" for link in inner[number]):
            inner[number] = (*inner[number], *_lasting(inner[parent]))
        if name is None or (parent is not None and said.speakers[parent] != name):
            continue
        before = last.get(name)
        last[name] = number
        gap = _CARRIED + 1 if before is None else _gap(annotation, said.attributions[before], item)
        if before is None or gap > _CARRIED or _has_setting(annotation, item):
            continue
        inner[number] = _named(inner[number], inner[before]) or _lasting(inner[before])
        if gap <= 1:
            outer[number] = outer[number] or outer[before]
            outer[before] = outer[before] or outer[number]


def _lasting(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Keep the outlets that were told or interviewed: they heard what the speaker said next, too."""
    return tuple(link for link in links if link.rule in {"via.told", "via.channel"})


def _named(links: tuple[Link, ...], before: tuple[Link, ...]) -> tuple[Link, ...]:
    """Name an outlet that is only called "a newspaper" as it was named before."""
    known = [link for link in before if not _is_generic(link.name)]
    return tuple(link._replace(name=known[0].name) if known and _is_generic(link.name) else link for link in links)


def _gap(annotation: Annotation, one: Attribution, other: Attribution) -> int:
    """Count the sentences from the end of one statement to the next."""
    end = max(right for _, right in (*one.content, *one.cue))
    return sentence_at(annotation, position(other)[0]) - sentence_at(annotation, end - 1)


def _has_setting(annotation: Annotation, item: Attribution) -> bool:
    """Tell that a statement was made on an occasion of its own: "said in a statement", "tweeted"."""
    words = {word for start, end in item.cue for word in annotation.text[start:end].lower().split()}
    return bool(words & load_cues("setting"))
