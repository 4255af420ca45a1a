"""Sentence boundaries, by rule and with the encoder's help."""

import numpy as np
import pytest

from reportedly.language.sentences import find_sentence_numbers, find_sentence_spans
from reportedly.language.tokens import find_words


def split(text: str, scores: list[float] | None = None) -> list[str]:
    words = find_words(text)
    numbers = find_sentence_numbers(text, words, None if scores is None else np.array(scores, np.float32))
    return [text[start:end] for start, end in find_sentence_spans(words, numbers)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Troops left Vesk.", "They came back."],
        ["Gen. Ada Brandt met Dr. J. Marsh of the U.S. Embassy in St. Amal.", "He agreed."],
        ["“We left.”", "“You did not,” she said."],
        ['"We left." ', "They stayed."],
        ["Is it over?", "No!", "It goes on …"],
        ["It cost 3.5 million.", "2,000 people fled."],
    ],
)
def test_sentences_are_split_by_rule(sentences: list[str]) -> None:
    assert split(" ".join(s.strip() for s in sentences)) == [s.strip() for s in sentences]


def test_sentences_end_at_line_breaks() -> None:
    assert split("A headline without a stop\nThe first sentence.") == [
        "A headline without a stop",
        "The first sentence.",
    ]


def test_sentences_follow_the_encoder_where_it_speaks() -> None:
    # a headline that runs on: only the encoder sees the boundary before "The"
    assert split("Vesk Falls The army left.", [1, 0, 0.9, 0, 0, 0]) == ["Vesk Falls", "The army left."]
    assert split("Vesk falls. The end.", [1, 0, 0, 0.1, 0, 0]) == ["Vesk falls. The end."]


def test_sentences_never_start_inside_a_word_group_without_space() -> None:
    assert split("the U.S.-backed force", [1, 0.9, 0.9, 0.9, 0.9, 0]) == ["the", "U.S.-backed force"]
