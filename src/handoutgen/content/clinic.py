"""A clinic's own file: who it is, what its handouts say about it, and what it usually prints.

The file is `handoutgen.yaml` at the root of a workspace. It describes the clinic, never a patient.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from handoutgen.assets import PROFILE, Asset, Assets, is_file
from handoutgen.cache import TextCache
from handoutgen.content.characters import refused_characters
from handoutgen.content.constraint import after, before, limits, shaped
from handoutgen.content.entry import Entry, Id, LanguageTag, LocaleId, Text, Url, Wording
from handoutgen.content.entry_cache import cached_entry, digest_of
from handoutgen.content.layouts import Layout, Paper
from handoutgen.content.positions import Positions, read_yaml
from handoutgen.errors import HandoutError, Problem

HANDOUT = "{handout}"
"""Stands in a clinic's address on the web for the name of the handout."""

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def _one_placeholder(address: str) -> str:
    for found in _BRACES.findall(address):
        if found != HANDOUT:
            raise ValueError(f"`{found}` stands for nothing here; {HANDOUT} does")
    return address


def _nothing_yet(value: Any) -> Any:
    """A key whose lines are all still comments has the value null."""
    return {} if value is None else value


class ClinicProfile(Entry):
    """A clinic as it stands on its handouts.

    `address` is postal, on one line. `website` is where a reader finds this handout again; it may
    hold `{handout}`, the handout's name. `logo` is a file in the workspace. `locale` decides the
    emergency number. `feedback` says how to reach the clinic about a handout, `funding` is its own
    sentence on who paid.
    """

    name: Annotated[Text, limits(max_length=80)]
    address: Annotated[Text, limits(max_length=160)] | None = None
    phone: Annotated[Text, limits(max_length=40)] | None = None
    website: Annotated[Url, after(_one_placeholder)] | None = None
    logo: (
        Annotated[
            str,
            shaped(
                r"[A-Za-z0-9_-][A-Za-z0-9._-]*\.(svg|png|jpe?g)",
                "the name of an SVG, PNG or JPEG file",
                "write a name without spaces, such as logo.svg; the file is beside this one.",
            ),
        ]
        | None
    ) = None
    locale: LocaleId | None = None
    feedback: Annotated[Text, limits(max_length=200)] | None = None
    funding: Annotated[Text, limits(max_length=300)] | None = None

    def website_of(self, handout: str) -> str | None:
        """The address of the handout with this name."""
        return self.website.replace(HANDOUT, handout) if self.website else None


class Defaults(Entry):
    """What a clinic prints unless somebody asks for something else."""

    layout: Layout | None = None
    style: Id | None = None
    paper: Paper | None = None
    wording: Wording | None = None
    language: LanguageTag | None = None


class Profile(Entry):
    """The whole file. Without a `clinic` handouts name none."""

    clinic: ClinicProfile | None = None
    defaults: Annotated[Defaults, before(_nothing_yet)] = Defaults.restored({})


def load_profile(assets: Assets) -> Profile | None:
    """The profile of the workspace, or none without a workspace or its file.

    Raises HandoutError with every problem of the file (C001 to C008, C014, C080).
    """
    found = read_profile(assets)
    return found[0] if found else None


def cached_profile(assets: Assets, cache: TextCache | None) -> Profile | None:
    """The profile, from the cache where its file is unchanged, as `load_profile` has it."""
    asset = assets.get(PROFILE) if assets.workspace else None
    if asset is None or cache is None:
        return load_profile(assets)

    place = f"profile\0{asset.path.absolute()}"
    profile = cached_entry(cache, place, lambda: digest_of([asset]), lambda: _read(asset)[0])
    # Only what was just read knows the place of each value.
    refused = any(_refused(profile, Positions(asset.shown), assets))
    return load_profile(assets) if refused else profile


def read_profile(assets: Assets) -> tuple[Profile, Positions] | None:
    """The profile with the position of each value; see `load_profile`."""
    asset = assets.get(PROFILE) if assets.workspace else None
    if asset is None:
        return None
    profile, positions = _read(asset)
    problems = list(_refused(profile, positions, assets))
    if problems:
        raise HandoutError(problems)
    return profile, positions


def _read(asset: Asset) -> tuple[Profile, Positions]:
    from handoutgen.content.validation import validate

    data, positions = read_yaml(asset.read(), asset.shown)
    return validate(Profile, {} if data is None else data, positions), positions


def _refused(profile: Profile, positions: Positions, assets: Assets) -> Iterator[Problem]:
    clinic = profile.clinic
    if clinic is None:
        return
    for name, text in vars(clinic).items():
        for found in refused_characters(text or "", name, clinic):
            yield replace(found, location=positions.value(("clinic", name)))
    if clinic.logo and not (assets.workspace and is_file(assets.workspace / clinic.logo)):
        place = positions.value(("clinic", "logo"))
        hint = f"put it beside {PROFILE}, or leave `logo` away."
        yield Problem("C080", f"there is no file `{clinic.logo}` in the workspace", place, hint)
