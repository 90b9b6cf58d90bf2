"""`handoutgen diff`: what a clinic overrides, and what has changed under it since."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from handoutgen.cli import options
from handoutgen.said import marked

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.overrides import Difference, Override, State
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen diff                          (all that your workspace changes)
  handoutgen diff data/glossary.yaml#relapse   (bundled text and yours, line by line)
  handoutgen diff --accept                 (you have looked at what changed)

--accept changes none of your texts. It records the bundled text as it is now, so that the
next change shows.
"""


@click.command("diff", epilog=EPILOG)
@click.argument("piece", required=False)
@click.option(
    "--accept", is_flag=True, help="Record that you have looked at the bundled text as it is now."
)
@options.json_option
@options.workspace_option
@options.pass_words
def command(
    words: "Words", piece: str | None, accept: bool, as_json: bool, workspace: str | None
) -> None:
    """Show what the workspace overrides, and whether the bundled text under it has changed."""
    assets = options.find_assets(workspace)

    from handoutgen.overrides import accept as accept_pieces
    from handoutgen.overrides import difference

    found = difference(assets)
    overrides = {override.piece: override for override in found.overrides}
    if piece is not None and piece not in overrides:
        _refuse(piece, found)
    if accept:
        accept_pieces([piece] if piece else overrides, assets)
        found = difference(assets)
        overrides = {override.piece: override for override in found.overrides}
    if as_json:
        options.print_json(_as_json(found, assets))
    elif piece is not None and not accept:
        click.echo("\n".join((_line(overrides[piece], words), *_lines_apart(piece, assets, words))))
    else:
        click.echo("\n".join(_lines(found, assets, words)))


def _refuse(piece: str, found: "Difference") -> None:
    from handoutgen.errors import HandoutError, Problem, did_you_mean
    from handoutgen.said import said

    known = [override.piece for override in found.overrides]
    if piece in found.additions:
        hint: str = said("there is no bundled text to compare it with.")
    else:
        hint = did_you_mean(piece, known)
    message = said("the workspace overrides no `{piece}`", piece=piece)
    raise HandoutError([Problem("S011", message, hint=hint)])


_STATES: Mapping["State", str] = {
    "unchanged": marked("the bundled text is what it was"),
    "changed": marked("THE BUNDLED TEXT HAS CHANGED"),
    "unknown": marked("unknown since when"),
    "same": marked("says the same as the bundled text"),
}
_STATES_SINCE: Mapping["State", str] = {
    "unchanged": marked("the bundled text is what it was since version {since}"),
    "changed": marked("THE BUNDLED TEXT HAS CHANGED since version {since}"),
}


def _line(override: "Override", words: "Words") -> str:
    text = _STATES[override.state]
    if override.since:
        text = _STATES_SINCE.get(override.state, text)
    return f"{override.piece}: {words(text, since=override.since)}"


def _lines(found: "Difference", assets: "Assets", words: "Words") -> Iterator[str]:
    yield words("Workspace {folder}", folder=assets.workspace)
    if not found.overrides and not found.additions:
        yield "  " + words("It changes nothing: everything is as bundled.")
    if found.overrides:
        yield words("In the place of bundled pieces:")
        yield from (f"  {_line(override, words)}" for override in found.overrides)
    if found.additions:
        yield words("Added:")
        yield from (f"  {piece}" for piece in found.additions)
    if any(override.state == "changed" for override in found.overrides):
        yield words("Compare with `handoutgen diff PIECE`, then `handoutgen diff --accept`.")
    elif any(override.state == "unknown" for override in found.overrides):
        yield words("`handoutgen diff --accept` starts to watch the bundled text from now on.")


def _lines_apart(piece: str, assets: "Assets", words: "Words") -> Iterator[str]:
    from difflib import unified_diff

    from handoutgen.pieces import lines_of

    bundled, own = (lines_of(piece, root, assets) for root in assets.roots)
    names = words("bundled {piece}", piece=piece), words("your {piece}", piece=piece)
    yield from unified_diff(bundled, own, *names, lineterm="")


def _as_json(found: "Difference", assets: "Assets") -> dict[str, Any]:
    return {
        "workspace": str(assets.workspace),
        "overrides": [
            {"piece": o.piece, "bundled_text": o.state, "since_version": o.since}
            for o in found.overrides
        ],
        "additions": list(found.additions),
    }
