"""The words that templates have themselves, in the language of the handout."""

from collections.abc import Callable

from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.errors import HandoutError, Problem
from handoutgen.said import filled

Phrases = Callable[..., str]


def phrasebook(library: Library) -> Phrases:
    """What templates call `_`: a text in, the same in the library's language out.

    Named values fill the words in braces: `_("For {name}", name=condition.name)`. Raises
    HandoutError L011 for a text that is not translated, unless the handout is a draft.
    """

    def phrase(text: str, **values: object) -> str:
        if library.language == SOURCE_LANGUAGE:
            return filled(text, **values)
        found = library.phrases.get(text)
        if found is None and not library.draft:
            message = (
                f"the template's \u201c{text}\u201d is not translated into `{library.language}`"
            )
            hint = "`handoutgen translate update` puts it into page.po."
            raise HandoutError([Problem("L011", message, hint=hint)])
        return filled(found or text, **values)

    return phrase
