"""How is a digest (grouping/digests.py) kept? One row of `digests` a report: numbers packed, happenings as JSON."""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from reportedly.grouping.digests import Digest
from reportedly.grouping.mentions import Happening, Mention, Party, Spot
from reportedly.record.rows import Row
from reportedly.record.schema import storable

#: Weights are between 0 and 1: kept in steps of a ten-thousandth.
_STEPS = 10_000

#: The columns that a digest is read from.
DIGEST_COLUMNS = "rank, day, outlet, credits, signature, size, quotations, terms"


def pack_digest(digest: Digest, report_key: int) -> Row:
    """Give the row of a digest, but its origin and story."""
    return {
        "report": report_key,
        "rank": digest.rank,
        "day": digest.day,
        "outlet": digest.outlet and storable(digest.outlet),
        "credits": [storable(credit) for credit in sorted(digest.credits)],
        "size": digest.size,
        "signature": _pack("H", digest.signature),
        "quotations": _pack("I", sorted(digest.quotations)),
        "terms": _pack("I", digest.terms) + _pack("H", (round(_STEPS * weight) for weight in digest.terms.values())),
        "happenings": _pack_happenings(digest.happenings),
    }


def unpack_digest(report_id: str, columns: Sequence[Any]) -> Digest:
    """Give a digest, without its happenings, from its columns in the order of DIGEST_COLUMNS."""
    rank, day, outlet, credits_, signature, size, quotations, terms = columns
    count = len(terms) // 6
    words, weights = _unpack("I", terms[: 4 * count]), _unpack("H", terms[4 * count :])
    return Digest(
        id=report_id,
        rank=rank,
        day=day,
        outlet=outlet,
        credits=frozenset(json.loads(credits_)),
        signature=tuple(_unpack("H", signature)),
        size=size,
        quotations=frozenset(_unpack("I", quotations)),
        terms={word: weight / _STEPS for word, weight in zip(words, weights, strict=True)},
    )


def unpack_happenings(packed: bytes) -> tuple[Happening, ...]:
    """Give the happenings of a digest."""
    found = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return tuple(Happening(tuple(_read_mention(*values) for values in happening)) for happening in found)


def _pack_happenings(happenings: Iterable[Happening]) -> bytes:
    rows = [[_write_mention(mention) for mention in happening.mentions] for happening in happenings]
    written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode("utf-8", "surrogatepass"), 1)


def _write_mention(mention: Mention) -> tuple[Any, ...]:
    """Give the fields of a mention, in the order in which _read_mention takes them."""
    return (
        mention.number,
        mention.id,
        mention.type,
        mention.mode,
        mention.status,
        mention.speaker,
        mention.speaker_country,
        mention.via,
        mention.actors,
        mention.recipients,
        mention.places,
        mention.days,
        mention.date,
        mention.numbers,
        mention.trigger,
    )


def _read_mention(number: int, *values: Any) -> Mention:
    id_, type_, mode, status, speaker, country, via, actors, recipients, places, days, date, numbers, trigger = values
    return Mention(
        number=number,
        id=id_,
        type=type_,
        mode=mode,
        status=status,
        speaker=speaker,
        speaker_country=country,
        via=tuple(via),
        actors=tuple(Party(*party) for party in actors),
        recipients=tuple(Party(*party) for party in recipients),
        places=tuple(Spot(*spot) for spot in places),
        days=tuple(days) if days else None,
        date=date,
        numbers={kind: (low, high) for kind, (low, high) in numbers.items()},
        trigger=trigger,
    )


def _pack(kind: str, numbers: Iterable[int]) -> bytes:
    packed = array(kind, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _unpack(kind: str, packed: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
