"""Jinja2's compiler, with counting written into the Python that it makes of a template."""

from collections.abc import Iterable

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, operators

from handoutgen.document.steps import CHARACTERS, ROUND


class CountingGenerator(CodeGenerator):
    """The compiler of a sandbox that can be asked to `spend`, `weighed` and `concatenated`.

    What may run many times (the body of a loop, its condition, a macro, a block, a whole template)
    begins by taking as many steps as it has nodes. Values are weighed where Python would walk
    through them as a whole and ask nobody.
    """

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A list of statements; those of a condition are counted with what is around it."""
        body = list(nodes)
        if not frame.soft_frame:
            self.writeline(f"environment.{_spend(body)}")
        super().blockvisit(body, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        """A loop: an item that its condition leaves out was looked at too."""
        if node.test is not None:
            node.test = nodes.And(nodes.EnvironmentAttribute(_spend([node.test])), node.test)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """A `~` that the sandbox can stop, as it can the other operators."""
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """A comparison reads both sides."""
        self.write("(")
        self._weighed(node.expr, frame)
        for operand in node.ops:
            self.visit(operand, frame)
        self.write(")")

    def visit_Operand(self, node: nodes.Operand, frame: Frame) -> None:  # noqa: N802
        """The other side of a comparison."""
        self.write(f" {operators[node.op]} ")
        self._weighed(node.expr, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """A part of a list is a copy."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self._weighed(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Keys are hashed."""
        self.write("{")
        for item in node.items:
            self._weighed(item.key, frame)
            self.write(": ")
            self.visit(item.value, frame)
            self.write(", ")
        self.write("}")

    def _weighed(self, node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.weighed(")
        self.visit(node, frame)
        self.write(")")


def _spend(body: Iterable[nodes.Node]) -> str:
    return f"spend({ROUND + sum(map(_size, body))})"


def _size(node: nodes.Node) -> int:
    words = len(node.data) // CHARACTERS if isinstance(node, nodes.TemplateData) else 0
    return 1 + words + sum(map(_size, node.iter_child_nodes()))
