# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The writer kernel: rows of tiles of every result to its binding, as rows of elements or as tiles."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE
from iree.tenstorrent.compiler.Conversion.Contraction.plan import (
    STAGING,
    STAGING_BYTES,
    ContractionPlan,
)
from iree.tenstorrent.compiler.Conversion.Contraction.units import (
    Geometry,
    Place,
    Span,
    dst_rows,
    elements,
    tiles,
    unit_loop,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_writer(name: str, plan: ContractionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    buffers = {
        **{f"cb_result{i}": result.out.index for i, result in enumerate(plan.results)},
        "cb_staging": STAGING,
    }
    pages = plan.blocks.dst_rows * plan.blocks.columns
    with kernel(name, "writer", buffers) as op:
        arena = frame.open_arena()
        staging = tt.get_write_ptr(STAGING, name="staging")
        geometry = Geometry.of(plan)
        places = [
            Place.of(plan, geometry, arena, result.matrix, f"result{i}")
            for i, result in enumerate(plan.results)
        ]
        with unit_loop(plan, geometry) as unit:
            batches = [
                index.value(place.of_batch(unit.batch, f"result{i}_batch"), "i64")
                for i, place in enumerate(places)
            ]
            with index.loop(0, unit.rows.count, plan.blocks.dst_rows, "row") as row:
                span = Span(index.add(unit.rows.first, row), dst_rows(plan, unit, row))
                for i, result in enumerate(plan.results):
                    element = result.matrix.element
                    tt.cb_wait_front(result.out.index, pages)
                    l1 = tt.get_read_ptr(result.out.index, name=f"result{i}_l1")
                    if result.matrix.is_tiled:
                        places[i].memory.write_block(
                            len(result.matrix.rows),
                            batches[i],
                            l1,
                            plan.blocks.columns,
                            (
                                *tiles(span, geometry.rows, "row"),
                                *tiles(unit.columns, geometry.columns, "column"),
                            ),
                            places[i].dims,
                        )
                    else:
                        tt.write_block(
                            element.buffer_type,
                            element.memory_type,
                            len(result.matrix.rows),
                            arena,
                            staging,
                            STAGING_BYTES,
                            batches[i],
                            l1,
                            plan.blocks.columns * TILE,
                            *elements(span, geometry.rows, "row"),
                            *elements(unit.columns, geometry.columns, "column"),
                            places[i].dims,
                        )
                    tt.noc_async_write_barrier()
                    tt.cb_pop_front(result.out.index, pages)
    return op
