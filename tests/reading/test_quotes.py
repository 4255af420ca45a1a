"""Where quotations begin and end, and how much of a content is quoted."""

import time

import pytest

from reportedly.reading.quotes import find_kind, find_quotations
from said import place, said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “we stay” and left.", [("“we stay”", True)]),
        ('He said "we stay" and left.', [('"we stay"', True)]),
        ("Er sagte „wir bleiben“ und ging.", [("„wir bleiben“", True)]),
        ("Il a dit «on reste» hier.", [("«on reste»", True)]),
        ("The ‘rebels’ left the workers’ quarter.", [("‘rebels’", True)]),
        ("It was the workers' quarter, and it's ours.", []),
        ('He called it "a mistake. The house fell.', [('"a mistake. The house fell.', False)]),
        ('One "lost. Two "found" here.', [('"lost. Two', False), ('"found"', True)]),
    ],
)
def test_find_quotations_pairs_marks(text: str, found: list[tuple[str, bool]]) -> None:
    quotations = find_quotations(text)
    assert [(text[item.start : item.end], item.closed) for item in quotations] == found


def test_find_quotations_goes_on_where_the_next_paragraph_opens_again() -> None:
    first, second = find_quotations("“We stay.\n\n“We do not leave,” he said.")
    assert (first.closed, first.continued, second.closed) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "cue", "content", "kind"),
    [
        ("“We stay,” Avel said.", "said", "“We stay,”", "direct"),
        ("Avel said they would stay.", "said", "they would stay", "indirect"),
        ("Avel said they would “stay”.", "said", "they would “stay”", "mixed"),
        ("Banners read “Peace,” “Bread” and “Land”.", "read", "“Peace,” “Bread” and “Land”", "direct"),
        ("“They told us to go,” Avel said.", "told", "to go", "indirect"),
        ("“They told us to go,” Avel said.", "said", "They told us to go", "direct"),
        ("Avel calls it a ‘rescue’ mission.", "calls", "it a ‘rescue’ mission", "mixed"),
        ('Avel called it "a bunch of lies.', "called", '"a bunch of lies.', "direct"),
    ],
)
def test_find_kind_counts_quoted_words(text: str, cue: str, content: str, kind: str) -> None:
    annotation = said(text)
    assert find_kind(annotation, place(text, content), place(text, cue), find_quotations(text)) == kind


def test_find_kind_takes_a_sentence_after_a_quotation_for_its_second_one() -> None:
    text = "“We stay,” Avel said. We do not leave. The rain went on."
    annotation = said(text)
    content = (*place(text, "“We stay,”"), *place(text, "We do not leave."))
    assert find_kind(annotation, content, place(text, "said"), find_quotations(text)) == "direct"


@pytest.mark.parametrize("text", ['"' * 200_000, "'" * 200_000, "“a" * 100_000, "‘a’ " * 100_000, 'a" ' * 100_000])
def test_find_quotations_is_linear_on_hostile_text(text: str) -> None:
    start = time.perf_counter()
    find_quotations(text)
    assert time.perf_counter() - start < 5
