"""The clinics of a plan: each one's content as it stands, opened one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handoutgen.assets import PROFILE, Assets
from handoutgen.batch.job import Shelf
from handoutgen.batch.plan import Plan
from handoutgen.batch.stand import Stand
from handoutgen.cache import FolderCache
from handoutgen.content.clinic import Profile
from handoutgen.content.library import SOURCE_LANGUAGE, Library, load_handout, load_library
from handoutgen.content.positions import Positions
from handoutgen.defaults import checked_profile
from handoutgen.document.template import names as template_names
from handoutgen.errors import HandoutError, Problem
from handoutgen.render.style import style_names
from handoutgen.said import said
from handoutgen.saved_check import check_saved
from handoutgen.saved_handout import find_saved
from handoutgen.translation.catalogue import languages


@dataclass(frozen=True, slots=True)
class Clinic:
    """A clinic's content. `name` is empty for the workspace of the command, or for none."""

    name: str
    assets: Assets
    library: Library
    profile: Profile | None
    styles: tuple[str, ...]
    templates: tuple[str, ...]
    languages: tuple[str, ...]
    kept: FolderCache | None
    stand: Stand

    @property
    def shelf(self) -> Shelf:
        """Where a building process finds it."""
        workspace = self.assets.workspace
        return Shelf(
            str(workspace) if workspace else None,
            str(self.kept.folder) if self.kept else None,
            self.stand.whole,
        )

    def saved(self, name: str, overridden: frozenset[str]) -> Mapping[str, Any]:
        """What a saved handout asks for by field.

        Raises HandoutError with what is wrong with it, but for what the plan goes over.
        """
        asset = find_saved(name, self.library, self.assets)
        handout, positions = load_handout(asset)
        problems = list(check_saved(handout, positions, self.library, self.assets, overridden))
        if problems:
            raise HandoutError(problems)
        return {f: getattr(handout, f) for f in handout.said - {"description"}}


def open_clinic(name: str, assets: Assets, cache: FolderCache | None) -> Clinic:
    """A clinic with all that it has; raises HandoutError with everything wrong in it."""
    # Before all else: what changes from here on shows at the end.
    stand = Stand.of(assets)
    library = load_library(assets, cache)
    return Clinic(
        name=name,
        assets=assets,
        library=library,
        profile=checked_profile(library, assets, cache),
        styles=style_names(assets),
        templates=template_names(assets),
        languages=(SOURCE_LANGUAGE, *languages(assets)),
        kept=cache,
        stand=stand,
    )


def assets_of(plan: Plan, positions: Positions, folder: Path, own: Assets) -> Mapping[str, Assets]:
    """Every clinic's files, by its name in the plan; the command's own under the empty name.

    Raises HandoutError U002 for each that is no workspace, C008 for a name that no clinic has.
    """
    found: dict[str, Assets] = {"": own}
    problems: list[Problem] = []
    for name, path in plan.clinics.items():
        place = positions.value(("clinics", name))
        root = folder / path
        try:
            if not (root / PROFILE).is_file():
                raise ValueError
            found[name] = Assets.find(root)
        except (OSError, ValueError):
            message = said("{folder} is no workspace", folder=path)
            hint = said(
                "a clinic's folder has a file {file}; `handoutgen init` makes one.", file=PROFILE
            )
            problems.append(Problem("U002", message, place, hint))
    problems.extend(_unknown(plan, positions))
    if problems:
        raise HandoutError(problems)
    return found


def _unknown(plan: Plan, positions: Positions) -> Iterator[Problem]:
    from handoutgen.errors import did_you_mean

    for number, matrix in enumerate(plan.make):
        rows = [(("make", number), matrix.clinic)]
        rows += [
            (("make", number, "except", n), c.clinic)  # type: ignore[misc]
            for n, c in enumerate(matrix.left_out)
        ]
        for at, names in rows:
            for index, name in enumerate(names):
                if name not in plan.clinics:
                    place = positions.value((*at, "clinic", index))
                    hint = did_you_mean(name, plan.clinics)
                    hint = hint or "give its folder under `clinics` at the top of the plan."
                    yield Problem("C008", f"`clinic`: there is no clinic `{name}`", place, hint)
