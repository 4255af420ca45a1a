"""Sources that only the structure of a sentence can settle."""

import pytest

from reportedly.reading.subjects import settle_sources
from said import said

Row = tuple[str, ...]


@pytest.mark.parametrize(
    ("text", "rows", "sources", "cues"),
    [
        pytest.param(
            "Norland, which called the raids an answer to threats in Vesk, said they would go on.",
            (("Norland", "called", "the raids an answer to threats in Vesk"), ("Vesk", "said", "they would go on")),
            ["Norland", "Norland"], ["called", "said"], id="subject-before-a-relative-clause",
        ),
        pytest.param(
            "Norland said the raids hit Vesk, and Luria said they missed.",
            (("Norland", "said", "the raids hit Vesk"), ("Luria", "2#said", "they missed")),
            ["Norland", "Luria"], ["said", "said"], id="two-subjects-stay",
        ),
        pytest.param(
            "Norland called it a threat that Luria had said was real.",
            (("Norland", "called", "it a threat that Luria had said was real"), ("Luria", "said", "was real")),
            ["Norland", "Luria"], ["called", "said"], id="a-nested-source-stays",
        ),
        pytest.param(
            "An aide spoke to the press. It was over, he said.",
            (("An aide", "said", "It was over"),),
            ["he"], ["said"], id="the-pronoun-beside-the-cue",
        ),
        pytest.param(
            "It was over, he said, Radio Vesk reported.",
            (("Radio Vesk", "said", "It was over"),),
            ["he"], ["said"], id="the-pronoun-and-not-the-outlet",
        ),
        pytest.param(
            "It was over, he said, Radio Vesk reported.",
            (("he said, Radio Vesk", "said", "It was over"),),
            ["he"], ["said"], id="a-source-over-its-own-cue",
        ),
        pytest.param(
            "An aide who met them said it was over.",
            (("An aide", "said", "it was over"),),
            ["An aide"], ["said"], id="a-source-in-the-sentence-stays",
        ),
        pytest.param(
            "“We are ready,” a statement on Tuesday said.",
            (("a statement on Tuesday", "said", "“We are ready,”"),),
            [""], ["a statement on Tuesday said"], id="a-bare-document-is-cue",
        ),
        pytest.param(
            "“We are ready,” the statement said.",
            (("the statement", "said", "“We are ready,”"),),
            ["the statement"], ["said"], id="a-known-document-stays",
        ),
        pytest.param(
            "“We are ready,” a Vesk statement said.",
            (("a Vesk statement", "said", "“We are ready,”"),),
            ["a Vesk statement"], ["said"], id="a-document-that-names-somebody-stays",
        ),
    ],
)  # fmt: skip
def test_sources_are_settled(text: str, rows: tuple[Row, ...], sources: list[str], cues: list[str]) -> None:
    annotation = said(text, *rows)
    settled = settle_sources(annotation).attributions
    assert ["".join(text[s:e] for s, e in item.source) for item in settled] == sources
    assert [" ".join(text[s:e] for s, e in item.cue) for item in settled] == cues
