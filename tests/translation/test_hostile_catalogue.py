"""PO files that somebody hostile wrote: a catalogue or problems, soon, and little memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from fuzz.grammar import PO
from fuzz.mutation import cases
from handoutgen.assets import Assets, bundled_root
from handoutgen.translation.catalogue import read_catalogue

FILE = "data/locale/es/LC_MESSAGES/case.po"
HEAD = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
ENTRY = b'\nmsgctxt "a"\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "uno"\n'
BUNDLED = sorted((bundled_root() / "data" / "locale" / "es").rglob("*.po"))


def forms(plurals: str) -> bytes:
    return HEAD + f'"Plural-Forms: {plurals};\\n"\n'.encode() + ENTRY


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workspace") / FILE
    path.parent.mkdir(parents=True)
    return path.parents[4]


def problems(root: Path, source: bytes) -> list[str]:
    (root / FILE).write_bytes(source)
    _, found = read_catalogue(Assets((root,)), "es")
    return [problem.code for problem in found]


@pytest.mark.parametrize("count", ["7", "20000000", "999999999999", "9" * 5000])
def test_forms_without_number_are_refused_before_there_is_room_for_them(
    root: Path, count: str
) -> None:
    tracemalloc.start()
    try:
        whole = forms(f"nplurals={count}; plural=n")
        assert problems(root, whole) == ["L001"]
        # Also where no entry has a plural, so that nobody asks while it is read.
        assert problems(root, whole.removesuffix(ENTRY)) == ["L001"]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@settings(deadline=None, max_examples=60)
@given(cases([path.read_bytes()[:6000] for path in BUNDLED], PO))
@example(forms("nplurals=2; plural=" + "(" * 3000 + "n" + ")" * 3000))
@example(HEAD.replace(b"utf-8", b"zip") + ENTRY)
@example(HEAD.replace(b"utf-8", b"utf-16") + ENTRY)
@example(HEAD + b'\nmsgid "a"\nmsgstr[999999999] "b"\n')
def test_any_file_is_a_catalogue_or_problems(root: Path, source: bytes) -> None:
    problems(root, source)
