# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: stencils on the SFPU, a tile of 1024 results at a time."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Elementwise.streams import narrowest_first
from iree.tenstorrent.compiler.Conversion.Elementwise.writer_kernel import build_writer
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Conversion.Reduction.rows import read_rows
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment
from iree.tenstorrent.compiler.Conversion.Stencil.analysis import stencil_of
from iree.tenstorrent.compiler.Conversion.Stencil.compute_kernel import (
    FULL_DST,
    HALF_DST,
    build_compute,
    epilogue_segment,
    tap_segment,
)
from iree.tenstorrent.compiler.Conversion.Stencil.plan import StencilPlan, plan_stencil
from iree.tenstorrent.compiler.Conversion.Stencil.reader_kernel import build_reader
from iree.tenstorrent.compiler.Target.program import ComputeConfig, Program
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount


@dataclass(frozen=True)
class BuiltStencil:
    """A plan with the code of a tap and of what follows them, and whether that takes all of DST."""

    plan: StencilPlan
    tap: Segment
    epilogue: Segment
    full_sync: bool

    @property
    def workgroup_count(self) -> WorkgroupCount:
        return self.plan.workgroup_count


class StencilStrategy:
    """Depthwise convolutions and overlapping windows, with what follows them. See analysis.py."""

    name = "stencil"

    def match(self, dispatch: Dispatch) -> BuiltStencil | Rejection:
        try:
            stencil = stencil_of(read_rows(dispatch.function))
            stencil.rows.graph.reject_aliases()
            stencil.rows.graph.stores = narrowest_first(stencil.rows.graph.stores)
            return _built(plan_stencil(dispatch, stencil))
        except Reject as reject:
            return Rejection(str(reject))

    def emit(self, built: BuiltStencil) -> Program:
        plan = built.plan
        return kernel_program(
            plan.dispatch,
            self.name,
            lambda: [
                build_reader(plan),
                build_compute(plan, built.tap, built.epilogue),
                build_writer(
                    f"{plan.dispatch.name}_writer", plan.outputs, plan.burst, plan.binding_count
                ),
            ],
            plan.circular_buffers,
            ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=built.full_sync),
        )


def _built(plan: StencilPlan) -> BuiltStencil:
    """With half of DST if that is enough."""
    try:
        return BuiltStencil(
            plan, tap_segment(plan, HALF_DST), epilogue_segment(plan, HALF_DST), False
        )
    except Reject:
        return BuiltStencil(
            plan, tap_segment(plan, FULL_DST), epilogue_segment(plan, FULL_DST), True
        )
