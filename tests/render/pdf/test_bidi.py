"""The order of characters: that of the library, with each character known."""

from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from handoutgen.render.pdf.bidi import positions

_TEXT = st.text(st.sampled_from("abc 12.,:-()[]«»/ابجدهם\u0661\u2066\u2067\u2069\u064e+%$\u200f"))


@given(_TEXT, st.booleans())
@example("(ا [a) 1,2 ] ب", True)
@example("a ", True)
@example("\u2067a", False)
def test_characters_stand_where_the_library_shows_them(text: str, right_to_left: bool) -> None:
    places = positions(text, right_to_left)
    shown = [""] * len(text)
    for character, place in zip(text, places, strict=True):
        shown[place.rank] = character
    # Isolates that are open end with their line, and a mark at its end is as the line itself.
    depth = 0
    for character in text:
        opens = character in "\u2066\u2067\u2068"
        depth = depth + 1 if opens else max(0, depth - (character == "\u2069"))
    end = "\u200f" if right_to_left else "\u200e"
    whole = text + "\u2069" * depth + end
    expected = list(get_display(whole, base_dir="R" if right_to_left else "L"))
    if depth:
        # Which of the ends are ours cannot be seen, so that only the others are compared.
        shown = [c for c in shown if c != "\u2069"]
        expected = [c for c in expected if c != "\u2069"]
    assert shown == (expected[1:] if right_to_left else expected[:-1])


@given(_TEXT, st.booleans())
def test_every_character_has_a_place_of_its_own(text: str, right_to_left: bool) -> None:
    ranks = sorted(place.rank for place in positions(text, right_to_left))
    assert ranks == list(range(len(text)))


def test_arabic_is_read_to_the_left_and_latin_within_it_to_the_right() -> None:
    places = positions("اب MRI", True)
    assert [place.right_to_left for place in places] == [True, True, True, False, False, False]
    assert [place.rank for place in places] == [5, 4, 3, 0, 1, 2]
