"""A source in a few words, for layouts with little room: who, where, when.

No citation style: enough to find the full entry, which every handout in the layout `handout`
prints. `Thompson et al. Lancet Neurol. 2018.`
"""

from handoutgen.content.source import Name, Source

_LONG = 48
"""A title of more characters stops at its first colon or dash."""

_OTHERS = "and others"
"""What stands in the place of authors that an entry leaves out."""


def short_reference(source: Source) -> str:
    """The source in a line: author or publisher, journal or title, year."""
    year = str(source.issued.date_parts[0][0]) if source.issued else ""
    who = _who(source.author) or source.publisher or ""
    where = source.container_title if source.type.startswith("article") else None
    where = where or _shortened(source.title)
    if where.casefold().startswith(who.casefold()):
        who = ""
    parts = [part for part in (who, where, year) if part]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts)


def _who(authors: tuple[Name, ...]) -> str:
    names = [name.literal or name.family or "" for name in authors]
    if len(names) > 2 or _OTHERS in names:
        return f"{names[0]} et al."
    return " and ".join(filter(None, names))


def _shortened(title: str) -> str:
    if len(title) <= _LONG:
        return title
    cuts = (title.find(mark) for mark in (": ", " - ", " – ", " | ", "; "))
    return title[: min((cut for cut in cuts if cut > 0), default=len(title))]
