"""What does a noun phrase name by itself: whose name, which office, which country?

Its words: actors.tsv (agent nouns and their sectors), bodies.tsv (names known beforehand), countries.tsv.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from reportedly.model import ActorKind
from reportedly.reading.lexicon import (
    PARTICLES,
    Known,
    Noun,
    adjective_of,
    find_country,
    find_known,
    find_noun,
    find_sectors,
    is_capitalised,
    load_known,
    load_nouns,
    load_words,
    strip_possessive,
)

LONGEST: Final = 400  # letters of a phrase that are read: who it names stands at its start
CONNECTORS: Final = load_words("connector")
TITLES: Final = load_words("title")
_STOPS: Final = load_words("preposition")
_RELATIVE: Final = re.compile(r",?\s(?:who|which|that|whose|where|when)\b.*", re.DOTALL)
_DETERMINER: Final = re.compile(r"(?:the|a|an|this|that|these|those|one|another|its own|their own)\s+", re.IGNORECASE)
_OWNER: Final = re.compile(r"(his|her|its|their|our|my|your)\s+(?=\S)", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\s?\([^()]*\)?")
_POSSESSIVE: Final = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_MADE_BY: Final = re.compile(r"-(?:led|backed|made|brokered|based|run)$")
# "the US-backed, Kurdish-led Syrian Democratic Forces": the comma ends no name
_MADE_BY_COMMA: Final = re.compile(r"(-(?:led|backed|made|brokered|based|run)),\s")
_BROKEN_PARTICLE: Final = re.compile(r"\b([AaEe]l) [—–-] ?(?=[A-Z])")
_SEGMENT: Final = re.compile(r",\s|\s[–—]\s|,$")
_EDGES: Final = ' \t\r\n,;:.!?"“”„‘()[]–—-'
_OFFICE_OF: Final = re.compile(
    r"^((?:State|Defen[cs]e|Staff|Interior|Foreign|Affairs|Internal|Health|Justice|Information|Finance|Energy|Trade)\s)+"
)
_PLURAL_WORDS: Final = load_words("plural")
_NUMBER: Final = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|scores|"
    r"hundreds|thousands|tens|millions?|many|most|some|several|part|any|each|members|all|both|none|others)"
)
# "hundreds of Morsi supporters", "at least two of the officials": the ones who count come after
_PARTITIVE: Final = re.compile(
    rf"(?:(?:about|around|at least|more than|over|nearly|almost|up to|an estimated|a number|a group|a team)\s)?"
    rf"(?:{_NUMBER}\s){{0,3}}(?:{_NUMBER}|number|group|team)\sof\s(?=\S)",
    re.IGNORECASE,
)
# regions that go before a name without being part of it, as adjectives of countries do
_REGIONS: Final = load_words("region")
#: Nouns that are surnames too: "Julie Bishop", "Theresa May".
_SURNAMES: Final = load_words("surname")
#: Capitalised at the start of a sentence, these name nobody.
_NOT_NAMES: Final = load_words("no name")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What one noun phrase says: `name` is a proper name in it, `noun` the office or agent noun that heads it."""

    text: str
    name: str | None
    kind: ActorKind
    noun: str | None
    country: str | None
    sectors: tuple[str, ...]
    plural: bool
    known: Known | None = None
    owner: str | None = None


def clean(text: str) -> str:
    """Take quotation marks, brackets, edges and doubled spaces off a phrase."""
    text = " ".join(text.split())
    text = _BROKEN_PARTICLE.sub(lambda match: match[1].lower() + "-", text)
    return _BRACKETS.sub("", text).strip(_EDGES + "'")


def read_phrase(text: str) -> Phrase:
    """Read one noun phrase: `the Turkish president, Recep Tayyip Erdoğan,` names Erdoğan, a president, of TUR."""
    return _read_phrase(text[:LONGEST])


@lru_cache(maxsize=8192)
def _read_phrase(text: str) -> Phrase:
    whole = _MADE_BY_COMMA.sub(r"\1 ", _PARTITIVE.sub("", clean(text), count=1))
    known = load_known().get(whole) or load_known().get(strip_possessive(whole))
    if known is not None:
        return _make_known(strip_possessive(whole), known)
    segments = [segment.strip(_EDGES) for segment in _SEGMENT.split(_RELATIVE.sub("", whole)) if segment.strip(_EDGES)]
    if not segments:
        return Phrase(whole, None, "unnamed", None, None, (), False)
    if len(segments) > 1 and _is_region(segments[0].rpartition(" ")[2]):
        return _read_segment(whole)  # "American, British and French workers"
    head = _read_segment(segments[0])
    if head.name is not None and head.kind != "unnamed":
        return _add_description(head, segments[1:])
    for segment in segments[1:2]:
        other = _read_segment(segment)
        if other.name is not None and not segment.startswith(("and ", "or ")):
            return _merge(other, head)
    return head


def _make_known(text: str, known: Known, determiner: str = "") -> Phrase:
    """Read a name that the tables know; `the Turks` are Turkey, `Turks` some people, `a Turk` one of them."""
    name = f"{known.key} (government)" if known.role == "capital" else known.key
    plural = known.role == "adjective" and text.endswith("s") and text not in known.forms and determiner != "the"
    if plural or (known.role == "adjective" and determiner in ("a", "an", "another", "one")):
        return Phrase(text, None, "unnamed", text.lower(), known.country, ("CVL",), plural)
    return Phrase(text, name, known.kind, None, known.country, known.sectors, False, known)


def _add_description(head: Phrase, segments: list[str]) -> Phrase:
    if not segments:
        return head
    description = _read_segment(segments[0])
    return _merge(head, description) if description.noun and not description.plural else head


def _merge(named: Phrase, description: Phrase) -> Phrase:
    """Join a name and the description in apposition to it."""
    person = (load_nouns().get(description.noun or "") or Noun("", None, "body")).form == "person"
    kind: ActorKind = "person" if person and named.known is None else named.kind
    country = named.country or description.country
    sectors = named.sectors or description.sectors
    noun = description.noun or named.noun
    return Phrase(named.text, named.name, kind, noun, country, sectors, named.plural, named.known)


def _read_segment(segment: str) -> Phrase:
    """Read a phrase without commas."""
    owner = _OWNER.match(segment)
    bare = segment[owner.end() :] if owner else segment
    determiner = _DETERMINER.match(bare)
    bare = bare[determiner.end() :] if determiner else bare
    bare = _MADE_BY.sub("", strip_possessive(bare))
    known = load_known().get(bare)
    if known is not None and owner is None:
        return _make_known(bare, known, determiner[0].strip().lower() if determiner else "")
    words = bare.split()
    if not words:
        return Phrase(bare, None, "unnamed", None, None, (), False)
    end = _find_head_end(words)
    run = _find_run(words, end)
    named = (_read_ending(words) or _read_name(words, run, end)) if owner is None else None
    if named is not None:
        alone = named.kind == "person" and named.noun is None and named.name == bare and " " not in bare
        is_thing = alone and determiner is not None and determiner[0].lower() == "the "  # "the Mideast"
        return replace(named, kind="organisation") if is_thing else named
    return _describe(bare, words, end, owner[1].lower() if owner else None)


def _find_head_end(words: list[str]) -> int:
    """Find where the head ends: before the first preposition, relative or participle that is in no known name."""
    known = load_known()
    named = (end for end in range(min(len(words), 7), 2, -1) if " ".join(words[:end]) in known)
    for index in range(next(named, 1), len(words)):
        if words[index] in _STOPS:
            return index
    return len(words)


def _find_run(words: list[str], end: int) -> int:
    """Find where the capitalised words that end a head begin."""
    start = end
    while start and (is_capitalised(words[start - 1]) or (words[start - 1] in PARTICLES and start < end)):
        start -= 1
    while start < end and words[start] in PARTICLES and not is_capitalised(words[start]) and start:
        start += 1
    return start


def _read_ending(words: list[str]) -> Phrase | None:
    """Read what a segment ends in: a known body (`aid group Doctors Without Borders`) or a title and a name."""
    known = load_known()
    for start in range(1, len(words)):
        body = known.get(" ".join(words[start:]))
        if body is not None and body.role == "body" and words[start - 1] not in _STOPS and words[start - 1] != "the":
            other = is_capitalised(words[start - 1]) and not (_is_region(words[start - 1]) and start < len(words) - 1)
            return None if other else _make_known(" ".join(words[start:]), body)  # "Pakistani Taliban" are others
    start = len(words)
    while start and (is_capitalised(words[start - 1]) or words[start - 1] in PARTICLES):
        start -= 1
        if start < len(words) - 1 and _is_title(words[start]):
            break
    if (
        start >= len(words) - 1
        or not _is_title(words[start])
        or (find_noun(words[-1:]) and not _is_surname(words, start + 1, len(words) - 1))
    ):
        return None
    name = words[start + 1 :]
    plural = load_nouns().get(words[start].lower())
    if is_organisation(name) or (plural and plural.form == "people") or " ".join(name) in known or name[0] in PARTICLES:
        return None
    return _make_person(" ".join(name), read_title(words[: start + 1]), True)


def _read_name(words: list[str], run: int, end: int) -> Phrase | None:
    """Read the proper name that a head ends in, if it ends in one."""
    start = _skip_titles(words, run, end)
    if end in (run, start):
        return _read_office_of(words, end) if run < end else None
    return _read_office_of(words, end) or _read_run(words, run, start, end)


def _read_run(words: list[str], run: int, start: int, end: int) -> Phrase | None:
    """Read capitalised words, from `run` with their titles, from `start` without."""
    name_words = words[start:end]
    if is_organisation(words[run:end]) and (start == run or is_organisation(name_words)):
        return _make_organisation(words, run, end)
    opens = start == 0 and len(name_words) == 1 and name_words[0].lower() in _NOT_NAMES
    if opens or _only_adjectives(name_words):
        return None
    name = " ".join(name_words)
    titled = start > 0 and _is_person_noun(words[start - 1])
    known = load_known().get(name)
    if known is not None and not titled:
        return _make_known(name, known)
    return _make_person(name, read_title(words[:start]), titled)


def _read_office_of(words: list[str], end: int) -> Phrase | None:
    """Read `Secretary of State Rex Tillerson`: the office goes on after the preposition, and the name follows it."""
    if end >= len(words) - 2 or words[end] != "of" or not _is_person_noun(words[end - 1]):
        return None
    rest = _OFFICE_OF.sub("", " ".join(words[end + 1 :]))
    left = rest.split()
    if len(left) == len(words) - end - 1 or not all(is_capitalised(word) or word in PARTICLES for word in left):
        return None
    return _make_person(rest, read_title(words[:end]), True)


def _skip_titles(words: list[str], run: int, end: int) -> int:
    """Find where the name starts: after the last title, and after a possessive (`Amnesty’s Krivosheev`)."""
    start = run
    for index in range(run, end):
        word = words[index]
        last = index == end - 1
        if (
            (_is_title(word) and not (last and _is_surname(words, run, index)))
            or (not last and start == index and (_is_region(word) or _MADE_BY.search(word)) and index + 1 < end)
            or (_POSSESSIVE.search(word) and not last and not is_organisation(words[index + 1 : end]))
        ):
            start = index + 1
    return start


def _is_surname(words: list[str], run: int, index: int) -> bool:
    """Tell whether an office's noun that ends a name is a surname: what stands before it is no title and no adjective."""
    before = words[run:index]
    known = load_known()
    return (
        words[index].lower() in _SURNAMES
        and 0 < len(before) <= 2
        and not any(_is_title(word) or word in known or word.lower() in load_nouns() for word in before)
    )


def _is_region(word: str) -> bool:
    known = load_known().get(word)
    return word.lower() in _REGIONS or (
        known is not None and (known.role == "adjective" or "." in word or word.isupper())
    )


def _is_title(word: str) -> bool:
    lower = word.rstrip(".").lower()
    noun = load_nouns().get(lower)
    return lower in TITLES or (noun is not None and noun.form == "person")


def _is_person_noun(word: str) -> bool:
    noun = load_nouns().get(word.lower())
    return noun is not None and noun.form != "body"


def is_organisation(words: list[str]) -> bool:
    """Tell whether capitalised words name an organisation: one of them is a body's noun (`Ministry`, `Watch`)."""
    nouns = load_nouns()
    last = nouns.get(words[-1].lower())
    return any((noun := nouns.get(strip_possessive(word).lower())) and noun.form == "body" for word in words) or (
        len(words) > 1 and last is not None and last.form == "people" and last.sector in ("MIL", "COP")
    )


def _only_adjectives(words: list[str]) -> bool:
    """Tell whether capitalised words only say of what country: `many Cubans`."""
    known = load_known()
    last = load_nouns().get(words[-1].lower())
    if last is not None and last.form != "body":
        return not _is_surname(words, 0, len(words) - 1)
    roles = [known[word].role if word in known else "" for word in words]
    return roles == ["adjective"] or (roles == ["name", "adjective"] and words[-1].endswith("s"))  # "Kosovo Serbs"


def _make_organisation(words: list[str], run: int, end: int) -> Phrase:
    """Read an organisation's name: it may go on after a preposition (`Ministry of Defence`)."""
    stop = end
    while stop < len(words) - 1 and (is_capitalised(words[stop]) or words[stop] in CONNECTORS):
        stop += 1
    if stop < len(words) and is_capitalised(words[stop]):
        stop += 1
    while stop > end and not is_capitalised(words[stop - 1]):
        stop -= 1
    start = run
    while start < end - 1 and _MADE_BY.search(words[start]):
        start += 1
    country = find_country(words[:stop])
    parts = [words[index] for index in range(start, stop)]
    name = _join_owner(parts)
    noun = find_noun(words[:end])
    known = load_known().get(name) or load_known().get(" ".join(parts[1:]))
    sectors = known.sectors if known else ((noun.sector,) if noun and noun.sector else ())
    code = country or (known.country if known else None)
    if (
        noun is not None
        and noun.word in ("government", "administration")
        and end - run == 2
        and find_country(words[run:end])
    ):
        return Phrase(name, f"{_country_name(words[:end])} (government)", "state", None, code, ("GOV",), False)
    kind: ActorKind = known.kind if known else "group" if sectors == ("REB",) else "organisation"
    return Phrase(name, name, kind, noun.word if noun else None, code, sectors, False, known)


def _join_owner(words: list[str]) -> str:
    """Write an owner that is a country as an adjective: `Russia’s Defence Ministry` is the Russian Defence Ministry."""
    known = load_known()
    for index, word in enumerate(words[:-1]):
        owner = " ".join(words[: index + 1])
        if _POSSESSIVE.search(word):
            country = known.get(strip_possessive(owner))
            if country is not None and country.role == "name":
                return " ".join([adjective_of(country.country or "", strip_possessive(owner)), *words[index + 1 :]])
    return " ".join(words)


def _country_name(words: list[str]) -> str:
    for known in find_known(words):
        if known.kind == "state":
            return known.key
    return " ".join(words)


def _make_person(name: str, title: Phrase | None, titled: bool) -> Phrase:
    single = " " not in name
    kind: ActorKind = "person" if titled or not single else "organisation" if name.isupper() else "person"
    noun, country = (title.noun, title.country) if title else (None, None)
    return Phrase(name, name, kind, noun, country, title.sectors if title else (), False)


def read_title(words: list[str]) -> Phrase | None:
    """Read the words before a name: `Russian Foreign Minister` is a minister, of RUS."""
    noun = find_noun(words)
    if not words or (noun is None and not find_country(words)):
        return None
    return Phrase(
        " ".join(words), None, "unnamed", noun.word if noun else None, find_country(words), find_sectors(words), False
    )


def _describe(bare: str, words: list[str], end: int, owner: str | None) -> Phrase:
    """Read a description that names nobody: `senior official of the Raqqa Civil Council`."""
    noun = find_noun(words[:end])
    country = find_country(words)
    plural = (noun is not None and noun.form == "people") or words[0].lower() in _PLURAL_WORDS
    if noun is not None and noun.word in ("government", "regime", "state") and country and noun.word != "regime":
        name = _country_name(words)
        if end <= 2 + name.count(" ") and owner is None:
            name = name if noun.word == "state" else f"{name} (government)"
            return Phrase(bare, name, "state", None, country, ("GOV",) if noun.word != "state" else (), False)
    head = noun.word if noun else strip_possessive(words[end - 1]).lower()
    sectors = ("CVL",) if noun is None and _is_people(words[end - 1]) else find_sectors(words[:end])
    return Phrase(_join_owner(words), None, _kind_of(noun), head, country, sectors, plural, None, owner)


def _is_people(word: str) -> bool:
    known = load_known().get(word)
    return known is not None and known.role == "adjective" and word.endswith("s")


def _kind_of(noun: Noun | None) -> ActorKind:
    if noun is None or noun.form != "body":
        return "unnamed"
    return "group" if noun.sector in ("REB", "CVL", "OPP", "CRM") else "organisation"
