"""Words in braces: which of them are filled when a handout is made, and where."""

import re
from collections.abc import Iterator

from handoutgen.content.entry import Entry
from handoutgen.content.figure import FigureEntry
from handoutgen.content.models import (
    Comparison,
    Condition,
    Disclaimer,
    GlossaryTerm,
    Locale,
)
from handoutgen.content.section import Contact
from handoutgen.content.source import Source
from handoutgen.errors import Problem, did_you_mean

NUMBER = "{emergency}"
HINT = "the only placeholder is {emergency}."

# Doubled braces are Jinja2's; in content they print as they stand.
_BRACES = re.compile(r"(?<!\{)\{\s*[^\W\d_][\w -]*\}(?!\})")
_IN_DISCLAIMER = frozenset(
    (NUMBER, "{author}", "{date}", "{reviewer}", "{role}", "{heading}", "{feedback}", "{website}")
)
_NOT_FILLED = (Comparison, Condition, Contact, GlossaryTerm)
_AS_THEY_ARE = (Source, Locale)


def unknown_placeholders(text: str, name: str, entry: Entry) -> Iterator[Problem]:
    """C042 for each word in braces that would print as it stands in this text of an entry."""
    if "{" not in text or isinstance(entry, _AS_THEY_ARE):
        return
    for found in dict.fromkeys(_BRACES.findall(text)):
        if found in _filled(entry):
            continue
        message, hint = f"there is no placeholder `{found}`", HINT
        if found == NUMBER:
            message = f"`{found}` is not filled in `{name}` and would print as it stands"
            hint = "write it in a statement, a question or a heading of a section."
        elif isinstance(entry, Disclaimer):
            hint = did_you_mean(found, _IN_DISCLAIMER)
        elif isinstance(entry, FigureEntry):
            hint = did_you_mean(found, _filled(entry)) or "the words of a figure can hold its data."
        yield Problem("C042", message, entry.location, hint)


def _filled(entry: Entry) -> frozenset[str]:
    if isinstance(entry, Disclaimer):
        return _IN_DISCLAIMER
    if isinstance(entry, FigureEntry):
        return frozenset(f"{{{key}}}" for key in entry.data)
    return frozenset() if isinstance(entry, _NOT_FILLED) else frozenset((NUMBER,))
