import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Report
from reportedly.sources import reports
from reportedly.sources.paths import read_paths
from reportedly.sources.reports import Failure
from web_server import ARTICLE, PAGE, make_bomb

HTML = ("Content-Type", "text/html; charset=utf-8")


def write_archive(*answers: tuple[str, bytes, tuple[tuple[str, str], ...]], packed: bool = False) -> bytes:
    """Write an archive as crawlers do: an info member, then each answer with its request before it."""
    members = [make_member(b"software: test\r\n", kind="warcinfo")]
    for url, body, headers in answers:
        named = {"WARC-Target-URI": url, "Content-Type": "application/http; msgtype=response"}
        members.append(make_member(b"GET / HTTP/1.1\r\n\r\n", kind="request", headers=named))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        members.append(make_member(f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body, kind="response", headers=named))
    return b"".join(gzip.compress(member) if packed else member for member in members)


def make_member(
    body: bytes, length: int | None = None, kind: str = "resource", headers: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    named = {"WARC-Target-URI": "https://a.example/x", "Content-Type": "text/plain", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    size = len(body) if length is None else length
    return f"WARC/1.0\r\nWARC-Type: {kind}\r\n{lines}Content-Length: {size}\r\n\r\n".encode() + body + b"\r\n\r\n"


def read(path: Path, data: bytes) -> list[Report | Failure]:
    path.write_bytes(data)
    return list(read_paths([path]))


def find_texts(found: list[Report | Failure]) -> list[str]:
    return [item.text for item in found if isinstance(item, Report)]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.bin"])
def test_read_paths_reads_the_pages_of_an_archive(packed: bool, name: str, tmp_path: Path) -> None:
    other = PAGE.replace("Amal", "Vesk").encode()
    archive = write_archive(
        ("https://a.example/amal", PAGE.encode(), (HTML,)),
        ("https://a.example/picture", b"\x89PNG", (("Content-Type", "image/png"),)),
        ("https://a.example/packed", gzip.compress(other), (HTML, ("Content-Encoding", "gzip"))),
        ("https://a.example/text", b"Norland said so.", (("Content-Type", "text/plain"),)),
        packed=packed,
    )
    first, second, third = read(tmp_path / name, archive)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert isinstance(third, Report)
    assert ARTICLE in first.text
    assert (first.url, second.url, third.text) == (
        "https://a.example/amal",
        "https://a.example/packed",
        "Norland said so.",
    )
    assert first.id.startswith("a.example-amal-")


@pytest.mark.parametrize("packing", ["gzip", "br", "zstd"])
def test_read_paths_unpacks_members_within_bounds(packing: str, tmp_path: Path) -> None:
    headers = (HTML, ("Content-Encoding", packing))
    bomb, good = read(
        tmp_path / "a.warc",
        write_archive(
            ("https://a.example/bomb", make_bomb(packing, 300), headers),
            ("https://a.example/good", PAGE.encode(), (HTML,)),
        ),
    )
    assert "larger than the 10,000,000 bytes that one page may have" in str(bomb)
    assert isinstance(good, Report)


def test_read_paths_undoes_chunks(tmp_path: Path) -> None:
    page = PAGE.encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:100], page[100:])) + b"0\r\n\r\n"
    (report,) = read(
        tmp_path / "a.warc",
        write_archive(("https://a.example/a", chunks, (HTML, ("Transfer-Encoding", "chunked")))),
    )
    assert isinstance(report, Report)
    assert ARTICLE in report.text


GOOD = make_member(b"The good member said so.")
LIES = {
    "too long by a little": make_member(b"The liar said so.", 30),
    "too long by a member": make_member(b"The liar said so.", 250),
    "longer than the file": make_member(b"The liar said so.", 40_000_000),
    "longer than any report": make_member(b"The liar said so.", 10**18),
    "too short": make_member(b"The liar said so, and more.", 5),
    "empty": make_member(b"The liar said so.", 0),
    "no length": make_member(b"The liar said so.").replace(b"Content-Length", b"X-Length"),
    "negative": make_member(b"The liar said so.", -5),
    "a number in other digits": make_member(b"The liar said so.").replace(b": 17\r", ": ١٧\r".encode()),
    "no headers": b"WARC/1.0\r\n\r\n",
    "endless header": b"WARC/1.0\r\n" + b"x" * 300_000 + b"\r\n\r\n",
    "garbage": b"what is this\r\n" * 10,
}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_read_paths_goes_on_after_a_member_that_lies(lie: bytes, name: str, tmp_path: Path) -> None:
    members = [make_member(b"The first member said so."), lie, GOOD, make_member(b"The last member said so.")]
    data = b"".join(gzip.compress(member) for member in members) if name.endswith("gz") else b"".join(members)
    found = read(tmp_path / name, data)
    failures = [item for item in found if isinstance(item, Failure)]
    assert failures
    assert all(failure.where == str(tmp_path / name) for failure in failures)
    assert failures[0].message.startswith("member 2")
    texts = find_texts(found)
    assert texts[0] == "The first member said so."
    assert texts[-2:] == ["The good member said so.", "The last member said so."]
    assert len(texts) == 3


@pytest.mark.parametrize("cut", [slice(-3, None), slice(-8, -4), slice(12, 40)], ids=["end", "checksum", "middle"])
def test_read_paths_goes_on_after_a_gzip_member_that_is_damaged(cut: slice, tmp_path: Path) -> None:
    bad = bytearray(gzip.compress(make_member(b"The bad member said so.")))
    bad[cut] = b""
    data = gzip.compress(make_member(b"The first member said so.")) + bytes(bad) + gzip.compress(GOOD)
    found = read(tmp_path / "a.warc.gz", data)
    texts = find_texts(found)
    assert (texts[0], texts[-1]) == ("The first member said so.", "The good member said so.")
    assert any(isinstance(item, Failure) and "gzip members" in item.message for item in found)


def test_read_paths_stops_at_an_archive_made_to_explode(tmp_path: Path) -> None:
    bomb = make_bomb("gzip", 100)
    (failure,) = read(tmp_path / "a.warc.gz", gzip.compress(make_member(b"x" * 10, 10**9)[:-20]) + bomb * 3)
    assert isinstance(failure, Failure)


def test_read_paths_stops_where_every_member_lies(tmp_path: Path) -> None:
    found = read(tmp_path / "a.warc", make_member(b"x", 40_000_000) * 3_000)
    assert len(found) < 110
    assert "more than 100 damaged members" in str(found[-1])


def test_read_paths_says_that_an_archive_has_no_page(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "a.warc", write_archive())
    assert "no page and no text among its 1 members" in str(failure)


def test_read_paths_refuses_a_large_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_BYTES", 1_000)
    large, good = read(tmp_path / "a.warc", make_member(b"so. " * 1_000) + GOOD)
    assert "more than the 1,000 that one report may have" in str(large)
    assert isinstance(good, Report)


def test_read_paths_gives_two_captures_two_ids(tmp_path: Path) -> None:
    one, same, other = read(tmp_path / "a.warc", GOOD + GOOD + make_member(b"Corrected: he did not say so."))
    assert isinstance(one, Report)
    assert isinstance(other, Report)
    assert one == same
    assert other.id.startswith(one.id)
    assert other.id != one.id


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=400), at=st.integers(0, 2_000), packed=st.booleans())
def test_read_paths_raises_on_no_archive(
    data: bytes, at: int, packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive = bytearray(write_archive(("https://a.example/amal", PAGE.encode(), (HTML,)), packed=packed))
    archive[at : at + len(data)] = data
    for item in read(tmp_path_factory.getbasetemp() / "fuzzed.warc.gz", bytes(archive)):
        assert isinstance(item, Report | Failure)
        json.dumps(str(item)).encode()
