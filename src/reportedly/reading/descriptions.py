"""Whom does a description mean: `the minister`, `the group`, `his government`, `the two leaders`?"""

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Final

from reportedly.model import Evidence, Span
from reportedly.reading.fuller_names import SPOKEN, find_longer, find_named, fold_words, learn
from reportedly.reading.identities import Identity, Memory, Point
from reportedly.reading.leaders import Leader, find_incumbent, fold_name, fold_surname
from reportedly.reading.lexicon import fold, load_known, load_nouns, load_words, name_of_country, strip_possessive
from reportedly.reading.names import Phrase, read_phrase
from reportedly.reading.pronouns import is_pronoun, resolve_pronoun

#: What a general word for a body can stand for: PLOVER sectors, and bodies of no known sector where "-" is among them.
_GENERIC: Final = {
    word: frozenset(sectors.split())
    for words, sectors in (
        ("group organization organisation network", "REB OPP NGO PTY CRM -"),
        ("movement faction militia", "REB OPP PTY"),
        ("party", "PTY OPP"),
        ("monitor watchdog charity", "NGO"),
        ("newspaper paper broadcaster channel station magazine outlet", "JRN"),
        ("agency", "JRN IGO -"),
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
        "ruling",
        "governing",
        "terrorist",
        "terror",
        "news",
        "world",
        "law",
    ]
)
#: Who belongs to an armed group and, named by it alone, stands for it; what belongs to it and is attacked in its stead.
_MEMBERS: Final = load_words("member")
THINGS: Final = load_words("thing")
_RULED: Final = frozenset(
    ["government", "regime", "administration", "cabinet", "forces", "troops", "army", "military", "warplanes"]
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
_LEAD: Final = 3  # a headline and the first sentences


def find_described(memory: Memory, span: Span, words: str, phrase: Phrase) -> Identity:
    """Find whom a description means: whoever holds that office, else the same words again, else somebody new."""
    if phrase.owner is not None:
        return _find_owned(memory, span, phrase)
    found = _find_pair(memory, span, words) or _find_members(memory, span, phrase)
    if found is not None:
        return found
    definite = _DEFINITE.match(words) is not None
    if definite or (not _INDEFINITE.match(words) and (_is_body(phrase) or (phrase.country and not phrase.plural))):
        holder = (
            _find_holder(memory, span, phrase) or _find_presidency(memory, phrase) or _find_next(memory, span, phrase)
        )
        if holder is not None:
            holder.evidence.append(Evidence("name", span, "coreference.office"))
            return holder
        incumbent = _find_incumbent(memory, span, phrase)
        if incumbent is not None:
            return incumbent
    introduced = _find_introduced(memory, span, phrase)
    if introduced is not None:
        introduced.evidence.append(Evidence("name", span, "coreference.lead"))
        return introduced
    name = _complete(memory, phrase.text, span[0])
    kind = phrase.kind if phrase.kind != "organisation" or not phrase.plural else "group"
    new = Identity(name, kind, None, (), plural=phrase.plural)
    identity = memory.get("described " + fold(name), new, span, "name.same")
    learn(identity, phrase)
    identity.country = identity.country or _find_ruled(memory, span, phrase)
    return identity


def _find_ruled(memory: Memory, span: Span, phrase: Phrase) -> str | None:
    """Find the country of what is called after who rules it: `Assad’s forces`, `the Castro government`."""
    first = strip_possessive(phrase.text.partition(" ")[0])
    if phrase.noun not in _RULED or not first[:1].isupper():
        return None
    owner = memory.by_key.get(fold(find_longer(memory.names, first, span[0]) or first))
    return owner.country if owner is not None and owner.kind == "person" else None


def _find_members(memory: Memory, span: Span, phrase: Phrase) -> Identity | None:
    """Find the armed group whose people or places a phrase names whole: `the Houthi fighters`, `PKK positions`."""
    owner, _, last = phrase.text.rpartition(" ")
    if last.lower() not in _MEMBERS and last.lower() not in THINGS:
        return None
    named = read_phrase(owner)
    full = memory.names.acronyms.get(owner, "") if owner.isupper() else ""
    is_group = named.known is not None and owner in named.known.forms and named.kind == "group"
    if not is_group and not (full and read_phrase(full).kind in ("group", "organisation")):
        return None
    identity = find_named(memory, span, named if is_group else replace(named, name=owner))
    identity.evidence.append(Evidence("name", span, "coreference.members"))
    if phrase.noun:
        identity.nouns.add(phrase.noun)
        identity.words.update(fold_words(f"{phrase.noun} {last}"))
    return identity


def _is_body(party: Phrase | Identity) -> bool:
    return party.kind in ("organisation", "group")


def _is_of_country(identity: Identity, phrase: Phrase) -> bool:
    """Tell whether somebody is of a description's country; a body's own name must say so.

    The army of a breakaway region is not the army of the country that its region is in.
    """
    says = not (identity.named and _is_body(identity)) or any(_is_country_word(phrase, word) for word in identity.words)
    return identity.country == phrase.country and says


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
        if entries and bare not in load_known() and not (index and words[index - 1][:1].isupper()):
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


def _find_incumbent(memory: Memory, span: Span, phrase: Phrase) -> Identity | None:
    """Find who held an office of a country on the report's day: `the Turkish president`; `former` ones are nobody."""
    noun = SPOKEN.get(phrase.noun or "", phrase.noun or "")
    wanted = fold_words(phrase.text) - fold_words(noun) - {noun}
    leader = find_incumbent(phrase.country, noun, memory.published)
    if leader is None or phrase.plural or not all(_is_country_word(phrase, word) for word in wanted):
        return None
    key = (leader.country, noun)
    if key not in memory.incumbents:
        memory.incumbents[key] = _find_leader_in_text(memory, leader) or memory.get(
            fold(leader.names[0]),
            Identity(leader.names[0], "person", leader.country, (leader.sector,), named=True),
            span,
            "leaders.office",
        )
    identity = memory.incumbents[key]
    identity.evidence.append(Evidence("name", span, "leaders.office"))
    learn(identity, phrase)
    return identity


def _find_leader_in_text(memory: Memory, leader: Leader) -> Identity | None:
    """Find a leader by the name or the surname that the report writes."""
    names = {fold_name(name) for name in leader.names}
    names |= {fold_surname(name) for name in names}
    for sighting in memory.names.sightings:
        if sighting.phrase.kind == "person" and fold_name(sighting.phrase.name or "") in names:
            return find_named(memory, sighting.span, sighting.phrase)
    return None


def _find_introduced(memory: Memory, span: Span, phrase: Phrase) -> Identity | None:
    """Find whom a headline or a lead means without the name: `a Peruvian journalist`, and below `journalist Ana Sol`."""
    noun = SPOKEN.get(phrase.noun or "", phrase.noun or "")
    known = load_nouns().get(noun)
    if phrase.plural or known is None or known.form != "person" or memory.sentence_at(span[0]) > _LEAD:
        return None
    wanted = {word for word in fold_words(phrase.text) if not _is_country_word(phrase, word)}
    found = [identity for identity in memory.officers if _fits(identity, noun, wanted, phrase)]
    return found[0] if len(found) == 1 else None


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
        if _agrees_in_number(identity, phrase, noun) and _fits(identity, noun, wanted - countries, phrase):
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


def _agrees_in_number(identity: Identity, phrase: Phrase, noun: str) -> bool:
    """Tell whether number lets a description stand for somebody: a group can be its members, `the militants`."""
    members = phrase.plural and identity.kind == "group" and identity.named and noun in identity.nouns
    return members or identity.plural == phrase.plural


def _fits_generic(identity: Identity, noun: str, wanted: set[str]) -> bool:
    """Tell whether a general word for a body fits one: `the aid group`, `the militants' group`, `the newspaper`."""
    sectors = frozenset(("NGO",)) if wanted & _AID else _GENERIC[noun]
    if not (set(identity.sectors) & sectors or ("-" in sectors and not identity.sectors)):
        return identity.country == "NGO" and "NGO" in sectors and wanted <= identity.words | _AID | {noun}
    return wanted <= identity.words | _AID | _ANY | {noun}


def _is_country_word(phrase: Phrase, word: str) -> bool:
    return phrase.country is not None and any(
        known is not None and known.country == phrase.country and known.kind == "state"
        for known in (load_known().get(word.title()), load_known().get(word.upper()))
    )


def _fits(identity: Identity, noun: str, wanted: set[str], phrase: Phrase) -> bool:
    """Tell whether a description fits somebody: the office, the country, and no word that is news."""
    if phrase.country and not _is_of_country(identity, phrase):
        return False
    if noun == "leader" and identity.kind == "person" and wanted <= {"leader"}:
        return bool(identity.nouns & {"president", "prime minister", "chancellor", "king", "leader", "premier"})
    general = noun.rpartition(" ")[2]
    if _is_body(identity) and identity.named and general in _GENERIC:
        return _fits_generic(identity, general, wanted)
    if noun not in identity.nouns and noun not in identity.words:
        return False
    return wanted <= identity.words
