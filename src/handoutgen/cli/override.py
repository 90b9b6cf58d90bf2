"""`handoutgen override`: a copy of a bundled piece, for a clinic to change."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from handoutgen.cli import options

if TYPE_CHECKING:
    from handoutgen.assets import Assets

EPILOG = """\b
Examples:
  handoutgen override data/comparisons/ms-vs-als/sections/symptoms.yaml
  handoutgen override data/glossary.yaml#relapse   (one entry of a list)
  handoutgen override relapse                      (the same, where one piece has the name)
  handoutgen override handout.html.j2

The copy takes the place of the bundled piece. `handoutgen diff` tells when the bundled one
changes later.
"""


def _pieces(assets: "Assets", ctx: click.Context) -> Iterator[str]:
    from handoutgen.pieces import pieces_in, short_names

    for piece in pieces_in(assets.roots[0], assets):
        yield from (piece, *short_names(piece))


@click.command("override", epilog=EPILOG)
@click.argument("piece", shell_complete=options.completer(_pieces))
@options.workspace_option
def command(piece: str, workspace: str | None) -> None:
    """Copy a bundled file, or an entry of a list, into the workspace."""
    assets = options.find_assets(workspace)

    from handoutgen.overrides import override, workspace_of
    from handoutgen.pieces import find_piece

    workspace_of(assets)
    found = find_piece(piece, assets)
    click.echo(str(override(found, assets)))
    click.echo(f"  It takes the place of the bundled {found}.")
