"""Is a finished PDF accessible, and will it keep? A validator's answer, for every file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handoutgen.errors import HandoutError, Problem
from handoutgen.said import counted, said

if TYPE_CHECKING:
    from page import ValidationReport

PROFILES = {"PDF/UA-1": "ua1", "PDF/A-2a": "2a"}
"""What every file conforms to (ISO 14289-1, ISO 19005-2), with the validator's names for it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validator found in a file that it passed; `rules` counts those of all profiles."""

    profile: tuple[str, ...]
    rules: int
    pages: int
    validator: str


def validate_pdf(content: bytes) -> Verdict:
    """The verdict on a PDF by PDF/UA-1 and PDF/A-2a.

    Raises HandoutError with one D012 for each rule that the file breaks.
    """
    from threading import Thread

    import page

    reports: dict[str, ValidationReport] = {}
    unreadable: list[Problem] = []

    def report(profile: str) -> None:
        try:
            reports[profile] = page.validate_pdf_bytes(content, profile=PROFILES[profile])
        except page.PageError as error:
            message = said("the validator cannot read the PDF: {reason}", reason=error)
            unreadable.append(Problem("D012", message, hint=_HINT))

    # The validator leaves the interpreter's lock alone, so two take little longer than one.
    # (concurrent.futures would take longer to import than to save.)
    first, *further = PROFILES
    threads = [Thread(target=report, args=(profile,)) for profile in further]
    for thread in threads:
        thread.start()
    report(first)
    for thread in threads:
        thread.join()
    if unreadable:
        raise HandoutError(set(unreadable))
    problems = [problem for name in PROFILES for problem in _problems(name, reports[name])]
    if problems:
        raise HandoutError(problems)
    rules = sum(found.rules.total for found in reports.values())
    pages = reports[first].document.page_count
    return Verdict(tuple(PROFILES), rules, pages, f"page-validation {page.__version__}")


_HINT = said("nothing was written; please report this, it is not a fault of the content.")


def _problems(profile: str, report: "ValidationReport") -> Iterator[Problem]:
    if report.is_compliant:
        return
    first = {f.rule_id: f.message for f in reversed(report.failures)}
    times = Counter(f.rule_id for f in report.failures)
    for rule, text in first.items():
        named = {"profile": profile, "rule": rule, "text": text}
        message = said("{profile} rule {rule} fails: {text}", **named)
        if times[rule] > 1:
            message = counted(
                "{profile} rule {rule} fails {n} time: {text}",
                "{profile} rule {rule} fails {n} times: {text}",
                times[rule],
                **named,
            )
        yield Problem("D012", message, hint=_HINT)
    if not first:
        message = said(
            "the validator refuses the PDF by {profile} and names no rule", profile=profile
        )
        yield Problem("D012", message, hint=_HINT)
