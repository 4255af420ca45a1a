"""Who says what? The statements of a report, from what the model proposes.

What is said is set right in contents.py, how much of it is quoted in quotes.py, to whom and through whom it came in
via.py. Here stand the order of it all, the nesting, and the speaker. Words: cues.tsv.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from reportedly.language.annotation import Annotation, Attribution
from reportedly.model import Actor, Evidence, Spans, Statement, StatementKind
from reportedly.reading.addressees import load_cues
from reportedly.reading.contents import length, repair_attributions, sentence_at
from reportedly.reading.mentions import Mentions, index_actors
from reportedly.reading.quotes import Quotation, find_kind, find_quotations
from reportedly.reading.via import Route, Said, find_routes, set_outlets_aside

_OPEN: Final = 12  # statements that may be open around one place; deeper nesting is a model's error


class Speaker(NamedTuple):
    """Who speaks: the name and id of an actor, and the rule that found it. None: the report does not say."""

    name: str | None
    id: str | None
    rule: str


class Decision(NamedTuple):
    """All that is decided about one statement."""

    item: Attribution
    kind: StatementKind
    speaker: Speaker
    route: Route
    parent: int | None


NOBODY: Final = Speaker(None, None, "speaker.unknown")


def find_statements(annotation: Annotation, actors: tuple[Actor, ...]) -> tuple[Statement, ...]:
    """Find the statements of a report, in the order of its words."""
    quotations = find_quotations(annotation.text)
    attributions = repair_attributions(annotation, quotations)
    attributions, clauses = set_outlets_aside(annotation, attributions)
    kinds = [_kind(annotation, item, quotations) for item in attributions]
    parents = find_parents(attributions)
    who = index_actors(actors)
    speakers = find_speakers(annotation, attributions, parents, who)
    said = Said(attributions, parents, tuple(speaker.name for speaker in speakers))
    routes = find_routes(annotation, said, clauses, who)
    decided = zip(attributions, kinds, speakers, routes, parents, strict=True)
    return tuple(_build(number, Decision(*decision)) for number, decision in enumerate(decided, 1))


def _kind(annotation: Annotation, item: Attribution, quotations: tuple[Quotation, ...]) -> StatementKind:
    """Tell the kind; words that stand alone are a quotation, even where the page lost its marks."""
    kind = find_kind(annotation, item.content, item.cue, quotations)
    return "direct" if kind == "indirect" and not item.cue and not item.source else kind


def find_parents(attributions: tuple[Attribution, ...]) -> tuple[int | None, ...]:
    """Give each attribution the innermost one whose content covers its cue, or its content where it has no cue."""
    lengths = [length(item.content) for item in attributions]
    spans = sorted((*span, number) for number, item in enumerate(attributions) for span in item.content)
    reach = _reach(spans)
    return tuple(_parent(number, item, spans, reach, lengths) for number, item in enumerate(attributions))


def _reach(spans: list[tuple[int, int, int]]) -> list[int]:
    """Give for each span how far it and all before it reach: what ends earlier cannot cover what follows."""
    reached, furthest = [], 0
    for _, end, _ in spans:
        furthest = max(furthest, end)
        reached.append(furthest)
    return reached


def _parent(
    number: int, item: Attribution, spans: list[tuple[int, int, int]], reach: list[int], lengths: list[int]
) -> int | None:
    start, end = (item.cue or item.content)[0]
    at = bisect_right(spans, (start, len(reach) and reach[-1] + 1, 0)) - 1
    found: int | None = None
    steps = 0
    while at >= 0 and reach[at] >= end and steps < _OPEN:
        _, right, other = spans[at]
        if right >= end and (lengths[other], -other) > (lengths[number], -number):
            found = other if found is None or lengths[other] < lengths[found] else found
        at, steps = at - 1, steps + 1
    return found


def find_speakers(
    annotation: Annotation,
    attributions: tuple[Attribution, ...],
    parents: tuple[int | None, ...],
    actors: Mentions[Actor],
) -> tuple[Speaker, ...]:
    """Find who speaks each statement: whoever stands at its source, else whoever spoke or issued it just before."""
    speakers: list[Speaker] = []
    issuers: dict[str, Speaker] = {}
    last: int | None = None
    for number, item in enumerate(attributions):
        documents = _documents(annotation, item)
        before = None if last is None or not _follows(annotation, attributions[last], item) else speakers[last]
        speaker = _at_source(annotation, item, actors)
        if not item.source or _is_document(annotation, item.source):
            speaker = _issuer(annotation, item, documents, issuers, before) or speaker
        speakers.append(speaker)
        issuers.update((document, speaker) for document in documents if speaker.name)
        last = number if parents[number] is None else last
    return tuple(speakers)


def _at_source(annotation: Annotation, item: Attribution, actors: Mentions[Actor]) -> Speaker:
    for span in item.source:
        actor = actors.at(span)
        if actor:
            return Speaker(actor.name, actor.id, "speaker.source")
    return NOBODY


def _issuer(
    annotation: Annotation, item: Attribution, documents: set[str], issuers: dict[str, Speaker], before: Speaker | None
) -> Speaker | None:
    """Find who speaks where no source stands: "the statement said", a quotation alone, or "said" without a subject."""
    known = next((issuers[document] for document in documents if document in issuers), None)
    if known or (documents and before):
        return (known or before or NOBODY)._replace(rule="speaker.issued")
    if item.source or not before:
        return None
    if not item.cue:
        return before._replace(rule="speaker.continued")
    return before._replace(rule="speaker.elided") if _words(annotation, item.cue[:1]) <= load_cues("bare") else None


def _follows(annotation: Annotation, one: Attribution, other: Attribution) -> bool:
    """Tell that a statement stands in the same sentence as another, or directly after it."""
    end = max(span[1] for span in (*one.content, *one.cue))
    start = min(span[0] for span in (*other.content, *other.cue))
    return sentence_at(annotation, start) - sentence_at(annotation, end - 1) <= 1


def _documents(annotation: Annotation, item: Attribution) -> set[str]:
    """Find what a statement is called: "statement" in "said in a statement"."""
    return _words(annotation, (*item.cue, *item.source)) & load_cues("document")


def _is_document(annotation: Annotation, source: Spans) -> bool:
    """Tell that a source is a document and names nobody: "the statement", but not "a Vesnan army statement"."""
    words = _words(annotation, source) - load_cues("skip")
    return len(words) == 1 and words <= load_cues("document")


def _words(annotation: Annotation, spans: Spans) -> set[str]:
    return {word for start, end in spans for word in annotation.text[start:end].lower().split()}


def _build(number: int, decision: Decision) -> Statement:
    """Build a statement with its evidence."""
    item, kind, speaker, route, parent = decision
    within = None if parent is None else f"s{parent + 1}"
    return Statement(
        id=f"s{number}",
        kind=kind,
        source=item.source,
        cue=item.cue,
        content=item.content,
        speaker=speaker.name,
        speaker_id=speaker.id,
        to=route.to,
        via=route.via,
        within=within,
        score=item.score,
        evidence=(*_find_evidence(decision), *route.evidence),
    )


def _find_evidence(decision: Decision) -> Iterator[Evidence]:
    item, kind, speaker, _, parent = decision
    start = (item.cue or item.content)[0]
    for field, spans in (("source", item.source), ("cue", item.cue), ("content", item.content)):
        for span in spans:
            yield Evidence(field, span, "model.attribution", item.score)
    yield Evidence("kind", item.content[0], f"kind.{kind}")
    if speaker.name:
        yield Evidence("speaker", (item.source or (start,))[0], speaker.rule)
    if parent is not None:
        yield Evidence("within", start, "within.innermost")
