"""Tokens of several files laid over each other, with the file and line that set each one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handoutgen.content.positions import Path, Positions
from handoutgen.errors import Location


@dataclass(frozen=True, slots=True)
class LayeredPositions(Positions):
    """Where each token was set last, in whichever file; `layers` counts from the bottom."""

    places: dict[Path, Location] = field(default_factory=dict)
    key_places: dict[Path, Location] = field(default_factory=dict)
    layers: dict[Path, int] = field(default_factory=dict)

    def value(self, path: Path) -> Location:
        """The position of the value at a path, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Location(self.file, 1, 1))

    def key(self, path: Path) -> Location:
        """The position of the key that leads to a path."""
        return self.key_places.get(path) or self.value(path)

    def latest(self, *paths: Path) -> Path:
        """That of some paths which the topmost layer set; the first of them when equal."""
        return max(paths, key=lambda path: self.layers.get(path, -1))


@dataclass(frozen=True, slots=True)
class LayeredTokens:
    """Tokens that further files are laid over. `file` names the one that was asked for."""

    file: str
    tokens: dict[str, Any] = field(default_factory=dict)
    positions: LayeredPositions = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "positions", LayeredPositions(self.file))

    def lay(self, changes: Mapping[str, Any], source: Positions, origin: Path = ()) -> None:
        """Lay changes over the tokens: mapping by mapping, lists of mappings by position.

        `origin` is the path of the changes in their own file.
        """
        layer = 1 + max(self.positions.layers.values(), default=-1)
        self._lay(self.tokens, changes, source, origin, (), layer)

    def _lay(
        self,
        known: Any,
        changes: Any,
        source: Positions,
        origin: Path,
        path: Path,
        layer: int,
    ) -> None:
        for step, value in _items(changes):
            here, there = (*path, step), (*origin, step)
            positions = self.positions
            positions.places[here] = source.value(there)
            positions.key_places[here] = source.key(there)
            positions.layers[here] = layer
            before = _at(known, step)
            if _kind(value) and _kind(before) == _kind(value):
                self._lay(before, value, source, there, here, layer)
                continue
            if _kind(value):
                new: Any = {} if isinstance(value, Mapping) else []
                self._lay(new, value, source, there, here, layer)
                value = new
            if isinstance(known, list) and step == len(known):
                known.append(value)
            else:
                known[step] = value


def _items(value: Any) -> Sequence[tuple[Any, Any]]:
    return list(value.items() if isinstance(value, Mapping) else enumerate(value))


def _at(known: Any, step: Any) -> Any:
    if isinstance(known, dict):
        return known.get(step)
    return known[step] if step < len(known) else None


def _kind(value: Any) -> type | None:
    return next((kind for kind in (dict, list) if isinstance(value, kind)), None)
