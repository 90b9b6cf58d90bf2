"""Text of a document as markup: words, links, citations, and the marks of conditions."""

from collections.abc import Callable
from html import escape
from typing import assert_never

from handoutgen.content.page_words import PageWords
from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
from handoutgen.render.html_marks import mark_svg
from handoutgen.render.style import Style
from handoutgen.said import filled

_ADDRESSES = ("https://", "http://", "mailto:", "tel:")


def inlines_html(
    inlines: tuple[Inline, ...], style: Style, words: PageWords, mark_size: int
) -> str:
    """Text with its marks, each on one line with the name behind it; `mark_size` is in points."""
    written: list[str] = []
    mark = ""
    for inline in inlines:
        if isinstance(inline, Mark):
            mark += mark_svg(style, inline, mark_size)
            continue
        # A mark and its name stay on one line.
        written.append(_named(mark, inline, words) if mark else _inline(inline, words))
        mark = ""
    return "".join(written) + mark


def lang_attribute(language: str | None) -> str:
    """The attribute that says in which language an element is, or nothing."""
    return f' lang="{escape(language)}"' if language else ""


def _inline(inline: Inline, words: PageWords) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Small(text):
            return f"<small>{escape(text)}</small>"
        case Link(text, url):
            if not url.startswith(_ADDRESSES):
                return escape(text)
            return f'<a href="{escape(url)}">{escape(text)}</a>'
        case CitationMark(numbers):
            said = ((n, escape(filled(words.source, number=n))) for n in numbers)
            links = ", ".join(
                f'<a href="#source-{n}" aria-label="{label}">{n}</a>' for n, label in said
            )
            return f'<span class="cite">[{links}]</span>'
        case Mark():
            return ""
        case _:
            assert_never(inline)


def _named(mark: str, inline: Inline, words: PageWords) -> str:
    wrap: Callable[[str], str] = '<span class="named">{}</span>'.format
    if not isinstance(inline, Text):
        return wrap(mark + _inline(inline, words))
    word, space, rest = inline.text.partition(" ")
    return wrap(mark + escape(word)) + escape(space + rest)
