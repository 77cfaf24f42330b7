# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: reductions over one set of loops, with what is fused before, between and after them."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Reduction.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Reduction.plan import ReductionPlan, plan_rows
from iree.tenstorrent.compiler.Conversion.Reduction.reader_kernel import build_reader
from iree.tenstorrent.compiler.Conversion.Reduction.rows import read_rows
from iree.tenstorrent.compiler.Conversion.Reduction.writer_kernel import build_writer
from iree.tenstorrent.compiler.Target import attribute_text
from iree.tenstorrent.compiler.Target.Cpp.emit import emit_kernel
from iree.tenstorrent.compiler.Target.program import ComputeConfig, Kernel, KernelRole, Program
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount

_ROLES = {
    "reader": KernelRole.READER,
    "compute": KernelRole.COMPUTE,
    "writer": KernelRole.WRITER,
}


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

    def emit(self, plan: BuiltReduction) -> Program:
        return plan.program


def _build(plan: ReductionPlan, lowering: str) -> Program:
    dispatch = plan.dispatch
    context = dispatch.function.context
    context.allow_unregistered_dialects = True
    with context, dispatch.location:
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            ops = [build_compute(plan), build_writer(plan)]
            if plan.loads or plan.mask is not None:
                ops.insert(0, build_reader(plan))
        kernels = tuple(Kernel(op.sym_name, _ROLES[op.role], emit_kernel(op)) for op in ops)
    return Program(
        name=dispatch.name,
        constant_count=dispatch.constant_count,
        binding_read_only=dispatch.binding_read_only,
        lowering=lowering,
        kernels=kernels,
        circular_buffers=tuple(buffer.cb for buffer in plan.buffers.all),
        compute_config=ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=True),
        source_location=attribute_text.source_location(dispatch.location),
    )
