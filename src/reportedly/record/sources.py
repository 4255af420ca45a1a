"""How many sources do some reports come down to? Copies count once, and so do two that credit one outlet. Explained."""

from collections.abc import Iterable

from reportedly.grouping.accounts import Teller, count_sources


def explain_sources(tellers: Iterable[Teller]) -> str:
    """Say how many origins some reports have, which are copies of which, and which depend on whom."""
    told = sorted(tellers, key=lambda teller: (teller.published or "~", teller.report))
    origins, independent = count_sources(told)
    lines = [
        f"{_count(len(told), 'report')}, {_count(origins, 'origin')}, {_count(independent, 'independent source')}",
        *(
            f"{teller.report} is a copy or a rewrite of {teller.origin}"
            for teller in told
            if teller.origin != teller.report
        ),
        *(f"{teller.report} credits {' and '.join(sorted(teller.credits))}" for teller in told if teller.credits),
    ]
    return "; ".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
