"""Is a finished PDF accessible? A validator's answer, for every file before anybody gets it."""

from collections import Counter
from dataclasses import dataclass

from handoutgen.errors import HandoutError, Problem


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validator found in a file that it passed."""

    profile: str
    rules: int
    pages: int
    validator: str


def validate_pdf(content: bytes) -> Verdict:
    """The verdict on a PDF by PDF/UA-1 (ISO 14289-1).

    Raises HandoutError with one D012 for each rule that the file breaks.
    """
    import page

    validator = f"page-validation {page.__version__}"
    try:
        report = page.validate_pdf_bytes(content, profile="ua1")
    except page.PageError as error:
        message = f"the validator cannot read the PDF: {error}"
        raise HandoutError([Problem("D012", message, hint=_HINT)]) from None
    if not report.is_compliant:
        first = {f.rule_id: f.message for f in reversed(report.failures)}
        times = Counter(f.rule_id for f in report.failures)
        problems = [
            Problem("D012", f"PDF/UA-1 rule {rule} fails{_often(times[rule])}: {text}", hint=_HINT)
            for rule, text in first.items()
        ]
        unnamed = Problem("D012", "the validator refuses the PDF and names no rule", hint=_HINT)
        raise HandoutError(problems or [unnamed])
    return Verdict("PDF/UA-1", report.rules.total, report.document.page_count, validator)


_HINT = "nothing was written; please report this, it is not a fault of the content."


def _often(times: int) -> str:
    return f" {times} times" if times > 1 else ""
