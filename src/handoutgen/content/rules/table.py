"""All rules for content in one table, which documentation, tests, editors and CI read."""

from collections.abc import Mapping
from types import MappingProxyType

from handoutgen.content.rules import (
    account,
    copying,
    data,
    duplicates,
    limits,
    loading,
    numbers,
    reading_level,
    reviewed,
    safety,
    sources,
    style,
    terms,
)
from handoutgen.content.rules.rule import Rule

_MODULES = (
    *(loading, sources, numbers, terms, style, limits),
    *(safety, duplicates, copying, data, reading_level),
    *(reviewed, account),
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for module in _MODULES for rule in module.RULES), key=lambda rule: rule.code)
)
RULE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})
