"""The anchored heads against a slow, plain computation."""

import numpy as np

from reportedly.language.heads import BUCKETS, FAMILIES, Heads, bucket, softmax


def test_bucket_is_exact_near_and_bounded_far() -> None:
    distances = np.array([-5000, -3, -1, 0, 1, 3, 4, 9, 5000])
    bins = bucket(distances)
    assert bins.min() >= 0
    assert bins.max() < BUCKETS
    assert len(set(bins[1:6].tolist())) == 5
    assert (np.diff(bins) >= 0).all()


def test_softmax_survives_large_scores() -> None:
    shares = softmax(np.array([[1e4, 0.0]], np.float32))
    assert shares.tolist() == [[1.0, 0.0]]


def test_roles_match_a_plain_computation() -> None:
    generator, size, inner, keys = np.random.default_rng(0), 6, 4, 3
    roles = len(FAMILIES["event"]) + 1

    def draw(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return generator.normal(size=shape).astype(np.float32)

    weights = {
        "inner.anchor.weight": draw(size, inner), "inner.word.weight": draw(size, inner),
        "place": draw(BUCKETS, 2, inner), "out.weight": draw(inner, roles), "out.bias": draw(roles),
        "q.weight": draw(size, roles * keys), "q.bias": draw(roles * keys),
        "k.weight": draw(size, roles * keys), "k.bias": draw(roles * keys),
    }  # fmt: skip
    words, anchors = draw(5, size), np.array([1, 3])
    same = np.array([[1, 1, 1, 0, 0], [0, 0, 0, 1, 1]])
    heads = Heads({f"roles.event.{name}": value for name, value in weights.items()})
    found = heads.read_roles("event", words, anchors, same)
    for a, anchor in enumerate(anchors):
        for w in range(5):
            mixed = words[anchor] @ weights["inner.anchor.weight"] + words[w] @ weights["inner.word.weight"]
            mixed = mixed + weights["place"][bucket(np.array([w - anchor]))[0], same[a, w]]
            query = (words[anchor] @ weights["q.weight"] + weights["q.bias"]).reshape(roles, keys)
            key = (words[w] @ weights["k.weight"] + weights["k.bias"]).reshape(roles, keys)
            scores = (
                np.maximum(mixed, 0) @ weights["out.weight"]
                + weights["out.bias"]
                + (query * key).sum(1) / np.sqrt(keys)
            )
            np.testing.assert_allclose(found[a, w], softmax(scores.astype(np.float32)), rtol=1e-4, atol=1e-6)
