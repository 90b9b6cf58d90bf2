"""Which words of a foot stand on which of its lines, with its two ends beside them."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from operator import itemgetter
from typing import NamedTuple

Wrap = Callable[[str, float], tuple[str, ...]]
"""Words in lines of a width in points."""

Width = Callable[[str], float]
"""The width of words on one line in points."""

ENDS_APART = 12.0
"""The space in points between the words of a line and its end."""


class End(Enum):
    """What differs from page to page or from edition to edition."""

    NUMBER = "number"
    EDITION = "edition"


Ends = dict[End, str]
"""The words of both ends."""


class FootLine(NamedTuple):
    """Words or the edition at the left, and an end at the right."""

    left: str | End
    right: End | None = None


class FootWords(NamedTuple):
    """What a foot says: the day of the text, the clinic, both on one line, and of reviews."""

    day: str
    clinic: str
    both: str
    reviews: tuple[str, ...]


def foot_lines(
    words: FootWords,
    widest: Ends,
    width: float,
    wrap: Wrap,
    measure: Width,
    *,
    named: bool = False,
    stapled: bool = False,
) -> tuple[FootLine, ...]:
    """The fewest lines that hold it all, best without breaking what is said of a review, and with
    the number of the page on the first.

    `widest` are both ends as wide as they get, so that every page has the same foot. What is said
    of reviews is never cut. A clinic's name that finds no room beside the day has a line of its
    own; where it is wider than the page, whoever paints it ends it in an ellipsis. It is left out
    where it would take a line and is `named` in full on the same sheet. Pages that are `stapled`
    are narrow, and face each other in two languages: all of their feet begin with the reviews.
    """
    found: list[tuple[int, int, bool, tuple[FootLine, ...]]] = []
    for room in (width, width - ENDS_APART - max(map(measure, widest.values()))):
        reviews = tuple(line for said in words.reviews for line in wrap(said, room))
        for texts in _orders(words, reviews, named=named, stapled=stapled):
            if words.clinic and words.both in texts and measure(words.both) > width:
                continue
            lines = _with_ends(texts, widest, width, measure)
            numbered_later = lines[0].right is not End.NUMBER
            found.append((len(lines), len(reviews), numbered_later, lines))
    return min(found, key=itemgetter(0, 1, 2))[-1]


def _orders(
    words: FootWords, reviews: tuple[str, ...], *, named: bool, stapled: bool
) -> Iterator[tuple[str, ...]]:
    """What can stand under each other, the best first."""
    written: list[tuple[str, ...]] = [(words.both,)]
    if words.clinic:
        written.append((words.day,) if named else (words.day, words.clinic))
    for lines in written:
        if not stapled:
            yield (*lines, *reviews)
        yield (*reviews, *lines)


def _with_ends(
    texts: Sequence[str], widest: Ends, width: float, measure: Width
) -> tuple[FootLine, ...]:
    """Each end beside the first line that has room for it; what finds none has a line of both."""
    lines: list[FootLine] = []
    left_over = list(End)
    for text in texts:
        end = left_over[0] if left_over else None
        if end and measure(text) + ENDS_APART + measure(widest[end]) <= width:
            left_over.pop(0)
        else:
            end = None
        lines.append(FootLine(text, end))
    if len(left_over) == len(End):
        lines.append(FootLine(End.EDITION, End.NUMBER))
    elif left_over:
        lines.append(FootLine("", left_over[0]))
    return tuple(lines)
