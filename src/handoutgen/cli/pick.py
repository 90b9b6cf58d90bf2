"""`handoutgen pick`: choose, look and save in a terminal, by keyboard alone."""

import gc
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.cli.pick_totals import Pick
    from handoutgen.content.library import Library
    from handoutgen.translation.words import Words

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
@options.pass_words
def command(comparison: str | None, workspace: str | None, words: "Words") -> None:
    """Pick sections while you see what they come to, then build and save."""
    check_terminal(options.environment())
    gc.enable()  # see __main__
    assets = options.find_assets(workspace)

    from handoutgen.cli.pick_totals import Scale
    from handoutgen.cli.picking import Desk, choose_comparison, converse
    from handoutgen.defaults import checked_profile
    from handoutgen.reading import ReadingMeter

    library = options.load_library(assets)
    meter = ReadingMeter.load(assets, library.glossary.values())
    profile, cache = checked_profile(library, assets), options.user_cache(options.environment())
    scale = Scale(library, assets, profile, meter, words, cache)
    name = comparison or choose_comparison(scale)
    pick, description = _start(name, library, assets, words)
    if assets.workspace:
        click.echo(words("Workspace: {folder}", folder=assets.workspace))
    converse(pick, Desk(scale, name.rpartition("/")[2].removesuffix(".yaml"), description))


def check_terminal(environ: Mapping[str, str]) -> None:
    """Refuse where nobody can answer; raises HandoutError U050 or U052."""
    from importlib.util import find_spec

    from handoutgen.errors import HandoutError, Problem
    from handoutgen.said import said

    hint = said(
        "`handoutgen list` shows the sections; {command} builds without questions.",
        command="`handoutgen build ms-vs-als --section symptoms --section tests`",
    )
    streams = (sys.stdin, sys.stdout)
    if not all(stream is not None and stream.isatty() for stream in streams):
        message = said("`pick` asks questions, and this is no terminal")
        raise HandoutError([Problem("U050", message, hint=hint)])
    if environ.get("TERM", "") in ("", "dumb") and sys.platform != "win32":
        message = said("`pick` moves a cursor, and this terminal has none that moves")
        raise HandoutError([Problem("U050", message, hint=hint)])
    if find_spec("questionary") is None:
        message = said("`pick` needs the package {package}", package="questionary")
        raise HandoutError([Problem("U052", message, hint="pip install 'handoutgen[pick]'")])


def _start(name: str, library: "Library", assets: "Assets", words: "Words") -> "tuple[Pick, str]":
    """The pick to begin with, and its description.

    What a saved handout names and is no longer there is left out, and told.
    """
    from handoutgen.cli.pick_totals import Pick
    from handoutgen.saved_check import open_saved
    from handoutgen.saved_handout import find_saved
    from handoutgen.translation.told import line

    if name in library.comparisons:
        return Pick(name, {}), ""
    opened = open_saved(find_saved(name, library, assets), library, assets)
    for problem in opened.problems:
        click.echo(line(problem, words), err=True)
    if opened.problems:
        click.echo(words("It is opened with the rest."), err=True)
    asked = dict(opened.asked)
    return Pick(asked.pop("comparison"), {}).asking(**asked), opened.description
