import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import Report
from reportedly.sources import reports
from reportedly.sources.paths import KINDS, read_paths
from reportedly.sources.reports import Failure, hash_text

TEXT = "The governor of Arvand said on Tuesday that the militia had shelled the town."
PAGE = f"<!DOCTYPE html><html lang=en><head><title>Shells</title></head><body>{f'<p>{TEXT}</p>' * 3}</body></html>"
LINES = json.dumps({"id": "one", "text": TEXT}) + "\n" + json.dumps({"id": 2, "text": TEXT}) + "\n"


def read(*paths: Path) -> list[Report | Failure]:
    return list(read_paths(paths))


def read_one(path: Path, data: bytes) -> Report | Failure:
    path.write_bytes(data)
    (found,) = read_paths([path])
    return found


def find_ids(found: list[Report | Failure]) -> list[str]:
    return [item.id if isinstance(item, Report) else str(item) for item in found]


@pytest.mark.parametrize("extension", [name for name, kind in KINDS.items() if kind == "text"])
def test_read_paths_reads_text_as_it_stands(extension: str, tmp_path: Path) -> None:
    text = f"# published 2023-09-19 by a wire\r\n<p>{TEXT}\r\n"
    assert read_one(tmp_path / f"wire.1{extension}", text.encode()) == Report("wire.1", text)


@pytest.mark.parametrize("extension", [name for name, kind in KINDS.items() if kind == "page"])
def test_read_paths_reads_pages(extension: str, tmp_path: Path) -> None:
    report = read_one(tmp_path / f"wire{extension}", PAGE.encode())
    assert isinstance(report, Report)
    assert (report.id, report.title, report.language) == ("wire", "Shells", "en")
    assert report.text.startswith(TEXT)


@pytest.mark.parametrize("extension", [name for name, kind in KINDS.items() if kind == "json lines"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_read_paths_reads_json_lines(extension: str, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / f"wire{extension}{'' if pack is bytes else '.GZ'}"
    path.write_bytes(pack(LINES.encode()))
    assert find_ids(read(path)) == ["one", "2"]


@pytest.mark.parametrize("name", ["wire", "wire.news", "wire.gz", "wire.TXT.gz"])
@pytest.mark.parametrize(
    ("data", "ids"),
    [(TEXT, ["wire"]), (PAGE, ["wire"]), (LINES, ["one", "2"]), ("\ufeff" + LINES, ["one", "2"]), ('{"', None)],
)
def test_read_paths_goes_by_the_content_where_the_extension_says_nothing(
    name: str, data: str, ids: list[str] | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data.encode()) if name.endswith(".gz") else data.encode())
    found = read(path)
    if ids is None or "TXT" in name:
        assert len(found) == 1
    else:
        assert find_ids(found) == ids
    if data == PAGE and "TXT" not in name:
        assert isinstance(found[0], Report)
        assert "<" not in found[0].text


def test_read_paths_walks_folders_in_order_and_leaves_hidden_files_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/k/c.txt", ".hidden/x.txt", ".x.txt", "c.jsonl", "B.txt", "a/.git/y.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LINES if name.endswith("l") else f"{name}: {TEXT}", encoding="utf-8")
    assert find_ids(read(tmp_path)) == ["B", "c", "z", "b", "one", "2"]


def test_read_paths_keeps_the_order_it_is_given(tmp_path: Path) -> None:
    for name in "ba":
        (tmp_path / f"{name}.txt").write_text(f"{name} {TEXT}", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    paths = [tmp_path / name for name in ("b.txt", ".hidden.txt", "a.txt")]
    assert find_ids(read(*paths)) == ["b", ".hidden", "a"]


def test_read_paths_tells_two_texts_of_one_stem_apart(tmp_path: Path) -> None:
    for folder, text in (("a", "One."), ("b", "Two."), ("c", "One.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "wire.txt").write_text(text, encoding="utf-8")
    assert find_ids(read(tmp_path)) == ["wire", f"wire-{hash_text('Two.')[:6]}", "wire"]


def test_read_paths_takes_the_date_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (report,) = read_paths([path], published="2023-09-19")
    assert isinstance(report, Report)
    assert report.published == "2023-09-19"


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (PAGE.encode(), ["stdin"]),
        (LINES.encode(), ["one", "2"]),
        (gzip.compress(LINES.encode()), ["one", "2"]),
        (b"", ["standard input: holds no text; give a report of at least one sentence"]),
        (b"a\0b", ["standard input: not text (it holds NUL bytes); give plain text, HTML or JSON Lines"]),
    ],
)
def test_read_paths_reads_standard_input(data: bytes, ids: list[str]) -> None:
    stdin = io.BytesIO(data)
    assert find_ids(list(read_paths(["-"], stdin=stdin))) == ids
    assert not stdin.closed


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "holds no text; give a report of at least one sentence"),
        ("a.md", b" \r\n\t", "holds no text; give a report of at least one sentence"),
        ("a.bin", b"\x7fELF\0\0", "not text (it holds NUL bytes); give plain text, HTML or JSON Lines"),
        (
            "a.txt",
            b"PK\x03\x04",
            "not text (it is a ZIP archive or office document); give plain text, HTML or JSON Lines",
        ),
        ("a.html", b"<html>\0</html>", "not text (it holds NUL bytes); give plain text, HTML or JSON Lines"),
        ("a.html", b"<html></html>", "no article found in the page; give the article as plain text"),
        (
            "a.gz",
            b"\x1f\x8bnot gzip",
            "the gzip data is cut short or damaged (Unknown compression method); pack it again",
        ),
        ("a.jsonl", b"", "holds no line; give one JSON object a line"),
    ],
)
def test_read_paths_says_what_is_wrong_with_a_file(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    failure = read_one(path, data)
    assert failure == Failure(str(path), None, message)


@pytest.mark.parametrize("keep", [2, 12, -12, -4])
@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.gz"])
def test_read_paths_says_that_a_gzip_is_cut_short(keep: int, name: str, tmp_path: Path) -> None:
    failure = read_one(tmp_path / name, gzip.compress(TEXT.encode() * 9)[:keep])
    assert isinstance(failure, Failure)
    assert "cut short or damaged" in failure.message


def test_read_paths_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    failure, report, missing = read(tmp_path, tmp_path / "none.txt")
    assert isinstance(failure, Failure)
    assert isinstance(report, Report)
    assert missing == Failure(str(tmp_path / "none.txt"), None, "no such file or folder; check the path")


def test_read_paths_refuses_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_BYTES", 100)
    for data in (b"x" * 101, gzip.compress(b"x" * 101)):
        failure = read_one(tmp_path / "a.txt", data)
        assert isinstance(failure, Failure)
        assert failure.message == "larger than the 100 bytes that one report may have; split it"
    assert isinstance(read_one(tmp_path / "a.txt", b"x" * 100), Report)


def test_read_paths_says_that_a_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty" / "empty").mkdir(parents=True)
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (failure,) = read(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.message == "a folder without a file to read; give text, HTML or JSON Lines files"


def test_read_paths_takes_hostile_names(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bell\x07\xff.txt"))
    try:
        path.write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    (report,) = read(tmp_path)
    assert isinstance(report, Report)
    assert report.id.startswith("bell__-")
    path.write_bytes(b"")
    (failure,) = read(tmp_path)
    assert str(failure).endswith("bell\ufffd\ufffd.txt: holds no text; give a report of at least one sentence")
    assert isinstance(next(read_paths([Path("a\0b")])), Failure)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the root user may read everything")
def test_read_paths_says_that_it_may_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0)
    (tmp_path / "wire.txt").touch(mode=0)
    folder, wire = read(tmp_path)
    (tmp_path / "folder").chmod(0o700)
    for failure in (folder, wire):
        assert isinstance(failure, Failure)
        assert failure.message == "no permission to read it; change its permissions"


def test_read_paths_says_that_it_may_not_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "wire.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    (failure,) = read(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.message == "no permission to read it; change its permissions"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_read_paths_ends_in_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "wire.txt")
    gone, link, itself, wire = read(tmp_path)
    assert isinstance(gone, Failure)
    assert isinstance(itself, Failure)
    assert find_ids([link, wire]) == ["link", "wire"]
    assert find_ids(read(tmp_path / "loop" / "wire.txt")) == ["wire"]
    assert len(read(tmp_path / "loop")) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_read_paths_opens_no_pipe_and_no_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path, tmp_path / "pipe.txt", Path(os.devnull), Path("/dev/zero")):
        (failure,) = read(path)
        assert isinstance(failure, Failure)
        assert failure.message == "neither a file nor a folder; give a file, or pipe it to -"


def test_read_paths_walks_a_deep_folder(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["d"] * 300)
    folder.mkdir(parents=True)
    (folder / "deep.txt").write_text(TEXT, encoding="utf-8")
    assert find_ids(read(tmp_path)) == ["deep"]


def test_read_paths_streams_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number in range(20_000):
            lines.write(f'{{"id": {number}, "text": "Text {number}."}}\n')
    found = read_paths([path])
    assert next(found) == Report("0", "Text 0.")
    assert sum(1 for _ in found) == 19_999


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300)
    | st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.binary(max_size=100).map(gzip.compress)
    | st.binary(max_size=200).map(lambda junk: b'{"id": "a", "text": "' + junk + b'"}\n' + junk)
    | st.binary(max_size=200).map(lambda junk: b"<html><body><p>" + junk),
    name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json.gz", "a", "a.gz"]),
)
def test_read_paths_raises_on_no_bytes(data: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = read(path)
    assert found
    for item in found:
        if isinstance(item, Report):
            assert item.text.strip()
            item.text.encode("utf-8")
        else:
            assert item.where == str(path)
            assert item.message
