"""An address as a QR code: checked, then drawn as one path (ISO/IEC 18004:2015)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from handoutgen.document.drawing import Drawing, Path, Segment
from handoutgen.errors import HandoutError, Location, Problem

MAX_ADDRESS = 200
"""A longer one makes modules so fine that a copy of a copy no longer reads."""
MODULE = 2.0
"""Points a side of a module, about 0.7 mm; an office printer and a plain camera manage half."""
QUIET_ZONE = 4
"""Modules of blank paper on each side (9.1)."""


def qr_code(address: str, place: Location | None = None) -> Drawing:
    """The code of an address, with its quiet zone, for black on white; `place` is where it stands.

    The smallest version for error correction level M: 15 % of it may be lost. The desc says where
    it leads. Raises HandoutError F030 for what `address_fault` finds.
    """
    fault = address_fault(address)
    if fault:
        message, hint = fault
        raise HandoutError([Problem("F030", f"the address for the QR code {message}", place, hint)])
    import segno

    code = segno.make_qr(address, error="m", boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    side = (len(rows) + 2 * QUIET_ZONE) * MODULE
    squares = Path(tuple(_squares(rows)), fill="#000000")
    return Drawing(side, side, "QR code", f"A QR code that opens {address}", (squares,))


def address_fault(address: str) -> tuple[str, str] | None:
    """What is wrong with an address to print as a code, and a hint; None if nothing is."""
    if len(address) > MAX_ADDRESS:
        message = f"has {len(address)} characters; {MAX_ADDRESS} are the most"
        return message, "make a short address on the clinic's website that leads there."
    if not address.isascii() or not address.isprintable() or " " in address:
        message = "has characters that an address does not have"
        return message, "copy it from the address line of a browser."
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "cannot be read", "copy it from the address line of a browser."
    if parts.scheme != "https":
        return "does not start with https://", "use the address that starts with https://."
    if not host or "." not in host.strip("."):
        return "names no website", "write it in full, such as https://clinic.example/handouts."
    if "@" in parts.netloc:
        return "has a name or a password in it", "leave out what stands before the @."
    return None


def _squares(rows: list[bytes]) -> Iterator[Segment]:
    """A box for each run of dark modules in a row; one path, so that no seams show."""
    for down, row in enumerate(rows, QUIET_ZONE):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            left, right = ((QUIET_ZONE + n) * MODULE for n in (start, end))
            top, bottom = down * MODULE, (down + 1) * MODULE
            yield Segment("M", (left, top))
            yield from (Segment("L", p) for p in ((right, top), (right, bottom), (left, bottom)))
            yield Segment("Z", ())
            start = end
