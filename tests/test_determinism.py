"""The same bytes in other surroundings; `script/determinism.py` does a thousand."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "script" / "determinism.py"
if (spec := importlib.util.spec_from_file_location("determinism", SCRIPT)) and spec.loader:
    determinism = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(determinism)


def test_processes_agree_on_every_handout(tmp_path: Path) -> None:
    one, other = (determinism.surroundings(number, tmp_path)[0] for number in range(2))
    assert one["PYTHONHASHSEED"] != other["PYTHONHASHSEED"]
    assert one["TZ"] != other["TZ"]
    each = len(list(determinism.requests()))
    found = determinism.digests(each + 1, tmp_path)
    assert len(found) == each
    assert {name: (len(seen), len(set(seen))) for name, seen in found.items()} == dict.fromkeys(
        found, (2, 1)
    )
    assert len({seen[0] for seen in found.values()}) == each
