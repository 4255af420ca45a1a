"""Which words name offices, bodies and countries, before any report is read?

The tables stand beside: actors.tsv (agent nouns and their sectors), bodies.tsv (names known beforehand), countries.tsv.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from reportedly.model import ActorKind
from reportedly.reading.own_actors import add_own_bodies
from reportedly.resources import load_rows

Form = Literal["person", "people", "body"]


@cache
def load_words(kind: str) -> frozenset[str]:
    """Give the small words of one kind (`title`, `particle`) that names.tsv lists."""
    rows = {row[0]: row[1] for row in load_rows("reading", "names.tsv")}
    return frozenset(rows[kind].split())


PARTICLES: Final = load_words("particle")
#: Heads that every sector has: `hospital officials`, `rebel commander`.
_ANYBODYS: Final = load_words("anybody's")
_CVL: Final = ("CVL",)
_DE_FACTO: Final = ("PRE",)
_CALENDAR: Final = load_words("calendar")
_POSSESSIVE: Final = re.compile(r"(?:[’']s|(?<=s)[’'])$")
# "Russian-backed separatists" are of no country that the words tell
_NOT_OF: Final = re.compile(r"-(?:backed|brokered|linked|held|controlled|funded|aligned|occupied|allied)$")
_MADE_BY: Final = re.compile(r"-(?:led|based|backed|run|born|held|ruled|controlled|brokered|linked|American)$")


@dataclass(frozen=True, slots=True)
class Noun:
    """An agent noun: PLOVER's sector for it (None: none) and what it stands for."""

    word: str
    sector: str | None
    form: Form


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the tables know. `key` is its first form; `capital` marks a city that stands for a government.

    `later` is the sector from a day on: `2021-08-15 PRE`.
    """

    key: str
    country: str | None
    sectors: tuple[str, ...]
    kind: ActorKind
    forms: tuple[str, ...]
    role: Literal["name", "adjective", "capital", "body"]
    later: str = ""

    def sectors_on(self, published: str | None) -> tuple[str, ...]:
        """Give the sectors on a day."""
        since, _, sector = self.later.partition(" ")
        return (sector,) if sector and published and published[: len(since)] >= since else self.sectors


@cache
def load_nouns() -> dict[str, Noun]:
    """Give every agent noun, in the singular and the plural, by its lower-cased words."""
    nouns: dict[str, Noun] = {}
    for word, sector, form in load_rows("reading", "actors.tsv"):
        lower = word.lower()
        nouns[lower] = Noun(lower, None if sector == "-" else sector, form)  # type: ignore[arg-type]
    for word, noun in tuple(nouns.items()):
        if noun.form != "people":
            nouns.setdefault(make_plural(word), Noun(word, noun.sector, "people"))
    return nouns


def make_plural(word: str) -> str:
    """Write the plural of a noun."""
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def load_known() -> dict[str, Known]:
    """Give every country, capital, adjective and known body by the words that name it."""
    known: dict[str, Known] = {}
    for country, names, adjectives, capitals in _pad_rows("countries.tsv"):
        forms = tuple(names.split("|"))
        for word in filter(None, capitals.split("|")):
            known.setdefault(word, Known(forms[0], country, ("GOV",), "state", forms, "capital"))
        for word in filter(None, adjectives.split("|")):
            for form in (word, word + "s"):
                known.setdefault(form, Known(forms[0], country, (), "state", forms, "adjective"))
        for word in forms:
            known[word] = Known(forms[0], country, (), "state", forms, "name")
    for row in add_own_bodies(load_rows("reading", "bodies.tsv")):
        names, code, sectors, kind, later = (*row, "")[:5]
        forms = tuple(names.split("|"))
        sector = () if sectors == "-" else (sectors,)
        body = Known(forms[0], None if code == "-" else code, sector, kind, forms, "body", later)  # type: ignore[arg-type]
        known.update(dict.fromkeys(forms, body))
    return known


def _pad_rows(name: str) -> Iterator[tuple[str, str, str, str]]:
    for row in load_rows("reading", name):
        first, second, third, fourth = (*row, "", "", "")[:4]
        yield first, second, third, fourth


def fold(name: str) -> str:
    """Fold a name for comparison: no case, no dots, one kind of apostrophe, no possessive."""
    return _POSSESSIVE.sub("", name).replace("’", "'").replace(".", "").casefold()


def is_capitalised(word: str) -> bool:
    """Tell whether a word is written as a name is; `al-Assad` and `el-Sissi` are."""
    if word in _CALENDAR:
        return False
    head, _, rest = word.partition("-")
    return word[:1].isupper() or (bool(rest) and head in PARTICLES and rest[:1].isupper())


def strip_possessive(word: str) -> str:
    """Give a word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


@cache
def _load_country_names() -> dict[str, str]:
    return {country: names.split("|")[0] for country, names, _, _ in _pad_rows("countries.tsv")}


def name_of_country(country: str) -> str:
    """Give the name of a country by its code."""
    return _load_country_names().get(country, country)


@cache
def _load_adjectives() -> dict[str, str]:
    rows = _pad_rows("countries.tsv")
    return {country: adjectives.split("|")[0] for country, _, adjectives, _ in rows if adjectives}


def adjective_of(country: str, otherwise: str) -> str:
    return otherwise if otherwise in ("US", "U.S.", "UK") else _load_adjectives().get(country, otherwise)


def find_noun(words: list[str]) -> Noun | None:
    """Find the agent noun that heads some words: the last one, and the longest that ends there."""
    nouns = load_nouns()
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - 3), end):
            noun = nouns.get(" ".join(words[start:end]).rstrip(".").lower())
            if noun is not None:
                return noun
    return None


def find_sectors(words: list[str]) -> tuple[str, ...]:
    """Give the sector of the head, or of what a head that any sector has belongs to.

    `hospital officials` are MED and `Hamas officials` REB, `Kremlin critics` OPP, a `military spokesman` MIL.
    """
    nouns = list(_find_nouns(words))
    bodies = [known.sectors for known in find_known(words) if known.role == "body" and known.sectors not in ((), _CVL)]
    sectors = [noun.sector for noun in nouns if noun.sector]
    head = nouns[0] if nouns else None
    if bodies[:1] == [_DE_FACTO] and head is not None and head.sector == "GOV":
        return _DE_FACTO
    if head is not None and head.sector and head.form != "body" and head.word not in _ANYBODYS:
        return (head.sector,)
    if bodies:
        return bodies[0]
    if len(sectors) > 1 and head is not None and head.word in _ANYBODYS:
        return (sectors[1],)
    return (sectors[0],) if sectors else ()


def _find_nouns(words: list[str]) -> Iterator[Noun]:
    """Find the agent nouns in some words from the last to the first, the longest that ends at each place."""
    nouns = load_nouns()
    end = len(words)
    plain = [strip_possessive(word).rstrip(".,").lower() for word in words]
    while end > 0:
        for start in range(max(0, end - 3), end):
            noun = nouns.get(" ".join(plain[start:end]))
            if noun is not None:
                yield noun
                end = start + 1
                break
        end -= 1


def find_country(words: list[str]) -> str | None:
    """Find the first country that some words name, by its name, adjective, capital or a known body's."""
    found = [known for known in find_known(words) if known.country]
    return found[0].country if found else None


def find_known(words: list[str]) -> Iterator[Known]:
    """Find known names in some words, the longest first at each place."""
    known = load_known()
    index, plain = 0, ["" if _NOT_OF.search(word) else strip_possessive(_MADE_BY.sub("", word)) for word in words]
    while index < len(plain):
        if plain[index][:1].isupper() or plain[index][:3] == "al-":
            for end in range(min(len(plain), index + 5), index, -1):
                # "the Kurdistan Workers' Party": no possessive inside a name
                entry = known.get(" ".join(plain[index:end])) or known.get(
                    " ".join((*words[index : end - 1], plain[end - 1]))
                )
                if entry is not None:
                    yield entry
                    index = end - 1
                    break
        index += 1
