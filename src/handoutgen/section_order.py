"""In which order picked sections stand."""

from collections.abc import Iterable


def in_order(
    old: tuple[str, ...], picked: Iterable[str], usual: tuple[str, ...]
) -> tuple[str, ...]:
    """The picked sections: those that were picked before in their order, new ones where usual.

    A new one goes behind the nearest one before it in the usual order that is picked too.
    """
    wanted = set(picked)
    order = [section for section in old if section in wanted]
    for section in sorted(wanted.difference(old), key=usual.index):
        before = [s for s in usual[: usual.index(section)] if s in order]
        order.insert(order.index(before[-1]) + 1 if before else 0, section)
    return tuple(order)
