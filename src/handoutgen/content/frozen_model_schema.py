"""pydantic's schema of a model: how its validator and its JSON Schema are built."""

from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from handoutgen.content.frozen_model import Field, Model

Checked = TypeVar("Checked", bound=Model)


def adapter(model: type[Model]) -> TypeAdapter[Any]:
    """What validates and describes a model."""
    # mypy takes the hash of the model's instances for that of the class.
    return _adapter(model)  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _adapter(model: type[Model]) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def validator(model: type[Model]) -> SchemaValidator:
    """The validator of a model, which takes data or makes a new model what the data say."""
    found = adapter(model).validator
    assert isinstance(found, SchemaValidator)  # noqa: S101
    return found


def validated(model: type[Checked], data: Any) -> Checked:
    """The data as a model; raises pydantic's ValidationError with all that is wrong with them."""
    made: Checked = adapter(model).validate_python(data)
    return made


def json_schema(model: type[Model]) -> dict[str, Any]:
    """The JSON Schema of what a model is made from, under the keys as they are written."""
    return adapter(model).json_schema()


def schema_of(model: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema of a model with all that is in it."""
    hints = get_type_hints(model, include_extras=True)
    fields = {
        name: core_schema.model_field(
            _with_default(handler.generate_schema(hints[name]), found),
            validation_alias=found.key if found.key != name else None,
            serialization_alias=found.key if found.key != name else None,
        )
        for name, found in model.fields.items()
    }
    inner = core_schema.model_fields_schema(fields, model_name=model.__name__)
    config = core_schema.CoreConfig(
        extra_fields_behavior="forbid",
        str_strip_whitespace=True,
        validate_by_alias=True,
        validate_by_name=model.by_name,
    )
    name = f"{model.__module__}.{model.__qualname__}:{id(model)}"
    if model.check is Model.check:
        return core_schema.model_schema(model, inner, frozen=True, config=config, ref=name)
    whole = core_schema.model_schema(model, inner, frozen=True, config=config)
    return core_schema.no_info_after_validator_function(_checked, whole, ref=name)


def _with_default(schema: CoreSchema, found: Field) -> CoreSchema:
    if found.required:
        return schema
    # An entry of its own for each, since whoever reads it tells it its place.
    if isinstance(found.default, Model):
        return core_schema.with_default_schema(schema, default_factory=found.default.changed)
    if isinstance(found.default, dict):
        return core_schema.with_default_schema(schema, default_factory=found.default.copy)
    return core_schema.with_default_schema(schema, default=found.default)


def _checked(model: Model) -> Model:
    model.check()
    return model
