"""The checks of `handoutgen check`, from single files up to a trial of every handout."""

from collections.abc import Iterator
from itertools import product

from handoutgen.assets import Assets
from handoutgen.bibliography import Reference, ReferencePart
from handoutgen.build import read_drawing
from handoutgen.cli.options import WORDINGS
from handoutgen.cli.request import check_saved, read_saved
from handoutgen.content.library import Library, load_library
from handoutgen.document.compose import compose
from handoutgen.document.template import SUFFIX, render
from handoutgen.document.template import names as template_names
from handoutgen.errors import HandoutError, Problem
from handoutgen.reading import ReadingMeter
from handoutgen.render.style import load_style
from handoutgen.selection import HandoutRequest, select


def check_everything(assets: Assets) -> tuple[Library | None, int, list[Problem]]:
    """The library if it can be read, the number of saved handouts, and every problem."""
    problems: list[Problem] = []
    library = None
    try:
        library = load_library(assets)
    except HandoutError as error:
        problems.extend(error.problems)
    problems.extend(_styles(assets))
    problems.extend(_drawings(assets))
    problems.extend(_templates(assets))
    files = assets.files("handouts", ".yaml")
    for asset in files:
        try:
            handout, positions = read_saved(asset)
        except HandoutError as error:
            problems.extend(error.problems)
            continue
        if library is not None:
            problems.extend(check_saved(handout, positions, library, assets))
    if library is not None and not problems:
        problems.extend(_trials(library, assets))
    return library, len(files), problems


def _styles(assets: Assets) -> Iterator[Problem]:
    for asset in assets.files("templates/styles", ".yaml"):
        try:
            load_style(assets, asset.path.stem)
        except HandoutError as error:
            yield from error.problems


def _drawings(assets: Assets) -> Iterator[Problem]:
    for asset in assets.files("data/figures", ".svg"):
        try:
            read_drawing(asset.read(), asset.shown)
        except HandoutError as error:
            yield from error.problems


def _templates(assets: Assets) -> Iterator[Problem]:
    """What is no template at all; what a template does with values is for the trials."""
    for asset in assets.files("templates", SUFFIX):
        try:
            render(assets, asset.name.removeprefix("templates/").removesuffix(SUFFIX), {})
        except HandoutError as error:
            yield from (p for p in error.problems if p.code == "T002")


def _trials(library: Library, assets: Assets) -> Iterator[Problem]:
    """Compose every section of every comparison in every template and wording, once each."""
    found: dict[Problem, None] = {}
    try:
        ReadingMeter.load(assets, library.glossary.values())
    except HandoutError as error:
        found.update(dict.fromkeys(error.problems))
    for comparison, template, wording in product(
        library.comparisons.values(), template_names(assets), WORDINGS
    ):
        sections = (*comparison.section, *comparison.further)
        request = HandoutRequest(
            comparison.id, section=sections, wording=wording, template=template
        )
        selection = select(library, request)
        # How a reference is formatted is no matter of the content: its title stands for it.
        references = [Reference(s.id, (ReferencePart(s.title),)) for s in selection.sources]
        try:
            compose(selection, library, assets, references, read_drawing)
        except HandoutError as error:
            found.update(dict.fromkeys(error.problems))
    yield from found
