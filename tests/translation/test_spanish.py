"""The Spanish that comes with the program: complete, right, and whole on paper."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from readback.conformance import parent_tree_errors, validate
from readback.document import metadata
from readback.structure import artifacts, read_structure, untagged_text
from render.pdf.builds import assets, built, library
from render.pdf.checks import assert_words
from render.pdf.variants import CLINIC

from handoutgen.assets import bundled_root
from handoutgen.build import build
from handoutgen.cli.main import main
from handoutgen.content.alphabet import alphabetical
from handoutgen.content.layouts import LAYOUTS, Layout, papers_of
from handoutgen.content.library import load_handouts
from handoutgen.content.long_date import long_date
from handoutgen.content.section import ContactsBlock
from handoutgen.document.nodes import Figure, References, walk
from handoutgen.selection import HandoutRequest
from handoutgen.translation.in_language import in_language

LANGUAGE = ("es",)
FOLDER = bundled_root() / "data" / "locale" / "es" / "LC_MESSAGES"
VARIANTS = [
    (layout, style, paper)
    for layout in LAYOUTS
    for style in ("standard", "ink-saver")
    for paper in papers_of(layout)
]
VARIANTS.append(("handout", "large-print", "letter"))
FOOT = "Traducción aún sin revisión clínica."
_ENGLISH = re.compile(r"\b(?:the|and|with|your|you|have|are|what|this|page|source|from)\b", re.I)


def spanish(**options: object) -> HandoutRequest:
    return HandoutRequest("ms-vs-als", language=LANGUAGE, **options)  # type: ignore[arg-type]


def test_every_section_prints_in_spanish() -> None:
    made = in_language(library(), "es", assets())
    assert made.left_out["ms-vs-als"] == {}
    assert set(made.sections["ms-vs-als"]) == set(library().sections["ms-vs-als"])
    assert made.comparisons["ms-vs-als"].further == library().comparisons["ms-vs-als"].further


def test_the_files_have_no_error() -> None:
    checked = CliRunner().invoke(main, ["translate", "check", "es"])
    assert checked.exit_code == 0
    assert " 0 errors" in checked.output


@pytest.mark.parametrize(("layout", "style", "paper"), VARIANTS)
def test_every_layout_conforms_and_says_its_document(layout: str, style: str, paper: str) -> None:
    handout = built(spanish(layout=layout, style=style, paper=paper, locale="es-US"))
    assert validate(handout.content) == []
    assert parent_tree_errors(handout.content) == []
    assert untagged_text(handout.content) == []
    assert_words(read_structure(handout.content), handout.document)
    told = metadata(handout.content)
    assert (told.lang, told.title) == ("es-US", "EM y ELA: ¿en qué se diferencian?")
    assert any(FOOT in " ".join(words) for words in artifacts(handout.content))


@pytest.mark.parametrize("layout", ["one-page", "leaflet", "poster"])
def test_what_is_one_sheet_has_room_for_a_clinic(layout: Layout) -> None:
    for paper in papers_of(layout):
        handout = built(spanish(layout=layout, paper=paper, clinic=CLINIC))
        pages = len(metadata(handout.content).page_sizes)
        assert pages == (2 if layout == "leaflet" else 1)


def test_the_words_of_a_legend_do_not_touch_the_next_mark() -> None:
    handout = built(spanish(section=("symptoms",)))
    (legend,) = (b for b in walk(handout.document.blocks) if isinstance(b, Figure))
    font = TTFont(bundled_root() / "data/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
    advance, cmap, em = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
    for drawing in (legend.drawing, legend.narrow):
        assert drawing is not None
        starts = [path.segments[0].numbers for path in drawing.paths]
        assert len(starts) == 8
        for label in drawing.labels:
            wide = sum(advance[cmap[ord(c)]][0] for c in label.text) * label.size / em
            behind = [x for x, y in starts if x > label.x and 0 < label.y - y < 24]
            assert all(x - label.x - wide >= 10 for x in behind), label.text
            assert label.x + wide <= drawing.width


@pytest.mark.parametrize("wording", ["plain", "detailed"])
def test_no_english_is_left_but_in_the_sources(wording: str) -> None:
    everything = library().comparisons["ms-vs-als"]
    sections = (*everything.section, *everything.further)
    handout = built(spanish(section=sections, wording=wording, locale="es-US"))
    root = read_structure(handout.content)
    foreign = [e for e in root.walk() if e.lang == "en"]
    assert foreign and {e.role for e in foreign} == {"LI"}
    theirs = {id(inner) for e in foreign for inner in e.walk()}
    ours = [e for e in root.walk() if id(e) not in theirs]
    names = {c.name for condition in library().conditions.values() for c in condition.contacts}
    blocks = [b for s in library().sections["ms-vs-als"].values() for b in s.blocks]
    names |= {c.name for b in blocks if isinstance(b, ContactsBlock) for c in b.contacts}
    said = [kid.text for e in ours for kid in e.kids if hasattr(kid, "mcid")]
    said += [e.alt or "" for e in ours] + [e.title or "" for e in ours]
    said += [a.contents or "" for e in ours for a in e.annotations()]
    said += [b.title for b in metadata(handout.content).bookmarks]
    said += [words for page in artifacts(handout.content) for words in page]
    left = [text for text in said if _ENGLISH.search(text) and not any(n in text for n in names)]
    assert [text for text in left if not text.startswith("Abrir http")] == []


def test_sources_say_their_language_where_the_handout_has_another() -> None:
    section = ("are-they-linked",)
    there = built(spanish(section=section))
    lists = [b for b in walk(there.document.blocks) if isinstance(b, References)]
    assert {entry.language for block in lists for entry in block.entries} == {"en"}
    here = built(HandoutRequest("ms-vs-als", section=section))
    assert [e for e in read_structure(here.content).walk() if e.lang] == []


def test_page_and_figures_are_in_spanish_in_html_too() -> None:
    request = spanish(section=("what-they-are", "tests", "living-day-to-day"), locale="es-MX")
    page = build(request, "html", library(), assets()).content.decode()
    assert page.count('lang="es-MX"') == 1
    names = re.findall(r"<title[^>]*>([^<]*)|<desc[^>]*>([^<]+)|<text[^>]*>([^<]*)", page)
    assert len(names) > 30
    assert [words for found in names for words in found if _ENGLISH.search(words)] == []
    assert re.findall(r'<li[^>]* value="1" lang="en">', page)


@pytest.mark.parametrize(
    ("locale", "number"),
    [
        ("es-US", "911"),
        ("es-MX", "911"),
        ("es-ES", "112"),
        (None, "el número local de emergencias"),
    ],
)
def test_the_emergency_number_is_that_of_the_country(locale: str | None, number: str) -> None:
    handout = built(spanish(section=("when-to-call",), locale=locale))
    text = " ".join(read_structure(handout.content).text.split())
    assert f"Emergencia: marque ya {number}" in text
    assert f"Marque ya {number}." in text
    assert "{" not in text


def test_dates_are_as_spanish_writes_them() -> None:
    assert long_date(dt.date(2026, 1, 9), "es") == "9 de enero de 2026"
    text = read_structure(built(spanish(section=("are-they-linked",))).content).text
    assert re.search(r"\b\d{1,2} de [a-z]+ de 20\d\d\b", text)


def test_the_list_of_words_is_in_spanish_order() -> None:
    words = ["nube", "ñandú", "oído", "mano", "árbol", "arco", "nuez"]
    assert sorted(words, key=alphabetical("es")) == [
        "árbol", "arco", "mano", "nube", "nuez", "ñandú", "oído",
    ]  # fmt: skip
    everything = library().comparisons["ms-vs-als"]
    request = spanish(section=(*everything.section, "words-to-know"), wording="detailed")
    lists = read_structure(built(request).content).find("L")
    bodies = ([body.text.split(":")[0] for body in e.find("LBody")] for e in lists)
    terms = next(found for found in bodies if "mielina" in found)
    assert len(terms) > 20
    assert terms == sorted(terms, key=alphabetical("es"))


def test_definitions_are_found_in_every_form_of_a_word() -> None:
    terms = in_language(library(), "es", assets()).glossary
    assert (terms["mri"].term, terms["mri"].forms) == ("resonancia magnética", ("resonancia",))
    assert terms["relapse"].forms == ("recaídas",)
    text = read_structure(built(spanish(layout="one-page")).content).text
    assert "Resonancia (imágenes con un imán): a menudo" in " ".join(text.split())


@pytest.mark.parametrize("name", [n for n in load_handouts(assets()) if "cold" not in n])
def test_saved_handouts_print_in_spanish(name: str) -> None:
    saved = load_handouts(assets())[name]
    if saved.comparison != "ms-vs-als":
        pytest.skip("not of this comparison")
    request = HandoutRequest(
        saved.comparison,
        section=saved.section,
        without=saved.without,
        layout=saved.layout or "handout",
        style=saved.style or "standard",
        paper=saved.paper,
        title=saved.title,
        language=LANGUAGE,
    )
    handout = built(request)
    with (FOLDER / "handouts.po").open("rb") as file:
        titles = {m.id: m.string for m in read_po(file) if m.context == f"{name}.title"}
    expected = titles.get(saved.title, "EM y ELA: ¿en qué se diferencian?")
    assert metadata(handout.content).title == expected
