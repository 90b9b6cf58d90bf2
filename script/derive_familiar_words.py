"""Derive data/language/en/familiar-words.txt: the words that Dale-Chall counts as known.

The source is the list of about 3,000 words in the `textstat` development package (MIT licence).
Words that are regular forms of other words in the list are left out, because
`handoutgen.content.familiar` knows them by rule. Run it again after any change to the rule:

    python script/derive_familiar_words.py
"""

from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from handoutgen.content.familiar import is_familiar, plain_forms_of

TARGET = Path(__file__).resolve().parent.parent / "data" / "language" / "en"
HEADER = (
    "# Words that children in grade 4 know, without regular forms. Derived from textstat's list\n"
    "# (licence: TEXTSTAT-LICENSE.txt) by script/derive_familiar_words.py; do not edit.\n"
)


def source_words() -> frozenset[str]:
    """The words in textstat's list, without the full stop of `mr.`."""
    text = files("textstat").joinpath("resources/en/easy_words.txt").read_text(encoding="utf-8")
    return frozenset(word.strip().rstrip(".") for word in text.splitlines() if word.strip())


def table() -> str:
    """The text of the table."""
    return HEADER + "".join(f"{word}\n" for word in sorted(plain_forms_of(source_words())))


def licence() -> str:
    """The text of textstat's licence."""
    (path,) = (p for p in distribution("textstat").files or () if p.name == "LICENSE")
    return path.read_text(encoding="utf-8")


def main() -> None:
    """Write the table and the licence, and print how much of the source the table gives back."""
    words, listed = source_words(), plain_forms_of(source_words())
    (TARGET / "familiar-words.txt").write_text(table(), encoding="utf-8")
    (TARGET / "TEXTSTAT-LICENSE.txt").write_text(licence(), encoding="utf-8")
    known = sum(is_familiar(word, listed) for word in words)
    print(f"{len(words)} words, {len(listed)} listed, {known} known")


if __name__ == "__main__":
    main()
