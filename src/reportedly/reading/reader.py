"""How does a report become a reading? The flow on one screen; every stage is a plain function and can be replaced.

Reader(find_terms=my_terms).read(report)
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportedly.language.annotation import Annotation
from reportedly.model import Actor, Dispute, Event, Place, Reading, Report, Statement, Term, Time
from reportedly.reading import actors, disputes, events, places, statements, subjects, terms, times


@dataclass(frozen=True, slots=True)
class Reader:
    """The stages of reading, in order. `annotate` is what the models see; `name` is kept with every reading."""

    annotate: Callable[[str, str | None], Annotation]
    name: str
    settle_sources: Callable[[Annotation], Annotation] = subjects.settle_sources
    find_times: Callable[[Annotation, str | None], tuple[Time, ...]] = times.find_times
    find_places: Callable[[Annotation], tuple[Place, ...]] = places.find_places
    find_actors: Callable[[Annotation, str | None], tuple[Actor, ...]] = actors.find_actors
    find_statements: Callable[[Annotation, tuple[Actor, ...]], tuple[Statement, ...]] = statements.find_statements
    find_events: Callable[..., tuple[Event, ...]] = events.find_events
    find_terms: Callable[..., tuple[Term, ...]] = terms.find_terms
    find_disputes: Callable[..., tuple[Dispute, ...]] = disputes.find_disputes

    def read(self, report: Report) -> Reading:
        """Read one report, layer by layer."""
        annotation = self.settle_sources(self.annotate(report.text, report.published))
        when = self.find_times(annotation, report.published)
        where = self.find_places(annotation)
        who = self.find_actors(annotation, report.published)
        said = self.find_statements(annotation, who)
        done = self.find_events(annotation, said, who, where, when, report.published)
        asked = self.find_terms(annotation, said, done, who, when)
        disputed = self.find_disputes(annotation, said, done)
        return Reading(report, self.name, said, done, asked, disputed, who, where, when)
