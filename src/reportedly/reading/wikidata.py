"""Which of one's own actors does an item of Wikidata give? Names, country, kind, and offices with the years they were held.

What the items of countries, classes and offices stand for is in wikidata.tsv, and in the import itself: a country's item
says its code (P298), an office's item its words. Nothing is taken over that says what somebody is to others' minds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from reportedly.model import ActorKind
from reportedly.reading.lexicon import find_country, find_noun, load_known, load_nouns
from reportedly.reading.own_actors import KINDS, OwnActor
from reportedly.resources import load_rows

Entity = Mapping[str, Any]

_MOST_NAMES: Final = 20
_LONGEST: Final = 100
_ITEM: Final = re.compile(r"Q[1-9]\d*", re.ASCII)
_CODE: Final = re.compile(r"[A-Z]{3}")
_TIME: Final = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T", re.ASCII)
#: How much of a time is meant, by Wikidata's precision: a year, a month, a day.
_CUTS: Final = {9: 4, 10: 7, 11: 10}
_AFFAIRS: Final = re.compile(r"(minister|secretary) (?:of|for) (?:the )?(?!state\b)(.+?)(?: affairs)?$")


@dataclass(slots=True)
class Items:
    """What an import's items say of one another: English labels, countries' codes, the country of an office.

    `helpers` are those that others are an instance of, or hold as an office.
    """

    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    helpers: set[str] = field(default_factory=set)

    def learn(self, entity: Entity) -> None:
        """Learn what later entities need to know of this one."""
        item, label = entity.get("id"), _label(entity)
        if not isinstance(item, str):
            return
        if label:
            self.labels[item] = label
        for code in _strings(entity, "P298"):
            self.codes[item] = code
        for country in (*_items(entity, "P1001"), *_items(entity, "P17")):
            self.countries.setdefault(item, country)
        self.helpers.update(_items(entity, "P31"), _items(entity, "P39"))

    def code_of(self, item: str | None) -> str | None:
        """Give the code of the country that an item is."""
        return self.codes.get(item or "") or _load("country").get(item or "", (None,))[0]


def find_own_actors(entity: Entity, items: Items) -> tuple[OwnActor, ...]:
    """Give the rows of an entity; none for a country or an office; raise ValueError that says why it is of no use."""
    item = entity.get("id")
    if not isinstance(item, str) or not _ITEM.fullmatch(item):
        raise ValueError(f"its id is {item!r}, and an item's is such as Q42")
    if items.code_of(item) or item in items.helpers or item in _load("class") or item in _load("office"):
        return ()
    label = _label(entity)
    if not label:
        raise ValueError("it has no English label")
    kind, sector = _find_kind(entity, items, label)
    names = _find_names(entity, label)
    if not names:
        raise ValueError(f"'{label}' names a country or anybody's office already")
    country = next(filter(None, map(items.code_of, _homes(entity))), None)
    actor = OwnActor(names, country, sector, kind, item)
    return (tuple(_find_offices(entity, items, actor)) if kind == "person" else ()) or (actor,)


def _find_kind(entity: Entity, items: Items, label: str) -> tuple[ActorKind, str | None]:
    """Find the kind of an actor, and its sector, by its classes: those that the table has, else by their words."""
    classes = _items(entity, "P31")
    for item in classes:
        kind, sector = _load("class").get(item, ("", "-"))
        if kind in KINDS:
            return kind, None if sector == "-" else sector  # type: ignore[return-value]
    if _items(entity, "P27") or (_items(entity, "P39") and not classes):
        return "person", None
    for words in (*(items.labels.get(item, "") for item in classes), label if classes else ""):
        noun = find_noun(words.lower().split())
        if noun is not None and noun.form == "body":
            return "organisation", noun.sector
    known = ", ".join(classes) or "nothing"
    raise ValueError(f"'{label}' is an instance of {known}: no person, state or organisation that is known")


def _find_names(entity: Entity, label: str) -> tuple[str, ...]:
    aliases = entity.get("aliases")
    listed = aliases.get("en", ()) if isinstance(aliases, dict) else ()
    values = (alias.get("value") for alias in listed if isinstance(alias, dict)) if isinstance(listed, list) else ()
    names = dict.fromkeys(" ".join(name.split()) for name in (label, *values) if isinstance(name, str))
    return tuple(name for name in names if _can_name(name))[:_MOST_NAMES]


def _can_name(name: str) -> bool:
    """Tell whether a name can stand in a row, and is nobody else's: no country's, no agent noun, no small letters only."""
    known = load_known().get(name)
    return (
        1 < len(name) <= _LONGEST
        and name.isprintable()
        and "|" not in name
        and name not in ("-", name.lower())
        and not name.startswith("#")
        and name.lower() not in load_nouns()
        and (known is None or known.role == "body")
    )


def _find_offices(entity: Entity, items: Items, person: OwnActor) -> Iterator[OwnActor]:
    """Find the offices that a person holds or held, each with its years."""
    for claim in _claims(entity, "P39"):
        words, country = _read_office(items, _item(claim.get("mainsnak")))
        noun = find_noun(words.split())
        start, until = _read_time(claim, "P580"), _read_time(claim, "P582")
        if noun is None or until is None or (start and until and until < start[: len(until)]):
            continue  # no office that news speaks of by a word, or one that ended nobody knows when
        yield replace(
            person, country=country or person.country, sector=noun.sector or "GOV", offices=(words,),
            start=start or "", until=until,
        )  # fmt: skip


def _read_office(items: Items, item: str | None) -> tuple[str, str | None]:
    """Read the words for an office without its country, and the country: `president` of NLD, `defence minister`."""
    words, state = _load("office").get(item or "", ("",))[0], items.countries.get(item or "")
    country, label = items.code_of(state), items.labels.get(item or "", "")
    if not words and label:
        country = country or find_country(label.split())
        bare = label.partition(" (")[0].removesuffix(f" of {items.labels.get(state or '', '')}")
        words = _AFFAIRS.sub(r"\2 \1", _drop_country(bare).lower())
    return words.replace("defense", "defence").replace("foreign affairs", "foreign").strip(), country


def _drop_country(label: str) -> str:
    """Drop the country from an office: `President of Chad`, `Chadian President`."""
    known = load_known()
    head, _, tail = label.rpartition(" of ")
    if head and _is_state(known.get(tail.removeprefix("the "))):
        label = head
    first, _, rest = label.partition(" ")
    return rest if rest and _is_state(known.get(first)) else label


def _is_state(known: Any) -> bool:
    return known is not None and known.kind == "state"


def _read_time(claim: Mapping[str, Any], name: str) -> str | None:
    """Read a time that qualifies a claim: "" where there is none, None where it is there and not known."""
    qualifiers = claim.get("qualifiers")
    snaks = qualifiers.get(name) if isinstance(qualifiers, dict) else None
    if not isinstance(snaks, list) or not snaks:
        return ""
    value = _value(snaks[0])
    found = _TIME.match(str(value.get("time"))) if isinstance(value, dict) else None
    cut = _CUTS.get(value.get("precision", 11)) if isinstance(value, dict) else None
    return "-".join(found.groups())[:cut].removesuffix("-00").removesuffix("-00") if found and cut else None


def _homes(entity: Entity) -> tuple[str, ...]:
    return (*_items(entity, "P27"), *_items(entity, "P17"))


def _items(entity: Entity, name: str) -> tuple[str, ...]:
    found = (_item(claim.get("mainsnak")) for claim in _claims(entity, name))
    return tuple(item for item in found if item)


def _strings(entity: Entity, name: str) -> tuple[str, ...]:
    found = (_value(claim.get("mainsnak")) for claim in _claims(entity, name))
    return tuple(text for text in found if isinstance(text, str) and _CODE.fullmatch(text))


def _claims(entity: Entity, name: str) -> list[Mapping[str, Any]]:
    """Give the claims of a property: the preferred first, what has ended last, none that is deprecated."""
    claims = entity.get("claims")
    listed = claims.get(name) if isinstance(claims, dict) else None
    fitting = [claim for claim in listed if isinstance(claim, dict)] if isinstance(listed, list) else []
    fitting = [claim for claim in fitting if claim.get("rank") != "deprecated"]
    return sorted(fitting, key=lambda claim: (_read_time(claim, "P582") != "", claim.get("rank") != "preferred"))


def _item(snak: object) -> str | None:
    value = _value(snak)
    item = value.get("id") if isinstance(value, dict) else None
    return item if isinstance(item, str) and _ITEM.fullmatch(item) else None


def _value(snak: object) -> object:
    """Give the value of a snak; None where it says that there is none, or that it is not known."""
    value = snak.get("datavalue") if isinstance(snak, dict) else None
    return value.get("value") if isinstance(value, dict) else None


def _label(entity: Entity) -> str | None:
    """Give the English label, or the one for all languages."""
    labels = entity.get("labels")
    found = (labels.get(language) for language in ("en", "mul")) if isinstance(labels, dict) else ()
    values: Iterable[object] = (label.get("value") for label in found if isinstance(label, dict))
    return next((" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()), None)


@cache
def _load_states() -> dict[str, str]:
    """Load the item of each country; of two, the first."""
    items: dict[str, str] = {}
    for item, (code, _) in _load("country").items():
        items.setdefault(code, item)
    return items


def find_state_item(code: str | None) -> str | None:
    """Find the item of a country (ISO 3166-1 alpha-3)."""
    return _load_states().get(code or "")


@cache
def _load(what: str) -> dict[str, tuple[str, str]]:
    """Load what items stand for: country, class or office -> what it means, and the sector."""
    rows = load_rows("reading", "wikidata.tsv")
    return {item: (means, sector) for kind, item, means, sector in rows if kind == what}
