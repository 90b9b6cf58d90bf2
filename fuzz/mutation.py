"""Real files, changed piece by piece: what a slip of the hand or somebody hostile makes of them.

Random bytes end at a parser's first line. A real file with a piece taken out, moved, repeated or
replaced by something that this kind of file knows gets much further.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from fuzz.grammar import Grammar

LARGEST = 400_000
"""No case has more bytes: what is larger is refused by its size, and has tests of its own."""

_MANY = (2, 3, 30, 300, 3000)


def cases(seeds: Sequence[bytes], grammar: Grammar) -> st.SearchStrategy[bytes]:
    """Files made from these, each with one to six changes."""
    split = [grammar.split(seed) for seed in seeds]
    change = st.tuples(
        st.sampled_from(sorted(_CHANGES)),
        st.integers(0, 2**16 - 1),
        st.integers(0, 2**16 - 1),
        st.sampled_from(grammar.words) | st.binary(max_size=8),
    )

    def made(number: int, changes: list[tuple[str, int, int, bytes]]) -> bytes:
        pieces = list(split[number])
        for name, at, other, word in changes:
            if pieces:
                # Two bytes reach each piece of a file: they are shares of its length.
                place, second = (n * len(pieces) >> 16 for n in (at, other))
                far = split[other % len(split)]
                strange = far[at * len(far) >> 16] if far else b""
                _CHANGES[name](pieces, place, second, word, strange)
        return grammar.mended(b"".join(pieces)[:LARGEST])

    return st.builds(made, st.integers(0, len(seeds) - 1), st.lists(change, min_size=1, max_size=6))


def _replaced(pieces: list[bytes], at: int, _other: int, word: bytes, _far: bytes) -> None:
    pieces[at] = word


def _put_before(pieces: list[bytes], at: int, _other: int, word: bytes, _far: bytes) -> None:
    pieces.insert(at, word)


def _removed(pieces: list[bytes], at: int, other: int, _word: bytes, _far: bytes) -> None:
    del pieces[at : at + 1 + other % 4]


def _swapped(pieces: list[bytes], at: int, other: int, _word: bytes, _far: bytes) -> None:
    pieces[at], pieces[other] = pieces[other], pieces[at]


def _repeated(pieces: list[bytes], at: int, other: int, word: bytes, _far: bytes) -> None:
    times = _MANY[len(word) % len(_MANY)]
    stretch = pieces[at : at + 1 + other % 4]
    if sum(map(len, stretch)) * times < LARGEST:
        pieces[at:at] = stretch * times


def _many_words(pieces: list[bytes], at: int, other: int, word: bytes, _far: bytes) -> None:
    pieces.insert(at, word * _MANY[other % len(_MANY)])


def _from_elsewhere(pieces: list[bytes], at: int, _other: int, _word: bytes, far: bytes) -> None:
    pieces[at] = far


def _one_byte(pieces: list[bytes], at: int, other: int, _word: bytes, _far: bytes) -> None:
    piece = bytearray(pieces[at])
    piece[other % len(piece)] = other >> 8 if piece else 0
    pieces[at] = bytes(piece)


def _cut(pieces: list[bytes], at: int, _other: int, _word: bytes, _far: bytes) -> None:
    del pieces[at + 1 :]


_CHANGES: dict[str, Callable[[list[bytes], int, int, bytes, bytes], None]] = {
    "byte": lambda pieces, at, *rest: _one_byte(pieces, at, *rest) if pieces[at] else None,
    "cut": _cut,
    "elsewhere": _from_elsewhere,
    "many": _many_words,
    "put": _put_before,
    "remove": _removed,
    "repeat": _repeated,
    "replace": _replaced,
    "swap": _swapped,
}
