"""Who may talk to the server: names it answers to, pages that may write, and the token."""

import ipaddress
from dataclasses import dataclass, field
from hmac import compare_digest, digest
from secrets import choice, token_bytes
from urllib.parse import urlsplit

COOKIE = "handoutgen"
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - recognised here, bound only on request
"""Hosts that mean: whatever addresses this machine has."""


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def new_token() -> str:
    """A hundred bits that can be read out and typed: five groups of four."""
    return "-".join("".join(choice(_DIGITS) for _ in range(4)) for _ in range(5))


@dataclass(frozen=True, slots=True)
class Access:
    """What a request must show. Without a `token` (on loopback) none is asked for."""

    host: str
    names: frozenset[str] = frozenset()
    token: str | None = field(default=None, repr=False)
    _secret: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    def answers_to(self, header: str) -> bool:
        """Whether the Host header names this server.

        A page of another site whose name was made to point here (DNS rebinding) shows that name.
        A bare address cannot be rebound: where the server listens on all, any of them will do.
        """
        name = _name(header)
        if name is None:
            return False
        if name in self.names or name == self.host.lower():
            return True
        if is_loopback(self.host):
            return name in _LOOPBACK
        return self.host in EVERYWHERE and (name in _LOOPBACK or _is_address(name))

    def may_write(self, origin: str | None, fetch_site: str | None, header: str) -> bool:
        """Whether a request that changes or builds something comes from our own page.

        Programs that are no browsers send neither header and are let through.
        """
        if fetch_site is not None and fetch_site not in ("same-origin", "none"):
            return False
        if origin is None:
            return True
        try:
            return urlsplit(origin).netloc.lower() == header.lower() and bool(header)
        except ValueError:
            return False

    def is_token(self, typed: str) -> bool:
        """Whether somebody typed the token; takes the same time whatever they typed."""
        return self.token is not None and compare_digest(_digits(typed), _digits(self.token))

    @property
    def cookie(self) -> str:
        """What a browser keeps instead of the token. It ends with this run of the server."""
        return digest(self._secret, (self.token or "").encode(), "sha256").hex()

    def is_known(self, cookie: str | None, authorization: str | None) -> bool:
        """Whether a request carries the cookie, or the token as `Bearer`."""
        if self.token is None:
            return True
        if cookie is not None and compare_digest(cookie.encode(), self.cookie.encode()):
            return True
        kind, _, value = (authorization or "").partition(" ")
        return kind.lower() == "bearer" and self.is_token(value)


def _digits(token: str) -> bytes:
    return "".join(token.lower().replace("-", " ").split()).encode("utf-8", errors="replace")


def _name(header: str) -> str | None:
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
