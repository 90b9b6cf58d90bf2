"""The reference list: what is printed, to the letter, and that the cache never changes it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handoutgen.bibliography import Reference, ReferencePart, format_references
from handoutgen.cache import FolderCache

ROOT = Path(__file__).parent.parent
STYLE = (ROOT / "data/csl/american-medical-association.csl").read_bytes()
SOURCES = ROOT / "data/sources.yaml"
ACCESSED = {"date-parts": [[2026, 11, 21]]}
EDITORIAL = {
    "note": "SECRET1",
    "verification": "SECRET2",
    "annote": "SECRET3",
    "keyword": "SECRET4",
}


def people(*names: str) -> list[dict[str, str]]:
    return [dict(zip(("family", "given"), name.split(", "), strict=True)) for name in names]


def dated(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


def formatted(**item: Any) -> Reference:
    return format_references([{"id": "x", **item}], STYLE)[0]


def article(**more: Any) -> Reference:
    item = {"type": "article-journal", "title": "Title", "container-title": "Brain", "volume": 7}
    return formatted(**{**item, "author": people("Doe, Jane"), "issued": dated(2020), **more})


JOURNAL = {
    "id": "aharony",
    "type": "article-journal",
    "title": "Evaluation of lower urinary tract symptoms: Review of the literature",
    "author": people("Aharony, Shachar Moshe", "Lam, Ornella", "Corcos, Jacques"),
    "container-title": "Canadian Urological Association Journal",
    "volume": "11",
    "issue": "1-2",
    "page": "61-64",
    "issued": dated(2017, 1),
    "accessed": ACCESSED,
    "DOI": "10.5489/cuaj.4058",
    "PMID": "28443147",
    "URL": "https://cuaj.ca/index.php/journal/article/view/4058",
    **EDITORIAL,
}
PAGE = {
    "id": "who-gets-ms",
    "type": "webpage",
    "title": "Who gets MS?",
    "author": [{"literal": "National Multiple Sclerosis Society"}],
    "publisher": "National Multiple Sclerosis Society",
    "accessed": ACCESSED,
    "URL": "https://www.nationalmssociety.org/who-gets-ms",
    **EDITORIAL,
}
PRINTED: list[tuple[Mapping[str, Any], str]] = [
    (
        JOURNAL,
        "Aharony SM, Lam O, Corcos J. Evaluation of lower urinary tract symptoms: Review of the "
        "literature. Canadian Urological Association Journal. 2017;11(1–2):61–64. "
        "doi:10.5489/cuaj.4058",
    ),
    (
        PAGE,
        "National Multiple Sclerosis Society. Who gets MS? Accessed November 21, 2026. "
        "https://www.nationalmssociety.org/who-gets-ms",
    ),
    (  # The editors' files shorten long lists of authors in this way.
        {
            "id": "rabkin",
            "type": "article-journal",
            "title": "Ventilation for ALS patients: neurologists' roles",
            "author": [*people("Rabkin, Judith"), {"literal": "and others"}],
            "container-title": "Amyotrophic Lateral Sclerosis",
            "volume": "14",
            "issue": "2",
            "page": "116-23",
            "issued": dated(2013),
        },
        "Rabkin J, et al. Ventilation for ALS patients: neurologists’ roles. "
        "Amyotrophic Lateral Sclerosis. 2013;14(2):116–123.",
    ),
    (
        {
            "id": "seven",
            "type": "article-journal",
            "title": "Seven authors.",
            "author": people(
                "O'Gorman, A.", "van Doorn, B-C", "D, D", "E, E", "F, F", "G, G", "H, H"
            ),
            "container-title": "P &amp; T\u00a0Journal",
            "issued": dated(2023, 8, 21),
            "DOI": "https://doi.org/10.1000/x(1)<2>",
        },
        "O’Gorman A, van Doorn BC, D D, et al. Seven authors. P & T Journal. "
        "Published online August 21, 2023. doi:10.1000/x(1)<2>",
    ),
    (
        {
            "id": "ng220",
            "type": "report",
            "title": "Multiple sclerosis in adults: management",
            "author": [{"literal": "National Institute for Health and Care Excellence"}],
            "publisher": "NICE",
            "number": "NG220",
            "issued": dated(2022, 6, 22),
            "accessed": ACCESSED,
            "URL": "https://www.nice.org.uk/guidance/ng220",
        },
        "National Institute for Health and Care Excellence. Multiple Sclerosis in Adults: "
        "Management. NICE; 2022. Accessed November 21, 2026. https://www.nice.org.uk/guidance/ng220",
    ),
    (
        {
            "id": "no-author",
            "type": "webpage",
            "title": 'Can MS turn into "ALS"? - Explained, 1950-2021',
            "container-title": "Example Health",
            "issued": dated(2025, 6),
            "accessed": ACCESSED,
            "URL": "https://example.org/a?b=1&amp;c=2",
        },
        "Can MS turn into “ALS”? – Explained, 1950–2021. Example Health. June 2025. "
        "Accessed November 21, 2026. https://example.org/a?b=1&c=2",
    ),
    (
        {
            "id": "book",
            "type": "book",
            "title": "the brain and its diseases",
            "author": people("Smith, John Paul"),
            "edition": "3",
            "publisher": "Example Press Inc.",
            "issued": dated(2019),
        },
        "Smith JP. The Brain and Its Diseases. 3rd ed. Example Press Inc.; 2019.",
    ),
    (
        {
            "id": "edited",
            "type": "book",
            "title": "A handbook",
            "editor": people("Smith, John", "Doe, Jane"),
            "publisher": "Press",
        },
        "Smith J, Doe J, eds. A Handbook. Press.",
    ),
    (
        {
            "id": "chapter",
            "type": "chapter",
            "title": "Motor neurons",
            "editor": people("Smith, John"),
            "container-title": "A handbook",
            "publisher": "Press",
            "page": "12-34",
            "issued": dated(2001),
        },
        "Motor neurons. In: Smith J, ed. A Handbook. Press; 2001:12–34.",
    ),
    (
        {
            "id": "label",
            "type": "document",
            "title": "Rilutek (riluzole) tablets: prescribing information",
            "author": [{"literal": "Sanofi-Aventis U.S. LLC"}],
            "issued": dated(2020, 3),
            "accessed": ACCESSED,
            "URL": "https://dailymed.nlm.nih.gov/lookup.cfm?setid=e49d",
        },
        "Sanofi-Aventis U.S. LLC. Rilutek (riluzole) tablets: prescribing information. March 2020. "
        "Accessed November 21, 2026. https://dailymed.nlm.nih.gov/lookup.cfm?setid=e49d",
    ),
    (  # A society's home page and a newsroom: nobody is named twice.
        {
            "id": "news",
            "type": "article-newspaper",
            "title": "Splash Bucks",
            "author": [{"literal": "NBC News"}],
            "container-title": "NBC News",
            "issued": dated(2014, 12),
        },
        "Splash Bucks. NBC News. December 2014.",
    ),
    (
        {"id": "one", "type": "webpage", "title": "Untitled", "author": people("Doe, Jane")},
        "Doe J. Untitled.",
    ),
]


@pytest.mark.parametrize(("item", "text"), PRINTED, ids=[str(item["id"]) for item, _ in PRINTED])
def test_prints_to_the_letter(item: Mapping[str, Any], text: str) -> None:
    assert [(r.id, r.text) for r in format_references([item], STYLE)] == [(item["id"], text)]


def test_keeps_the_order_and_does_not_depend_on_neighbours() -> None:
    items = [item for item, _ in PRINTED]
    assert [r.text for r in format_references(items[::-1], STYLE)] == [t for _, t in PRINTED[::-1]]
    assert format_references([PAGE, PAGE], STYLE) == format_references([PAGE], STYLE) * 2
    assert format_references([], STYLE) == ()


def test_doi_is_a_link_that_any_browser_reads() -> None:
    *_, last = article(DOI="doi:10.1002/(SICI)1097<16:AID#2>3.0.CO;2-2").parts
    assert last.text == "doi:10.1002/(SICI)1097<16:AID#2>3.0.CO;2-2"
    assert last.url == "https://doi.org/10.1002/(SICI)1097%3C16:AID%232%3E3.0.CO;2-2"


def test_address_is_a_link_of_its_own_without_a_full_stop() -> None:
    first, last = formatted(type="webpage", title="T", URL="https://example.org/ü?q=%20").parts
    assert first == ReferencePart("T. ")
    assert last == ReferencePart("https://example.org/ü?q=%20", "https://example.org/%C3%BC?q=%20")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "www.x.org", "https://"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert formatted(type="webpage", title="T", URL=address).parts[-1] == ReferencePart(address)


def test_a_title_that_holds_the_address_is_not_mistaken_for_it() -> None:
    parts = formatted(type="webpage", title="https://a.org/", URL="https://a.org/").parts
    assert parts == (
        ReferencePart("https://a.org/. "),
        ReferencePart("https://a.org/", "https://a.org/"),
    )


def test_a_doi_that_is_none_gives_way_to_the_address() -> None:
    assert article(DOI="see publisher", URL="https://a.org/x").parts[-1].url == "https://a.org/x"


@pytest.mark.parametrize(
    ("given_pages", "printed"),
    [
        ("e1029-e1040", "e1029–e1040"),
        ("1029--40", "1029–1040"),
        ("1-3, 7-9", "1–3, 7–9"),
        ("ix-xii", "ix–xii"),
        ("117543", "117543"),
        ("ENEURO.0123-20.2020", "ENEURO.0123-20.2020"),
        (27, "27"),
    ],
)
def test_page_ranges(given_pages: object, printed: str) -> None:
    assert article(page=given_pages).text == f"Doe J. Title. Brain. 2020;7:{printed}."


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("What now?!", "What now?!"),
        ('He said "why?"', "He said “why?”"),
        ("To be continued...", "To be continued…"),
        ("<i>TDP-43</i> and H<sub>2</sub>O, p &lt; .05", "TDP-43 and H2O, p < .05."),
        ("'Soft' soft\u00adware in the '90s", "‘Soft’ software in the ’90s."),
        ("Two  spaces\nand a\u202fline", "Two spaces and a line."),
        ("COVID-19 in 2020-2021: 5-6 days", "COVID-19 in 2020–2021: 5-6 days."),
    ],
)
def test_titles(title: str, printed: str) -> None:
    assert article(title=title).text == f"Doe J. {printed} Brain. 2020;7."


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        (dated(2020, 5, 3), "May 3, 2020."),
        (dated(2020, 5), "May 2020."),
        ({"date-parts": [["2020", "5", None]]}, "May 2020."),
        (dated(2020, 21), "2020."),
        ({"date-parts": [[2020, 5, 3], [2020, 5, 9]]}, "May 3, 2020."),
        ({"literal": "Spring 2020"}, "Spring 2020."),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": [[None]]}, ""),
        ("2020", ""),
        (None, ""),
    ],
)
def test_dates(issued: object, printed: str) -> None:
    assert formatted(type="webpage", title="T", issued=issued).text == f"T. {printed}".strip()


def test_seven_editors_keep_their_label() -> None:
    editors = people(*(f"{letter}, {letter}" for letter in "ABCDEFG"))
    book = {"type": "book", "title": "T"}
    assert formatted(**book, editor=editors).text == "A A, B B, C C, et al, eds. T."
    assert formatted(**book, editor=editors[:6]).text == "A A, B B, C C, D D, E E, F F, eds. T."
    assert formatted(**book, editor=[{"literal": "The Group"}]).text == "The Group, ed. T."


def test_editors_notes_never_print() -> None:
    texts = " ".join(r.text for r in format_references([JOURNAL, PAGE], STYLE))
    assert "SECRET" not in texts
    assert "28443147" not in texts


def test_nothing_leaks_to_the_terminal() -> None:
    code = (
        "import sys; from pathlib import Path; from handoutgen.bibliography import *\n"
        "from handoutgen.cache import FolderCache\n"
        "item = {'id': 'x', 'type': 'speech', 'title': 'T', 'event-title': 'E', 'medium': 'M',\n"
        "        'author': [{'literal': 'A', 'family': 'B', 'isInstitution': 1}]}\n"
        "print(format_references([item], Path(sys.argv[1]).read_bytes())[0].text)"
    )
    style = ROOT / "data/csl/american-medical-association.csl"
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code, str(style)],
        capture_output=True, text=True, check=True, cwd=ROOT / "src",
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("A. T. Presented at: E.\n", "")


@pytest.mark.parametrize("style", [b"", b"no xml", b"<a/>", STYLE.replace(b"bibliography", b"x")])
def test_what_is_no_style_is_said_to_be_none(style: bytes) -> None:
    with pytest.raises(ValueError, match="not a CSL style"):
        format_references([PAGE], style)


def test_the_style_is_the_one_that_was_published() -> None:
    from hashlib import sha256

    assert sha256(STYLE).hexdigest() in (ROOT / "data/csl/README.md").read_text("utf-8")
    assert b"creativecommons.org/licenses/by-sa/3.0" in STYLE


# -- the cache -------------------------------------------------------------------------------


def test_second_time_comes_from_the_cache_and_is_the_same(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "new" / "folder")
    items = [item for item, _ in PRINTED]
    plain = format_references(items, STYLE)
    assert format_references(items, STYLE, cache) == plain
    assert len(list(cache.folder.iterdir())) == len(items)
    assert format_references(items, STYLE, cache) == plain
    code = (
        "import json, sys; from pathlib import Path; from handoutgen.bibliography import *\n"
        "from handoutgen.cache import FolderCache\n"
        "items, style, folder = json.load(sys.stdin), Path(sys.argv[1]), Path(sys.argv[2])\n"
        "found = format_references(items, style.read_bytes(), FolderCache(folder))\n"
        "print(json.dumps([r.text for r in found]), 'citeproc' in sys.modules)"
    )
    style = ROOT / "data/csl/american-medical-association.csl"
    done = subprocess.run(
        [sys.executable, "-c", code, str(style), str(cache.folder)],
        input=json.dumps(items), capture_output=True, text=True, check=True, cwd=ROOT / "src",
    )  # fmt: skip
    assert done.stdout.strip() == json.dumps([r.text for r in plain]) + " False"


class Memory:
    def __len__(self) -> int:
        return 0  # a cache that happens to be falsy is a cache all the same

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.entries.get(key)

    def put(self, key: str, value: str) -> None:
        self.entries[key] = value


def test_key_is_what_prints_and_the_style() -> None:
    cache = Memory()
    format_references([PAGE], STYLE, cache)
    format_references([{**PAGE, "id": "other", "annote": "changed"}], STYLE, cache)
    assert len(cache.entries) == 1
    format_references([{**PAGE, "title": "changed"}], STYLE, cache)
    format_references([{**PAGE, "URL": "https://changed.org"}], STYLE, cache)
    format_references([PAGE], STYLE + b"\n", cache)
    assert len(cache.entries) == 4


def test_what_is_not_json_is_printed_but_not_remembered() -> None:
    cache = Memory()
    odd = {**PAGE, "volume": object(), "issued": {"date-parts": [[2020]], 1: "x"}}
    assert format_references([odd], STYLE, cache) == format_references([odd], STYLE)
    assert not cache.entries


def test_another_citeproc_does_not_use_what_this_one_made(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Memory()
    format_references([PAGE], STYLE, cache)
    monkeypatch.setattr("handoutgen.bibliography._citeproc", lambda: "99")
    format_references([PAGE], STYLE, cache)
    assert len(cache.entries) == 2


@pytest.mark.parametrize(
    "value", ["", "{", "null", "3", "[3]", '[["a"]]', '[["a", 3]]', "[[3, null]]", "[" * 9999]
)
def test_a_cache_that_answers_nonsense_is_ignored(value: str) -> None:
    cache = Memory()
    cache.get = lambda key: value  # type: ignore[method-assign]
    assert format_references([PAGE], STYLE, cache) == format_references([PAGE], STYLE)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"{}", b"[" * 99999, b'"x"'])
def test_corrupt_files_are_ignored_and_replaced(tmp_path: Path, content: bytes) -> None:
    cache = FolderCache(tmp_path)
    right = format_references([PAGE], STYLE, cache)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(content)
    assert format_references([PAGE], STYLE, cache) == right
    assert file.read_bytes() == whole


def test_unusable_folder_is_no_cache(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    for folder in (blocked, blocked / "below"):
        assert format_references([PAGE], STYLE, FolderCache(folder))[0].text == PRINTED[1][1]
    in_the_way = FolderCache(tmp_path / "cache")
    in_the_way.put("a", "x")
    (file,) = in_the_way.folder.iterdir()
    file.unlink()
    (file / "full").mkdir(parents=True)
    in_the_way.put("a", "x")
    assert in_the_way.get("a") is None
    assert list(in_the_way.folder.iterdir()) == [file], "no temporary file stays behind"


def test_concurrent_processes_leave_a_good_cache(tmp_path: Path) -> None:
    code = (
        "import json, sys; from pathlib import Path; from handoutgen.bibliography import *\n"
        "from handoutgen.cache import FolderCache\n"
        "items, style, folder = json.load(sys.stdin), Path(sys.argv[1]), Path(sys.argv[2])\n"
        "for _ in range(5):\n"
        "    found = format_references(items, style.read_bytes(), FolderCache(folder))\n"
        "    for file in folder.iterdir(): file.unlink(missing_ok=True)\n"
        "print(json.dumps([r.text for r in found]))"
    )
    items = [item for item, _ in PRINTED]
    style = ROOT / "data/csl/american-medical-association.csl"
    command = [sys.executable, "-c", code, str(style), str(tmp_path)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT / "src")
        for _ in range(4)
    ]
    answers = [process.communicate(json.dumps(items).encode())[0] for process in running]
    assert {process.returncode for process in running} == {0}
    assert [json.loads(answer) for answer in answers] == [[text for _, text in PRINTED]] * 4


# -- any input -------------------------------------------------------------------------------

AWKWARD = (
    "<b>~</b>~<i~&~&amp;~&#60;b>~{{ x }}~{% x %}~\"~'~😀~👩\u200d⚕️~?~.~..~ - ~-~,~\u00a0~\ue000~"
    "\ue001~\ue002~\u202e~\0~word~<span class='nocase'>~http://x.org~10.1000/1~2010-2011~_*#|~$x$"
    "~\\~Ä~ALS"
)
TEXTS = st.text(max_size=30) | st.lists(st.sampled_from(AWKWARD.split("~")), max_size=8).map(
    "".join
)
KINDS = (
    "article article-journal article-newspaper bill book chapter dataset document legal_case "
    "paper-conference post-weblog report software song speech thesis webpage nonsense"
)
TYPES = st.sampled_from(KINDS.split())
NAMES = st.lists(
    st.dictionaries(st.sampled_from(["family", "given", "literal", "suffix"]), TEXTS, max_size=3),
    max_size=8,
)
DAYS = st.lists(st.lists(st.integers(-5, 3000) | TEXTS | st.none(), max_size=4), max_size=3)
DATES = st.fixed_dictionaries({}, optional={"date-parts": DAYS, "literal": TEXTS, "season": TEXTS})
SHAPELESS = st.none() | st.booleans() | st.integers() | st.floats() | st.lists(TEXTS, max_size=2)
FIELDS = (
    "title container-title publisher volume issue page number edition genre DOI URL event-title "
    "event-place chapter-number supplement-number authority collection-title language "
    "container-title-short"
)
ITEMS = st.fixed_dictionaries(
    {"id": TEXTS, "type": TYPES},
    optional={
        **dict.fromkeys(FIELDS.split(), TEXTS | SHAPELESS),
        **dict.fromkeys(("author", "editor"), NAMES | SHAPELESS),
        **dict.fromkeys(("issued", "accessed"), DATES | SHAPELESS),
    },
)


def assert_plain(reference: Reference) -> None:
    text = reference.text
    assert not set(text) & set("\ue000\ue001\ue002\u202e\u00a0\0\n")
    assert text == " ".join(text.split())
    assert all(part.text for part in reference.parts)
    for part in reference.parts:
        assert part.url is None or part.url.isascii()
        assert part.url is None or part.url.lower().startswith(("https://", "http://"))
        if part.url is None:
            assert "<b>" not in part.text
            assert "</b>" not in part.text
            assert "<span" not in part.text
    text.encode()


@given(title=TEXTS, kind=TYPES)
@settings(max_examples=150, deadline=None)
def test_any_title_comes_out_as_text(title: str, kind: str) -> None:
    reference = formatted(type=kind, title=f"Start {title} end", URL="https://example.org/x")
    assert_plain(reference)
    assert reference.parts[-1] == ReferencePart("https://example.org/x", "https://example.org/x")
    text = "".join(part.text for part in reference.parts[:-1]).casefold()
    assert text.startswith("start")
    if not set(title) & set("<&"):
        letters = [c for c in text if c.isascii() and c.isalnum()]
        kept = [c for c in f"start{title.casefold()}end" if c.isascii() and c.isalnum()]
        assert letters[: len(kept)] == kept


@given(item=ITEMS)
@settings(max_examples=300, deadline=None)
def test_any_item_comes_out_as_text_and_survives_the_cache(item: dict[str, Any]) -> None:
    cache = Memory()
    (reference,) = format_references([item], STYLE)
    assert_plain(reference)
    assert format_references([item], STYLE, cache) == (reference,)
    assert format_references([item], STYLE, cache) == (reference,)


# -- the real list ---------------------------------------------------------------------------


def real_items() -> list[dict[str, Any]]:
    if not SOURCES.exists():
        return []
    items: list[dict[str, Any]] = yaml.safe_load(SOURCES.read_text("utf-8"))["references"]
    return items


@pytest.mark.parametrize("item", real_items(), ids=lambda item: str(item["id"]))
def test_every_source_prints_well(item: dict[str, Any]) -> None:
    (reference,) = format_references([item], STYLE)
    assert_plain(reference)
    assert len(reference.text) > 10
    for wrong in ("..", "?.", " .", " ,", "&amp;", "and others", "None", "'", '"', ";:"):
        assert wrong not in "".join(part.text for part in reference.parts if part.url is None)
    assert reference.text.endswith((".", "?", "!")) or reference.parts[-1].url
    if item.get("DOI") or item.get("URL"):
        assert reference.parts[-1].url
