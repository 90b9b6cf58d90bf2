"""Content's words as inline markup: escaped, with strong words, citations and marks."""

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

_STRONG = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")


@lru_cache(maxsize=2048)
def prose(text: str) -> Markup:
    """Content text as inline markup: escaped, with ``**strong**`` words marked."""
    return Markup(_STRONG.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704


def plain_words(text: str) -> str:
    """The words of content text, as they print."""
    return _STRONG.sub(r"\1", text)


def citation(numbers: Iterable[int]) -> Markup:
    """A citation mark for these source numbers."""
    joined = " ".join(map(str, sorted(set(numbers))))
    return Markup(f'<cite numbers="{joined}"/>') if joined else Markup("")  # noqa: S704


def marked(title: str, names: Iterable[str]) -> Markup:
    """The title with each condition's mark before the first use of its name."""
    found: list[tuple[int, int]] = []
    for number, name in enumerate(names, 1):
        pattern = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
        if match := re.search(pattern, title, re.IGNORECASE):
            found.append((match.start(), number))
    pieces: list[Markup] = []
    done = 0
    for start, number in sorted(found):
        pieces += [escape(title[done:start]), Markup('<mark condition="{}"/> ').format(number)]
        done = start
    return Markup("").join([*pieces, escape(title[done:])])
