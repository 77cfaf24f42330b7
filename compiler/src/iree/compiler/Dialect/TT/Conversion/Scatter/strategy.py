# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: scatters that replace elements, by the NoC."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.DataMovement.strategy import cores_for
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Conversion.Frame.window import window_buffer
from iree.tenstorrent.compiler.Conversion.Scatter.analysis import Scatter, read_scatter
from iree.tenstorrent.compiler.Conversion.Scatter.kernels import (
    STAGING,
    STAGING_BYTES,
    TABLE,
    TABLE_ROWS,
    WINDOW,
    build_writer,
)
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat, Program
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount


@dataclass(frozen=True)
class ScatterPlan:
    """A dispatch of one scatter."""

    dispatch: Dispatch
    scatter: Scatter

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """As many as there are cores' worth of bytes that move."""
        moved = self.scatter.rows * self.scatter.row * self.scatter.element_bytes
        return (cores_for(self.dispatch, [moved], self.scatter.graph.workload), 1, 1)


class ScatterStrategy:
    """iree_linalg_ext.scatter of whole elements. See analysis.py."""

    name = "scatter"

    def match(self, dispatch: Dispatch) -> ScatterPlan | Rejection:
        try:
            return ScatterPlan(dispatch, read_scatter(dispatch.function))
        except Reject as reject:
            return Rejection(str(reject))

    def emit(self, plan: ScatterPlan) -> Program:
        dispatch = plan.dispatch
        bindings = len(dispatch.binding_read_only)
        return kernel_program(
            dispatch,
            self.name,
            lambda: [build_writer(f"{dispatch.name}_writer", plan.scatter, bindings)],
            (
                CircularBuffer(TABLE, DataFormat.UINT32, 4 * TABLE_ROWS, 1),
                window_buffer(WINDOW),
                CircularBuffer(STAGING, DataFormat.UINT32, STAGING_BYTES, 1),
            ),
        )
