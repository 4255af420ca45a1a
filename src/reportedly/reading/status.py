"""Did it happen? Corrects the model's status where the text is explicit; everything else stays as the model has it.

The statuses and the month that separates `actual` from `historical` follow the annotation guide (docs/record.md).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from reportedly.model import Span, Status, Time
from reportedly.reading.clauses import Wording, find_range, find_sentence

#: "clearly background: more than about a month before the report"
BACKGROUND = timedelta(days=31)
WINDOW = 12

#: Words that may stand between a negation and what it negates.
_BETWEEN = frozenset(
    [
        "been",
        "be",
        "being",
        "yet",
        "ever",
        "any",
        "actually",
        "directly",
        "immediately",
        "have",
        "has",
        "a",
        "an",
        "the",
        "to",
        "do",
    ]
)
_NEGATIONS = frozenset(["not", "never"])
_NEVER_NEGATED = frozenset(["REJECT"])
#: What stands before "'t" in a plain negation: "couldn't" and "won't" deny nothing.
_CONTRACTED = frozenset(["hadn", "hasn", "haven", "didn", "doesn", "don", "isn", "aren", "wasn", "weren"])
#: What is said under a condition is said: "would continue its attacks if ..." threatens now.
_SAID = frozenset(["THREATEN", "REQUEST", "ACCUSE", "REJECT", "AGREE", "CONCEDE", "CONSULT"])
#: Words before a negation under which nothing is denied: "could not be finalised until ...".
_OPEN = frozenset(["could", "may", "might", "would", "should", "will", "can", "that", "ensure", "whether"])
_CLAUSE_ENDS = frozenset([",", ";", ":", ".", "?", "!", "—", "–", "but", "then"])


def find_status(
    wording: Wording, trigger: Span, type_: str, proposed: Status, *, time: Time | None, published: str | None
) -> tuple[Status, str | None]:
    """Find an event's status and the rule that corrects the model (None: the model's stands)."""
    first, _ = find_range(wording, trigger)
    start, _ = find_sentence(wording, first)
    before = wording.lower[max(start, first - WINDOW) : first]
    if proposed != "negated" and is_conditional(before) and type_ not in _SAID:
        return "hypothetical", None if proposed == "hypothetical" else "status: if-clause"
    if proposed == "actual" and type_ not in _NEVER_NEGATED and is_negated(before):
        return "negated", "status: negation before the trigger"
    if proposed == "actual" and is_background(time, published) and not _lasts(wording, time):
        return "historical", "status: more than a month before publication"
    if proposed == "historical" and is_recent(time, published):
        return "actual", "status: less than a month before publication"
    return proposed, None


def _lasts(wording: Wording, time: Time | None) -> bool:
    """Tell whether a time is only where something that goes on began: "since 2013"."""
    if time is None:
        return False
    first, last = find_range(wording, time.span)
    return "since" in wording.lower[max(0, first - 2) : last]


def is_negated(before: Sequence[str]) -> bool:
    """Tell whether the words before a trigger end in a negation of it ("did not ever attack")."""
    for index in range(len(before) - 1, max(-1, len(before) - 6), -1):
        word = before[index]
        if word == "t" and before[index - 1 : index] == ("'",):
            return index > 1 and before[index - 2] in _CONTRACTED
        if word in _NEGATIONS:
            return not _OPEN.intersection(before[max(0, index - 1) : index])
        if word not in _BETWEEN:
            return False
    return False


def is_conditional(before: Sequence[str]) -> bool:
    """Tell whether a trigger stands in a clause that "if" or "unless" opens."""
    for word in reversed(before):
        if word in {"if", "unless"}:
            return True
        if word in _CLAUSE_ENDS:
            return False
    return False


def is_background(time: Time | None, published: str | None) -> bool:
    """Tell whether an event's own date ended more than about a month before the report was published."""
    end = _day(time.end or time.start) if time else None
    day = _day(published)
    return bool(end and day and end < day - BACKGROUND)


def is_recent(time: Time | None, published: str | None) -> bool:
    """Tell whether an event's own date began in the month before the report was published."""
    start, day = _day(time.start) if time else None, _day(published)
    return bool(start and day and day - BACKGROUND <= start <= day)


def _day(value: str | None) -> date | None:
    """Read the day of an ISO 8601 time; one cut to a month or a year stands for its last possible day."""
    if not value:
        return None
    parts = value[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return date(*numbers)
        if len(numbers) == 2:
            return date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1) - timedelta(days=1)
        return date(numbers[0], 12, 31)
    except ValueError:
        return None
