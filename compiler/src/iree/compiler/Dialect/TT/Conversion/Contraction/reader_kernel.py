# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: blocks of both operands, then the epilogue's operands, for each part."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE
from iree.tenstorrent.compiler.Conversion.Contraction.plan import (
    TABLES,
    WINDOW,
    ContractionPlan,
    Matrix,
    Side,
)
from iree.tenstorrent.compiler.Conversion.Contraction.sharing import share_block
from iree.tenstorrent.compiler.Conversion.Contraction.units import (
    Span,
    Unit,
    dims,
    dst_rows,
    elements,
    matrix_offset,
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
        left = _offset(plan.left.matrix, "left")
        right = _offset(plan.right.matrix, "right")
        loads = _load_offsets(plan)
        with unit_loop(plan) as unit:
            left_batch = _matrix_of(plan.left, left, unit)
            right_batch = _matrix_of(plan.right, right, unit)
            with index.loop(0, plan.blocks.inner_parts, 1, "block") as block:
                size = plan.blocks.inner
                inner = Span(index.mul(block, size, "inner_tile"), size)
                for side in (plan.left, plan.right):
                    tt.cb_reserve_back(side.raw.index, side.block_pages)
                for side, offset, outer in (
                    (plan.left, left_batch, unit.rows),
                    (plan.right, right_batch, unit.columns),
                ):
                    if plan.grid is None:
                        _read_side(plan, side, arena, window, offset, outer, inner)
                        continue
                    with share_block(plan, plan.grid, side, unit, block):
                        _read_side(plan, side, arena, window, offset, outer, inner)
                        tt.noc_async_read_barrier()
                if plan.grid is None:
                    tt.noc_async_read_barrier()
                for side in (plan.left, plan.right):
                    tt.cb_push_back(side.raw.index, side.block_pages)
            if plan.loads:
                _read_loads(plan, arena, window, loads, unit)
    return op


def _load_offsets(plan: ContractionPlan) -> list[index.Scalar]:
    """Where each operand of the epilogue begins: an arena offset, or the L1 address of a table."""
    table: index.Scalar = 0
    if plan.table_bytes:
        table = tt.get_write_ptr(TABLES, name="tables")
    offsets: list[index.Scalar] = []
    for i, load in enumerate(plan.loads):
        matrix = load.matrix
        if not matrix.access.table:
            offsets.append(_offset(matrix, f"load{i}"))
            continue
        first = matrix.access.offset.number() * matrix.element.buffer_size
        offsets.append(index.add(table, first))
        for word in table_words(matrix.access, matrix.element):
            tt.l1_store(index.value(table), index.value(word))
            table = index.add(table, 4)
    return offsets


def _offset(matrix: Matrix, name: str) -> ir.Value:
    return index.value(
        frame.binding_offset(matrix.access.binding, matrix.base.number(), f"{name}_offset"), "i64"
    )


def _matrix_of(side: Side, offset: index.Scalar, unit: Unit) -> ir.Value:
    return index.value(matrix_offset(side.matrix, offset, unit.batch, f"{side.name}_batch"), "i64")


def _read_side(
    plan: ContractionPlan,
    side: Side,
    arena: ir.Value,
    window: ir.Value,
    offset: ir.Value,
    outer: Span,
    inner: Span,
) -> None:
    outer_total = plan.extent.rows if side is plan.left else plan.extent.columns
    l1 = tt.get_write_ptr(side.raw.index, name=f"{side.name}_l1")
    if side.inner_is_columns:
        rows, row_total, columns, column_total = outer, outer_total, inner, plan.extent.inner
        pitch = plan.blocks.inner
    else:
        rows, row_total, columns, column_total = inner, plan.extent.inner, outer, outer_total
        pitch = side.outer
    _read_rows(
        side.matrix, arena, window, offset, l1, rows, row_total, columns, column_total, pitch
    )


def _read_loads(
    plan: ContractionPlan, arena: ir.Value, window: ir.Value, loads: list[index.Scalar], unit: Unit
) -> None:
    """A row of tiles of every operand at a time."""
    pages = plan.blocks.dst_rows * plan.blocks.columns
    offsets = [
        matrix_offset(load.matrix, offset, unit.batch, f"load{i}_batch")
        for i, (load, offset) in enumerate(zip(plan.loads, loads, strict=True))
    ]
    with index.loop(0, unit.rows.count, plan.blocks.dst_rows, "row") as row:
        rows = Span(index.add(unit.rows.first, row), dst_rows(plan, unit, row))
        for load in plan.loads:
            tt.cb_reserve_back(load.raw.index, pages)
        for i, (load, offset) in enumerate(zip(plan.loads, offsets, strict=True)):
            l1 = tt.get_write_ptr(load.raw.index, name=f"load{i}_l1")
            if load.matrix.access.table:
                _read_table(plan, load.matrix, index.value(offset), l1, rows, unit.columns)
                continue
            _read_rows(
                load.matrix,
                arena,
                window,
                index.value(offset, "i64"),
                l1,
                rows,
                plan.extent.rows,
                unit.columns,
                plan.extent.columns,
                plan.blocks.columns,
            )
        tt.noc_async_read_barrier()
        for load in plan.loads:
            tt.cb_push_back(load.raw.index, pages)


def _read_table(
    plan: ContractionPlan,
    matrix: Matrix,
    table: ir.Value,
    l1: ir.Value,
    rows: Span,
    columns: Span,
) -> None:
    """As _read_rows, of a table in L1."""
    first_row, row_count = elements(rows, plan.extent.rows, "row")
    first_column, column_count = elements(columns, plan.extent.columns, "column")
    pitch = plan.blocks.columns * TILE * matrix.element.buffer_size
    with index.loop(0, row_count, 1, "table_row") as row:
        place = index.mul(index.add(first_row, row), plan.extent.columns)
        tt.table_elements(
            matrix.element.buffer_type,
            table,
            index.add(place, first_column),
            column_count,
            index.add(l1, index.mul(row, pitch)),
            dims(matrix.rows, matrix.columns),
        )


def _read_rows(
    matrix: Matrix,
    arena: ir.Value,
    window: ir.Value,
    offset: ir.Value,
    l1: ir.Value,
    rows: Span,
    row_total: int,
    columns: Span,
    column_total: int,
    pitch: int,
) -> None:
    """Rows of tiles, `pitch` tiles wide in L1, with zeros past the matrix's end."""
    first_row, row_count = elements(rows, row_total, "row")
    first_column, column_count = elements(columns, column_total, "column")
    element = matrix.element
    tt.read_block(
        element.memory_type,
        element.buffer_type,
        len(matrix.rows),
        arena,
        window,
        offset,
        l1,
        pitch * TILE,
        index.mul(rows.count, TILE),
        first_row,
        row_count,
        first_column,
        column_count,
        dims(matrix.rows, matrix.columns),
    )
