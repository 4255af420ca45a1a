"""How many people? Numbers of killed, injured, arrested, displaced and participants near an event; words in counts.tsv.

"at least 12" is 12 or more, "up to 30" is 30 at most, "a woman and two children" are three, and "no one" is 0.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import cast

from reportedly.language.annotation import Annotation
from reportedly.model import Count, CountKind, Event, Span
from reportedly.resources import load_rows

#: Words on either side of a trigger in which its numbers are looked for.
REACH = 30
#: Words from a number to the word that tells what is counted.
HEAD = 9
#: Words from "a" or a number to the noun of the people counted: "two senior police officers".
NOUN = 4

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:[-.'’][^\W\d_]+)*|[^\w\s]")
_STOPS = frozenset([".", ";", ":", "(", ")", "”", "“", '"', "!", "?", "—", "–"])
_AUXILIARIES = frozenset(["was", "were", "been", "being", "is", "are", "be", "have", "has", "had"])
_ASIDES = frozenset(["including", "among", "mostly", "most", "many", "some", "all", "among"])
_RANGE_WORDS = frozenset(["to", "and", "or", "-"])

#: The type of event that a kind of count belongs to first, and the types that take it where no such event is near.
_FIRST: Mapping[str, frozenset[str]] = {
    "killed": frozenset(["ASSAULT"]),
    "injured": frozenset(["ASSAULT"]),
    "arrested": frozenset(["COERCE"]),
    "displaced": frozenset(["SANCTION"]),
    "participants": frozenset(["PROTEST", "MOBILIZE"]),
}
_ALSO: Mapping[str, frozenset[str]] = {
    "killed": frozenset(["PROTEST", "COERCE"]),
    "injured": frozenset(["PROTEST", "COERCE"]),
    "arrested": frozenset(["PROTEST", "ASSAULT"]),
    "displaced": frozenset(["ASSAULT", "COERCE"]),
    "participants": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a mark, in lower case."""

    word: str
    span: Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as its words mean it, and where it stands among the tokens; `noun` is the last of the people's noun."""

    low: int | None
    high: int | None
    first: int
    last: int
    noun: int | None = None


def find_counts(annotation: Annotation, trigger: Span, type_: str) -> Mapping[CountKind, Count]:
    """Find the numbers of people that belong to an event: for each kind, the number nearest to its trigger."""
    nearest: dict[CountKind, Count] = {}
    for kind, count in _read_counts(annotation, trigger, type_):
        known = nearest.get(kind)
        if known is None or _distance(count.span, trigger) < _distance(known.span, trigger):
            nearest[kind] = count
    return nearest


def settle_counts(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave each number with one event: with the type it belongs to first, and then with the nearest trigger."""
    best: dict[tuple[str, Span], tuple[tuple[bool, int], str]] = {}
    for event in events:
        for kind, count in event.numbers.items():
            claim = ((event.type not in _FIRST[kind], _distance(count.span, event.trigger)), event.id)
            best[kind, count.span] = min(claim, best.get((kind, count.span), claim))
    return tuple(_keep_counts(event, best) if event.numbers else event for event in events)


def _keep_counts(event: Event, best: Mapping[tuple[str, Span], tuple[tuple[bool, int], str]]) -> Event:
    kept = {kind: count for kind, count in event.numbers.items() if best[kind, count.span][1] == event.id}
    return event if len(kept) == len(event.numbers) else replace(event, numbers=MappingProxyType(kept))


def _distance(one: Span, other: Span) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _read_counts(annotation: Annotation, trigger: Span, type_: str) -> Iterator[tuple[CountKind, Count]]:
    """Read every number of people in the words around a trigger that may belong to an event of this type."""
    if not any(type_ in types for table in (_FIRST, _ALSO) for types in table.values()):
        return
    tokens = _read_tokens(annotation.text, _window(annotation, trigger))
    for amount in _join_lists(tokens, _find_amounts(tokens)):
        for kind in _find_kinds(tokens, amount, type_):
            if type_ in _FIRST[kind] or type_ in _ALSO[kind]:
                span = tokens[amount.first].span[0], tokens[amount.noun or amount.last - 1].span[1]
                yield kind, Count(amount.low, amount.high, span)


def _window(annotation: Annotation, trigger: Span) -> Span:
    """Give the words around a trigger inside its sentence."""
    words, sentences = annotation.words, annotation.sentences
    sentence = sentences[max(0, bisect_right(sentences, trigger[0], key=lambda span: span[0]) - 1)]
    first = bisect_left(words, trigger[0], key=lambda span: span[0])
    last = bisect_left(words, trigger[1], key=lambda span: span[0])
    start = words[max(0, first - REACH)][0] if words else trigger[0]
    end = words[min(len(words), last + REACH) - 1][1] if words else trigger[1]
    return max(start, sentence[0]), min(end, sentence[1])


def _read_tokens(text: str, window: Span) -> tuple[Token, ...]:
    return tuple(Token(match[0].lower(), match.span()) for match in _TOKEN.finditer(text, *window))


def _find_amounts(tokens: tuple[Token, ...]) -> tuple[Amount, ...]:
    """Find the numbers that can count people, with the noun of those people where one stands."""
    amounts, position = [], 0
    while position < len(tokens):
        amount = _read_amount(tokens, position) if _may_start(tokens[position].word) else None
        if amount is None:
            position += 1
            continue
        position = amount.last
        if not _is_measure(tokens, amount):
            amounts.append(replace(amount, noun=_find_noun(tokens, amount.last)))
    return tuple(amounts)


def _may_start(word: str) -> bool:
    return word[0].isdigit() or word.partition("-")[0] in _amount_starts()


def _read_amount(tokens: tuple[Token, ...], first: int) -> Amount | None:
    """Read a number with the words before it that say how it is meant."""
    meaning, position = _read_meaning(tokens, first)
    between = _word(tokens, position) in {"between", "from"}
    number = _read_number(tokens, position + between)
    if number is None:
        return None
    low, high, last = number
    if _word(tokens, last) in _RANGE_WORDS and (between or _word(tokens, last) != "and"):
        second = _read_number(tokens, last + 1)
        if second is not None and second[0] > low > 1:
            return Amount(low, second[1], first, second[2])
    if between:
        return None
    bounds = {"least": (low, None), "more": (low + 1, None), "most": (None, high), "fewer": (None, low - 1)}
    low_bound, high_bound = bounds.get(meaning, (low, high))
    return Amount(low_bound, high_bound, first, last)


def _read_meaning(tokens: tuple[Token, ...], position: int) -> tuple[str, int]:
    """Read "at least", "up to", "more than": what the number after them is, and where it starts."""
    if _word(tokens, position) not in _meaning_starts():
        return "", position
    for length in (3, 2, 1):
        words = " ".join(token.word for token in tokens[position : position + length])
        meaning = _words("meaning").get(words)
        if meaning:
            return meaning, position + length
    return "", position


def _read_number(tokens: tuple[Token, ...], position: int) -> tuple[int, int | None, int] | None:
    """Read a number in digits or words: its least and its greatest value, and the token after it."""
    vague = _read_vague(tokens, position)
    if vague:
        return vague
    if (
        _word(tokens, position) == "half"
        and _word(tokens, position + 1) == "a"
        and _word(tokens, position + 2) == "dozen"
    ):
        return 6, 6, position + 3
    value = _value(_word(tokens, position))
    if value is None:
        return None
    if _word(tokens, position) == "no" and _word(tokens, position + 1) == "one":
        return 0, 0, position + 2
    return _read_rest(tokens, position + 1, value)


def _read_rest(tokens: tuple[Token, ...], position: int, value: float) -> tuple[int, int, int] | None:
    """Read on through "hundred", "thousand" and what is added to them ("two hundred and ten")."""
    while multiple := _words("times").get(_word(tokens, position)):
        value *= int(multiple)
        position += 1
        joined = position + (_word(tokens, position) == "and")
        more = _value(_word(tokens, joined))
        if (
            more is not None
            and 1 < more < int(multiple)
            and not _word(tokens, joined)[0].isdigit()
            and multiple != "12"
        ):
            value += more
            position = joined + 1
    return (int(value), int(value), position) if value == int(value) else None


def _read_vague(tokens: tuple[Token, ...], position: int) -> tuple[int, None, int] | None:
    """Read "dozens", "tens of thousands", "several hundred": at least so many."""
    word = _word(tokens, position)
    if word in {"several", "few"} and (multiple := _words("times").get(_word(tokens, position + 1))):
        return 2 * int(multiple), None, position + 2
    if word in {"tens", "hundreds"} and _word(tokens, position + 1) == "of":
        larger = _words("vague").get(_word(tokens, position + 2))
        if larger:
            return (10 if word == "tens" else 100) * int(larger), None, position + 3
    vague = _words("vague").get(word)
    return (int(vague), None, position + 1) if vague else None


def _value(word: str) -> float | None:
    """Give the value of a number in digits or in one word."""
    if word[:1].isdigit():
        return float(word.replace(",", "")) if len(word) < 16 else None
    tens, _, ones = word.partition("-")
    values = [_words("number").get(part) for part in ((tens, ones) if ones else (tens,))]
    return float(sum(int(value) for value in values if value)) if all(values) else None


def _is_measure(tokens: tuple[Token, ...], amount: Amount) -> bool:
    """Tell whether a number measures something other than people: money, time, a year."""
    after, before = _word(tokens, amount.last), _word(tokens, amount.first - 1)
    year = amount.low == amount.high and 1900 <= (amount.low or 0) < 2100 and amount.last - amount.first == 1
    in_year = (
        year and "," not in tokens[amount.first].word and before in {"in", "since", "of", "by", "until", ",", "from"}
    )
    return after in _words("unit") or after == "-" or before in {"$", "€", "£", "-"} or bool(in_year)


def _find_noun(tokens: tuple[Token, ...], position: int) -> int | None:
    """Find the last word of the noun of the people that a number counts ("two senior police officers")."""
    noun = None
    for index in range(position, min(len(tokens), position + NOUN)):
        word = tokens[index].word
        if word in _words("person"):
            noun = index
        elif noun is not None or word in _STOPS or word in {",", "and"} or word in _words("kind"):
            break
    return noun


def _join_lists(tokens: tuple[Token, ...], amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Add up numbers of people in a row: "a woman and two children" are three."""
    joined: list[Amount] = []
    for amount in amounts:
        if _is_part(tokens, amount):
            continue
        if joined and amount.noun is not None and _is_list(tokens, joined[-1], amount):
            earlier = joined.pop()
            joined.append(replace(_add(earlier, amount), noun=amount.noun))
        elif amount.noun is not None or not _is_article(tokens, amount):
            joined.append(amount)
    return tuple(joined)


def _is_part(tokens: tuple[Token, ...], amount: Amount) -> bool:
    """Tell that a number counts some of those already counted: "12 civilians, two of them children"."""
    return _word(tokens, amount.last) == "of" and _word(tokens, amount.last + 1) in {"them", "whom", "these", "those"}


def _is_article(tokens: tuple[Token, ...], amount: Amount) -> bool:
    return amount.last - amount.first == 1 and tokens[amount.first].word in {"a", "an", "another"}


def _is_list(tokens: tuple[Token, ...], earlier: Amount, later: Amount) -> bool:
    if earlier.noun is None:
        return False
    between = [token.word for token in tokens[earlier.noun + 1 : later.first]]
    return bool(between) and set(between) <= {",", "and"}


def _add(one: Amount, other: Amount) -> Amount:
    low = None if one.low is None and other.low is None else (one.low or 0) + (other.low or 0)
    high = None if one.high is None or other.high is None else one.high + other.high
    return Amount(low, high, one.first, other.last)


def _find_kinds(tokens: tuple[Token, ...], amount: Amount, type_: str) -> tuple[CountKind, ...]:
    """Tell what a number counts, from the word before it ("killing 12") or after it ("12 people were killed")."""
    kind = _kind_before(tokens, amount) or _kind_after(tokens, amount)
    if kind == "casualties":
        return ("killed", "injured") if amount.high == 0 else ()
    if kind is None and amount.noun is not None and type_ in _FIRST["participants"] and amount.low != 1:
        return ("participants",)
    return (cast(CountKind, kind),) if kind else ()


def _kind_before(tokens: tuple[Token, ...], amount: Amount) -> str | None:
    before = _word(tokens, amount.first - 1)
    if before in _words("object") and (amount.noun is not None or not _is_passive(tokens, amount.first - 1)):
        return _words("kind").get(before)
    if before == "dead" and _word(tokens, amount.first - 2) == "shot":
        return "killed"
    if before in {"to", "at", "of", "reached", "hit"}:
        words = [token.word for token in tokens[max(0, amount.first - 7) : amount.first]]
        return "killed" if "toll" in words else None
    return None


def _is_passive(tokens: tuple[Token, ...], position: int) -> bool:
    return _word(tokens, position - 1) in _AUXILIARIES


def _kind_after(tokens: tuple[Token, ...], amount: Amount) -> str | None:
    start = _skip_aside(tokens, amount.last if amount.noun is None else amount.noun + 1)
    for index in range(start, min(len(tokens), start + HEAD)):
        word = tokens[index].word
        kind = _words("kind").get(word)
        if kind:
            return kind if _takes_subject(tokens, index) else None
        if word in _STOPS or _breaks(tokens, index, amount):
            return None
    return None


def _skip_aside(tokens: tuple[Token, ...], start: int) -> int:
    """Skip ", including two children," or ", two of them children," after the noun of the people counted."""
    of_them = _word(tokens, start + 2) == "of" and _word(tokens, start + 3) in {"them", "whom"}
    if _word(tokens, start) != "," or not (_word(tokens, start + 1) in _ASIDES or of_them):
        return start
    for index in range(start + 2, min(len(tokens), start + 2 + HEAD)):
        if tokens[index].word == ",":
            return index + 1
    return start


def _breaks(tokens: tuple[Token, ...], index: int, amount: Amount) -> bool:
    """Tell whether a word ends what can be said of a number: another number, or a noun that is not of people."""
    word = tokens[index].word
    if word == "," or (word not in {"a", "an", "no"} and _value(word) is not None):
        return True
    return amount.noun is None and word not in _AUXILIARIES and word not in {"of", "them", "more", "also", "reportedly"}


def _takes_subject(tokens: tuple[Token, ...], index: int) -> bool:
    """Tell whether the people before this word suffer it: not in "two soldiers killed three civilians"."""
    if _is_passive(tokens, index) or tokens[index].word not in _words("object"):
        return True
    after = _word(tokens, index + 1)
    meaning, position = _read_meaning(tokens, index + 1)
    active = after in {"him", "her", "them", "his", "their", "its", "the"} or bool(meaning)
    return not active and _read_number(tokens, position) is None


def _word(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index].word if 0 <= index < len(tokens) else ""


@cache
def _meaning_starts() -> frozenset[str]:
    return frozenset(words.split(" ")[0] for words in _words("meaning"))


@cache
def _amount_starts() -> frozenset[str]:
    """Give every first word of an amount: numbers, vague ones, and words that say how a number is meant."""
    odd = {"between", "from", "several", "few", "half", "tens"}
    return _meaning_starts() | odd | _words("number").keys() | _words("vague").keys()


@cache
def _words(role: str) -> Mapping[str, str]:
    """Give the words of a role in counts.tsv, with their values."""
    rows = load_rows("reading", "counts.tsv")
    return {row[1]: row[2] if len(row) > 2 else "1" for row in rows if row[0] == role}
