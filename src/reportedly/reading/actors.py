"""Who is in a report, and what are they: persons, organisations, states, groups, with country and PLOVER sectors.

Who is the same one is decided in coreference.py, what one phrase names in names.py, who held an office in leaders.py; the
words are in actors.tsv (agent nouns), bodies.tsv (names known beforehand), countries.tsv and leaders.tsv. What the words and
the tables do not tell stays open: docs/actors.md lists it.
"""

from reportedly.language.annotation import Annotation
from reportedly.model import Actor, Evidence, Span
from reportedly.reading.coreference import find_identities
from reportedly.reading.identities import Identity
from reportedly.reading.mentions import index_actors
from reportedly.reading.own_actors import find_own_id
from reportedly.reading.wikidata import find_state_item


def find_actors(annotation: Annotation, published: str | None) -> tuple[Actor, ...]:
    """Find everybody whom the report mentions as a source, an actor, a recipient or by name.

    `published` is the day on which `the Turkish president` held that office.
    """
    identities = find_identities(annotation, published)
    return tuple(_freeze(identity, f"a{number}") for number, identity in enumerate(identities, 1))


def _freeze(identity: Identity, key: str) -> Actor:
    evidence = list(dict.fromkeys(identity.evidence))
    first = identity.mentions[0]
    if identity.country:
        evidence.append(Evidence("country", first, "actors.country"))
    if identity.sectors:
        evidence.append(Evidence("sectors", first, "actors.noun"))
    return Actor(
        id=key,
        name=identity.name,
        kind=identity.kind,
        country=identity.country,
        sectors=identity.sectors,
        wikidata=find_own_id(identity.name, identity.country) or _find_state_item(identity),
        mentions=tuple(sorted(identity.mentions)),
        evidence=tuple(evidence),
    )


def _find_state_item(identity: Identity) -> str | None:
    """Find the Wikidata item of a country; its government, which shares its code, is another body."""
    is_country = identity.kind == "state" and not identity.sectors
    return find_state_item(identity.country) if is_country else None


def find_actor_at(actors: tuple[Actor, ...], span: Span) -> Actor | None:
    """Give the actor mentioned at a span: one with exactly this mention, else the one that overlaps it most."""
    return index_actors(actors).at(span)
