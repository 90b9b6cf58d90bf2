"""Where a printer that speaks the Internet Printing Protocol answers (RFC 3510, RFC 7472)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from handoutgen.errors import HandoutError, Problem
from handoutgen.said import said

PORT = 631
PATH = "/ipp/print"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer answers; `str()` is its URI without anything secret."""

    host: str
    port: int
    path: str
    secure: bool

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        scheme = "ipps" if self.secure else "ipp"
        return f"{scheme}://{host}:{self.port}{self.path}"


def is_address(printer: str) -> bool:
    """Whether this is the address of a printer, and not the name of a queue."""
    return "://" in printer


def read_address(printer: str) -> Address:
    """The address in an `ipp://` or `ipps://` URI (RFC 3510, RFC 7472); raises U040.

    Without a port it is 631, without a path `/ipp/print`.
    """
    try:
        parts = urlsplit(printer)
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port = None, PORT
    # What was typed is not repeated: it may hold a password.
    hint = said("write it as ipp://printer.local/ipp/print.")
    if host is None or parts.scheme not in ("ipp", "ipps") or not printer.isprintable():
        message = said("this is no address of a printer")
        raise HandoutError([Problem("U040", message, hint=hint)])
    if "@" in parts.netloc or parts.query or parts.fragment:
        message = said("the address of a printer holds no user, password or query")
        raise HandoutError([Problem("U040", message, hint=hint)])
    path = parts.path if parts.path not in ("", "/") else PATH
    return Address(host, port, path, parts.scheme == "ipps")
