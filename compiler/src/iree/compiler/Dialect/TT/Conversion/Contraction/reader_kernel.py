# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: blocks of both operands, then the epilogue's operands, for each part."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE
from iree.tenstorrent.compiler.Conversion.Contraction.plan import (
    TABLES,
    WINDOW,
    ContractionPlan,
    Side,
)
from iree.tenstorrent.compiler.Conversion.Contraction.sharing import share_block
from iree.tenstorrent.compiler.Conversion.Contraction.units import (
    Geometry,
    Place,
    Span,
    Unit,
    dst_rows,
    elements,
    tiles,
    unit_loop,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.tables import table_words
from iree.tenstorrent.compiler.Conversion.Frame.window import open_window
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_reader(name: str, plan: ContractionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    buffers = {
        "cb_left": plan.left.raw.index,
        "cb_right": plan.right.raw.index,
        "cb_window": WINDOW,
        **{f"cb_load{i}": load.raw.index for i, load in enumerate(plan.loads)},
        **({"cb_tables": TABLES} if plan.table_bytes else {}),
    }
    with kernel(name, "reader", buffers) as op:
        arena = frame.open_arena()
        window = open_window(WINDOW)
        geometry = Geometry.of(plan)
        left = Place.of(plan, geometry, arena, plan.left.matrix, "left")
        right = Place.of(plan, geometry, arena, plan.right.matrix, "right")
        loads = _load_places(plan, geometry, arena)
        with unit_loop(plan, geometry) as unit:
            left_batch = index.value(left.of_batch(unit.batch, "left_batch"), "i64")
            right_batch = index.value(right.of_batch(unit.batch, "right_batch"), "i64")
            with index.loop(0, geometry.inner_parts, 1, "block") as block:
                size = plan.blocks.inner
                inner = Span(index.mul(block, size, "inner_tile"), size)
                for side in (plan.left, plan.right):
                    tt.cb_reserve_back(side.raw.index, side.block_pages)
                for side, place, offset, outer, total in (
                    (plan.left, left, left_batch, unit.rows, geometry.rows),
                    (plan.right, right, right_batch, unit.columns, geometry.columns),
                ):
                    own = _Axis(outer, total, side.outer)
                    along = _Axis(inner, geometry.inner, size)
                    if plan.grid is None:
                        _read_side(side, place, arena, window, offset, own, along)
                        continue
                    with share_block(plan, plan.grid, side, unit, block):
                        _read_side(side, place, arena, window, offset, own, along)
                        tt.noc_async_read_barrier()
                if plan.grid is None:
                    tt.noc_async_read_barrier()
                for side in (plan.left, plan.right):
                    tt.cb_push_back(side.raw.index, side.block_pages)
            if plan.loads:
                _read_loads(plan, geometry, arena, window, loads, unit)
    return op


@dataclass(frozen=True)
class _Axis:
    """A span of tiles of a dimension of `total` elements, and how many tiles a block has there."""

    span: Span
    total: index.Scalar
    block: int

    def elements(self, name: str) -> tuple[index.Scalar, index.Scalar]:
        return elements(self.span, self.total, name)

    def tiles(self, name: str) -> tuple[index.Scalar, index.Scalar]:
        return tiles(self.span, self.total, name)


def _load_places(plan: ContractionPlan, geometry: Geometry, arena: ir.Value) -> list[Place]:
    """The epilogue's operands; puts its tables into L1."""
    table: index.Scalar = 0
    if plan.table_bytes:
        table = tt.get_write_ptr(TABLES, name="tables")
    places = []
    for i, load in enumerate(plan.loads):
        matrix = load.matrix
        own_table = table if matrix.access.table else 0
        places.append(Place.of(plan, geometry, arena, matrix, f"load{i}", own_table))
        for word in table_words(matrix.access, matrix.element):
            tt.l1_store(index.value(table), index.value(word))
            table = index.add(table, 4)
    return places


def _read_side(
    side: Side,
    place: Place,
    arena: ir.Value,
    window: ir.Value,
    offset: ir.Value,
    own: _Axis,
    along: _Axis,
) -> None:
    rows, columns = (own, along) if side.inner_is_columns else (along, own)
    l1 = tt.get_write_ptr(side.raw.index, name=f"{side.name}_l1")
    _read_rows(place, arena, window, offset, l1, rows, columns)


def _read_loads(
    plan: ContractionPlan,
    geometry: Geometry,
    arena: ir.Value,
    window: ir.Value,
    loads: list[Place],
    unit: Unit,
) -> None:
    """The rows that DST holds at once of every operand at a time."""
    blocks = plan.blocks
    pages = blocks.dst_rows * blocks.columns
    offsets = [place.of_batch(unit.batch, f"load{i}_batch") for i, place in enumerate(loads)]
    columns = _Axis(unit.columns, geometry.columns, blocks.columns)
    with index.loop(0, unit.rows.count, blocks.dst_rows, "row") as row:
        span = Span(index.add(unit.rows.first, row), dst_rows(plan, unit, row))
        rows = _Axis(span, geometry.rows, blocks.dst_rows)
        for load in plan.loads:
            tt.cb_reserve_back(load.raw.index, pages)
        for i, (load, place, offset) in enumerate(zip(plan.loads, loads, offsets, strict=True)):
            l1 = tt.get_write_ptr(load.raw.index, name=f"load{i}_l1")
            if place.matrix.access.binding < 0:
                _make_rows(place, index.value(offset), l1, rows, columns)
            else:
                _read_rows(place, arena, window, index.value(offset, "i64"), l1, rows, columns)
        tt.noc_async_read_barrier()
        for load in plan.loads:
            tt.cb_push_back(load.raw.index, pages)


def _make_rows(place: Place, start: ir.Value, l1: ir.Value, rows: _Axis, columns: _Axis) -> None:
    """As _read_rows, of a table in L1, or of numbers that are counted."""
    first_row, row_count = rows.elements("row")
    first_column, column_count = columns.elements("column")
    element = place.matrix.element
    pitch = columns.block * TILE * element.buffer_size
    with index.loop(0, row_count, 1, "table_row") as row:
        first = index.mul(index.add(first_row, row), columns.total)
        first = index.value(index.add(first, first_column))
        target = index.value(index.add(l1, index.mul(row, pitch)))
        if place.matrix.access.table:
            tt.table_elements(element.buffer_type, start, first, column_count, target, place.dims)
        else:
            tt.count_elements(start, first, column_count, target, place.dims)


def _read_rows(
    place: Place,
    arena: ir.Value,
    window: ir.Value,
    offset: ir.Value,
    l1: ir.Value,
    rows: _Axis,
    columns: _Axis,
) -> None:
    """Rows of tiles, as wide as a block is in L1, with zeros past the matrix's end: rows of elements,
    or the tiles themselves where the matrix lies in tiles."""
    if place.matrix.is_tiled:
        place.memory.read_block(
            len(place.matrix.rows),
            offset,
            l1,
            columns.block,
            rows.span.count,
            (*rows.tiles("row"), *columns.tiles("column")),
            place.dims,
        )
        return
    first_row, row_count = rows.elements("row")
    first_column, column_count = columns.elements("column")
    element = place.matrix.element
    tt.read_block(
        element.memory_type,
        element.buffer_type,
        len(place.matrix.rows),
        arena,
        window,
        offset,
        l1,
        columns.block * TILE,
        index.mul(rows.span.count, TILE),
        first_row,
        row_count,
        first_column,
        column_count,
        place.dims,
    )
