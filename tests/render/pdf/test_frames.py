"""Boxes in frames of different heights: nothing lost, nothing moved, nothing clipped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handoutgen.errors import HandoutError, Location
from handoutgen.render.pdf.boxes import (
    Box,
    FrameBreak,
    ItemBox,
    RuleBox,
    StackBox,
    TextBox,
)
from handoutgen.render.pdf.columns import ColumnsBox
from handoutgen.render.pdf.fragment import Line
from handoutgen.render.pdf.pagination import Flowing, Placed, paginate
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

_SLACK = 0.02
_LEADING = 19.0
_HERE = Location("data/x.yaml", 3, 5)


@dataclass(frozen=True)
class Block:
    """A box of equal lines that may break after each, or not at all; its lines have names."""

    lines: tuple[str, ...]
    pitch: float
    before: float = 0
    keep_with_next: bool = False
    breaks: bool = True

    @property
    def height(self) -> float:
        return self.pitch * len(self.lines)

    def paint(self, painter: Painter, x: float, top: float) -> None:
        raise NotImplementedError

    def split(self, available: float, *, force: bool = False) -> tuple[Box, Box] | None:
        fits = min(int((available + 0.01) / self.pitch), len(self.lines) - 1)
        if fits < 1 or not self.breaks or (self.keep_with_next and not force):
            return None
        first = replace(self, lines=self.lines[:fits], keep_with_next=False)
        return first, replace(self, lines=self.lines[fits:], before=0)


@st.composite
def _blocks(draw: st.DrawFn) -> list[Block]:
    """Some short boxes that keep with the next, some long ones, some that do not break."""
    found = []
    for number in range(draw(st.integers(1, 14))):
        heading = draw(st.booleans())
        count = draw(st.integers(1, 2) if heading else st.integers(1, 40))
        found.append(
            Block(
                tuple(f"{number}.{line}" for line in range(count)),
                draw(st.sampled_from((10.0, 13.5, 19.0))),
                draw(st.sampled_from((0.0, 6.0, 20.0))),
                heading,
                draw(st.booleans()) if count < 8 else True,
            )
        )
    return found


_heights = st.lists(st.floats(180, 700), min_size=1, max_size=6)
_given = settings(max_examples=150, deadline=timedelta(seconds=60), derandomize=True)


def _poured(boxes: list[Box], heights: list[float]) -> list[tuple[float, tuple[Placed, ...]]]:
    """Each frame with its height; the last height goes on for ever."""

    def height(index: int) -> float:
        return heights[min(index, len(heights) - 1)]

    frames = paginate([Flowing(box, _HERE) for box in boxes], height)
    return [(height(index), frame) for index, frame in enumerate(frames)]


@given(_blocks(), _heights)
@_given
def test_nothing_is_lost_and_the_order_is_kept(blocks: list[Block], heights: list[float]) -> None:
    frames = _poured(list(blocks), heights)
    said = [line for _, frame in frames for p in frame for line in p.box.lines]  # type: ignore[attr-defined]
    assert said == [line for block in blocks for line in block.lines]


@given(_blocks(), _heights)
@_given
def test_nothing_is_clipped_and_nothing_overlaps(blocks: list[Block], heights: list[float]) -> None:
    for height, frame in _poured(list(blocks), heights):
        end = 0.0
        for index, placed in enumerate(frame):
            gap = placed.offset - end
            assert gap == pytest.approx(placed.box.before if index else 0, abs=_SLACK)
            end = placed.offset + placed.box.height
        assert end <= height + _SLACK


@given(_blocks(), _heights)
@_given
def test_what_keeps_with_the_next_is_never_the_last_in_a_frame(
    blocks: list[Block], heights: list[float]
) -> None:
    """As long as the two fit into a frame at all."""
    blocks = [replace(b, keep_with_next=b.keep_with_next and b is not blocks[-1]) for b in blocks]
    runs = [i for i, b in enumerate(blocks) if b.keep_with_next]
    in_a_row = max(map(len, _runs(runs)), default=0)
    assume(in_a_row <= 3)
    for _, frame in _poured(list(blocks), heights):
        assert frame
        assert not frame[-1].box.keep_with_next


def _runs(numbers: list[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


@given(_blocks(), _heights, st.sets(st.integers(0, 13)))
@_given
def test_after_a_break_there_is_a_new_frame_and_none_is_empty(
    blocks: list[Block], heights: list[float], breaks: set[int]
) -> None:
    boxes: list[Box] = []
    for index, block in enumerate(blocks):
        boxes += [*([FrameBreak(), FrameBreak()] if index in breaks else []), block]
    frames = _poured(boxes, heights)
    firsts = {frame[0].box.lines[0] for _, frame in frames}  # type: ignore[attr-defined]
    for index in breaks & set(range(len(blocks))):
        assert f"{index}.0" in firsts
    assert all(not isinstance(p.box, FrameBreak) for _, frame in frames for p in frame)


@given(st.integers(1, 9), _heights)
@_given
def test_a_rule_is_never_the_first_nor_the_last_in_a_frame(
    sections: int, heights: list[float]
) -> None:
    boxes: list[Box] = []
    for number in range(sections):
        lines = tuple(f"{number}.{n}" for n in range(7))
        boxes += [RuleBox(100, 1, "#000000", before=12), Block(lines, 13.5, 8)]
    for _, frame in _poured(boxes, heights):
        assert not isinstance(frame[0].box, RuleBox)
        assert not isinstance(frame[-1].box, RuleBox)


@given(st.floats(1, 400), _heights)
@_given
def test_what_does_not_break_and_fits_no_frame_is_told(over: float, heights: list[float]) -> None:
    tall = Block(("tall",), max(heights) + over, breaks=False)
    low = Block(("low",), 10.0)
    with pytest.raises(HandoutError) as caught:
        _poured([low, tall, low], heights)
    (problem,) = caught.value.problems
    assert (problem.code, problem.location) == ("D011", _HERE)


# --- columns of equal height ---


def _item(name: str, lines: int) -> ItemBox:
    element = StructureElement(name)
    text = TextBox((Line((), 0.0),) * lines, _LEADING, 14, element)
    return ItemBox(None, StackBox((text,)), 20)


def _names(column: StackBox) -> list[str]:
    return [item.body.boxes[0].element.role for item in column.boxes]  # type: ignore[attr-defined]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=40), st.integers(1, 4))
@_given
def test_columns_hold_every_item_in_order_and_are_as_low_as_can_be(
    heights: list[int], count: int
) -> None:
    items = [_item(str(index), lines) for index, lines in enumerate(heights)]
    box = ColumnsBox.balanced(items, count, 200, 5)
    assert len(box.columns) <= count
    assert [n for c in box.columns for n in _names(c)] == [str(i) for i in range(len(heights))]
    assert all(column.boxes for column in box.columns)
    lowest = _lowest(heights, count) * _LEADING
    assert box.height <= lowest + 1


def _lowest(heights: list[int], count: int) -> int:
    """The height of the best columns, found by trying every place to cut."""
    totals = [0, *accumulate(heights)]
    best = [totals[n] for n in range(len(totals))]
    for _ in range(count - 1):
        best = [
            min((max(best[cut], totals[end] - totals[cut]) for cut in range(end)), default=0)
            for end in range(len(totals))
        ]
    return best[-1]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=40), st.integers(2, 3))
@_given
def test_columns_that_have_to_break_keep_the_order(heights: list[int], count: int) -> None:
    items = [_item(str(index), lines) for index, lines in enumerate(heights)]
    box = ColumnsBox.balanced(items, count, 200, 5)
    assert box.split(box.height / 2) is None
    frames = _poured([box], [130.0])
    said: list[str] = []
    for height, frame in frames:
        for placed in frame:
            assert placed.offset + placed.box.height <= height + _SLACK
            columns = placed.box.columns if isinstance(placed.box, ColumnsBox) else (placed.box,)
            said += [name for column in columns for name in _names(column)]  # type: ignore[arg-type]
    assert list(dict.fromkeys(said)) == [str(i) for i in range(len(heights))]
