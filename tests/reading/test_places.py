"""Places: which words name one, and which place they name. [[...]] marks what the model saw, with its type."""

import re
import time
from pathlib import Path

import pytest

from reportedly.language.annotation import Annotation, Attribution, Entity
from reportedly.language.tokens import find_words
from reportedly.model import Place
from reportedly.reading.candidates import find_candidates
from reportedly.reading.places import find_place_at, find_places
from reportedly.resources import load_rows

MARKED = re.compile(r"\[\[([A-Z]{3}) (.*?)\]\]")


def annotate(marked: str, source: str = "") -> Annotation:
    """Annotate a text by hand: [[GPE Homs]] is an entity; `source` is who speaks."""
    text, entities, end = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[end : match.start()]
        entities.append(Entity((len(text), len(text) + len(match[2])), match[1], 0.9))  # type: ignore[arg-type]
        text, end = text + match[2], match.end()
    text += marked[end:]
    words = find_words(text)
    paragraphs = tuple(text.count("\n", 0, start) for start, _ in words)
    at = text.find(source) if source else -1
    said = (Attribution(((at, at + len(source)),), (), ((0, 1),), 0.9),) if at >= 0 else ()
    return Annotation(text, words, ((0, len(text)),), (0,) * len(words), paragraphs, tuple(entities), said)


def read(marked: str, source: str = "") -> dict[str, Place]:
    annotation = annotate(marked, source)
    return {annotation.text[slice(*place.span)]: place for place in find_places(annotation)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells fell in Homs.", ["Homs"]),
        ("Shells fell on the road to Goma and Bukavu.", ["Goma", "Bukavu"]),
        ("Fighters left Khan Younis for Rafah.", ["Khan Younis", "Rafah"]),
        ("Troops entered northern Syria.", ["Syria"]),
        ("They held the city of Ma'rib.", ["Ma'rib"]),
        ("GOMA (Reuters) - A bus was hit.", ["GOMA"]),
        ("The U.S. troops left.", ["U.S."]),
        ("Turkey and Russia agreed.", ["Turkey", "Russia"]),
        ("The Red Sea is near Bab al-Mandab.", ["Red Sea", "Bab al-Mandab"]),
        ("Nobody told us.", []),
        ("In March, Parliament met.", []),
        ("Refugees left Goma airport. Goma was shelled.", ["Goma"]),
        ("The White House objected. They met at the White House.", ["White House"]),
        ("Crowds filled the Old City. The Gulf war ended.", []),
        ("Michael Jordan spoke. Later Jordan Miller spoke.", []),
        ("The Bank of England waited.", []),
    ],
)
def test_find_places_finds_names_without_a_model(text: str, found: list[str]) -> None:
    assert list(read(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[GPE Syrian]] troops fired.", []),
        ("[[GPE The Kurds]] fled.", []),
        ("[[GPE the city]] fell.", []),
        ("[[GPE the Philippines]]' navy sailed.", ["Philippines"]),
        ("It was in the [[ORG University of Aleppo]].", []),
        ("He met [[PER Ahmed Aleppo]] there.", []),
        ("[[FAC Blue Well station]] burned.", ["Blue Well station"]),
        ("The army went to [[PER Yevlakh]].", ["Yevlakh"]),
    ],
)
def test_find_places_reads_entities_that_name_places(text: str, found: list[str]) -> None:
    assert list(read(text)) == found


def test_a_capital_that_speaks_is_an_actor_and_one_after_in_is_a_place() -> None:
    assert read("[[GPE Moscow]] warned them.", source="Moscow") == {}
    assert list(read("[[GPE Moscow]] warned them.")) == ["Moscow"]
    assert list(read("He said so in [[GPE Moscow]].", source="Moscow")) == ["Moscow"]


@pytest.mark.parametrize(
    ("text", "name", "country", "feature", "precision"),
    [
        ("He was in Georgia.", "Georgia", "GEO", "PCLI", "country"),
        ("They met in Paris.", "Paris", "FRA", "PPLC", "city"),
        ("They met in Paris, Texas.", "Paris", "USA", "PPL", "city"),
        ("Shells hit Idlib province.", "Idlib", "SYR", "ADM1", "province"),
        ("Shells hit the city of Idlib.", "Idlib", "SYR", "PPL", "city"),
        ("They fled to Darfur.", "Darfur", "SDN", "RGN", "region"),
        ("They fled in the Black Sea.", "Black Sea", None, "SEA", "region"),
        ("They fought in Kashmir.", "Kashmir", None, "RGN", "region"),
        ("The protest was in Ramallah.", "Ramallah", "PSE", "PPL", "city"),
    ],
)
def test_find_places_resolves(text: str, name: str, country: str | None, feature: str, precision: str) -> None:
    place = next(iter(read(text).values()))
    assert (place.name, place.country, place.feature, place.precision) == (name, country, feature, precision)


def test_the_reports_other_places_decide() -> None:
    alone = read("Shells hit Tripoli.")["Tripoli"]
    beside = read("Shells hit Tripoli. Beirut in Lebanon was calm, and so was Sidon, Lebanese officials said.")[
        "Tripoli"
    ]
    assert (alone.country, beside.country) == ("LBY", "LBN")


@pytest.mark.parametrize(
    "names",
    [
        ("Stepanakert", "Khankendi"),
        ("Artsakh", "Nagorno-Karabakh"),
        ("Senkaku Islands", "Diaoyu Islands"),
        ("Falkland Islands", "Malvinas"),
        ("Persian Gulf", "Arabian Gulf"),
        ("Dokdo", "Takeshima"),
    ],
)
def test_contested_places_are_one_identity_under_each_name(names: tuple[str, str]) -> None:
    places = read(f"It happened near {names[0]}. It happened near {names[1]}.")
    assert list(places) == list(names)
    one, other = places.values()
    assert (one.name, one.geonameid, one.lat) == (other.name, other.geonameid, other.lat)
    assert one.id != other.id


def test_what_is_not_known_stays_open_and_says_why() -> None:
    place = read("They fled to [[GPE Qarnabost]].")["Qarnabost"]
    assert (place.name, place.lat, place.precision) == (None, None, None)
    assert place.why == "not in the gazetteer"
    ambiguous = read("They fled to [[GPE San Isidro Town]].")["San Isidro Town"]
    assert ambiguous.name is None
    assert "ambiguous" in (ambiguous.why or "")


def test_every_place_has_an_id_and_evidence() -> None:
    annotation = annotate("Goma fell. They left Goma for [[GPE Bukavu]].")
    places = find_places(annotation)
    assert [place.id for place in places] == ["p1", "p2", "p3"]
    assert places[0].geonameid == places[1].geonameid
    assert all(evidence.span == place.span for place in places for evidence in place.evidence)
    assert [place.evidence[0].rule for place in places] == ["gazetteer:large", "gazetteer:where", "entity"]


def test_find_place_at_gives_the_best_overlap() -> None:
    annotation = annotate("Shells hit Azaz in northern Syria.")
    places = find_places(annotation)
    azaz = find_place_at(places, (7, 18))
    assert azaz is not None
    assert annotation.text[slice(*azaz.span)] == "Azaz"
    assert find_place_at(places, (0, 6)) is None
    assert find_place_at((), (0, 6)) is None


def test_find_places_reads_an_empty_text_and_a_hostile_one_in_linear_time() -> None:
    assert find_places(annotate("")) == ()
    text = "Al " * 8_000 + "in-" * 8_000 + "'’" * 8_000 + "San Antonio, San Jose (Santa Rosa, St. " * 800
    started = time.perf_counter()
    find_places(annotate(text))
    assert time.perf_counter() - started < 10


def test_our_own_table_is_well_formed() -> None:
    rows = load_rows("reading", "places.tsv")
    precisions = {"exact", "city", "district", "province", "country", "region"}
    for row in rows:
        assert len(row) == 8, row
        assert row[6] in precisions, row
        assert -90 <= float(row[3]) <= 90, row
        assert -180 <= float(row[4]) <= 180, row
        assert not row[2] or re.fullmatch("[A-Z]{3}", row[2]), row
    assert len({row[0] for row in rows}) == len(rows)
    assert all(find_candidates([row[0]]) for row in rows)


def load_conflict_names() -> list[tuple[str, float, float, str, str]]:
    """Load the 115 sentences: country, latitude, longitude, the name, the sentence."""
    lines = Path(__file__).with_name("conflict_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    names = [re.findall(r"\[(.+?)\]", row[3])[0] for row in rows]
    return [
        (country, float(lat), float(lon), name, sentence)
        for name, (country, lat, lon, sentence) in zip(names, rows, strict=True)
    ]


def _is_near(place: Place, lat: float, lon: float) -> bool:
    return place.lat is not None and place.lon is not None and max(abs(place.lat - lat), abs(place.lon - lon)) < 1.5


def test_names_of_conflict_are_found_and_resolved_without_a_model() -> None:
    rows, missed = load_conflict_names(), []
    for country, lat, lon, name, marked in rows:
        place = read(marked.replace("[", "").replace("]", "")).get(name)
        if place is None or not _is_near(place, lat, lon) or place.country != country:
            missed.append(marked)
    assert len(rows) == 115
    assert len({name for *_, name, _ in rows}) == 23
    assert len(rows) - len(missed) >= 110, missed


@pytest.mark.parametrize(
    ("text", "found", "country"),
    [
        ("They met in Paducah, Ky., on Monday.", ["Paducah", "Ky."], "USA"),
        ("They met in London, Ont., on Monday.", ["London", "Ont."], "CAN"),
        ("Snow fell in St. Petersburg, Russia.", ["St. Petersburg", "Russia"], "RUS"),
        ("Azaz, Syria, was tense.", ["Azaz", "Syria"], "SYR"),
        ("A Ms. Ky. spoke.", [], None),
    ],
)
def test_divisions_and_their_abbreviations_say_where_a_town_is(
    text: str, found: list[str], country: str | None
) -> None:
    places = read(text)
    assert [name for name in places if name in found] == found
    assert country is None or {place.country for place in places.values()} == {country}


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Smoke rose over [[FAC Mosul General Hospital]].", "Mosul General Hospital", "Mosul"),
        ("Smoke rose over [[FAC Kandahar Airport]].", "Kandahar Airport", "Kandahār"),
        ("Smoke rose over [[FAC Tolliver Memorial Hospital]].", "Tolliver Memorial Hospital", None),
    ],
)
def test_what_is_named_after_a_city_is_placed_there(text: str, name: str, found: str | None) -> None:
    place = read(text)[name]
    assert place.name == found
    assert place.precision == ("city" if found else None)


def test_the_outlets_home_decides_between_places_of_one_name() -> None:
    annotation = annotate("A man from [[GPE Paris]] was fined. The [[GPE Paris]] council met.")
    away, home = (find_places(annotation, home=where)[0] for where in (None, "Paris, Texas"))
    assert (away.country, home.country) == ("FRA", "USA")
    assert find_places(annotation, home="Nowhere At All, Nowhere") == find_places(annotation)
    beyond = find_places(annotate("He flew to [[GPE Moscow]], [[GPE Russia]]."), home="Moscow, Idaho")
    assert beyond[0].country == "RUS"


def test_a_town_alone_is_the_town_and_not_its_province() -> None:
    found = read("They were in Homs. They were in Raqqa. They were in Rafah.")
    assert {place.precision for place in found.values()} == {"city"}


def test_towns_of_our_own_table_stand_beside_others_of_the_name() -> None:
    assert len(find_candidates(["Palma"])["Palma"]) > 1
    there = read("Insurgents took Palma in Cabo Delgado, Mozambique. Palma was evacuated to Pemba.")["Palma"]
    here = read("Tourists in Palma, Spain, saw Barcelona and Madrid.")["Palma"]
    assert (there.country, here.country) == ("MOZ", "ESP")
