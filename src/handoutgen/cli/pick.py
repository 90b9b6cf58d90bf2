"""`handoutgen pick`: choose, look and save in a terminal, by keyboard alone."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.cli.pick_totals import Pick
    from handoutgen.content.library import Library

EPILOG = """\b
Examples:
  handoutgen pick
  handoutgen pick ms-vs-als
  handoutgen pick newly-diagnosed     (to make another one of it)

\b
Arrow keys move, space ticks a section, enter goes on, Ctrl-C leaves everything as it is.
It needs the extra `pick`: pip install 'handoutgen[pick]'
"""


@click.command("pick", epilog=EPILOG)
@click.argument(
    "comparison",
    metavar="[COMPARISON|HANDOUT]",
    required=False,
    shell_complete=options.complete_buildable,
)
@options.workspace_option
def command(comparison: str | None, workspace: str | None) -> None:
    """Pick sections while you see what they come to, then build and save."""
    check_terminal(options.environment())
    assets = options.find_assets(workspace)

    from handoutgen.cli.pick_totals import Scale
    from handoutgen.cli.picking import Desk, choose_comparison, converse
    from handoutgen.cli.request import checked_profile
    from handoutgen.reading import ReadingMeter

    library = options.load_library(assets)
    meter = ReadingMeter.load(assets, library.glossary.values())
    scale = Scale(library, assets, checked_profile(library, assets), meter)
    name = comparison or choose_comparison(library)
    pick, description = _start(name, library, assets)
    if assets.workspace:
        click.echo(f"Workspace: {assets.workspace}")
    converse(pick, Desk(scale, name.rpartition("/")[2].removesuffix(".yaml"), description))


def check_terminal(environ: Mapping[str, str]) -> None:
    """Refuse where nobody can answer; raises HandoutError U050 or U052."""
    from importlib.util import find_spec

    from handoutgen.errors import HandoutError, Problem

    hint = (
        "`handoutgen list` shows the sections; "
        "`handoutgen build ms-vs-als --section symptoms --section tests` builds without questions."
    )
    streams = (sys.stdin, sys.stdout)
    if not all(stream is not None and stream.isatty() for stream in streams):
        message = "`pick` asks questions, and this is no terminal"
        raise HandoutError([Problem("U050", message, hint=hint)])
    if environ.get("TERM", "") in ("", "dumb") and sys.platform != "win32":
        message = "`pick` moves a cursor, and this terminal has none that moves"
        raise HandoutError([Problem("U050", message, hint=hint)])
    if find_spec("questionary") is None:
        hint = "pip install 'handoutgen[pick]'"
        raise HandoutError([Problem("U052", "`pick` needs the package questionary", hint=hint)])


def _start(name: str, library: "Library", assets: "Assets") -> "tuple[Pick, str]":
    """The pick to begin with, and its description.

    Sections that a saved handout names and that are no longer there are left out, and told.
    """
    from handoutgen.cli.pick_totals import Pick
    from handoutgen.cli.request import check_saved, saved_file
    from handoutgen.content.library import load_handout
    from handoutgen.errors import HandoutError

    if name in library.comparisons:
        return Pick(name, {}), ""
    handout, positions = load_handout(saved_file(name, library, assets))
    problems = list(check_saved(handout, positions, library, assets))
    if any(problem.code != "S002" for problem in problems):
        raise HandoutError(problems)
    for problem in problems:
        click.echo(f"{problem}", err=True)
    known = library.sections[handout.comparison]
    said = handout.model_fields_set - {"description", "comparison"}
    asked = {key: getattr(handout, key) for key in said}
    for key in {"section", "without"} & said:
        asked[key] = tuple(word for word in asked[key] if word in known)
    return Pick(handout.comparison, {}).asking(**asked), handout.description
