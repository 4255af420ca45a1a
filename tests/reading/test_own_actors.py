"""A person's own actors are known in every report; a row that cannot be used is told of with its line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.errors import UnreadableInput
from reportedly.language.annotation import Annotation, Entity
from reportedly.language.tokens import find_words
from reportedly.reading import actors, leaders, lexicon, own_actors
from reportedly.reading.own_actors import COLUMNS, OwnActor, find_own_id, put_rows, read_own_actors
from reportedly.resources import own_actors_path

HEAD = "\t".join(COLUMNS) + "\n"
ROWS = (
    "# ours\n" + HEAD + "Tarn Column|TC Front\tYEM\tREB\tgroup\tQ9900001\n"
    "Ilo Vandermoss|I. Vandermoss\tYEM\tGOV\tperson\tQ9900002\tpresident|leader\t2030-01-02\t2033-05\n"
    "Oda Tal\t-\t-\tperson\n"
)


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the file of somebody's own actors; what was loaded from another is forgotten before and after."""
    path = tmp_path / "actors.tsv"
    path.write_text(ROWS, encoding="utf-8")
    monkeypatch.setenv("REPORTEDLY_ACTORS", str(path))
    forget_tables()
    yield path
    forget_tables()


def forget_tables() -> None:
    own_actors.forget_own()
    for module in (lexicon, leaders):
        for held in vars(module).values():
            if hasattr(held, "cache_clear"):
                held.cache_clear()


def test_read_gives_every_row() -> None:
    assert read_own_actors(ROWS, "actors.tsv") == (
        OwnActor(("Tarn Column", "TC Front"), "YEM", "REB", "group", "Q9900001"),
        OwnActor(
            ("Ilo Vandermoss", "I. Vandermoss"),
            "YEM",
            "GOV",
            "person",
            "Q9900002",
            ("president", "leader"),
            "2030-01-02",
            "2033-05",
        ),
        OwnActor(("Oda Tal",), None, None, "person"),
    )


def test_read_gives_back_what_was_written() -> None:
    actors_of_file = read_own_actors(ROWS, "actors.tsv")
    assert read_own_actors(HEAD + "".join(actor.write() for actor in actors_of_file), "copy") == actors_of_file


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", HEAD])
def test_read_of_a_file_without_rows_gives_none(text: str) -> None:
    assert read_own_actors(text, "actors.tsv") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Tarn Column\tYEM", "line 3: 2 cells; 4 to 8 are wanted"),
        ("\t".join("abcdefghi"), "line 3: 9 cells"),
        ("-\tYEM\tREB\tgroup", "line 3: no name; give one"),
        ("Tarn Column\tYemen\tREB\tgroup", "line 3: not a country: 'Yemen'; write three capital letters"),
        ("Tarn Column\tYEM\tBAD\tgroup", "line 3: not a sector: 'BAD'; write one of AGR, "),
        ("Tarn Column\tYEM\tREB\tgang", "line 3: unknown kind 'gang'; known: person, organisation, state, group"),
        ("Tarn Column\tYEM\tREB\tgroup\t42", "line 3: not a Wikidata id: '42'; write one such as Q42"),
        ("Tarn Column\tYEM\tREB\tgroup\t-\tleader", "line 3: only a person holds an office"),
        ("Oda Tal\tYEM\tGOV\tperson\t-\tmayor\t2030-13", "line 3: not a date: '2030-13'; write 2024"),
        ("Oda Tal\tYEM\tGOV\tperson\t-\tmayor\t2030-02\t2029", "line 3: an office that ends (2029) before it begins"),
    ],
)
def test_read_of_a_wrong_row_says_which_line_and_what_would_do(row: str, message: str) -> None:
    with pytest.raises(UnreadableInput) as raised:
        read_own_actors(f"# ours\n{HEAD}{row}\n", "actors.tsv")
    assert f"'actors.tsv', {message}" in str(raised.value)


def test_read_without_the_names_of_the_columns_says_so() -> None:
    with pytest.raises(UnreadableInput, match=r"line 2: not the names of the columns; .* names country sectors kind"):
        read_own_actors("\nTarn Column\tYEM\tREB\tgroup\n", "actors.tsv")


def test_tables_know_own_actors(own_file: Path) -> None:
    known = lexicon.load_known()["TC Front"]
    assert (known.key, known.country, known.sectors, known.kind) == ("Tarn Column", "YEM", ("REB",), "group")
    incumbent = leaders.find_incumbent("YEM", "president", "2031-06-01")
    assert incumbent is not None
    assert incumbent.names[0] == "Ilo Vandermoss"
    after = leaders.find_incumbent("YEM", "president", "2033-06-01")
    assert after is None or after.names[0] != "Ilo Vandermoss"


def test_own_leader_stands_in_for_the_rows_that_ship(own_file: Path) -> None:
    shipped = (("YEM", "president", "I. Vandermoss", "2001"), ("FRA", "president", "I. Vandermoss", "2002"))
    rows = [row[:3] for row in own_actors.add_own_leaders(shipped)]
    assert rows == [
        ("FRA", "president", "I. Vandermoss"),
        ("YEM", "president|leader", "Ilo Vandermoss|I. Vandermoss"),
    ]


def test_find_own_id_is_of_the_only_one_that_fits(own_file: Path) -> None:
    assert find_own_id("TC Front", None) == "Q9900001"
    assert find_own_id("TC Front", "FRA") is None
    assert find_own_id("Oda Tal", None) is None
    own_file.write_text(HEAD + "Oda Tal\tYEM\t-\tperson\tQ1\nOda Tal\tOMN\t-\tperson\tQ2\n", encoding="utf-8")
    own_actors.forget_own()
    assert (find_own_id("Oda Tal", None), find_own_id("Oda Tal", "OMN")) == (None, "Q2")


def test_find_actors_gives_own_actors_their_wikidata_id(own_file: Path) -> None:
    text = "TC Front fighters met Ilo Vandermoss."
    entities = tuple(
        Entity((text.index(name), text.index(name) + len(name)), kind, 0.9)  # type: ignore[arg-type]
        for name, kind in (("TC Front", "ORG"), ("Ilo Vandermoss", "PER"))
    )
    words = find_words(text)
    annotation = Annotation(text, words, ((0, len(text)),), (0,) * len(words), (0,), entities)
    found = {actor.name: (actor.kind, actor.country, actor.wikidata) for actor in actors.find_actors(annotation, None)}
    assert found["TC Front"] == ("group", "YEM", "Q9900001")  # as the report calls it
    assert found["Ilo Vandermoss"][2] == "Q9900002"


def test_a_named_file_that_is_not_there_is_told_of(own_file: Path) -> None:
    own_file.unlink()
    own_actors.forget_own()
    with pytest.raises(UnreadableInput, match="cannot read your own actors"):
        own_actors.load_own()


def test_without_a_named_file_it_is_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTEDLY_ACTORS")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, appauthor: str(tmp_path / name))
    assert own_actors_path() == tmp_path / "reportedly" / "actors.tsv"
    own_actors.forget_own()
    assert own_actors.load_own() == ()


def test_put_rows_replaces_those_of_the_same_id_and_keeps_the_rest() -> None:
    changed = OwnActor(("Tarn Column",), "OMN", "REB", "group", "Q9900001").write()
    text = put_rows(ROWS.rstrip("\n"), [changed])
    assert text.startswith("# ours\n" + HEAD)
    assert [actor.names[0] for actor in read_own_actors(text, "a")] == ["Ilo Vandermoss", "Oda Tal", "Tarn Column"]
    assert put_rows("", [changed]) == HEAD + changed
