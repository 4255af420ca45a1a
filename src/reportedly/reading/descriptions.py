"""Whom does a description mean: `the minister`, `the group`, `his government`, `the two leaders`?"""

import re
from bisect import bisect_left
from typing import Final

from reportedly.model import Evidence, Span
from reportedly.reading.fuller_names import SPOKEN, find_longer, find_named, fold_words, learn
from reportedly.reading.identities import Identity, Memory, Point
from reportedly.reading.lexicon import fold, load_known, load_nouns, name_of_country
from reportedly.reading.names import Phrase, read_phrase
from reportedly.reading.pronouns import is_pronoun, resolve_pronoun

#: What a general word for a body can stand for: PLOVER sectors, and bodies of no known sector where "-" is among them.
_GENERIC: Final = {
    word: frozenset(sectors.split())
    for words, sectors in (
        ("group organization organisation alliance coalition network", "REB OPP NGO PTY CRM -"),
        ("movement faction militia", "REB OPP PTY"),
        ("party", "PTY OPP"),
        ("monitor watchdog charity", "NGO"),
        ("newspaper paper broadcaster channel station magazine outlet", "MED"),
        ("agency", "MED IGO -"),
        ("firm company", "BUS -"),
        ("bloc body", "IGO"),
    )
    for word in words.split()
}
_AID: Final = frozenset(["aid", "rights", "medical", "humanitarian", "charity"])
_ANY: Final = frozenset(
    [
        "armed",
        "islamist",
        "militant",
        "extremist",
        "jihadist",
        "human",
        "rebel",
        "terrorist",
        "terror",
        "news",
        "world",
        "law",
    ]
)
_DEFINITE: Final = re.compile(r"(?:the|this|that|these|those)\s", re.IGNORECASE)
_INDEFINITE: Final = re.compile(r"(?:a|an|another|one|some|many|other)\s", re.IGNORECASE)
_PAIR: Final = re.compile(
    r"(?:(?:the|these) two|both)(?: (leaders|presidents|ministers|men|politicians|sides|countries|nations|governments))?$",
    re.IGNORECASE,
)
_OFFICE_OF: Final = re.compile(
    r"(?:office|administration) of (?:President |the president)|.{3,60}[’']s? (?:office|administration)$"
)
#: Offices that a report gives to several (the president of a club): `the president` is whom it speaks of most.
_HEADS_OF_STATE: Final = frozenset(("president", "prime minister", "king", "chancellor"))
_PLACES_OF_STATE: Final = frozenset(["sides", "countries", "nations", "governments", "states"])
_LOOK_BACK: Final = 150


def find_described(memory: Memory, span: Span, words: str, phrase: Phrase) -> Identity:
    """Find whom a description means: whoever holds that office, else the same words again, else somebody new."""
    if phrase.owner is not None:
        return _find_owned(memory, span, phrase)
    pair = _find_pair(memory, span, words)
    if pair is not None:
        return pair
    definite = _DEFINITE.match(words) is not None
    if definite or (not _INDEFINITE.match(words) and (_is_body(phrase) or (phrase.country and not phrase.plural))):
        holder = (
            _find_holder(memory, span, phrase) or _find_presidency(memory, phrase) or _find_next(memory, span, phrase)
        )
        if holder is not None:
            holder.evidence.append(Evidence("name", span, "coreference.office"))
            return holder
    name = _complete(memory, phrase.text, span[0])
    kind = phrase.kind if phrase.kind != "organisation" or not phrase.plural else "group"
    new = Identity(name, kind, None, (), plural=phrase.plural)
    identity = memory.get("described " + fold(name), new, span, "name.same")
    learn(identity, phrase)
    return identity


def _is_body(phrase: Phrase) -> bool:
    return phrase.kind in ("organisation", "group")


def _find_owned(memory: Memory, span: Span, phrase: Phrase) -> Identity:
    """Read `his government`, `its forces`: the owner's name stands in for the pronoun."""
    owner = resolve_pronoun(memory, span, phrase.owner or "")
    if phrase.noun == "government" and owner.kind != "unnamed" and owner.country:
        country = name_of_country(owner.country)
        name = f"{memory.names.forms.get(country, country)} (government)"
        new = Identity(name, "state", owner.country, ("GOV",), named=True)
        return memory.get(fold(name), new, span, "coreference.possessive")
    name = (
        f"{owner.name}’s {phrase.text}"
        if owner.kind != "unnamed" or len(owner.name) > 5
        else f"{phrase.owner} {phrase.text}"
    )
    new = Identity(name, phrase.kind, None, (), plural=phrase.plural)
    identity = memory.get("described " + fold(name), new, span, "coreference.possessive")
    learn(identity, phrase)
    identity.country = identity.country or owner.country
    return identity


def _complete(memory: Memory, text: str, offset: int) -> str:
    """Complete the surnames inside a description: `senior aide to Ilham Aliyev`."""
    words = text.split()
    for index, word in enumerate(words):
        bare = word.removesuffix("’s").removesuffix("'s")
        entries = memory.names.by_last.get(fold(bare)) if word[:1].isupper() else ()
        if entries and not (index and words[index - 1][:1].isupper()):
            longer = find_longer(memory.names, bare, offset)
            if longer is not None and read_phrase(longer).kind == "person":
                words[index] = longer + word[len(bare) :]
    return " ".join(words)


def _find_pair(memory: Memory, span: Span, words: str) -> Identity | None:
    """Find whom `the two leaders`, `both sides` mean: the last two that were named."""
    match = _PAIR.match(words)
    if match is None:
        return None
    kind = "state" if (match[1] or "").lower() in _PLACES_OF_STATE else "person"
    found: list[Identity] = []
    for point in reversed(memory.points_before(span, _LOOK_BACK)):
        if point.identity.kind == kind and point.identity.named and _is_party(point) and point.identity not in found:
            found.append(point.identity)
        if len(found) == 2:
            name = f"{found[1].name} and {found[0].name}"
            new = Identity(name, "group", None, (), plural=True)
            return memory.get("joint " + fold(name), new, span, "coreference.pair")
    return None


def _is_party(point: Point) -> bool:
    """Tell whether somebody has a part in the report, not only a name in it."""
    return bool(point.identity.weight or point.identity.nouns)


def _find_presidency(memory: Memory, phrase: Phrase) -> Identity | None:
    """Find the body that `Aliyev’s office` is, where the report names it."""
    if not _OFFICE_OF.match(phrase.text):
        return None
    for sighting in memory.names.sightings:
        name = sighting.phrase.name or ""
        if name.startswith(("Presidential Administration", "Presidential Office", "Office of the President")):
            return find_named(memory, sighting.span, sighting.phrase)
    return None


def _find_next(memory: Memory, span: Span, phrase: Phrase) -> Identity | None:
    """Find who is named right after a lead: `Turkey’s prime minister said …`, and in the next sentence `Mr X said`."""
    noun = load_nouns().get(phrase.noun or "")
    sentence = memory.sentence_at(span[0])
    if (
        sentence > 3
        or noun is None
        or noun.form != "person"
        or phrase.plural
        or "source" not in memory.roles.get(span, ())
    ):
        return None
    text = memory.annotation.text
    index = bisect_left(memory.sources, span) + 1
    for later in memory.sources[index : index + 4]:
        other = read_phrase(text[slice(*later)])
        if is_pronoun(text[slice(*later)]):
            continue
        if memory.sentence_at(later[0]) > sentence + 4 or not other.name:
            return None
        if other.name and other.kind == "person" and other.noun in (None, phrase.noun):
            identity = find_named(memory, later, other)
            if identity.weight or not identity.nouns <= {phrase.noun} or identity.country not in (None, phrase.country):
                return None
            learn(identity, phrase)
            return identity
    return None


def _find_holder(memory: Memory, span: Span, phrase: Phrase) -> Identity | None:
    """Find the nearest one before who is what a description says, or in a report's first sentences the first after."""
    wanted = fold_words(phrase.text)
    noun = SPOKEN.get(phrase.noun or "", phrase.noun or "")
    countries = {word for word in wanted if _is_country_word(phrase, word)}
    heads_state = wanted - countries == fold_words(noun) and noun in _HEADS_OF_STATE
    best: Identity | None = None
    for point in reversed(memory.points_before(span, _LOOK_BACK)):
        identity = point.identity
        if identity.plural == phrase.plural and _fits(identity, noun, wanted - countries, phrase):
            if not heads_state:
                return identity
            best = identity if best is None or identity.weight > best.weight else best
    if best is not None:
        return best
    if phrase.plural or _is_body(phrase):
        return None
    for identity in memory.officers:
        if _fits(identity, noun, wanted - countries, phrase):
            return identity
    return None


def _fits_generic(identity: Identity, noun: str, wanted: set[str]) -> bool:
    """Tell whether a general word for a body fits one: `the aid group`, `the militants' group`, `the newspaper`."""
    sectors = frozenset(("NGO",)) if wanted & _AID else _GENERIC[noun]
    if not (set(identity.sectors) & sectors or ("-" in sectors and not identity.sectors)):
        return identity.country == "NGO" and "NGO" in sectors and wanted <= identity.words | _AID | {noun}
    return wanted <= identity.words | _AID | _ANY | {noun}


def _is_country_word(phrase: Phrase, word: str) -> bool:
    return phrase.country is not None and any(
        known is not None and known.country == phrase.country
        for known in (load_known().get(word.title()), load_known().get(word.upper()))
    )


def _fits(identity: Identity, noun: str, wanted: set[str], phrase: Phrase) -> bool:
    """Tell whether a description fits somebody: the office, the country, and no word that is news."""
    if phrase.country and identity.country and identity.country != phrase.country:
        return False
    if phrase.country and identity.country is None:
        return False
    if noun == "leader" and identity.kind == "person" and wanted <= {"leader"}:
        return bool(identity.nouns & {"president", "prime minister", "chancellor", "king", "leader", "premier"})
    if identity.kind in ("organisation", "group") and identity.named and noun in _GENERIC:
        return _fits_generic(identity, noun, wanted)
    if noun not in identity.nouns and noun not in identity.words:
        return False
    return wanted <= identity.words
