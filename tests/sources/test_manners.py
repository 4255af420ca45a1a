from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from reportedly.errors import UnreadableInput
from reportedly.sources import manners
from reportedly.sources.manners import Manners, TryLater, read_retry_after


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def polite(clock: Clock) -> Manners:
    return Manners(pause=1.0, clock=lambda: clock.now, sleep=clock.sleep)


def test_wait_pauses_between_two_requests_to_one_host(polite: Manners, clock: Clock) -> None:
    polite.wait("a")
    polite.succeed("a")
    polite.wait("b")
    assert clock.slept == []
    polite.wait("a")
    polite.succeed("a", pause=10)
    polite.wait("a")
    assert clock.slept == [1.0, 10.0]


def test_fail_doubles_the_pause_up_to_an_hour(polite: Manners, clock: Clock) -> None:
    pauses = [polite.fail("a") for _ in range(14)]
    assert pauses[:4] == [2.0, 4.0, 8.0, 16.0]
    assert pauses[-1] == 3600.0
    with pytest.raises(TryLater, match="not asked again for 3,600 seconds"):
        polite.wait("a")
    clock.now += 3600
    polite.wait("a")
    polite.succeed("a")
    assert polite.fail("a") == 2.0


def test_fail_does_what_the_server_asks_within_a_day(polite: Manners) -> None:
    assert polite.fail("a", retry_after=120.0, busy=True) == 120.0
    assert polite.fail("a", retry_after=1e9, busy=True) == 86_400.0
    assert polite.fail("b", retry_after=0.0, busy=True) == 1.0
    assert polite.fail("c", busy=True) == 60.0


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow: /\n", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", False),
        (b"User-agent: other\nDisallow: /\n", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: reportedly\nDisallow: /b\n", True),
        (b"User-agent: *\nDisallow: http://[\n", None),
        (b"\xff\xfe\0" * 1000, True),
        (b"User-agent: *\nCrawl-delay: x\nDisallow: /a", False),
    ],
)
def test_check_robots_obeys(robots: bytes, allowed: bool | None, polite: Manners) -> None:
    polite.learn_robots("http://a", robots)
    if allowed:
        polite.check_robots("http://a", "http://a/a")
        return
    with pytest.raises(UnreadableInput, match="asks robots not to" if allowed is False else "cannot be understood"):
        polite.check_robots("http://a", "http://a/a")


def test_robots_are_forgotten_in_time(polite: Manners, clock: Clock) -> None:
    polite.learn_robots("http://a", b"User-agent: *\nCrawl-delay: 7\n")
    assert polite.knows_robots("http://a")
    assert polite.find_pause("http://a") == 7.0
    polite.miss_robots("http://b", "it fails")
    clock.now += 601
    assert (polite.knows_robots("http://a"), polite.knows_robots("http://b")) == (True, False)
    clock.now += 86_400
    assert not polite.knows_robots("http://a")


def test_manners_do_not_grow(polite: Manners, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "REMEMBERED_HOSTS", 10)
    for number in range(100):
        polite.succeed(f"host{number}")
        polite.learn_robots(f"http://host{number}", b"")
    assert not polite.knows_robots("http://host89")
    assert polite.knows_robots("http://host90")


@pytest.mark.parametrize(
    ("words", "seconds"),
    [(None, None), ("120", 120.0), (" 0 ", 0.0), ("soon", None), ("-1", None), ("9" * 50, 999_999_999.0), ("²", None)],
)
def test_read_retry_after_reads_seconds(words: str | None, seconds: float | None) -> None:
    assert read_retry_after(words) == seconds


def test_read_retry_after_reads_a_date() -> None:
    moment = datetime.now(UTC) + timedelta(minutes=5)
    assert read_retry_after(format_datetime(moment)) == pytest.approx(300, abs=3)
    assert read_retry_after("Tue, 07 May 2024 10:00:00 GMT") == 0.0
