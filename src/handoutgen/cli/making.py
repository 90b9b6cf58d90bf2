"""A request made into a validated PDF: the bytes that `build` writes."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handoutgen.cli import clock, options

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.build import Handout
    from handoutgen.content.library import Library
    from handoutgen.selection import HandoutRequest
    from handoutgen.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF with what the validator said about it."""

    handout: "Handout"
    verdict: "Verdict"


def make_pdf(request: "HandoutRequest", library: "Library", assets: "Assets") -> Made:
    """Build and validate; raises HandoutError with what stands in the way."""
    from handoutgen.build import build
    from handoutgen.verdict import validate_pdf

    environ = options.environment()
    request = replace(request, today=request.date or clock.today(environ))
    handout = build(request, "pdf", library, assets, options.user_cache(environ))
    return Made(handout, validate_pdf(handout.content))
