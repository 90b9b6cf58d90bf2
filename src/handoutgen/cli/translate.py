"""`handoutgen translate`: PO files for translators, and whether what is in them may print."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import clock, options

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from handoutgen.assets import Assets
    from handoutgen.content.library import Library
    from handoutgen.errors import Problem
    from handoutgen.translation.status import ComparisonStatus, FileStatus
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen translate update pt_BR        begin Portuguese, or bring it up to the English
  handoutgen translate status es           how far it is, and what can print
  handoutgen translate check es            what is wrong in its files
  handoutgen build ms-vs-als --language es

The files are gettext's: open them in Poedit, or add data/locale to Weblate. In a clinic's folder
the files are written there, with only what the program does not already have in that language.
"""
_PROJECT = "handoutgen"


@click.group("translate", epilog=EPILOG)
def command() -> None:
    """Make, update and check the files that translators work in."""


@command.command("extract")
@click.option(
    "--output", "-o", metavar="FOLDER", type=click.Path(path_type=Path), required=True,
    help="Where the POT files go.",
)  # fmt: skip
@options.workspace_option
def extract(output: Path, workspace: str | None) -> None:
    """Write all that there is to translate, as POT files."""
    from handoutgen.output import write_atomically
    from handoutgen.translation.update import template, written

    assets = options.find_assets(workspace)
    library = options.load_library(assets)
    output.mkdir(parents=True, exist_ok=True)
    now = clock.now(options.environment())
    for name, messages in _domains(library, assets).items():
        path = output / f"{name}.pot"
        write_atomically(path, written(template(messages, _PROJECT, now)))
        click.echo(f"{path}: {len(messages)} entries")


@command.command("update")
@click.argument("language")
@options.workspace_option
def update(language: str, workspace: str | None) -> None:
    """Bring the PO files of LANGUAGE up to the English, or begin them."""
    from handoutgen.language_tag import folder_of
    from handoutgen.output import write_atomically
    from handoutgen.translation.catalogue import FOLDER, MESSAGES, require_language
    from handoutgen.translation.update import same_entries, updated, written

    assets = options.find_assets(workspace)
    library = options.load_library(assets)
    folder = folder_of(language)
    require_language(folder)
    root = assets.writable()
    below = root / FOLDER / folder / MESSAGES
    now = clock.now(options.environment())
    files: dict[Path, bytes] = {}
    for name, messages in _wanted(library, assets, folder).items():
        path = below / f"{name}.po"
        old = _old(path, folder, assets)
        if not messages and old is None:
            continue
        catalog = updated(old, messages, folder, _PROJECT, now)
        if old is None or not same_entries(old, catalog):
            files[path] = written(catalog)
    below.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        write_atomically(path, content)
        click.echo(str(path))
    if not files:
        click.echo("Nothing to do: the files have all the English there is.")


@command.command("status")
@click.argument("language", required=False)
@options.json_option
@options.workspace_option
def status(language: str | None, as_json: bool, workspace: str | None) -> None:
    """Say how far a translation is, or each of them, and what can print in it."""
    assets = options.find_assets(workspace)
    library = options.load_library(assets)
    domains = _domains(library, assets)
    found = {f: _status(f, library, domains, assets) for f in _folders(language, assets)}
    if as_json:
        told = {folder: _as_json(*state) for folder, state in found.items()}
        options.print_json(_one_or_all(told, language))
        return
    for folder, (files, comparisons) in found.items():
        if language is None:
            click.echo(f"{folder}:")
        for file in files:
            lack = file.fuzzy + file.missing
            rest = f", {file.fuzzy} fuzzy, {file.missing} missing" if lack else ""
            click.echo(f"{file.name}: {file.translated} of {file.entries} translated{rest}")
        for comparison in comparisons:
            click.echo(_printing(comparison))


@command.command("check")
@click.argument("language", required=False)
@click.option("--readability", is_flag=True, help="Print the reading level of each section.")
@options.json_option
@options.workspace_option
@options.pass_words
def check(
    words: "Words",
    language: str | None,
    readability: bool,
    as_json: bool,
    workspace: str | None,
) -> None:
    """Check a language's files, or all: numbers, units, placeholders, room, reading level."""
    from handoutgen.cli.check import problem_json
    from handoutgen.cli.language_table import language_json, language_table
    from handoutgen.cli.main import report
    from handoutgen.errors import HandoutError
    from handoutgen.translation.findings import check_translation

    assets = options.find_assets(workspace)
    library = options.load_library(assets)
    told: dict[str, dict[str, Any]] = {}
    failed: list[Problem] = []
    for folder in _folders(language, assets):
        found = check_translation(library, folder, assets)
        problems = HandoutError(found.problems).problems
        errors = [problem for problem in problems if problem.severity == "error"]
        failed += errors
        count, rest = len(found.catalogue.entries), len(problems) - len(errors)
        if as_json:
            told[folder] = {"good": not errors, "entries": count}
            if readability:
                told[folder]["readability"] = [language_json(level) for level in found.levels]
            told[folder]["problems"] = [problem_json(problem) for problem in problems]
            continue
        report(problems)
        if readability and found.levels:
            click.echo("\n".join(language_table(found.levels, words)))
        name = "" if language else f"{folder}: "
        click.echo(f"{name}{count} entries: {len(errors)} errors, {rest} to look at")
    if as_json:
        options.print_json(_one_or_all(told, language))
    if failed:
        raise click.exceptions.Exit(int(HandoutError(failed).exit_code))


def _folders(language: str | None, assets: "Assets") -> tuple[str, ...]:
    """The folder of the language that is named, else those of all that there are."""
    from handoutgen.language_tag import folder_of
    from handoutgen.translation.catalogue import languages

    return languages(assets) if language is None else (folder_of(language),)


def _one_or_all(told: Mapping[str, Any], language: str | None) -> Any:
    """What is told of the one language that was named, else of each by its folder."""
    return {"languages": told} if language is None else next(iter(told.values()))


def _status(
    folder: str, library: "Library", domains: Any, assets: "Assets"
) -> "tuple[tuple[FileStatus, ...], tuple[ComparisonStatus, ...]]":
    from handoutgen.document.read_drawing import read_drawing
    from handoutgen.translation.catalogue import sound_catalogue
    from handoutgen.translation.status import comparison_statuses, file_statuses
    from handoutgen.translation.translated import translated

    catalogue = sound_catalogue(assets, folder)
    other = translated(library, catalogue, assets, read_drawing)
    return file_statuses(domains, catalogue), comparison_statuses(library, other)


def _domains(library: "Library", assets: "Assets") -> Any:
    from handoutgen.cli.interface_messages import interface_messages
    from handoutgen.cli.main import main
    from handoutgen.document.read_drawing import read_drawing
    from handoutgen.translation.domains import domains
    from handoutgen.translation.words import DOMAIN

    return {**domains(library, assets, read_drawing), DOMAIN: interface_messages(main)}


def _wanted(library: "Library", assets: "Assets", folder: str) -> Any:
    """The messages by file; in a clinic's folder only those that the program does not have."""
    from handoutgen.assets import Assets
    from handoutgen.translation.catalogue import languages, read_catalogue

    found = _domains(library, assets)
    bundled = Assets(assets.roots[:1])
    if assets.workspace is None or folder not in languages(bundled):
        return found
    there, _ = read_catalogue(bundled, folder)
    return {
        name: tuple(m for m in messages if there.find(m.context, m.text) is None)
        for name, messages in found.items()
    }


def _old(path: Path, folder: str, assets: "Assets") -> "Catalog | None":
    """The file as it is; raises HandoutError when it is there and cannot be read."""
    from handoutgen.assets import Asset
    from handoutgen.errors import HandoutError
    from handoutgen.translation.catalogue import read_file

    if not path.is_file():
        return None
    catalog, problems = read_file(Asset(path, path.name, str(path)), folder)
    if problems:
        raise HandoutError(problems)
    return catalog


def _printing(comparison: "ComparisonStatus") -> str:
    lacking = dict(comparison.lacking)
    common = lacking.pop("", 0)
    if not comparison.prints:
        return f"{comparison.name}: does not print; {common} texts of every handout lack"
    if not lacking:
        return f"{comparison.name}: all {comparison.sections} sections print"
    left = ", ".join(f"{name} ({count})" for name, count in lacking.items())
    printing = comparison.sections - len(lacking)
    return (
        f"{comparison.name}: {printing} of {comparison.sections} sections print; left out: {left}"
    )


def _as_json(
    files: "tuple[FileStatus, ...]", comparisons: "tuple[ComparisonStatus, ...]"
) -> dict[str, Any]:
    return {
        "files": [
            {
                "name": file.name,
                "entries": file.entries,
                "translated": file.translated,
                "fuzzy": file.fuzzy,
                "missing": file.missing,
            }
            for file in files
        ],
        "comparisons": [
            {
                "name": found.name,
                "prints": found.prints,
                "sections": found.sections,
                "lacking": dict(found.lacking),
            }
            for found in comparisons
        ],
    }
