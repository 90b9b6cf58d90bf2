"""What reads from outside, each with real files to start from.

A target takes bytes and gives nothing. It may raise `HandoutError` and what its own documentation
names; anything else is a finding.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fuzz import content
from fuzz.binary import BYTES, FONT, PICTURE
from fuzz.grammar import FORM, HTTP, PO, TEMPLATE, XML, YAML, Grammar
from fuzz.start import Given, Run, drop, refusing, seeds
from handoutgen.assets import Asset, Assets


@dataclass(frozen=True)
class Target:
    """A parser: what it is called in the table, and what makes it ready in a process of its own."""

    name: str
    reads: str
    grammar: Grammar
    prepare: Callable[[], tuple[Sequence[bytes], Run]]


def _markup() -> tuple[Sequence[bytes], Run]:
    from handoutgen.build import build, read_drawing
    from handoutgen.content.library import load_library
    from handoutgen.document import compose
    from handoutgen.document.check import check_document
    from handoutgen.document.figures import read_figures
    from handoutgen.document.markup import read_markup
    from handoutgen.document.nodes import Document
    from handoutgen.document.parse import parse
    from handoutgen.selection import HandoutRequest, select

    assets = Assets.find()
    library = load_library(assets)
    written: list[bytes] = []
    inner = compose.read_markup

    def kept(markup: str, *rest: object) -> object:
        written.append(markup.encode())
        return inner(markup, *rest)  # type: ignore[arg-type]

    compose.read_markup = kept  # type: ignore[assignment]
    made: list[Document] = []
    for comparison in library.comparisons:
        for layout in ("handout", "cards"):
            request = HandoutRequest(comparison, layout=layout)  # type: ignore[arg-type]
            refusing(lambda r=request: made.append(build(r, "text", library, assets).document))
    compose.read_markup = inner
    drawings = {}
    for comparison in library.comparisons:
        picked = select(library, HandoutRequest(comparison))
        drawings.update(read_figures(picked, library, read_drawing).drawings)

    def run(source: bytes) -> None:
        root = read_markup(source.decode("utf-8", "surrogateescape"), "case.html.j2")
        document = replace(made[0], blocks=parse(root, drawings))
        check_document(document, (), 20, root.at, "")

    return written, run


class _OneTemplate:
    """The bundled files, with one template in front of them."""

    roots = ()

    def __init__(self, source: bytes) -> None:
        self._source, self._bundled = source, Assets.find()

    def get(self, name: str) -> Asset | None:
        if name == "templates/case.html.j2":
            return Given(Path(name), name, name, self._source)
        return self._bundled.get(name)

    def files(self, folder: str, suffix: str) -> tuple[Asset, ...]:
        return self._bundled.files(folder, suffix)


def _template() -> tuple[Sequence[bytes], Run]:
    from handoutgen.build import _references
    from handoutgen.content.library import load_library
    from handoutgen.document import figure_template, sandbox
    from handoutgen.document.template import render
    from handoutgen.document.view import ViewBuilder
    from handoutgen.document.wording import Wordings
    from handoutgen.selection import HandoutRequest, select

    assets = Assets.find()
    library = load_library(assets)
    selection = select(library, HandoutRequest("ms-vs-als", section=("at-a-glance",)))
    view = ViewBuilder(selection, library, Wordings(selection, library)).build(
        _references(selection, assets, None)
    )
    data = {"count": 3, "of": 10, "condition": 1, "label": "3 in 10"}

    def run(source: bytes) -> None:
        figure_template._drawn.cache_clear()
        figure_template._compiled.cache_clear()
        refusing(
            lambda: figure_template.draw(
                Given(Path("case.svg.j2"), "", "case.svg.j2", source), data
            )
        )
        sandbox.environment.cache_clear()
        render(_OneTemplate(source), "case", {"handout": view})  # type: ignore[arg-type]

    return [*seeds(".html.j2", "templates"), *seeds(".svg.j2", "data/figures")], run


def _svg() -> tuple[Sequence[bytes], Run]:
    from handoutgen.document.svg import parse_svg
    from handoutgen.render.svg import drawing_to_svg

    def run(source: bytes) -> None:
        refusing(lambda: parse_svg(source, "logo.svg", explained=False))
        drawing_to_svg(parse_svg(source, "case.svg"), id_prefix="a", font_family="b")

    return [a.read() for a in Assets.find().files("data/figures", ".svg")], run


def _logo() -> tuple[Sequence[bytes], Run]:
    from handoutgen.document.logo import read_logo

    return _pictures(), lambda source: drop(read_logo.__wrapped__(source, "case.png"))


def _pictures() -> list[bytes]:
    from PIL import Image

    made = []
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        file = io.BytesIO()
        Image.linear_gradient("L").resize((60, 40)).convert(mode).save(file, "PNG")
        made.append(file.getvalue())
    for options in ({}, {"progressive": True}, {"subsampling": 2, "comment": b"words"}):
        file = io.BytesIO()
        Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(file, "JPEG", **options)
        made.append(file.getvalue())
    return made


def _font() -> tuple[Sequence[bytes], Run]:
    """A font of a clinic's own, and words set in it."""
    from reportlab.pdfbase.pdfdoc import PDFDocument

    from handoutgen.render.pdf import fonts

    def run(source: bytes) -> None:
        face = fonts._face.__wrapped__(fonts._FontFile(source, "case.ttf"))
        document = PDFDocument()
        face.width("Words Łódź", 12)
        list(face.strings("Words Łódź", document))
        document.GetPDFData(None)

    return [asset.read() for asset in Assets.find().files("data/fonts", ".ttf")], run


def _answer() -> tuple[Sequence[bytes], Run]:
    from handoutgen.ipp import (
        GroupTag,
        IppError,
        Message,
        Tag,
        decode,
        encode,
        groups,
        number,
        texts,
    )

    said = groups(
        (GroupTag.OPERATION, [texts(Tag.CHARSET, "attributes-charset", "utf-8")]),
        (GroupTag.JOB, [number("job-id", 7), texts(Tag.KEYWORD, "sides", "one-sided", "duplex")]),
    )

    def run(source: bytes) -> None:
        try:
            decode(source)
        except IppError:
            return

    return [encode(Message(0, 1, said, b"document"))], run


def _web(name: str) -> tuple[Sequence[bytes], Run]:
    from fuzz import web

    return getattr(web, name)()  # type: ignore[no-any-return]


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("yaml", "the strict YAML of all files", YAML, content.yaml),
        Target("entries", "YAML as models of content, profiles, reviews", YAML, content.entries),
        Target("style", "styles and themes", YAML, content.styles),
        Target("markup", "what templates write, to the checked document", XML, _markup),
        Target("svg", "figures and logos that are drawings", XML, _svg),
        Target("picture", "logos that are PNG or JPEG", PICTURE, _logo),
        Target("template", "Jinja2 templates of handouts and figures", TEMPLATE, _template),
        Target("font", "TrueType fonts of a clinic's own, with words set in them", FONT, _font),
        Target("catalogue", "PO files of translations", PO, content.catalogue),
        Target(
            "request",
            "forms, links and JSON of the page, to a selection",
            FORM,
            partial(_web, "requests"),
        ),
        Target("http", "bytes from the network, to an answer", HTTP, partial(_web, "http")),
        Target("printer", "what a printer answers (IPP)", BYTES, _answer),
        Target("handout", "a changed section, to text, HTML and PDF", YAML, content.handout),
    )
}
