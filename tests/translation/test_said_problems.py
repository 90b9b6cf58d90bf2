"""Every problem that clinic staff meet is made of text that translators get."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handoutgen
from handoutgen.assets import Assets
from handoutgen.cli.interface_messages import problem_messages, said_in
from handoutgen.errors import Location, Problem, did_you_mean
from handoutgen.said import counted, said
from handoutgen.translation.catalogue import sound_entries
from handoutgen.translation.told import line, told
from handoutgen.translation.words import CONTEXT, ENGLISH, Words, load_words

PACKAGE = Path(handoutgen.__file__).parent
FAMILIES = ("S", "D", "U", "W")
MAKERS = frozenset(("said", "counted", "joined", "did_you_mean", "either", "language_hint"))
"""What makes text that remembers its template; so does whatever is annotated to return `Said`."""
COMMAND = "pip install "
"""A hint that is a command is the same in every language."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def makers() -> frozenset[str]:
    """Functions of the program whose answer is `Said`, where it is not nothing."""
    found = {
        node.name
        for _, module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and ast.unparse(node.returns) in ("Said", "Said | None")
    }
    return MAKERS | found


def constants() -> dict[str, list[ast.expr | None]]:
    """What the names are bound to that stand at the top of a module, and can be imported."""
    return {
        name: [value]
        for _, module in modules()
        for node in module.body
        for name, value in bound(node)
    }


def bound(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=value):
            yield name, value


class Finder(ast.NodeVisitor):
    """The problems of a module, with what is known of the names in their texts."""

    def __init__(self, makers: frozenset[str], constants: dict[str, list[ast.expr | None]]) -> None:
        self.makers = makers
        self.known: list[dict[str, list[ast.expr | None]]] = [constants]
        self.wrong: list[str] = []
        self.count = 0

    def visit_Module(self, node: ast.Module) -> None:
        own = {name: [value] for statement in node.body for name, value in bound(statement)}
        self.known.append(own)
        self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.known.append({})
        for argument in (*node.args.args, *node.args.kwonlyargs):
            kind = ast.unparse(argument.annotation) if argument.annotation else ""
            said = ast.parse("said()", mode="eval").body if kind == "Said" else None
            self.known[-1][argument.arg] = [said]
        self._note(node)
        self.generic_visit(node)
        self.known.pop()

    def _note(self, scope: ast.AST) -> None:
        """What each name of a scope is bound to."""
        for node in ast.walk(scope):
            for name, value in bound(node):
                self.known[-1].setdefault(name, []).append(value)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="Problem"), args=[ast.Constant(str(code)), *_]):
                if code[0] not in FAMILIES:
                    return
                named = {keyword.arg: keyword.value for keyword in node.keywords}
                texts = [node.args[1], named.get("hint") or (node.args[3:] or [None])[0]]
                self.count += 1
                for text in texts:
                    if text is not None and not self.is_said(text):
                        self.wrong.append(f"{node.lineno}: {code}: {ast.unparse(text)}")

    def is_said(self, text: ast.expr | None, depth: int = 0) -> bool:
        if depth > 9:
            return False
        match text:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name in self.makers
            case ast.IfExp(body=body, orelse=other):
                return self.is_said(body, depth + 1) and self.is_said(other, depth + 1)
            case ast.BoolOp(values=values):
                return all(self.is_said(value, depth + 1) for value in values)
            case ast.Constant(str(words)):
                return words == "" or words.startswith(COMMAND)
            case ast.JoinedStr(values=[ast.Constant(str(words)), *_]):
                return words.startswith(COMMAND)
            case ast.Attribute(attr="message" | "hint"):
                return True  # of another problem, which is here too
            case ast.Name(id=name):
                scope = next((s for s in reversed(self.known) if name in s), {})
                values = scope.get(name, [])
                return bool(values) and all(self.is_said(v, depth + 1) for v in values)
        return False


def test_what_staff_meet_is_said() -> None:
    wrong, count, known, values = [], 0, makers(), constants()
    for name, module in modules():
        finder = Finder(known, values)
        finder.visit(module)
        wrong += [f"{name}:{line}" for line in finder.wrong]
        count += finder.count
    assert not wrong, "\n".join(wrong)
    assert count > 100


def test_every_text_of_a_problem_is_in_the_spanish_file() -> None:
    assets = Assets.find()
    (asset,) = assets.layers("data/locale/es/LC_MESSAGES/interface.po")
    catalog = sound_entries(asset, "es")
    assert catalog is not None
    texts = {message.text for message in problem_messages()}
    assert len(texts) > 300
    assert [text for text in sorted(texts) if catalog.get(text, CONTEXT) is None] == []


def test_the_place_of_a_text_may_be_inside_another_one() -> None:
    code = 'said("a {b}", b=said("c" " d")); counted("{n} e", "{n} f", 2, g=[said("h")])'
    found = list(said_in(PACKAGE / "errors.py", ast.parse(code)))
    assert {(m.text, m.plural) for m in found} == {
        ("a {b}", ""),
        ("c d", ""),
        ("{n} e", "{n} f"),
        ("h", ""),
    }


# --- told in Spanish ---


@cache
def spanish_words() -> Words:
    return load_words(Assets.find(), "es")


@pytest.fixture
def spanish() -> Words:
    return spanish_words()


def test_a_problem_in_spanish_with_what_is_inside_it(spanish: Words) -> None:
    reason = said("{file} cannot be written: {reason}", file="a {b}", reason=said("it is in use"))
    problem = Problem("W005", reason, Location("a", 3), did_you_mean("styl", ["style", "styles"]))
    assert line(problem, spanish) == (
        "a:3: error W005: no se puede escribir a {b}: está en uso "
        "Sugerencia: ¿quiso decir style o styles?"
    )
    assert str(problem) == (
        "a:3: error W005: a {b} cannot be written: it is in use Hint: did you mean style or styles?"
    )
    assert line(problem, ENGLISH) == str(problem)


def test_a_number_takes_its_form(spanish: Words) -> None:
    said_of = [counted("{n} problem.", "{n} problems.", n) for n in (1, 2, 1000000)]
    assert [spanish.said(text) for text in said_of] == [
        "1 problema.",
        "2 problemas.",
        "1000000 de problemas.",
    ]


def test_what_is_not_translated_stays_english_in_the_whole_line(spanish: Words) -> None:
    for message in ("a text of content", said("nobody has translated {this}", this="x")):
        problem = Problem("C001", message, hint=said("pick fewer sections."), severity="warning")
        assert told(problem, spanish) is problem
        assert line(problem, spanish) == f"warning C001: {message} Hint: pick fewer sections."


@settings(deadline=None)
@given(st.text(), st.text())
def test_values_are_as_they_are_in_every_language(one: str, other: str) -> None:
    words = spanish_words()
    assert words.said(said("{one} or {other}", one=one, other=other)) == f"{one} o {other}"
