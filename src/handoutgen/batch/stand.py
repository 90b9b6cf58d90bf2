"""How everything stands that a handout is made from: digests that change when a file would.

A digest covers the bytes of content, templates, fonts and logo, our own code, and the versions of
whatever else decides about bytes. Times of files and where they are do not count, so two machines
that would write the same file have the same digest.
"""

import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import handoutgen
from handoutgen.assets import Assets

_PACKAGES = ("citeproc-py", "jinja2", "page-validation", "pillow", "reportlab", "segno")
_OF_ONE = ("data/comparisons/", "data/reviews/")
"""Where files belong to one comparison, and say nothing in the handouts of others."""

_PICTURES = (".svg", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Stand:
    """The digest of every file of a library, by layer and name, and of the code."""

    code: str
    files: Mapping[str, str]

    @classmethod
    def of(cls, assets: Assets) -> "Stand":
        """As everything stands now; raises HandoutError C001 for a file that cannot be read."""
        return cls(_code(), dict(_files(assets)))

    @property
    def whole(self) -> str:
        """The digest of everything together."""
        return _digest(self.code, *(f"{name}\0{digest}" for name, digest in self.files.items()))

    def of_comparison(self, comparison: str) -> str:
        """The digest of what can print in the handouts of one comparison."""
        counted = (
            f"{name}\0{digest}"
            for name, digest in self.files.items()
            if _concerns(name.partition(" ")[2], comparison)
        )
        return _digest(self.code, *counted)


def _concerns(name: str, comparison: str) -> bool:
    for folder in _OF_ONE:
        if name.startswith(folder):
            return name[len(folder) :].partition("/")[0].removesuffix(".yaml") == comparison
    return True


def _files(assets: Assets) -> Iterator[tuple[str, str]]:
    numbers = {root: number for number, root in enumerate(assets.roots)}
    for folder in ("data", "templates"):
        for asset in assets.everything(folder, ("",)):
            root = next(r for r in reversed(assets.roots) if asset.path.is_relative_to(r))
            yield f"{numbers[root]} {asset.name}", sha256(asset.read()).hexdigest()
    if assets.workspace is None:
        return
    # The clinic's own file is in the request already, but for the picture that it names.
    for path in sorted(assets.workspace.iterdir()):
        if path.suffix in _PICTURES and path.is_file():
            yield f"1 {path.name}", sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    package = Path(handoutgen.__file__).parent
    sources = sorted(package.rglob("*.py"))
    versions = (f"{name} {_version(name)}" for name in _PACKAGES)
    return _digest(
        handoutgen.__version__,
        f"python {sys.version_info[0]}.{sys.version_info[1]}",
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
        *versions,
        *(f"{f.relative_to(package).as_posix()}\0{_of_file(f)}" for f in sources),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _of_file(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _digest(*parts: str) -> str:
    whole = "\n".join(parts).encode("utf-8", "surrogateescape")
    return sha256(whole).hexdigest()
