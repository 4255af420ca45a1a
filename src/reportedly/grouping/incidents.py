"""Do the happenings that two reports tell come down to one? Decided from the two alone, within one story.

Denials and plans of a happening belong to it: they are accounts of it. The signs are in facts.py, their points in
points.tsv: something must agree, and nothing that matters may contradict.
"""

from reportedly.grouping.facts import Facts, could_be_one, find_signs, weigh_signs


def is_same_incident(one: Facts, other: Facts) -> bool:
    """Tell whether two tellings from two reports of one story are of one happening."""
    return could_be_one(one, other) and weigh_signs(one, other, 1) >= 0


def explain_incident(one: Facts, other: Facts) -> tuple[str, ...]:
    """Give the signs for and against two tellings being of one happening, as far as there are any."""
    return tuple(find_signs(one, other)) if could_be_one(one, other) else ("another type or mode",)
