"""`handoutgen init`: a new folder for a clinic."""

from pathlib import Path

import click

EPILOG = """\b
Examples:
  handoutgen init our-clinic
  cd our-clinic && handoutgen check

In the folder, and in the folders in it, every command uses it. From elsewhere name it with
--workspace. The program never changes it unless you ask, also when you upgrade.
"""


@click.command("init", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make a folder for a clinic: its name, its own texts, its saved handouts."""
    from handoutgen.workspace import make_workspace

    for path in make_workspace(folder):
        click.echo(str(path))
    click.echo("Next: write your clinic's name into the first of them.")
    click.echo("Then, in that folder: handoutgen serve")
