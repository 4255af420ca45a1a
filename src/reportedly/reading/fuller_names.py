"""Which fuller name in the report does a name stand for, and what does each mention add about its bearer?"""

import re
from bisect import bisect_left
from typing import Final

from reportedly.model import ActorKind, Evidence, Span
from reportedly.reading.identities import Identity, Memory
from reportedly.reading.leaders import find_incumbent_by_surname, find_leader
from reportedly.reading.lexicon import fold, load_known
from reportedly.reading.names import Phrase, read_phrase
from reportedly.reading.sightings import Names

_SHE_NOUNS: Final = frozenset(
    [
        "woman",
        "queen",
        "girl",
        "mother",
        "sister",
        "daughter",
        "wife",
        "aunt",
        "spokeswoman",
        "chairwoman",
        "congresswoman",
    ]
)
_HE_NOUNS: Final = frozenset(
    ["man", "king", "boy", "father", "brother", "son", "husband", "uncle", "spokesman", "chairman", "congressman"]
)
_SHE_TITLE: Final = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Queen|Princess|Madam)\b")
_HE_TITLE: Final = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Sheikh)\b")
SPOKEN: Final = {
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "premier": "prime minister",
}
_SMALL: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "at",
        "on",
        "to",
        "and",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "other",
        "s",
    ]
)
_WORDS: Final = re.compile(r"\w+")


def find_named(memory: Memory, span: Span, phrase: Phrase, roles: set[str] | None = None) -> Identity:
    """Find whom a proper name names: its fullest form in the report."""
    name, rule = find_fullest_name(memory.names, phrase, span[0])
    full = read_phrase(name) if rule == "coreference.acronym" else phrase
    kind = _choose_kind(memory, full, name, roles or set())
    identity = memory.get(fold(name), Identity(name, kind, None, (), named=True), span, rule)
    if phrase.known is not None and phrase.known.later:
        identity.sectors = phrase.known.sectors_on(memory.published)
    learn(identity, phrase, name)
    _learn_office(memory, identity, span)
    _learn_gender(identity, phrase, memory.annotation.text[max(0, span[0] - 4) : span[1]])
    return identity


def find_fullest_name(names: Names, phrase: Phrase, offset: int) -> tuple[str, str]:
    """Give the fullest form that a report has of a name, and the rule that joins them."""
    name = phrase.name or phrase.text
    introduced = names.acronyms.get(name.replace(".", ""))
    if introduced is not None and introduced != name and name.isupper():
        return introduced, "coreference.acronym"
    if phrase.known is not None:
        form = names.forms.get(phrase.known.key, phrase.known.key)
        suffix = " (government)" if name.endswith("(government)") else ""
        if phrase.kind == "state" or form != name:
            return form + suffix, "name.known"
        return form, "name.known"
    if name.endswith(" (government)"):
        country = load_known().get(name.removesuffix(" (government)"))
        form = names.forms.get(country.key, country.key) if country else name.removesuffix(" (government)")
        return f"{form} (government)", "name.government"
    longer = find_longer(names, name, offset)
    if longer is None and name in ("Presidential Administration", "Presidential Office") and names.salient:
        return f"{name} of {names.salient}", "coreference.salient"
    return (longer, "coreference.surname") if longer else (name, "name")


def find_longer(names: Names, name: str, offset: int) -> str | None:
    """Find the longest name that ends in this one, or begins with it: one who speaks and is near before the offset."""
    words = [fold(word) for word in name.split()]
    endings = names.by_last.get(words[-1], {})
    found = {longer: at for longer, at in endings.items() if _ends_with(longer, words) and not _is_of(longer, words)}
    if not found:
        found = {longer: at for longer, at in names.by_first.get(words[0], {}).items() if _begins_with(longer, words)}
    if not found:
        return None
    nearest = max(found, key=lambda longer: (longer in names.speaking, _nearness(found[longer], offset)))
    whole = [fold(word) for word in nearest.split()]
    return max((longer for longer in found if _ends_with(longer, whole)), key=len, default=nearest)


def _nearness(places: list[int], offset: int) -> int:
    """Rank the places of a name: the nearest before the offset, and any before over the first after."""
    before = bisect_left(places, offset)
    return places[before - 1] if before else -places[0]


def _ends_with(name: str, words: list[str]) -> bool:
    longer = [fold(word) for word in name.split()]
    return len(longer) > len(words) and longer[-len(words) :] == words


def _is_of(name: str, words: list[str]) -> bool:
    """Tell that a body is called after what these words name: "Radio Oster" is not "Oster" in full."""
    phrase = read_phrase(name)
    return phrase.kind == "organisation" and phrase.noun is not None and fold(phrase.noun.split()[-1]) != words[-1]


def _begins_with(name: str, words: list[str]) -> bool:
    longer = name.split()
    if len(longer) <= len(words) or longer[len(words) - 1].endswith(("’s", "'s", "’", "'")):
        return False  # "Oster" is not short for "Oster’s Defence Ministry"
    return [fold(word) for word in longer[: len(words)]] == words


def _choose_kind(memory: Memory, phrase: Phrase, name: str, roles: set[str]) -> ActorKind:
    if phrase.known is not None or phrase.kind in ("state", "group") or (phrase.noun and phrase.kind != "unnamed"):
        return phrase.kind
    if phrase.kind == "organisation" and name == phrase.name:
        return phrase.kind
    if "PER" in roles:
        return "person"
    if "ORG" in roles:
        return "organisation"
    if "GPE" in roles and roles & {"source", "actor", "recipient"}:
        return "state"
    longer = read_phrase(name)
    return longer.kind if longer.name else phrase.kind


def learn(identity: Identity, phrase: Phrase, name: str = "") -> None:
    """Add what a phrase says of somebody: offices, country, sectors, words that describe them."""
    if phrase.noun:
        identity.nouns.add(SPOKEN.get(phrase.noun, phrase.noun))
        identity.words.update(fold_words(phrase.noun))
    identity.words.update(fold_words(f"{phrase.text} {name}"))
    identity.country = identity.country or phrase.country
    identity.sectors = identity.sectors or phrase.sectors
    identity.plural = identity.plural or (phrase.plural and not identity.named)
    if phrase.noun and identity.gender is None:
        identity.gender = "she" if phrase.noun in _SHE_NOUNS else "he" if phrase.noun in _HE_NOUNS else None


def _learn_office(memory: Memory, identity: Identity, span: Span) -> None:
    """Add what leaders.tsv knows of a person: the country, and the office where it was held on the report's day."""
    if identity.kind != "person" or identity.is_looked_up:
        return
    identity.is_looked_up = True
    if " " in identity.name:
        leader = find_leader(identity.name, memory.published)
    else:  # "King Salman", whose title is part of his name, or a surname
        leader = find_leader(memory.annotation.text[slice(*span)], memory.published)
        leader = leader or find_incumbent_by_surname(identity.name, memory.countries, memory.published)
    country = None if leader is None or leader.country == "-" else leader.country
    if leader is None or identity.country not in (None, country):
        return
    identity.country = country
    if leader.is_over(memory.published):
        identity.sectors = identity.sectors or (("ELI",) if leader.sector == "GOV" else (leader.sector,))
    else:
        identity.sectors = (leader.sector,)
    identity.evidence.append(Evidence("country" if country else "sectors", span, "leaders.name"))
    if leader.holds_office(memory.published):
        identity.nouns.update(leader.offices)
        identity.words.update(*(fold_words(office) for office in leader.offices))


def _learn_gender(identity: Identity, phrase: Phrase, words: str) -> None:
    if identity.gender is None and phrase.kind == "person":
        identity.gender = "she" if _SHE_TITLE.search(words) else "he" if _HE_TITLE.search(words) else None


def fold_words(text: str) -> set[str]:
    """Fold a phrase to its content words: `U.S.` is one."""
    words = {fold(word).replace("defense", "defence") for word in _WORDS.findall(text.replace(".", ""))}
    return {SPOKEN.get(word, word) for word in words} - _SMALL
