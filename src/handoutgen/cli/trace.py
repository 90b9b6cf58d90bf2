"""`handoutgen trace`: where printed words come from, and what falls with a source."""

from typing import TYPE_CHECKING

import click

from handoutgen.cli import clock, options
from handoutgen.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handoutgen.assets import Assets
    from handoutgen.content.source import Source
    from handoutgen.errors import HandoutError

MOST_IN_FULL = 3
MOST_LISTED = 12
EPILOG = """\b
Examples:
  handoutgen trace lead-ms-stays-ms
  handoutgen trace "MS does not turn into ALS"
  handoutgen trace --language es "La EM no se convierte en ELA"
  handoutgen trace --source nhs-ms
  handoutgen trace --fact F226 --json

Words are found however they were broken into lines, with or without the definitions in
brackets and the numbers of sources. Where many claims have them, the best come first, and each
has a line: name one by its id to see it in full.
"""


@click.command("trace", epilog=EPILOG)
@click.argument("words", metavar='[ID|"WORDS ON THE PAGE"]', nargs=-1)
@click.option("--source", metavar="ID", help="What falls if this source is withdrawn.")
@click.option("--fact", metavar="ID", help="What falls if this fact no longer holds.")
@options.one_language_option
@options.json_option
@options.workspace_option
def command(
    words: tuple[str, ...],
    source: str | None,
    fact: str | None,
    language: str | None,
    as_json: bool,
    workspace: str | None,
) -> None:
    """Follow printed words to their sources, or a source to what rests on it."""
    if sum((bool(words), source is not None, fact is not None)) != 1:
        raise click.UsageError(
            said("give an id or words, or --source, or --fact: one of the three.")
        )
    if language is not None and not words:
        raise click.UsageError(
            said("--language goes with words: sources and facts have one language.")
        )
    assets = options.find_assets(workspace)
    today = clock.today(options.environment())

    from handoutgen.cli.trace_json import fallout_json, trace_json
    from handoutgen.cli.trace_text import fallout_lines, trace_line, trace_lines
    from handoutgen.content.evidence import load_evidence
    from handoutgen.content.library import load_handouts
    from handoutgen.errors import HandoutError
    from handoutgen.quotation import find
    from handoutgen.trace import carriers, follow, withdraw_fact, withdraw_source

    library, evidence = options.load_library(assets), load_evidence(assets)
    handouts = carriers(library, load_handouts(assets))
    if source is not None or fact is not None:
        fallout = (
            withdraw_source(source, library, evidence, handouts)
            if source is not None
            else withdraw_fact(fact or "", library, evidence, handouts)
        )
        shown = _references([source] if source is not None else [], library.sources, assets)
        if as_json:
            options.print_json(fallout_json(fallout, "source" if fact is None else "fact"))
        else:
            own = evidence.facts[fact].fact if fact is not None else shown[fallout.id]
            click.echo("\n".join(fallout_lines(fallout, own)))
        return
    library = options.in_language(library, language, assets)
    try:
        matches = find(" ".join(words), library)
    except HandoutError as error:
        raise _other_id(" ".join(words).strip(), library.sources, evidence.facts) or error from None
    traces = [follow(m.claim, library, evidence, handouts, today) for m in matches]
    cited = dict.fromkeys(c.source for t in traces for c in t.claim.citations)
    if as_json:
        shown = _references(cited, library.sources, assets)
        found = [trace_json(t, m.score, shown) for t, m in zip(traces, matches, strict=True)]
        options.print_json({"words": " ".join(words), "matches": found})
    elif len(traces) > MOST_IN_FULL:
        click.echo("\n".join(trace_line(trace) for trace in traces[:MOST_LISTED]))
        if len(traces) > MOST_LISTED:
            click.echo(f"… and {len(traces) - MOST_LISTED} more: give more of the words.")
    else:
        shown = _references(cited, library.sources, assets)
        click.echo("\n\n".join("\n".join(trace_lines(trace, shown)) for trace in traces))


def _other_id(
    name: str, sources: "Mapping[str, object]", facts: "Mapping[str, object]"
) -> "HandoutError | None":
    """What to say where the id of a source or a fact was given as words."""
    from handoutgen.errors import HandoutError, Problem

    for option, kind, known, key in (
        ("source", said("source"), sources, name),
        ("fact", said("fact"), facts, name.upper()),
    ):
        if key in known:
            message = said("`{name}` is a {kind}", name=name, kind=kind)
            hint = said(
                "{command} tells what rests on it.",
                command=f"handoutgen trace --{option} {key}",
            )
            return HandoutError([Problem("S006", message, hint=hint)])
    return None


def _references(
    ids: "Iterable[str]", sources: "Mapping[str, Source]", assets: "Assets"
) -> "Mapping[str, str]":
    """Each source as it stands in a list of references, by id."""
    from handoutgen.bibliography import CSL_STYLE, format_references
    from handoutgen.errors import HandoutError, Location, Problem

    style = assets.own(CSL_STYLE)
    if style is None:
        raise HandoutError([Problem("C015", "the citation style is missing", Location(CSL_STYLE))])
    cache = options.user_cache(options.environment())
    items = [sources[name].csl() for name in ids]
    return {r.id: r.text for r in format_references(items, style.read(), cache)}
