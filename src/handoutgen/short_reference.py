"""A source in a few words, for layouts with little room: first author, place, year.

No citation style: enough to find the full entry, which every handout in the layout `handout`
prints. `Thompson. The Lancet Neurology. 2018.`
"""

from handoutgen.content.source import Name, Source

_LONG = 48
"""A title of more characters stops at its first colon or dash."""


def short_reference(source: Source) -> str:
    """The source in a line: as its entry says, else author or publisher, journal or title, year."""
    if source.short:
        return source.short
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
    return names[0] if names else ""


def _shortened(title: str) -> str:
    if len(title) <= _LONG:
        return title
    cuts = (title.find(mark) for mark in (": ", " - ", " – ", " | ", "; "))
    return title[: min((cut for cut in cuts if cut > 0), default=len(title))]
