"""PO files brought up to English that has changed: nothing that a translator wrote is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.catalog import Catalog

from handoutgen.assets import Asset, Assets, bundled_root
from handoutgen.build import read_drawing
from handoutgen.content.library import load_library
from handoutgen.translation.catalogue import read_file
from handoutgen.translation.domains import domains
from handoutgen.translation.messages import Message
from handoutgen.translation.update import same_entries, template, updated, written

NOW = dt.datetime(2026, 11, 27, 10, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 1, 2, 10, 0, tzinfo=dt.UTC)
REST = Message("rest.plain", "Rest helps most people.", "help.yaml", ("plain", "sources: nhs"))
CALL = Message("call.plain", "Call {emergency} now.", "help.yaml", ("plain",))
BUNDLED = sorted((bundled_root() / "data" / "locale" / "es").rglob("*.po"))


def brought(old: Catalog | None, *messages: Message, now: dt.datetime = NOW) -> Catalog:
    """The catalogue after it was written and read again, as a translator gets it."""
    return read(written(updated(old, messages, "es", "tests", now)))


def read(source: bytes) -> Catalog:
    with TemporaryDirectory() as folder:
        path = Path(folder, "case.po")
        path.write_bytes(source)
        catalog, problems = read_file(Asset(path, path.name, path.name), "es")
    assert problems == []
    assert catalog is not None
    return catalog


def translated(*messages: Message) -> Catalog:
    catalog = brought(None, *messages)
    for message in catalog:
        if message.id:
            message.string = f"ES {message.id}"
            message.user_comments = ["ask Ana"]
    return catalog


def test_a_new_file_has_every_entry_without_words() -> None:
    catalog = brought(None, REST, CALL)
    entries = [m for m in catalog if m.id]
    assert [(m.context, m.id, m.string, m.fuzzy) for m in entries] == [
        ("rest.plain", REST.text, "", False),
        ("call.plain", CALL.text, "", False),
    ]
    assert entries[0].auto_comments == ["plain", "sources: nhs"]
    assert str(catalog.locale) == "es"


def test_english_that_has_changed_keeps_its_translation_as_fuzzy_with_what_it_was() -> None:
    changed = Message(REST.context, "Rest helps some people.", REST.file, REST.comments)
    catalog = brought(translated(REST, CALL), changed, CALL)
    entry = catalog.get(changed.text, changed.context)
    assert entry is not None
    assert (entry.string, entry.fuzzy) == (f"ES {REST.text}", True)
    assert list(entry.previous_id) == [REST.text]
    assert entry.user_comments == ["ask Ana"]
    kept = catalog.get(CALL.text, CALL.context)
    assert kept is not None
    assert (kept.string, kept.fuzzy) == (f"ES {CALL.text}", False)
    assert not catalog.obsolete


def test_what_is_fuzzy_stays_so_until_somebody_says_otherwise() -> None:
    changed = Message(REST.context, "Rest helps some people.", REST.file)
    again = brought(brought(translated(REST), changed), changed)
    entry = again.get(changed.text, changed.context)
    assert entry is not None and entry.fuzzy
    assert list(entry.previous_id) == [REST.text]


def test_english_before_that_is_longer_than_a_line_stays_whole() -> None:
    long = 'They say "rest" and mean it, {n} times. ' * 8
    was = Message("rest.plain", long, "help.yaml", (), plural=f"{long}Each day.")
    now = Message("rest.plain", f"{long}Now.", "help.yaml", (), plural=f"{long}Now.")
    old = brought(None, was, CALL)
    for message in old:
        if message.id:
            message.string = ("uno", "varios") if message.pluralizable else "Llame."
    source = written(updated(old, (now, CALL), "es", "tests", LATER))
    quoted = [line for line in source.decode().split("\n") if line.startswith("#| ")]
    assert len(quoted) > 4
    assert all(line.endswith('"') and line.count('"') % 2 == 0 for line in quoted)
    entry = read(source).get((now.text, now.plural or ""), "rest.plain")
    assert entry is not None
    assert list(entry.previous_id) == [was.text, was.plural]


def test_what_other_programs_write_of_the_english_before_is_read() -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    entry = (
        '\n# ask Ana\n#, fuzzy\n#| msgctxt "a"\n#| msgid ""\n#| "Rest \\"well\\" "\n#| "now."\n'
        'msgctxt "a"\nmsgid "Rest."\nmsgstr "Descanse."\n'
        '\n#~| msgid "Sleep well."\n#~ msgctxt "b"\n#~ msgid "Sleep."\n#~ msgstr "Duerma."\n'
    )
    catalog = read((head + entry).encode())
    found = catalog.get("Rest.", "a")
    assert found is not None
    assert list(found.previous_id) == ['Rest "well" now.']
    assert found.user_comments == ["ask Ana"]
    assert [m.string for m in catalog.obsolete.values()] == ["Duerma."]


def test_of_two_entries_of_one_key_the_more_alike_is_taken() -> None:
    one = Message("a.label", "First signs of it", "a.yaml")
    two = Message("a.label", "Over time", "a.yaml")
    new = Message("a.label", "Over the time", "a.yaml")
    entry = brought(translated(one, two), one, new).get(new.text, "a.label")
    assert entry is not None
    assert (entry.string, entry.fuzzy) == ("ES Over time", True)


def test_what_is_gone_is_obsolete_and_comes_back_with_its_words() -> None:
    gone = brought(translated(REST, CALL), CALL)
    assert [m.string for m in gone.obsolete.values()] == [f"ES {REST.text}"]
    back = brought(gone, REST, CALL)
    entry = back.get(REST.text, REST.context)
    assert entry is not None
    assert (entry.string, entry.fuzzy) == (f"ES {REST.text}", False)
    assert not back.obsolete


@pytest.mark.parametrize("path", BUNDLED, ids=lambda p: p.stem)
def test_a_bundled_file_is_as_the_program_writes_it(path) -> None:
    source = path.read_bytes()
    assert written(read(source)) == source


def test_the_bundled_files_have_the_english_that_there_is() -> None:
    assets = Assets.find()
    for name, messages in domains(load_library(assets), assets, read_drawing).items():
        path = next(p for p in BUNDLED if p.stem == name)
        old = read(path.read_bytes())
        assert same_entries(old, updated(old, messages, "es", "tests", LATER)), name


def test_the_same_english_later_is_no_reason_to_write() -> None:
    old = brought(None, REST, CALL)
    assert same_entries(old, updated(old, (REST, CALL), "es", "tests", LATER))
    assert not same_entries(old, updated(old, (REST,), "es", "tests", LATER))


def test_a_template_says_no_language() -> None:
    source = written(template((REST,), "tests", NOW)).decode()
    assert "Language:" not in source
    assert 'msgid "Rest helps most people."\nmsgstr ""' in source
