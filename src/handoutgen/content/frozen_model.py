"""Frozen, validated models that need pydantic only while something is being validated.

A model's annotations say what its values are, `constraint.py` what they have to keep to. pydantic
builds the validator from both when the first entry is validated (`frozen_model_schema.py`). What
was validated before is restored without it: a command then starts without importing pydantic.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform, get_origin

_REQUIRED = object()
_NO_FIELD: tuple[object, ...] = (ClassVar,)

_NO_STATE = ("__dict__", "_hash", "_json")
"""Slots beside the state of a model. Its hash and its JSON are made once, and anew for a changed
one; in another process a text has another hash."""


class Field(NamedTuple):
    """A value of a model: its key as it is written, and what it is when nobody says it."""

    key: str
    default: Any = _REQUIRED

    @property
    def required(self) -> bool:
        """Whether it has to be said."""
        return self.default is _REQUIRED


def field(*, default: Any = _REQUIRED, key: str = "") -> Any:
    """A field whose default cannot stand as it is, or whose key is no name in Python."""
    return Field(key, default)


@dataclass_transform(
    eq_default=True, kw_only_default=True, frozen_default=True, field_specifiers=(field,)
)
class Model:
    """A frozen model. It is validated when it is made from values, and not when it is restored.

    Raises pydantic's ValidationError for values that it does not take.
    """

    # Those of pydantic are where its validators put what they find (pydantic-core, model schema).
    __slots__ = (
        "__dict__",
        "__pydantic_extra__",
        "__pydantic_fields_set__",
        "__pydantic_private__",
        "_hash",
        "_json",
    )
    _hash: int
    _json: str

    fields: ClassVar[Mapping[str, Field]] = {}
    _defaults: ClassVar[Mapping[str, Any]] = {}

    model_config: ClassVar[Mapping[str, Any]] = {"extra": "forbid"}
    """What pydantic asks a model about itself when it writes a JSON Schema."""

    by_name: ClassVar[bool] = False
    """Whether a field may also be written by its name in Python, where its key is another."""

    def __init_subclass__(cls) -> None:
        own: dict[str, Field] = {}
        for name, annotation in cls.__annotations__.items():
            if name.startswith("_") or get_origin(annotation) in _NO_FIELD:
                continue
            value = cls.__dict__.get(name, _REQUIRED)
            found = value if isinstance(value, Field) else Field(name, value)
            own[name] = found._replace(key=found.key or name)
            if value is not _REQUIRED:
                delattr(cls, name)
        cls.fields = {**cls.fields, **own}
        whole = cls.fields.items()
        cls._defaults = {n: None if found.required else found.default for n, found in whole}

    def __init__(self, **values: Any) -> None:
        from handoutgen.content.frozen_model_schema import validator

        validator(type(self)).validate_python(values, self_instance=self)

    @classmethod
    def restored(cls, said: Mapping[str, Any]) -> Self:
        """A model of values that were validated before; all that is not said has its default.

        What must be said and is not is None.
        """
        made = cls.__new__(cls)
        made.__setstate__(({**cls._defaults, **said}, {"__pydantic_fields_set__": set(said)}))
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from handoutgen.content.frozen_model_schema import schema_of

        return schema_of(cls, handler)

    def check(self) -> None:
        """Look whether the values go together; raises ValueError when they do not."""

    @property
    def said(self) -> frozenset[str]:
        """The names of the fields that somebody gave a value."""
        return frozenset(getattr(self, "__pydantic_fields_set__"))  # noqa: B009

    def changed(self, **values: Any) -> Self:
        """The same with other values, which are not validated."""
        whole, rest = self.__getstate__()
        said = {"__pydantic_fields_set__": {*self.said, *values}}
        made = type(self).__new__(type(self))
        made.__setstate__(({**whole, **values}, {**rest, **said}))
        return made

    def as_data(self, *, changes: bool = False, without: Iterable[str] = ()) -> dict[str, Any]:
        """The values as JSON has them; with `changes` only those that differ from the default."""
        return {
            name: plain(value, changes=changes)
            for name, value in vars(self).items()
            if name not in without and not (changes and value == self.fields[name].default)
        }

    def __getstate__(self) -> tuple[dict[str, Any], dict[str, Any]]:
        slots = (name for kind in type(self).__mro__ for name in kind.__dict__.get("__slots__", ()))
        rest = {n: getattr(self, n) for n in slots if n not in _NO_STATE and hasattr(self, n)}
        return dict(vars(self)), rest

    def __setstate__(self, state: tuple[dict[str, Any], dict[str, Any]]) -> None:
        values, rest = state
        object.__setattr__(self, "__dict__", values)
        for name, value in rest.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        # Kept: what is made of an entry is found by it, and an entry holds many others.
        if not hasattr(self, "_hash"):
            object.__setattr__(self, "_hash", hash((type(self), *vars(self).values())))
        return self._hash

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({said})"


def plain(value: Any, *, changes: bool = False) -> Any:
    """A value of a model as JSON has it."""
    match value:
        case Model():
            return value.as_data(changes=changes)
        case tuple():
            return [plain(inner, changes=changes) for inner in value]
        case Mapping():
            return {key: plain(inner, changes=changes) for key, inner in value.items()}
        case None | bool() | int() | float() | str():
            return value
        case _:
            return value.isoformat()
