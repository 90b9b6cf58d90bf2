"""The parsers of content: YAML, styles, translations, and a whole handout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fuzz.start import Given, Run, drop, refusing, seeds
from handoutgen.assets import Asset, Assets
from handoutgen.errors import HandoutError


def yaml() -> tuple[Sequence[bytes], Run]:
    from handoutgen.content.positions import read_yaml

    return seeds(".yaml", "data", "handouts", "templates"), lambda source: drop(
        read_yaml(source, "case.yaml")
    )


def entries() -> tuple[Sequence[bytes], Run]:
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
                    refusing(
                        lambda m=model, r=row, n=number, k=key: validate(m, r, positions, (k, n))
                    )
                return
        if isinstance(data, dict) and "theme" in data:
            refusing(lambda: read_theme(data["theme"], positions, ("standard",)))
        # The one it looks like, and any one: a file can stand in the wrong folder.
        keys = set(data) if isinstance(data, dict) else set()
        like = max(models, key=lambda model: len(keys & set(model.fields)))
        for model in {like, models[len(source) % len(models)]}:
            refusing(lambda m=model: validate(m, data, positions))

    return seeds(".yaml", "data", "handouts", "templates/workspace"), run


def styles() -> tuple[Sequence[bytes], Run]:
    from handoutgen.render import style

    assets = Assets.find()
    (standard,) = (a for a in assets.files("templates/styles", ".yaml") if "standard" in a.name)
    base = (standard.read(), standard.shown)

    def run(source: bytes) -> None:
        style._read.cache_clear()
        style._style.cache_clear()
        refusing(lambda: style._style("case", (base, (source, "case.yaml")), None, "handout"))
        style._style("case", (base,), (source, "case.yaml"), "one-page")

    return seeds(".yaml", "templates/styles"), run


class _OnePoFile:
    """A workspace with nothing but the Spanish of a file."""

    name = "data/locale/es/LC_MESSAGES/case.po"

    def __init__(self, source: bytes) -> None:
        self._given = Given(Path(self.name), self.name, self.name, source)

    def files(self, _folder: str, _suffix: str) -> tuple[Asset, ...]:
        return (self._given,)

    def layers(self, _name: str) -> tuple[Asset, ...]:
        return (self._given,)


def catalogue() -> tuple[Sequence[bytes], Run]:
    from handoutgen.translation.catalogue import read_catalogue

    def run(source: bytes) -> None:
        _, problems = read_catalogue(_OnePoFile(source), "es")  # type: ignore[arg-type]
        if problems:
            raise HandoutError(problems)

    return seeds(".po", "data/locale"), run


def handout() -> tuple[Sequence[bytes], Run]:
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

    return seeds(".yaml", "data/comparisons"), run
