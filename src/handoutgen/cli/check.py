"""`handoutgen check`: everything that is wrong with the content, at once."""

from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.content.library import Library
    from handoutgen.errors import Problem

EPILOG = """\b
Examples:
  handoutgen check
  handoutgen check --workspace our-clinic --json
"""


@click.command("check", epilog=EPILOG)
@options.json_option
@options.workspace_option
def command(as_json: bool, workspace: str | None) -> None:
    """Validate all content, drawings, templates and saved handouts."""
    assets = options.find_assets(workspace)

    from handoutgen.cli.checks import check_everything
    from handoutgen.cli.main import report
    from handoutgen.document.template import names as template_names
    from handoutgen.errors import ExitCode, HandoutError

    library, handouts, problems = check_everything(assets)
    found = HandoutError(problems)
    wrong = any(p.severity == "error" for p in found.problems)
    counts = {**_counts(library), "handouts": handouts, "templates": len(template_names(assets))}
    if as_json:
        listed = [_as_json(p) for p in found.problems]
        options.print_json({"good": not wrong, "counts": counts, "problems": listed})
        click.get_current_context().exit(int(found.exit_code) if wrong else ExitCode.GOOD)
    if wrong:
        raise found
    report(found.problems)
    listed_counts = (f"{n} {name[:-1] if n == 1 else name}" for name, n in counts.items())
    click.echo(f"Good: {', '.join(listed_counts)}.")


def _counts(library: "Library | None") -> dict[str, int]:
    if library is None:
        return {}
    sections = [s for found in library.sections.values() for s in found.values()]
    return {
        "conditions": len(library.conditions),
        "comparisons": len(library.comparisons),
        "sections": len(sections),
        "statements": sum(len(tuple(s.statements())) for s in sections),
        "sources": len(library.sources),
        "terms": len(library.glossary),
        "figures": len(library.figures),
    }


def _as_json(problem: "Problem") -> dict[str, Any]:
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
