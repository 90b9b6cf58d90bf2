"""The words of inline elements, and white space between them folded as HTML folds it."""

from collections.abc import Iterable

from handoutgen.document.markup import Element
from handoutgen.document.nodes import WORDED, Inline, Link, Mark, Small, Strong, Text


def words_of(element: Element) -> str | Element:
    """The words of an inline element, or what may not stand in it.

    Content's strong words may come where a template prints strong or small ones already.
    """
    texts: list[str] = []
    for content in element.contents:
        if isinstance(content, str):
            texts.append(content)
        elif content.name == "strong" and element.name in ("strong", "small"):
            inner = words_of(content)
            if isinstance(inner, Element):
                return inner
            texts.append(inner)
        else:
            return content
    return "".join(texts)


def folded(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Without space at the start, at the end, or twice in a row; neighbouring texts joined.

    A mark has no width in the text, so a space before and after it would show twice.
    """
    result: list[Inline] = []
    after_space = True
    for inline in inlines:
        if not isinstance(inline, WORDED):
            result.append(inline)
            after_space = after_space and isinstance(inline, Mark)
            continue
        text = inline.text.lstrip(" ") if after_space else inline.text
        if not text and not isinstance(inline, Link):  # a link without words is a problem, D009
            continue
        after_space = text.endswith(" ") if text else after_space
        last = result[-1] if result else None
        if isinstance(inline, Text) and isinstance(last, Text):
            result[-1] = Text(last.text + text)
        else:
            result.append(inline if text == inline.text else _with_text(inline, text))
    while result and isinstance(last := result[-1], WORDED):
        text = last.text.rstrip(" ")
        if text == last.text:
            break
        result.pop()
        if text or isinstance(last, Link):
            result.append(_with_text(last, text))
            break
    return tuple(result)


def _with_text(inline: Text | Strong | Small | Link, text: str) -> Inline:
    return Link(text, inline.url) if isinstance(inline, Link) else type(inline)(text)
