"""What a handout says about itself: all that it must say, the truth, and in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from content.library_on_disk import composed, on_disk

from document.reading import text_of
from handoutgen.assets import Assets
from handoutgen.content.clinic import ClinicProfile
from handoutgen.content.layouts import Layout
from handoutgen.content.library import Library, load_library
from handoutgen.content.readability import measure
from handoutgen.content.review import Review, fingerprints, reviewable
from handoutgen.document.inline import inline_text
from handoutgen.document.nodes import Disclaimer, Paragraph, walk
from handoutgen.document.wording import Wordings
from handoutgen.reading import ReadingMeter
from handoutgen.selection import HandoutRequest, select

REAL = load_library(Assets.find())
THIS = "cold-or-flu"
ON, UNTIL = dt.date(2026, 11, 1), dt.date(2027, 6, 1)
DAY = dt.date(2026, 11, 21)
ASKED = HandoutRequest(THIS, section=("basics", "help"), today=DAY)
NAME = "Ann Example"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return on_disk(tmp_path).load()


def reviewed(library: Library, *records: tuple[str, tuple[str, ...]]) -> Library:
    """The library with a review by each name, of these sections or of all."""
    reviews = tuple(
        Review(
            reviewer=name,
            role="nurse",
            on=ON,
            until=UNTIL,
            section=section,
            fingerprint=fingerprints(library, THIS, section or reviewable(library, THIS)),
        )
        for name, section in records
    )
    return replace(library, reviews={THIS: reviews})


def said(library: Library, request: HandoutRequest) -> tuple[str, str]:
    """The disclaimer and the foot, as they print."""
    document = composed(library, request)
    printed = text_of(document)
    wordings = Wordings(select(library, request), library)
    assert all(sentence in printed for sentence in wordings.disclaimer())
    return " ".join(wordings.disclaimer()), document.furniture.foot_left[1]


# --- the truth about the review ---


def test_nobody_has_reviewed_it(library: Library) -> None:
    disclaimer, foot = said(library, ASKED)
    assert "No clinician has reviewed this." in disclaimer
    assert foot == "No clinician has reviewed this."
    assert "To be checked by November 21, 2027." in disclaimer


def test_one_person_has_reviewed_all_of_it(library: Library) -> None:
    disclaimer, foot = said(reviewed(library, (NAME, ())), ASKED)
    assert "Ann Example, nurse, checked this on November 1, 2026." in disclaimer
    assert foot == "Reviewed by Ann Example, nurse"
    assert "To be checked by June 1, 2027." in disclaimer
    assert "No clinician" not in disclaimer


def test_two_people_have_reviewed_it_together(library: Library) -> None:
    both = reviewed(library, (NAME, ("lead", "basics")), ("Bea", ("help",)))
    disclaimer, foot = said(both, ASKED)
    assert "Ann Example, nurse, checked part of this on November 1, 2026." in disclaimer
    assert "Bea, nurse, checked part of this on November 1, 2026." in disclaimer
    assert foot == "Reviewed: see Please note"


@pytest.mark.parametrize("section", [("basics", "help"), ("lead", "basics"), ("help",)])
def test_a_part_is_called_a_part_and_names_nobody(
    library: Library, section: tuple[str, ...]
) -> None:
    disclaimer, foot = said(reviewed(library, (NAME, section)), ASKED)
    assert "No clinician has reviewed all of this." in disclaimer
    assert foot == "No clinician has reviewed all of this."
    assert NAME not in disclaimer
    assert "To be checked by November 21, 2027." in disclaimer


def test_a_review_of_other_sections_says_nothing_about_these(library: Library) -> None:
    disclaimer, foot = said(reviewed(library, (NAME, ("outlook",))), ASKED)
    assert foot == "No clinician has reviewed this."
    assert NAME not in disclaimer


def test_a_review_ends(library: Library) -> None:
    late = replace(ASKED, today=UNTIL + dt.timedelta(1))
    disclaimer, foot = said(reviewed(library, (NAME, ())), late)
    assert foot == "The review of this is out of date."
    assert NAME not in disclaimer


def test_who_does_not_know_the_day_claims_no_review(library: Library) -> None:
    _, foot = said(reviewed(library, (NAME, ())), replace(ASKED, today=None))
    assert foot == "No clinician has reviewed this."


def test_the_day_changes_nothing_while_the_review_stands_the_same(library: Library) -> None:
    known = reviewed(library, (NAME, ()))
    first = composed(known, replace(ASKED, today=ON))
    assert composed(known, replace(ASKED, today=UNTIL)).fingerprint == first.fingerprint
    after = composed(known, replace(ASKED, today=UNTIL + dt.timedelta(1)))
    assert after.fingerprint != first.fingerprint
    assert after.date == first.date


def test_a_name_is_never_read_for_placeholders_or_markup(library: Library) -> None:
    odd = reviewed(library, ("A & <b>B</b>", ()))
    disclaimer, _ = said(odd, ASKED)
    assert "A & <b>B</b>, nurse, checked this" in disclaimer


# --- what it must say (shared with every bundled handout) ---


def test_all_that_must_be_said_is_said() -> None:
    request = HandoutRequest("ms-vs-als", locale="en-US", today=DAY)
    words = REAL.disclaimer
    printed = text_of(composed(REAL, request))
    for sentence in (
        words.advice,
        "call 911 now",
        "The handoutgen project wrote this on November 28, 2026.",
        words.unreviewed,
        "We will check it again by November 28, 2027.",
        words.funding_unknown,
        words.feedback_unknown,
        words.licence,
    ):
        assert sentence in printed


def test_a_clinic_says_who_paid_and_how_to_reach_it(library: Library) -> None:
    own = replace(ASKED, funding="The town paid for this.", feedback="call 555-0100")
    disclaimer, _ = said(library, own)
    assert "The town paid for this." in disclaimer
    assert "Was this clear? Tell us: call 555-0100." in disclaimer
    assert "Nobody told us" not in disclaimer


@pytest.mark.parametrize(
    ("address", "phone", "said"),
    [
        ("12 Lake Street", "555-0100", "Lakeside, 12 Lake Street, 555-0100"),
        (None, "555-0100", "Lakeside, 555-0100"),
        ("12 Lake Street", None, "Lakeside, 12 Lake Street"),
        (None, None, None),
    ],
)
@pytest.mark.parametrize("layout", ["handout", "booklet", "cards"])
def test_where_the_clinic_is_stands_with_it(
    library: Library, layout: Layout, address: str | None, phone: str | None, said: str | None
) -> None:
    clinic = ClinicProfile(name="Lakeside", address=address, phone=phone)
    document = composed(library, replace(ASKED, clinic=clinic, layout=layout))
    (notice,) = (b for b in walk(document.blocks) if isinstance(b, Disclaimer))
    printed = [inline_text(b.inlines) for b in notice.blocks if isinstance(b, Paragraph)]
    assert printed[1:] == ([said] if said else [])


def test_the_whole_of_it_is_at_or_below_grade_six() -> None:
    meter = ReadingMeter.load(Assets.find(), REAL.glossary.values())
    for locale in (None, *REAL.locales):
        request = HandoutRequest("ms-vs-als", locale=locale, today=DAY)
        sentences = Wordings(select(REAL, request), REAL).disclaimer()
        level = measure(sentences, meter.table, overrides=meter.syllables)
        assert level.flesch_kincaid <= 6


def _filled() -> Iterator[tuple[str, str]]:
    values = {
        "emergency": "911",
        "author": "Our team",
        "date": "June 2, 2026",
        "reviewer": "Ann Bell",
        "role": "nurse",
        "feedback": "555-0100",
        "heading": "Please note",
    }
    sentences = dict(vars(REAL.disclaimer))
    # What a screen reader says of a picture is no sentence to grade: it holds an address.
    del sentences["website_alternative"]
    for name, sentence in sentences.items():
        for key, value in values.items():
            sentence = sentence.replace(f"{{{key}}}", value)
        yield name, sentence


@pytest.mark.parametrize(("name", "sentence"), list(_filled()))
def test_each_wording_is_at_or_below_grade_six(name: str, sentence: str) -> None:
    meter = ReadingMeter.load(Assets.find(), REAL.glossary.values())
    level = measure([sentence], meter.table, overrides=meter.syllables)
    assert level.flesch_kincaid <= 6.05  # as printed, with one decimal
    assert level.mean_sentence <= 12
    assert "{" not in sentence
