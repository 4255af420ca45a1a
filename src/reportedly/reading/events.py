"""Who did what to whom, where and when? One event a trigger, from what the model proposes and what the report says.

Settled questions follow the annotation guide: two words for one event in one sentence are one entry, and a speech act
that is named by its cue stands outside its own content.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast

from reportedly.language.annotation import Annotation, Happening
from reportedly.model import Actor, Event, Evidence, Place, Span, Spans, Statement, Status, Time
from reportedly.ontology import STATUSES
from reportedly.reading.clauses import Carriers, Wording, find_carrier, find_carriers, find_range, read_wording
from reportedly.reading.contexts import find_contexts
from reportedly.reading.counts import find_counts, settle_counts
from reportedly.reading.joint import find_outermost, split_joint
from reportedly.reading.mentions import Mentions, index_actors
from reportedly.reading.modes import find_mode
from reportedly.reading.places import index_places
from reportedly.reading.status import find_status
from reportedly.reading.times import find_date

#: Verbs that lend their tense to the noun that names the event: "launched an offensive" is one event.
_LIGHT_VERBS = frozenset(
    [
        "carried",
        "carries",
        "carry",
        "carrying",
        "conduct",
        "conducted",
        "conducting",
        "held",
        "hold",
        "holding",
        "launch",
        "launched",
        "launches",
        "launching",
        "made",
        "make",
        "making",
        "mount",
        "mounted",
        "mounting",
        "stage",
        "staged",
        "staging",
        "wage",
        "waged",
        "waging",
    ]
)
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Findings:
    """What has been found in a report before its events are."""

    wording: Wording
    statements: Sequence[Statement]
    carriers: Carriers
    actors: Mentions[Actor]
    places: Mentions[Place]
    times: tuple[Time, ...]
    published: str | None


def find_events(  # noqa: PLR0917 - the flow names these six, in this order
    annotation: Annotation,
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    places: Sequence[Place],
    times: Sequence[Time],
    published: str | None,
) -> tuple[Event, ...]:
    """Find the events of a report, in the order of their triggers."""
    wording = read_wording(annotation)
    in_order = tuple(sorted(times, key=lambda time: time.span))
    carriers = find_carriers(wording, statements)
    findings = Findings(wording, statements, carriers, index_actors(actors), index_places(places), in_order, published)
    names = find_outermost([entity.span for entity in annotation.entities])
    happenings = [
        replace(
            happening,
            actor=split_joint(annotation.text, happening.actor, names),
            recipient=split_joint(annotation.text, happening.recipient, names),
        )
        for happening in _join_happenings(wording, annotation.happenings)
    ]
    events = tuple(_make_event(f"e{number}", happening, findings) for number, happening in enumerate(happenings, 1))
    return settle_counts(events)


def _make_event(id_: str, happening: Happening, findings: Findings) -> Event:
    wording, trigger = findings.wording, happening.trigger
    mode, mode_rule = find_mode(wording, trigger, happening.type, happening.mode)
    time = _time_at(findings.times, happening.when)
    proposed = cast(Status, happening.status if happening.status in STATUSES else "actual")
    status, status_rule = find_status(
        wording, trigger, happening.type, proposed, time=time, published=findings.published
    )
    statement = find_carrier(wording, findings.carriers, findings.statements, trigger)
    actor_names, actor_ids = _name_actors(findings.actors, happening.actor)
    recipient_names, recipient_ids = _name_actors(findings.actors, happening.recipient)
    dated = find_date(trigger, happening.when, findings.times, wording.annotation, findings.published)
    evidence = [*_explain(happening, mode, mode_rule, status_rule, wording.annotation.model)]
    if dated:
        evidence.append(Evidence("date", dated[1], "times.event"))
    return Event(
        id=id_,
        type=happening.type,
        mode=mode,
        contexts=find_contexts(wording, trigger),
        status=status,
        trigger=trigger,
        actor=happening.actor,
        actor_name=actor_names,
        actor_id=actor_ids,
        recipient=happening.recipient,
        recipient_name=recipient_names,
        recipient_id=recipient_ids,
        place=happening.place,
        place_id=tuple(place.id if place else None for place in _places_at(findings.places, happening.place)),
        when=happening.when,
        date=dated[0] if dated else None,
        numbers=MappingProxyType(dict(find_counts(wording.annotation, trigger, happening.type))),
        statement=statement.id if statement else None,
        score=happening.score,
        evidence=tuple(evidence),
    )


def _explain(
    happening: Happening, mode: str | None, mode_rule: str | None, status_rule: str | None, model: str
) -> Iterator[Evidence]:
    """Give the words and the rule or model behind each field of an event."""
    trigger, model = happening.trigger, model or "model"
    yield Evidence("trigger", trigger, model, happening.score)
    yield Evidence("type", trigger, model, happening.type_score)
    if mode:
        yield Evidence("mode", trigger, mode_rule or model)
    yield Evidence("status", trigger, status_rule or model, None if status_rule else happening.status_score)
    for field in ("actor", "recipient", "place", "when"):
        for span in getattr(happening, field):
            yield Evidence(field, span, model, happening.score)


def _name_actors(actors: Mentions[Actor], spans: Spans) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    found = [actors.at(span) for span in spans]
    return tuple(actor.name if actor else None for actor in found), tuple(
        actor.id if actor else None for actor in found
    )


def _places_at(places: Mentions[Place], spans: Spans) -> tuple[Place | None, ...]:
    return tuple(places.at(span) for span in spans)


def _time_at(times: Sequence[Time], spans: Spans) -> Time | None:
    """Find the time expression inside the words that say when."""
    for start, end in spans:
        index = bisect_right(times, end - 1, key=lambda time: time.span[0]) - 1
        if index >= 0 and times[index].span[1] > start:
            return times[index]
    return None


def _join_happenings(wording: Wording, happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """Make one happening of two words for one event: "two words for one event in the same sentence are one entry"."""
    joined: list[Happening] = []
    for happening in sorted(happenings, key=lambda happening: (happening.trigger, happening.type)):
        same = next((index for index in range(len(joined) - 1, max(-1, len(joined) - 4), -1)
                     if _is_same(wording, joined[index], happening)), None)  # fmt: skip
        if same is None:
            joined.append(happening)
        else:
            joined[same] = _join(joined[same], happening)
    return tuple(sorted(joined, key=lambda happening: (happening.trigger, happening.type)))


def _is_same(wording: Wording, earlier: Happening, later: Happening) -> bool:
    if earlier.type != later.type:
        return False
    if later.trigger[0] < earlier.trigger[1]:
        return earlier.mode == later.mode or None in (earlier.mode, later.mode)
    return _is_light(wording, earlier.trigger, later.trigger)


def _is_light(wording: Wording, earlier: Span, later: Span) -> bool:
    """Tell whether a trigger is but the verb of the next one ("staged" before "protests")."""
    first, last = find_range(wording, earlier)
    following, _ = find_range(wording, later)
    sentence_of = wording.annotation.sentence_of
    return (
        last - first == 1
        and wording.lower[first] in _LIGHT_VERBS
        and following - last < _NEAR
        and sentence_of[first] == sentence_of[following]
        and not any(word in {",", ";", ".", "and"} for word in wording.lower[last:following])
    )


def _join(earlier: Happening, later: Happening) -> Happening:
    """Keep the better trigger (the noun, where a light verb stands before it) and every party of either."""
    overlap = later.trigger[0] < earlier.trigger[1]
    kept, other = (earlier, later) if overlap and earlier.score >= later.score else (later, earlier)
    return replace(
        kept,
        mode=kept.mode or other.mode,
        actor=kept.actor or other.actor,
        recipient=kept.recipient or other.recipient,
        place=kept.place or other.place,
        when=kept.when or other.when,
    )
