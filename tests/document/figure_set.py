"""Every drawing that the bundled library can print: of each figure, and of each narrow one."""

from __future__ import annotations

from functools import lru_cache

import pytest

from handoutgen.assets import Assets
from handoutgen.content.figure import TEMPLATE_SUFFIX
from handoutgen.content.library import load_library
from handoutgen.document.drawing import Drawing
from handoutgen.document.figures import figure_source
from handoutgen.document.svg import parse_svg


@lru_cache(maxsize=1)
def drawings() -> dict[str, Drawing]:
    """The drawings by the figure's id; a narrow one's name ends in `-narrow`."""
    library = load_library(Assets.find())
    found: dict[str, Drawing] = {}
    for figure in library.figures.values():
        for kind, (file, data) in zip(("", "-narrow"), figure.drawn(), strict=False):
            source = figure_source(file, data, library)
            found[figure.id + kind] = parse_svg(source, file, file.endswith(TEMPLATE_SUFFIX))
    return found


each_drawing = pytest.mark.parametrize("name", sorted(drawings()))
