"""`handoutgen list`: what there is to build from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import options
from handoutgen.content.layouts import LAYOUTS

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.content.entry import Wording
    from handoutgen.content.library import Library
    from handoutgen.content.models import SavedHandout

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
def command(wording: "Wording", language: str | None, as_json: bool, workspace: str | None) -> None:
    """Show comparisons, their sections, saved handouts, layouts, styles and templates."""
    assets = options.find_assets(workspace)

    from handoutgen.content.library import load_handouts

    source, handouts = options.load_library(assets), load_handouts(assets)
    libraries = options.every_language(source, assets)
    library = options.in_language(source, language, assets)
    listing = _listing(library, libraries, handouts, assets, wording)
    if as_json:
        options.print_json(listing)
    else:
        click.echo("\n".join(_lines(listing)))


def _listing(
    library: "Library",
    libraries: "Mapping[str, Library]",
    handouts: dict[str, "SavedHandout"],
    assets: "Assets",
    wording: "Wording",
) -> dict[str, Any]:
    from handoutgen.cli.summary import reading_json, score_json
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.reading import ReadingMeter
    from handoutgen.reading_score import score
    from handoutgen.translation.offered import complete_in

    meter = ReadingMeter.load(assets, library.glossary.values())
    return {
        "wording": wording,
        "comparisons": [
            {
                "id": comparison.id,
                "title": comparison.title,
                "conditions": list(comparison.conditions),
                "language": comparison.language,
                "languages": list(complete_in(libraries, comparison.id)),
                "updated": comparison.updated.isoformat(),
                "next_review": comparison.next_review.isoformat(),
                "sections": [
                    {
                        "id": section.id,
                        "heading": section.heading,
                        "kind": section.kind,
                        "audience": section.audience,
                        "sensitive": section.sensitive,
                        "default": section.id in comparison.section and not section.sensitive,
                        "reading_level": reading_json(meter.measure([section], wording))
                        if library.language == SOURCE_LANGUAGE
                        else None,
                        "score": score_json(score([section], wording, library, meter)),
                    }
                    for section in (
                        library.sections[comparison.id][identity]
                        for identity in (*comparison.section, *comparison.further)
                    )
                ],
            }
            for comparison in library.comparisons.values()
        ],
        "handouts": [
            {"name": name, "comparison": h.comparison, "description": h.description}
            for name, h in handouts.items()
        ],
        "layouts": list(LAYOUTS),
        "styles": sorted(options.style_names(assets)),
        "templates": sorted(options.template_names(assets)),
        "locales": list(library.locales),
        "languages": list(libraries),
        "workspace": str(assets.workspace) if assets.workspace else None,
    }


def _lines(listing: dict[str, Any]) -> Iterator[str]:
    for comparison in listing["comparisons"]:
        yield f"Comparison {comparison['id']}: {comparison['title']}"
        if comparison["languages"] != ["en"]:
            yield f"Languages: {', '.join(comparison['languages'])}"
        scale = comparison["sections"][0]["score"]["scale"].capitalize() or "Level"
        rows = [("Section", scale, "Words", "Default", "Sensitive", "Heading")]
        for section in comparison["sections"]:
            found = section["score"]
            grade = "-" if found["value"] is None else f"{found['value']:.1f}"
            default, sensitive = (
                "yes" if section[key] else "no" for key in ("default", "sensitive")
            )
            words = str(found["words"])
            rows.append((section["id"], grade, words, default, sensitive, section["heading"]))
        yield from _table(rows, numbers={1, 2})
        yield ""
    if listing["handouts"]:
        rows = [(h["name"], h["description"]) for h in listing["handouts"]]  # type: ignore[misc]
        yield from ("Saved handouts", *_table(rows), "")
    yield f"Layouts: {', '.join(listing['layouts'])}"
    yield f"Styles: {', '.join(listing['styles'])}"
    yield f"Templates: {', '.join(listing['templates'])}"
    yield f"Locales: {', '.join(listing['locales'])}"
    yield f"Languages: {', '.join(listing['languages'])}"
    if listing["workspace"]:
        yield f"Workspace: {listing['workspace']}"


def _table(rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> Iterator[str]:
    """Aligned columns; the last one is as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    right = set(numbers)
    for row in rows:
        cells = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()
