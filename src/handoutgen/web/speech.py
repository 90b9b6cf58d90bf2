"""In which language the page itself answers a request, and how to have another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.language_tag import tag_of
from handoutgen.translation.matching import accepted_languages, best_language
from handoutgen.translation.offered import language_name
from handoutgen.translation.words import Words

PARAMETER = "words"
"""In an address it says in which language the page speaks, from then on."""
COOKIE = "handoutgen-words"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to the same page in another language, in words of that language."""

    tag: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of an answer, the way to others, and whether somebody has just asked for them."""

    words: Words
    switches: tuple[Switch, ...] = ()
    chosen: bool = False

    def mark(self, response: Response) -> None:
        """Say in an answer's head which language it has, and remember one that was asked for."""
        response.headers["content-language"] = self.words.tag
        response.headers["vary"] = "Accept-Language, Cookie"
        if self.chosen:
            response.set_cookie(
                COOKIE,
                self.words.language,
                max_age=_YEAR,
                httponly=True,
                samesite="strict",
                path="/",
            )


def speech_of(request: Request, voices: Mapping[str, Words], link: str | None = None) -> Speech:
    """The speech for a request: what its address asks for, was asked for before, or is accepted.

    `link` is the address of what is shown, where it is not that of the request.
    """
    known = tuple(voices)
    asked = best_language([request.query_params.get(PARAMETER, "")[:20]], known)
    language = (
        asked
        or best_language([_remembered(request)], known)
        or best_language(accepted_languages(request.headers.get("accept-language", "")), known)
        or SOURCE_LANGUAGE
    )
    if link is None:
        link = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    others = tuple(_switches(link, [name for name in known if name != language]))
    return Speech(voices[language], others, asked is not None)


def _remembered(request: Request) -> str:
    try:
        morsel = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value[:20] if morsel else ""


def _switches(link: str, languages: list[str]) -> Iterator[Switch]:
    path, _, query = link.partition("?")
    # One slash at the start, so that no address of another host comes of it.
    path = f"/{path.lstrip('/')}"
    pairs = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if k != PARAMETER]
    for language in languages:
        address = f"{path}?{urlencode([*pairs, (PARAMETER, language)])}"
        yield Switch(tag_of(language), language_name(language), address)
