"""`handoutgen schema`: JSON Schema, so that editors complete and check while one types."""

from pathlib import Path

import click

KINDS = (
    "condition",
    "comparison",
    "section",
    "sources",
    "glossary",
    "figures",
    "disclaimer",
    "words",
    "locales",
    "evidence",
    "reviews",
    "handout",
    "plan",
    "style",
    "profile",
    "theme",
)
EPILOG = """\b
Examples:
  handoutgen schema                      (all of them, into the folder schema/)
  handoutgen schema -o our-clinic/schema
  handoutgen schema section              (one, on standard output)

An editor with the YAML language server takes a schema from the first line of a file:

\b
  # yaml-language-server: $schema=../schema/section.json
"""


@click.command("schema", epilog=EPILOG)
@click.argument("kind", type=click.Choice(KINDS), required=False, metavar="[KIND]")
@click.option(
    "--output",
    "-o",
    metavar="PATH",
    type=click.Path(),
    help="The folder for all schemas (default: schema), or the file for one.",
)
def command(kind: str | None, output: str | None) -> None:
    """Write JSON Schema for the YAML files."""
    import json

    from handoutgen.cli.schemas import schema
    from handoutgen.errors import HandoutError
    from handoutgen.output import write_atomically, write_problem

    def text(name: str) -> str:
        return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"

    if kind is not None and output in (None, "-"):
        click.echo(text(kind), nl=False)
        return
    if kind is not None:
        write_atomically(Path(output or ""), text(kind).encode())
        click.echo(output)
        return
    folder = Path(output or "schema")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandoutError([write_problem(error, str(folder))]) from None
    for name in KINDS:
        path = folder / f"{name}.json"
        write_atomically(path, text(name).encode())
        click.echo(str(path))
