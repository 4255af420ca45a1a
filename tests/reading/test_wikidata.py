"""An item of Wikidata gives a row of one's own actors, or the reason why it cannot."""

from typing import Any

import pytest

from reportedly.reading.own_actors import OwnActor, read_own_actors
from reportedly.reading.wikidata import Items, find_own_actors

NORLAND, PRESIDENT, MINISTER = "Q9900001", "Q9900002", "Q9900003"


def claim(item: str, rank: str = "normal", **times: str | None) -> dict[str, Any]:
    """Give a claim that names an item, with times that qualify it; None: not known."""
    qualifiers = {
        name: [{"datavalue": {"value": {"time": time, "precision": 11}}} if time else {"snaktype": "somevalue"}]
        for name, time in times.items()
    }
    return {"mainsnak": {"datavalue": {"value": {"id": item}}}, "rank": rank, "qualifiers": qualifiers}


def item(key: str, label: str | None, *aliases: str, **claims: list[dict[str, Any]]) -> dict[str, Any]:
    """Give an item as the dumps write it."""
    labels = {"en": {"language": "en", "value": label}} if label else {"de": {"language": "de", "value": "etwas"}}
    return {
        "id": key,
        "labels": labels,
        "aliases": {"en": [{"value": alias} for alias in aliases]},
        "claims": claims,
    }


HELPERS = [
    item(NORLAND, "Norland", P298=[{"mainsnak": {"datavalue": {"value": "NLA"}}}]),
    item(PRESIDENT, "President of Norland", P1001=[claim(NORLAND)]),
    item(MINISTER, "French Minister of Foreign Affairs", P17=[claim("Q142")]),
]


def convert(entity: dict[str, Any]) -> tuple[OwnActor, ...]:
    items = Items()
    for helper in (*HELPERS, entity):
        items.learn(helper)
    return find_own_actors(entity, items)


ITEMS: list[tuple[str, dict[str, Any], tuple[OwnActor, ...]]] = [
    (
        "a president with dates",
        item(
            "Q99",
            "Mara Sule",
            "M. Sule",
            P31=[claim("Q5")],
            P27=[claim(NORLAND)],
            P39=[claim(PRESIDENT, P580="+2030-01-02T00:00:00Z", P582="+2033-05-00T00:00:00Z")],
        ),
        (OwnActor(("Mara Sule", "M. Sule"), "NLA", "GOV", "person", "Q99", ("president",), "2030-01-02", "2033-05"),),
    ),
    (
        "an office of another country, held still",
        item("Q99", "Ana Prun", P31=[claim("Q5")], P39=[claim(MINISTER, P580="+2030-01-02T00:00:00Z")]),
        (OwnActor(("Ana Prun",), "FRA", "GOV", "person", "Q99", ("foreign minister",), "2030-01-02"),),
    ),
    (
        "an office that ended nobody knows when",
        item("Q99", "Ana Prun", P31=[claim("Q5")], P27=[claim("Q183")], P39=[claim("Q14212", P582=None)]),
        (OwnActor(("Ana Prun",), "DEU", None, "person", "Q99"),),
    ),
    (
        "the preferred of two citizenships",
        item("Q99", "Ana Prun", P31=[claim("Q5")], P27=[claim("Q183"), claim("Q142", "preferred")]),
        (OwnActor(("Ana Prun",), "FRA", None, "person", "Q99"),),
    ),
    (
        "a class that judges only says that it is a group",
        item("Q99", "Amal Brigades", P31=[claim("Q17127659")], P17=[claim("Q805")]),
        (OwnActor(("Amal Brigades",), "YEM", None, "group", "Q99"),),
    ),
    (
        "names that are a country's, an office's or no names are left out",
        item("Q99", "Amal Party", "France", "president", "amal", "A|P", "#AP", "AP", P31=[claim("Q7278")]),
        (OwnActor(("Amal Party", "AP"), None, "PTY", "organisation", "Q99"),),
    ),
    (
        "deprecated claims count for nothing",
        item("Q99", "Ana Prun", P31=[claim("Q5")], P27=[claim("Q183", "deprecated")]),
        (OwnActor(("Ana Prun",), None, None, "person", "Q99"),),
    ),
    ("a country", HELPERS[0], ()),
]


@pytest.mark.parametrize(("entity", "expected"), [row[1:] for row in ITEMS], ids=[row[0] for row in ITEMS])
def test_item_gives_rows_that_can_be_read(entity: dict[str, Any], expected: tuple[OwnActor, ...]) -> None:
    found = convert(entity)
    assert found == expected
    head = "names\tcountry\tsectors\tkind\twikidata\toffices\tfrom\tuntil\n"
    assert read_own_actors(head + "".join(actor.write() for actor in found), "written") == expected


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        ({"id": "P31"}, "its id is 'P31'"),
        ({}, "its id is None"),
        (item("Q99", None, P31=[claim("Q5")]), "it has no English label"),
        (item("Q99", "Blue Sky", P31=[claim("Q527")]), "'Blue Sky' is an instance of Q527: no person"),
        (item("Q99", "France", P31=[claim("Q43229")]), "'France' names a country"),
    ],
)
def test_item_of_no_use_says_why(entity: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        convert(entity)


@pytest.mark.parametrize("wrong", [None, 7, "x", [], {}, [None], {"en": None}, {"P31": {}}, {"P31": [None, {}]}])
@pytest.mark.parametrize("field", ["labels", "aliases", "claims"])
def test_item_in_any_shape_is_of_use_or_says_why(field: str, wrong: object) -> None:
    entity = item("Q99", "Ana Prun", P31=[claim("Q5")]) | {field: wrong}
    if field == "aliases":
        assert convert(entity)[0].names == ("Ana Prun",)
    else:
        with pytest.raises(ValueError, match=r"label|instance of"):
            convert(entity)
