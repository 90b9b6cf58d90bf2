"""Every problem that clinic staff meet is made of text that translators get."""

import ast
from collections.abc import Iterator
from pathlib import Path

import handoutgen

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
