"""`handoutgen show`: a section as its authors see it, every statement with its sources."""

from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.content.entry import Wording
    from handoutgen.content.library import Library
    from handoutgen.content.section import Section

EPILOG = """\b
Examples:
  handoutgen show symptoms
  handoutgen show tests --wording detailed --comparison ms-vs-als
"""


@click.command("show", epilog=EPILOG)
@click.argument("section", shell_complete=options.complete_section)
@click.option(
    "--comparison",
    metavar="ID",
    shell_complete=options.complete_comparison,
    help="Whose section, where several comparisons have one of this name.",
)
@click.option(
    "--wording",
    type=click.Choice(options.WORDINGS),
    default="plain",
    help="Which reader it is for.",
)
@options.json_option
@options.workspace_option
def command(
    section: str, comparison: str | None, wording: "Wording", as_json: bool, workspace: str | None
) -> None:
    """Print a section as text with its sources."""
    assets = options.find_assets(workspace)

    from handoutgen.bibliography import CSL_STYLE, format_references
    from handoutgen.cli.section_text import section_text
    from handoutgen.cli.summary import reading_json, reading_line
    from handoutgen.errors import HandoutError, Location, Problem
    from handoutgen.reading import reading_level

    library = options.load_library(assets)
    owner, found = find_section(section, comparison, library)
    text = section_text(owner, found, library, wording)
    style = assets.own(CSL_STYLE)
    if style is None:
        raise HandoutError([Problem("C015", "the citation style is missing", Location(CSL_STYLE))])
    items = [library.sources[s].csl() for s in text.sources]
    cache = options.user_cache(options.environment())
    references = format_references(items, style.read(), cache)
    levels = reading_level([found], wording, library.glossary.values(), assets)
    if as_json:
        options.print_json(
            {
                "comparison": owner,
                "id": found.id,
                "heading": found.heading,
                "kind": found.kind,
                "audience": found.audience,
                "sensitive": found.sensitive,
                "file": found.location.file,
                "wording": wording,
                "reading_level": reading_json(levels),
                "text": "\n".join(text.lines),
                "sources": [{"id": r.id, "text": r.text} for r in references],
            }
        )
        return
    sensitive = ", sensitive: off unless asked for" if found.sensitive else ""
    click.echo(f"{found.heading}\n{'=' * len(found.heading)}")
    click.echo(f"{found.location.file}: {levels.raw.words} words{sensitive}")
    click.echo(f"Reading level: {reading_line(levels)}\n")
    click.echo("\n".join(text.lines))
    if references:
        click.echo("\nSources\n-------")
    for reference in references:
        click.echo(f"[{reference.id}] {reference.text}")


def find_section(name: str, comparison: str | None, library: "Library") -> tuple[str, "Section"]:
    """A section and its comparison; raises HandoutError S001, S002 or U007 (ambiguous)."""
    from handoutgen.errors import HandoutError, Problem, did_you_mean

    if comparison is not None and comparison not in library.comparisons:
        hint = did_you_mean(comparison, library.comparisons)
        message = f"there is no comparison `{comparison}`"
        raise HandoutError([Problem("S001", message, hint=hint)])
    where = [comparison] if comparison is not None else list(library.comparisons)
    owners = [c for c in where if name in library.sections[c]]
    if not owners:
        hint = did_you_mean(name, {s for c in where for s in library.sections[c]})
        raise HandoutError([Problem("S002", f"there is no section `{name}`", hint=hint)])
    if len(owners) > 1:
        hint = f"say whose: {' or '.join(f'--comparison {owner}' for owner in owners)}."
        message = f"several comparisons have a section `{name}`"
        raise HandoutError([Problem("U007", message, hint=hint)])
    return owners[0], library.sections[owners[0]][name]
