"""One validated entry kept between runs, until anything that it was made from changes."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from handoutgen import errors
from handoutgen.assets import Asset
from handoutgen.cache import TextCache
from handoutgen.content.entry import Entry
from handoutgen.content.record import RecordReader, RecordWriter
from handoutgen.errors import HandoutError

Model = TypeVar("Model", bound=Entry)


def cached_entry(
    cache: TextCache, place: str, digest: Callable[[], str], load: Callable[[], Model]
) -> Model:
    """What `load` gives, from the cache if the entry of this place there has this digest.

    `digest` says what all that decides about the entry is now; empty keeps nothing. What `load`
    raises is not kept either.
    """
    current = digest()
    kept, _, record = (cache.get(place) or "").partition("\n")
    if current and kept == current:
        entry: Model = _read(record)
        return entry
    entry = load()
    if current and digest() == current:  # else something was saved meanwhile
        writer = RecordWriter()
        line = writer.written(entry)
        cache.put(place, "\n".join((current, json.dumps(list(writer.files)), line)))
    return entry


@lru_cache(maxsize=64)
def _read(record: str) -> Any:
    files, _, line = record.partition("\n")
    return RecordReader(json.loads(files)).read(line)


def digest_of(assets: Iterable[Asset], *modules: str, read: tuple[str, ...] = (".yaml",)) -> str:
    """SHA-256 of files, named as messages name them, and of the code that reads them.

    `modules` are files of Python; all beside them in their folders, and all that is in `content`,
    counts. Of files with other endings than `read` only the name counts, and the content
    when it is read. Empty when some file cannot be read.
    """
    digest = sha256(_digest_of_code(__file__, *modules))
    for asset in assets:
        try:
            # Of a drawing or a font only the name counts: it is read when it prints.
            content = asset.read() if asset.name.endswith(read) else b""
        except HandoutError:
            return ""
        name = f"{asset.name}\0{asset.shown}\0{len(content)}\0"
        digest.update(name.encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


@lru_cache(maxsize=8)
def _digest_of_code(*modules: str) -> bytes:
    """Kept: whatever happens to the files, the code that runs stays the same."""
    digest = sha256()
    folders = dict.fromkeys(Path(module).parent for module in modules)
    code = (file for folder in folders for file in sorted(folder.glob("*.py")))
    for file in (Path(errors.__file__), *code):
        content = file.read_bytes()
        digest.update(b"%d\0" % len(content) + content)
    return digest.digest()
