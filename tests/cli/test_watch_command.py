import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from typer.testing import CliRunner

from hand_made import READING
from reportedly.cli import watch as watching
from reportedly.cli.commands import app
from reportedly.model import Reading, Report
from reportedly.sources import manners, web
from web_server import ARTICLE, PAGE, Answer, Site, serve_site

runner = CliRunner()
HTML = {"Content-Type": "text/html"}


def read_many(reports: Iterable[Report], *, model: Path | None = None) -> Iterator[Reading]:
    for report in reports:
        yield replace(READING, report=report, reader="stub")


@pytest.fixture(autouse=True)
def prepare(monkeypatch: pytest.MonkeyPatch) -> None:
    api = ModuleType("reportedly.api")
    vars(api).update(read_many=read_many, open_reader=lambda model: SimpleNamespace(name="stub"))
    monkeypatch.setitem(sys.modules, "reportedly.api", api)
    monkeypatch.delenv("REPORTEDLY_RECORD", raising=False)
    monkeypatch.setenv("REPORTEDLY_ALLOW_PRIVATE", "1")
    monkeypatch.setattr(manners, "PAUSE", 0.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        served.answers["/1"] = served.answers["/2"] = served.answers["/3"] = Answer(PAGE.encode(), headers=HTML)
        served.answers["/feed"] = write_feed(served, 1, 2)
        yield served


def write_feed(site: Site, *numbers: int) -> Answer:
    items = "".join(
        f"<item><title>{number}</title><link>{site.url}/{number}</link><description>{number}. {ARTICLE}</description>"
        "</item>"
        for number in numbers
    )
    return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), headers={"ETag": f'"{numbers}"'})


def watch(*words: str) -> tuple[int, str, str]:
    shown = runner.invoke(app, ["watch", *words])
    return shown.exit_code, shown.stdout, shown.stderr


def count_reports(record: str) -> int:
    shown = runner.invoke(app, ["reports", "--record", record, "--format", "json"])
    return len({json.loads(line)["report"] for line in shown.stdout.splitlines()})


def test_watch_puts_on_record_what_is_new(site: Site, tmp_path: Path) -> None:
    record, feed = str(tmp_path / "desk.sqlite"), f"{site.url}/feed"
    code, told, _ = watch(feed, "--once", "--record", record)
    assert code == 0
    assert told.endswith("1 feed asked; 2 new entries: 2 added, 0 changed, 0 unchanged\n")
    assert told.count("\n") == 1
    assert watch(feed, "--once", "--record", record)[1].endswith("; 0 new entries: 0 added, 0 changed, 0 unchanged\n")
    site.answers["/feed"] = write_feed(site, 2, 3)
    assert "1 new entries: 1 added" in watch(feed, "--once", "--record", record)[1]
    assert count_reports(record) == 3
    assert site.paths() == ["/feed", "/1", "/2", "/feed", "/feed", "/3"]


def test_watch_forgets_nothing_that_matters_without_its_notes(site: Site, tmp_path: Path) -> None:
    record, feed = str(tmp_path / "desk.sqlite"), f"{site.url}/feed"
    watch(feed, "--once", "--record", record)
    (notes,) = (tmp_path / "desk.sqlite.watch").iterdir()
    notes.unlink()
    assert "2 new entries: 0 added, 0 changed, 2 unchanged" in watch(feed, "--once", "--record", record)[1]
    assert count_reports(record) == 2


def test_watch_goes_on_when_a_feed_fails(site: Site, tmp_path: Path) -> None:
    site.answers["/bad"] = Answer(b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss></rss>")
    feeds = (f"{site.url}/none", f"{site.url}/bad", f"{site.url}/feed")
    code, told, warned = watch(*feeds, "--once", "--record", str(tmp_path / "a.sqlite"))
    assert code == 0
    assert "3 feeds asked, 2 could not be read; 2 new entries: 2 added" in told
    assert "answered 404 Not Found" in warned
    assert "declares entities of its own" in warned
    assert watch(feeds[0], "--once", "--record", str(tmp_path / "b.sqlite"))[0] == 2


def test_watch_takes_urls_only(tmp_path: Path) -> None:
    for words in ("feed.xml", "ftp://a.example/feed", "https://me:secret@a.example/feed"):
        code, _, told = watch(words, "--once", "--record", str(tmp_path / "a.sqlite"))
        assert code == 2
        assert "secret" not in told
    assert not (tmp_path / "a.sqlite").exists()


def test_watch_stops_cleanly_and_goes_on_in_the_middle_of_a_feed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, feed = str(tmp_path / "desk.sqlite"), f"{site.url}/feed"

    real = web.read_entry
    monkeypatch.setattr(web, "read_entry", lambda *a, **n: _stop_or(real, site, *a, **n))
    code, told, _ = watch(feed, "--record", record)
    assert (code, told) == (0, "stopped; the next watch goes on from here\n")
    monkeypatch.setattr(web, "read_entry", real)
    site.asked.clear()
    assert "1 new entries: 1 added" in watch(feed, "--once", "--record", record)[1]
    assert site.paths() == ["/feed", "/2"]
    assert count_reports(record) == 2


def _stop_or(real: object, site: Site, *arguments: object, **named: object) -> object:
    if site.paths()[-1] == "/1":
        raise KeyboardInterrupt
    return real(*arguments, **named)  # type: ignore[operator]


def test_watch_goes_round_and_sleeps_in_between(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [1_700_000_000.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds
        if len(slept) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "time", SimpleNamespace(time=lambda: now[0], sleep=sleep))
    code, told, _ = watch(f"{site.url}/feed", "--every", "10", "--record", str(tmp_path / "a.sqlite"))
    assert code == 0
    assert slept == [600.0] * 5
    assert [line.split(";")[1] for line in told.splitlines()[:5]] == [
        " 2 new entries: 2 added, 0 changed, 0 unchanged",
        *[" 0 new entries: 0 added, 0 changed, 0 unchanged"] * 4,
    ]
    assert sum(file.stat().st_size for file in (tmp_path / "a.sqlite.watch").iterdir()) < 1_000


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_leaves_on_signals(number: signal.Signals, site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = write_feed(site)
    command = [sys.executable, "-m", "reportedly", "watch", f"{site.url}/feed", "--record", str(tmp_path / "a.sqlite")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        guard = threading.Timer(60, process.kill)
        guard.start()
        first = process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(number)
        rest, errors = process.communicate()
        guard.cancel()
    assert "1 feed asked; 0 new entries" in first
    assert (rest, errors, process.returncode) == ("stopped; the next watch goes on from here\n", "", 0)
