"""The checks of `handoutgen check`, from single files up to a trial of every handout."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from handoutgen.assets import Assets
from handoutgen.bibliography import Reference, ReferencePart
from handoutgen.cli.options import WORDINGS
from handoutgen.content.clinic import ClinicProfile, load_profile, read_profile
from handoutgen.content.evidence import load_evidence
from handoutgen.content.figure import TEMPLATE_SUFFIX
from handoutgen.content.layouts import LAYOUTS, refusal
from handoutgen.content.library import Library, load_handout, survey_library
from handoutgen.content.rules.account import check_evidence
from handoutgen.content.rules.data import load_rule_data
from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.language_level import LevelInLanguage
from handoutgen.content.rules.reading_level import SectionLevel
from handoutgen.content.rules.reviewed import check_reviews
from handoutgen.content.rules.run import check_content
from handoutgen.defaults import check_profile
from handoutgen.document.compose import compose
from handoutgen.document.figure_template import draw
from handoutgen.document.figures import check_figure
from handoutgen.document.logo import read_logo
from handoutgen.document.read_drawing import read_drawing
from handoutgen.document.template import SUFFIX, render
from handoutgen.document.template import names as template_names
from handoutgen.errors import HandoutError, Problem
from handoutgen.reading import ReadingMeter
from handoutgen.render.style import load_style, style_names
from handoutgen.saved_check import check_saved
from handoutgen.selection import HandoutRequest, select
from handoutgen.translation.catalogue import languages


@dataclass(frozen=True, slots=True)
class Findings:
    """What could be read of the library, what was measured, and every problem, in order.

    `levels` are of the texts as they were written, `translations` of each language there is.
    """

    library: Library
    handouts: int
    templates: int
    levels: tuple[SectionLevel, ...]
    translations: Mapping[str, tuple[LevelInLanguage, ...]]
    problems: tuple[Problem, ...]


def check_everything(assets: Assets, corpus: Mapping[str, str], today: dt.date) -> Findings:
    """Look at everything; `corpus` has texts by name that content must not be copied from.

    Raises HandoutError C001 or C002 for files that cannot even be looked at: too much follows.
    """
    assets.look_through()
    library, problems = survey_library(assets)
    problems = [*problems, *_profile(library, assets), *_files(assets, library)]
    files = assets.files("handouts", ".yaml")
    for asset in files:
        try:
            handout, positions = load_handout(asset)
        except HandoutError as error:
            problems.extend(error.problems)
            continue
        if handout.comparison not in library.broken:
            problems.extend(check_saved(handout, positions, library, assets))
    if not problems:
        profile = load_profile(assets)
        problems.extend(_trials(library, assets, profile.clinic if profile else None))
    translations: dict[str, tuple[LevelInLanguage, ...]] = {}
    if not library.broken:
        problems.extend(check_reviews(library, today))
        for language in languages(assets):
            translations[language], found = _translation(library, language, assets, today)
            problems.extend(found)
    levels, found = _rules(library, assets, corpus)
    problems.extend(found)
    return Findings(
        library,
        len(files),
        len(template_names(assets)),
        levels,
        translations,
        HandoutError(problems).problems,
    )


def _rules(
    library: Library, assets: Assets, corpus: Mapping[str, str]
) -> tuple[tuple[SectionLevel, ...], list[Problem]]:
    """The rules for content, as far as their own data can be read."""
    problems: list[Problem] = []
    facts = None
    try:
        evidence = load_evidence(assets)
        if evidence.facts or evidence.unprinted:
            facts = {fact.id: fact.fact for fact in evidence.facts.values()}
            problems.extend(_not_to_blame(check_evidence(library, evidence), library))
    except HandoutError as error:
        problems.extend(error.problems)
    try:
        meter = ReadingMeter.load(assets, library.glossary.values())
        data = load_rule_data(assets)
    except HandoutError as error:
        return (), [*problems, *error.problems]
    ground = Ground.of(library, data, meter.table, meter.syllables, facts, corpus, meter.familiar)
    levels, found = check_content(ground)
    return levels, [*problems, *found]


def _not_to_blame(problems: Iterable[Problem], library: Library) -> Iterator[Problem]:
    """Without what follows only from files that could not be read: they may well name the fact."""
    for problem in problems:
        if not (library.broken and problem.code in ("C011", "C070")):
            yield problem


def _files(assets: Assets, library: Library) -> Iterator[Problem]:
    yield from _styles(assets)
    yield from _drawings(assets, library)
    yield from _templates(assets)


def _translation(
    library: Library, language: str, assets: Assets, today: dt.date
) -> tuple[tuple[LevelInLanguage, ...], list[Problem]]:
    """What is measured of a translation, what is wrong with it, and with reviews of it."""
    from handoutgen.translation.findings import check_translation
    from handoutgen.translation.in_language import in_language

    found = check_translation(library, language, assets)
    problems = list(found.problems)
    reviewed = any(r.language == language for rs in library.reviews.values() for r in rs)
    if reviewed and not any(p.severity == "error" for p in problems):
        problems.extend(check_reviews(in_language(library, language, assets), today))
    return found.levels, problems


def _profile(library: Library, assets: Assets) -> Iterator[Problem]:
    """What is wrong with the clinic's own file."""
    try:
        found = read_profile(assets)
    except HandoutError as error:
        yield from error.problems
        return
    if found is None:
        return
    wrong = tuple(check_profile(*found, library, assets))
    yield from wrong
    logo = assets.get(found[0].clinic.logo) if found[0].clinic and found[0].clinic.logo else None
    if wrong or logo is None:
        return
    # Here once: each trial of a handout would read what it refuses anew.
    try:
        read_logo(logo.read(), logo.shown)
    except HandoutError as error:
        yield from error.problems


def _styles(assets: Assets) -> Iterator[Problem]:
    """Every style with the clinic's theme, in every layout that it goes with."""
    found: dict[Problem, None] = {}
    for name, layout in product(style_names(assets), LAYOUTS):
        try:
            if refusal(layout, name, None, False) is None:
                load_style(assets, name, layout)
        except HandoutError as error:
            found.update(dict.fromkeys(error.problems))
    yield from found


def _drawings(assets: Assets, library: Library) -> Iterator[Problem]:
    """All drawings, also those that no figure names; a template's are those of its figures."""
    found: dict[Problem, None] = {}
    for asset in assets.files("data/figures", ".svg"):
        try:
            read_drawing(asset.read(), asset.shown)
        except HandoutError as error:
            found.update(dict.fromkeys(error.problems))
    for asset in assets.files("data/figures", TEMPLATE_SUFFIX):
        try:
            draw(asset, {})
        except HandoutError as error:
            found.update((problem, None) for problem in error.problems if problem.code == "T002")
    for figure in library.figures.values():
        if all(file in library.drawings for file, _ in figure.drawn()):
            found.update(dict.fromkeys(check_figure(figure, library, read_drawing)))
    yield from found


def _templates(assets: Assets) -> Iterator[Problem]:
    """What is no template at all; what a template does with values is for the trials."""
    for asset in assets.files("templates", SUFFIX):
        try:
            render(assets, asset.name.removeprefix("templates/").removesuffix(SUFFIX), {})
        except HandoutError as error:
            yield from (p for p in error.problems if p.code == "T002")


def _trials(library: Library, assets: Assets, clinic: ClinicProfile | None) -> Iterator[Problem]:
    """Compose every section of every comparison in every template and wording, once each."""
    found: dict[Problem, None] = {}
    for comparison, template, wording in product(
        library.comparisons.values(), template_names(assets), WORDINGS
    ):
        sections = (*comparison.section, *comparison.further)
        request = HandoutRequest(
            comparison.id, section=sections, wording=wording, template=template, clinic=clinic
        )
        selection = select(library, request)
        # How a reference is formatted is no matter of the content: its title stands for it.
        references = [Reference(s.id, (ReferencePart(s.title),)) for s in selection.sources]
        try:
            compose(selection, library, assets, references, read_drawing)
        except HandoutError as error:
            found.update(dict.fromkeys(error.problems))
    yield from found
