"""`handoutgen batch`: every handout of a plan, in building processes or on a cluster."""

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handoutgen.cli import clock, options
from handoutgen.said import said

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from handoutgen.batch.job import Engine, Job
    from handoutgen.translation.words import Words

EPILOG = """\b
Examples:
  handoutgen batch plan.yaml -o handouts-of-tonight
  handoutgen batch plan.yaml -o handouts-of-tonight --dry-run
  handoutgen batch plan.yaml -o handouts-of-tonight --resume
  handoutgen batch plan.yaml -o handouts-of-tonight --cluster tcp://10.0.0.5:8786

What is in the folder unchanged is not made again. The folder's manifest.jsonl lists each file with
its edition, digest, pages, sources and verdicts. docs/batch.md explains plans and manifests.
"""


@click.command("batch", epilog=EPILOG)
@click.argument("plan", metavar="PLAN", type=click.Path())
@click.option(
    "--output",
    "-o",
    "folder",
    metavar="FOLDER",
    required=True,
    type=click.Path(),
    help="The folder for the files and their manifest; made if it is not there.",
)
@click.option(
    "--processes",
    "-j",
    metavar="N",
    type=click.IntRange(1, 512),
    help="How many build at the same time; by default one for each core.",
)
@click.option(
    "--cluster",
    metavar="tcp://HOST:PORT",
    help="Build on the workers of a Dask cluster, whose scheduler has this address.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with a batch that was stopped: what it finished is not made again.",
)
@click.option("--dry-run", is_flag=True, help="Check the plan and list the files; make nothing.")
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    callback=clock.day,
    help="The date of all files; else that of the plan, SOURCE_DATE_EPOCH, or of the content. "
    "Reviews count on this day, by default on today.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but problems.")
@options.json_option
@options.workspace_option
@click.pass_context
@options.pass_words
def command(
    ctx: click.Context,
    plan: str,
    folder: str,
    processes: int | None,
    cluster: str | None,
    resume: bool,
    dry_run: bool,
    date: "dt.date | None",
    quiet: bool,
    as_json: bool,
    workspace: str | None,
    words: "Words",
) -> None:
    """Make every handout of a plan, and a manifest of them."""
    import gc

    # The command line turns it off for what is soon over; this is not.
    gc.enable()
    if cluster is not None and processes is not None:
        raise click.UsageError(
            said("--processes is for this machine; a cluster has its own workers.")
        )
    if folder in ("", "-"):
        raise click.UsageError(
            said("`{folder}` names no folder; --output takes the one for the files.", folder=folder)
        )
    jobs = _unfold(plan, date, workspace)
    if dry_run:
        _list(jobs, as_json)
        return
    from handoutgen.batch.manifest import JOURNAL, NAME, read_rows
    from handoutgen.batch.run import prepare, run
    from handoutgen.cli.batch_progress import progress
    from handoutgen.cli.batch_summary import exit_code, tell_problems, tell_summary
    from handoutgen.lock import locked

    target = Path(folder)
    prepare(jobs, target)
    with locked(target / NAME):
        known = read_rows(target, journal=resume)
        if (target / JOURNAL).exists() and not resume:
            text = "An earlier batch was stopped in this folder. With --resume it would go on; "
            click.echo(text + "this one trusts only the batch before it.", err=True)
        with (
            _engine(cluster, target, processes, jobs) as engine,
            progress(len(jobs), quiet=quiet) as tell,
        ):
            try:
                outcome = run(jobs, target, engine, known, tell, resume=resume)
            except KeyboardInterrupt:
                click.echo("\nWhat is made stays; --resume goes on.", err=True)
                raise
    tell_problems(outcome, words)
    if not quiet:
        tell_summary(outcome, target, as_json=as_json)
    ctx.exit(exit_code(outcome))


def _unfold(plan: str, date: "dt.date | None", workspace: str | None) -> "tuple[Job, ...]":
    from handoutgen.batch.clinics import assets_of
    from handoutgen.batch.plan import read_plan
    from handoutgen.batch.unfold import unfold

    environ = options.environment()
    path = Path(plan)
    read, positions = read_plan(path)
    assets = assets_of(read, positions, path.parent, options.find_assets(workspace))
    day = date or read.date or clock.source_date(environ)
    cache = options.user_cache(environ)
    return unfold(read, positions, assets, cache, day, clock.today(environ))


def _list(jobs: "tuple[Job, ...]", as_json: bool) -> None:
    if as_json:
        options.print_json([job.file for job in jobs])
        return
    for job in jobs:
        click.echo(job.file)
    click.echo(f"{len(jobs)} handouts; nothing was made.", err=True)


@contextmanager
def _engine(
    cluster: str | None, folder: Path, processes: int | None, jobs: "tuple[Job, ...]"
) -> "Iterator[Engine]":
    if cluster is not None:
        from handoutgen.batch.cluster import cluster as connected

        with connected(cluster, {job.shelf for job in jobs}) as engine:
            yield engine
        return
    from handoutgen.batch.pool import cores, in_processes

    number = min(processes or cores(), len(jobs))
    yield partial(in_processes, folder=folder, processes=number)
