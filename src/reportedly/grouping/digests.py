"""What must be known of a report to group it with others? Its digest: small, made once, from its reading alone.

Two digests are all that a decision of this room looks at: it never depends on what else is on record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from reportedly.grouping.credits import find_credits, name_outlet
from reportedly.grouping.happenings import gather_happenings
from reportedly.grouping.mentions import Happening, find_mentions
from reportedly.grouping.shingles import make_signature
from reportedly.grouping.terms import find_terms
from reportedly.grouping.words import find_cased_words, hash_word
from reportedly.model import Reading, Report

#: A quotation of fewer words than this may be said twice.
_LONG_QUOTATION = 7

#: A text is known by its first words, as many as the longest report has.
_MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Digest:
    """What grouping knows of a report.

    `rank` orders reports in a way that nobody chose (a hash of the id); `day` is the day of publication, counted as
    `date.toordinal`; `size` counts the text's different shingles; `quotations` are hashes of long quoted contents;
    `credits` the outlets that its text is said to come from; `terms` are its most telling words, hashed, with what
    they weigh, as a unit vector; `happenings` are in the order of their first events' numbers.
    """

    id: str
    rank: int
    day: int | None
    outlet: str | None
    credits: frozenset[str]
    signature: tuple[int, ...]
    size: int
    quotations: frozenset[int]
    terms: Mapping[int, float]
    happenings: tuple[Happening, ...] = ()


def digest_reading(reading: Reading, report_id: str | None = None) -> Digest:
    """Make the digest of a reading; `report_id` is what it goes under in the record, where that is another id."""
    report = reading.report
    words = find_cased_words(report.text)[:_MOST_WORDS]
    size, signature = make_signature([word.lower() for word in words])
    day = read_day(report.published)
    name = report_id or report.id
    return Digest(
        id=name,
        rank=int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big"),
        day=day,
        outlet=name_outlet(report.publisher),
        credits=find_credits(reading),
        signature=signature,
        size=size,
        quotations=frozenset(_find_quotations(reading)),
        terms=find_terms(report.title, words),
        happenings=tuple(sorted(gather_happenings(find_mentions(reading, day), day), key=_number)),
    )


def _number(happening: Happening) -> int:
    return happening.first.number


def read_day(written: str | None) -> int | None:
    """Give the day of an ISO 8601 date or date-time; None where it is not so precise, or no date."""
    try:
        return date.fromisoformat((written or "")[:10]).toordinal()
    except ValueError:
        return None


def _find_quotations(reading: Reading) -> Iterator[int]:
    report: Report = reading.report
    for statement in reading.statements:
        if statement.kind == "direct":
            for start, end in statement.content:
                words = find_cased_words(report.text[start:end])
                if len(words) >= _LONG_QUOTATION:
                    yield hash_word(" ".join(words).lower())
