"""Jinja2 templates in a sandbox, with the template's line kept on every element.

A template arranges values; it cannot reach Python, read files outside `templates/`, or print
unescaped text (see `sandbox`). Every start tag in its source gets an ``at="name:line"`` attribute
before Jinja2 sees it, so that whatever is wrong later still leads back to the template.
"""

from collections.abc import Callable, Iterable, Mapping

from jinja2 import (
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from handoutgen.assets import Assets
from handoutgen.content.figure import TEMPLATE_SUFFIX
from handoutgen.document.sandbox import LIMIT, SUFFIX, environment, shown
from handoutgen.document.steps import counted
from handoutgen.errors import HandoutError, Location, Problem, did_you_mean
from handoutgen.said import Said, said

__all__ = ["SUFFIX", "names", "no_template", "render", "shown", "written"]


def names(assets: Assets) -> tuple[str, ...]:
    """The templates that a handout can name: those directly in `templates/`."""
    found = assets.files("templates", SUFFIX)
    stems = (a.name.removeprefix("templates/").removesuffix(SUFFIX) for a in found)
    return tuple(stem for stem in stems if "/" not in stem)


def no_template(template: str) -> Said:
    """What T001 says of a template."""
    return said("there is no template `{template}`", template=template)


def render(assets: Assets, name: str, values: Mapping[str, object]) -> str:
    """A template's markup for these values; raises HandoutError with T001 to T003."""
    try:
        if "/" in name:  # a part of a template is no handout by itself
            raise TemplateNotFound(name + SUFFIX)
        return written(lambda: environment(assets).get_template(name + SUFFIX), values)
    except TemplateNotFound as error:
        missing = (error.name or name).removesuffix(SUFFIX)
        hint = did_you_mean(missing, names(assets))
        place = _failing_line(error) if missing != name else None
        problem = Problem("T001", no_template(missing), place, hint)
    raise HandoutError([problem]) from None


def written(template: Callable[[], Template], values: Mapping[str, object]) -> str:
    """What a template makes of the values.

    Raises TemplateNotFound, or HandoutError with T002 or T003, or for what cannot be read.
    """
    try:
        made = template()  # outside of the count: it is compiled once, and printed many times
        with counted():
            return _whole(made.generate(values))
    except (HandoutError, TemplateNotFound):
        raise
    except TemplateSyntaxError as error:
        place = Location(error.filename or "template", error.lineno)
        problem = Problem("T002", f"not a valid template: {error.message}", place)
    except (UndefinedError, SecurityError) as error:
        problem = Problem("T003", str(error.message), _failing_line(error), _HINT)
    except TemplateError as error:
        problem = Problem("T003", str(error.message), _failing_line(error))
    except (MemoryError, RecursionError):
        problem = Problem("T003", "the template never ends, or asks for too much", None)
    except Exception as error:  # whatever Python makes of a template is the template's problem
        message = f"the template fails: {str(error) or type(error).__name__}"
        problem = Problem("T003", message, _failing_line(error))
    raise HandoutError([problem]) from None


def _whole(stream: Iterable[str]) -> str:
    """The text piece by piece, so that one without end stops before it fills the memory."""
    pieces: list[str] = []
    size = 0
    for piece in stream:
        pieces.append(piece)
        size += len(piece)
        if size > LIMIT:
            raise SecurityError("the template asks for too much")
    return "".join(pieces)


_TEMPLATES = (SUFFIX, TEMPLATE_SUFFIX)
_HINT = "docs/content-guide.md lists the values that a template can use."


def _failing_line(error: BaseException) -> Location | None:
    """The deepest template line in a traceback; Jinja2 rewrites frames to template lines."""
    place = None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(_TEMPLATES):
            place = Location(file, trace.tb_lineno)
        trace = trace.tb_next
    return place
