"""The command `handoutgen`: finds the subcommand, and turns every failure into an answer."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO

import click

from handoutgen import __version__
from handoutgen.cli.options import environment, own_words
from handoutgen.errors import HandoutError, Problem, did_you_mean
from handoutgen.said import said

if TYPE_CHECKING:
    from handoutgen.translation.words import Words

    Speech = Callable[[], Words | None]

COMMANDS = (
    *("serve", "pick", "build", "batch", "print", "list", "show", "check", "quality"),
    *("trace", "review", "init", "override", "diff", "translate", "schema", "completion"),
)
INTERRUPTED = 130  # as shells say it: 128 and the number of the signal
PIPE_CLOSED = 141
NAME = "handoutgen"
COMPLETE_VARIABLE = "_HANDOUTGEN_COMPLETE"


class LazyGroup(click.Group):
    """A group whose commands are imported when they are named.

    Each is the `command` of the module in this package that has its name.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now, with its help in the user's language."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"handoutgen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101
        return _localized(command, ctx.find_root().obj)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a usage error names the nearest ones."""
        if not ctx.resilient_parsing and args[0] not in COMMANDS and args[0][:1] != "-":
            hint = did_you_mean(args[0], COMMANDS)
            name = _visible(args[0])
            ctx.fail(said("there is no command `{command}`. Hint: {hint}", command=name, hint=hint))
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and leave with an exit code; nobody ever sees a traceback."""

        if not standalone_mode:
            extra["windows_expand_args"] = windows_expand_args
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        given = sys.argv[1:] if args is None else list(args)
        speech = cache(lambda: own_words(environment()))
        sys.exit(guarded(lambda: self._run(given, speech, extra), speech))

    def _run(self, args: list[str], speech: "Speech", extra: dict[str, Any]) -> int:
        """What click's own `main` does, but that would hide a closed pipe and an interrupt."""
        instruction = os.environ.get(COMPLETE_VARIABLE)
        if instruction:
            from click.shell_completion import shell_complete

            return shell_complete(self, extra, NAME, COMPLETE_VARIABLE, instruction)
        try:
            # Also for `python -m handoutgen` the name is this one, so that examples hold.
            words = speech()
            command = _localized(self, words)
            with command.make_context(NAME, args, obj=words, **extra) as ctx:
                command.invoke(ctx)
        except click.exceptions.Exit as error:
            return error.exit_code
        return 0


def _localized(command: click.Command, words: "Words | None") -> click.Command:
    if words is None:
        return command
    from handoutgen.cli.localized import localized

    return localized(command, words)


def guarded(run: Callable[[], int], speech: "Speech") -> int:
    """The exit code of a run; whatever it raises is told on standard error, in these words."""
    for stream in (sys.stdout, sys.stderr):
        _show_what_it_cannot_encode(stream)
    try:
        result = run()
        if sys.stdout is not None:
            sys.stdout.flush()
        return result
    except HandoutError as error:
        report(error.problems, _whatever(speech))
        return int(error.exit_code)
    except click.ClickException as error:
        with _whoever_listens():
            _show(error, _whatever(speech))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt, EOFError):
        say = _whatever(speech) or str
        with _whoever_listens():
            click.echo(say("Interrupted."), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly(sys.stdout)
        return PIPE_CLOSED
    except OSError as error:
        if error.filename is not None:
            return _bug(error, _whatever(speech))
        failed = HandoutError([_nameless(error)])
        report(failed.problems, _whatever(speech))
        return int(failed.exit_code)
    except Exception as error:
        return _bug(error, _whatever(speech))


def report(problems: Sequence[Problem], words: "Words | None" = None) -> None:
    """Every problem on a line of its own, then how many there are; in English without words."""
    if words is None:
        lines, last = list(map(str, problems)), f"{len(problems)} problems."
    else:
        from handoutgen.translation.told import line

        lines = [line(problem, words) for problem in problems]
        last = words.many("{n} problem.", "{n} problems.", len(problems))
    with _whoever_listens():
        for text in lines:
            click.echo(_visible(text), err=True)
        if len(lines) > 1:
            click.echo(last, err=True)


def _show(error: click.ClickException, words: "Words | None") -> None:
    if words is None:
        error.show()
        return
    from handoutgen.cli.usage_errors import show

    show(error, words)


def _whatever(speech: "Speech") -> "Words | None":
    """The user's words; none where looking for them is what went wrong."""
    with suppress(Exception):
        return speech()
    return None


@contextmanager
def _whoever_listens() -> Iterator[None]:
    """Say it on standard error if that takes it; the exit code says it in any case."""
    try:
        yield
    except OSError:
        _close_quietly(sys.stderr)


def _nameless(error: OSError) -> Problem:
    """The problem behind an error of the system that names no file."""
    if isinstance(error, FileNotFoundError):
        hint = said("go to a folder that exists.")
        return Problem("U008", said("the current folder is no longer there"), hint=hint)
    from handoutgen.output import write_problem

    _close_quietly(sys.stdout)
    return write_problem(error, said("standard output"))


def _bug(error: Exception, words: "Words | None") -> int:
    debug = os.environ.get("HANDOUTGEN_DEBUG") == "1"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    told = said("this is a bug in handoutgen, please report it: {what}", what=what)
    with _whoever_listens():
        if debug:
            import traceback

            traceback.print_exception(error)
        click.echo(_visible(f"handoutgen: {words.said(told) if words else told}"), err=True)
        if not debug:
            say = words or str
            click.echo(say("Set HANDOUTGEN_DEBUG=1 to see where it happened."), err=True)
    return 1


def _visible(text: str) -> str:
    """One line that cannot steer a terminal: control characters are written as their codes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _show_what_it_cannot_encode(stream: TextIO | None) -> None:
    with suppress(AttributeError, ValueError, OSError):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _close_quietly(stream: TextIO | None) -> None:
    """Python writes out what is left when it ends, and would complain once more."""
    with suppress(AttributeError, ValueError, OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


EPILOG = """\b
Examples:
  handoutgen list
  handoutgen build ms-vs-als --section symptoms --section tests
  handoutgen build newly-diagnosed --paper a4 -o handout.pdf

\b
Exit codes: 0 good, 2 usage, 3 content, 4 nothing matches, 5 cannot write,
6 not accessible, 1 a bug in handoutgen.
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """Make printable, accessible patient handouts from a library of sourced content."""
