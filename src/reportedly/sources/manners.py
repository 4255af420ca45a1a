"""How is a server asked politely? One request at a time, with pauses, as robots.txt and Retry-After ask.

Nothing here grows without end: only the hosts asked last are remembered.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Generic, TypeVar
from urllib.robotparser import RobotFileParser

from reportedly.errors import UnreadableInput

#: The name that robots.txt knows the program by, and what it tells every server.
ROBOT = "reportedly"
USER_AGENT = f"{ROBOT}/{version(ROBOT)} (reads news reports and feeds; follows robots.txt as {ROBOT!r})"
#: Seconds between two requests to one host, where robots.txt asks for no longer pause.
PAUSE = 1.0
#: The longest pause, in seconds, that is waited for; a host that wants more is not asked now.
MAX_PAUSE = 60.0
#: After failures the pause doubles from this on, up to an hour; a server may ask for a day.
FIRST_BACK_OFF = 2.0
MAX_BACK_OFF = 3_600.0
MAX_RETRY_AFTER = 86_400.0
#: A server that is too busy and does not say for how long.
BUSY = 60.0
REMEMBERED_HOSTS = 1_000
ROBOTS_SECONDS = 86_400.0
#: How long a robots.txt that could not be read keeps its host from being asked.
UNREAD_ROBOTS_SECONDS = 600.0

T = TypeVar("T")


class TryLater(UnreadableInput):
    """A server that is not to be asked again before so many seconds are over."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Remembered(Generic[T]):
    """What is known of the hosts asked last; the oldest is forgotten first."""

    def __init__(self) -> None:
        self._items: OrderedDict[str, T] = OrderedDict()

    def get(self, name: str) -> T | None:
        """Give what is known."""
        return self._items.get(name)

    def set(self, name: str, item: T) -> None:
        """Remember something of a host, as the newest."""
        self._items[name] = item
        self._items.move_to_end(name)
        if len(self._items) > REMEMBERED_HOSTS:
            self._items.popitem(last=False)


@dataclass(frozen=True, slots=True)
class _Host:
    """When a host may be asked next, and how often in a row it has failed."""

    next_time: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class _Robots:
    """What a robots.txt says, until when it is believed, and why it could not be read, if it could not."""

    rules: RobotFileParser | None
    until: float
    why: str | None = None


class Manners:
    """When each host may be asked, and for what. `clock` and `sleep` are seconds, for tests."""

    def __init__(
        self,
        *,
        pause: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = PAUSE if pause is None else pause
        self._clock = clock
        self._sleep = sleep
        self._hosts: Remembered[_Host] = Remembered()
        self._robots: Remembered[_Robots] = Remembered()

    def wait(self, host: str) -> None:
        """Wait until a host may be asked; raise TryLater where that takes too long."""
        seconds = (self._hosts.get(host) or _Host()).next_time - self._clock()
        if seconds > MAX_PAUSE:
            raise TryLater(f"{host} is not asked again for {seconds:,.0f} seconds, as it wanted or failed", seconds)
        if seconds > 0:
            self._sleep(seconds)

    def succeed(self, host: str, *, pause: float = 0.0) -> None:
        """Note that a host has answered; `pause` is the one its robots.txt asks for."""
        self._hosts.set(host, _Host(self._clock() + max(self._pause, min(pause, MAX_PAUSE))))

    def fail(self, host: str, *, retry_after: float | None = None, busy: bool = False) -> float:
        """Note that a host has failed; give the seconds after which it may be asked again."""
        failures = (self._hosts.get(host) or _Host()).failures + 1
        seconds = min((BUSY if busy else FIRST_BACK_OFF) * 2.0 ** min(failures - 1, 20), MAX_BACK_OFF)
        if retry_after is not None:
            seconds = min(max(retry_after, self._pause), MAX_RETRY_AFTER)
        self._hosts.set(host, _Host(self._clock() + seconds, failures))
        return seconds

    def knows_robots(self, origin: str) -> bool:
        """Say whether an origin's robots.txt has been read lately."""
        known = self._robots.get(origin)
        return known is not None and known.until > self._clock()

    def learn_robots(self, origin: str, body: bytes) -> None:
        """Read a robots.txt; an empty one allows everything."""
        rules = RobotFileParser()
        try:
            rules.parse(body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
        except ValueError:  # of a rule that is no URL
            self.miss_robots(origin, "its robots.txt cannot be understood")
            return
        self._robots.set(origin, _Robots(rules, self._clock() + ROBOTS_SECONDS))

    def miss_robots(self, origin: str, why: str) -> None:
        """Note that a robots.txt could not be read: nothing of the origin is asked for until that is over."""
        self._robots.set(origin, _Robots(None, self._clock() + UNREAD_ROBOTS_SECONDS, why))

    def check_robots(self, origin: str, url: str) -> None:
        """Raise UnreadableInput where robots.txt asks that a URL is not read."""
        known = self._robots.get(origin)
        if known is None or known.rules is None:
            raise UnreadableInput(f"{origin} is not read: {'' if known is None else known.why}; try again later")
        if not known.rules.can_fetch(ROBOT, url):
            message = f"robots.txt of {origin} asks robots not to read it; save the page and give the file"
            raise UnreadableInput(message)

    def find_pause(self, origin: str) -> float:
        """Give the pause between requests that robots.txt asks for, in seconds."""
        known = self._robots.get(origin)
        pause = None if known is None or known.rules is None else known.rules.crawl_delay(ROBOT)
        return 0.0 if pause is None else float(pause)


def read_retry_after(words: str | None) -> float | None:
    """Give the seconds that Retry-After asks for, as a number or a date; None where it says nothing."""
    if words is None:
        return None
    if words.strip().isascii() and words.strip().isdigit():
        return float(words.strip()[:9])
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
