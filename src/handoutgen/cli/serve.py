"""`handoutgen serve`: the page on which a clinic picks, looks and prints."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handoutgen.cli import clock, options

if TYPE_CHECKING:
    from handoutgen.translation.words import Words
    from handoutgen.web.server import Address

EPILOG = """\b
Examples:
  handoutgen serve
  handoutgen serve --workspace clinic --port 0
  handoutgen serve --host 0.0.0.0 --name desk-3.clinic.example --no-browser

Only this machine can reach the page unless --host says otherwise; then it asks for a token,
which is printed here. Stop it with Ctrl+C.
"""


@click.command("serve", epilog=EPILOG)
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--name",
    metavar="NAME",
    multiple=True,
    help="A name by which other machines call this one; repeat it for more.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 16),
    default=2,
    help="How many handouts are built at once.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@options.workspace_option
@options.pass_words
def command(
    host: str,
    port: int,
    name: tuple[str, ...],
    processes: int,
    browser: bool,
    workspace: str | None,
    words: "Words",
) -> None:
    """Pick sections in the browser, see the pages, print them."""
    _check_installed()
    gc.enable()  # see __main__
    assets = options.find_assets(workspace)

    from handoutgen.defaults import checked_profile
    from handoutgen.reading import ReadingMeter
    from handoutgen.translation.told import line
    from handoutgen.web.access import Access, new_token
    from handoutgen.web.languages import load_languages
    from handoutgen.web.server import Address, bind, run, shown_address
    from handoutgen.web.service import Service
    from handoutgen.web.sheet import Bench
    from handoutgen.web.workers import Limits, Workers

    address = Address(host, port, frozenset(n.lower() for n in name))
    listening = bind(address)
    library = options.load_library(assets)
    environment = options.environment()
    cache = options.user_cache(environment)
    bench = Bench(
        tuple(map(str, assets.roots)),
        str(cache.folder) if cache else None,
        clock.today(environment),
    )
    service = Service(
        assets=assets,
        languages=load_languages(
            library, assets, cache, lambda problem: click.echo(line(problem, words), err=True)
        ),
        meter=ReadingMeter.load(assets, library.glossary.values()),
        workers=Workers(bench, Limits(processes)),
        today=lambda: clock.today(environment),
        profile=checked_profile(library, assets),
    )
    access = Access(host, address.names, new_token() if address.open_to_others else None)
    run(
        service,
        access,
        listening,
        report=lambda what: click.echo(f"handoutgen: a bug, please report it: {what}", err=True),
        started=_greeting(
            address,
            access.token,
            shown_address(address, listening),
            assets.workspace,
            browser,
            words,
        ),
    )


def _check_installed() -> None:
    """Raises HandoutError U068 when the parts of the page are not installed."""
    from importlib.util import find_spec

    from handoutgen.errors import HandoutError, Problem
    from handoutgen.said import said

    missing = [m for m in ("fastapi", "uvicorn", "pypdfium2") if find_spec(m) is None]
    if missing:
        hint = said("install them with: {command}", command="pip install 'handoutgen[web]'")
        message = said("the page needs {packages}", packages=", ".join(missing))
        raise HandoutError([Problem("U068", message, hint=hint)])


def _greeting(
    address: "Address",
    token: str | None,
    url: str,
    workspace: Path | None,
    browser: bool,
    words: "Words",
) -> Callable[[], None]:
    def greet() -> None:
        click.echo(words("The page is at {url}", url=url))
        for line in _ways_in(address, url, words):
            click.echo(line)
        if workspace is not None:
            click.echo(words("Workspace: {folder}", folder=workspace))
        if token is not None:
            click.echo(words("Token for every browser: {token}", token=token))
            click.echo(words("What is sent is not encrypted: use it in a network that you trust."))
        click.echo(words("Stop it with Ctrl+C."))
        if browser:
            _open(url, words)

    return greet


def _ways_in(address: "Address", url: str, words: "Words") -> list[str]:
    """What other machines type to reach the page, as far as this one can know."""
    if not address.open_to_others:
        return []
    from handoutgen.web.access import EVERYWHERE

    port = url.rstrip("/").rpartition(":")[2]
    addresses = [f"http://{name}:{port}/" for name in sorted(address.names)]
    named = [words("For others: {url}", url=one) for one in addresses]
    if named or address.host not in EVERYWHERE:
        return named
    return [words("For others: this machine's own address in place of 127.0.0.1.")]


def _open(url: str, words: "Words") -> None:
    """Open the browser; that there is none is told, and is no reason to stop."""
    import webbrowser

    from handoutgen.errors import Problem
    from handoutgen.said import said
    from handoutgen.translation.told import line

    try:
        opened = webbrowser.open(url)
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        message = said("no browser was found to open")
        hint = said("open {url} yourself, or leave this away with --no-browser.", url=url)
        problem = Problem("U064", message, hint=hint, severity="warning")
        click.echo(line(problem, words), err=True)
