"""Built sheets and page images, kept in memory for a while and never on disk."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_bytes

from handoutgen.selection import HandoutRequest
from handoutgen.web.sheet import BuildJob, Sheet

MOST_BYTES = 32 * 1024 * 1024
MOST_SHEETS = 120


@dataclass(slots=True)
class _Kept:
    sheet: Sheet
    pages: dict[tuple[int, int], bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        sheet = self.sheet
        return len(sheet.content) + len(sheet.sheets) + sum(map(len, self.pages.values()))


class Shelf:
    """The sheets that were asked for last, by key; the oldest go when it is full."""

    def __init__(self, most_bytes: int = MOST_BYTES, most_sheets: int = MOST_SHEETS) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0
        self._most_bytes = most_bytes
        self._most_sheets = most_sheets
        # Keyed, so that nobody can find out what a note says by trying texts on an address.
        self._secret = token_bytes(32)

    def key(self, job: BuildJob) -> str:
        """A name for what a job gives. Nothing can be read from it."""
        request = job.request
        whole = f"{job.format}\0{job.proof}\0{_spelled(request)}"
        encoded = whole.encode("utf-8", errors="surrogatepass")
        return blake2b(encoded, key=self._secret, digest_size=16).hexdigest()

    def get(self, key: str) -> Sheet | None:
        """A sheet that is still here."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept.sheet

    def put(self, key: str, sheet: Sheet) -> None:
        """Keep a sheet."""
        self._drop(key)
        kept = self._kept[key] = _Kept(sheet)
        self._bytes += kept.size
        self._trim()

    def page(self, key: str, number: int, width: int) -> bytes | None:
        """A page image that is still here."""
        kept = self._kept.get(key)
        return kept.pages.get((number, width)) if kept else None

    def put_page(self, key: str, number: int, width: int, png: bytes) -> None:
        """Keep a page image with its sheet."""
        kept = self._kept.get(key)
        if kept is not None and (number, width) not in kept.pages:
            kept.pages[number, width] = png
            self._bytes += len(png)
            self._trim()

    def _trim(self) -> None:
        while len(self._kept) > 1 and (
            self._bytes > self._most_bytes or len(self._kept) > self._most_sheets
        ):
            self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= kept.size


def _spelled(request: HandoutRequest) -> str:
    # A request's own repr leaves the note out.
    return f"{request!r}\0{request.note}"
