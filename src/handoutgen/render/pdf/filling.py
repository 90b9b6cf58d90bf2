"""A document poured into the frames of a plan, and told by how much it overflows."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Document, picked_sections
from handoutgen.errors import HandoutError, Problem
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import FrameBreak
from handoutgen.render.pdf.facing import column_rules
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.layout import Layout
from handoutgen.render.pdf.layouts import plan_of
from handoutgen.render.pdf.pagination import Flowing, Heights, Placed, paginate
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.plan import PAGE, Frame, Plan, Run, runs
from handoutgen.render.pdf.reference_list import is_source
from handoutgen.render.pdf.structure import RIGHT_TO_LEFT, StructureElement
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style
from handoutgen.said import Said, joined, said

_COLUMN_RULE = 0.5
"""The line between two languages, in points."""

_SEVERAL = 3
"""A list of sources goes over so many frames before closing it up saves one."""

_FEW = 0.4
"""The share of the last frame under which it has too little to be worth a page."""

_PLACES = {
    "page": said("the page"),
    "sides": said("the two sides of the sheet"),
    "inside": said("the three panels inside"),
    "front": said("the front panel"),
    "flap": said("the panel that folds in"),
    "back": said("the back panel"),
}

_OTHERWISE = said("choose the layout `handout`.")
_SHORTER = said(
    "shorten what the clinic says of itself (`funding`, `feedback`, `website`) or the title, "
    "or choose the layout `handout`."
)
"""Where each section has room by itself and none fits, the rest is too much."""


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

    Whatever is made of a document in a form starts here, so that all of it breaks alike. Where a
    few sources would take a last page of their own, the list closes up and they do not.
    """
    furniture = PageFurniture(document, edition, style, Setter(style, faces))
    plan = plan_of(form, style, furniture)
    height = plan.frame(plan.loose, 1).height
    attributes = RIGHT_TO_LEFT if faces.right_to_left else ()

    def poured(*, close: bool = False) -> Poured:
        layout = Layout(
            style, faces, document.words, plan.text_width, plan.columns, height, close=close
        )
        root = StructureElement("Document", title=document.title, attributes=attributes)
        return Poured(plan, layout, root, fill(document, plan, layout, root))

    usual = poured()
    # Closer, the sources would take more ink than a style for photocopiers has to spend.
    if style.fills == "outlined" or not _ends_with_a_few_sources(usual):
        return usual
    closer = poured(close=True)
    return closer if len(closer.filled) < len(usual.filled) else usual


def _ends_with_a_few_sources(poured: Poured) -> bool:
    """Whether the last frame has sources alone, and hardly any."""
    frames = [item for item in poured.filled if item.placed]
    if len(frames) < _SEVERAL:
        return False
    last = frames[-1]
    end = last.placed[-1].offset + last.placed[-1].box.height
    return end < _FEW * last.frame.height and all(is_source(p.box) for p in last.placed)


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
        except HandoutError as error:
            problems.extend(error.problems)
            continue
        used[run.place] = start + len(contents)
        if limit is not None and len(contents) > limit:
            problems.append(_overflow(run, boxes, contents, plan, limit))
            continue
        frames = (plan.frame(run.place, start + i) for i in range(len(contents)))
        filled += (
            Filled(frame, placed, index > 0)
            for index, (frame, placed) in enumerate(zip(frames, contents, strict=True))
        )
    if layout.problems or problems:
        raise HandoutError([*layout.problems, *problems])
    return tuple(filled)


def _contents(
    boxes: tuple[Flowing, ...], heights: Heights, limit: int | None
) -> tuple[tuple[Placed, ...], ...]:
    """What stands in each frame; soft breaks give way where there are too few."""
    contents = paginate(boxes, heights)
    if limit is not None and len(contents) > limit:
        return paginate(filter(_firm, boxes), heights)
    return contents


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
    run: Run,
    boxes: tuple[Flowing, ...],
    contents: tuple[tuple[Placed, ...], ...],
    plan: Plan,
    limit: int,
) -> Problem:
    """By how much a run is too long for its place, and which of its sections fit."""
    room = sum(plan.frame(run.place, i).height for i in range(limit))
    total = sum(b.box.height + b.box.before for b in boxes) - boxes[0].box.before
    # Frames after the first lose what does not break, so that only what is left over tells.
    beyond = sum(frame[-1].offset + frame[-1].box.height for frame in contents[limit:] if frame)
    over = total - room if limit == 1 else beyond
    sections = picked_sections(run.blocks)
    heights = {
        section.id: sum(b.box.height + b.box.before for b in boxes if b.at == section.at)
        for section in sections
    }
    fitting: list[str] = []
    for section in sections:
        left_out = {s.at for s in sections if s.id not in (*fitting, section.id)}
        fewer = tuple(box for box in boxes if box.at not in left_out)
        if _fits(fewer, _heights(plan, run.place, 0), limit):
            fitting.append(section.id)
    sides = run.place == PAGE and limit > 1
    place = _PLACES.get("sides" if sides else run.place, run.place)
    message = said(
        "what was picked is {points} points ({inches} inches) too long for {place}, "
        "which has {room}",
        points=f"{over:.0f}",
        inches=f"{over / 72:.1f}",
        place=place,
        room=f"{room:.0f}",
    )
    hints: list[Said] = []
    if sections:
        hints.append(_taken(heights, fitting, total - sum(heights.values())))
    if not fitting:
        hints.append(_SHORTER if min(heights.values(), default=0) < room else _OTHERWISE)
    return Problem("D013", message, None, joined(hints))


def _taken(heights: Mapping[str, float], fitting: list[str], rest: float) -> Said:
    each = (
        said("{section} takes {points}", section=name, points=f"{height:.0f}")
        for name, height in heights.items()
    )
    return said(
        "these sections fit: {fitting}. Of the points, {taken}, all else {rest}.",
        fitting=", ".join(fitting) or said("none of them"),
        taken=joined(each, ", "),
        rest=f"{rest:.0f}",
    )


def _fits(boxes: tuple[Flowing, ...], heights: Heights, limit: int) -> bool:
    try:
        return len(_contents(boxes, heights, limit)) <= limit
    except HandoutError:
        return False
