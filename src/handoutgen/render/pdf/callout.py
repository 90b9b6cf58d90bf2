"""The frames of callouts: urgency in words, with a black sign that a photocopier keeps."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from handoutgen.document.nodes import Callout, Heading, Urgency
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.boxes import Box, StackBox, TextBox, aligned
from handoutgen.render.pdf.operators import box_path, components, number, numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.style import Style

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout


_PADDED = 1 / 24
"""The share of the width that stays empty on either side at most: a column needs it for words."""


@dataclass(frozen=True, slots=True)
class CalloutLook:
    """The measures of one kind of callout."""

    urgency: Urgency
    ink: str
    paper: str
    frame: float
    radius: float
    pad: float
    icon: float
    head: Literal["plain", "black", "ruled"]
    bar: float

    @property
    def black_head(self) -> bool:
        """Whether the heading stands in paper colour on black."""
        return self.head == "black"

    @property
    def banded(self) -> bool:
        """Whether the heading has a band of its own over the rest."""
        return self.head != "plain"


def look_of(urgency: Urgency, style: Style, width: float) -> CalloutLook:
    """How a callout of this urgency and width in points looks in a style."""
    ink, black, paper = style.colour.ink, style.colour.urgent, style.colour.paper
    pad = min(style.padding.callout, width * _PADDED)
    sign = max(20, round(style.type.subhead.size * 1.4))
    match urgency:
        case "emergency":
            head: Literal["black", "ruled"] = "ruled" if style.fills == "outlined" else "black"
            return CalloutLook(urgency, black, paper, 1.5, 5, pad, sign - 2, head, 0)
        case "alert":
            return CalloutLook(urgency, black, paper, 1, 3, pad - 2, sign, "plain", 5)
        case "call":
            return CalloutLook(urgency, ink, paper, 1, 5, pad, round(sign * 0.8), "plain", 0)
        case "note":
            return CalloutLook(urgency, ink, paper, 0.75, 5, pad, 0, "plain", 0)


@dataclass(frozen=True, slots=True)
class CalloutBox:
    """A framed box: a heading with a sign, and what it says under it."""

    look: CalloutLook
    heading: TextBox | None
    body: StackBox
    width: float
    before: float = 0
    keep_with_next: bool = False
    beside: float = 0
    continued: bool = False
    least_heading: float = 0
    least_body: float = 0

    @property
    def _head_height(self) -> float:
        if self.heading is None:
            return 0
        inside = max(self.heading.height, self.look.icon, self.least_heading)
        return inside + (12 if self.look.banded else self.look.pad - 2)

    @property
    def _body_gap(self) -> float:
        if self.heading is None:
            return max(self.look.pad, (self.look.icon + 16 - self._body_height) / 2)
        return 10 if self.look.banded else 5

    @property
    def _body_height(self) -> float:
        return max(self.body.height, self.least_body)

    @property
    def height(self) -> float:
        """Head, body and the space around them."""
        body = self._body_height + self._body_gap if self.body.boxes else 0
        if self.heading is None:
            return body + self._body_gap
        return self._head_height + body + self.look.pad - 2

    def paint(self, painter: Painter, x: float, top: float) -> None:
        """Paint the frame as an artifact, then heading and body."""
        look, height = self.look, self.height
        head = self._head_height
        inset = look.pad + look.bar
        with painter.artifact():
            bottom = top - height
            painter.box(
                x,
                bottom,
                self.width,
                height,
                radius=look.radius,
                fill=look.paper,
                stroke=look.ink,
                thickness=look.frame,
            )
            clip = box_path(painter.left(x, self.width), bottom, self.width, height, look.radius)
            band = ""
            if look.black_head and self.heading is not None:
                band = numbers(painter.left(x, self.width), top - head, self.width, head)
            elif look.bar:
                band = numbers(painter.left(x, look.bar), bottom, look.bar, height)
            if band:
                painter.code(f"q {clip} W n {components(look.ink)} rg {band} re f Q")
            if look.head == "ruled" and self.heading is not None:
                painter.rule(x, top - head, self.width, look.frame, look.ink)
            if self.heading is not None and look.icon:
                self._icon(painter, x + inset, top - head / 2 - self._head_shift)
            elif look.icon and not self.continued:
                self._icon(painter, x + inset, top - height / 2)
        if self.heading is not None:
            left = x + inset + (look.icon + 11 if look.icon else 0)
            text_top = top - head / 2 - self._head_shift + self.heading.height / 2
            self.heading.paint(painter, left, text_top)
        self.body.paint(painter, x + self.body_left, top - head - self._body_gap)

    @property
    def _head_shift(self) -> float:
        return 0 if self.look.banded else 3

    @property
    def body_left(self) -> float:
        """Where the body starts, from the left edge of the frame."""
        return self.look.pad + self.look.bar + self.beside

    def _icon(self, painter: Painter, x: float, middle: float) -> None:
        look, size = self.look, self.look.icon
        x = painter.left(x, size)
        y = middle - size / 2
        if look.urgency == "call":
            painter.code(_telephone(x, y, size, look.ink))
        else:
            inverse = look.black_head
            fill, sign = (look.paper, look.ink) if inverse else (look.ink, look.paper)
            painter.code(_octagon(x, y, size, fill, sign))

    def split(self, available: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """A callout breaks only when it is taller than a page."""
        if not force:
            return None
        room = available - self._head_height - self._body_gap - self.look.pad
        if self.body.height <= room and self.least_body > room:
            # It was as tall as the one beside it, which goes on alone.
            return replace(self, least_body=0), StackBox(())
        parts = self.body.split(room) or self.body.split(room, force=True)
        if parts is None:
            return None
        first, rest = (p if isinstance(p, StackBox) else StackBox((p,)) for p in parts)
        return replace(self, body=first, least_body=0), replace(
            self, heading=None, body=rest, before=0, continued=True, least_body=0
        )


def evened(first: CalloutBox, second: CalloutBox) -> tuple[CalloutBox, CalloutBox]:
    """Two callouts beside each other as tall as each other, their items at the same heights."""
    bodies = aligned((first.body, second.body))
    boxes = (first, second)
    heading = max(box.heading.height if box.heading else 0 for box in boxes)
    body = max(stack.height for stack in bodies)
    one, other = (
        replace(box, body=stack, least_heading=heading, least_body=body)
        for box, stack in zip(boxes, bodies, strict=True)
    )
    return one, other


def lay_callout(
    layout: "Layout", block: Callout, parent: StructureElement, width: float
) -> CalloutBox:
    colours, scale = layout.style.colour, layout.style.type
    look = look_of(block.urgency, layout.style, width)
    element = parent.child("Sect")
    inner = width - 2 * look.pad - look.bar
    heading_box: TextBox | None = None
    rest = block.blocks
    if rest and isinstance(rest[0], Heading):
        heading = rest[0]
        kind = scale.subhead
        colour = colours.paper if look.black_head else colours.ink
        heading_element = element.child(f"H{heading.level}")
        heading_box = layout.text(
            heading.inlines,
            kind,
            heading_element,
            inner - (look.icon + 11 if look.icon else 0),
            colour=colour,
        )
        rest = rest[1:]
    # Without a heading the sign stands beside the text, also where the text goes on.
    beside = look.icon + 11 if heading_box is None and look.icon else 0
    body = layout.stack(rest, element, inner - beside)
    return CalloutBox(look, heading_box, body, width, beside=beside)


def _octagon(x: float, y: float, size: float, fill: str, sign: str) -> str:
    cut = size * 0.293
    far = size - cut
    points = (
        (cut, 0.0),
        (far, 0.0),
        (size, cut),
        (size, far),
        (far, size),
        (cut, size),
        (0.0, far),
        (0.0, cut),
    )
    first, *others = (numbers(x + a, y + b) for a, b in points)
    outline = f"{first} m {' '.join(f'{p} l' for p in others)} h"
    middle, width = x + size / 2, size * 0.13
    stem = (
        f"{components(sign)} RG {number(width)} w 1 J "
        f"{numbers(middle, y + size * 0.47)} m {numbers(middle, y + size * 0.77)} l "
        f"{numbers(middle, y + size * 0.25)} m {numbers(middle, y + size * 0.25)} l S 0 J"
    )
    return f"{components(fill)} rg\n{outline} f\n{stem}"


def _telephone(x: float, y: float, size: float, ink: str) -> str:
    """A handset, drawn in one line."""
    unit = size / 24

    def at(a: float, b: float) -> str:
        return numbers(x + a * unit, y + (24 - b) * unit)

    path = (
        f"{at(4, 3)} m {at(8.5, 3)} l {at(10.5, 8.5)} l {at(7.8, 10.3)} l "
        f"{at(9.2, 13)} {at(11, 14.8)} {at(13.7, 16.2)} c {at(15.5, 13.5)} l {at(21, 15.5)} l "
        f"{at(21, 20)} l {at(21, 20.6)} {at(20.6, 21)} {at(20, 21)} c "
        f"{at(10.6, 21)} {at(3, 13.4)} {at(3, 4)} c {at(3, 3.4)} {at(3.4, 3)} {at(4, 3)} c h"
    )
    return f"{components(ink)} RG {number(1.9 * unit)} w 1 j\n{path} S 0 j"
