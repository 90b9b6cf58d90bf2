"""How many problems there are of each kind, as the table that `handoutgen check` ends with."""

from collections import Counter
from collections.abc import Iterable, Iterator

from handoutgen.content.rules.table import RULE
from handoutgen.errors import Problem

HEADER = ("Severity", "Code", "Count", "What")
_ORDER = ("error", "warning", "review")


def problem_table(problems: Iterable[Problem]) -> Iterator[str]:
    """A row for each code in plain ASCII, errors first; nothing where there are no problems.

    A code that is no rule of content has its row in docs/problems.md, and no name here.
    """
    counts = Counter((_ORDER.index(p.severity), p.code) for p in problems)
    if not counts:
        return
    rows = [HEADER]
    for (place, code), count in sorted(counts.items()):
        name = RULE[code].name if code in RULE else ""
        rows.append((_ORDER[place], code, str(count), name))
    first, second, third, _ = (max(map(len, column)) for column in zip(*rows, strict=True))
    for severity, kind, number, name in rows:
        line = f"  {severity.ljust(first)}  {kind.ljust(second)}  {number.rjust(third)}  {name}"
        yield line.rstrip()
