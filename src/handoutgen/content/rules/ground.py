"""What the rules look at: the library, the data of the rules, the facts, and other texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handoutgen.content.library import Library
from handoutgen.content.models import Comparison
from handoutgen.content.rules.data import RuleData
from handoutgen.content.rules.passages import Passage, Told, passages, sections, told
from handoutgen.content.section import Section


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that a rule may read. A rule opens no files and knows no clock."""

    library: Library
    data: RuleData
    sections: tuple[tuple[Comparison, Section], ...]
    told: tuple[Told, ...]
    """The statements that print."""
    plain: tuple[Passage, ...]
    """The texts that print, in plain wording."""
    detailed: tuple[Passage, ...]
    """What the detailed wording says in other words."""
    syllables: Mapping[str, int]
    """Syllables of words, as `readability.measure` takes them."""
    overrides: Mapping[str, int]
    """Syllables of glossary terms."""
    familiar: frozenset[str] = frozenset()
    """Words that Dale-Chall counts as known."""
    facts: Mapping[str, str] | None = None
    """The text of each fact by its id; none where no facts are kept."""
    corpus: Mapping[str, str] = field(default_factory=dict)
    """Texts by name that content must not be copied from."""

    @classmethod
    def of(
        cls,
        library: Library,
        data: RuleData,
        syllables: Mapping[str, int],
        overrides: Mapping[str, int],
        facts: Mapping[str, str] | None = None,
        corpus: Mapping[str, str] | None = None,
        familiar: frozenset[str] = frozenset(),
    ) -> "Ground":
        """The ground for a library, which is walked once for all rules."""
        return cls(
            library,
            data,
            tuple(sections(library)),
            tuple(told(library)),
            tuple(passages(library, "plain")),
            tuple(passages(library, "detailed")),
            syllables,
            overrides,
            familiar,
            facts,
            corpus or {},
        )
