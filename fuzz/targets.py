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

from fuzz.mutation import BYTES, FONT, FORM, HTTP, PICTURE, PO, TEMPLATE, XML, YAML, Grammar
from handoutgen.assets import Asset, Assets
from handoutgen.errors import HandoutError

Run = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """A parser: what it is called in the table, and what makes it ready in a process of its own."""

    name: str
    reads: str
    grammar: Grammar
    prepare: Callable[[], tuple[Sequence[bytes], Run]]


LONGEST = 12_000
"""Bytes of a file to start from: the rest of a long list is more of the same."""


def _seeds(suffix: str, *folders: str) -> list[bytes]:
    """The bundled files, long ones up to the last whole line that counts."""
    assets = Assets.find()
    found = (asset.read() for folder in folders for asset in assets.files(folder, suffix))
    return [s if len(s) <= LONGEST else s[: s.rindex(b"\n", 0, LONGEST) + 1] for s in found]


def _yaml() -> tuple[Sequence[bytes], Run]:
    from handoutgen.content.positions import read_yaml

    return _seeds(".yaml", "data", "handouts", "templates"), lambda source: _drop(
        read_yaml(source, "case.yaml")
    )


def _drop(_: object) -> None:
    pass


def _entries() -> tuple[Sequence[bytes], Run]:
    """Every kind of file of content, as the model that it is for."""
    from handoutgen.content.clinic import Profile
    from handoutgen.content.figure import FigureEntry
    from handoutgen.content.glossary import GlossaryTerm
    from handoutgen.content.models import Comparison, Condition, Disclaimer, SavedHandout
    from handoutgen.content.positions import read_yaml
    from handoutgen.content.review import ReviewFile
    from handoutgen.content.section import Section
    from handoutgen.content.source import Source
    from handoutgen.content.validation import validate
    from handoutgen.render.theme import read_theme

    models = (Section, Comparison, Condition, Disclaimer, SavedHandout, Profile, ReviewFile)
    rows = {"references": Source, "terms": GlossaryTerm, "figures": FigureEntry}

    def run(source: bytes) -> None:
        data, positions = read_yaml(source, "case.yaml")
        listed = data.get(next(iter(data), "")) if isinstance(data, dict) else None
        for key, model in rows.items():
            if isinstance(data, dict) and key in data and isinstance(listed, list):
                for number, row in enumerate(listed[:50]):
                    _refusing(
                        lambda m=model, r=row, n=number, k=key: validate(m, r, positions, (k, n))
                    )
                return
        if isinstance(data, dict) and "theme" in data:
            _refusing(lambda: read_theme(data["theme"], positions, ("standard",)))
        # The one it looks like, and any one: a file can stand in the wrong folder.
        keys = set(data) if isinstance(data, dict) else set()
        like = max(models, key=lambda model: len(keys & set(model.model_fields)))
        for model in {like, models[len(source) % len(models)]}:
            _refusing(lambda m=model: validate(m, data, positions))

    return _seeds(".yaml", "data", "handouts", "templates/workspace"), run


def _refusing(run: Callable[[], object]) -> bool:
    try:
        run()
    except HandoutError:
        return False
    return True


def _styles() -> tuple[Sequence[bytes], Run]:
    from handoutgen.render import style

    assets = Assets.find()
    (standard,) = (a for a in assets.files("templates/styles", ".yaml") if "standard" in a.name)
    base = (standard.read(), standard.shown)

    def run(source: bytes) -> None:
        style._read.cache_clear()
        style._style.cache_clear()
        _refusing(lambda: style._style("case", (base, (source, "case.yaml")), None, "handout"))
        style._style("case", (base,), (source, "case.yaml"), "one-page")

    return _seeds(".yaml", "templates/styles"), run


def _handout() -> tuple[Sequence[bytes], Run]:
    """A section that was changed, checked with its library, and printed where it is good."""
    from handoutgen.build import build
    from handoutgen.content.check import check_library
    from handoutgen.content.library import load_library
    from handoutgen.content.positions import read_yaml
    from handoutgen.content.section import Section
    from handoutgen.content.validation import validate
    from handoutgen.selection import HandoutRequest

    assets = Assets.find()
    library = load_library(assets)
    build(HandoutRequest("ms-vs-als"), "pdf", library, assets)

    def run(source: bytes) -> None:
        section = validate(Section, *read_yaml(source, "case.yaml"))
        for comparison, sections in library.sections.items():
            if section.id not in sections:
                continue
            changed = {**library.sections, comparison: {**sections, section.id: section}}
            tried = replace(library, sections=changed)
            if problems := list(check_library(tried)):
                raise HandoutError(problems)
            request = HandoutRequest(comparison, section=(section.id,))
            build(request, "text", tried, assets)
            build(request, "html", tried, assets)
            build(request, "pdf", tried, assets)

    return _seeds(".yaml", "data/comparisons"), run


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
            _refusing(lambda r=request: made.append(build(r, "text", library, assets).document))
    compose.read_markup = inner
    drawings = {}
    for comparison in library.comparisons:
        found, _ = read_figures(select(library, HandoutRequest(comparison)), library, read_drawing)
        drawings.update(found)

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
            return _Given(Path(name), name, name, self._source)
        return self._bundled.get(name)

    def files(self, folder: str, suffix: str) -> tuple[Asset, ...]:
        return self._bundled.files(folder, suffix)


@dataclass(frozen=True)
class _Given(Asset):
    source: bytes = b""

    def read(self) -> bytes:
        return self.source


def _template() -> tuple[Sequence[bytes], Run]:
    from handoutgen.build import _references
    from handoutgen.content.library import load_library
    from handoutgen.document import sandbox
    from handoutgen.document.figure_template import draw
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
        _refusing(lambda: draw(_Given(Path("case.svg.j2"), "", "case.svg.j2", source), data))
        sandbox.environment.cache_clear()
        render(_OneTemplate(source), "case", {"handout": view})  # type: ignore[arg-type]

    return [*_seeds(".html.j2", "templates"), *_seeds(".svg.j2", "data/figures")], run


def _svg() -> tuple[Sequence[bytes], Run]:
    from handoutgen.document.svg import parse_svg
    from handoutgen.render.svg import drawing_to_svg

    def run(source: bytes) -> None:
        _refusing(lambda: parse_svg(source, "logo.svg", explained=False))
        drawing_to_svg(parse_svg(source, "case.svg"), id_prefix="a", font_family="b")

    return [a.read() for a in Assets.find().files("data/figures", ".svg")], run


def _logo() -> tuple[Sequence[bytes], Run]:
    from handoutgen.document.logo import read_logo

    return _pictures(), lambda source: _drop(read_logo.__wrapped__(source, "case.png"))


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


class _OnePoFile:
    """A workspace with nothing but the Spanish of a file."""

    name = "data/locale/es/LC_MESSAGES/case.po"

    def __init__(self, source: bytes) -> None:
        self._given = _Given(Path(self.name), self.name, self.name, source)

    def files(self, _folder: str, _suffix: str) -> tuple[Asset, ...]:
        return (self._given,)

    def layers(self, _name: str) -> tuple[Asset, ...]:
        return (self._given,)


def _font() -> tuple[Sequence[bytes], Run]:
    """A font of a clinic's own, and words set in it."""
    from reportlab.pdfbase.pdfdoc import PDFDocument

    from handoutgen.render.pdf import fonts

    def run(source: bytes) -> None:
        face = fonts._face.__wrapped__(source, "case.ttf")
        document = PDFDocument()
        face.width("Words Łódź", 12)
        list(face.strings("Words Łódź", document))
        document.GetPDFData(None)

    return [asset.read() for asset in Assets.find().files("data/fonts", ".ttf")], run


def _catalogue() -> tuple[Sequence[bytes], Run]:
    from handoutgen.translation.catalogue import read_catalogue

    def run(source: bytes) -> None:
        _, problems = read_catalogue(_OnePoFile(source), "es")  # type: ignore[arg-type]
        if problems:
            raise HandoutError(problems)

    return _seeds(".po", "data/locale"), run


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
        Target("yaml", "the strict YAML of all files", YAML, _yaml),
        Target("entries", "YAML as models of content, profiles, reviews", YAML, _entries),
        Target("style", "styles and themes", YAML, _styles),
        Target("markup", "what templates write, to the checked document", XML, _markup),
        Target("svg", "figures and logos that are drawings", XML, _svg),
        Target("picture", "logos that are PNG or JPEG", PICTURE, _logo),
        Target("template", "Jinja2 templates of handouts and figures", TEMPLATE, _template),
        Target("font", "TrueType fonts of a clinic's own, with words set in them", FONT, _font),
        Target("catalogue", "PO files of translations", PO, _catalogue),
        Target(
            "request",
            "forms, links and JSON of the page, to a selection",
            FORM,
            partial(_web, "requests"),
        ),
        Target("http", "bytes from the network, to an answer", HTTP, partial(_web, "http")),
        Target("printer", "what a printer answers (IPP)", BYTES, _answer),
        Target("handout", "a section that was changed, to text, HTML and PDF", YAML, _handout),
    )
}
