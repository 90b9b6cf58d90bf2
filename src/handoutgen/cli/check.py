"""`handoutgen check`: everything that is wrong with the content, at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import options
from handoutgen.said import said

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.cli.checks import Findings
    from handoutgen.errors import Problem
    from handoutgen.translation.words import Words

_LARGEST_TEXT = 5_000_000
"""Bytes of a text that wordings are held against: a long book has one million."""

EPILOG = """\b
Examples:
  handoutgen check
  handoutgen check --readability
  handoutgen check --readability --language es
  handoutgen check --workspace our-clinic --json
  handoutgen check --corpus articles --sarif check.sarif

An error is what a machine can decide, a warning what is better otherwise, and a
review what a person has to judge. Only errors fail, unless --strict is given.
"""


@click.command("check", epilog=EPILOG)
@click.option("--readability", is_flag=True, help="Print the reading level of each section.")
@click.option(
    "--language",
    metavar="es",
    shell_complete=options.complete_language,
    help="With --readability: of the texts in this language; by default of every one.",
)
@click.option("--strict", is_flag=True, help="Fail for warnings and reviews too.")
@click.option(
    "--corpus",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Texts (.txt) that no wording may be copied from.",
)
@click.option(
    "--sarif",
    metavar="FILE",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Also write the problems as SARIF, for editors and CI; - for standard output.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    words: "Words",
    readability: bool,
    language: str | None,
    strict: bool,
    corpus: Path | None,
    sarif: Path | None,
    quiet: bool,
    as_json: bool,
    workspace: str | None,
) -> None:
    """Validate all content, drawings, templates and saved handouts."""
    alone = str(sarif) == "-"
    if alone and (as_json or readability):
        raise click.UsageError(said("standard output takes one thing: give --sarif a file."))
    if language is not None and not readability:
        raise click.UsageError(said("--language says of which texts --readability is printed."))
    assets = options.find_assets(workspace)
    texts = _corpus(corpus) if corpus else {}

    from handoutgen.cli.checks import check_everything
    from handoutgen.cli.clock import today
    from handoutgen.cli.main import report
    from handoutgen.cli.problem_table import problem_table
    from handoutgen.errors import ExitCode

    measured = _languages(language, assets)
    findings = check_everything(assets, texts, today(options.environment()))
    severities = _severities(findings.problems)
    good = not (findings.problems if strict else severities["error"])
    if sarif:
        _write_sarif(None if alone else sarif, findings.problems)
    if as_json:
        told: dict[str, Any] = {"good": good, "counts": _counts(findings), "severities": severities}
        told["workspace"] = str(assets.workspace) if assets.workspace else None
        if readability:
            told |= _levels_json(findings, measured)
        options.print_json(told | {"problems": [problem_json(p) for p in findings.problems]})
    else:
        shown = [p for p in findings.problems if not quiet or p.severity == "error"]
        report(shown)
        if readability:
            click.echo("\n".join(_level_lines(findings, measured, words)))
        if not quiet:
            aside = alone or not good
            for line in problem_table(findings.problems):
                click.echo(line, err=True)
            click.echo(_last_line(findings, severities, good=good), err=aside)
            if assets.workspace:
                click.echo(f"Workspace: {assets.workspace}", err=aside)
    click.get_current_context().exit(ExitCode.GOOD if good else ExitCode.CONTENT)


def _languages(language: str | None, assets: "Assets") -> tuple[str, ...]:
    """The languages whose reading level is told; raises HandoutError L007 or L008 without one."""
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.errors import HandoutError
    from handoutgen.language_tag import folder_of
    from handoutgen.translation.catalogue import languages, read_catalogue

    known = (SOURCE_LANGUAGE, *languages(assets))
    if language is None:
        return known
    folder = folder_of(language)
    if folder not in known:
        raise HandoutError(read_catalogue(assets, folder)[1])
    return (folder,)


def _levels_json(findings: "Findings", measured: Iterable[str]) -> dict[str, Any]:
    """Each section's level in the language of the content, then in the others by their names."""
    from handoutgen.cli.language_table import language_json
    from handoutgen.cli.level_table import level_json
    from handoutgen.content.library import SOURCE_LANGUAGE

    english = findings.levels if SOURCE_LANGUAGE in measured else ()
    others = {name: findings.translations.get(name, ()) for name in measured}
    others.pop(SOURCE_LANGUAGE, None)
    return {
        "readability": [level_json(level) for level in english],
        "readability_in": {n: [language_json(x) for x in found] for n, found in others.items()},
    }


def _level_lines(findings: "Findings", measured: Iterable[str], words: "Words") -> Iterator[str]:
    """A table for each language that there is a measure for, with an empty line between."""
    from handoutgen.cli.language_table import language_table
    from handoutgen.cli.level_table import level_table
    from handoutgen.content.library import SOURCE_LANGUAGE
    from handoutgen.content.rules.language_level import measures_for

    between = False
    for language in measured:
        if between:
            yield ""
        between = True
        if language == SOURCE_LANGUAGE:
            yield from level_table(findings.levels, words)
        elif measures_for(language) is None:
            yield words("{language}: not measured in this language", language=language)
        else:
            yield from language_table(findings.translations.get(language, ()), words)


def _corpus(folder: Path) -> Mapping[str, str]:
    """The texts by name; raises HandoutError C001 or C002 for files that cannot be read."""
    from handoutgen.assets import Asset
    from handoutgen.errors import HandoutError, Location, Problem
    from handoutgen.folder_walk import is_there

    files = sorted(folder.rglob("*.txt"))
    if not files:
        raise click.BadParameter(
            said("there is no .txt file in {folder}.", folder=folder), param_hint="'--corpus'"
        )
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            if is_there(file, str(file)) and file.stat().st_size > _LARGEST_TEXT:
                what, hint = f"larger than {_LARGEST_TEXT:,} bytes", "split it into smaller files."
                problems.append(Problem("C002", what, Location(str(file)), hint))
                continue
            texts[name] = Asset(file, name, str(file)).read().decode("utf-8", errors="replace")
        except HandoutError as error:
            problems.extend(error.problems)
    if problems:
        raise HandoutError(problems)
    return texts


def _severities(problems: Iterable["Problem"]) -> dict[str, int]:
    counts = {"error": 0, "warning": 0, "review": 0}
    for problem in problems:
        counts[problem.severity] += 1
    return counts


def _last_line(findings: "Findings", severities: Mapping[str, int], *, good: bool) -> str:
    tally = ", ".join(
        f"{n} {name if n == 1 else f'{name}s'}"
        for name, n in severities.items()
        if name != "review"
    )
    tally = f"{tally}, {severities['review']} to review."
    if not good:
        return tally
    counts = _counts(findings).items()
    return f"Good: {', '.join(f'{n} {k[:-1] if n == 1 else k}' for k, n in counts)}. {tally}"


def _counts(findings: "Findings") -> dict[str, int]:
    library = findings.library
    sections = [s for found in library.sections.values() for s in found.values()]
    return {
        "conditions": len(library.conditions),
        "comparisons": len(library.comparisons),
        "sections": len(sections),
        "statements": sum(len(tuple(s.statements())) for s in sections),
        "sources": len(library.sources),
        "terms": len(library.glossary),
        "figures": len(library.figures),
        "handouts": findings.handouts,
        "templates": findings.templates,
    }


def _write_sarif(path: Path | None, problems: Iterable["Problem"]) -> None:
    import json

    from handoutgen.cli.sarif import sarif
    from handoutgen.output import write_atomically

    text = json.dumps(sarif(problems), indent=2, ensure_ascii=False)
    if path is None:
        click.echo(text)
        return
    write_atomically(path, f"{text}\n".encode())


def problem_json(problem: "Problem") -> dict[str, Any]:
    """A problem as JSON for a program."""
    place = problem.location
    return {
        "file": place.file if place else None,
        "line": (place.line or None) if place else None,
        "column": (place.column or None) if place else None,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }
