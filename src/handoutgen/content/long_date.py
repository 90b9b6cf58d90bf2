"""Dates in words, as the reader's language writes them."""

import datetime as dt

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(day: dt.date, language: str) -> str:
    """A date in words: November 21, 2026; 21 de noviembre de 2026.

    English is written here, since most handouts need no more and CLDR's data take time to load.
    """
    if language == "en":
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    from babel.dates import format_date

    return format_date(day, "long", locale=language)


def foot_date(day: dt.date, language: str) -> str:
    """A date for a narrow foot, with the month cut short where CLDR does so: 21 nov 2026."""
    if language == "en":
        return long_date(day, language)
    from babel.dates import format_date

    return format_date(day, "medium", locale=language)
