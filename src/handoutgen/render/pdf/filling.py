"""A document poured into the frames of a plan, and told by how much it overflows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Block, Document
from handoutgen.errors import HandoutError, Problem
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import FrameBreak
from handoutgen.render.pdf.facing import column_rules
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.layout import Layout
from handoutgen.render.pdf.layouts import plan_of
from handoutgen.render.pdf.overflow import Room, overflow
from handoutgen.render.pdf.pagination import Flowing, Heights, Placed, paginate
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.plan import Frame, Plan, Run, runs
from handoutgen.render.pdf.reference_list import closed_up, is_source
from handoutgen.render.pdf.structure import RIGHT_TO_LEFT, StructureElement
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style

Contents = tuple[tuple[Placed, ...], ...]

_COLUMN_RULE = 0.5
"""The line between two languages, in points."""

_SEVERAL = 3
"""A list of sources goes over so many frames before closing it up saves one."""

_FEW = 0.4
"""The share of the last frame under which it has too little to be worth a page."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A frame with what stands in it; `continued` when that began in the frame before."""

    frame: Frame
    placed: tuple[Placed, ...]
    continued: bool


class Poured(NamedTuple):
    """A document in its frames, before anything is painted."""

    plan: Plan
    layout: Layout
    root: StructureElement
    filled: tuple[Filled, ...]


def pour(document: Document, style: Style, faces: Faces, form: PrintForm, edition: str) -> Poured:
    """Plan the pages of a form and fill them; raises HandoutError as `fill` does.

    Whatever is made of a document in a form starts here, so that all of it breaks alike.
    """
    furniture = PageFurniture(document, edition, style, Setter(style, faces))
    plan = plan_of(form, style, furniture)
    height = plan.frame(plan.loose, 1).height
    attributes = RIGHT_TO_LEFT if faces.right_to_left else ()

    layout = Layout(style, faces, document.words, plan.text_width, plan.columns, height)
    root = StructureElement("Document", title=document.title, attributes=attributes)
    return Poured(plan, layout, root, fill(document, plan, layout, root))


def fill(
    document: Document, plan: Plan, layout: Layout, root: StructureElement
) -> tuple[Filled, ...]:
    """Every frame that is filled, in reading order.

    Raises HandoutError with all that does not fit: D011, D013 and D014.
    """
    filled: list[Filled] = []
    used: dict[str, int] = defaultdict(int)
    problems: list[Problem] = []
    for run in runs(document.blocks, plan):
        start = plan.start(run.place, used)
        layout.meeting = plan.meeting(run.place)
        boxes = tuple(layout.flow(run.blocks, root))
        try:
            heights, limit = _heights(plan, run.place, start), plan.limit(run.place)
            contents = _contents(boxes, heights, limit)
            # Closer, sources would take more ink than a style for photocopiers has to spend.
            if limit is None and layout.style.fills != "outlined":
                contents = _without_a_few_sources(contents, boxes, heights)
        except HandoutError as error:
            problems.extend(error.problems)
            continue
        used[run.place] = start + len(contents)
        if limit is not None and len(contents) > limit:
            room = _room(plan, run, limit, layout, heights)
            problems.append(_overflow(run, boxes, contents, room))
            continue
        frames = (plan.frame(run.place, start + i) for i in range(len(contents)))
        filled += (
            Filled(frame, placed, index > 0)
            for index, (frame, placed) in enumerate(zip(frames, contents, strict=True))
        )
    if layout.problems or problems:
        raise HandoutError([*layout.problems, *problems])
    return tuple(filled)


def _contents(boxes: tuple[Flowing, ...], heights: Heights, limit: int | None) -> Contents:
    """What stands in each frame; soft breaks give way where there are too few."""
    contents = paginate(boxes, heights)
    if limit is not None and len(contents) > limit:
        return paginate(filter(_firm, boxes), heights)
    return contents


def _without_a_few_sources(
    contents: Contents, boxes: tuple[Flowing, ...], heights: Heights
) -> Contents:
    """The list of sources closed up, where a few of them would take a last frame of their own."""
    last = contents[-1] if contents else ()
    if len(contents) < _SEVERAL or not last or not all(is_source(p.box) for p in last):
        return contents
    if last[-1].offset + last[-1].box.height >= _FEW * heights(len(contents) - 1):
        return contents
    closer = paginate((box._replace(box=closed_up(box.box)) for box in boxes), heights)
    return closer if len(closer) < len(contents) else contents


def _firm(flowing: Flowing) -> bool:
    return not (isinstance(flowing.box, FrameBreak) and flowing.box.soft)


def _heights(plan: Plan, place: str, start: int) -> Heights:
    return lambda index: plan.frame(place, start + index).height


def paint(poured: Poured, painter: Painter) -> None:
    """Paint the frames in reading order, then what stands beside them on each page."""
    filled, plan, style = poured.filled, poured.plan, poured.layout.style
    line = (_COLUMN_RULE, style.colour.hair)
    for item in filled:
        painter.turn_to(item.frame.page)
        for placed in item.placed:
            placed.box.paint(painter, item.frame.x, item.frame.top - placed.offset)
        for across, start, end in column_rules(item.placed):
            middle = item.frame.x + across - style.gutter / 2
            with painter.artifact():
                painter.upright(middle, item.frame.top - start, end - start, *line)
    continued = tuple(item.continued for item in filled)
    pages = max((item.frame.page + item.frame.pages for item in filled), default=1)
    for page in range(pages):
        painter.turn_to(page)
        plan.paint_furniture(painter, page, pages, continued)


def _overflow(
    run: Run, boxes: tuple[Flowing, ...], contents: Sequence[Sequence[Placed]], room: Room
) -> Problem:
    over = contents[room.frames :]
    beyond = sum(frame[-1].offset + frame[-1].box.height for frame in over if frame)
    return overflow(run, boxes, beyond, room)


def _room(plan: Plan, run: Run, limit: int, layout: Layout, heights: Heights) -> Room:
    def flow(blocks: tuple[Block, ...]) -> tuple[Flowing, ...]:
        # What is found wrong in a trial was found before.
        found = tuple(layout.problems)
        boxes = tuple(layout.flow(blocks, StructureElement("Document")))
        layout.problems[:] = found
        return boxes

    whole = sum(plan.frame(run.place, i).height for i in range(limit))
    return Room(limit, whole, flow, lambda boxes: _fits(boxes, heights, limit))


def _fits(boxes: tuple[Flowing, ...], heights: Heights, limit: int) -> bool:
    try:
        return len(_contents(boxes, heights, limit)) <= limit
    except HandoutError:
        return False
