"""Do two reports come from one text? Copies and light rewrites of a wire text are one origin.

Decided from the two digests alone; an origin is all that hangs together by such pairs.
"""

from collections.abc import Iterator

from reportedly.grouping.digests import Digest
from reportedly.grouping.shingles import estimate_containment, estimate_resemblance, find_bands

#: The longest that a copy comes after its first printing, in days.
REACH = 8

_COPY = 0.45
_CUT_COPY = 0.5
_REWRITE = 0.33
_CREDITED = 0.2
_QUOTING = 0.15


def is_same_origin(one: Digest, other: Digest) -> bool:
    """Tell whether one of two reports is a copy or a light rewrite of the other, or both are of a third."""
    return explain_origin(one, other) is not None


def explain_origin(one: Digest, other: Digest) -> str | None:
    """Say by which rule two reports come from one text; None where they do not, as far as can be told."""
    if not is_near(one.day, other.day, REACH):
        return None
    resemblance = estimate_resemblance(one.signature, other.signature)
    contained = estimate_containment(resemblance, one.size, other.size)
    if resemblance >= _COPY or contained >= _CUT_COPY:
        return f"{round(100 * contained)}% of the shorter text stands in the other"
    quoted = len(one.quotations & other.quotations)
    if contained >= _REWRITE and quoted:
        return f"{round(100 * contained)}% of the shorter text stands in the other, with {quoted} long quotations"
    agency = find_shared_agency(one, other)
    if agency and (contained >= _CREDITED or (quoted >= 2 and contained >= _QUOTING)):
        return f"both are from {agency}, and {round(100 * contained)}% of the shorter text stands in the other"
    return None


def find_shared_agency(one: Digest, other: Digest) -> str | None:
    """Give the outlet that both reports come from: credited by both, or the publisher of one that the other credits."""
    shared = {outlet for outlet in (*one.credits, one.outlet) if outlet} & {*other.credits, other.outlet}
    return min((outlet for outlet in shared if outlet), default=None)


def is_near(day: int | None, other: int | None, reach: int) -> bool:
    """Tell whether two days are no further apart than `reach`; two unknown days are near, one unknown is not."""
    if day is None or other is None:
        return day is other
    return abs(day - other) <= reach


def find_origin_keys(digest: Digest) -> Iterator[int]:
    """Give the keys under which texts that are alike find each other."""
    yield from find_bands(digest.signature)
    yield from ((quotation * 0x9E3779B1 + 1) & 0xFF_FFFF_FFFF for quotation in sorted(digest.quotations)[:8])
