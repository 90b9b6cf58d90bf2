"""A logo on the page: a drawing, or an image of plain pixels (ISO 32000-1, 8.9.5)."""

import zlib
from contextlib import AbstractContextManager
from functools import lru_cache
from hashlib import sha256

from handoutgen.document.drawing import Drawing
from handoutgen.document.logo import Logo
from handoutgen.document.picture import Picture
from handoutgen.render.pdf.drawing import paint_drawing
from handoutgen.render.pdf.operators import numbers
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import STREAM_END, ReadyObject, StructureElement


def paint_logo(
    painter: Painter,
    logo: Logo,
    x: float,
    y: float,
    height: float,
    element: StructureElement | None = None,
    *,
    artifact: str = "",
) -> None:
    """Paint with the bottom left corner at x, y; it is `height * logo.ratio` points wide.

    It is content of `element`, a Figure with an alternative text, or else an artifact, whose
    kind may be given as properties ("/Type /Pagination …").
    """
    x = painter.left(x, height * logo.ratio)
    painted: AbstractContextManager[None]
    if element is None:
        painted = painter.artifact(artifact)
    else:
        box = f"[{numbers(x, y, x + height * logo.ratio, y + height)}]"
        element.attributes = (("Layout", (("BBox", box), ("Placement", "/Block"))),)
        painted = painter.element(element)
    with painted:
        painter.code("q")
        if isinstance(logo.image, Drawing):
            fonts = (painter.faces.regular.name, painter.faces.bold.name)
            paint_drawing(painter.canvas, logo.image, x, y, height / logo.image.height, fonts)
        else:
            name = _use_image(painter, logo.image)
            width = height * logo.ratio
            painter.code(f"{numbers(width)} 0 0 {numbers(height)} {numbers(x, y)} cm /{name} Do")
        painter.code("Q")


def _use_image(painter: Painter, picture: Picture) -> str:
    """The name of the image among the page's resources; a file holds it once."""
    canvas = painter.canvas
    key, body = _image(picture)
    name: str = canvas._doc.getXObjectName(key)
    if name not in canvas._doc.idToObject:
        canvas._doc.Reference(ReadyObject(body), name)
    # ReportLab lists images and forms as resources of the page where they were used.
    canvas._formsinuse.append(key)
    return name


@lru_cache(maxsize=16)
def _image(picture: Picture) -> tuple[str, str]:
    """A key from the pixels, and the image's object, compressed once for many handouts."""
    space = "Gray" if picture.grey else "RGB"
    content = zlib.compress(picture.pixels, 9)
    size = f"{picture.width} {picture.height} {space}"
    key = sha256(size.encode("ascii") + picture.pixels).hexdigest()[:16]
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
        f"/ColorSpace /Device{space} /BitsPerComponent 8 /Filter /FlateDecode "
        f"/Length {len(content)} >>"
    )
    return key, f"{head}\nstream\n{content.decode('latin-1')}{STREAM_END}"
