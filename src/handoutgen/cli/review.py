"""`handoutgen review`: puts on record that somebody checked the text of a comparison."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from handoutgen.cli import clock, options

if TYPE_CHECKING:
    from handoutgen.content.library import Library
    from handoutgen.content.review import Review
    from handoutgen.errors import Problem

EPILOG = """\b
Examples:
  handoutgen review ms-vs-als --reviewer "Name of the person" --role neurologist \\
      --on 2026-11-28 --until 2027-11-28 --workspace our-clinic
  handoutgen review ms-vs-als --reviewer "Name of the person" --role "speech therapist" \\
      --on 2026-11-28 --until 2027-11-28 --section support-and-care --workspace our-clinic
  handoutgen review ms-vs-als --reviewer "Name of the person" --role nurse --language es \\
      --on 2026-11-28 --until 2027-11-28 --workspace our-clinic

Record only what somebody has really checked: handouts print the name, the role and the day.
Without --section the review covers every section, and what stands above them. With it, `lead`
names what stands above them. A translation is reviewed by itself, with --language.
"""


@click.command("review", epilog=EPILOG)
@click.argument("comparison", shell_complete=options.complete_comparison)
@click.option("--reviewer", metavar="NAME", required=True, help="Who checked the text.")
@click.option("--role", metavar="ROLE", required=True, help="Their profession, such as nurse.")
@click.option(
    "--on", metavar="YYYY-MM-DD", required=True, callback=clock.day, help="The day of the review."
)
@click.option(
    "--until",
    metavar="YYYY-MM-DD",
    required=True,
    callback=clock.day,
    help="The last day on which it counts, at most 36 months later.",
)
@click.option(
    "--language",
    metavar="es",
    shell_complete=options.complete_language,
    help="The language of the text that was checked; by default English.",
)
@options.section_option("Only this section was checked; repeat it for more.")
@options.workspace_option
def command(
    comparison: str,
    reviewer: str,
    role: str,
    on: dt.date,
    until: dt.date,
    language: str | None,
    section: tuple[str, ...],
    workspace: str | None,
) -> None:
    """Record who checked a comparison's text, and until when that counts."""
    assets = options.find_assets(workspace)
    today = clock.today(options.environment())

    from handoutgen.review_file import append_review, review_target

    library = options.load_library(assets)
    library = options.in_language(library, language, assets)
    review = _review(comparison, reviewer, role, on, until, section, today, library)
    path = review_target(assets, comparison)
    append_review(path, review)
    count = len(review.fingerprint)
    text = "the text" if language is None else f"the text in {review.language}"
    click.echo(f"{path}")
    click.echo(f"  Reviewer  {review.reviewer}, {review.role}")
    click.echo(f"  Counts    from {review.on} until {review.until}, or until {text} changes")
    click.echo(
        f"  Covers    {', '.join(review.section) or f'all of {comparison}'} ({count} in all)"
    )


def _review(
    comparison: str,
    reviewer: str,
    role: str,
    on: dt.date,
    until: dt.date,
    section: tuple[str, ...],
    today: dt.date,
    library: "Library",
) -> "Review":
    """The review; raises HandoutError with S001, S002 or U020 for all that is wrong with it."""
    from pydantic import ValidationError

    from handoutgen.content.review import Review, fingerprints, reviewable
    from handoutgen.errors import HandoutError, Problem, did_you_mean
    from handoutgen.selection import untranslated

    if comparison in library.left_out and comparison not in library.comparisons:
        raise HandoutError([untranslated(comparison, library)])
    if comparison not in library.comparisons:
        hint = did_you_mean(comparison, library.comparisons)
        raise HandoutError([Problem("S001", f"there is no comparison `{comparison}`", hint=hint)])
    known = reviewable(library, comparison)
    problems = [
        Problem("S002", f"there is no section in {comparison} `{s}`", hint=did_you_mean(s, known))
        for s in section
        if s not in known
    ]
    if on > today:
        message = f"--on is {on}, which is still to come: today is {today}"
        problems.append(Problem("U020", message, hint="give the day on which it was checked."))
    updated = library.comparisons[comparison].updated
    if on < updated:
        message = f"--on is {on}, but the text was last updated on {updated}"
        problems.append(Problem("U020", message, hint="the text has to be read as it is now."))
    chosen = tuple(dict.fromkeys(section))
    covered = [s for s in chosen or known if s in known]
    try:
        review = Review(
            reviewer=reviewer,
            role=role,
            on=on,
            until=until,
            language=library.language,
            section=chosen,
            fingerprint=fingerprints(library, comparison, covered),
        )
    except ValidationError as error:
        problems.extend(_refused(error, bool(problems)))
    if problems:
        raise HandoutError(problems)
    return review


def _refused(error: Exception, incomplete: bool) -> "list[Problem]":
    """What the model refuses, in words of the options."""
    from pydantic import ValidationError

    from handoutgen.errors import Problem

    assert isinstance(error, ValidationError)  # noqa: S101
    found = []
    for detail in error.errors(include_url=False):
        name = f"--{detail['loc'][0]}: " if detail["loc"] else ""
        text = detail["msg"].removeprefix("Value error, ").replace("`until`", "--until")
        if not (incomplete and ("`section`" in text or "`fingerprint`" in text)):
            found.append(Problem("U020", f"{name}{text[0].lower()}{text[1:]}"))
    return found
