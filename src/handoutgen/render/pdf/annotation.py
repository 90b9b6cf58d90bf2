"""Links on a page (ISO 32000-1, 12.5.6.5), with the description that PDF/UA-1, 7.18.5 asks for."""

from collections.abc import Mapping
from functools import lru_cache

from reportlab.pdfbase import pdfdoc

from handoutgen.content.page_words import PageWords
from handoutgen.render.pdf.fragment import Fragment, Target
from handoutgen.render.pdf.structure import ReadyObject, StructureElement, text_string
from handoutgen.said import filled

_TOUCHING = 0.1
"""Points between two words that are one thing to click on."""

ShownFragment = tuple[Fragment, float, float]
"""A fragment and the point where its baseline starts."""


class Annotation(ReadyObject):
    """A link annotation; `places` has the page and the height of each source by its number."""

    def __init__(
        self, rectangle: str, target: Target, contents: str, places: dict[int, tuple[int, float]]
    ) -> None:
        super().__init__()
        self.rectangle = rectangle
        self.target = target
        self.contents = contents
        self.places = places
        self.key = 0

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The annotation; written last, when every source has its place."""
        if self.target.source is not None:
            page, top = self.places[self.target.source]
            number = document.idToObjectNumberAndVersion[f"Page{page + 1}"][0]
            action = f"/Dest [{number} 0 R /XYZ 0 {top:.2f} 0]"
        else:
            action = f"/A << /S /URI /URI {text_string(self.target.url or '')} >>"
        return (
            f"<< /Type /Annot /Subtype /Link /Rect [{self.rectangle}] /Border [0 0 0] /F 4 "
            f"/Contents {self.contents} /StructParent {self.key} {action} >>"
        ).encode("latin-1")


class Links:
    """The links of a file: whose each annotation is, and where citations lead to."""

    def __init__(self, words: PageWords, elsewhere: Mapping[str, PageWords]) -> None:
        """`elsewhere` has the words for elements in other languages, by language."""
        self.words = words
        self.elsewhere = elsewhere
        self.owners: list[StructureElement] = []
        self.places: dict[int, tuple[int, float]] = {}
        self._annotations: list[Annotation] = []
        self._elements: dict[tuple[Target, StructureElement], StructureElement] = {}

    def element(self, parent: StructureElement, target: Target) -> StructureElement:
        """The Link element of a target inside another element."""
        # A link that goes on after a page break is still one link. Lines are kept between
        # builds and shared by equal texts, so the element belongs to the link's identity too.
        link = self._elements.get((target, parent))
        if link is None:
            link = self._elements[target, parent] = parent.child("Link")
        return link

    def annotation(
        self, link: StructureElement, parent: StructureElement, target: Target, rectangle: str
    ) -> Annotation:
        """A rectangle to click on that belongs to a Link element."""
        words = self.elsewhere.get(parent.spoken, self.words) if self.elsewhere else self.words
        made = Annotation(rectangle, target, _contents(words, target), self.places)
        self._annotations.append(made)
        self.owners.append(link)
        return made

    def number(self, first: int) -> None:
        """Give the annotations their keys in the parent tree, which follow those of the pages."""
        for key, annotation in enumerate(self._annotations, first):
            annotation.key = key


@lru_cache(maxsize=1024)
def _contents(words: PageWords, target: Target) -> str:
    """What an annotation says of where it leads, as a text string."""
    if target.source is not None:
        return text_string(filled(words.source, number=target.source))
    return text_string(filled(words.open, url=target.url or ""))


def rectangle_of(fragment: Fragment, x: float, y: float) -> str:
    """What there is to click on."""
    size = fragment.look.size
    return f"{x:.2f} {y - size * 0.25:.2f} {x + fragment.width:.2f} {y + size * 0.85:.2f}"


def joined(run: list[ShownFragment]) -> list[ShownFragment]:
    """The words of a shaped link that touch each other on a line as one."""
    if run[0][0].word is None:
        return run
    found: list[ShownFragment] = []
    for fragment, x, y in sorted(run, key=lambda item: (-item[2], item[1])):
        last = found[-1] if found else None
        if last and last[2] == y and abs(last[1] + last[0].width - x) < _TOUCHING:
            whole = last[0]._replace(width=x + fragment.width - last[1])
            found[-1] = (whole, last[1], y)
        else:
            found.append((fragment, x, y))
    return found
