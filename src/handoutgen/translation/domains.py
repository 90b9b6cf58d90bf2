"""What there is to translate, by PO file: one for each comparison, the rest by its kind."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO

from jinja2.ext import babel_extract

from handoutgen.assets import Assets
from handoutgen.content.entry import Entry
from handoutgen.content.figure import FigureEntry
from handoutgen.content.glossary import TermFinder
from handoutgen.content.library import Library, load_handouts
from handoutgen.content.models import Comparison
from handoutgen.content.prose import section_texts
from handoutgen.content.section import ContactsBlock, Section
from handoutgen.document.drawing import Drawing
from handoutgen.document.figures import ReadDrawing, figure_drawings
from handoutgen.errors import HandoutError
from handoutgen.translation.messages import Message, messages_of

DISCLAIMER, WORDS = "disclaimer", "words"
"""The owners of words that belong to no id."""

TEMPLATES = "templates"
_MARKUP = ".html.j2"


def domains(
    library: Library, assets: Assets, read_drawing: ReadDrawing
) -> Mapping[str, tuple[Message, ...]]:
    """Every message by the name of the PO file that it belongs into."""
    found = {
        name: (*messages_of(comparison), *_of_sections(library, comparison))
        for name, comparison in library.comparisons.items()
    }
    return {
        **found,
        "conditions": _of_all(library.conditions.values()),
        "glossary": _of_all(library.glossary.values()),
        "figures": tuple(
            message
            for figure in library.figures.values()
            for message in figure_messages(figure, library, read_drawing)
        ),
        "handouts": tuple(
            message
            for name, saved in load_handouts(assets).items()
            for message in messages_of(saved, name)
        ),
        "page": page_messages(library, assets),
    }


def page_messages(library: Library, assets: Assets) -> tuple[Message, ...]:
    """What every handout prints whatever was picked: its disclaimer, heads, feet, templates."""
    return (
        *messages_of(library.disclaimer, DISCLAIMER),
        *messages_of(library.words, WORDS),
        *template_messages(assets),
    )


def template_messages(assets: Assets) -> tuple[Message, ...]:
    """The words in templates, each written as `_("...")`."""
    found: list[Message] = []
    for asset in assets.files("templates", _MARKUP):
        source = BytesIO(asset.read())
        for _, _, text, comments in babel_extract(source, ("_",), ("for translators:",), {}):
            text = text if isinstance(text, str) else (text or ("",))[0]
            if text:
                said = tuple(c.removeprefix("for translators:").strip() for c in comments)
                found.append(Message(TEMPLATES, text, asset.name, said))
    return tuple({(m.context, m.text): m for m in reversed(found)}.values())[::-1]


def comparison_messages(comparison: Comparison, library: Library) -> Iterator[Message]:
    """What a comparison prints whichever sections are picked."""
    yield from messages_of(comparison)
    for name in comparison.conditions:
        for message in messages_of(library.conditions[name]):
            if not message.context.endswith(".offers"):
                yield message


def section_messages(
    section: Section,
    comparison: Comparison,
    library: Library,
    finder: TermFinder,
    read_drawing: ReadDrawing,
) -> Iterator[Message]:
    """All that a section prints: its words, figures, contacts, and the terms that it uses."""
    yield from messages_of(section)
    for figure in dict.fromkeys(section.figures()):
        yield from figure_messages(library.figures[figure], library, read_drawing)
    if any(isinstance(block, ContactsBlock) for block in section.blocks):
        for condition in comparison.conditions:
            yield from messages_of(library.conditions[condition])
    texts = (*section_texts(section, "plain"), *section_texts(section, "detailed"))
    for term in finder.used_in(" \n ".join(texts)):
        yield from messages_of(library.glossary[term.id])


def figure_messages(
    figure: FigureEntry, library: Library, read_drawing: ReadDrawing
) -> Iterator[Message]:
    """A figure's words, then the labels in its drawings."""
    yield from messages_of(figure)
    seen: set[str] = set()
    with suppress(HandoutError):  # what is wrong with a drawing is told by whatever prints it
        for drawing in figure_drawings(figure, library, read_drawing):
            for text in _labels(drawing):
                if text not in seen:
                    seen.add(text)
                    # A short word may get a longer one; a line that is long has no such room.
                    most = max(len(text) * 5 // 4 + 2, len(text) + 5)
                    room = f"a label in the drawing: at most {most} characters"
                    file = figure.location.file
                    yield Message(f"{figure.id}.label", text, file, (room,), most)


def _labels(drawing: Drawing) -> Iterator[str]:
    texts = (label.text for label in drawing.labels)
    yield from (text for text in texts if any(map(str.isalpha, text)))


def _of_sections(library: Library, comparison: Comparison) -> Iterator[Message]:
    sections = library.sections[comparison.id]
    for name in (*comparison.section, *comparison.further):
        yield from messages_of(sections[name])


def _of_all(entries: Iterable[Entry]) -> tuple[Message, ...]:
    return tuple(message for entry in entries for message in messages_of(entry))
