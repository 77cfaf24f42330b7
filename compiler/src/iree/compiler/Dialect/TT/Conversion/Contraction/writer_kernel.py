# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The writer kernel: rows of tiles of every result to its binding."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE
from iree.tenstorrent.compiler.Conversion.Contraction.plan import (
    STAGING,
    STAGING_BYTES,
    ContractionPlan,
)
from iree.tenstorrent.compiler.Conversion.Contraction.units import (
    Span,
    dims,
    dst_rows,
    elements,
    matrix_offset,
    unit_loop,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_writer(name: str, plan: ContractionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    buffers = {
        **{f"cb_result{i}": result.rows.index for i, result in enumerate(plan.results)},
        "cb_staging": STAGING,
    }
    pages = plan.blocks.dst_rows * plan.blocks.columns
    with kernel(name, "writer", buffers) as op:
        arena = frame.open_arena()
        staging = tt.get_write_ptr(STAGING, name="staging")
        offsets = [
            index.value(
                frame.binding_offset(
                    result.matrix.access.binding, result.matrix.base.number(), f"result{i}_offset"
                ),
                "i64",
            )
            for i, result in enumerate(plan.results)
        ]
        with unit_loop(plan) as unit:
            first_column, column_count = elements(unit.columns, plan.extent.columns, "column")
            batches = [
                index.value(
                    matrix_offset(result.matrix, offset, unit.batch, f"result{i}_batch"), "i64"
                )
                for i, (result, offset) in enumerate(zip(plan.results, offsets, strict=True))
            ]
            with index.loop(0, unit.rows.count, plan.blocks.dst_rows, "row") as row:
                span = Span(index.add(unit.rows.first, row), dst_rows(plan, unit, row))
                first_row, row_count = elements(span, plan.extent.rows, "row")
                for i, (result, offset) in enumerate(zip(plan.results, batches, strict=True)):
                    matrix, element = result.matrix, result.matrix.element
                    tt.cb_wait_front(result.rows.index, pages)
                    tt.write_block(
                        element.buffer_type,
                        element.memory_type,
                        len(matrix.rows),
                        arena,
                        staging,
                        STAGING_BYTES,
                        offset,
                        tt.get_read_ptr(result.rows.index, name=f"result{i}_l1"),
                        plan.blocks.columns * TILE,
                        first_row,
                        row_count,
                        first_column,
                        column_count,
                        dims(matrix.rows, matrix.columns),
                    )
                    tt.noc_async_write_barrier()
                    tt.cb_pop_front(result.rows.index, pages)
    return op
