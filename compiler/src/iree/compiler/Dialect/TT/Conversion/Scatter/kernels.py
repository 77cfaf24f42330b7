# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The kernel of a scatter: each core moves the rows, or parts of rows, that go to its share of the result.

A core looks at all rows in order, so that the last one wins where several go to one place.
"""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.row_index import RowIndex
from iree.tenstorrent.compiler.Conversion.Frame.window import open_window
from iree.tenstorrent.compiler.Conversion.Scatter.analysis import Scatter
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

TABLE, WINDOW, STAGING = 29, 30, 31
# Rows whose places are looked up at once, 4 bytes each.
TABLE_ROWS = 512
STAGING_BYTES = 128 * 1024


def build_writer(name: str, scatter: Scatter, binding_count: int) -> KernelOp:
    """Builds the kernel at the insertion point."""
    element = f"uint{8 * scatter.element_bytes}_t"
    names = {"cb_table": TABLE, "cb_window": WINDOW, "cb_staging": STAGING}
    with kernel(name, "writer", names) as op:
        constants = PushConstants(binding_count)
        core = tt.get_arg_val(frame.CORE_INDEX, name="core")
        cores = tt.get_common_arg_val(frame.CORE_COUNT, name="cores")
        arena = frame.open_arena()
        window = open_window(WINDOW)
        size = scatter.element_bytes
        target, source = (
            index.value(
                index.add(
                    frame.binding_offset(access.binding, 0, f"{kind}_binding"),
                    constants.i64(access.byte_offset + access.offset * size),
                    kind,
                ),
                "i64",
            )
            for access, kind in ((scatter.result, "target"), (scatter.updates, "source"))
        )
        total = [index.value(number) for number in (constants.i32(scatter.total), 0, 1)]
        begin, end = (
            tt.copy_boundary(element, target, index.value(part), cores, total, name=edge)
            for part, edge in ((core, "begin"), (index.add(core, 1), "end"))
        )
        rows, row_size = constants.i32(scatter.rows), constants.i32(scatter.row)
        row_index = RowIndex(
            scatter.graph, scatter.row_loops, scatter.result.indirect, constants, arena, window
        )
        table = tt.get_write_ptr(TABLE, name="table")
        staging = tt.get_write_ptr(STAGING, name="staging")
        # A core without a share has no rows to look at.
        rows = index.select(index.less(begin, end), rows, 0, "rows")
        with index.loop(0, rows, TABLE_ROWS, "group") as group:
            count = index.minimum(TABLE_ROWS, index.sub(rows, group), "count")
            with index.loop(0, count, 1, "row") as row:
                place = row_index.first_element(index.add(group, row))
                entry = index.add(table, index.mul(row, 4))
                tt.l1_store(index.value(entry), index.value(index.truncate(place)))
            tt.scatter_rows(
                element,
                arena,
                staging,
                STAGING_BYTES,
                source,
                target,
                table,
                group,
                index.value(count),
                index.value(row_size),
                begin,
                end,
            )
    return op
