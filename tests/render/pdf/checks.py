"""What must hold for every file, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice

from readback import Element
from readback.conformance import parent_tree_errors, validate
from readback.document import metadata
from readback.raster import blank_margins, page_images
from readback.structure import artifacts, read_structure, untagged_graphics, untagged_text

from handoutgen.content.layouts import PrintForm
from handoutgen.document.nodes import Document
from handoutgen.render.pdf.furniture import PageFurniture
from handoutgen.render.pdf.layouts import plan_of
from handoutgen.render.pdf.plan import Frame, Plan
from handoutgen.render.pdf.text import Setter
from handoutgen.render.style import Style

from .builds import document_of, faces, style
from .expected import expected_tree, read_tree, reference_pages
from .places import Shown, shown

_EDGE = 18
"""Most printers cannot print nearer to the edge of the sheet, in points."""
_SLACK = 1
_PLACES = ("front", "flap", "back")


def assert_sound(
    pdf: bytes, document: Document, edition: str, numbered: str = "Page {} of {}"
) -> Element:
    """Assert all that depends on the file alone; return its structure tree.

    `numbered` is how the furniture counts pages, if it does.
    """
    assert validate(pdf) == validate(pdf, "2a") == []
    assert parent_tree_errors(pdf) == []
    assert untagged_text(pdf) == []
    assert untagged_graphics(pdf) == []
    root = read_structure(pdf)
    assert_words(root, document)
    furniture = artifacts(pdf)
    for number, texts in enumerate(furniture, 1):
        joined = " ".join(texts)
        assert numbered.format(number, len(furniture)) in joined
        assert f"Edition {edition}" in joined
    return root


def assert_words(root: Element, document: Document) -> None:
    """Assert that the tags say what the document says, in its order and with its roles."""
    expected = expected_tree(document, reference_pages(root, document))
    said, read = list(expected.lines()), list(read_tree(root).lines())
    # Pytest's own comparison of long lists takes minutes.
    difference = [] if said == read else unified_diff(said, read, "document", "tags", n=1)
    assert not (shown := "\n".join(islice(difference, 20))), shown


def assert_inside(pdf: bytes, paper: str, look: str = "standard") -> None:
    """Assert that a handout keeps to its pages."""
    form = PrintForm(paper=paper)  # type: ignore[arg-type]
    assert_in_frames(pdf, plan_for(form, style(look), document_of()), read_structure(pdf))


def plan_for(form: PrintForm, look: Style, document: Document) -> Plan:
    """How the pages of a document are made."""
    return plan_of(form, look, PageFurniture(document, "", look, Setter(look, faces())))


def frames_of(plan: Plan, pages: int) -> Iterator[Frame]:
    """Every frame on so many pages, filled or not."""
    for place in (plan.loose, *_PLACES):
        index = 0
        while (limit := plan.limit(place)) is None or index < limit:
            frame = plan.frame(place, index)
            if frame.page >= pages:
                break
            yield frame
            index += 1
        if limit is None:
            return


def assert_in_frames(pdf: bytes, plan: Plan, root: Element) -> None:
    """Assert that tagged text keeps to the frames and ink to what a printer can print.

    What is no content stands over or under a frame, except for the repeated head of a table.
    """
    size = metadata(pdf).page_sizes[0]
    assert size == tuple(round(edge, 2) for edge in plan.size) or size == plan.size
    frames = list(frames_of(plan, page_count(pdf)))
    for piece in shown(pdf):
        place = f"page {piece.page}: {piece.text!r} at {piece.x:.1f}–{piece.end:.1f}, {piece.y:.1f}"
        around = [f for f in frames if f.page == piece.page and _over(f, plan, piece)]
        assert around, place
        if piece.mcid is not None:
            assert any(_holds(frame, piece) for frame in around), place
    for element in root.find("Figure"):
        box = [float(edge) for edge in element.attributes["BBox"]]  # type: ignore[union-attr,arg-type]
        at = [f for f in frames if f.page == element.kids[0].page]  # type: ignore[union-attr]
        assert any(_surrounds(f, plan, box) for f in at), (element.alt, box)
    for number, image in enumerate(page_images(pdf, dpi=36), 1):
        margins = blank_margins(image)
        ends = (margins.left, margins.top, margins.right, margins.bottom)
        assert min(ends) >= _EDGE - 1, f"ink near the edge of page {number}: {margins}"


def _over(frame: Frame, plan: Plan, piece: Shown) -> bool:
    """Whether a piece of text is neither to the left nor to the right of a frame."""
    # A space at the end of a line may hang over the edge: it shows no ink.
    end = piece.end - (piece.size * 0.4 if piece.text.endswith(" ") else 0)
    return frame.x - _SLACK <= piece.x and end <= frame.x + plan.text_width + _SLACK


def _holds(frame: Frame, piece: Shown) -> bool:
    return frame.top - frame.height - _SLACK <= piece.y <= frame.top


def _surrounds(frame: Frame, plan: Plan, box: list[float]) -> bool:
    left, bottom, right, top = box
    across = frame.x - _SLACK <= left and right <= frame.x + plan.text_width + _SLACK
    return across and frame.top - frame.height - _SLACK <= bottom and top <= frame.top + _SLACK


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    return len(metadata(pdf).page_sizes)
