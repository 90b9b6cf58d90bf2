"""How far a batch is, on standard error: a bar in a terminal, else a line now and then."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from handoutgen.batch.run import Tally

EVERY = 10.0
"""Seconds between two lines."""

Tell = Callable[["Tally"], None]
Clock = Callable[[], float]


@contextmanager
def progress(whole: int, *, quiet: bool, clock: Clock = monotonic) -> Iterator[Tell]:
    """Something to tell a tally to after each handout."""
    if quiet:
        yield lambda tally: None
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bar(whole, clock) as tell:
            yield tell
    else:
        yield _lines(clock)


@contextmanager
def _bar(whole: int, clock: Clock) -> Iterator[Tell]:
    begun = clock()
    said: list[str] = [""]
    bar = click.progressbar(
        range(whole),
        file=sys.stderr,
        show_pos=True,
        show_percent=False,
        item_show_func=lambda _: said[0],
        update_min_steps=1,
        width=0,
    )
    with bar:

        def tell(tally: "Tally") -> None:
            said[0] = _said(tally, clock() - begun)
            bar.update(tally.done - bar.pos)

        yield tell


def _lines(clock: Clock) -> Tell:
    begun = last = clock()

    def tell(tally: "Tally") -> None:
        nonlocal last
        now = clock()
        if now - last >= EVERY or tally.done == tally.whole:
            last = now
            left = _left(tally, now - begun)
            click.echo(
                f"{tally.done} of {tally.whole}: {_said(tally, now - begun)}{left}", err=True
            )

    return tell


def _said(tally: "Tally", seconds: float) -> str:
    made = tally.made + tally.failed
    parts = [f"{made / seconds:.1f} a second" if made and seconds > 0 else ""]
    parts.append(f"{tally.unchanged} unchanged" if tally.unchanged else "")
    parts.append(f"{tally.failed} failed" if tally.failed else "")
    return ", ".join(filter(None, parts)) or "starting"


def _left(tally: "Tally", seconds: float) -> str:
    made = tally.made + tally.failed
    if not made or tally.done == tally.whole:
        return ""
    return f", {duration((tally.whole - tally.done) * seconds / made)} left"


def duration(seconds: float) -> str:
    """Seconds in the two largest units that they fill."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
