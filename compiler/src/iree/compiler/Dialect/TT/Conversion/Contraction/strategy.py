# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: sums of products on the FPU, in blocks, over all cores."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction.analysis import read_contraction
from iree.tenstorrent.compiler.Conversion.Contraction.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, plan_contraction
from iree.tenstorrent.compiler.Conversion.Contraction.reader_kernel import build_reader
from iree.tenstorrent.compiler.Conversion.Contraction.writer_kernel import build_writer
from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject
from iree.tenstorrent.compiler.Target import attribute_text
from iree.tenstorrent.compiler.Target.Cpp.emit import emit_kernel
from iree.tenstorrent.compiler.Target.program import (
    ComputeConfig,
    Kernel,
    KernelRole,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection

_KERNELS = (
    (KernelRole.READER, "reader", build_reader),
    (KernelRole.COMPUTE, "compute", build_compute),
    (KernelRole.WRITER, "writer", build_writer),
)


class ContractionStrategy:
    """One sum of products of two operands and what is done to it elementwise. See analysis.py."""

    name = "contraction"

    def match(self, dispatch: Dispatch) -> ContractionPlan | Rejection:
        try:
            return plan_contraction(dispatch, read_contraction(dispatch.function))
        except Reject as reject:
            return Rejection(str(reject))

    def emit(self, plan: ContractionPlan) -> Program:
        dispatch = plan.dispatch
        context = dispatch.function.context
        context.allow_unregistered_dialects = True
        kernels = []
        with context, dispatch.location:
            module = ir.Module.create()
            with ir.InsertionPoint(module.body):
                for role, name, build in _KERNELS:
                    op = build(f"{dispatch.name}_{name}", plan)
                    kernels.append(Kernel(op.sym_name, role, emit_kernel(op)))
        return Program(
            name=dispatch.name,
            constant_count=dispatch.constant_count,
            binding_read_only=dispatch.binding_read_only,
            lowering=self.name,
            kernels=tuple(kernels),
            circular_buffers=plan.circular_buffers,
            semaphores=plan.semaphores,
            compute_config=ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=True),
            source_location=attribute_text.source_location(dispatch.location),
        )
