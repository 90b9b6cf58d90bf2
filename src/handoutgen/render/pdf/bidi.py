"""The order in which characters stand on a line (Unicode Bidirectional Algorithm, UAX #9)."""

from typing import NamedTuple

_FIRST_TAG, _TAGS = 0xE0020, 96
"""The tag characters, which are of class BN: the algorithm passes over them (UAX #9, X9, 5.2)."""

_DIGITS = 3
_MOST = _TAGS**_DIGITS


class Position(NamedTuple):
    """Where a character stands, counted from the left, and whether it is read to the left."""

    rank: int
    right_to_left: bool


def positions(text: str, right_to_left: bool) -> tuple[Position, ...]:
    """The position of each character of a paragraph, as if it were one line.

    Characters of one line stand in the same order to each other as here (rule L2 looks only at
    what is between two characters), except for spaces at its end.
    The library gives no levels, only text in the order in which it shows. So each character
    carries three others along that say which one it is, and that the algorithm does not see.
    """
    if text.isascii() and not right_to_left:
        return tuple(Position(rank, False) for rank in range(len(text)))
    if len(text) > _MOST:
        raise ValueError(f"a paragraph has more than {_MOST} characters")
    from bidi import get_display

    whole = text + "\u2069" * _open(text)
    # The mark at the end keeps spaces there where they were; it is as the line itself.
    mark = "\u200f" if right_to_left else "\u200e"
    tagged = "".join(map(_tagged, whole, range(len(whole)))) + mark
    shown: str = get_display(tagged, base_dir="R" if right_to_left else "L")
    shown = shown[1:] if right_to_left else shown[:-1]
    found = [Position(0, False)] * len(text)
    size = _DIGITS + 1
    rank = 0
    for start in range(0, len(shown), size):
        record = shown[start : start + size]
        turned = _is_tag(record[0])
        number = _number(record[::-1] if turned else record)
        if number < len(text):
            found[number] = Position(rank, turned)
            rank += 1
    return tuple(found)


def _open(text: str) -> int:
    """How many isolates are open at the end of a text: they end with their line."""
    depth = 0
    for character in text:
        if character in "\u2066\u2067\u2068":
            depth += 1
        elif character == "\u2069" and depth:
            depth -= 1
    return depth


def _tagged(character: str, index: int) -> str:
    digits = (index // _TAGS**2, index // _TAGS % _TAGS, index % _TAGS)
    return character + "".join(chr(_FIRST_TAG + digit) for digit in digits)


def _number(record: str) -> int:
    number = 0
    for tag in record[1:]:
        number = number * _TAGS + ord(tag) - _FIRST_TAG
    return number


def _is_tag(character: str) -> bool:
    return _FIRST_TAG <= ord(character) < _FIRST_TAG + _TAGS
