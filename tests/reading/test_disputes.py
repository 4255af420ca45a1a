"""Where a report sets two accounts against each other, and where it does not."""

import pytest

from reportedly.reading.disputes import find_disputes
from reportedly.reading.statements import find_statements
from said import people, said

Rows = tuple[tuple[str, ...], ...]

DISPUTED: list[tuple[str, Rows, tuple[str, str | None], str]] = [
    (
        "Ostan blames Vesna for the attack. Vesna denies the charge.",
        (("Ostan", "blames", "Vesna for the attack"), ("2#Vesna", "denies", "the charge")),
        ("s1", "s2"),
        "dispute.denial",
    ),
    (
        "Witnesses said jets of Vesna bombed the town. Vesna denied responsibility.",
        (("Witnesses", "said", "jets of Vesna bombed the town"), ("2#Vesna", "denied", "responsibility")),
        ("s1", "s2"),
        "dispute.denial",
    ),
    (
        "Vesna later denied reports that its troops had fled.",
        (("Vesna", "denied", "reports that its troops had fled"), ("", "reports", "that its troops had fled")),
        ("s2", "s1"),
        "dispute.denial",
    ),
    (
        "Avel said troops crossed the border. Orla called Avel's claim absolute nonsense.",
        (("Avel", "said", "troops crossed the border"), ("Orla", "called", "Avel's claim absolute nonsense")),
        ("s1", "s2"),
        "dispute.denial",
    ),
    (
        "Ostan said it came to help, but Vesna said it was an invasion.",
        (("Ostan", "said", "it came to help"), ("Vesna", "2#said", "it was an invasion")),
        ("s1", "s2"),
        "dispute.turn",
    ),
    (
        "Some see the raid as a diversion. Others see it as needed.",
        (("Some", "see", "the raid as a diversion"), ("Others", "2#see", "it as needed")),
        ("s1", "s2"),
        "dispute.some_others",
    ),
    (
        "Ostan said the death toll stood at 131. Vesna had put it at more than 150.",
        (("Ostan", "said", "the death toll stood at 131"), ("Vesna", "had put", "it at more than 150")),
        ("s1", "s2"),
        "dispute.numbers",
    ),
    (
        "Ostan accused Vesna of shelling the town. Vesna accused Ostan of a provocation.",
        (("Ostan", "accused", "Vesna of shelling the town"), ("2#Vesna", "2#accused", "Ostan of a provocation")),
        ("s1", "s2"),
        "dispute.mutual",
    ),
    (
        "Avel falsely claimed that Orla had resigned.",
        (("Avel", "claimed", "that Orla had resigned"),),
        ("s1", None),
        "dispute.voice",
    ),
]


@pytest.mark.parametrize(("text", "rows", "pair", "rule"), DISPUTED, ids=[row[3] + row[0][:9] for row in DISPUTED])
def test_find_disputes_pairs_opposed_accounts(text: str, rows: Rows, pair: tuple[str, str | None], rule: str) -> None:
    annotation = said(text, *rows)
    actors = people(annotation, Avel="Avel", Orla="Orla", Ostan="Ostan", Vesna="Vesna")
    (dispute,) = find_disputes(annotation, find_statements(annotation, actors), ())
    assert (dispute.a, dispute.b) == pair
    assert {item.rule for item in dispute.evidence} == {rule}
    assert dispute.about
    assert dispute.about in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Ostan said the bridge fell. Vesna said the road was closed.",
            (("Ostan", "said", "the bridge fell"), ("Vesna", "2#said", "the road was closed")),
        ),
        (
            "Ostan offered talks. Vesna rejected a truce.",
            (("Ostan", "offered", "talks"), ("Vesna", "rejected", "a truce")),
        ),
        (
            "Ostan said nine were killed in Mirel. Vesna said two were killed in Oster.",
            (("Ostan", "said", "nine were killed in Mirel"), ("Vesna", "2#said", "two were killed in Oster")),
        ),
        (
            "Ostan said it fell. But Ostan said it was old.",
            (("Ostan", "said", "it fell"), ("2#Ostan", "2#said", "it was old")),
        ),
        (
            "Vesna did not deny the massacre.",
            (("Vesna", "did not deny", "the massacre"),),
        ),
    ],
)  # fmt: skip
def test_find_disputes_leaves_other_pairs_alone(text: str, rows: Rows) -> None:
    annotation = said(text, *rows)
    actors = people(annotation, Ostan="Ostan", Vesna="Vesna")
    assert find_disputes(annotation, find_statements(annotation, actors), ()) == ()
