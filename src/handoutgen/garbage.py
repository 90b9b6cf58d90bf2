"""How often Python looks for garbage, in a process that builds one handout after the other."""

import gc

_AFTER = 10_000
"""New objects. A handout is tens of thousands; Python's own 700 makes it look fifty times."""


def look_seldom_for_garbage() -> None:
    """Look for what only holds itself a few times in each build."""
    gc.enable()  # the command line switches it off: one build leaves little behind
    gc.set_threshold(_AFTER, 10, 10)


def keep_what_is_there() -> None:
    """Look no more through what is there now: it stays, and to walk through it takes 30 ms."""
    gc.collect()
    gc.freeze()
