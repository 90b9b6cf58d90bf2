"""What is told about a finished handout, for people and for programs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from handoutgen.build import Handout
    from handoutgen.cli.preview_files import PreviewFiles
    from handoutgen.reading import ReadingLevels
    from handoutgen.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished handout with all that was measured. Only PDF files have a `verdict`.

    `preview` is where its pictures are, if there are any.
    """

    path: str
    handout: "Handout"
    levels: "ReadingLevels"
    verdict: "Verdict | None"
    preview: "PreviewFiles | None" = None
    workspace: "Path | None" = None
    companions: tuple[str, ...] = ()

    def as_text(self) -> str:
        """An aligned list in plain ASCII, but for the path."""
        selection = self.handout.selection
        rows = [
            ("Pages", f"{self.verdict.pages}, {selection.request.sheet}" if self.verdict else ""),
            ("Sections", str(len(selection.sections))),
            ("Reading level", reading_line(self.levels)),
            ("Sources", str(len(selection.sources))),
            ("Accessibility", self._accessibility()),
            ("Edition", self.handout.edition),
            ("To print", ", ".join(self.companions)),
            *(self.preview.as_text() if self.preview else ()),
            ("Workspace", str(self.workspace or "")),
        ]
        lines = [f"  {name:<16}{value}" for name, value in rows if value]
        return "\n".join([self.path, *lines])

    def _accessibility(self) -> str:
        if self.verdict is None:
            return "the document's own rules passed; a validator reads only PDF"
        found = self.verdict
        return f"{' and '.join(found.profile)} passed ({found.rules} rules, {found.validator})"

    def as_json(self) -> dict[str, Any]:
        """The same, and the request, under stable keys."""
        selection, request = self.handout.selection, self.handout.selection.request
        found = self.verdict
        return {
            "path": self.path,
            "companions": list(self.companions),
            "format": self.handout.format,
            "bytes": len(self.handout.content),
            "comparison": request.comparison,
            "title": selection.title,
            "wording": request.wording,
            "paper": request.sheet,
            "layout": request.layout,
            "style": request.style,
            "template": request.arrangement,
            "locale": request.locale,
            "date": self.handout.document.date,
            "pages": found.pages if found else None,
            "section": [section.id for section in selection.sections],
            "reading_level": reading_json(self.levels),
            "sources": [source.id for source in selection.sources],
            "accessibility": {
                "profile": list(found.profile),
                "passed": True,
                "rules": found.rules,
                "validator": found.validator,
            }
            if found
            else None,
            "edition": self.handout.edition,
            "preview": self.preview.as_json() if self.preview else None,
            "workspace": str(self.workspace) if self.workspace else None,
        }


def reading_line(levels: "ReadingLevels") -> str:
    """Grades in words. SMOG needs ten sentences to say anything."""
    raw, masked = levels.raw, levels.masked
    if not raw.words:
        return "no sentences"
    smog = f", SMOG {raw.smog:.1f}" if raw.smog is not None else ""
    grade, without = _tenths(raw.flesch_kincaid), _tenths(masked.flesch_kincaid)
    return f"grade {grade} (Flesch-Kincaid; {without} with defined terms left out){smog}"


def reading_json(levels: "ReadingLevels") -> dict[str, Any]:
    """Grades and counts; `masked` is without the terms that the handout defines."""
    return {
        name: {
            "flesch_kincaid": _tenths(level.flesch_kincaid),
            "smog": None if level.smog is None else _tenths(level.smog),
            "fog": _tenths(level.fog),
            "dale_chall": None if level.dale_chall is None else _tenths(level.dale_chall),
            "words": level.words,
            "sentences": level.sentences,
            "longest_sentence": level.longest_sentence,
        }
        for name, level in (("raw", levels.raw), ("masked", levels.masked))
    }


def _tenths(grade: float) -> float:
    return round(grade, 1) + 0.0  # never "-0.0"
