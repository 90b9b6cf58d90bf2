"""What several commands share: options, the library, the cache, JSON, completion of values."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from handoutgen.assets import Assets
    from handoutgen.cache import FolderCache
    from handoutgen.content.entry import Wording
    from handoutgen.content.library import Library
    from handoutgen.translation.words import Words

Command = TypeVar("Command", bound=Callable[..., Any])
WORDINGS: tuple["Wording", ...] = ("plain", "detailed")


def own_words(environ: Mapping[str, str]) -> "Words | None":
    """The program's words in the language that the environment asks for; none where English is.

    They are the bundled ones and those of the workspace that the current folder is in. What is
    wrong with a workspace is told by whoever needs it.
    """
    from handoutgen.translation.matching import best_language, languages_of_environment

    wanted = languages_of_environment(environ)
    if not wanted or wanted[0].partition("-")[0].lower() == "en":
        return None
    from contextlib import suppress

    from handoutgen.assets import Assets, find_workspace
    from handoutgen.errors import HandoutError
    from handoutgen.translation.words import load_words, word_languages

    def words(assets: Assets) -> "Words | None":
        language = best_language(wanted, word_languages(assets))
        return load_words(assets, language) if language else None

    with suppress(OSError, HandoutError):
        return words(Assets.find(find_workspace(Path.cwd())))
    return words(Assets.find())


def pass_words(command: Command) -> Command:
    """Gives the command `words`: what it says, in the user's language."""

    @wraps(command)
    def speaking(*arguments: Any, **named: Any) -> Any:
        from handoutgen.translation.words import ENGLISH

        words = click.get_current_context().find_root().obj
        return command(*arguments, words=words or ENGLISH, **named)

    return speaking  # type: ignore[return-value]


def workspace_option(command: Command) -> Command:
    """Adds `--workspace`."""
    return click.option(
        "--workspace",
        metavar="FOLDER",
        type=click.Path(),
        help="A clinic's folder, whose data/, templates/ and handouts/ lie over the bundled ones. "
        "By default the one that the current folder is in.",
    )(command)


def json_option(command: Command) -> Command:
    """Adds `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")(
        command
    )


def section_option(help: str) -> Callable[[Command], Command]:
    """Adds `--section`, whose help says what the command does with them."""
    return click.option(
        "--section",
        "-s",
        metavar="ID",
        multiple=True,
        shell_complete=complete_section,
        help=help,
    )


def without_option(command: Command) -> Command:
    """Adds `--without`."""
    return click.option(
        "--without",
        metavar="ID",
        multiple=True,
        shell_complete=complete_section,
        help="Leave this section out; repeat it for more.",
    )(command)


def wording_option(command: Command) -> Command:
    """Adds `--wording`."""
    choice = click.Choice(WORDINGS)
    return click.option("--wording", type=choice, help="Which reader it is for.")(command)


def language_option(command: Command) -> Command:
    """Adds `--language`, read as the languages to print side by side."""
    return click.option(
        "--language",
        metavar="es",
        callback=_languages,
        shell_complete=complete_language,
        help="The language that it is in; en+es for two side by side.",
    )(command)


def one_language_option(command: Command) -> Command:
    """Adds `--language` with the name of one language."""
    return click.option(
        "--language",
        metavar="es",
        shell_complete=complete_language,
        help="Show the texts in this language, as far as they are translated.",
    )(command)


def in_language(library: "Library", language: str | None, assets: "Assets") -> "Library":
    """The library in a language; as it was written without one. Raises HandoutError."""
    if language is None:
        return library
    from handoutgen.language_tag import folder_of
    from handoutgen.translation.in_language import in_language

    return in_language(library, folder_of(language), assets, user_cache(environment()))


def every_language(library: "Library", assets: "Assets") -> "Mapping[str, Library]":
    """The library in each language that there is, English first; raises HandoutError."""
    from handoutgen.translation.catalogue import languages

    return {
        library.language: library,
        **{name: in_language(library, name, assets) for name in languages(assets)},
    }


def _languages(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    return None if value is None else tuple(value.split("+"))


def find_assets(workspace: str | None) -> "Assets":
    """The bundled files, with a workspace over them: the one named, else the one we are in."""
    from handoutgen.assets import Assets, find_workspace
    from handoutgen.errors import HandoutError, Problem
    from handoutgen.said import said

    if workspace is None:
        return Assets.find(find_workspace(Path.cwd()))
    if not workspace:
        hint = said("an empty name often comes from a variable that is not set.")
        raise HandoutError([Problem("U002", said("the workspace has no name"), hint=hint)])
    return Assets.find(Path(workspace))


def load_library(assets: "Assets") -> "Library":
    """The library of these assets, from the user's cache where it is there unchanged.

    Raises HandoutError with every problem found.
    """
    from handoutgen.content.library import load_library

    return load_library(assets, user_cache(environment()))


def user_cache(environ: Mapping[str, str]) -> "FolderCache | None":
    """What is kept between runs, in the user's cache folder, if the user has one."""
    from handoutgen.cache import FolderCache

    base = environ.get("XDG_CACHE_HOME", "")
    # The XDG base directory specification says to ignore a path that is not absolute.
    if not Path(base).is_absolute():
        home = environ.get("HOME", "")
        if not Path(home).is_absolute():
            return None
        base = str(Path(home, ".cache"))
    return FolderCache(Path(base, "handoutgen"))


def print_json(value: object, *, err: bool = False) -> None:
    """A value as JSON that survives any terminal's encoding."""
    import json

    click.echo(json.dumps(value, indent=2), err=err)


# --- completion ---
# Names of files are ids, so nothing needs to be read, and a broken file cannot get in the way.

Completer = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]


def completer(names: Callable[["Assets", click.Context], Iterator[str]]) -> Completer:
    """A completion of values that says nothing rather than fail."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        from click.shell_completion import CompletionItem

        try:
            if "/" in incomplete or incomplete.startswith("."):
                return [CompletionItem(incomplete, type="file")]
            found = names(find_assets(ctx.params.get("workspace")), ctx)
            chosen = ctx.params.get(param.name or "")
            known = sorted(set(found).difference(chosen if isinstance(chosen, tuple) else ()))
            return [CompletionItem(name) for name in known if name.startswith(incomplete)]
        except Exception:
            return []

    return complete


def comparison_names(assets: "Assets", ctx: click.Context) -> Iterator[str]:
    """The comparisons."""
    for asset in assets.files("data/comparisons", "comparison.yaml"):
        yield asset.path.parent.name


def buildable_names(assets: "Assets", ctx: click.Context) -> Iterator[str]:
    """The comparisons and the saved handouts."""
    yield from comparison_names(assets, ctx)
    for asset in assets.files("handouts", ".yaml"):
        yield asset.path.stem


def section_names(assets: "Assets", ctx: click.Context) -> Iterator[str]:
    """The sections of the comparison that is named before, else of all of them."""
    # Behind an option that still lacks its value, click has not yet sorted out the arguments.
    named = ctx.params.get("comparison") or next(iter(ctx.args), None)
    saved = assets.get(f"handouts/{named}.yaml") if named else None
    if saved is not None:
        match = re.search(r"^comparison: *([a-z0-9-]+)", saved.read().decode("utf-8"), re.MULTILINE)
        named = match[1] if match else named
    for asset in assets.files("data/comparisons", ".yaml"):
        folders = asset.path.parts
        if folders[-2] == "sections" and (named is None or folders[-3] == named):
            yield asset.path.stem


def template_names(assets: "Assets", ctx: click.Context | None = None) -> Iterator[str]:
    """The templates, without loading what reads them."""
    for asset in assets.files("templates", ".html.j2"):
        if asset.path.parent.name == "templates":
            yield asset.path.name.removesuffix(".html.j2")


def style_names(assets: "Assets", ctx: click.Context | None = None) -> Iterator[str]:
    """The styles, without loading what reads them."""
    for asset in assets.files("templates/styles", ".yaml"):
        yield asset.path.stem


def language_names(assets: "Assets", ctx: click.Context | None = None) -> Iterator[str]:
    """The languages: English, and those that there are files for."""
    yield "en"
    for asset in assets.files("data/locale", ".po"):
        yield asset.path.parent.parent.name


complete_buildable = completer(buildable_names)
complete_comparison = completer(comparison_names)
complete_section = completer(section_names)
complete_template = completer(template_names)
complete_style = completer(style_names)


def complete_language(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list["CompletionItem"]:
    """A completion of languages; defined here, since an option above names it."""
    return completer(language_names)(ctx, param, incomplete)


def environment() -> Mapping[str, str]:
    """The environment; the command line is the only place that reads it."""
    return os.environ
