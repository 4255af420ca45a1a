"""The order of statements, their nesting, their speakers and their evidence."""

import random
import time
from dataclasses import replace

import pytest

from reportedly.language.annotation import Annotation, Attribution
from reportedly.reading.statements import find_parents, find_statements
from said import people, said


def test_find_statements_numbers_them_by_their_place() -> None:
    text = "Avel said it fell. Orla said it stood."
    annotation = said(text, ("Orla", "2#said", "it stood"), ("Avel", "said", "it fell"))
    statements = find_statements(annotation, people(annotation, Avel="Avel", Orla="Orla"))
    assert [(item.id, item.speaker, item.score) for item in statements] == [("s1", "Avel", 0.9), ("s2", "Orla", 0.9)]


def test_find_statements_nests_in_the_innermost() -> None:
    text = "Avel said Orla had denied that Birch warned of war."
    annotation = said(
        text,
        ("Avel", "said", "Orla had denied that Birch warned of war"),
        ("Orla", "had denied", "that Birch warned of war"),
        ("Birch", "warned", "of war"),
    )
    assert [item.within for item in find_statements(annotation, ())] == [None, "s1", "s2"]


def test_find_parents_never_runs_in_a_circle() -> None:
    one = Attribution((), ((0, 4),), ((5, 20),), 0.5)
    other = Attribution((), ((6, 9),), ((0, 30),), 0.5)
    assert find_parents((one, other)) == (1, None)


@pytest.mark.parametrize(
    ("text", "rows", "speakers"),
    [
        (
            "Avel said it fell. “It was old.”",
            (("Avel", "said", "it fell"), ("", "", "“It was old.”")),
            ["Avel", "Avel"],
        ),
        (
            "Avel said it fell. The rain went on. Nobody came. “It was old.”",
            (("Avel", "said", "it fell"), ("", "", "“It was old.”")),
            ["Avel", None],
        ),
        (
            "Avel said in a statement it fell. It was old, the statement said.",
            (("Avel", "said in a statement", "it fell"), ("the statement", "2#said", "It was old")),
            ["Avel", "Avel"],
        ),
        (
            "Avel said it would go on. “They must leave,” a statement on Tuesday said.",
            (("Avel", "said", "it would go on"), ("", "a statement on Tuesday said", "“They must leave,”")),
            ["Avel", "Avel"],
        ),
        (
            "Avel did not say it would go. But said it might.",
            (("Avel", "did not say", "it would go"), ("", "said", "it might")),
            ["Avel", "Avel"],
        ),
        (
            "Avel said it fell. Nine were reported dead.",
            (("Avel", "said", "it fell"), ("", "were reported", "Nine", "dead")),
            ["Avel", None],
        ),
    ],
)
def test_find_statements_finds_the_speaker(
    text: str, rows: tuple[tuple[str, ...], ...], speakers: list[str | None]
) -> None:
    annotation = said(text, *rows)
    statements = find_statements(annotation, people(annotation, Avel="Avel"))
    assert [item.speaker for item in statements] == speakers


def test_find_statements_gives_evidence_for_every_field() -> None:
    annotation = said("Avel told Reuters it fell.", ("Avel", "told", "it fell"))
    (statement,) = find_statements(annotation, people(annotation, Avel="Avel"))
    assert {(item.field, item.rule) for item in statement.evidence} == {
        ("source", "model.attribution"),
        ("cue", "model.attribution"),
        ("content", "model.attribution"),
        ("kind", "kind.indirect"),
        ("speaker", "speaker.source"),
        ("to", "to.tells"),
        ("via", "via.told"),
    }
    assert all(annotation.text[slice(*item.span)].strip() for item in statement.evidence)


def test_find_statements_of_nothing_is_nothing() -> None:
    assert find_statements(said(""), ()) == ()
    assert find_statements(said("The rain went on."), ()) == ()


def _damage(annotation: Annotation, seed: int) -> Annotation:
    chance = random.Random(seed)

    def shift(span: tuple[int, int]) -> tuple[int, int]:
        start, end = (min(len(annotation.text), max(0, at + chance.randint(-4, 4))) for at in span)
        return min(start, end), max(start, end)

    said_so = tuple(
        Attribution(
            source=tuple(map(shift, item.source)),
            cue=tuple(map(shift, item.cue)),
            content=tuple(map(shift, item.content)),
            score=item.score,
        )
        for item in annotation.attributions
    )
    return replace(annotation, attributions=said_so)


@pytest.mark.parametrize("seed", range(40))
def test_find_statements_holds_its_promises_on_damaged_spans(seed: int) -> None:
    text = "“We stay,” Avel told CNN. “We fight.” Orla said “no” to that, and Birch warned Ostan of war."
    annotation = said(
        text,
        ("Avel", "told", "“We stay,”", "“We fight.”"),
        ("Orla", "said", "“no” to that"),
        ("Birch", "warned", "of war"),
    )
    for item in find_statements(_damage(annotation, seed), ()):
        assert item.content
        for start, end in item.content:
            assert any(left <= start < end <= right for left, right in annotation.sentences)
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
            assert text[end - 1] != " "
            assert all(end <= left or right <= start for left, right in item.cue)


def test_find_statements_takes_time_that_grows_with_the_text() -> None:
    line = "Avel told reporters that the bridge fell. "
    text = line * 3000
    rows = tuple(
        Attribution(((at, at + 4),), ((at + 5, at + 9),), ((at + 20, at + 40),), 0.5)
        for at in range(0, len(text), len(line))
    )
    words = [(at + left, at + right) for at in range(0, len(text), len(line)) for left, right in said(line[:-1]).words]
    sentences = tuple((at, at + len(line) - 1) for at in range(0, len(text), len(line)))
    annotation = Annotation(text, tuple(words), sentences, (), (), attributions=rows)
    start = time.perf_counter()
    assert len(find_statements(annotation, ())) == 3000
    assert time.perf_counter() - start < 6
