"""The facts that content rests on, and the account of what became of each of them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from handoutgen.assets import Asset, Assets
from handoutgen.content.claims import Claim, claims
from handoutgen.content.constraint import limits
from handoutgen.content.entry import Citations, Entry, FactId, Id, Text
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Location, Problem

if TYPE_CHECKING:
    from handoutgen.content.library import Library

FOLDER = "data/evidence"

# For editors only, so an address may stand in it, however long.
Remark = Annotated[str, limits(max_length=4000)]
Model = TypeVar("Model", bound=Entry)


class Fact(Entry):
    """One thing that publications say, and how it was checked.

    `disputed` and `outdated` facts record what some say or said; `superseded_by` names the facts
    that say it better. `checked`: `copy` seen in a copy of a source, `secondary` on a page about
    it, `knowledge` from memory, `seed` only in the article that the fact was found in.
    `verified` says where and when somebody looked it up.
    """

    id: FactId
    about: tuple[Id, ...] = ()
    topic: Text
    fact: Text
    sources: Citations = ()
    status: Literal["current", "disputed", "outdated"] = "current"
    superseded_by: tuple[FactId, ...] = ()
    checked: Literal["copy", "secondary", "knowledge", "seed"]
    verified: Remark | dt.date | None = None
    note: Remark | None = None


class Unprinted(Entry):
    """A fact that no handout prints, and the reason."""

    fact: FactId
    reason: Text | None = None


class EvidenceFile(Entry):
    """A file in `data/evidence`: facts, or what is left out of print, or both."""

    facts: tuple[Fact, ...] = ()
    unprinted: tuple[Unprinted, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All facts by id, and those that are left out of print, by the fact's id."""

    facts: Mapping[str, Fact]
    unprinted: Mapping[str, Unprinted]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of each fact: the claims that print it, those that are kept for the record
    only, the reason why it does not print, or nothing."""

    printed: Mapping[str, tuple[Claim, ...]]
    retired: Mapping[str, tuple[Claim, ...]]
    unprinted: Mapping[str, Unprinted]
    open: tuple[Fact, ...]


def load_evidence(assets: Assets) -> Evidence:
    """Every file in `data/evidence`; raises HandoutError with every problem found.

    A workspace's file replaces the bundled file of the same name.
    """
    facts: dict[str, Fact] = {}
    unprinted: dict[str, Unprinted] = {}
    problems: list[Problem] = []
    for asset in assets.files(FOLDER, ".yaml"):
        for entry in _entries(asset, problems):
            if isinstance(entry, Fact):
                _add(facts, entry.id, entry, problems)
            else:
                _add(unprinted, entry.fact, entry, problems)
    if problems:
        raise HandoutError(problems)
    return Evidence(facts, unprinted)


def _entries(asset: Asset, problems: list[Problem]) -> Iterator[Fact | Unprinted]:
    try:
        data, positions = read_yaml(asset.read(), asset.shown)
        file = validate(EvidenceFile, data, positions)
    except HandoutError as error:
        problems.extend(error.problems)
        return
    if not file.facts and not file.unprinted:
        message = "the file should have a list under `facts` or `unprinted`"
        problems.append(Problem("C008", message, Location(asset.shown, 1, 1)))
    yield from file.facts
    yield from file.unprinted


def _add(found: dict[str, Model], name: str, entry: Model, problems: list[Problem]) -> None:
    if name in found:
        message = f"the fact `{name}` is listed twice; first at {found[name].location}"
        problems.append(Problem("C010", message, entry.location, "list it once."))
    found.setdefault(name, entry)


def account(library: "Library", evidence: Evidence) -> Account:
    """What became of each fact."""
    printed: dict[str, list[Claim]] = {}
    retired: dict[str, list[Claim]] = {}
    for claim in claims(library):
        for fact in claim.facts:
            (retired if claim.status == "retired" else printed).setdefault(fact, []).append(claim)
    named = {*printed, *retired, *evidence.unprinted}
    return Account(
        printed={fact: tuple(found) for fact, found in printed.items()},
        retired={fact: tuple(found) for fact, found in retired.items()},
        unprinted=evidence.unprinted,
        open=tuple(fact for fact in evidence.facts.values() if fact.id not in named),
    )
