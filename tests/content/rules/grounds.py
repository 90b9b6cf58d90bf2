"""A ground of one section, for rules that are tried out on a few words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rules.examples import library_in

from handoutgen.assets import Assets
from handoutgen.content.library import load_library
from handoutgen.content.rules.data import load_rule_data
from handoutgen.content.rules.ground import Ground
from handoutgen.reading import ReadingMeter

SIGNS = "data/comparisons/cold-or-flu/sections/signs.yaml"
HEAD = "id: signs\nheading: What are the signs?\nkind: symptoms\n"


def ground_in(folder: Path, section: str | None = None) -> Ground:
    """The ground of the base library, with this text as its section."""
    if not (folder / "data").is_dir():
        library_in(folder)
    if section is not None:
        (folder / SIGNS).write_text(section, encoding="utf-8")
    assets = Assets((folder,))
    library = load_library(assets)
    meter = ReadingMeter.load(assets, library.glossary.values())
    return Ground.of(library, load_rule_data(assets), meter.table, meter.syllables)


def telling(folder: Path, plain: str, *, detailed: str = "", head: str = HEAD) -> Ground:
    """A ground whose section says this."""
    more = f"        detailed: {detailed}\n" if detailed else ""
    text = (
        f"{head}blocks:\n  - block: paragraph\n    statements:\n"
        f"      - id: sign\n        plain: {plain}\n{more}        sources: [health-page]\n"
    )
    return ground_in(folder, text)


def with_facts(ground: Ground, facts: dict[str, str]) -> Ground:
    """The same ground with facts, all of them named by every statement."""
    told = tuple(replace(t, statement=t.statement.changed(facts=tuple(facts))) for t in ground.told)
    return replace(ground, facts=facts, told=told)
