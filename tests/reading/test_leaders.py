"""Who headed what on which day, from the table that ships."""

import re

import pytest

from reportedly.reading.leaders import find_incumbent, find_incumbent_by_surname, find_leader
from reportedly.resources import load_rows


@pytest.mark.parametrize(
    ("country", "office", "published", "name"),
    [
        ("DEU", "chancellor", "2015-09-04", "Angela Merkel"),
        ("DEU", "chancellor", "2021-12-08", "Olaf Scholz"),
        ("DEU", "chancellor", "2015-09-04T10:00", "Angela Merkel"),
        ("RUS", "president", "2010-06", "Dmitry Medvedev"),
        ("PRK", "leader", "2011-12-16", "Kim Jong Il"),
        ("GBR", "leader", "2022-11", "Rishi Sunak"),
        ("TUR", "foreign minister", "2020-01-01", "Mevlut Cavusoglu"),
        ("DEU", "chancellor", None, None),
        ("DEU", "sultan", "2015-09-04", None),
        (None, "president", "2015-09-04", None),
    ],
)
def test_incumbent_is_who_held_the_office(
    country: str | None, office: str, published: str | None, name: str | None
) -> None:
    leader = find_incumbent(country, office, published)
    assert (leader.names[0] if leader else None) == name


def test_leader_is_found_without_accents_and_by_the_last_term() -> None:
    leader = find_leader("Recep Tayyip Erdoğan", "2013-01-01")
    assert leader is not None
    assert leader.offices[0] == "prime minister"
    over = find_leader("Barack Obama", "2020-01-01")
    assert over is not None
    assert over.is_over("2020-01-01")
    assert find_leader("Ana Quispe", "2020-01-01") is None
    assert find_leader("Barack Obama", "1999-01-01") is None


def test_surname_alone_needs_its_country_and_its_day() -> None:
    assert find_incumbent_by_surname("Merkel", frozenset(["DEU"]), "2016-01-01") is not None
    assert find_incumbent_by_surname("Merkel", frozenset(["FRA"]), "2016-01-01") is None
    assert find_incumbent_by_surname("Merkel", frozenset(["DEU"]), "2023-01-01") is None
    assert find_incumbent_by_surname("Merkel", frozenset(["DEU"]), None) is None


def test_rows_of_the_table_are_sound() -> None:
    rows = load_rows("reading", "leaders.tsv")
    assert len(rows) > 500
    for row in rows:
        country, _, names, start, until, sector = (*row, "", "")[:6]
        assert re.fullmatch(r"[A-Z]{3}|-", country), row
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", start), row
        assert not until or until > start, row
        assert re.fullmatch(r"[A-Z]{3}|", sector), row
        assert all(names.split("|")), row
