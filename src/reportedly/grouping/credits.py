"""From which other outlets does a report say that it comes? Its dateline, its credit line, or its only source.

Known agencies are in agencies.tsv; another name counts where only an outlet's can stand: `KADAR, 2 March (Meridian) —`.
"""

import re
from collections.abc import Iterator
from functools import cache

from reportedly.model import Reading
from reportedly.resources import load_rows

#: Where a dateline or a correction ends, and how much of the end a credit line takes.
_HEAD = 400
_TAIL = 250

_NAME = r"[^\W\d_a-z][\w&/’'-]*(?: [^\W\d_a-z][\w&/’'-]*){0,4}"
_DATELINE = re.compile(rf"^[^\n(]{{0,80}}\(({_NAME})\) ?[—–-]", re.MULTILINE)
_CREDIT_LINE = re.compile(
    rf"(?:[Rr]eporting|[Ww]ritten|[Tt]ext|[Ss]ource|[Cc]redit|[Cc]opyright|©|[Bb]y|[Ff]rom|[Ww]ith|and|to)[: ]+({_NAME})"
    rf"|\(({_NAME})\)|({_NAME}) (?:contributed|reports?)\b"
)

#: What is left of an agency's name when it is cut short in a dateline: `Corvane` for `Corvane Press Agency`.
_KINDS = frozenset(("news", "press", "agency", "wire", "newswire", "service", "media", "the", "newspaper"))

_ENDINGS = re.compile(
    r"(?:News|News Agency|Press Agency|Press|Wire|Newswire|Agency|Times|Post|Gazette|Herald|Courier|Ledger|Tribune"
    r"|Television|TV|Radio|Broadcasting|Broadcaster)$"
)


def find_credits(reading: Reading) -> frozenset[str]:
    """Give the outlets that a report depends on, other than its publisher, each by the name that `name_outlet` gives."""
    text, own = reading.report.text, name_outlet(reading.report.publisher)
    named = {name_outlet(name) for name in (*_find_datelines(text), *_find_credit_lines(text))}
    if not named - {None, own}:
        named = {name_outlet(name) for name in _find_only_source(reading)}
    return frozenset(name for name in named if name is not None and name != own)


def name_outlet(name: str | None) -> str | None:
    """Give an outlet by one name, however it is credited: `AFP` and `Agence France-Presse` are one, and any case."""
    if name is None or not name.strip():
        return None
    known = _load_agencies().get(name.strip().lower())
    if known:
        return known
    words = [word for word in re.findall(r"[\w&’'-]+", name.lower()) if word not in _KINDS]
    return " ".join(words or name.lower().split())


def is_agency(name: str | None) -> bool:
    """Tell whether a name is a known agency's, or ends as only an outlet's does."""
    return name is not None and (name.strip().lower() in _load_agencies() or _ENDINGS.search(name.strip()) is not None)


def _find_datelines(text: str) -> Iterator[str]:
    yield from (found[1] for found in _DATELINE.finditer(text[:_HEAD]))


def _find_credit_lines(text: str) -> Iterator[str]:
    """Give the outlets that the last lines of a text credit."""
    for found in _CREDIT_LINE.finditer(text[-_TAIL:]):
        name = next(filter(None, found.groups()))
        if is_agency(name):
            yield name


def _find_only_source(reading: Reading) -> Iterator[str]:
    """Give the one outlet through which all of a report's statements came: none where there are others, or own ones."""
    statements = [statement for statement in reading.statements if statement.within is None]
    through = [{name_outlet(name): name for name in statement.via if is_agency(name)} for statement in statements]
    if len(through) >= 2 and all(through):
        shared = set.intersection(*(set(names) for names in through))
        yield from (through[0][name] for name in shared)


@cache
def _load_agencies() -> dict[str, str]:
    return {name.lower(): agency.lower() for name, agency in load_rows("grouping", "agencies.tsv")}
