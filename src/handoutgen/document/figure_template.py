"""Figures that are drawn from data: a Jinja2 template of SVG, in the sandbox of all templates."""

import json
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError

from handoutgen.assets import Asset
from handoutgen.content.figure import Value
from handoutgen.content.positions import decode
from handoutgen.document.sandbox import Sandbox, hardened
from handoutgen.document.template import written

MOST_COUNTED = 20_000
"""So many numbers the template of a figure may count in all."""


class _FigureSandbox(Sandbox):
    """Each template stands alone: a review of a figure covers its file as it is."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            message = "the template of a figure stands alone and takes in no other."
            raise TemplateSyntaxError(message, node.lineno, name, filename)
        return tree


class _Counting:
    """Python's `range` for one drawing, with so many numbers in all."""

    def __init__(self) -> None:
        self.left = MOST_COUNTED

    def __call__(self, *bounds: object) -> range:
        whole = [bound for bound in bounds if isinstance(bound, int)]
        if len(whole) != len(bounds) or not 1 <= len(bounds) <= 3:
            raise SecurityError("range takes one to three whole numbers")
        numbers = range(*whole)
        self.left -= len(numbers)
        if self.left < 0:
            raise SecurityError("the template counts too far")
        return numbers


def _refuse(message: object) -> None:
    raise SecurityError(str(message)[:200])


def draw(template: Asset, data: Mapping[str, Value]) -> bytes:
    """The SVG that a template makes of data; raises HandoutError with T002 or T003.

    Besides its data a template knows `range`, and `refuse(message)` for data that make no
    drawing. Each start tag says with `at` which line of the template it stands for.
    """
    source = decode(template.read(), template.shown)
    return _drawn(source, template.path.name, template.shown, json.dumps(data))


@lru_cache(maxsize=256)
def _drawn(source: str, name: str, shown: str, data: str) -> bytes:
    """The SVG, kept by all that it is made from: many handouts print the same figures."""
    values = {**json.loads(data), "range": _Counting(), "refuse": _refuse}
    return written(lambda: _compiled(source, name, shown), values).encode("utf-8")


@lru_cache(maxsize=1)
def _sandbox() -> Sandbox:
    return hardened(_FigureSandbox)


@lru_cache(maxsize=64)
def _compiled(source: str, name: str, shown: str) -> Template:
    sandbox = _sandbox()
    code = sandbox.compile(source, name, shown)
    return Template.from_code(sandbox, code, sandbox.make_globals(None))
