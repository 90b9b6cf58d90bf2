"""Whether translated words fit the place that they are for."""

from collections.abc import Iterable, Iterator, Mapping

from handoutgen.errors import Problem
from handoutgen.translation.catalogue import Catalogue, Key
from handoutgen.translation.messages import Message

MOST_DEFINITION = 9
"""Words of a definition in brackets: two more than in English, which has fewer small words."""


def too_long(messages: Mapping[str, Iterable[Message]], catalogue: Catalogue) -> Iterator[Problem]:
    """A warning L012 for each text that is longer than its place: `Message.most` characters."""
    for message in (m for texts in messages.values() for m in texts):
        found = catalogue.entries.get(Key(message.context, message.text))
        if found is None:
            continue
        if message.most and len(found.text) > message.most:
            what = f"`{message.context}` has {len(found.text)} characters; there is room for"
            hint = "say it shorter, or look at the printed page."
            yield Problem("L012", f"{what} {message.most}", found.location, hint, "warning")
        words = len(found.text.split())
        if message.context.endswith(".plain") and message.definition and words > MOST_DEFINITION:
            what = f"the definition `{message.context}` has {words} words; {MOST_DEFINITION} fit"
            yield Problem("L012", what, found.location, "say it shorter.", "warning")
