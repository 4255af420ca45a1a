"""Tests of reading/contexts.py: sentences with PLOVER's contexts."""

import pytest

from marked import annotate, find
from reportedly.reading.clauses import read_wording
from reportedly.reading.contexts import find_contexts
from reportedly.resources import load_rows


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Soldiers attacked Velm.", "attacked", ("military",)),
        ("The foreign minister met envoys in Osk.", "met", ("diplomatic",)),
        ("Refugees fled a cholera outbreak.", "fled", ("health", "asylum", "migration")),
        ("Lawmakers accused the bank of corruption.", "accused", ("legislative", "corruption")),
        ("They talked about human rights.", "talked", ("human_rights",)),
        ("Humans have rights, he argued.", "argued", ()),
        ("They met in Osk.", "met", ()),
    ],
)
def test_find_contexts(text: str, trigger: str, expected: tuple[str, ...]) -> None:
    assert find_contexts(read_wording(annotate(text)), find(text, trigger)) == expected


def test_find_contexts_reads_only_its_own_sentence() -> None:
    annotation = annotate("Soldiers stood by.", "The two met in Osk.")
    assert find_contexts(read_wording(annotation), find(annotation.text, "met")) == ()


def test_contexts_table_has_every_context_once() -> None:
    contexts = [context for context, _ in load_rows("reading", "contexts.tsv")]
    assert len(contexts) == len(set(contexts)) == 37
