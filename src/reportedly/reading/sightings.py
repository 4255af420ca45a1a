"""Where does a text write names, whether or not anybody there acts: what shorter forms can be completed from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Span
from reportedly.reading.lexicon import PARTICLES, fold, is_capitalised, load_nouns, load_words
from reportedly.reading.names import Phrase, read_phrase

_UPPER: Final = r"[^\W\d_a-zß-öø-ÿ]"
_ABBREVIATION: Final = r"(?:Gen|Lt|Col|Maj|Capt|Sgt|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Prof|Sr|Jr)\."
_WORD: Final = (
    rf"(?:(?:{_UPPER}\.)+|{_ABBREVIATION}|(?:(?:al|el|ul)-)?{_UPPER}\w*(?:[-’'.&]\w+)*[’']?|(?:al|el)-{_UPPER}\w*)"
)
_LINK: Final = r"(?:(?:of|for|the|al|el|bin|ibn|van|von|der|den|de|da|di|du|la|le|dos|del|to) ){0,2}"
_RUN: Final = re.compile(rf"{_WORD}(?: {_LINK}{_WORD})*")
_ACRONYM: Final = re.compile(r"\(([A-Z][A-Za-z.&-]{1,9})\)")
_BEFORE: Final = re.compile(r"((?:[\w’'.-]+ ){0,5}[\w’'.-]+),? $")
_AFTER: Final = re.compile(r", ((?:the|a|an|who is the|[\w.]+[’']s) [^,.;]{3,80}|[a-z][^,.;]{3,80})[,.;]")
_MOST_NAMESAKES: Final = 50
_JOINS: Final = PARTICLES | {"of", "for", "the", "and", "to"}
_FUNCTION_WORDS: Final = load_words("function")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A proper name where the text writes it, and the office written beside it (`the Turkish president, …`)."""

    span: Span
    phrase: Phrase
    office: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one text.

    `by_last` and `by_first` give the longer names that end or begin with a word, and where each stands; `speaking` are
    those written where somebody speaks; `acronyms` what the text introduces; `forms` how it writes what the tables know.
    """

    sightings: tuple[Sighting, ...]
    by_last: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    by_first: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    speaking: set[str] = field(default_factory=set)
    acronyms: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    salient: str | None = None
    countries: frozenset[str] = frozenset()


def find_names(annotation: Annotation, sources: Iterable[Span] = ()) -> Names:
    """Find every proper name that a text writes; `sources` are the spans of those who speak."""
    text, headlines = annotation.text, _find_title_case(annotation)
    sightings = tuple(
        sighting
        for sighting in _find_sightings(text)
        if not any(start <= sighting.span[0] < end for start, end in headlines)
    )
    states = Counter(
        sighting.phrase.known.key for sighting in sightings if sighting.phrase.known and _is_state(sighting)
    )
    salient = states.most_common(1)[0][0] if states else None
    names = Names(sightings, salient=salient, countries=_find_countries(sightings))
    for sighting in sightings:
        _index(names, sighting)
    for start, end in sources:
        names.speaking.add(read_phrase(text[start:end]).name or "")
    for match in _ACRONYM.finditer(text):
        _add_acronym(names, match, text)
    _add_forms(names, text)
    return names


def _find_countries(sightings: tuple[Sighting, ...]) -> frozenset[str]:
    """Give the countries that a text names, by themselves or inside other names."""
    return frozenset(sighting.phrase.country for sighting in sightings if sighting.phrase.country)


def _is_state(sighting: Sighting) -> bool:
    return sighting.phrase.kind == "state"


def _find_title_case(annotation: Annotation) -> list[Span]:
    """Find sentences at the start that are written in title case: there a capital letter makes no name."""
    found = []
    for start, end in annotation.sentences[:3]:
        words = [word for word in annotation.text[start:end].split() if len(word) > 3 and word[0].isalpha()]
        if len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words):
            found.append((start, end))
    return found


def _find_sightings(text: str) -> Iterator[Sighting]:
    for match in _RUN.finditer(text):
        if match.end() - match.start() > 200:
            continue
        start = match.start() + _count_function_words(match[0])
        run = text[start : match.end()]
        phrase = read_phrase(run) if run else None
        if phrase is None or phrase.name is None or phrase.name.lower() in load_nouns():
            continue
        if phrase.kind == "person" and " " in phrase.name:
            yield Sighting((start, match.end()), phrase, _find_office(text, start, match.end()))
        else:
            yield Sighting((start, match.end()), phrase)


def _count_function_words(run: str) -> int:
    """Count the letters of the function words that open a run at the start of a sentence."""
    start = 0
    while True:
        word, space, _ = run[start:].partition(" ")
        plain = word.lower().replace("’", "'").partition("'")[0]
        if plain not in _FUNCTION_WORDS or word in ("US", "U.S."):
            return start
        start += len(word) + len(space)
        if not space:
            return start


def _find_office(text: str, start: int, end: int) -> Phrase | None:
    """Read the office that stands directly before or after a person's name."""
    before = _BEFORE.search(text[max(0, start - 90) : start])
    if before is not None and _ends_in_office(before[1]):
        return read_phrase(before[1].rpartition(", ")[2])
    after = _AFTER.match(text, end, end + 90)
    if after is not None:
        phrase = read_phrase(after[1])
        noun = load_nouns().get(phrase.noun or "")
        return phrase if noun is not None and noun.form == "person" else None
    return None


def _ends_in_office(words: str) -> bool:
    noun = load_nouns().get(words.rpartition(" ")[2].rstrip(",").lower())
    return noun is not None and noun.form == "person"


def _index(names: Names, sighting: Sighting) -> None:
    phrase = sighting.phrase
    name = phrase.name or ""
    words = name.split()
    if phrase.kind == "state" or len(words) < 2:
        return
    for index, word in ((names.by_last, words[-1]), (names.by_first, words[0])):
        longer = index.setdefault(fold(word), {})
        if name in longer or len(longer) < _MOST_NAMESAKES:
            longer.setdefault(name, []).append(sighting.span[0])
    if phrase.kind != "person":
        initials = "".join(word[0] for word in words if is_capitalised(word))
        if len(initials) > 1:
            names.acronyms.setdefault(initials, name)


def _add_forms(names: Names, text: str) -> None:
    """Choose the form that the text uses of each known name: the full one, else the one it writes most."""
    seen = {sighting.phrase.known for sighting in names.sightings if sighting.phrase.known is not None}
    for known in seen:
        counts = {form: _count(form, text) for form in known.forms}
        if counts[known.key]:
            names.forms[known.key] = known.key
        elif any(counts.values()):
            by_length = {form: len(form) * bool(count) for form, count in counts.items()}
            ranks = counts if known.kind == "state" else by_length
            form = max(known.forms, key=ranks.__getitem__)
            names.forms[known.key] = form + "s" if form + "s" in known.forms else form  # "Houthi fighters" are Houthis


def _count(form: str, text: str) -> int:
    if form not in text:
        return 0
    return sum(1 for _ in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text))


def _add_acronym(names: Names, match: re.Match[str], text: str) -> None:
    """Read `Syrian Democratic Forces (SDF)`: the words before the brackets from the acronym's first letter on."""
    words = text[max(0, match.start() - 110) : match.start()].split()
    start = len(words)
    while start and (is_capitalised(words[start - 1]) or words[start - 1] in _JOINS):
        start -= 1
    run = words[start:]
    while run and (not is_capitalised(run[0]) or (run[0][0] != match[1][0] and len(run) > len(match[1]) + 2)):
        run = run[1:]
    for index, word in enumerate(run):
        if word[0] == match[1][0] and len(run) - index >= 2:
            run = run[index:]
            break
    if len(run) >= 2:
        names.acronyms[match[1]] = read_phrase(" ".join(run)).name or " ".join(run)
