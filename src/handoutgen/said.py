"""English text that remembers how it was made, so that whoever reads it can have it translated.

A problem is made far below whoever knows the reader's language. Its text is English, and a program
reads it so; `translation/words.py` says it anew in another language from its template and values.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def filled(sentence: str, /, **values: object) -> str:
    """A sentence with its placeholders filled, once: a value is never read for more of them."""
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), sentence)


class Said(str):
    """A text in English, with its template and the values that fill it. It travels by pickle.

    `plural` is the template for several, where the text depends on the number `n`. Values are
    text; one that is itself a `Said` is translated with the whole.
    """

    __slots__ = ("n", "plural", "template", "values")

    template: str
    plural: str
    n: int
    values: tuple[tuple[str, str], ...]

    def __new__(
        cls, template: str, values: tuple[tuple[str, str], ...], plural: str = "", n: int = 1
    ) -> "Said":
        """English decides between one and several as gettext does without a catalogue."""
        made = super().__new__(
            cls, filled(plural if plural and n != 1 else template, **dict(values))
        )
        parts = {"template": template, "values": values, "plural": plural, "n": n}
        for name, value in parts.items():
            object.__setattr__(made, name, value)
        return made

    def having(self, **values: object) -> "Said":
        """The same text with other values in these of its braces; what it has not is left away."""
        now = dict(self.values)
        now.update((k, v) for k, v in _texts(values) if k in now)
        return Said(self.template, tuple(now.items()), self.plural, self.n)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """A text does not change."""
        raise AttributeError(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """What pickle and copy make it of."""
        return Said, (self.template, self.values, self.plural, self.n)


def said(template: str, /, **values: object) -> Said:
    """A text for people, with the words in its braces filled. Translators get the template."""
    return Said(template, _texts(values))


def marked(text: str) -> str:
    """The text itself, marked for translators: it is looked up where it is shown."""
    return text


def counted(one: str, several: str, n: int, /, **values: object) -> Said:
    """One of two texts by the number `{n}`; other languages choose among as many as they have."""
    return Said(one, _texts({"n": n, **values}), several, n)


def joined(texts: Iterable[str], between: str = " ") -> Said:
    """Several texts as one, each of which is translated by itself."""
    values = {f"text{place}": text for place, text in enumerate(texts)}
    return Said(between.join(f"{{{name}}}" for name in values), _texts(values))


def _texts(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((k, v if isinstance(v, str) else str(v)) for k, v in values.items())
