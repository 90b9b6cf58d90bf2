"""Which day it is, and days as options: the only place that reads the clock."""

import datetime as dt
import re
from collections.abc import Mapping

import click

from handoutgen.said import said

_EPOCH = "SOURCE_DATE_EPOCH"


def source_date(environ: Mapping[str, str]) -> dt.date | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), if it is set; raises U005."""
    from handoutgen.errors import HandoutError, Problem

    value = environ.get(_EPOCH, "")
    if not value:
        return None
    try:
        if not re.fullmatch(r"[0-9]{1,12}", value):
            raise ValueError
        return dt.datetime.fromtimestamp(int(value), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        hint = said("set it to the seconds since 1970, or unset it.")
        message = said("{variable} is `{value}`, which is no time", variable=_EPOCH, value=value)
        raise HandoutError([Problem("U005", message, hint=hint)]) from None


def today(environ: Mapping[str, str]) -> dt.date:
    """The day of SOURCE_DATE_EPOCH, else of the clock."""
    return source_date(environ) or dt.date.today()


def now(environ: Mapping[str, str]) -> dt.datetime:
    """The time of SOURCE_DATE_EPOCH at noon, else of the clock, in UTC."""
    day = source_date(environ)
    if day is None:
        return dt.datetime.now(dt.UTC)
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """A day as an option's value, written YYYY-MM-DD."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        found = dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            said("a date is written YYYY-MM-DD, such as 2026-11-21.")
        ) from None
    if found.year < 1900:
        raise click.BadParameter(said("the year should be 1900 or later."))
    return found
