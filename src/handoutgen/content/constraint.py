"""What a value in an entry has to keep to, said beside its type.

Validating is pydantic's work, and importing pydantic takes longer than reading back all that was
validated before. So each constraint here turns into pydantic's own when a validator is built.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

SHAPE = "shape"
"""The kind of finding where a text is not written as its kind of text is."""
_SHOWN = 60


class Constraint:
    """One or more pieces of metadata for `Annotated`, made when somebody asks for them.

    It follows the protocol for grouped metadata of the package annotated-types.
    """

    __is_annotated_types_grouped_metadata__: Literal[True] = True

    def __init__(self, made: Callable[[], Iterable[object]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[object]:
        return iter(self._made())


def limits(**given: Any) -> Constraint:
    """Limits by pydantic's names: `min_length`, `max_length`, `ge`, `le`."""

    def made() -> Iterable[object]:
        from pydantic import Field

        found: Iterable[object] = Field(**given).metadata
        return found

    return Constraint(made)


def shaped(pattern: str, what: str, hint: str) -> Constraint:
    """Text that the whole of a pattern matches; what it is then, and how to write it."""
    return Constraint(lambda: (_Shape(re.compile(pattern), what, hint),))


class _Shape:
    """pydantic would tell the pattern, which nobody who writes content can read."""

    def __init__(self, pattern: re.Pattern[str], what: str, hint: str) -> None:
        self._pattern, self._what, self._hint = pattern, what, hint

    def _check(self, text: str) -> str:
        if self._pattern.fullmatch(text):
            return text
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise refusal(SHAPE, f"`{shown}` is not {self._what}", hint=self._hint)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        return {**handler(schema), "pattern": f"^{self._pattern.pattern}$"}


def before(function: Callable[[Any], Any], **given: Any) -> Constraint:
    """A function that gets the value as it is written and gives what is then validated."""

    def made() -> Iterable[object]:
        from pydantic import BeforeValidator

        return (BeforeValidator(function, **given),)

    return Constraint(made)


def after(function: Callable[[Any], Any]) -> Constraint:
    """A function that gets the validated value; its ValueError is a finding."""

    def made() -> Iterable[object]:
        from pydantic import AfterValidator

        return (AfterValidator(function),)

    return Constraint(made)


def told_apart_by(key: str) -> Constraint:
    """The key whose word says which of several entries is meant."""

    def made() -> Iterable[object]:
        from pydantic import Discriminator

        return (Discriminator(key),)

    return Constraint(made)


def refusal(kind: str, message: str, hint: str = "") -> ValueError:
    """An error for a constraint's function to raise, with pydantic's name for its kind.

    The message is taken as it stands.
    """
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(kind, "{message}", {"message": message, "hint": hint})
