"""What the API answers, as its OpenAPI description has it."""

from pydantic import BaseModel


class SectionSummary(BaseModel):
    """A section in the list."""

    id: str
    heading: str
    kind: str
    audience: str
    sensitive: bool
    usual: bool
    words: int
    grade: float | None
    scale: str
    score: float | None


class ComparisonSummary(BaseModel):
    """A comparison in the list."""

    id: str
    title: str
    conditions: list[str]
    language: str
    languages: list[str]
    sections: list[SectionSummary]


class SavedSummary(BaseModel):
    """A saved handout in the list."""

    name: str
    comparison: str
    description: str
    section: list[str]


class Listing(BaseModel):
    """All that there is to build from."""

    comparisons: list[ComparisonSummary]
    handouts: list[SavedSummary]
    layouts: list[str]
    styles: list[str]
    papers: list[str]
    locales: list[str]
    languages: list[str]


class SectionText(SectionSummary):
    """A section with its texts in reading order."""

    texts: list[str]


class Check(BaseModel):
    """What a handout would be: it was built and held against PDF/UA-1."""

    title: str
    edition: str
    pages: int
    section: list[str]
    language: str
    words: int
    grade: float | None
    grade_masked: float | None
    scale: str
    score: float | None
    score_masked: float | None
    minutes: int
    sources: list[str]
    review: str
    accessible: str


class ProblemPlace(BaseModel):
    """A place in a file."""

    file: str
    line: int
    column: int


class ProblemAnswer(BaseModel):
    """One problem with its permanent code."""

    code: str
    message: str
    hint: str
    location: ProblemPlace | None


class Problems(BaseModel):
    """Why there is no other answer."""

    problems: list[ProblemAnswer]
