"""Two documents of one shape as one: what faces what, what is said once, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from page_words import WORDS
from second_language import LANGUAGE, NAMES, both, faced, translated_library

from handoutgen.content.clinic import ClinicProfile
from handoutgen.document.bilingual import bilingual
from handoutgen.document.inline import CitationMark, Strong, Text, inline_text
from handoutgen.document.nodes import (
    Block,
    Callout,
    Disclaimer,
    Document,
    Facing,
    Figure,
    Furniture,
    Heading,
    List,
    ListItem,
    Paragraph,
    ReferenceEntry,
    References,
    Section,
    SideBySide,
    Table,
    walk,
)
from handoutgen.document.stacking import stacked
from handoutgen.errors import HandoutError, Location
from handoutgen.selection import HandoutRequest

_HERE = Location("section.yaml", 3)


def _said(words: str, *numbers: int) -> Paragraph:
    cited = (CitationMark(numbers),) if numbers else ()
    return Paragraph((Text(words), *cited), at=_HERE)


def _list(*words: str) -> List:
    return List(tuple(ListItem((_said(w, 1),)) for w in words), at=_HERE)


def _words(*entries: str) -> List:
    return List(tuple(ListItem((Paragraph((Strong(f"{w}:"), Text(" what"))),)) for w in entries))


def _document(language: str, *blocks: Block) -> Document:
    sources = References((ReferenceEntry(1, (Text("A source"),)),))
    return Document(
        title=f"Title {language}",
        language=language,
        author="An author",
        subject="A subject",
        date="2026-01-02",
        furniture=Furniture("Title", ("MS",), "Left", "Right", ("Written", f"Review {language}")),
        words=WORDS,
        blocks=(
            Heading(1, (Text(f"Title {language}"),)),
            _said(f"Cites {language}", 1),
            Section("one", (Heading(2, (Text(f"Question {language}"),)), *blocks), _HERE),
            Disclaimer((_said(f"Advice {language}"),)),
            Section("sources", (Heading(2, (Text(f"Sources {language}"),)), sources)),
        ),
        fingerprint=language,
    )


def _facing(*blocks: tuple[Block, Block]) -> Document:
    first = _document("en-US", *(one for one, _ in blocks))
    return bilingual(first, _document(LANGUAGE, *(other for _, other in blocks)), NAMES)


def _pairs(document: Document) -> list[Facing]:
    return [block for block in walk(document.blocks) if isinstance(block, Facing)]


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return [inline_text(b.inlines) for b in walk(blocks) if isinstance(b, Heading | Paragraph)]


def test_a_heading_stands_in_one_pair_with_what_follows_it() -> None:
    """So what a heading is over is read after it, in the same language."""
    title, question, *_ = _pairs(_facing((_said("One"), _said("Uno"))))
    assert _texts(title.first) == ["English", "Title en-US", "Cites en-US[1]"]
    assert _texts(title.second) == ["Español", f"Title {LANGUAGE}", f"Cites {LANGUAGE}[1]"]
    assert _texts(question.first) == ["Question en-US", "One"]
    assert question.languages == ("en-US", LANGUAGE)


def test_the_list_of_sources_prints_once_under_a_heading_in_both_languages() -> None:
    document = _facing((_said("One"), _said("Uno")))
    (section,) = (b for b in document.blocks if isinstance(b, Section) and b.id == "sources")
    heading, references = section.blocks
    assert isinstance(heading, Facing) and isinstance(references, References)
    assert _texts(heading.second) == [f"Sources {LANGUAGE}"]


def test_the_document_names_both_titles_and_languages() -> None:
    document = _facing((_said("One"), _said("Uno")))
    assert document.title == f"Title en-US / Title {LANGUAGE}"
    assert (document.language, document.second_language) == ("en-US", LANGUAGE)
    assert document.furniture.second is not None
    assert document.furniture.second.foot_left[-1] == f"Review {LANGUAGE}"
    assert document.fingerprint not in ("en-US", LANGUAGE)


def test_a_note_of_the_clinic_prints_once_in_its_own_words() -> None:
    def note(head: str) -> Callout:
        return Callout("note", (Paragraph((Strong(head),)), _said("Bring your card.")))

    document = _facing((note("From your clinic"), note("De su clínica")))
    (callout,) = (b for b in walk(document.blocks) if isinstance(b, Callout))
    head, words = callout.blocks
    assert isinstance(head, Facing)
    assert words == _said("Bring your card.")


def test_a_word_list_keeps_the_order_and_the_words_of_each_language() -> None:
    document = _facing((_words("nerve", "relapse"), _words("brote", "nervio", "riluzol")))
    (pair,) = (p for p in _pairs(document) if p.apart)
    assert _texts(pair.second)[1:] == ["brote: what", "nervio: what", "riluzol: what"]


def test_lines_to_write_on_stand_with_the_second_language_alone() -> None:
    document = _facing((replace(_said("Name"), lines=2), replace(_said("Nombre"), lines=2)))
    (one, other) = ((p.first[-1], p.second[-1]) for p in _pairs(document)[1:2]).__next__()
    assert isinstance(one, Paragraph) and isinstance(other, Paragraph)
    assert (one.lines, other.lines) == (0, 2)


_DIFFERENT: dict[str, tuple[tuple[tuple[Block, ...], tuple[Block, ...]], str]] = {
    "a block less": (((_said("a"), _said("b")), (_said("a"),)), "3 blocks face 2"),
    "another kind": (
        ((_said("One two"),), (_list("uno"),)),
        "a paragraph (One two …) faces a list",
    ),
    "an item less": (((_list("a", "b"),), (_list("a"),)), "a list of 2 items faces one of 1"),
    "another source": (((_said("One", 1),), (_said("Uno"),)), "cites 1, and what faces it nothing"),
    "another level": (
        ((Heading(3, (Text("a"),)), _said("b")), (Heading(2, (Text("a"),)), _said("b"))),
        "a heading of level 3 faces one of level 2",
    ),
    "another urgency": (
        (
            (Callout("emergency", (_said("a"),)),),
            (Callout("call", (_said("b"),)),),
        ),
        "a callout `emergency` faces a callout `call`",
    ),
}


@pytest.mark.parametrize(("sides", "reason"), _DIFFERENT.values(), ids=_DIFFERENT)
def test_what_does_not_say_the_same_is_refused(
    sides: tuple[tuple[Block, ...], tuple[Block, ...]], reason: str
) -> None:
    first, second = _document("en-US", *sides[0]), _document(LANGUAGE, *sides[1])
    with pytest.raises(HandoutError) as caught:
        bilingual(first, second, NAMES)
    (problem,) = caught.value.problems
    assert problem.code == "D033"
    assert reason in problem.message
    assert problem.location is not None


def test_all_differences_are_told_at_once() -> None:
    request = HandoutRequest("ms-vs-als", locale="en-US")
    first, second = both(request)
    shorter = tuple(_without_last_item(block) for block in second.blocks)
    with pytest.raises(HandoutError) as caught:
        bilingual(first, replace(second, blocks=shorter), NAMES)
    assert len(caught.value.problems) > 2
    assert {p.code for p in caught.value.problems} == {"D033"}


def _without_last_item(block: Block) -> Block:
    match block:
        case Section():
            return replace(block, blocks=tuple(map(_without_last_item, block.blocks)))
        case List():
            return replace(block, items=block.items[:-1])
        case _:
            return block


@pytest.mark.parametrize("arrange", [lambda d: d, stacked], ids=["as it is", "stacked"])
@pytest.mark.parametrize("comparison", ["ms-vs-als", "cold-flu-covid"])
def test_each_half_says_what_its_own_document_says(
    comparison: str, arrange: Callable[[Document], Document]
) -> None:
    """Every section of the real library, word for word and in order."""
    first, second = map(arrange, both(_everything(comparison)))
    document = arrange(faced(_everything(comparison)))
    for index, whole in enumerate((first, second)):
        half = tuple(_half(document.blocks, index))
        assert _texts(half)[1:] == _texts(whole.blocks)


def test_what_is_side_by_side_faces_the_same_in_the_other_language() -> None:
    document = faced(_everything("ms-vs-als"))
    for pair in _pairs(document):
        wide = [
            b for b in (*pair.first, *pair.second) if isinstance(b, Table | SideBySide | Figure)
        ]
        assert len(wide) in (0, 2)
        assert not wide or len(pair.first) == 1


def _everything(comparison: str) -> HandoutRequest:
    clinic = ClinicProfile(name="Lakeside Clinic", website="https://lakeside.example/{handout}")
    return HandoutRequest(
        comparison,
        section=tuple(translated_library().sections[comparison]),
        locale="en-US",
        clinic=clinic,
        note="Bring your card.",
    )


def _half(blocks: tuple[Block, ...], index: int) -> list[Block]:
    """The blocks of one language, with what is in both."""
    found: list[Block] = []
    for block in blocks:
        match block:
            case Facing():
                found += (block.first, block.second)[index]
            case Section() | Disclaimer() | Callout():
                found.append(replace(block, blocks=tuple(_half(block.blocks, index))))
            case _:
                found.append(block)
    return found
