"""Names, kinds, countries and sectors of those whom a report mentions."""

import time

import pytest

from reportedly.language.annotation import Annotation, Attribution, Entity
from reportedly.model import Actor, Span
from reportedly.reading.actors import find_actor_at, find_actors
from reportedly.reading.names import read_phrase


def annotate(text: str, sources: tuple[str, ...] = (), entities: tuple[tuple[str, str], ...] = ()) -> Annotation:
    """Annotate a text of one sentence with its sources and entities."""

    def span(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    return Annotation(
        text,
        (),
        ((0, len(text)),),
        (),
        (),
        entities=tuple(Entity(span(words), kind, 1.0) for words, kind in entities),  # type: ignore[arg-type]
        attributions=tuple(Attribution((span(words),), (), (), 1.0) for words in sources),
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mara Sule, a senior official of the Amal City Council,", "Mara Sule"),
        ("Norwegian Foreign Minister Edvard Ilm", "Edvard Ilm"),
        ("the Bolivian president, Ana Maria Quispe,", "Ana Maria Quispe"),
        ("U.S. Secretary of State Jane Harlow", "Jane Harlow"),
        ("Senate Armed Services Committee Chairman Paul Reddick", "Paul Reddick"),
        ("Harlow’s deputy, Tom Birch,", "Tom Birch"),
        ("Sule’s lawyer Petra Vance", "Petra Vance"),
        ("the Norwegian trade minister, Julia Bishop", "Julia Bishop"),
        ("Ibrahim al-Noor of the Coast Relief Movement", "Ibrahim al-Noor"),
        ("The State Department’s Harlow", "Harlow"),
        ("Lt. Colonel Edvard Ilm", "Edvard Ilm"),
        ("the Peruvian Defence Ministry", "Peruvian Defence Ministry"),
        ("medical charity Doctors Without Borders (MSF)", "Doctors Without Borders"),
        ("the Oslo-based Coastal Observatory for Human Rights", "Coastal Observatory for Human Rights"),
        ("the US-backed, Kurdish-led Coast Forces (CF)", "Coast Forces"),
    ],
)
def test_name_loses_titles_and_appositions(words: str, name: str) -> None:
    assert read_phrase(words).name == name


@pytest.mark.parametrize(
    ("words", "name", "kind", "country", "sectors"),
    [
        ("Oslo", "Norway (government)", "state", "NOR", ("GOV",)),
        ("The Peruvian government", "Peru (government)", "state", "PER", ("GOV",)),
        ("Norway", "Norway", "state", "NOR", ()),
        ("Bolivian", "Bolivia", "state", "BOL", ()),
        ("the Kremlin", "Kremlin", "organisation", "RUS", ("GOV",)),
        ("the Pentagon", "Pentagon", "organisation", "USA", ("MIL",)),
        ("Downing Street", "Downing Street", "organisation", "GBR", ("GOV",)),
        ("the European Union", "European Union", "organisation", "EUR", ("IGO",)),
        ("Norwegian officials", "Norwegian officials", "unnamed", "NOR", ("GOV",)),
        ("the Peruvian army", "Peruvian army", "organisation", "PER", ("MIL",)),
        ("Peru’s interior ministry", "Peruvian interior ministry", "organisation", "PER", ("GOV",)),
        ("Bolivian rebels", "Bolivian rebels", "unnamed", "BOL", ("REB",)),
        ("local residents", "local residents", "unnamed", None, ("CVL",)),
        ("a Norwegian court", "Norwegian court", "organisation", "NOR", ("JUD",)),
        ("dozens of Peruvian lawmakers", "Peruvian lawmakers", "unnamed", "PER", ("LEG",)),
        ("Norwegian Foreign Minister Edvard Ilm", "Edvard Ilm", "person", "NOR", ("GOV",)),
        ("many Peruvians", "many Peruvians", "unnamed", "PER", ("CVL",)),
        ("the police", "police", "unnamed", None, ("COP",)),
    ],
)
def test_actor_has_kind_country_and_sectors(
    words: str, name: str, kind: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    (actor,) = find_actors(annotate(f"{words} said so.", (words,)), None)
    assert (actor.name, actor.kind, actor.country, actor.sectors) == (name, kind, country, sectors)


def test_actor_ids_follow_first_mention() -> None:
    text = "Ana Quispe said that Edvard Ilm had left."
    actors = find_actors(annotate(text, ("Ana Quispe",), (("Edvard Ilm", "PER"),)), "2024-03-01")
    assert [(actor.id, actor.name) for actor in actors] == [("a1", "Ana Quispe"), ("a2", "Edvard Ilm")]


def test_actor_keeps_only_named_entities() -> None:
    text = "the soldiers met Edvard Ilm on the Amal river."
    entities = (("the soldiers", "PER"), ("Edvard Ilm", "PER"), ("the Amal river", "LOC"))
    actors = find_actors(annotate(text, (), entities), None)
    assert [actor.name for actor in actors] == ["Edvard Ilm"]


def test_actor_evidence_points_at_the_words() -> None:
    text = "Norwegian officials said so."
    (actor,) = find_actors(annotate(text, ("Norwegian officials",)), None)
    assert {(item.field, item.span) for item in actor.evidence} == {
        ("name", (0, 19)),
        ("country", (0, 19)),
        ("sectors", (0, 19)),
    }


def test_find_actor_at_prefers_the_exact_mention() -> None:
    wide = Actor("a1", "Amal Army", "organisation", None, (), None, ((0, 20),))
    exact = Actor("a2", "Amal", "group", None, (), None, ((4, 8),))
    assert find_actor_at((wide, exact), (4, 8)) is exact
    assert find_actor_at((wide, exact), (10, 18)) is wide
    assert find_actor_at((wide, exact), (30, 34)) is None


@pytest.mark.parametrize(
    "text",
    ["Aa " * 60_000, "A" * 200_000, "(" * 200_000, "A-" * 100_000, "of the Bb " * 20_000, "A’s, and the B " * 9_000],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    annotation = Annotation(
        text, (), ((0, len(text)),), (), (), attributions=(Attribution(((0, len(text)),), (), (), 1.0),)
    )
    started = time.process_time()
    assert len(find_actors(annotation, None)) == 1
    assert time.process_time() - started < 5


def test_a_country_has_its_wikidata_item_and_its_government_none() -> None:
    actors = find_actors(
        annotate("Norway and the government of Norway protested.", ("Norway", "the government of Norway")), None
    )
    assert {actor.name: actor.wikidata for actor in actors} == {"Norway": "Q20", "Norway (government)": None}
