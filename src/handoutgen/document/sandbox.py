"""The sandbox that templates run in: no Python, no unescaped text, nothing huge, no chance.

Jinja2's own sandbox keeps templates from Python. What is added here keeps text escaped, bounds
what a small template can blow up, and gives the same bytes each time.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any, cast

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, Undefined
from jinja2.environment import Environment, Template
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.filters import FILTERS, sync_do_join
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace, _PassArg, pass_context, pass_eval_context

from handoutgen.assets import Assets
from handoutgen.content.positions import decode
from handoutgen.document.steps import FILTER, MOST_TOKENS, spend, spend_on, spend_on_file
from handoutgen.document.template_code import CountingGenerator
from handoutgen.document.values import SHOWN

SUFFIX = ".html.j2"
LIMIT = 1_000_000
"""The most characters of markup, items of a list, or what a number counts to."""

_NESTING = 16
_SIZED = (str, list, tuple)
_PRINTED = (str, int, float, Undefined)
_MACHINE = "at"
_NAME = re.compile(r"[\w-]+(/[\w-]+)*\.html\.j2")
_START_TAG = re.compile(r"<([^\W\d][\w:.-]*)")

# `replace` and `indent` can undo escaping; `center`, `format`, `round` and others can grow without
# bound; `random` is never the same twice. So a filter has to be known to be harmless.
_TEXT_FILTERS = ("capitalize", "e", "escape", "lower", "string", "title", "trim", "upper")
_FILTERS = (
    *("abs", "count", "d", "default", "first", "groupby", "int", "join", "last", "length", "list"),
    *("map", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"),
)


class Lines(Extension):
    """Writes the position of each start tag into it, and refuses tags that turn escaping off.

    It also counts: a template with very many tags takes long before it prints anything.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.tokens: dict[str, int] = {}

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Jinja2's hook between lexer and parser: rewrites the template's own text."""
        name = stream.name or "template"
        before = ""
        count = 0
        for count, token in enumerate(stream, start=1):
            if count > MOST_TOKENS:
                message = f"{MOST_TOKENS:,} words and signs in tags are the most."
                raise TemplateSyntaxError(message, token.lineno, stream.name, stream.filename)
            if before == "block_begin" and token.value == "autoescape":
                message = "the tag 'autoescape' is not allowed."
                raise TemplateSyntaxError(message, token.lineno, stream.name, stream.filename)
            before = token.type
            if token.type == "data" and "<" in token.value:
                yield Token(token.lineno, "data", _with_lines(token.value, name, token.lineno))
            else:
                yield token
        self.tokens[name] = count


def _with_lines(text: str, name: str, first_line: int) -> str:
    def mark(match: re.Match[str]) -> str:
        line = first_line + text.count("\n", 0, match.start())
        return f'{match.group()} {_MACHINE}="{name}:{line}"'

    return _START_TAG.sub(mark, text)


@lru_cache(maxsize=256)
def shown(assets: Assets, name: str) -> str:
    """How messages name a template that others include by this name; kept, as templates are."""
    asset = assets.get(f"templates/{name}") if _NAME.fullmatch(name) else None
    return asset.shown if asset else f"templates/{name}"


class _AssetLoader(BaseLoader):
    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        # Only names that a listing of the folder gives: `..` and absolute paths are not there.
        if not _NAME.fullmatch(template):
            raise TemplateNotFound(template)
        asset = self.assets.get(f"templates/{template}")
        if asset is None:
            raise TemplateNotFound(template)
        return decode(asset.read(), asset.shown), asset.shown, None


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, without what makes huge values from small templates."""

    code_generator_class = CountingGenerator
    intercepted_binops = frozenset({"*", "**", "%", "+", "-"})
    spend = staticmethod(spend)

    def weighed(self, value: object) -> object:
        """A value that is about to be read as a whole."""
        spend_on(value)
        return value

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What `name(...)` does; a message about what cannot be called shows it as a whole."""
        spend_on((called, args, kwargs))
        return super().call(context, called, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `value.name` does: Jinja2 looks twice at what is not made for templates."""
        if attribute in SHOWN.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What `value[...]` does."""
        spend_on(argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or (operator != "+" and not numbers):
            raise SecurityError(f"the operator {operator} is not allowed here")
        if not numbers:
            _bounded(_size(left) + _size(right))
            spend_on((left, right))
        result: object = super().call_binop(context, operator, left, right)
        if isinstance(result, int):
            _bounded(abs(result))
        return result

    def concatenated(self, parts: Iterable[object]) -> str:
        """What `~` does."""
        texts = [as_text(part) for part in parts]
        _bounded(sum(map(_size, texts)))
        spend_on(texts)
        return markup_join(texts)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        # Filters do what is needed; `"".ljust` and `(1).to_bytes` make as much as one asks for.
        plain = isinstance(obj, str | bytes | int | float)
        return not plain and super().is_safe_attribute(obj, attr, value)

    def _load_template(self, *args: Any, **kwargs: Any) -> Template:
        depth, frame = 0, inspect.currentframe()
        while frame is not None:
            code = frame.f_code
            depth += code.co_name == "root" and code.co_filename.endswith(SUFFIX)
            frame = frame.f_back
        if depth > _NESTING:
            raise SecurityError("templates include or extend each other without end")
        made = super()._load_template(*args, **kwargs)
        lines = cast(Lines, self.extensions[Lines.identifier])
        spend_on_file(made.name or "", lines.tokens.get(made.name or "", 0))
        return made

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:
            line = _template_line(source, error.lineno or 1)
            raise TemplateSyntaxError(error.msg, line, None, filename) from None


def _template_line(source: str, line: int) -> int:
    """The template's line for a line of Jinja2's Python, by the table at the end of that Python."""
    table = source[source.rfind("debug_info = ") :]
    pairs = [(int(a), int(b)) for a, b in re.findall(r"(\d+)=(\d+)", table)]
    return max((template for template, python in pairs if python <= line), default=1)


def _size(value: object) -> int:
    return len(value) if isinstance(value, _SIZED) else 0


def _bounded(size: float) -> None:
    if size > LIMIT:
        raise SecurityError("the template asks for too much")


def as_text(value: object) -> object:
    """A value that has a text: words or a number, and nothing with an address in memory."""
    if not isinstance(value, _PRINTED):
        kind = "nothing" if value is None else f"a {type(value).__name__}"
        raise SecurityError(f"only words and numbers print; this is {kind}")
    _bounded(_size(value))
    return value


@pass_context  # so that Jinja2 asks while it renders, when the template's line is known
def _printed(_context: Context, value: object) -> object:
    spend_on(value)
    return as_text(value)


def _of_text(text_filter: Callable[..., object]) -> Callable[..., object]:
    return lambda value, *args, **kwargs: text_filter(as_text(value), *args, **kwargs)


def _counting(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter or test that takes steps for what it is given; what it gives is there as a whole."""
    wanted = _PassArg.from_obj(function)

    @pass_context
    def counting(context: Context, *args: Any, **kwargs: Any) -> Any:
        spend_on((args, kwargs), FILTER)
        if wanted is _PassArg.eval_context:
            args = (context.eval_ctx, *args)
        elif wanted is _PassArg.environment:
            args = (context.environment, *args)
        elif wanted is _PassArg.context:
            args = (context, *args)
        result = function(*args, **kwargs)
        return list(result) if isinstance(result, Iterator) else result

    return counting


@pass_eval_context
def _join(
    context: EvalContext, value: Iterable[object], d: str = "", attribute: str | None = None
) -> str:
    if attribute is not None:
        raise SecurityError("write map(attribute=...) before join")
    items = [as_text(item) for item in value]
    _bounded(sum(map(_size, items)) + len(items) * _size(as_text(d)))
    return sync_do_join(context, items, d)


@lru_cache(maxsize=8)
def environment(assets: Assets) -> Environment:
    """The sandbox for these assets. Compiled templates are kept with it."""
    return hardened(Sandbox, _AssetLoader(assets))


def hardened(kind: type[Sandbox], loader: BaseLoader | None = None) -> Sandbox:
    """A sandbox of a kind, in which templates find nothing but what the loader finds."""
    made = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Lines],
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters = {name: FILTERS[name] for name in _FILTERS}
    made.filters.update((name, _of_text(FILTERS[name])) for name in _TEXT_FILTERS)
    made.filters["join"] = _join
    made.filters = {name: _counting(made_filter) for name, made_filter in made.filters.items()}
    tests: dict[str, Any] = {**TESTS}
    made.tests = {name: _counting(tests[name]) for name in tests if name not in ("filter", "test")}
    made.globals.clear()
    made.globals["namespace"] = Namespace
    return made
