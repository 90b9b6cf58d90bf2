"""Headers and environments read as languages: the most welcome first, and garbage as nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.translation.matching import (
    MOST_LANGUAGES,
    accepted_languages,
    best_language,
    languages_of_environment,
)

KNOWN = ("en", "es", "pt_BR", "zh_Hant")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ()),
        ("es-MX,es;q=0.9,en;q=0.8", ("es-MX", "es", "en")),
        ("en;q=0.2, es;q=0.7", ("es", "en")),
        ("en, es", ("en", "es")),
        ("es;q=0, en", ("en",)),
        ("*;q=0.5, es", ("es",)),
        ("es;q=2, en;q=x, fr;q=1.0000, pt;q=0.1234, de;q=0.5;q=0.9", ()),
        ("../../etc/passwd, <script>, e\x00s, es;level=1", ()),
        (" es ; q=0.5 ,, , fr", ("fr", "es")),
    ],
)
def test_a_header_is_read_by_its_qualities(header: str, expected: tuple[str, ...]) -> None:
    assert accepted_languages(header) == expected


@given(st.text())
def test_any_header_gives_languages(header: str) -> None:
    found = accepted_languages(header)
    assert all(name.isascii() and "/" not in name for name in found)
    assert best_language(found, KNOWN) in (None, *KNOWN)


def test_a_long_header_is_looked_at_only_so_far() -> None:
    assert len(accepted_languages(",".join(["es"] * 5000))) <= MOST_LANGUAGES


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["es-MX"], "es"),
        (["ES"], "es"),
        (["fr", "pt-BR"], "pt_BR"),
        (["pt-PT"], None),
        (["zh-Hant-TW"], "zh_Hant"),
        (["fr", "de"], None),
        (["en-GB", "es"], "en"),
        ([""], None),
    ],
)
def test_a_language_of_a_country_is_served_by_that_of_all(
    wanted: list[str], expected: str | None
) -> None:
    assert best_language(wanted, KNOWN) == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ()),
        ({"LANG": "es_MX.UTF-8"}, ("es-MX",)),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_ES@euro"}, ("es-ES",)),
        ({"LC_ALL": "C.UTF-8", "LANG": "es_MX.UTF-8"}, ()),
        ({"LC_ALL": "", "LANG": "es"}, ("es",)),
        ({"LANG": "en_US", "LANGUAGE": "pt_BR:es"}, ("pt-BR", "es", "en-US")),
        ({"LANG": "C", "LANGUAGE": "es"}, ()),
        ({"LANG": "POSIX"}, ()),
        ({"LANG": "../es"}, ()),
    ],
)
def test_the_environment_says_it_as_gettext_reads_it(
    environ: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert languages_of_environment(environ) == expected
