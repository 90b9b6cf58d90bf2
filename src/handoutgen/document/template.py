"""Jinja2 templates in a sandbox, with the template's line kept on every element.

A template arranges values; it cannot reach Python, read files outside `templates/`, or print
unescaped text. Every start tag in its source gets an ``at="name:line:column"`` attribute before
Jinja2 sees it, so that whatever is wrong later still leads back to the template.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.environment import Environment
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from handoutgen.assets import Assets
from handoutgen.content.positions import decode
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean

SUFFIX = ".html.j2"
_START_TAG = re.compile(r"<([A-Za-z][\w-]*)")
_MACHINE = "at"


class Lines(Extension):
    """Writes the position of each start tag into it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Jinja2's hook between lexer and parser: rewrites the template's own text."""
        name = stream.name or "template"
        for token in stream:
            if token.type == "data" and "<" in token.value:
                yield Token(token.lineno, "data", _with_lines(token.value, name, token.lineno))
            else:
                yield token


def _with_lines(text: str, name: str, first_line: int) -> str:
    def mark(match: re.Match[str]) -> str:
        line = first_line + text.count("\n", 0, match.start())
        return f'{match.group()} {_MACHINE}="{name}:{line}"'

    return _START_TAG.sub(mark, text)


class _AssetLoader(BaseLoader):
    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        name = f"templates/{template}"
        # Only names that a listing of the folder gives: `..` and absolute paths are not there.
        if not re.fullmatch(r"[\w-]+(/[\w-]+)*\.html\.j2", template):
            raise TemplateNotFound(template)
        asset = self.assets.get(name)
        if asset is None:
            raise TemplateNotFound(template)
        return decode(asset.read(), asset.shown), asset.shown, None


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, without the operators that make huge values from small templates."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(f"the operator {operator} is not allowed here")
        return super().call_binop(context, operator, left, right)


@lru_cache(maxsize=8)
def environment(assets: Assets) -> Environment:
    """The sandbox for these assets. Compiled templates are kept with it."""
    made = _Sandbox(
        loader=_AssetLoader(assets),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Lines],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Without these a template has no way to print text that was not escaped.
    for name in ("safe", "xmlattr", "tojson", "urlize"):
        made.filters.pop(name, None)
    made.globals.clear()
    made.globals["namespace"] = Namespace
    return made


def names(assets: Assets) -> tuple[str, ...]:
    """The templates that a handout can name: those directly in `templates/`."""
    found = assets.files("templates", SUFFIX)
    stems = (a.name.removeprefix("templates/").removesuffix(SUFFIX) for a in found)
    return tuple(stem for stem in stems if "/" not in stem)


def render(assets: Assets, name: str, values: Mapping[str, object]) -> str:
    """A template's markup for these values; raises HandoutError with T001 to T003."""
    try:
        if "/" in name:  # a part of a template is no handout by itself
            raise TemplateNotFound(name + SUFFIX)
        return environment(assets).get_template(name + SUFFIX).render(values)
    except TemplateNotFound as error:
        missing = (error.name or name).removesuffix(SUFFIX)
        hint = did_you_mean(missing, names(assets))
        place = Location(f"templates/{name}{SUFFIX}") if missing != name else None
        problem = Problem("T001", f"there is no template `{missing}`", place, hint)
    except TemplateSyntaxError as error:
        place = Location(_shown(assets, error.name, error.filename), error.lineno)
        problem = Problem("T002", f"not a valid template: {error.message}", place)
    except (UndefinedError, SecurityError) as error:
        problem = Problem("T003", str(error.message), _failing_line(assets, error), _HINT)
    except TemplateError as error:
        problem = Problem("T003", str(error.message), _failing_line(assets, error))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        message = f"the template fails: {error}"
        problem = Problem("T003", message, _failing_line(assets, error))
    except (MemoryError, RecursionError):
        problem = Problem("T003", "the template never ends, or asks for too much", None)
    raise HandoutError([problem]) from None


_HINT = "docs/content-guide.md lists the values that a template can use."


def _failing_line(assets: Assets, error: BaseException) -> Location | None:
    """The deepest template line in a traceback; Jinja2 rewrites frames to template lines."""
    place = None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(SUFFIX):
            place = Location(file, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _shown(assets: Assets, name: str | None, file: str | None) -> str:
    return file or f"templates/{name}"
