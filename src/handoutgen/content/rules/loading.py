"""The rules that loading the content holds: without them there is no library to build from."""

from handoutgen.content import placeholders
from handoutgen.content.rules.rule import Rule

_YAML = "YAML 1.2, chapter 10.3 (core schema), read strictly: what is refused is told, not guessed."
_MODELS = "A typing mistake must surface here, not as a hole on paper."
_REFERENCES = "Every name leads somewhere: what a claim rests on can be followed."
_CELLS = "Side by side, an empty cell reads as `none`, which nobody has said."


def _error(code: str, name: str, finds: str, hint: str, why: str) -> Rule:
    return Rule(code, name, "error", finds, hint, why)


UNKNOWN = _error(
    "C011",
    "unknown name",
    "a condition, section, source, figure or statement that does not exist",
    "did you mean another name?",
    _REFERENCES,
)
RULES = (
    UNKNOWN,
    _error(
        "C001",
        "unreadable file",
        "a file or folder that cannot be read, leads nowhere, or is not UTF-8",
        "save the file with the encoding UTF-8.",
        "Guessing an encoding prints wrong letters; what is passed over prints the bundled text.",
    ),
    _error(
        "C002",
        "large file",
        "a file of more than 1,000,000 bytes, or far too many files or folders",
        "split it into smaller files.",
        "Bounds keep a broken or hostile file from stopping the program.",
    ),
    _error(
        "C003",
        "not YAML",
        "text that is not valid YAML",
        "check the indentation, and put text with `: ` or a leading special sign in quotes.",
        _YAML,
    ),
    _error("C004", "key twice", "a key that stands twice", "keep one of them.", _YAML),
    _error(
        "C005",
        "refused YAML",
        "aliases, anchors, tags, several documents, or too deep nesting",
        "write plain values.",
        "Aliases can blow up a small file, and tags can construct objects.",
    ),
    _error("C006", "missing key", "a key that has to be there", "add the key.", _MODELS),
    _error("C007", "unknown key", "a key that nothing reads", "did you mean another key?", _MODELS),
    _error(
        "C008",
        "wrong value",
        "a value of a wrong kind or out of range",
        "the message says what it should be.",
        _MODELS,
    ),
    _error(
        "C009",
        "id and file differ",
        "an id that differs from the file's name",
        "give both the same name.",
        "A file is found by its name.",
    ),
    _error(
        "C010", "id twice", "an id that is used twice", "ids are unique: rename one.", _REFERENCES
    ),
    _error(
        "C012",
        "unsourced statement",
        "a statement without a source",
        "add an id from data/sources.yaml.",
        "JAMA benchmarks: attribution. Nine in a hundred leaflets say what they rest on.",
    ),
    _error(
        "C013",
        "definitions in a circle",
        "glossary definitions that lead back to themselves",
        "define one of them with everyday words only.",
        "A circle explains nothing.",
    ),
    _error(
        "C014",
        "unprintable character",
        "control, invisible, private-use or unassigned characters, and isolates left open",
        "delete it, or write a word for it.",
        "They print as nothing or turn the text around (Unicode UAX #9).",
    ),
    _error(
        "C015",
        "no disclaimer",
        "a library without its disclaimer or citation style",
        "restore the file.",
        "Every handout says what it is not, and where it is from.",
    ),
    _error(
        "C016",
        "missing cell",
        "a condition without a cell, or a cell for no condition of the comparison",
        "each condition of the comparison has its own cell, and no other.",
        _CELLS,
    ),
    _error(
        "C017",
        "unlisted section",
        "a section that its comparison does not list",
        "add it to `section` or `further`.",
        "It could never be picked.",
    ),
    _error(
        "C018",
        "retired cell",
        "a retired statement that leaves a cell empty",
        "write what replaces it, and move this statement to the section's `retired`.",
        _CELLS,
    ),
    _error(
        "C019",
        "word table",
        "a line of a syllable table that is not a word and its number of syllables, or of the list "
        "of familiar words that is not one word",
        "write one word and, in a syllable table, one number.",
        "A wrong table would measure a wrong grade.",
    ),
    _error(
        "C042",
        "unknown placeholder",
        "a word in braces other than `{emergency}`, or `{emergency}` in a text where it is not "
        "filled in: a title, a caption, a contact, a definition",
        placeholders.HINT,
        "It would print as it stands, where a number was meant.",
    ),
)
