"""Writes the parts of the documentation that are made from the program.

`docs/cli.md` from the commands themselves, and the picture of a page in the README. Run it in
the development environment: `.venv/bin/python script/document.py`. With `--check` it writes
nothing and fails when `docs/cli.md` differs from what the commands say.
"""

import sys
from pathlib import Path

import click

from handoutgen.assets import Assets
from handoutgen.build import build
from handoutgen.cli.main import main as command
from handoutgen.content.library import load_handouts, load_library
from handoutgen.selection import HandoutRequest

ROOT = Path(__file__).resolve().parent.parent
CLI = ROOT / "docs" / "cli.md"
PICTURE = ROOT / "docs" / "images" / "waiting-room-1.png"
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


def draw_picture() -> None:
    """The first page of the waiting-room handout as a small picture."""
    import pypdfium2

    assets = Assets.find()
    saved = load_handouts(assets)["waiting-room"]
    request = HandoutRequest(saved.comparison, saved.section, saved.without, locale="en-US")
    made = build(request, "pdf", load_library(assets), assets)
    page = pypdfium2.PdfDocument(made.content)[0]
    picture = page.render(scale=1.0).to_pil().quantize(128)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    picture.save(PICTURE, optimize=True)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(
            0 if CLI.read_text(encoding="utf-8") == reference() else "docs/cli.md is out of date"
        )
    CLI.write_text(reference(), encoding="utf-8")
    draw_picture()
