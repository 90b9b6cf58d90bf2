"""The sentences of a section: all that is read, in its order, and nothing that never prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.library_on_disk import BASICS, HELP, OUTLOOK, on_disk
from handoutgen.assets import Assets
from handoutgen.content.entry import Wording
from handoutgen.content.library import load_library
from handoutgen.content.prose import section_texts
from handoutgen.content.section import Section


def tiny(folder: Path, section: str) -> Section:
    return on_disk(folder).load().sections["cold-or-flu"][section]


@pytest.mark.parametrize(
    ("section", "wording", "texts"),
    [
        (
            "basics",
            "plain",
            [
                "A virus causes each one.",
                "Each one spreads.",
                "often high",
                "Slowly.",
                "All at once.",
            ],
        ),
        (
            "basics",
            "detailed",
            [
                "Each of the two is caused by a virus of its own.",
                "Each one spreads.",
                "often high",
                "Slowly.",
                "All at once.",
            ],
        ),
        (
            "outlook",
            "plain",
            [
                "About a week.",
                "One to two weeks.",
                "You get worse again.",
                "Experts do not agree how soon.",
            ],
        ),
        ("help", "plain", ["Rest helps.", "When can I go back to work?", "Your notes"]),
    ],
)
def test_texts_in_order(section: str, wording: Wording, texts: list[str], tmp_path: Path) -> None:
    assert list(section_texts(tiny(tmp_path, section), wording)) == texts


def test_retired_statements_are_left_out(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(OUTLOOK, "id: flu-days,", "id: flu-days, status: retired, reason: Wrong.,")
    library.edit(HELP, "id: rest,", "id: rest, status: retired, reason: Wrong.,")
    sections = library.load().sections["cold-or-flu"]
    assert "One to two weeks." not in list(section_texts(sections["outlook"], "plain"))
    assert "Rest helps." not in list(section_texts(sections["help"], "plain"))


def test_what_experts_disagree_on_counts_only_where_it_prints(tmp_path: Path) -> None:
    library = on_disk(tmp_path)
    library.edit(BASICS, "{id: both-spread,", "{id: both-spread, disagreement: Not in print.,")
    section = library.load().sections["cold-or-flu"]["basics"]
    assert "Not in print." not in list(section_texts(section, "plain"))


@pytest.mark.parametrize("wording", ["plain", "detailed"])
def test_each_printable_statement_of_the_bundled_library_is_there(wording: Wording) -> None:
    library = load_library(Assets.find())
    for section in library.sections["ms-vs-als"].values():
        texts = list(section_texts(section, wording))
        for statement in section.statements():
            wanted = statement.wording(wording)
            assert (wanted in texts) == (bool(wanted) and statement.status != "retired")
