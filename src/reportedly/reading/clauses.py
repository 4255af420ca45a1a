"""Which words stand around a span? Word numbers, sentences and carrying statements, found once for a whole report."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.language.annotation import Annotation
from reportedly.model import Span, Statement


@dataclass(frozen=True, slots=True)
class Wording:
    """A report's words in lower case, with what is needed to find a word by its offset."""

    annotation: Annotation
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def read_wording(annotation: Annotation) -> Wording:
    """Put a report's words in lower case, once for all rules."""
    text, words = annotation.text, annotation.words
    lower = tuple(text[start:end].lower().replace("’", "'") for start, end in words)
    return Wording(annotation, lower, tuple(start for start, _ in words), tuple(end for _, end in words))


def find_range(wording: Wording, span: Span) -> tuple[int, int]:
    """Give the numbers of a span's first word and of the word after its last."""
    first = bisect_right(wording.ends, span[0])
    return first, max(first, bisect_left(wording.starts, span[1]))


def find_sentence(wording: Wording, index: int) -> tuple[int, int]:
    """Give the numbers of the first word of a word's sentence and of the word after its last."""
    sentence_of = wording.annotation.sentence_of
    if not 0 <= index < len(sentence_of):
        return len(sentence_of), len(sentence_of)
    return bisect_left(sentence_of, sentence_of[index]), bisect_right(sentence_of, sentence_of[index])


def span_of(wording: Wording, first: int, last: int) -> Span:
    """Give the offsets of the words from `first` up to, and without, `last`."""
    return wording.starts[first], wording.ends[last - 1]


#: For each word, the number of the innermost statement whose content covers it, or -1.
Carriers = tuple[int, ...]


def find_carriers(wording: Wording, statements: Sequence[Statement]) -> Carriers:
    """Find the innermost statement that carries each word: shorter contents are laid over longer ones."""
    carriers = [-1] * len(wording.starts)
    contents = [(span, number) for number, statement in enumerate(statements) for span in statement.content]
    for span, number in sorted(contents, key=lambda content: content[0][0] - content[0][1]):
        first, last = find_range(wording, span)
        carriers[first:last] = [number] * (last - first)
    return tuple(carriers)


def find_carrier(wording: Wording, carriers: Carriers, statements: Sequence[Statement], span: Span) -> Statement | None:
    """Find the innermost statement whose content covers a whole span."""
    first, last = find_range(wording, span)
    numbers = set(carriers[first:last])
    if not numbers or -1 in numbers:
        return None
    covering = [statements[number] for number in numbers if _covers(statements[number], span)]
    if not covering:
        return statements[carriers[first]]
    return min(covering, key=lambda statement: sum(end - start for start, end in statement.content))


def _covers(statement: Statement, span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in statement.content)
