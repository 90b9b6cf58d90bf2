"""`handoutgen show`: a section as its authors see it, every statement with its sources."""

from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.content.entry import Wording
    from handoutgen.content.library import Library
    from handoutgen.content.section import Section
    from handoutgen.reading import ReadingMeter
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen show breathing
  handoutgen show tests --wording detailed --comparison ms-vs-als
  handoutgen show breathing --language es
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
@options.one_language_option
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    words: "Words",
    section: str,
    comparison: str | None,
    wording: "Wording",
    language: str | None,
    as_json: bool,
    workspace: str | None,
) -> None:
    """Print a section as text with its sources."""
    assets = options.find_assets(workspace)

    from handoutgen.bibliography import CSL_STYLE, format_references
    from handoutgen.cli.section_text import section_text
    from handoutgen.cli.summary import reading_json, score_json
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.errors import HandoutError, Location, Problem
    from handoutgen.reading import ReadingMeter
    from handoutgen.reading_score import score
    from handoutgen.translation.offered import complete_in
    from handoutgen.translation.words import ENGLISH

    source = options.load_library(assets)
    library = options.in_language(source, language, assets)
    owner, found = find_section(section, comparison, library)
    text = section_text(owner, found, library, wording, ENGLISH if as_json else words)
    style = assets.own(CSL_STYLE)
    if style is None:
        raise HandoutError([Problem("C015", "the citation style is missing", Location(CSL_STYLE))])
    items = [library.sources[s].csl() for s in text.sources]
    cache = options.user_cache(options.environment())
    references = format_references(items, style.read(), cache)
    meter = ReadingMeter.load(assets, source.glossary.values())
    english = library.language == SOURCE_LANGUAGE
    levels = meter.measure([found], wording) if english else None
    scored = score([found], wording, library, meter)
    libraries = options.every_language(source, assets)
    there = complete_in(libraries, owner)
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
                "language": library.language,
                "languages": list(there),
                "reading_level": reading_json(levels) if levels else None,
                "score": score_json(scored),
                "text": "\n".join(text.lines),
                "sources": [{"id": r.id, "text": r.text} for r in references],
            }
        )
        return
    click.echo(f"{found.heading}\n{'=' * len(found.heading)}")
    count = words.many("{n} word", "{n} words", scored.words)
    sensitive = words(", sensitive: off unless asked for") if found.sensitive else ""
    click.echo(f"{found.location.file}: {count}{sensitive}")
    level = _level(found, wording, library, meter, words)
    click.echo(words("Reading level: {level}", level=level))
    click.echo(words("Languages: {names}", names=", ".join(there)))
    own = libraries.get(words.language, library)
    if own.language != library.language and found.id in own.sections.get(owner, {}):
        heading = own.sections[owner][found.id].heading
        click.echo(words("In your language: {heading}", heading=heading), nl=False)
        click.echo(f" (--language {own.language})")
    click.echo("\n" + "\n".join(text.lines))
    if references:
        title = words("Sources")
        click.echo(f"\n{title}\n{'-' * len(title)}")
    for reference in references:
        click.echo(f"[{reference.id}] {reference.text}")


def _level(
    section: "Section",
    wording: "Wording",
    library: "Library",
    meter: "ReadingMeter",
    words: "Words",
) -> str:
    """All that is measured of a section, in a line."""
    from handoutgen.cli.language_table import level_line
    from handoutgen.cli.summary import reading_line, score_line
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.reading_score import level_in, score

    if library.language == SOURCE_LANGUAGE:
        return reading_line(meter.measure([section], wording), words)
    measured = level_in([section], wording, library)
    if measured is None:
        return score_line(score([section], wording, library, meter), words)
    return level_line(*measured, words)


def find_section(name: str, comparison: str | None, library: "Library") -> tuple[str, "Section"]:
    """A section and its comparison; raises HandoutError S001, S002 or U007 (ambiguous)."""
    from handoutgen.errors import HandoutError, Problem, did_you_mean, either
    from handoutgen.said import said
    from handoutgen.selection import no_comparison, untranslated

    if comparison and comparison in library.left_out and comparison not in library.comparisons:
        raise HandoutError([untranslated(comparison, library)])
    if comparison is not None and comparison not in library.comparisons:
        hint = did_you_mean(comparison, library.comparisons)
        raise HandoutError([Problem("S001", no_comparison(comparison), hint=hint)])
    where = [comparison] if comparison is not None else list(library.comparisons)
    owners = [c for c in where if name in library.sections[c]]
    if not owners:
        hint = did_you_mean(name, {s for c in where for s in library.sections[c]})
        message = said("there is no section `{section}`", section=name)
        raise HandoutError([Problem("S002", message, hint=hint)])
    if len(owners) > 1:
        hint = said("say whose: {options}.", options=either([f"--comparison {o}" for o in owners]))
        message = said("several comparisons have a section `{section}`", section=name)
        raise HandoutError([Problem("U007", message, hint=hint)])
    return owners[0], library.sections[owners[0]][name]
