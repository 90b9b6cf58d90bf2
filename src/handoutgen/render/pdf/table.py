"""A table node as a table box: columns, head, rows, and the repeated head."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from handoutgen.document.inline import Text
from handoutgen.document.nodes import Cell, Paragraph, Table
from handoutgen.render.pdf.artifact_text import ArtifactText, repeated
from handoutgen.render.pdf.boxes import Box, StackBox, placed
from handoutgen.render.pdf.grid import RowBox, TableBox, new_cell
from handoutgen.render.pdf.marks import paint_ribbon
from handoutgen.render.pdf.painter import Painter
from handoutgen.render.pdf.structure import StructureElement
from handoutgen.render.pdf.text import in_bold

if TYPE_CHECKING:
    from handoutgen.render.pdf.layout import Layout

_FIRST_COLUMN = {2: 0.42, 3: 0.27, 4: 0.235}
_RIBBON_GAP = 7
_CELL_GAP = 12
_LANGUAGE_GAP = 4
"""Between a row and the same row in another language."""


class _Voice(NamedTuple):
    """A table in one language, which is none where the whole document has but one."""

    table: Table
    language: str | None


def lay_table(layout: "Layout", table: Table, parent: StructureElement, width: float) -> Box:
    """The box of a table, with its caption over it."""
    return _lay(layout, (_Voice(table, None),), parent, width)


def lay_facing_table(
    layout: "Layout",
    tables: tuple[Table, Table],
    languages: tuple[str, str],
    parent: StructureElement,
    width: float,
) -> Box:
    """One table that says everything twice: under each row the same row in the other language."""
    voices = tuple(map(_Voice, tables, languages))
    return _lay(layout, voices, parent, width)


def _lay(
    layout: "Layout", voices: tuple[_Voice, ...], parent: StructureElement, width: float
) -> Box:
    style, table = layout.style, voices[0].table
    element = parent.child("Table")
    caption = _caption(layout, voices, element, width) if table.caption else None
    columns = len(table.head.cells)
    shares = table.widths
    widths = tuple(width * s / sum(shares) for s in shares) if shares else _widths(columns, width)
    offsets = tuple(sum(widths[:i]) for i in range(columns))

    head_element = element.child("THead")
    heads = []
    for spoken, language in voices:
        head_row = head_element.child("TR", language=language)
        heads.append(
            tuple(
                _head_cell(layout, cell, new_cell(head_row, cell.scope), w)
                for cell, w in zip(spoken.head.cells, widths, strict=True)
            )
        )
    head_cells = _under_each_other(heads)
    line = (style.rule.head, style.colour.ink)
    head = RowBox(head_cells, offsets, style.space.cell, line, width)
    again = RowBox(_again(layout, head_cells), offsets, style.space.cell, line, width)

    body = element.child("TBody")
    rows = []
    for spoken_rows in zip(*(voice.table.rows for voice in voices), strict=True):
        said = []
        for row, (_, language) in zip(spoken_rows, voices, strict=True):
            row_element = body.child("TR", language=language)
            said.append(
                tuple(
                    layout.content(
                        cell.blocks,
                        new_cell(row_element, cell.scope),
                        w - _CELL_GAP,
                        style.type.cell,
                    )
                    for cell, w in zip(row.cells, widths, strict=True)
                )
            )
        line = (style.rule.row, style.colour.hair)
        rows.append(RowBox(_under_each_other(said), offsets, style.space.cell, line, width))

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


def _under_each_other(said: Sequence[tuple[StackBox, ...]]) -> tuple[StackBox, ...]:
    """The cells of one row in each language: in every column a language starts at one height."""
    cells, *others = said
    for following in others:
        height = max(cell.height for cell in cells)
        cells = tuple(_over(a, b, height) for a, b in zip(cells, following, strict=True))
    return cells


def _over(first: StackBox, second: StackBox, height: float) -> StackBox:
    if not first.boxes or not second.boxes:
        return StackBox((*first.boxes, *second.boxes))
    start, *rest = second.boxes
    before = height - first.height + _LANGUAGE_GAP
    return StackBox((*first.boxes, placed(start, before=before), *rest))


def _caption(
    layout: "Layout", voices: tuple[_Voice, ...], parent: StructureElement, width: float
) -> Box:
    style = layout.style
    element = parent.child("Caption")
    boxes = tuple(
        layout.text(
            (Text(table.caption),),
            style.type.small,
            element if language is None else element.child("P", language=language),
            min(width, layout.measure),
            colour=style.colour.muted,
            keep_with_next=True,
        )
        for table, language in voices
    )
    return boxes[0] if len(boxes) == 1 else StackBox(boxes, keep_with_next=True)


def _widths(columns: int, width: float) -> tuple[float, ...]:
    if columns == 1:
        return (width,)
    first = width * _FIRST_COLUMN.get(columns, 0.22)
    return (first, *[(width - first) / (columns - 1)] * (columns - 1))


def _head_cell(layout: "Layout", cell: Cell, element: StructureElement, width: float) -> StackBox:
    style = layout.style
    colour = style.of_condition(cell.condition).ink if cell.condition else style.colour.ink
    kind = style.type.column_name if cell.condition else style.type.cell
    kind = in_bold(kind)
    blocks = cell.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        text = layout.text(
            blocks[0].inlines, kind, element, width - _CELL_GAP, colour=colour, mark_size=kind.size
        )
        return StackBox((text,))
    return layout.stack(blocks, element, width - _CELL_GAP)


def _again(layout: "Layout", cells: tuple[StackBox, ...]) -> tuple[StackBox, ...]:
    """The head for a further page: the same words as an artifact, and that it goes on."""
    shown = [StackBox(repeated(cell.boxes)) for cell in cells]
    note = layout.text(
        (Text(layout.words.continued),),
        layout.style.type.small,
        StructureElement("NonStruct"),
        200,
        colour=layout.style.colour.muted,
    )
    first, *others = shown
    return (StackBox((*first.boxes, ArtifactText(note))), *others)
