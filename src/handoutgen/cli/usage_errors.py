"""What click says of a wrong command line, in the user's language.

Click makes its sentences in English before anybody can ask it for others, so they are recognised
by what it makes them from.
"""

import re

import click

from handoutgen.said import Said, marked
from handoutgen.translation.words import Words

_ERROR, _HELP = marked("Error: {problem}"), marked("Try {command} for help.")
_SENTENCES = (
    marked("Invalid value for {parameter}: {problem}"),
    marked("Invalid value: {problem}"),
    marked("{problem} Did you mean {option}?"),
    marked("{problem} (Did you mean one of: {options}?)"),
    marked("No such option {option}."),
    marked("No such command {command}."),
    marked("Missing argument {parameter}."),
    marked("Missing option {parameter}."),
    marked("Missing command."),
    marked("Got unexpected extra argument ({arguments})"),
    marked("Got unexpected extra arguments ({arguments})"),
    marked("Option {option} requires an argument."),
    marked("Option {option} does not take a value."),
    marked("{value} is not one of {values}."),
    marked("{value} is not a valid integer."),
    marked("{value} is not a valid integer range."),
    marked("{value} is not in the range {range}."),
)
_HOLE = re.compile(r"\\\{([a-z]+)\\\}")


def in_words(text: str, words: Words) -> str:
    """A sentence of click or of ours, with a sentence inside it, as `words` have it."""
    if isinstance(text, Said):
        return words.said(text)
    for sentence in _SENTENCES:
        pattern = _HOLE.sub(r"(?P<\1>.+)", re.escape(sentence))
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return words(sentence, **{k: in_words(v, words) for k, v in found.groupdict().items()})
    return words.text(text)


def show(error: click.ClickException, words: Words) -> None:
    """Print what click would print."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        command = f"'{ctx.command_path} --help'"
        click.echo(f"{ctx.get_usage()}\n{words(_HELP, command=command)}\n", err=True)
    click.echo(words(_ERROR, problem=in_words(error.format_message(), words)), err=True)
