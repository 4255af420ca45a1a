"""Words, paragraphs and features of a text."""

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from reportedly.language.tokens import find_features, find_paragraphs, find_words, read_pieces

VOCABULARY = [
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[unused1]",
    "vesk",
    "said",
    "the",
    "line",
    "-",
    "of",
    "contact",
    "caf",
    "##e",
    ".",
    '"',
]


def make_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the line-of-contact.", ["the", "line-of-contact", "."]),
        ("U.S. troops", ["U.S", ".", "troops"]),
        ("“We left,” he said", ["“", "We", "left", ",", "”", "he", "said"]),
        ("كتب في غزة", ["كتب", "في", "غزة"]),
        ("", []),
    ],
)
def test_words_are_found(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in find_words(text)] == words


def test_paragraphs_start_at_line_breaks() -> None:
    text = "One two\nthree\n\nfour"
    assert find_paragraphs(text, find_words(text)).tolist() == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we left" today', ["we", "left"]),
        ("He said “we left” today", ["we", "left"]),
        ('"We left," he said. "They stayed."', ["We", "left", ",", "They", "stayed", "."]),
        ('An open "quotation\nends with its paragraph', ["quotation"]),
    ],
)
def test_features_tell_quoted_words(text: str, inside: list[str]) -> None:
    words = find_words(text)
    features = find_features(text, words, find_paragraphs(text, words))
    quoted = [
        text[s:e] for (s, e), f in zip(words, features, strict=True) if f >= 3 and text[s:e] not in ('"', "“", "”")
    ]
    assert quoted == inside


def test_features_tell_casing() -> None:
    words = find_words("the Vesk UN")
    assert find_features("the Vesk UN", words, find_paragraphs("the Vesk UN", words)).tolist() == [0, 1, 2]


def test_pieces_belong_to_words_and_mark_paragraphs() -> None:
    text = "Café said\nthe line-of-contact"
    pieces = read_pieces(make_tokenizer(), text, find_words(text))
    shown = [VOCABULARY[number] for number in pieces.ids]
    assert shown == ["caf", "##e", "said", "[unused1]", "the", "line", "-", "of", "-", "contact"]
    assert pieces.first.tolist() == [0, 2, 4, 5]
    assert pieces.owner.tolist() == [0, 0, 1, -1, 2, 3, 3, 3, 3, 3]


def test_pieces_of_words_that_the_tokenizer_drops_are_missing_not_shifted() -> None:
    text = "said \u0300\u0301 Vesk"  # combining marks alone: no wordpiece is left of them
    words = find_words(text)
    pieces = read_pieces(make_tokenizer(), text, words)
    assert pieces.first[0] == 0
    assert pieces.first[-1] == len(pieces.ids) - 1


def test_pieces_of_nothing_are_empty() -> None:
    assert read_pieces(make_tokenizer(), " \n", find_words(" \n")).ids.tolist() == []
