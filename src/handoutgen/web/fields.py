"""What a browser sends in a form or a link, as named lists of texts."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said

Fields = Mapping[str, list[str]]

MOST_FIELDS = 400


def read_fields(encoded: bytes) -> Fields:
    """The fields of a query string or of a form's body; raises HandoutError U045."""
    try:
        pairs = parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:  # which UnicodeDecodeError is too
        hint = said("open the page again and pick anew.")
        raise HandoutError([Problem("U045", said("the form cannot be read"), hint=hint)]) from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def first(fields: Fields, name: str) -> str:
    """The first value under a name, or nothing."""
    return (fields.get(name) or [""])[0].strip()
