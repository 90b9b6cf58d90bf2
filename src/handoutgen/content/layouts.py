"""What a handout can be printed as: layouts, styles and papers, and which of them go together."""

from typing import Literal, get_args

Layout = Literal["handout", "one-page", "leaflet", "booklet", "poster", "cards"]
Paper = Literal["letter", "a4", "tabloid", "a3"]

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
PAPERS: tuple[Paper, ...] = get_args(Paper)
STANDARD_STYLE = "standard"
LARGE_PRINT = "large-print"

_POSTER_PAPERS: tuple[Paper, ...] = ("tabloid", "a3")


def papers_of(layout: Layout) -> tuple[Paper, ...]:
    """The papers that a layout is made for, the usual one first."""
    return _POSTER_PAPERS if layout == "poster" else ("letter", "a4")


def refusal(layout: Layout, style: str, paper: Paper | None, binding: bool) -> str | None:
    """Why these do not go together, or none."""
    papers = papers_of(layout)
    if paper is not None and paper not in papers:
        return f"the layout `{layout}` is made for {' or '.join(papers)}, not for {paper}"
    if style == LARGE_PRINT and layout in ("leaflet", "cards"):
        return (
            f"large print does not fit a {'panel' if layout == 'leaflet' else 'card'}: "
            "give out the layout `handout` in large print instead"
        )
    if style == LARGE_PRINT and layout == "poster":
        return "a poster is already larger than large print: print it in another style"
    if binding and layout not in ("handout", "one-page"):
        return f"a {layout} is not punched: leave --binding away"
    return None
