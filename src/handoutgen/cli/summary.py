"""What is told about a finished handout, for people and for programs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from handoutgen.build import Handout
    from handoutgen.cli.preview_files import PreviewFiles
    from handoutgen.reading import ReadingLevels
    from handoutgen.reading_score import Score
    from handoutgen.translation.words import Words
    from handoutgen.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished handout with all that was measured. Only PDF files have a `verdict`.

    `levels` are of an English text; `score` is in the handout's language whichever it is.
    `preview` is where its pictures are, if there are any.
    """

    path: str
    handout: "Handout"
    levels: "ReadingLevels | None"
    score: "Score"
    verdict: "Verdict | None"
    preview: "PreviewFiles | None" = None
    workspace: "Path | None" = None
    companions: tuple[str, ...] = ()

    def as_text(self, words: "Words") -> str:
        """An aligned list; in English plain ASCII, but for the path."""
        selection = self.handout.selection
        preview = self.preview.as_text(words) if self.preview else ()
        rows = [
            (
                words("Pages"),
                f"{self.verdict.pages}, {selection.request.sheet}" if self.verdict else "",
            ),
            (words("Sections"), str(len(selection.sections))),
            (words("Reading level"), self._reading(words)),
            (words("Sources"), str(len(selection.sources))),
            (words("Accessibility"), self._accessibility(words)),
            (words("Edition"), self.handout.edition),
            (words("To print"), ", ".join(self.companions)),
            *preview,
            (words("Workspace"), str(self.workspace or "")),
        ]
        width = max([16, *(len(name) + 2 for name, value in rows if value)])
        lines = [f"  {name:<{width}}{value}" for name, value in rows if value]
        return "\n".join([self.path, *lines])

    def _reading(self, words: "Words") -> str:
        if self.levels is not None:
            return reading_line(self.levels, words)
        return score_line(self.score, words)

    def _accessibility(self, words: "Words") -> str:
        if self.verdict is None:
            return words("the document's own rules passed; a validator reads only PDF")
        found = self.verdict
        both = words("and")
        profile = f" {both} ".join(found.profile)
        return words(
            "{profile} passed ({count} rules, {validator})",
            profile=profile,
            count=found.rules,
            validator=found.validator,
        )

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
            "language": list(request.language) or ["en"],
            "reading_level": reading_json(self.levels) if self.levels else None,
            "score": score_json(self.score),
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


def reading_line(levels: "ReadingLevels", words: "Words") -> str:
    """Grades in words. SMOG needs ten sentences to say anything."""
    raw, masked = levels.raw, levels.masked
    if not raw.words:
        return words("no sentences")
    smog = f", SMOG {raw.smog:.1f}" if raw.smog is not None else ""
    grade, without = _tenths(raw.flesch_kincaid), _tenths(masked.flesch_kincaid)
    line = words(
        "grade {grade} (Flesch-Kincaid; {masked} with defined terms left out)",
        grade=grade,
        masked=without,
    )
    return f"{line}{smog}"


def score_line(score: "Score", words: "Words") -> str:
    """The measure of another language in words."""
    if score.value is None or score.masked is None:
        return words("no sentences") if score.scale else words("not measured in this language")
    return words(
        "{scale} {value}, {masked} with defined terms left out",
        scale=score.scale,
        value=score.value,
        masked=score.masked,
    )


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


def score_json(score: "Score") -> dict[str, Any]:
    """The number that sections are compared by, whatever their language."""
    return {
        "scale": score.scale,
        "value": score.value,
        "masked": score.masked,
        "words": score.words,
    }


def _tenths(grade: float) -> float:
    return round(grade, 1) + 0.0  # never "-0.0"
