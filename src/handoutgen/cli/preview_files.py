"""The pictures that `build --preview` writes beside a PDF."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from handoutgen.cli.destination import is_special

if TYPE_CHECKING:
    from handoutgen.assets import Assets
    from handoutgen.build import Format, Handout
    from handoutgen.preview import Preview
    from handoutgen.translation.words import Words


def check_preview(form: "Format", output: str | None) -> None:
    """Refuse what cannot have a preview; raises HandoutError U010, or U011 without the extra."""
    from importlib.util import find_spec

    from handoutgen.errors import HandoutError, Problem
    from handoutgen.said import said

    if form != "pdf":
        message = said("`--preview` draws the pages of a PDF, and {format} has none", format=form)
        hint = said("build a PDF, or leave it away.")
        raise HandoutError([Problem("U010", message, hint=hint)])
    if output is not None and (output == "-" or is_special(Path(output))):
        hint = said("name a file with -o, or leave --preview away.")
        message = said(
            "`--preview` writes pictures beside the file, and {place} is no file",
            place=said("standard output") if output == "-" else output,
        )
        raise HandoutError([Problem("U010", message, hint=hint)])
    if find_spec("pypdfium2") is None:
        message = said("`--preview` needs the package {package}", package="pypdfium2")
        raise HandoutError([Problem("U011", message, hint="pip install 'handoutgen[preview]'")])


def draw_preview(handout: "Handout", assets: "Assets") -> "Preview":
    """The pictures of a handout's pages; its own type numbers them."""
    from handoutgen.preview import preview
    from handoutgen.render.style import FONTS, load_style

    request = handout.selection.request
    face = load_style(assets, request.style, request.layout).font.regular
    font = assets.get(f"{FONTS}/{face}")
    assert font is not None  # noqa: S101
    return preview(handout.content, font.read())


@dataclass(frozen=True, slots=True)
class PreviewFiles:
    """Where the pictures of one PDF go."""

    contact_sheet: Path
    pages: tuple[Path, ...] = ()

    @classmethod
    def beside(cls, pdf: Path, pages: int = 0) -> "PreviewFiles":
        """Named after the PDF: NAME-contact-sheet.png, NAME-page-1.png and so on."""
        name = pdf.stem if pdf.suffix.lower() == ".pdf" else pdf.name
        numbered = (pdf.with_name(f"{name}-page-{number}.png") for number in range(1, pages + 1))
        return cls(pdf.with_name(f"{name}-contact-sheet.png"), tuple(numbered))

    def check(self) -> None:
        """Find out early what would stop them; raises HandoutError W001 to W005."""
        from handoutgen.output import check_target

        for path in (self.contact_sheet, *self.pages):
            check_target(path)

    def write(self, preview: "Preview") -> None:
        """Write every picture; raises HandoutError W001 to W005.

        Pictures of pages that the PDF used to have, and no longer has, go away.
        """
        from handoutgen.errors import HandoutError
        from handoutgen.output import write_atomically, write_problem

        for path, content in zip(self.pages, preview.pages, strict=True):
            write_atomically(path, content)
        write_atomically(self.contact_sheet, preview.contact_sheet)
        for path in self._left_over():
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise HandoutError([write_problem(error, str(path))]) from None

    def _left_over(self) -> Iterator[Path]:
        stem = self.contact_sheet.name.removesuffix("contact-sheet.png")
        for number in count(len(self.pages) + 1):
            path = self.contact_sheet.with_name(f"{stem}page-{number}.png")
            if not path.is_file():
                return
            yield path

    def as_json(self) -> Mapping[str, object]:
        """The names under stable keys."""
        return {
            "contact_sheet": str(self.contact_sheet),
            "pages": [str(path) for path in self.pages],
        }

    def as_text(self, words: "Words") -> Iterator[tuple[str, str]]:
        """The names as rows of a summary."""
        first, *rest = map(str, self.pages)
        several = words("{first} to {last}", first=first, last=rest[-1]) if rest else first
        yield words("Page images"), several
        yield words("Contact sheet"), str(self.contact_sheet)
