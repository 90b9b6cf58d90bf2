"""What must hold for every file, whatever it says."""

from __future__ import annotations

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
from handoutgen.render.pdf.plan import PAGE
from handoutgen.render.pdf.text import Setter

from .builds import document_of, faces, style
from .expected import expected_tree, read_tree, reference_pages
from .places import shown

_EDGE = 18
"""Most printers cannot print nearer to the edge of the sheet, in points."""
_SLACK = 1


def assert_sound(pdf: bytes, document: Document, edition: str) -> Element:
    """Assert all that depends on the file alone; return its structure tree."""
    assert validate(pdf) == validate(pdf, "2a") == []
    assert parent_tree_errors(pdf) == []
    assert untagged_text(pdf) == []
    assert untagged_graphics(pdf) == []
    root = read_structure(pdf)
    assert_words(root, document)
    furniture = artifacts(pdf)
    for number, texts in enumerate(furniture, 1):
        joined = " ".join(texts)
        assert f"Page {number} of {len(furniture)}" in joined
        assert f"Edition {edition}" in joined
    return root


def assert_words(root: Element, document: Document) -> None:
    """Assert that the tags say what the document says, in its order and with its roles."""
    expected = expected_tree(document, reference_pages(root))
    said, read = list(expected.lines()), list(read_tree(root).lines())
    # Pytest's own comparison of long lists takes minutes.
    difference = [] if said == read else unified_diff(said, read, "document", "tags", n=1)
    assert not (shown := "\n".join(islice(difference, 20))), shown


def assert_inside(pdf: bytes, paper: str, look: str = "standard") -> None:
    """Assert that tagged text keeps to the text area and ink to what a printer can print."""
    form = PrintForm(paper=paper)  # type: ignore[arg-type]
    setter = Setter(style(look), faces())
    plan = plan_of(form, style(look), PageFurniture(document_of(), "", style(look), setter))
    for piece in shown(pdf):
        place = f"page {piece.page}: {piece.text!r} at {piece.x:.1f}–{piece.end:.1f}, {piece.y:.1f}"
        # A space at the end of a line may hang over the edge: it shows no ink.
        end = piece.end - (piece.size * 0.4 if piece.text.endswith(" ") else 0)
        at = plan.frame(PAGE, piece.page)
        assert piece.x >= at.x - _SLACK, place
        assert end <= at.x + plan.text_width + _SLACK, place
        if piece.mcid is not None:
            assert piece.y >= at.top - at.height - _SLACK, place
            assert piece.y <= at.top, place
    for number, image in enumerate(page_images(pdf, dpi=36), 1):
        margins = blank_margins(image)
        ends = (margins.left, margins.top, margins.right, margins.bottom)
        assert min(ends) >= _EDGE, f"ink near the edge of page {number}: {margins}"


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    return len(metadata(pdf).page_sizes)
