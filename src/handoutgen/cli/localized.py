"""Commands whose help is in the user's language: copied and translated as they are looked up.

Help is written in English where a command is defined. Here is the one place that translates it.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.said import marked
from handoutgen.translation.words import Words

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_AS_IT_IS = "\b"
"""On a line of its own it says that the lines of its paragraph stay lines (click)."""
_CODE = re.compile(r"(?P<code> +\S.*?)(?P<gap> {2,}\(?)(?P<said>\S[^)]*)(?P<end>\)?)\Z")
CLICK_WORDS = (
    marked("Usage:"),
    marked("Options"),
    marked("Commands"),
    marked("[OPTIONS]"),
    marked("COMMAND [ARGS]..."),
    marked("Show this message and exit."),
    marked("Show the version and exit."),
    marked("required"),
)
"""What click says itself in every help."""


class Formatter(click.HelpFormatter):
    """Writes help whose headings are in a language; the rest is translated when it gets here."""

    def __init__(self, words: Words, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._words = words
        self._required = f"[{words('required')}]"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        super().write_usage(prog, args, prefix or f"{self._words('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The head of a list."""
        super().write_heading(self._words(heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of options or commands; that of the help itself is click's own."""
        own, required = CLICK_WORDS[5], f"[{CLICK_WORDS[7]}]"
        told = [
            (name, self._words(own) if text == own else text.replace(required, self._required))
            for name, text in rows
        ]
        super().write_dl(told, col_max, col_spacing)


class Context(click.Context):
    """A context that writes help in the language of the words that the first one was given."""

    def make_formatter(self) -> click.HelpFormatter:
        """What writes the help."""
        words = self.find_object(Words)
        if words is None or words.language == SOURCE_LANGUAGE:
            return super().make_formatter()
        return Formatter(words, width=self.terminal_width, max_width=self.max_content_width)


def localized(command: click.Command, words: Words) -> click.Command:
    """The command with its help, and that of all in it, in the language of `words`."""
    if words.language == SOURCE_LANGUAGE:
        return command
    made = copy.copy(command)
    made.context_class = Context
    made.help = _said(command.help, words)
    made.epilog = _said(command.epilog, words)
    # Else click would cut it where English ends.
    made.short_help = _said(command.short_help, words) or (made.help or "").split("\n\n")[0]
    made.options_metavar = command.options_metavar and words(command.options_metavar)
    made.params = [_localized_parameter(parameter, words) for parameter in command.params]
    if isinstance(made, click.Group):
        made.subcommand_metavar = words(made.subcommand_metavar)
        made.commands = {name: localized(c, words) for name, c in made.commands.items()}
    return made


def _localized_parameter(parameter: click.Parameter, words: Words) -> click.Parameter:
    made = copy.copy(parameter)
    if isinstance(made, click.Option):
        made.help = _said(made.help, words)
    return made


def help_texts(command: click.Command) -> Iterator[str]:
    """Every text in the help of a command and of the commands in it, as it is translated."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    for text in (command.help, command.short_help, command.epilog, *_option_helps(command)):
        if text:
            _each(text, note)
    yield from found
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from help_texts(inner)


def _option_helps(command: click.Command) -> Iterator[str | None]:
    return (p.help for p in command.params if isinstance(p, click.Option))


def _said(text: str | None, words: Words) -> str | None:
    return text and _each(text, words)


def _each(text: str, say: Callable[[str], str]) -> str:
    """A text of several paragraphs with `say` applied to each piece that is words.

    Commands stay as they are; what stands behind them, after two spaces, is words.
    """
    paragraphs = _PARAGRAPH.split(text.strip("\n"))
    return "\n\n".join(_paragraph(paragraph, say) for paragraph in paragraphs)


def _paragraph(paragraph: str, say: Callable[[str], str]) -> str:
    lines = paragraph.split("\n")
    if lines[0].strip() != _AS_IT_IS and not any(line.startswith("  ") for line in lines):
        flowing = " ".join(paragraph.split())
        return say(flowing)
    return "\n".join(_line(line, say) for line in lines)


def _line(line: str, say: Callable[[str], str]) -> str:
    if not line.strip() or line.strip() == _AS_IT_IS:
        return line
    if not line.startswith("  "):
        return say(line.strip())
    match = _CODE.match(line)
    if match is None:
        return line
    return f"{match['code']}{match['gap']}{say(match['said'])}{match['end']}"
