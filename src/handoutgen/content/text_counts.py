"""What formulas of reading level are made of: counts of one text, in any language."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import sqrt

from handoutgen.content.sentences import Points, mask, split_sentences, words

LONG_WORD = 3
SMOG_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class TextCounts:
    """Counts of one text; all are 0 where it has no words."""

    words: int
    sentences: int
    syllables: int
    polysyllables: int
    """Words of three syllables or more, names and numerals included, as SMOG counts them."""
    letters: int
    """Letters and digits, as they are written."""
    longest_sentence: int
    """Words in the longest sentence."""

    @property
    def mean_sentence(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def smog(self) -> float | None:
        """SMOG (McLaughlin 1969); none below 10 sentences, valid from `SMOG_SENTENCES` on."""
        if self.sentences < 10:
            return None
        return 1.043 * sqrt(30 * self.polysyllables / self.sentences) + 3.1291


@dataclass(frozen=True, slots=True)
class CountedText:
    """A text cut into words, with the syllables of each different one, and its counts."""

    sentences: tuple[tuple[str, ...], ...]
    syllables: Mapping[str, int]
    counts: TextCounts


def count_text(
    blocks: Iterable[str],
    syllables: Callable[[str], int],
    points: Points,
    *,
    masked: Collection[str] = (),
    stand_in: str,
) -> CountedText:
    """Count blocks of text; leave headings out.

    `syllables` is asked once for each different word. `masked` terms (any case, whole words,
    plurals listed too) count as the word `stand_in`, which should have one syllable.
    """
    masking = mask(masked, stand_in)
    sentences = tuple(
        found
        for block in blocks
        for sentence in split_sentences(block, points)
        if (found := words(masking(sentence)))
    )
    times = Counter(chain.from_iterable(sentences))
    by_word = {word: syllables(word) for word in times}
    counts = TextCounts(
        words=times.total(),
        sentences=len(sentences),
        syllables=sum(by_word[word] * n for word, n in times.items()),
        polysyllables=sum(n for word, n in times.items() if by_word[word] >= LONG_WORD),
        letters=sum(sum(map(str.isalnum, word)) * n for word, n in times.items()),
        longest_sentence=max(map(len, sentences), default=0),
    )
    return CountedText(sentences, by_word, counts)
