"""Questions in a terminal, asked so that they work at 80 columns and without colours."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings
from questionary import Choice, Separator

WIDTH = 74
"""Columns that a line of a list may take beside its pointer and box, in 80."""

POINTER = ">"
_PAUSE = 0.15
"""Seconds without another key before something slow is worked out."""


def choose(message: str, lines: Sequence[tuple[str, Any]], default: Any = None) -> Any:
    """One of several lines, each with its value; the question goes away when it is answered."""
    choices = [Choice(_cut(line), value=value) for line, value in lines]
    return questionary.select(
        message,
        choices=choices,
        default=default,
        qmark="",
        pointer=POINTER,
        instruction=" ",
        erase_when_done=True,
    ).unsafe_ask()


def tick(
    message: str,
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    ticked: Sequence[str],
    quick: Callable[[list[str]], str],
    slow: Callable[[list[str]], str | None],
) -> list[str]:
    """Any of several lines, each with its id, in groups with a title.

    Beside the question stands what the ticked lines come to: `quick` right away, and `slow`,
    worked out beside the work, as soon as no key is pressed.
    """
    choices = list(_in_groups(groups, ticked))
    now = list(ticked)
    told: dict[tuple[str, ...], str | None] = {}

    def note(values: list[str]) -> bool:
        now[:] = values
        return True

    def totals() -> str:
        key = tuple(now)
        if key not in told:
            told[key] = None
            question.application.create_background_task(work_out(key))
        return f"{quick(now)}, {told[key] or '... pages'} "

    async def work_out(key: tuple[str, ...]) -> None:
        await asyncio.sleep(_PAUSE)
        if key != tuple(now):
            del told[key]
            return
        told[key] = await _beside(lambda: slow(list(key)))
        question.application.invalidate()

    question = questionary.checkbox(
        message,
        choices=choices,
        validate=note,
        qmark="",
        pointer=POINTER,
        instruction=" ",
        rprompt=totals,
        erase_when_done=True,
    )
    bindings = question.application.key_bindings
    assert isinstance(bindings, KeyBindings)  # noqa: S101
    for key in "ai":  # all at once would tick what is to be ticked only on purpose
        bindings.remove(key)
    found: list[str] = question.unsafe_ask()
    return found


def _beside(work: Callable[[], str | None]) -> Awaitable[str | None]:
    return asyncio.get_running_loop().run_in_executor(None, work)


def _in_groups(
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], ticked: Sequence[str]
) -> Iterator[Choice | Separator]:
    for title, lines in groups:
        if title:
            yield Separator(title)
        for line, value in lines:
            yield Choice(_cut(line), value=value, checked=value in ticked)


def write(message: str, default: str, validate: Callable[[str], bool | str]) -> str:
    """A line of text that `validate` has nothing to say against."""
    answer: str = questionary.text(
        message, default=default, qmark="", validate=validate, erase_when_done=True
    ).unsafe_ask()
    return " ".join(answer.split())


def agree(message: str) -> bool:
    """Yes or no; no unless somebody says yes."""
    answer: bool = questionary.confirm(
        message, default=False, qmark="", erase_when_done=True
    ).unsafe_ask()
    return answer


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 3] + "..."
