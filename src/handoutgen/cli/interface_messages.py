"""What the program itself says, for translators: on the page, in a terminal, in its help."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from babel.messages.extract import extract
from jinja2.ext import babel_extract

import handoutgen
from handoutgen.cli.localized import help_texts
from handoutgen.content.rules.language_level import LANGUAGES
from handoutgen.instruments import ITEMS, LONGEST_ITEM
from handoutgen.translation.messages import Message
from handoutgen.translation.words import CONTEXT

_PACKAGE = Path(handoutgen.__file__).parent
_CODE, _TEMPLATES = ("cli", "web", "translation"), "web/templates"
_NUMBERS = ("many", "form")
_KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("words", "_words", "say", "voice", "marked", "_")),
    **dict.fromkeys(_NUMBERS, (1, 2)),
}
_TAG = "for translators:"
_FORMS = "{n} is the number; the forms are those of your language"
_ITEM = ("an item of a quality card: one short line",)
_PROBLEM = ("what is wrong, what to do about it, or words within: no capital at the start",)


def interface_messages(command: click.Command) -> tuple[Message, ...]:
    """Every text once: those of the page, the terminal's, the commands' help, then problems."""
    found: dict[str, Message] = {}
    for message in (
        *(*_in_templates(), *_in_code(), *_of_measures(), *_of_instruments()),
        *(*_in_help(command), *problem_messages()),
    ):
        known = found.get(message.text)
        if known is None or (message.plural and not known.plural):
            found[message.text] = message
    return tuple(found.values())


def _in_templates() -> Iterator[Message]:
    for path in sorted((_PACKAGE / _TEMPLATES).glob("*.j2")):
        with path.open("rb") as file:
            for _, function, texts, _ in babel_extract(file, tuple(_KEYWORDS), (_TAG,), {}):
                yield from _message(path, function, texts)


def _in_code() -> Iterator[Message]:
    for path in (p for folder in _CODE for p in sorted((_PACKAGE / folder).glob("*.py"))):
        with path.open("rb") as file:
            for _, texts, _, _ in extract("python", file, _KEYWORDS, (_TAG,)):
                yield from _message(path, "many" if isinstance(texts, tuple) else "words", texts)


def _of_measures() -> Iterator[Message]:
    """What is said of the measures of reading level, which belong to the content's rules."""
    for measures in LANGUAGES.values():
        for text in measures.texts():
            yield Message(CONTEXT, text, "handoutgen check --readability", ("reading level",))


def _of_instruments() -> Iterator[Message]:
    """The items of a quality card, in a column for which there is a length."""
    for items in ITEMS.values():
        for text in items.values():
            yield Message(CONTEXT, text, "handoutgen quality", _ITEM, most=LONGEST_ITEM)


def _in_help(command: click.Command) -> Iterator[Message]:
    for text in help_texts(command):
        yield Message(CONTEXT, text, "handoutgen --help", ("help in a terminal",))


def problem_messages() -> Iterator[Message]:
    """What is `said` or `counted`, wherever in the package; calls may stand in each other."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        code = path.read_bytes()
        if b"said(" in code or b"counted(" in code:
            yield from said_in(path, ast.parse(code))


def said_in(path: Path, code: ast.Module) -> Iterator[Message]:
    """What is `said` or `counted` in one module of the package."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            match node.func.id:
                case "said":
                    yield from _message(path, "words", texts, _PROBLEM)
                case "counted":
                    yield from _message(path, "many", texts, _PROBLEM)


def _message(
    path: Path, function: str | None, texts: object, comments: tuple[str, ...] = ()
) -> Iterator[Message]:
    several = texts if isinstance(texts, list | tuple) else [texts]
    words = [word for word in several if isinstance(word, str) and word]
    if not words:
        return
    file = path.relative_to(_PACKAGE.parent).as_posix()
    if function in _NUMBERS and len(words) > 1:
        yield Message(CONTEXT, words[0], file, (*comments, _FORMS), plural=words[1])
    elif function not in _NUMBERS:
        yield Message(CONTEXT, words[0], file, comments)
