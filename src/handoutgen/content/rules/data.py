"""The rules' own data, `data/rules/`: words, and years that a source may be old."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from handoutgen.assets import Asset, Assets
from handoutgen.content.entry import Entry, Text
from handoutgen.content.positions import decode, read_yaml
from handoutgen.content.rules.rule import Rule
from handoutgen.content.section import Kind
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Location, Problem

Model = TypeVar("Model", bound=Entry)
Action = Literal["suggest", "define", "known"]

AGES = "data/rules/ages.yaml"
WORDS = "data/rules/words.yaml"
PLAIN_WORDS = "data/rules/plain-words.csv"
COLUMNS = ["term", "plain", "action"]

DATA = Rule(
    "C046",
    "rule data",
    "error",
    "a file in `data/rules` that is missing, or a line of the word list that is not "
    "`term,plain,action`",
    "write term, everyday word, and suggest, define or known.",
    "Rules without their data would find nothing and look as if all were well.",
)
RULES = (DATA,)


class Ages(Entry):
    """How old the newest source of a statement may be, in years, by the kind of its section."""

    years: dict[Kind, int]


class Words(Entry):
    """Word lists in lower case that the rules look for in English text."""

    sensitive: tuple[Text, ...]
    not_people: tuple[Text, ...]
    generic_headings: tuple[Text, ...]
    patient_words: tuple[Text, ...]
    duties: tuple[Text, ...]
    irregular_participles: tuple[Text, ...]
    adjectives: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A medical word with an everyday one.

    `suggest`: use the everyday word. `define`: keep the word and define it. `known`: needs neither.
    """

    term: str
    plain: str
    action: Action


@dataclass(frozen=True, slots=True)
class RuleData:
    """All data of the rules."""

    years: Mapping[Kind, int]
    words: Words
    plain_words: tuple[PlainWord, ...]


def load_rule_data(assets: Assets) -> RuleData:
    """The rules' data; raises HandoutError C046, or C001 to C008, with every problem."""
    problems: list[Problem] = []
    ages = _entry(Ages, AGES, assets, problems)
    words = _entry(Words, WORDS, assets, problems)
    plain_words = _plain_words(assets, problems)
    if problems or ages is None or words is None:
        raise HandoutError(problems)
    return RuleData(ages.years, words, plain_words)


def _entry(model: type[Model], name: str, assets: Assets, problems: list[Problem]) -> Model | None:
    asset = assets.get(name)
    if asset is None:
        problems.append(DATA.at(Location(name), "the file is missing", "restore the file."))
        return None
    try:
        data, positions = read_yaml(asset.read(), asset.shown)
        return validate(model, data, positions)
    except HandoutError as error:
        problems.extend(error.problems)
        return None


def _plain_words(assets: Assets, problems: list[Problem]) -> tuple[PlainWord, ...]:
    """The word list; a later layer's line replaces an earlier one's for the same term."""
    found: dict[str, PlainWord] = {}
    layers = tuple(assets.layers(PLAIN_WORDS))
    if not layers:
        problems.append(DATA.at(Location(PLAIN_WORDS), "the file is missing", "restore the file."))
    for asset in layers:
        try:
            found |= {word.term: word for word in _lines(asset, problems)}
        except HandoutError as error:
            problems.extend(error.problems)
    return tuple(found.values())


def _lines(asset: Asset, problems: list[Problem]) -> list[PlainWord]:
    lines = decode(asset.read(), asset.shown).splitlines()
    words: list[PlainWord] = []
    for number, line in enumerate(lines, 1):
        fields = next(csv.reader([line]), [])
        if not fields or fields == COLUMNS or line.startswith("#"):
            continue
        if len(fields) != len(COLUMNS) or fields[2] not in get_args(Action) or not fields[0]:
            message = f"expected term, plain and action, got `{line[:60]}`"
            problems.append(DATA.at(Location(asset.shown, number, 1), message))
            continue
        words.append(PlainWord(fields[0], fields[1], fields[2]))  # type: ignore[arg-type]
    return words
