"""A process that builds again looks seldom for garbage, and not through what it keeps."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import gc
from handoutgen.garbage import keep_what_is_there, look_seldom_for_garbage
gc.disable()
often = gc.get_threshold()[0]
look_seldom_for_garbage()
kept = [[] for _ in range(1000)]
keep_what_is_there()
print(gc.isenabled(), gc.get_threshold()[0] > often, gc.get_freeze_count() > 1000)
circle = []
circle.append(circle)
del circle
print(gc.collect())
"""


def test_circles_are_still_found() -> None:
    # In a process of its own: what is kept stays so.
    done = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "True", "1"]
