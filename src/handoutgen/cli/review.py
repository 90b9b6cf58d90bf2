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
    from handoutgen.said import said
    from handoutgen.selection import no_comparison, no_section, untranslated

    if comparison in library.left_out and comparison not in library.comparisons:
        raise HandoutError([untranslated(comparison, library)])
    if comparison not in library.comparisons:
        hint = did_you_mean(comparison, library.comparisons)
        raise HandoutError([Problem("S001", no_comparison(comparison), hint=hint)])
    known = reviewable(library, comparison)
    problems = [
        Problem("S002", no_section(s, comparison), hint=did_you_mean(s, known))
        for s in section
        if s not in known
    ]
    if on > today:
        message = said(
            "--on is {day}, which is still to come: today is {today}", day=on, today=today
        )
        hint = said("give the day on which it was checked.")
        problems.append(Problem("U020", message, hint=hint))
    updated = library.comparisons[comparison].updated
    if on < updated:
        message = said(
            "--on is {day}, but the text was last updated on {updated}", day=on, updated=updated
        )
        hint = said("the text has to be read as it is now.")
        problems.append(Problem("U020", message, hint=hint))
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

    from handoutgen.content.validation import reason_of
    from handoutgen.errors import Problem
    from handoutgen.said import Said, joined

    assert isinstance(error, ValidationError)  # noqa: S101
    found = []
    for detail in error.errors(include_url=False):
        text = reason_of(detail)
        if incomplete and ("`section`" in text or "`fingerprint`" in text):
            continue
        if isinstance(text, Said):
            text = text.having(key="--until")
        else:
            text = f"{text[0].lower()}{text[1:]}"
        message = joined([f"--{detail['loc'][0]}", text], ": ") if detail["loc"] else joined([text])
        found.append(Problem("U020", message))
    return found
