"""The import of a GeoNames dump: what is kept, what is named as bad, and that nothing is lost when it goes wrong."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.errors import UnreadableInput
from reportedly.gazetteer import find_entries, forget_gazetteers, get_entry, own_path
from reportedly.geonames import import_geonames, load_origin
from reportedly.geonames_lines import LONGEST_LINE, read_place


def place(number: object, name: str, code: str = "P.PPL", **cells: object) -> str:
    """Write a line of the dump: 19 cells."""
    kind, _, feature = code.partition(".")
    row = {"ascii": name, "others": "", "lat": 45.5, "lon": 33.25, "country": "UA", "division": "01", "people": 0}
    row |= {"changed": "2031-02-03"} | cells
    first = [number, name, row["ascii"], row["others"], row["lat"], row["lon"], kind, feature, row["country"], ""]
    return "\t".join(map(str, [*first, row["division"], "", "", "", row["people"], "", "", "Zone", row["changed"]]))


DUMP = [
    place(1, "Verhnost", others="Vérhnost'e,Верхност,VRN", people=312),
    place(2, "Ostrava Oblast'", "A.ADM1", others="Ostravna", people=90_000),
    place(3, "Selmost", division="02"),
    place(4, "Dnirka", "H.STM"),
    place(5, "Verhnost", country="XQ", division="", changed="2031-02-04"),
]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the gazetteer of one's own to a file of this test."""
    path = tmp_path / "own" / "gazetteer.sqlite"
    monkeypatch.setenv("REPORTEDLY_GAZETTEER", str(path))
    forget_gazetteers()
    yield path
    forget_gazetteers()


def write_dump(folder: Path, lines: list[str], name: str = "all.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def zip_dump(path: Path) -> Path:
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.write(path, path.name)
    return packed


@pytest.mark.parametrize("packed", [False, True])
def test_import_keeps_towns_and_divisions_beside_what_ships(tmp_path: Path, own: Path, packed: bool) -> None:
    assert "verhnost" not in find_entries(["verhnost"])
    path = write_dump(tmp_path, DUMP)
    result = import_geonames([zip_dump(path) if packed else path])
    assert (result.places, result.left_out, result.skipped, result.version) == (4, 1, 0, "2031-02-04")
    found = find_entries(["verhnost", "verhnoste", "ostravna", "dnirka", "goma"])
    assert [(entry.id, entry.country, entry.division) for entry in found["verhnost"]] == [
        (1, "UKR", 2),
        (5, None, None),
    ]
    assert found["verhnoste"][0].population == 312
    assert found["ostravna"][0].feature == "ADM1"
    assert "dnirka" not in found
    assert any(entry.country == "COD" for entry in found["goma"])
    assert (own_path(), own.exists()) == (own, True)


def test_import_replaces_an_entry_that_ships_and_keeps_its_other_names(tmp_path: Path) -> None:
    shipped = next(entry for entry in find_entries(["goma"])["goma"] if entry.country == "COD")
    import_geonames([write_dump(tmp_path, [place(shipped.id, "Goma", country="CD", people=7)])])
    assert next(entry.population for entry in find_entries(["goma"])["goma"] if entry.id == shipped.id) == 7
    again = get_entry(shipped.id)
    assert again is not None
    assert again.population == 7


def test_import_takes_other_names_from_a_file_of_their_own(tmp_path: Path) -> None:
    names = [
        "7\t1\ten\tNewmost\t\t\t\t\t\t",
        "8\t1\tlink\tHttps\t\t\t\t\t\t",
        "9\t99\ten\tLostmost\t\t\t\t\t\t",
        "10\tx",
    ]
    result = import_geonames([write_dump(tmp_path, names, "names.txt"), write_dump(tmp_path, DUMP)])
    assert find_entries(["newmost", "https", "lostmost"])["newmost"][0].id == 1
    assert find_entries(["newmost", "https", "lostmost"]).keys() == {"newmost"}
    assert result.left_out == 3  # a stream, a link, a name of what is not there
    assert [(bad.file, bad.number, bad.why) for bad in result.bad_lines] == [
        ("names.txt", 4, "not 8 or 10 columns but 2")
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("only\tthree\tcells", "not 19 columns but 3"),
        (place("x7", "Vesk"), "no geonameid: 'x7'"),
        (place(-4, "Vesk"), "no geonameid: '-4'"),
        (place(10**30, "Vesk"), "no geonameid"),
        (place("٣", "Vesk"), "no geonameid"),
        (place(9, "  "), "no name"),
        (place(9, "V\x1b[31mesk"), "no name"),
        (place(9, "V" * 201), "no name"),
        (place(9, "Vesk", lat=91), "no latitude: '91'"),
        (place(9, "Vesk", lat="nan"), "no latitude: 'nan'"),
        (place(9, "Vesk", lon="1e999"), "no longitude"),
        (place(9, "Vesk", people="many"), "no population: 'many'"),
        (place(1, "Vesk"), "geonameid 1 is there already"),
        (place(9, "V" * LONGEST_LINE), f"longer than {LONGEST_LINE:,} bytes"),
    ],
)
def test_a_bad_line_is_named_and_skipped(tmp_path: Path, line: str, why: str) -> None:
    result = import_geonames([write_dump(tmp_path, [DUMP[0], line, DUMP[1]])])
    assert (result.places, result.skipped) == (2, 1)
    assert (result.bad_lines[0].file, result.bad_lines[0].number) == ("all.txt", 2)
    assert result.bad_lines[0].why.startswith(why)
    assert len(result.bad_lines[0].why) < 100
    assert find_entries(["verhnost"])["verhnost"][0].division == 2


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "all.txt"
    path.write_bytes(DUMP[0].encode() + b"\n" + place(9, "Vesk").encode("utf-16") + b"\n")
    result = import_geonames([path])
    assert {bad.why for bad in result.bad_lines} >= {"not UTF-8"}
    assert result.places == 1


def test_a_dump_that_ends_badly_changes_nothing(tmp_path: Path, own: Path) -> None:
    import_geonames([write_dump(tmp_path, DUMP)])
    before = own.read_bytes()
    whole = zip_dump(
        write_dump(tmp_path, [place(n, f"Vesk {n * n}") for n in range(20, 3000)], "more.txt")
    ).read_bytes()
    broken = bytearray(whole)
    middle = len(broken) // 3
    broken[middle : middle + 200] = bytes(200)
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(bytes(broken))
    with pytest.raises(UnreadableInput, match=r"damaged\.zip' cannot be read"):
        import_geonames([damaged])
    assert own.read_bytes() == before
    assert sorted(path.name for path in own.parent.iterdir()) == ["gazetteer.json", "gazetteer.sqlite"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "first line has 1 column between tabs"),
        (b"a story\nof two lines\n", "first line has 1 column between tabs"),
        (place("x", "Vesk").encode(), "no place could be read: line 1 of 'all.txt': no geonameid: 'x'"),
        (place(4, "Dnirka", "H.STM").encode(), "no place could be read; give the dump's places"),
        (b"7\t1\ten\tNewmost\t\t\t\t\t\t", "no place could be read; give the dump's places"),
    ],
)
def test_what_is_no_dump_is_refused(tmp_path: Path, own: Path, content: bytes, message: str) -> None:
    path = tmp_path / "all.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=message):
        import_geonames([path])
    assert not own.exists()


def test_a_missing_file_and_a_zip_without_a_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        import_geonames([tmp_path / "nothing.txt"])
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as archive:
        archive.writestr("table.csv", "a,b")
    with pytest.raises(UnreadableInput, match=r"holds no \.txt file"):
        import_geonames([tmp_path / "odd.zip"])


def test_the_record_beside_it_tells_version_and_licence(tmp_path: Path, own: Path) -> None:
    assert load_origin(own) == {}
    import_geonames([write_dump(tmp_path, [*DUMP, "bad"])])
    record = json.loads(own.with_suffix(".json").read_text(encoding="utf-8"))
    assert record == load_origin(own)
    assert (record["version"], record["licence"], record["files"]) == ("2031-02-04", "CC BY 4.0", ["all.txt"])
    assert record["bad_lines"] == [{"file": "all.txt", "number": 6, "why": "not 19 columns but 1"}]


def test_progress_goes_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = write_dump(tmp_path, [place(number, f"Vesk {number}") for number in range(1, 6001)])
    import_geonames([path], progress=lambda done, total: told.append((done, total)))
    assert len(told) == 2
    assert told[0][0] < told[1][0] == told[1][1] == path.stat().st_size


@pytest.mark.parametrize("version", [None, 999])
def test_a_gazetteer_of_another_kind_is_refused(own: Path, version: int | None) -> None:
    own.parent.mkdir()
    if version is None:
        own.write_bytes(b"not a database, but long enough to be looked at" * 9)
    else:
        with closing(sqlite3.connect(own)) as database:
            database.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(UnreadableInput, match="is no gazetteer of this version; make it again: reportedly gazetteer"):
        find_entries(["goma"])


def test_lines_are_read_as_what_they_are() -> None:
    town = read_place(place(3, "Selmost", "P.PPLA", others="a,b").encode())
    assert town is not None
    assert (town.feature, town.codes, town.others) == ("PPL", ("UA", "01"), ("Selmost", "a", "b"))
    assert read_place(place(3, "Oldland", "A.PCLH").encode()) is None
