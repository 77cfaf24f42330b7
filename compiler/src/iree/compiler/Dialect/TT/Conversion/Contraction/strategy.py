# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: sums of products on the FPU, in blocks, over all cores."""

from __future__ import annotations

from collections.abc import Mapping

from iree.tenstorrent.compiler.Conversion.Contraction.analysis import read_contraction
from iree.tenstorrent.compiler.Conversion.Contraction.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, plan_contraction
from iree.tenstorrent.compiler.Conversion.Contraction.reader_kernel import build_reader
from iree.tenstorrent.compiler.Conversion.Contraction.shards import result_shards
from iree.tenstorrent.compiler.Conversion.Contraction.writer_kernel import build_writer
from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject, Shards
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Target.program import (
    ComputeConfig,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection


class ContractionStrategy:
    """One sum of products of two operands and what is done to it elementwise. See analysis.py."""

    name = "contraction"

    def match(self, dispatch: Dispatch) -> ContractionPlan | Rejection:
        try:
            return plan_contraction(dispatch, read_contraction(dispatch.function))
        except Reject as reject:
            return Rejection(str(reject))

    def fits_layouts(self, dispatch: Dispatch) -> bool:
        return not isinstance(self.match(dispatch), Rejection)

    def turned(self, dispatch: Dispatch) -> frozenset[int]:
        plan = plan_contraction(dispatch, read_contraction(dispatch.function))
        sides = (plan.left, plan.right)
        return frozenset(side.matrix.access.binding for side in sides if side.is_transposed)

    def shards(self, dispatch: Dispatch) -> Mapping[int, Shards]:
        plan = plan_contraction(dispatch, read_contraction(dispatch.function))
        matrices = [result.matrix for result in plan.results]
        made = {matrix.access.binding: result_shards(plan, matrix) for matrix in matrices}
        return {binding: own for binding, own in made.items() if own is not None}

    def emit(self, plan: ContractionPlan) -> Program:
        name = plan.dispatch.name
        return kernel_program(
            plan.dispatch,
            self.name,
            lambda: [
                build_reader(f"{name}_reader", plan),
                build_compute(f"{name}_compute", plan),
                build_writer(f"{name}_writer", plan),
            ],
            plan.circular_buffers,
            ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=True),
            plan.semaphores,
        )
