"""A table node as a table box: columns, head, rows, and the repeated head."""

from dataclasses import replace
from typing import TYPE_CHECKING

from handoutgen.document.nodes import Cell, Paragraph, Table, Text
from handoutgen.render.pdf.boxes import Box, StackBox
from handoutgen.render.pdf.grid import ArtifactText, RowBox, TableBox, new_cell, repeated
from handoutgen.render.pdf.marks import paint_ribbon
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_FIRST_COLUMN = {2: 0.42, 3: 0.27, 4: 0.235}
_RIBBON_GAP = 7
_CELL_GAP = 12


def lay_table(layout: "Layout", table: Table, parent: StructureElement, width: float) -> Box:
    """The box of a table, with its caption over it."""
    style = layout.style
    element = parent.child("Table")
    caption = _caption(layout, table.caption, element, width) if table.caption else None
    columns = len(table.head.cells)
    shares = table.widths
    widths = tuple(width * s / sum(shares) for s in shares) if shares else _widths(columns, width)
    offsets = tuple(sum(widths[:i]) for i in range(columns))

    head_row = element.child("THead").child("TR")
    head_cells = tuple(
        _head_cell(layout, cell, new_cell(head_row, cell.scope), w)
        for cell, w in zip(table.head.cells, widths, strict=True)
    )
    line = (style.rule.head, style.colour.ink)
    head = RowBox(head_cells, offsets, style.space.cell, line, width)
    again = RowBox(_again(layout, table, head_cells), offsets, style.space.cell, line, width)

    body = element.child("TBody")
    rows = []
    for row in table.rows:
        row_element = body.child("TR")
        cells = tuple(
            layout.content(
                cell.blocks, new_cell(row_element, cell.scope), w - _CELL_GAP, style.type.cell
            )
            for cell, w in zip(row.cells, widths, strict=True)
        )
        line = (style.rule.row, style.colour.hair)
        rows.append(RowBox(cells, offsets, style.space.cell, line, width))

    ribbon = style.ribbon.table
    conditions = tuple(cell.condition for cell in table.head.cells)

    def ribbons(painter: Painter, x: float, y: float) -> None:
        for condition, offset, w in zip(conditions, offsets, widths, strict=True):
            if condition is not None:
                last = offset + w > width - 1
                paint_ribbon(
                    painter, condition, x + offset, y, w - (0 if last else _RIBBON_GAP), ribbon
                )

    has_ribbons = any(condition is not None for condition in conditions)
    grid = TableBox(head, again, tuple(rows), ribbons, ribbon if has_ribbons else 0)
    return StackBox((caption, replace(grid, before=6))) if caption else grid


def _caption(layout: "Layout", words: str, parent: StructureElement, width: float) -> Box:
    style = layout.style
    return layout.text(
        (Text(words),),
        style.type.small,
        parent.child("Caption"),
        min(width, layout.measure),
        colour=style.colour.muted,
        keep_with_next=True,
    )


def _widths(columns: int, width: float) -> tuple[float, ...]:
    if columns == 1:
        return (width,)
    first = width * _FIRST_COLUMN.get(columns, 0.22)
    return (first, *[(width - first) / (columns - 1)] * (columns - 1))


def _head_cell(layout: "Layout", cell: Cell, element: StructureElement, width: float) -> StackBox:
    style = layout.style
    colour = style.of_condition(cell.condition).ink if cell.condition else style.colour.ink
    kind = style.type.column_name if cell.condition else style.type.cell
    kind = kind.in_bold()
    blocks = cell.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        text = layout.text(
            blocks[0].inlines, kind, element, width - _CELL_GAP, colour=colour, mark_size=kind.size
        )
        return StackBox((text,))
    return layout.stack(blocks, element, width - _CELL_GAP)


def _again(layout: "Layout", table: Table, cells: tuple[StackBox, ...]) -> tuple[StackBox, ...]:
    """The head for a further page: the same words as an artifact, and that it goes on."""
    shown = [StackBox(repeated(cell.boxes)) for cell in cells]
    note = layout.text(
        (Text("continued"),),
        layout.style.type.small,
        StructureElement("NonStruct"),
        200,
        colour=layout.style.colour.muted,
    )
    first, *others = shown
    return (StackBox((*first.boxes, ArtifactText(note))), *others)
