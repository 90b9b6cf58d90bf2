"""Writes `docs/cli.md` from the commands themselves.

Run it in the development environment: `.venv/bin/python script/document.py`. With `--check` it
writes nothing and fails when the page differs from what the commands say.
"""

import sys
from pathlib import Path

import click

from handoutgen.cli.main import main as command

ROOT = Path(__file__).resolve().parent.parent
CLI = ROOT / "docs" / "cli.md"
HEAD = """# Command line

Made from the commands' own `--help` by `script/document.py`; a test checks that it is current.

Exit codes: 0 good, 2 usage, 3 content, 4 nothing matches, 5 cannot write, 6 not accessible.
1 is a bug of ours.
"""


def reference() -> str:
    """The whole reference as Markdown."""
    context = click.Context(
        command, info_name="handoutgen", terminal_width=88, max_content_width=88
    )
    parts = [HEAD, _block("handoutgen --help", command.get_help(context))]
    for name in sorted(command.list_commands(context)):
        found = command.get_command(context, name)
        if found is None or found.hidden:
            continue
        inner = click.Context(
            found,
            info_name=name,
            parent=context,
            terminal_width=88,
            max_content_width=88,
        )
        parts.append(f"\n## handoutgen {name}\n")
        parts.append(_block(f"handoutgen {name} --help", found.get_help(inner)))
    return "\n".join(parts)


def _block(line: str, text: str) -> str:
    body = "\n".join(row.rstrip() for row in text.splitlines())
    return f"```\n$ {line}\n{body}\n```\n"


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(
            0 if CLI.read_text(encoding="utf-8") == reference() else "docs/cli.md is out of date"
        )
    CLI.write_text(reference(), encoding="utf-8")
