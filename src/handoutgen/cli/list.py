"""`handoutgen list`: what there is to build from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import options
from handoutgen.content.layouts import LAYOUTS

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.cli.listed import ListedComparison
    from handoutgen.content.entry import Wording
    from handoutgen.content.library import Library
    from handoutgen.content.models import SavedHandout
    from handoutgen.reading import ReadingMeter
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen list
  handoutgen list --wording detailed
  handoutgen list --language es
  handoutgen list --json
"""


@click.command("list", epilog=EPILOG)
@click.option(
    "--wording",
    type=click.Choice(options.WORDINGS),
    default="plain",
    help="Whose words and reading level are counted.",
)
@options.one_language_option
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    words: "Words",
    wording: "Wording",
    language: str | None,
    as_json: bool,
    workspace: str | None,
) -> None:
    """Show comparisons, their sections, saved handouts, layouts, styles and templates."""
    assets = options.find_assets(workspace)

    from handoutgen.cli.list_text import list_text
    from handoutgen.cli.listed import listed, listed_handouts
    from handoutgen.content.library import load_handouts
    from handoutgen.reading import ReadingMeter

    source, handouts = options.load_library(assets), load_handouts(assets)
    libraries = options.every_language(source, assets)
    meter = ReadingMeter.load(assets, source.glossary.values())
    names: dict[str, list[str]] = {
        "layouts": list(LAYOUTS),
        "styles": sorted(options.style_names(assets)),
        "templates": sorted(options.template_names(assets)),
        "locales": list(source.locales),
        "languages": list(libraries),
    }
    if as_json:
        library = options.in_language(source, language, assets)
        comparisons = listed(library, library, libraries)
        options.print_json(_as_json(comparisons, wording, meter, handouts, names, assets))
        return
    library, spoken = _libraries(source, language, libraries, words, assets)
    comparisons = listed(library, spoken, libraries)
    saved = listed_handouts(handouts, libraries)
    click.echo("\n".join(list_text(comparisons, wording, meter, saved, names, words)))
    if assets.workspace:
        click.echo(words("Workspace: {folder}", folder=assets.workspace))


def _libraries(
    source: "Library",
    language: str | None,
    libraries: "Mapping[str, Library]",
    words: "Words",
    assets: "Assets",
) -> "tuple[Library, Library]":
    """What is listed, and what says it: where no language is named, all in the user's own."""
    if language is not None:
        library = options.in_language(source, language, assets)
        return library, library
    return source, libraries.get(words.language, source)


def _as_json(
    comparisons: "Sequence[ListedComparison]",
    wording: "Wording",
    meter: "ReadingMeter",
    handouts: "Mapping[str, SavedHandout]",
    names: Mapping[str, Sequence[str]],
    assets: "Assets",
) -> dict[str, Any]:
    return {
        "wording": wording,
        "comparisons": [_comparison_json(c, wording, meter) for c in comparisons],
        "handouts": [
            {"name": name, "comparison": h.comparison, "description": h.description}
            for name, h in handouts.items()
        ],
        **names,
        "workspace": str(assets.workspace) if assets.workspace else None,
    }


def _comparison_json(
    found: "ListedComparison", wording: "Wording", meter: "ReadingMeter"
) -> dict[str, Any]:
    from handoutgen.cli.summary import reading_json, score_json
    from handoutgen.content.library import SOURCE_LANGUAGE

    comparison, library = found.comparison, found.library
    english = library.language == SOURCE_LANGUAGE
    return {
        "id": comparison.id,
        "title": comparison.title,
        "conditions": list(comparison.conditions),
        "language": comparison.language,
        "languages": list(found.languages),
        "updated": comparison.updated.isoformat(),
        "next_review": comparison.next_review.isoformat(),
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "kind": section.kind,
                "audience": section.audience,
                "sensitive": section.sensitive,
                "default": found.usual(section),
                "reading_level": reading_json(meter.measure([section], wording))
                if english
                else None,
                "score": score_json(found.score(section, wording, meter)),
            }
            for section in found.sections
        ],
    }
