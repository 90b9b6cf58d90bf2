"""Words as they are typed in a hurry: without capitals and accents."""

import unicodedata


def bare(text: str) -> str:
    """A text in small letters without their marks: `Niño, ÉL` becomes `nino, el`."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
