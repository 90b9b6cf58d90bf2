"""The same thing said twice."""

import re
from collections.abc import Iterator

from handoutgen.content.rules.ground import Ground
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import CellStatement
from handoutgen.errors import Location, Problem

FEWEST_WORDS = 4

DUPLICATE = Rule(
    "C044",
    "said twice",
    "warning",
    f"a statement of {FEWEST_WORDS} words or more whose words another statement of the comparison "
    "has too",
    "keep one of them, or say in each what differs.",
    "Two copies of one claim drift apart when only one of them is corrected.",
)
RULES = (DUPLICATE,)

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def normal(text: str) -> str:
    """The words of a text in lower case, without marks."""
    return " ".join(WORD.findall(text.lower().replace("’", "'")))


def duplicate(ground: Ground) -> Iterator[Problem]:
    """C044. The short note beside a level in a table may recur."""
    first: dict[tuple[str, str], Location] = {}
    for found in ground.told:
        statement = found.statement
        if isinstance(statement, CellStatement) and statement.level:
            continue
        words = normal(statement.plain or "")
        if words.count(" ") + 1 < FEWEST_WORDS:
            continue
        place = first.setdefault((found.comparison.id, words), statement.location)
        if place != statement.location:
            message = f"`{statement.id}` says what is said already at {place}"
            yield DUPLICATE.at(statement.location, message)
