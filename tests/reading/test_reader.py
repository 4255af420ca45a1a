"""The flow from an annotation to a reading, with an annotation written by hand and no model."""

from dataclasses import replace

from reportedly.language.annotation import Annotation, Attribution, Happening
from reportedly.language.sentences import find_sentence_numbers, find_sentence_spans
from reportedly.language.tokens import find_paragraphs, find_words
from reportedly.model import Report, Span
from reportedly.reading.reader import Reader

TEXT = (
    "Oster’s Defence Ministry said on Tuesday that Lurian forces had shelled the town of Vesk, killing at least 12 people. "
    "It demanded an end to the attacks."
)
REPORT = Report("r1", TEXT, published="2024-05-08")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def annotate(text: str, published: str | None) -> Annotation:
    words = find_words(text)
    numbers = find_sentence_numbers(text, words)
    plain = Annotation(
        text, words, find_sentence_spans(words, numbers), numbers, tuple(find_paragraphs(text, words).tolist())
    )
    said = Attribution(
        (span("Oster’s Defence Ministry"),),
        (span("said"),),
        (span("that Lurian forces had shelled the town of Vesk, killing at least 12 people"),),
        0.97,
    )
    demanded = Attribution((span("It"),), (span("demanded"),), (span("an end to the attacks"),), 0.9)
    shelled = Happening(
        span("shelled"), "ASSAULT", 0.9, "heavy-weapons", "actual", 0.8,
        (span("Lurian forces"),), (span("the town of Vesk"),), (span("Vesk"),), (), 0.95,
    )  # fmt: skip
    asked = Happening(span("demanded"), "REQUEST", 0.9, None, "actual", 0.9, (span("It"),), (), (), (), 0.9)
    return replace(plain, attributions=(said, demanded), happenings=(shelled, asked), model="by hand")


def test_reader_puts_every_layer_on_record() -> None:
    reading = Reader(annotate, "by hand").read(REPORT)
    first, second = reading.statements
    assert (first.speaker, first.kind, first.within) == ("Oster’s Defence Ministry", "indirect", None)
    assert second.speaker == first.speaker
    event, request = reading.events
    assert (event.type, event.mode, event.statement) == ("ASSAULT", "heavy-weapons", first.id)
    assert event.actor_name == ("Lurian forces",)
    assert (request.type, request.actor_name) == ("REQUEST", (first.speaker,))
    assert event.numbers["killed"].low == 12
    assert event.numbers["killed"].high is None
    assert [time.value for time in reading.times] == ["2024-05-07"]
    assert [term.kind for term in reading.terms] == ["demand"]


def test_reader_gives_every_finding_its_words() -> None:
    reading = Reader(annotate, "by hand").read(REPORT)
    for key, items in reading.evidence().items():
        assert items, key
        for item in items:
            start, end = item["span"]
            assert 0 <= start < end <= len(TEXT), key


def test_reader_stage_can_be_replaced() -> None:
    reading = Reader(annotate, "by hand", find_terms=lambda *_: ()).read(REPORT)
    assert reading.terms == ()
    assert len(reading.statements) == 2
