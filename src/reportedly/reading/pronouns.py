"""Whom does a pronoun stand for? Weighed by nearness, by who speaks, who acts and who is named most.

For pronouns that speak the source of the previous statement is the best antecedent; `I` and `we` are whoever speaks.
"""

from bisect import bisect_right
from math import log2
from typing import Final

from reportedly.language.annotation import Annotation
from reportedly.model import Evidence, Span
from reportedly.reading.identities import Identity, Memory, Point, text_order
from reportedly.reading.lexicon import fold, load_nouns, name_of_country
from reportedly.reading.names import clean

_HE: Final = frozenset(["he", "him", "his", "himself"])
_SHE: Final = frozenset(["she", "her", "hers", "herself"])
_IT: Final = frozenset(["it", "its", "itself", "which"])
_THEY: Final = frozenset(
    ["they", "them", "their", "theirs", "themselves", "both", "who", "those", "these", "all", "others", "some", "many"]
)
_SPEAKER: Final = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_WE: Final = frozenset(["we", "us", "our", "ours", "ourselves"])
PRONOUNS: Final = _HE | _SHE | _IT | frozenset(["they", "them", "their", "theirs", "themselves", "who"]) | _SPEAKER
_LOOK_BACK: Final = 40
_SENTENCES_BACK: Final = 5
_CONTENTS_BACK: Final = 30
_OPENING: Final = '“"„«‘'


def is_pronoun(words: str) -> bool:
    """Tell whether a mention is a pronoun; `US` is none."""
    bare = clean(words)
    return bare.lower() in PRONOUNS and bare not in ("US", "IT")


def resolve_pending(memory: Memory, span: Span) -> Identity:
    """Resolve a mention that is a pronoun, and remember who stands there."""
    memory.pending.discard(span)
    identity = resolve_pronoun(memory, span, clean(memory.annotation.text[slice(*span)]).lower())
    identity.evidence.append(Evidence("name", span, "coreference.pronoun"))
    memory.add_point(span, identity)
    return identity


def resolve_pronoun(memory: Memory, span: Span, word: str) -> Identity:
    """Find whom a pronoun stands for; where nobody fits, somebody unnamed with the pronoun's words."""
    speaker, quoted = _find_speaker(memory, span)
    if word in _WE and speaker is not None:
        return _find_government(memory, span, speaker) or speaker
    found = speaker if word in _SPEAKER else _find_antecedent(memory, span, word, speaker, quoted)
    if found is None:
        return memory.by_key.setdefault("pronoun " + word, Identity(word, "unnamed", None, (), word in _THEY))
    if word in _HE | _SHE:
        found.gender = found.gender or ("he" if word in _HE else "she")
    return found


def _find_government(memory: Memory, span: Span, speaker: Identity) -> Identity | None:
    """Find whom an office-holder means by `we`: his government, not himself."""
    if speaker.kind not in ("person", "unnamed") or speaker.sectors != ("GOV",) or not speaker.country:
        return None
    if name_of_country(speaker.country) == speaker.country:
        return None  # PLOVER's code of a body, which has no government
    return get_government(memory, span, speaker.country)


def get_government(memory: Memory, span: Span, country: str) -> Identity:
    """Give the government of a country, by the name that the report uses of the country."""
    name = name_of_country(country)
    name = f"{memory.names.forms.get(name, name)} (government)"
    new = Identity(name, "state", country, ("GOV",), named=True)
    return memory.get(fold(name), new, span, "coreference.government")


def find_contents(annotation: Annotation) -> list[tuple[Span, Span]]:
    """List every piece of content with its source, in text order."""
    pairs = [
        (content, attribution.source[0])
        for attribution in annotation.attributions
        for content in attribution.content
        if attribution.source
    ]
    return sorted(pairs, key=lambda pair: text_order(pair[0]))


def _find_speaker(memory: Memory, span: Span) -> tuple[Identity | None, bool]:
    """Find the source of the innermost statement that a span stands in, and whether that is a quotation."""
    stop = bisect_right(memory.contents, span[0], key=lambda pair: pair[0][0])
    for content, source in reversed(memory.contents[max(0, stop - _CONTENTS_BACK) : stop]):
        if span[1] <= content[1] and source != span:
            quoted = memory.annotation.text[content[0]] in _OPENING
            if source in memory.pending and is_pronoun(memory.annotation.text[slice(*source)]):
                return resolve_pending(memory, source), quoted
            return memory.at.get(source), quoted
    return None, False


def _find_antecedent(memory: Memory, span: Span, word: str, speaker: Identity | None, quoted: bool) -> Identity | None:
    """Weigh those mentioned before: near ones, those who speak, those who act and those named often weigh most."""
    sentence, source = memory.sentence_at(span[0]), "source" in memory.roles.get(span, ())
    window = memory.points_before(span, _LOOK_BACK)
    firsts: dict[int, Span] = {}
    for point in window:
        firsts.setdefault(point.sentence, point.span)
    best: tuple[float, Identity] | None = None
    for point in reversed(window):
        distance = sentence - point.sentence
        if distance > _SENTENCES_BACK:
            break
        if point.span[1] > span[0] or (quoted and point.identity is speaker) or not _agrees(point.identity, word):
            continue
        weight = _weigh(point, distance, source=source, first=firsts[point.sentence] == point.span)
        if word in _THEY:
            weight += 2.0 * point.identity.plural - 1.0 * point.identity.named
        if best is None or weight > best[0]:
            best = (weight, point.identity)
    if speaker is not None and not quoted and _agrees(speaker, word) and (best is None or best[0] < 4.5):
        return speaker
    return best[1] if best else None


def _weigh(point: Point, distance: int, *, source: bool, first: bool) -> float:
    weight = -1.5 * distance + (3.0 if source else 1.5) * point.speaks + 0.75 * point.acts
    return weight + 0.75 * first + 1.0 * point.identity.named + 0.5 * log2(1 + point.identity.weight)


def _agrees(identity: Identity, word: str) -> bool:
    """Tell whether somebody can be meant by a pronoun."""
    if word in _HE or word in _SHE:
        person = identity.kind == "person" or (
            identity.kind == "unnamed" and not identity.plural and _is_person(identity)
        )
        return person and identity.gender in (None, "he" if word in _HE else "she")
    if word in _IT:
        return identity.kind in ("organisation", "state", "group") and not identity.plural
    return identity.plural or identity.kind in ("organisation", "group")


def _is_person(identity: Identity) -> bool:
    nouns = load_nouns()
    return any((noun := nouns.get(word)) is not None and noun.form == "person" for word in identity.nouns)
