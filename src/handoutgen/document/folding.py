"""White space between inline content, folded as HTML folds it."""

from collections.abc import Iterable

from handoutgen.document.inline import WORDED, Inline, Link, Mark, Small, Strong, Text


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
