"""Blocks without some sections, and without the sources that nothing cites then."""

import pytest

from handoutgen.assets import Assets
from handoutgen.build import Handout, build
from handoutgen.content.library import load_library
from handoutgen.document.nodes import Block, References, Section, picked_sections, walk
from handoutgen.document.omission import cited_numbers, omit
from handoutgen.selection import HandoutRequest

PICK = ("vision", "breathing", "mood")


@pytest.fixture(scope="module", params=[("en",), ("en", "es")], ids="+".join)
def handout(request: pytest.FixtureRequest) -> Handout:
    assets = Assets.find()
    picked = HandoutRequest("ms-vs-als", section=PICK, language=request.param)
    return build(picked, "pdf", load_library(assets), assets)


def listed(blocks: tuple[Block, ...]) -> set[int]:
    lists = [b for b in walk(blocks) if isinstance(b, References)]
    return {entry.number for block in lists for entry in block.entries}


def names(blocks: tuple[Block, ...]) -> list[str]:
    return list(dict.fromkeys(section.id for section in picked_sections(blocks)))


def test_nothing_is_left_out_where_nothing_is_named(handout: Handout) -> None:
    assert omit(handout.document.blocks, ()) == handout.document.blocks


@pytest.mark.parametrize("gone", PICK)
def test_a_section_goes_with_the_sources_that_it_alone_cites(handout: Handout, gone: str) -> None:
    blocks = handout.document.blocks
    places = {b.at for b in walk(blocks) if isinstance(b, Section) and b.id == gone}
    fewer = omit(blocks, places)
    assert names(fewer) == [name for name in PICK if name != gone]
    assert listed(fewer) == cited_numbers(walk(fewer)) < listed(blocks)


def test_the_rest_cites_what_it_cited(handout: Handout) -> None:
    blocks = handout.document.blocks
    places = {b.at for b in walk(blocks) if isinstance(b, Section) and b.id in PICK}
    fewer = omit(blocks, places)
    assert names(fewer) == []
    assert listed(fewer) == cited_numbers(walk(fewer))
