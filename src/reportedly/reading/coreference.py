"""Which mentions in one report stand for the same one?

Names are joined to fuller names, descriptions to whoever holds that office, pronouns to whoever spoke or acted last.
After the sieves of Raghunathan et al. 2010 (names first, pronouns last) and, for pronouns that speak, the finding that
the source of the previous statement is the best antecedent.
"""

import re
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import ActorKind, Span
from reportedly.reading.descriptions import THINGS, find_described
from reportedly.reading.fuller_names import find_fullest_name, find_named, learn
from reportedly.reading.identities import Identity, Memory, text_order
from reportedly.reading.lexicon import fold, load_known, load_nouns, make_plural
from reportedly.reading.names import LONGEST, Phrase, clean, read_phrase
from reportedly.reading.pronouns import find_contents, is_pronoun, resolve_pending, resolve_pronoun
from reportedly.reading.sightings import find_names

_OWNED: Final = re.compile(r"(?:his|her|its|their|our|my)\s", re.IGNORECASE)
_JOINT: Final = re.compile(r",? and (?=[A-Z]|(?:the|a|an|his|her|its|their|other)\s)")
_NOT_JOINT: Final = re.compile(r"\b(?:of|for|between|both)\s(?:the\s)?[A-Z][^,]*$")
#: Sectors of nouns that stand alone in the singular only before another noun: `civilian casualties`.
_MANY: Final = ("CVL", "REB", "REF")
_MOST_OFFICERS: Final = 150


def find_identities(annotation: Annotation, published: str | None = None) -> tuple[Identity, ...]:
    """Find who is mentioned: every mention belongs to exactly one identity, in order of first mention.

    `published` says who held an office on that day.
    """
    roles = _find_mentions(annotation)
    names = find_names(annotation, [span for span, found in roles.items() if "source" in found])
    memory = Memory(annotation, names, [start for start, _ in annotation.sentences], roles)
    memory.contents = find_contents(annotation)
    memory.published = published
    memory.countries = names.countries
    _resolve_names(memory)
    _resolve_pending(memory)
    ordered: dict[int, Identity] = {}
    for span in sorted(memory.roles, key=text_order):
        identity = memory.at[span]
        identity.mentions.append(span)
        ordered.setdefault(id(identity), identity)
    return tuple(ordered.values())


def _find_mentions(annotation: Annotation) -> dict[Span, set[str]]:
    """Collect the spans that mention somebody, with what stands there: a source, an actor, a recipient, a name."""
    roles: dict[Span, set[str]] = {}
    for attribution in annotation.attributions:
        for span in attribution.source:
            roles.setdefault(span, set()).add("source")
    for happening in annotation.happenings:
        for span in happening.actor:
            roles.setdefault(span, set()).add("actor")
        for span in happening.recipient:
            roles.setdefault(span, set()).add("recipient")
    for entity in annotation.entities:
        words = annotation.text[slice(*entity.span)].split()
        if entity.type in ("PER", "ORG", "GPE") and any(word[:1].isupper() for word in words):
            roles.setdefault(entity.span, set()).add(entity.type)
    return {span: found for span, found in roles.items() if annotation.text[slice(*span)].strip()}


def _resolve_names(memory: Memory) -> None:
    """Resolve names and descriptions in text order; pronouns wait until every name is known."""
    text = memory.annotation.text
    order: list[tuple[Span, bool]] = [(span, True) for span in memory.roles]
    order += [(sighting.span, False) for sighting in memory.names.sightings if sighting.span not in memory.roles]
    _remember_offices(memory)
    memory.pending.update(span for span in memory.roles if _waits(text[slice(*span)]))
    memory.sources = sorted(span for span, found in memory.roles.items() if "source" in found)
    end = 0
    for span, is_mention in sorted(order, key=lambda item: (*text_order(item[0]), not item[1])):
        if span in memory.pending or (not is_mention and span[1] <= end):
            continue
        end = max(end, span[1]) if is_mention else end
        if is_mention or not _is_bare(memory, span):
            memory.add_point(span, resolve_words(memory, span, text[slice(*span)]))


def _waits(words: str) -> bool:
    """Tell whether a mention can be resolved only once every name is known: `she`, `our government`."""
    return is_pronoun(words) or (_OWNED.match(words) is not None and read_phrase(words).owner is not None)


def _is_bare(memory: Memory, span: Span) -> bool:
    """Tell whether one capitalised word that nobody speaks or acts with may be anything: a town, `Shame`."""
    phrase = read_phrase(memory.annotation.text[slice(*span)])
    name = phrase.name or ""
    if phrase.known is not None or " " in name or phrase.noun:
        return False
    return find_fullest_name(memory.names, phrase, span[0])[0] == name and fold(name) not in memory.by_key


def _resolve_pending(memory: Memory) -> None:
    """Resolve what had to wait, in text order."""
    text = memory.annotation.text
    for span in sorted(memory.pending, key=text_order):
        if span in memory.at:
            continue
        if is_pronoun(text[slice(*span)]):
            resolve_pending(memory, span)
        else:
            memory.pending.discard(span)
            memory.add_point(span, resolve_words(memory, span, text[slice(*span)]))


def _remember_offices(memory: Memory) -> None:
    """Learn who holds which office from the whole report: headlines speak of `the president` before he is named."""
    for sighting in memory.names.sightings:
        if sighting.phrase.kind == "person" and (sighting.office or sighting.phrase.noun):
            identity = find_named(memory, sighting.span, sighting.phrase)
            for phrase in (sighting.office, sighting.phrase):
                if phrase is not None:
                    learn(identity, phrase)
            if len(memory.officers) < _MOST_OFFICERS and identity not in memory.officers:
                memory.officers.append(identity)


def resolve_words(memory: Memory, span: Span, words: str) -> Identity:
    """Resolve a name, a description or several joined by `and`."""
    parts = split_joint(words[:LONGEST])
    if len(parts) > 1:
        return _join(memory, span, parts)
    phrase = read_phrase(words)
    if phrase.name is not None:
        return find_named(memory, span, phrase, memory.roles.get(span))
    return find_described(memory, span, words, _read_meant(words, phrase))


def _read_meant(words: str, phrase: Phrase) -> Phrase:
    """Read a bare noun and what somebody holds as those meant: `civilian` deaths, `rebel positions`."""
    holder, _, thing = phrase.text.rpartition(" ")
    alone = load_nouns().get(words)
    if alone is not None and alone.form == "person" and alone.word == words and alone.sector in _MANY:
        return read_phrase(make_plural(words))
    noun = load_nouns().get(holder.rpartition(" ")[2].lower())
    if phrase.owner is not None or thing.lower() not in THINGS or noun is None or noun.form != "person":
        return phrase
    return read_phrase(make_plural(holder)) if noun.word == holder.rpartition(" ")[2].lower() else phrase


def split_joint(words: str) -> list[str]:
    """Split `Germany’s chancellor, Angela Merkel, and Emmanuel Macron` into those who are joined; else give it whole."""
    if " and " not in words or clean(words).removeprefix("the ").removeprefix("The ") in load_known():
        return [words]
    left, *rest = _JOINT.split(words)
    if "," in left and _is_adjective(left.partition(",")[0]):
        return [words]
    if not rest or _NOT_JOINT.search(left) or (read_phrase(left).kind == "state" and _is_adjective(left)):
        return [words]
    first = read_phrase(left)
    if "," in left and first.name and first.kind == "person" and not _JOINT.search(", and " + rest[0]):
        return [words]
    several = left.split(", ") if all(_is_name(part) for part in left.split(", ")) else [left]
    return [*several, *rest]


def _is_name(words: str) -> bool:
    return words[:1].isupper() and read_phrase(words).name is not None


def _is_adjective(words: str) -> bool:
    known = load_known().get(clean(words).removeprefix("the ").removeprefix("The "))
    return known is not None and known.role == "adjective"


def _join(memory: Memory, span: Span, parts: list[str]) -> Identity:
    identities = [
        resolve_pronoun(memory, span, clean(part).lower()) if is_pronoun(part) else resolve_words(memory, span, part)
        for part in parts
    ]
    name = " and ".join(dict.fromkeys(identity.name for identity in identities))
    kind: ActorKind = identities[0].kind if len({identity.kind for identity in identities}) == 1 else "group"
    new = Identity(name, "group" if kind == "person" else kind, None, (), plural=True)
    return memory.get("joint " + fold(name), new, span, "name.joint")
