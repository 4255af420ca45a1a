"""Windows of the encoder: every wordpiece is read, windows begin and end with sentences, and each word has one owner."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.encoder import OVERLAP, WINDOW, find_windows


@given(st.integers(0, 3000), st.sets(st.integers(0, 3000)))
def test_windows_cover_everything_and_share_a_stretch(size: int, starts: set[int]) -> None:
    windows = find_windows(size, sorted(start for start in starts if start < size))
    assert windows[0][0] == 0
    assert windows[-1][1] == size
    assert all(end - start <= WINDOW for start, end in windows)
    for (_, end), (start, _) in pairwise(windows):
        assert OVERLAP // 4 <= end - start <= 2 * OVERLAP


def test_windows_begin_and_end_with_sentences() -> None:
    starts = list(range(0, 1000, 20))
    windows = find_windows(1000, starts)
    assert len(windows) > 1
    assert all(start in starts for start, _ in windows)
    assert all(end in starts for _, end in windows[:-1])


@pytest.mark.parametrize("size", [0, 1, WINDOW])
def test_windows_of_a_short_text_are_one(size: int) -> None:
    assert find_windows(size, [0]) == [(0, size)]
