"""Models that pydantic validates and that are restored without it."""

import copy
import pickle
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handoutgen.assets import Assets
from handoutgen.batch.plan import Matrix
from handoutgen.content.constraint import after, before, limits, shaped
from handoutgen.content.entry import Entry, ListingEntry
from handoutgen.content.frozen_model import field
from handoutgen.content.frozen_model_schema import adapter, json_schema, validated
from handoutgen.content.library import load_library
from handoutgen.content.positions import Positions
from handoutgen.content.source import Date
from handoutgen.content.validation import validate
from handoutgen.errors import Location
from handoutgen.render.style import load_style


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("odd")
    return value


class Leaf(Entry):
    """A leaf."""

    number: Annotated[int, limits(ge=0, le=100), after(_even)] = 2
    words: Annotated[
        tuple[str, ...], before(lambda v: v.split("+") if isinstance(v, str) else v)
    ] = ()


class Tree(Entry):
    """A tree with leaves."""

    by_name = True

    name: Annotated[str, limits(min_length=2), shaped("[a-z]+", "a name", "in lower case.")]
    leaf: Leaf = field(default=Leaf.restored({}), key="the-leaf")
    more: dict[str, Leaf] = field(default={})

    def check(self) -> None:
        if self.name in self.more:
            raise ValueError("a leaf has the name of the tree")


class Bush(Tree):
    """A tree that may have no name."""

    name: str | None = None  # type: ignore[assignment]

    def check(self) -> None:
        super().check()
        if self.name is None and not self.more:
            raise ValueError("neither name nor leaf")


def test_values_are_validated_and_defaults_filled_in() -> None:
    tree = Tree(name=" elm ", **{"the-leaf": {"number": 4, "words": "a+b"}})
    assert (tree.name, tree.leaf.number, tree.leaf.words, tree.more) == ("elm", 4, ("a", "b"), {})
    assert tree.said == {"name", "leaf"}
    assert Tree(name="elm").leaf == Leaf()
    assert Tree(name="elm", leaf=Leaf(number=6)).leaf.number == 6


@pytest.mark.parametrize(
    ("model", "values", "kind"),
    [
        (Tree, {}, "missing"),
        (Tree, {"name": "e"}, "string_too_short"),
        (Tree, {"name": "Elm"}, "shape"),
        (Tree, {"name": "elm", "bark": 1}, "extra_forbidden"),
        (Tree, {"name": "elm", "the-leaf": {"number": 101}}, "less_than_equal"),
        (Tree, {"name": "elm", "the-leaf": {"number": 3}}, "value_error"),
        (Tree, {"name": "elm", "the-leaf": [1]}, "model_type"),
        (Tree, {"name": "elm", "more": {"elm": {}}}, "value_error"),
        (Bush, {}, "value_error"),
        (Bush, {"name": "elm", "more": {"elm": {}}}, "value_error"),
    ],
)
def test_what_does_not_hold_is_a_finding(
    model: type[Tree], values: dict[str, Any], kind: str
) -> None:
    for make in (lambda: model(**values), lambda: validated(model, values)):
        with pytest.raises(ValidationError) as raised:
            make()
        assert [error["type"] for error in raised.value.errors()] == [kind]


class Strict(Entry):
    """Its field is written by its key alone."""

    left_out: int = field(default=0, key="except")


def test_a_field_is_written_by_its_key_unless_its_model_takes_names_too() -> None:
    assert validated(Strict, {"except": 2}).left_out == 2
    with pytest.raises(ValidationError) as raised:
        validated(Strict, {"left_out": 2})
    assert [error["type"] for error in raised.value.errors()] == ["extra_forbidden"]
    for model, values in (
        (Matrix, {"comparison": "ms-vs-als", "left_out": []}),
        (Date, {"date-parts": [[2020]], "date_parts": [[2021]]}),
    ):
        with pytest.raises(ValidationError) as raised:
            validated(model, values)
        assert "extra_forbidden" in [error["type"] for error in raised.value.errors()]


def test_it_is_frozen_equal_by_value_and_place_and_survives_copies() -> None:
    tree = Tree(name="elm", more={"a": Leaf(number=8)})
    with pytest.raises(AttributeError):
        tree.name = "oak"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del tree.name
    for same in (pickle.loads(pickle.dumps(tree)), copy.copy(tree), copy.deepcopy(tree)):  # noqa: S301
        assert same == tree
        assert same.said == tree.said
        assert same.location == tree.location
    other = Tree(name="elm", more={"a": Leaf(number=8)})
    other.locate(Location("elsewhere.yaml", 3, 1))
    assert other != tree
    assert hash(Leaf(number=4)) == hash(Leaf(number=4))
    assert Leaf(number=4) != Leaf(number=6)
    assert Leaf() != Entry()


def test_what_is_kept_of_one_goes_with_no_other() -> None:
    leaf = Leaf(number=4)
    before = hash(leaf)
    assert hash(leaf) == before
    assert hash(leaf.changed(number=6)) == hash(Leaf(number=6)) != before
    style = load_style(Assets.find())
    wider = style.changed(gutter=style.gutter + 1)
    assert wider.as_json() == load_style(Assets.find()).changed(gutter=style.gutter + 1).as_json()
    assert wider.as_json() != style.as_json() == pickle.loads(pickle.dumps(style)).as_json()  # noqa: S301
    # In another process a text has another hash.
    _, rest = leaf.__getstate__()
    assert "_hash" not in rest


def test_a_changed_one_keeps_the_rest_and_its_place() -> None:
    tree = Tree(name="elm")
    tree.locate(Location("a.yaml", 7, 2))
    changed = tree.changed(leaf=Leaf(number=10))
    assert (changed.name, changed.leaf.number) == ("elm", 10)
    assert changed.said == {"name", "leaf"}
    assert changed.location == Location("a.yaml", 7, 2)
    assert tree.leaf.number == 2


def test_each_entry_read_has_a_place_of_its_own_also_where_it_is_a_default() -> None:
    trees = [
        validate(Tree, {"name": name}, Positions(f"{name}.yaml"), ()) for name in ("elm", "oak")
    ]
    assert [tree.leaf.location.file for tree in trees] == ["elm.yaml", "oak.yaml"]


NUMBERS = st.integers(0, 50).map(lambda n: 2 * n)
LEAVES = st.fixed_dictionaries(
    {}, optional={"number": NUMBERS, "words": st.lists(st.text("abc", min_size=1)).map(tuple)}
)
TREES = st.fixed_dictionaries(
    {"name": st.text("abcxyz", min_size=2)},
    optional={"the-leaf": LEAVES, "more": st.dictionaries(st.text("ABC", max_size=3), LEAVES)},
)


@given(TREES)
def test_data_are_what_pydantic_writes(values: dict[str, Any]) -> None:
    tree = validated(Tree, values)
    assert tree.as_data() == adapter(Tree).dump_python(tree, mode="json")
    again = validated(Tree, {"name": tree.name, "leaf": tree.leaf, "more": tree.more})
    assert again.as_data() == tree.as_data()


def test_data_of_changes_leave_out_what_is_as_usual() -> None:
    assert Tree(name="elm", **{"the-leaf": {"number": 2}}).as_data(changes=True) == {"name": "elm"}
    tree = Tree(name="elm", more={"a": {"number": 4}})
    assert tree.as_data(changes=True) == {"name": "elm", "more": {"a": {"number": 4}}}
    assert tree.as_data(changes=True, without=("more",)) == {"name": "elm"}


def test_the_schema_has_the_keys_as_they_are_written_and_their_limits() -> None:
    schema = json_schema(Tree)
    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == {"name", "the-leaf", "more"}
    assert schema["properties"]["name"]["pattern"] == "^[a-z]+$"
    assert schema["$defs"]["Leaf"]["properties"]["number"]["maximum"] == 100


def test_all_content_writes_as_pydantic_writes_it() -> None:
    library = load_library(Assets.find())
    for entries in (*library.sections.values(), library.figures, library.conditions):
        for entry in entries.values():
            written = adapter(type(entry)).dump_python(entry, mode="json")
            assert entry.as_data() == written
    assert isinstance(library.comparisons["ms-vs-als"], ListingEntry)
