"""The program's own words, on the page and in a terminal, in the language of whoever uses it.

A text that is not translated stays English: for an interface that is fine, for a handout it is not.
"""

import gettext
from dataclasses import dataclass, field
from io import BytesIO

from handoutgen.assets import Assets
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.language_tag import tag_of
from handoutgen.said import Said, filled

DOMAIN = CONTEXT = "interface"
"""The PO file of these words, and the context of each."""
_HANDOUTS = "handouts"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language. `language` is the name of its folder: es, pt_BR."""

    language: str = SOURCE_LANGUAGE
    _found: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, repr=False)

    @property
    def tag(self) -> str:
        """The language as BCP 47 writes it, for `lang` attributes."""
        return tag_of(self.language)

    def __call__(self, text: str, **values: object) -> str:
        """A text in this language, with the words in its braces filled."""
        return filled(self._found.pgettext(CONTEXT, text), **values)

    def many(self, one: str, several: str, n: int, **values: object) -> str:
        """One of two texts, or of as many as the language has, by the number `{n}`."""
        return filled(self.form(one, several, n), n=n, **values)

    def text(self, text: str) -> str:
        """A text as it is translated, braces and all."""
        return self._found.pgettext(CONTEXT, text)

    def form(self, one: str, several: str, n: int) -> str:
        """The text for a number as it is translated, braces and all."""
        return self._found.npgettext(CONTEXT, one, several, n)

    def said(self, text: str) -> str:
        """A text that remembers its template as it is in this language; any other as it is."""
        if not isinstance(text, Said):
            return text
        template = (
            self.form(text.template, text.plural, text.n)
            if text.plural
            else self.text(text.template)
        )
        return filled(template, **{name: self.said(value) for name, value in text.values})

    def of_handout(self, name: str, key: str, text: str) -> str:
        """The title or description of a saved handout."""
        return self._found.pgettext(f"{name}.{key}", text)


ENGLISH = Words()


def word_languages(assets: Assets) -> tuple[str, ...]:
    """The languages that the program itself can speak, English first."""
    from handoutgen.translation.catalogue import languages

    there = (a for a in languages(assets) if assets.get(_file(a, DOMAIN)) is not None)
    return (SOURCE_LANGUAGE, *(language for language in there if language != SOURCE_LANGUAGE))


def load_words(assets: Assets, language: str) -> Words:
    """The words in a language; English for every entry that is not there, fuzzy, or wrong.

    What is wrong in a file is told by `handoutgen translate check`, and stops nobody here.
    """
    if language == SOURCE_LANGUAGE:
        return ENGLISH
    from babel.messages.mofile import write_mo

    from handoutgen.translation.catalogue import sound_entries

    found = gettext.NullTranslations()
    for name in (_HANDOUTS, DOMAIN):
        for asset in assets.layers(_file(language, name)):
            catalog = sound_entries(asset, language)
            if catalog is None:
                continue
            compiled = BytesIO()
            write_mo(compiled, catalog)
            compiled.seek(0)
            layer = gettext.GNUTranslations(compiled)
            layer.add_fallback(found)
            found = layer
    return Words(language, found)


def _file(language: str, domain: str) -> str:
    return f"data/locale/{language}/LC_MESSAGES/{domain}.po"
