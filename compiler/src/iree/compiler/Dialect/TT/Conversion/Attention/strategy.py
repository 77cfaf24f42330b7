# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy for attention: scores never leave L1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Attention.analysis import (
    SIDE,
    AttentionShape,
    read_attention,
)
from iree.tenstorrent.compiler.Conversion.Attention.buffers import Buffers, plan_buffers
from iree.tenstorrent.compiler.Conversion.Attention.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Attention.data_movement import build_reader, build_writer
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject, product
from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import count_of
from iree.tenstorrent.compiler.Target.program import ComputeConfig, Program
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import Binary, Count, WorkgroupCount


@dataclass(frozen=True)
class AttentionPlan:
    """A dispatch of one attention operation."""

    dispatch: Dispatch
    shape: AttentionShape
    buffers: Buffers
    count: Count

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """One workgroup for 32 rows of one batch."""
        return (self.count, 1, 1)


class Attention:
    """One iree_linalg_ext.attention whose operands lie in bindings. See analysis.py."""

    name = "attention"

    def match(self, dispatch: Dispatch) -> AttentionPlan | Rejection:
        exact = dispatch.target.f32_matmul == "f32"
        try:
            shape = read_attention(dispatch)
            plan = AttentionPlan(dispatch, shape, plan_buffers(shape, exact), _count(shape))
        except Reject as reject:
            return Rejection(str(reject))
        size = sum(buffer.size for buffer in plan.buffers.buffers.values())
        if size > dispatch.target.l1_available:
            return Rejection(f"{size} bytes of circular buffers")
        return plan

    def fits_layouts(self, dispatch: Dispatch) -> bool:
        return not isinstance(self.match(dispatch), Rejection)

    def turned(self, dispatch: Dispatch) -> frozenset[int]:
        return frozenset()

    def shards(self, dispatch: Dispatch) -> Mapping[int, Shards]:
        """None: cores have rows of one head after the other."""
        return {}

    def emit(self, plan: AttentionPlan) -> Program:
        name, shape, buffers = plan.dispatch.name, plan.shape, plan.buffers
        bindings = len(plan.dispatch.binding_read_only)
        return kernel_program(
            plan.dispatch,
            self.name,
            lambda: [
                build_reader(f"{name}_reader", plan.dispatch, shape, buffers),
                build_compute(f"{name}_compute", shape, buffers, bindings),
                build_writer(f"{name}_writer", plan.dispatch, shape, buffers),
            ],
            tuple(buffers.buffers.values()),
            ComputeConfig(fp32_dest_acc_en=True),
        )


def _count(shape: AttentionShape) -> Count:
    """Blocks of 32 rows in all batches. Raises Reject."""
    batches, rows = (
        count_of(amount, shape.workload) for amount in (product(shape.batches), shape.rows)
    )
    if batches is None or rows is None:
        raise Reject("a shape that the workload does not give")
    if isinstance(batches, int) and isinstance(rows, int):
        return batches * -(-rows // SIDE)
    blocks = -(-rows // SIDE) if isinstance(rows, int) else Binary("ceildiv", rows, SIDE)
    return Binary("mul", batches, blocks)
