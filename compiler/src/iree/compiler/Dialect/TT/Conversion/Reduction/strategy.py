# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: reductions over one set of loops, with what is fused before, between and after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Conversion.Reduction.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Reduction.gather import SEMAPHORES
from iree.tenstorrent.compiler.Conversion.Reduction.plan import ReductionPlan, plan_rows
from iree.tenstorrent.compiler.Conversion.Reduction.reader_kernel import build_reader
from iree.tenstorrent.compiler.Conversion.Reduction.rows import read_rows
from iree.tenstorrent.compiler.Conversion.Reduction.shards import result_shards
from iree.tenstorrent.compiler.Conversion.Reduction.writer_kernel import build_writer
from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.Target.program import ComputeConfig, Program
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount


@dataclass(frozen=True)
class BuiltReduction:
    """A plan with its program: building it shows whether expressions fit into DST."""

    program: Program
    workgroup_count: WorkgroupCount


class Reduction:
    """Sums, products, extremes and logical reductions along any dimensions, softmax, normalisations."""

    name = "reduction"

    def match(self, dispatch: Dispatch) -> BuiltReduction | Rejection:
        try:
            plan = plan_rows(dispatch, read_rows(dispatch.function))
            return BuiltReduction(_build(plan, self.name), plan.workgroup_count)
        except Reject as reject:
            return Rejection(str(reject))

    def fits_layouts(self, dispatch: Dispatch) -> bool:
        try:
            plan_rows(dispatch, read_rows(dispatch.function))
        except Reject:
            return False
        return True

    def turned(self, dispatch: Dispatch) -> frozenset[int]:
        return frozenset()

    def shards(self, dispatch: Dispatch) -> Mapping[int, Shards]:
        plan = plan_rows(dispatch, read_rows(dispatch.function))
        made = {store.access.binding: result_shards(plan, store) for store in plan.stores}
        return {binding: own for binding, own in made.items() if own is not None}

    def emit(self, plan: BuiltReduction) -> Program:
        return plan.program


def _build(plan: ReductionPlan, lowering: str) -> Program:
    return kernel_program(
        plan.dispatch,
        lowering,
        lambda: _build_kernels(plan),
        tuple(buffer.cb for buffer in plan.buffers.all),
        ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=True),
        SEMAPHORES if plan.split is not None else (),
    )


def _build_kernels(plan: ReductionPlan) -> list[KernelOp]:
    ops = [build_compute(plan), build_writer(plan)]
    if plan.loads or plan.mask is not None:
        ops.insert(0, build_reader(plan))
    return ops
