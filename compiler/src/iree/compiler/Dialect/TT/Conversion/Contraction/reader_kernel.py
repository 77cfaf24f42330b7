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
    WINDOW,
    WINDOW_LINES,
    ContractionPlan,
    Matrix,
    Side,
)
from iree.tenstorrent.compiler.Conversion.Contraction.units import (
    Span,
    Unit,
    dims,
    elements,
    inner_span,
    matrix_offset,
    unit_loop,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
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
    }
    with kernel(name, "reader", buffers) as op:
        arena = frame.open_arena()
        window = tt.open_window(
            tt.get_write_ptr(WINDOW, name="window_l1"), WINDOW_LINES, name="window"
        )
        left = _offset(plan.left.matrix, "left")
        right = _offset(plan.right.matrix, "right")
        loads = [_offset(load.matrix, f"load{i}") for i, load in enumerate(plan.loads)]
        with unit_loop(plan) as unit:
            left_batch = matrix_offset(plan.left.matrix, left, unit.batch, "left_batch")
            right_batch = matrix_offset(plan.right.matrix, right, unit.batch, "right_batch")
            with index.loop(0, plan.blocks.inner_parts, 1, "block") as block:
                inner = inner_span(plan, block)
                for side in (plan.left, plan.right):
                    tt.cb_reserve_back(side.raw.index, side.raw.page_count // 2)
                _read_side(plan, plan.left, arena, window, left_batch, unit.rows, inner)
                _read_side(plan, plan.right, arena, window, right_batch, unit.columns, inner)
                tt.noc_async_read_barrier()
                for side in (plan.left, plan.right):
                    tt.cb_push_back(side.raw.index, side.raw.page_count // 2)
            if plan.loads:
                _read_loads(plan, arena, window, loads, unit)
    return op


def _offset(matrix: Matrix, name: str) -> ir.Value:
    return index.value(
        frame.binding_offset(matrix.binding, matrix.base.number(), f"{name}_offset"), "i64"
    )


def _read_side(
    plan: ContractionPlan,
    side: Side,
    arena: ir.Value,
    window: ir.Value,
    offset: ir.Value,
    outer: Span,
    inner: Span,
) -> None:
    is_left = side is plan.left
    outer_elements = plan.extent.rows if is_left else plan.extent.columns
    outer_block = plan.blocks.rows if is_left else plan.blocks.columns
    l1 = tt.get_write_ptr(side.raw.index, name=f"{side.name}_l1")
    if side.inner_is_columns:
        rows, columns = outer, inner
        totals, width = (outer_elements, plan.extent.inner), plan.blocks.inner
    else:
        rows, columns = inner, outer
        totals, width = (plan.extent.inner, outer_elements), outer_block
    first_column, column_count = elements(columns, totals[1], f"{side.name}_column")
    with index.loop(0, rows.count, 1, f"{side.name}_row") as row:
        _read_rows(
            side.matrix,
            arena,
            window,
            offset,
            index.add(l1, index.mul(row, width * side.raw.page_size)),
            Span(index.add(rows.first, row), 1),
            totals[0],
            index.mul(columns.count, TILE),
            first_column,
            column_count,
        )


def _read_loads(
    plan: ContractionPlan, arena: ir.Value, window: ir.Value, loads: list[ir.Value], unit: Unit
) -> None:
    """A row of tiles of every operand at a time."""
    pages = plan.blocks.columns
    first_column, column_count = elements(unit.columns, plan.extent.columns, "column")
    offsets = [
        matrix_offset(load.matrix, offset, unit.batch, f"load{i}_batch")
        for i, (load, offset) in enumerate(zip(plan.loads, loads, strict=True))
    ]
    with index.loop(0, unit.rows.count, 1, "row") as row:
        for load in plan.loads:
            tt.cb_reserve_back(load.raw.index, pages)
        for i, (load, offset) in enumerate(zip(plan.loads, offsets, strict=True)):
            _read_rows(
                load.matrix,
                arena,
                window,
                offset,
                tt.get_write_ptr(load.raw.index, name=f"load{i}_l1"),
                Span(index.add(unit.rows.first, row), 1),
                plan.extent.rows,
                index.mul(unit.columns.count, TILE),
                first_column,
                column_count,
            )
        tt.noc_async_read_barrier()
        for load in plan.loads:
            tt.cb_push_back(load.raw.index, pages)


def _read_rows(
    matrix: Matrix,
    arena: ir.Value,
    window: ir.Value,
    offset: ir.Value,
    l1: index.Scalar,
    rows: Span,
    row_total: int,
    pitch: index.Scalar,
    first_column: index.Scalar,
    column_count: index.Scalar,
) -> None:
    first_row, row_count = elements(rows, row_total, "row")
    element = matrix.element
    tt.read_block(
        element.memory_type,
        element.buffer_type,
        len(matrix.rows),
        arena,
        window,
        offset,
        index.value(l1),
        pitch,
        TILE,
        first_row,
        row_count,
        first_column,
        column_count,
        dims(matrix.rows, matrix.columns),
    )
