"""From scores to spans, with heads that say what a test wants."""

import numpy as np
import pytest

from reportedly.language.annotation import Annotation
from reportedly.language.decoding import (
    MODE_LABELS,
    find_attributions,
    find_entities,
    find_happenings,
    find_proposals,
)
from reportedly.language.heads import FAMILIES, Floats, Heads, Ints, View
from reportedly.language.sentences import find_sentence_numbers, find_sentence_spans
from reportedly.language.tokens import find_words
from reportedly.ontology import STATUSES, TERM_KINDS, TYPES


class Told(Heads):
    """Heads that give the roles written in the test: anchor word -> role -> words."""

    def __init__(self, roles: dict[str, dict[str, list[str]]], words: list[str], kind: str = "ASSAULT") -> None:
        super().__init__({})
        self.roles, self.words, self.kind = roles, words, kind

    def read_roles(self, family: str, words: Floats, anchors: Ints, same: Ints) -> Floats:
        names = ("", *FAMILIES[family])
        shares = np.zeros((len(anchors), len(self.words), len(names)), np.float32)
        for number, anchor in enumerate(anchors):
            for role, told in self.roles[self.words[anchor]].items():
                for word in told:
                    shares[number, self.words.index(word), names.index(role)] = 0.8
        return shares

    def read_label(self, name: str, words: Floats) -> Floats:
        choice = {
            "event_type": tuple(TYPES).index(self.kind),
            "event_mode": 0,
            "event_status": STATUSES.index("actual"),
        }
        size = {"event_type": len(TYPES), "event_mode": len(MODE_LABELS), "event_status": len(STATUSES)}
        shares = np.zeros((len(words), size[name]), np.float32)
        shares[:, choice[name]] = 0.9
        return shares


def lay_out(text: str) -> tuple[Annotation, View, list[str]]:
    words = find_words(text)
    numbers = find_sentence_numbers(text, words)
    annotation = Annotation(text, words, find_sentence_spans(words, numbers), numbers, tuple(0 for _ in words))
    every = np.arange(len(words))
    return annotation, View(every, np.zeros((len(words), 4), np.float32), every), [text[s:e] for s, e in words]


def tag(words: list[str], marks: dict[str, tuple[int, float]], labels: int = 3) -> Floats:
    tags = np.zeros((len(words), labels), np.float32)
    tags[:, 0] = 1
    for word, (label, score) in marks.items():
        tags[words.index(word), label], tags[words.index(word), 0] = score, 1 - score
    return tags


def quote(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_attribution_has_source_cue_and_content() -> None:
    text = "Oster said its troops left."
    annotation, view, words = lay_out(text)
    heads = Told({"said": {"source": ["Oster"], "content": ["its", "troops", "left"]}}, words)
    (found,) = find_attributions(
        annotation, heads, view, np.array(annotation.sentence_of), tag(words, {"said": (1, 0.9)})
    )
    assert (quote(text, found.source), quote(text, found.cue), quote(text, found.content)) == (
        ["Oster"], ["said"], ["its troops left"],
    )  # fmt: skip
    assert found.score == pytest.approx(0.9)


def test_attribution_content_is_cut_where_sentences_end() -> None:
    text = "“We left. They stayed,” Oster said."
    annotation, view, words = lay_out(text)
    content = ["“", "We", "left", ".", "They", "stayed", ",", "”"]
    heads = Told({"said": {"source": ["Oster"], "content": content}}, words)
    (found,) = find_attributions(
        annotation, heads, view, np.array(annotation.sentence_of), tag(words, {"said": (1, 0.9)})
    )
    assert quote(text, found.content) == ["“We left.", "They stayed,”"]


@pytest.mark.parametrize(
    ("stray", "expected"),
    [
        ("Vesk", ["Vesk", "to leave the town"]),
        ("he", ["he", "to leave the town"]),
        ("which", ["to leave the town"]),
        ("Rain", ["to leave the town"]),
    ],
)
def test_attribution_content_leaves_out_stray_words(stray: str, expected: list[str]) -> None:
    text = "Rain fell. Vesk, which he led, is believed to leave the town."
    annotation, view, words = lay_out(text)
    heads = Told({"believed": {"content": [stray, "to", "leave", "the", "town"]}}, words)
    tags = tag(words, {"believed": (1, 0.9)})
    (found,) = find_attributions(annotation, heads, view, np.array(annotation.sentence_of), tags)
    assert quote(text, found.content) == expected


def test_attribution_with_the_same_content_is_kept_once_the_surer_one() -> None:
    text = "Oster announced and said its troops left."
    annotation, view, words = lay_out(text)
    role = {"source": ["Oster"], "content": ["its", "troops", "left"]}
    heads = Told({"announced": role, "said": role}, words)
    tags = tag(words, {"announced": (1, 0.7), "said": (1, 0.9)})
    (found,) = find_attributions(annotation, heads, view, np.array(annotation.sentence_of), tags)
    assert quote(text, found.cue) == ["said"]


def test_happening_takes_coordinated_parties_and_leaves_distant_ones() -> None:
    text = "Oster and Luria shelled Vesk while Tarsk watched."
    annotation, view, words = lay_out(text)
    heads = Told({"shelled": {"actor": ["Oster", "Luria", "Tarsk"], "recipient": ["Vesk"]}}, words)
    (found,) = find_happenings(
        annotation, heads, view, np.array(annotation.sentence_of), tag(words, {"shelled": (1, 0.9)})
    )
    assert quote(text, found.actor) == ["Oster", "Luria"]
    assert (found.type, found.mode, found.status) == ("ASSAULT", None, "actual")


def test_happening_trigger_goes_on_over_its_words() -> None:
    text = "Both sides carried out air strikes."
    annotation, view, words = lay_out(text)
    tags = tag(words, {"air": (1, 0.9), "strikes": (2, 0.9)})
    (found,) = find_happenings(annotation, Told({"air": {}}, words), view, np.array(annotation.sentence_of), tags)
    assert text[slice(*found.trigger)] == "air strikes"


def test_entities_are_joined_from_begin_and_inside_labels() -> None:
    text = "Port Amal fell."
    words = find_words(text)
    shares = np.zeros((len(words), 15), np.float32)
    shares[:, 0] = 1
    shares[:2, 0], shares[0, 5], shares[1, 6] = 0.1, 0.9, 0.9
    (found,) = find_entities(text, words, (0,) * len(words), shares)
    assert (text[slice(*found.span)], found.type) == ("Port Amal", "GPE")


def test_proposal_condition_is_no_single_word() -> None:
    text = "Vesk would withdraw if the others left, a long and angry letter of its council said."
    annotation, view, words = lay_out(text)
    roles = {"content": ["withdraw"], "condition": ["if", "the", "others", "left", "council"]}
    heads = Told({"withdraw": roles}, words)
    tags = tag(words, {"withdraw": (1, 0.9)}, labels=1 + len(TERM_KINDS))
    (found,) = find_proposals(annotation, heads, view, np.array(annotation.sentence_of), tags)
    assert quote(text, found.content) == ["withdraw"]
    assert quote(text, found.condition) == ["if the others left"]
