"""Rules across files: every broken reference, each at the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pytest

from content.library_on_disk import (
    BASICS,
    COMPARISON,
    DISCLAIMER,
    FIGURES,
    FLU,
    GLOSSARY,
    HELP,
    LOCALES,
    OUTLOOK,
    SOURCES,
    LibraryOnDisk,
    on_disk,
)


@dataclass(frozen=True)
class Breach:
    """An edit that breaks a rule, and the one problem that it should give."""

    code: str
    file: str
    old: str
    new: str
    at: str
    """The text at whose start the problem is placed, after the edit."""
    message: str
    hint: str = ""


CELLS = "each condition of the comparison has its own cell, and no other."
UNIQUE = "ids are unique: rename one."
DAYS = "        - {id: cold-days, plain: About a week., sources: [cold-facts]}\n"
OTHER = DAYS.replace("cold-days", "clod-days")
START = "          cold: {id: cold-start, plain: Slowly., sources: [cold-facts]}\n"

BREACHES = [
    Breach("C010", HELP, "id: rest,", "id: both-spread,", "{id: both-spread",
           f"the id `both-spread` is used twice; first at {BASICS}:12:9", UNIQUE),
    Breach("C010", OUTLOOK, "id: cold-days", "id: alert-breath", "{id: alert-breath",
           f"first at {COMPARISON}:15:3", UNIQUE),
    Breach("C010", COMPARISON, "[basics, outlook]", "[basics, outlook, basics]", "basics]",
           "the section `basics` is listed twice", "list it once."),
    Breach("C010", HELP, "id: ask-work", "id: rest", "{id: rest, plain: When", "used twice"),
    Breach("C010", COMPARISON, "conditions: [cold, flu]", "conditions: [cold, flu, cold]",
           "cold]\n", "listed twice"),
    Breach("C010", COMPARISON, "further: [help]", "further: [help, basics]", "basics]",
           "the section `basics` is listed twice", "list it once."),
    Breach("C011", COMPARISON, "further: [help]", "further:\n  - help\n  - help-lines",
           "help-lines", "there is no section `help-lines`", "did you mean help?"),
    Breach("C011", COMPARISON, "[basics, outlook]", "[basics, outlook, outlok]", "outlok",
           "there is no section `outlok`", "did you mean outlook?"),
    Breach("C011", BASICS, "replaced_by: [both-viruses]", "replaced_by: [both-virus]",
           "id: cold-from-weather", "there is no statement `both-virus`",
           "did you mean both-viruses"),
    Breach("C011", BASICS, "figure: bed", "figure: bad", "block: figure",
           "there is no figure `bad`", "did you mean bed?"),
    Breach("C011", BASICS, "{source: both-facts, locator", "{source: both-fact, locator",
           "{source: both-fact,", "there is no source `both-fact`", "did you mean both-facts"),
    Breach("C011", HELP, "[rest-trial]", "[cold-facts, xyz]", "xyz", "there is no source `xyz`"),
    Breach("C011", FLU, "[flu-facts]", "[flu-fact]", "flu-fact]", "there is no source `flu-fact`",
           "did you mean flu-facts"),
    Breach("C011", HELP, "block: contacts",
           "block: contacts\n    contacts: [{name: A, offers: B, url: https://a.b, sources: [c]}]",
           "c]}", "there is no source `c`"),
    Breach("C011", FIGURES, "[drawing-notes]", "[drawings]", "drawings]",
           "there is no source `drawings`", "did you mean drawing-notes"),
    Breach("C011", FIGURES, "bed.svg", "bad.svg", "id: bed",
           "there is no drawing in data/figures `bad.svg`", "did you mean bed.svg?"),
    Breach("C011", BASICS, "about: [cold, flu]", "about: [cold, flue]", "id: both-viruses",
           "there is no condition `flue`", "did you mean flu?"),
    Breach("C011", HELP, "{id: ask-work", "{id: ask-work, about: [clod]", "{id: ask-work",
           "there is no condition `clod`", "did you mean cold?"),
    Breach("C012", HELP, ", sources: [rest-trial]", "", "{id: rest",
           "the statement `rest` has no source", "add an id from data/sources.yaml."),
    Breach("C012", BASICS, "plain: often high, sources: [flu-facts]", "sources: []",
           "{id: flu-fever", "the statement `flu-fever` has no source",
           "add an id from data/sources.yaml."),
    Breach("C013", GLOSSARY, "a very small germ", "smaller than a virus", "{id: virus",
           "definitions lead in a circle: virus → virus",
           "define one of them with everyday words only."),
    Breach("C014", BASICS, "What are they?", '"What\\u202e are they?"', "id: basics",
           "`heading` contains a control that prints text in another order than it is read, U+202E",
           "delete it; an isolate (U+2066 to U+2068) has to be closed with U+2069."),
    Breach("C014", BASICS, "What are they?", '"What\\u2067 are they?"', "id: basics",
           "`heading` contains a control that prints text in another order than it is read, U+2067",
           "delete it; an isolate (U+2066 to U+2068) has to be closed with U+2069."),
    Breach("C014", HELP, "Rest helps.", '"Rest\\u0007 helps."', "{id: rest",
           "`plain` contains a control character, U+0007"),
    Breach("C014", SOURCES, "title: Rest", 'title: "Rest\ue000"', "{id: rest-trial",
           "`title` contains a private-use character, U+E000"),
    Breach("C014", GLOSSARY, "[viruses]", '["viruses\u200b"]', "{id: virus",
           "`forms` contains an invisible formatting character, U+200B"),
    Breach("C014", DISCLAIMER, "Please note", '"Please\u200bnote"', "heading: \"P", "U+200B"),
    Breach("C014", LOCALES, '"999"', '"9\u202e99"', "{id: en-GB", "U+202E"),
    Breach("C016", OUTLOOK, f"      cold:\n{DAYS}", "      cold: []\n", "block: columns",
           "nothing is said about `cold` here", CELLS),
    Breach("C016", OUTLOOK, f"      cold:\n{DAYS}", "", "block: columns",
           "nothing is said about `cold` here", CELLS),
    Breach("C016", BASICS, START, "", "label: How it starts",
           "nothing is said about `cold` here", CELLS),
    Breach("C011", OUTLOOK, "      flu:\n", f"      clod:\n{OTHER}      flu:\n",
           "block: columns", "there is no condition in this comparison `clod`",
           "did you mean cold?"),
    Breach("C017", COMPARISON, "further: [help]\n", "", "", "does not list the section `help`",
           "add it to `section` or `further` in data/comparisons/cold-or-flu/comparison.yaml."),
    Breach("C018", BASICS, "id: cold-start,", "id: cold-start, status: retired, reason: Wrong.,",
           "{id: cold-start", "the cell `cold-start` is retired, which leaves it empty",
           "write what replaces it, and move this statement to the section's `retired`."),
]  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES, ids=lambda b: f"{b.code}-{b.new[:24]!r}")
def test_one_breach_is_one_problem_at_its_place(breach: Breach, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(breach.file, breach.old, breach.new)
    (problem,) = library.problems()
    assert problem.code == breach.code
    if breach.code == "C017":
        assert str(problem.location) == f"{HELP}:1:1"
    else:
        assert problem.location == library.place(breach.file, breach.at)
    assert breach.message in problem.message
    assert breach.hint in problem.hint


def test_c011_an_unknown_condition_is_told_wherever_it_matters(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COMPARISON, "conditions: [cold, flu]", "conditions: [cold, flux]")
    problems = library.problems()
    assert problems[0].location == library.place(COMPARISON, "flux]")
    assert problems[0].message == "there is no condition `flux`"
    assert problems[0].hint == "did you mean flu?"
    assert {p.code for p in problems} == {"C011", "C016"}


@pytest.mark.parametrize(
    "text", ["☐ ✓ → ≥", "naïve Straße Ελλάδα", "👩\u200d⚕️ 🇬🇧", "co\u00adoperate"]
)
def test_letters_signs_and_emoji_may_be_printed(text: str, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(HELP, "Rest helps.", text)
    assert library.problems() == ()


# --- circles of definitions ---


def terms(library: LibraryOnDisk, definitions: dict[str, str]) -> None:
    rows = (f"  - {{id: {t}, term: {t}, plain: {text}}}\n" for t, text in definitions.items())
    library.write(GLOSSARY, "terms:\n" + "".join(rows))


def test_c013_a_long_circle_is_told_once_where_it_starts(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    terms(library, {"aa": "a bb", "bb": "one Cc", "cc": "an aa", "dd": "aa", "ee": "nothing"})
    (problem,) = library.problems()
    assert (problem.code, str(problem.location)) == ("C013", f"{GLOSSARY}:2:5")
    assert problem.message == "definitions lead in a circle: aa → bb → cc → aa"


def test_c013_two_circles(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    terms(library, {"aa": "bb", "bb": "aa", "cc": "dd bb", "dd": "cc"})
    assert [
        p.message.removeprefix("definitions lead in a circle: ") for p in library.problems()
    ] == [
        "aa → bb → aa",
        "cc → dd → cc",
    ]


def test_c013_two_circles_through_one_term(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    terms(library, {"aa": "bb or cc", "bb": "aa", "cc": "aa"})
    assert len(library.problems()) == 2


def test_definitions_may_use_other_terms(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    terms(library, {"aa": "bb and cc", "bb": "cc", "cc": "dd", "dd": "plain words"})
    assert library.problems() == ()


def test_a_glossary_that_builds_on_itself_is_checked_in_no_time(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    words = [f"word{chr(97 + n)}" for n in range(21)]
    terms(library, {w: " ".join(words[n + 1 :]) or "end" for n, w in enumerate(words)})
    start = process_time()
    assert library.problems() == ()
    assert process_time() - start < 0.25


# --- texts that the document cannot print as they are ---


def test_a_misspelled_placeholder_is_a_problem(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COMPARISON, "{emergency}", "{emergncy}")
    assert [p.location for p in library.problems()] == [library.place(COMPARISON, "id: alert")]


@pytest.mark.parametrize("text", ["{ emergency }", "{EMERGENCY}", "{a}", "{our phone}"])
def test_the_only_placeholder_is_the_emergency_number(text: str, tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COMPARISON, "{emergency}", text)
    (problem,) = library.problems()
    assert problem.code == "C042"
    assert problem.message == f"there is no placeholder `{text}`"
    assert problem.hint == "the only placeholder is {emergency}."


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (COMPARISON, "title: ", "title: Call {emergency} "),
        (FIGURES, "caption: ", "caption: Call {emergency} "),
        (FLU, "offers: ", "offers: Call {emergency} "),
    ],
)
def test_the_number_is_refused_where_nobody_fills_it_in(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    library = on_disk(tmp_path)
    library.edit(file, old, new)
    (problem,) = library.problems()
    assert (problem.code, problem.location and problem.location.file) == ("C042", file)
    assert f"not filled in `{old.removesuffix(': ')}`" in problem.message


def test_other_braces_print_as_they_stand(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(BASICS, "A virus causes each one.", "'A {{virus}} {: causes { each } one {}.'")
    library.edit(SOURCES, "title: Rest}", "title: 'The {REST} trial'}")
    assert [p.message for p in library.problems()] == ["there is no placeholder `{ each }`"]


def test_the_disclaimer_has_placeholders_of_its_own(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(DISCLAIMER, "{author}", "{autor}")
    (problem,) = library.problems()
    assert (problem.code, problem.hint) == ("C042", "did you mean {author} or {date}?")


def test_the_next_review_comes_after_the_text(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(COMPARISON, "next_review: 2027", "next_review: 2025")
    assert len(library.problems()) == 1
