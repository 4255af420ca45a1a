"""How does a batch of reports go, as the person who waits for it sees it? Failures as they come, a bar, a sum."""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reportedly.cli.screen import open_errors, tell
from reportedly.model import LAYERS, Reading, Report

if TYPE_CHECKING:  # both are slow to load, and a single report needs no bar
    from rich.progress import Progress, TaskID

    from reportedly.sources.reports import Failure

#: So many reports are over before a bar could be read.
_FEW = 3
_NAMED_FAILURES = 5


class Batch:
    """Reports on their way through the reader. `bar` says whether a progress bar may be drawn on stderr."""

    def __init__(self, *, bar: bool) -> None:
        self.read = 0
        self.left_out = 0
        self.failed: list[str] = []
        self._console = open_errors()
        self._bar = bar and self._console.is_terminal
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def feed(self, found: "Iterable[Report | Failure]") -> Iterator[Report]:
        """Pass the reports on; tell what could not be read."""
        for item in found:
            if isinstance(item, Report):
                yield item
            else:
                self._fail(item.where if item.line is None else f"{item.where}, line {item.line}", item.message)

    def leave_out(self, reports: Iterable[Report], known: Callable[[Report], bool]) -> Iterator[Report]:
        """Pass the reports on that are not known already; the others count as read."""
        for report in reports:
            if known(report):
                self.left_out += 1
                self.count_one()
            else:
                yield report

    def count(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Pass the readings on, each counted once it has been dealt with; tell which reports failed on the way."""
        for reading in readings:
            if is_failed(reading):
                self._fail(reading.report.id, reading.problems[0].message)
                yield reading
                continue
            yield reading
            self.count_one()

    def count_one(self) -> None:
        """Count a report as read."""
        self.read += 1
        self._advance()

    def sum_up(self) -> None:
        """Tell how many reports were read, and which were not."""
        summary = f"{self.read:,} report{'' if self.read == 1 else 's'} read"
        if self.failed:
            named = ", ".join(self.failed[:_NAMED_FAILURES])
            more = len(self.failed) - _NAMED_FAILURES
            summary += f", {len(self.failed):,} could not be: {named}{f' and {more:,} more' if more > 0 else ''}"
        tell(summary, console=self._console)

    def _fail(self, where: str, message: str) -> None:
        self.failed.append(where)
        tell(f"{where}: {message}", style="yellow", console=self._console)

    def _advance(self) -> None:
        if not self._bar or self.read <= _FEW:
            return
        if self._progress is None:
            self._start_bar()
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=self.read)

    def _start_bar(self) -> None:
        # only here: a single report must not wait for what it does not show
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.completed:,} reports read"), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console, transient=True)
        self._task = self._progress.add_task("read", total=None)
        self._progress.start()


def is_failed(reading: Reading) -> bool:
    """Say whether nothing came out of a report but a problem."""
    return bool(reading.problems) and not any(getattr(reading, layer) for layer in LAYERS)
