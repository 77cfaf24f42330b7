# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy for attention: scores never leave L1."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from iree.tenstorrent.compiler.Conversion.Attention.analysis import AttentionShape, read_attention
from iree.tenstorrent.compiler.Conversion.Attention.buffers import Buffers, plan_buffers, tiles
from iree.tenstorrent.compiler.Conversion.Attention.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Attention.data_movement import build_reader, build_writer
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Target.program import ComputeConfig, Program
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount


@dataclass(frozen=True)
class AttentionPlan:
    """A dispatch of one attention operation."""

    dispatch: Dispatch
    shape: AttentionShape
    buffers: Buffers

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """One workgroup for 32 rows of one batch."""
        return (prod(self.shape.batches) * tiles(self.shape.rows), 1, 1)


class Attention:
    """One iree_linalg_ext.attention whose operands lie in bindings. See analysis.py."""

    name = "attention"

    def match(self, dispatch: Dispatch) -> AttentionPlan | Rejection:
        exact = dispatch.target.f32_matmul == "f32"
        try:
            shape = read_attention(dispatch)
            plan = AttentionPlan(dispatch, shape, plan_buffers(shape, exact))
        except Reject as reject:
            return Rejection(str(reject))
        size = sum(buffer.size for buffer in plan.buffers.buffers.values())
        if size > dispatch.target.l1_available:
            return Rejection(f"{size} bytes of circular buffers")
        return plan

    def emit(self, plan: AttentionPlan) -> Program:
        name, shape, buffers = plan.dispatch.name, plan.shape, plan.buffers
        return kernel_program(
            plan.dispatch,
            self.name,
            lambda: [
                build_reader(f"{name}_reader", shape, buffers),
                build_compute(f"{name}_compute", shape, buffers),
                build_writer(f"{name}_writer", shape, buffers),
            ],
            tuple(buffers.buffers.values()),
            ComputeConfig(fp32_dest_acc_en=True),
        )
