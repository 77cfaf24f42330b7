# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy 1: elementwise dispatches on the SFPU, a tile of 1024 elements at a time, over all cores."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Elementwise.reader_kernel import build_reader
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    FIRST_INTERMEDIATE,
    FIRST_LOAD,
    FIRST_OUTPUT,
    MAX_LOADS,
    MAX_OUTPUTS,
    STAGING,
    STAGING_BYTES,
    WINDOW,
    Stream,
    stream,
)
from iree.tenstorrent.compiler.Conversion.Elementwise.writer_kernel import build_writer
from iree.tenstorrent.compiler.Conversion.Expression.analysis import read_dispatch
from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS, tile_buffer
from iree.tenstorrent.compiler.Conversion.Frame.window import window_buffer
from iree.tenstorrent.compiler.Conversion.Sfpu import integer_table as table
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Allocation, allocate
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import lower
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg, TileProgram
from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.Target import attribute_text
from iree.tenstorrent.compiler.Target.Cpp.emit import emit_kernel
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    ComputeConfig,
    DataFormat,
    Kernel,
    KernelRole,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount

# DST tiles with 32-bit elements: half of DST, and all of it.
_HALF_DST, _FULL_DST = 4, 8
_ROLES = {
    "reader": KernelRole.READER,
    "compute": KernelRole.COMPUTE,
    "writer": KernelRole.WRITER,
}


@dataclass(frozen=True)
class ElementwisePlan:
    """A dispatch as streams and a tile program."""

    dispatch: Dispatch
    loads: tuple[Stream, ...]
    outputs: tuple[Stream, ...]
    allocation: Allocation
    full_sync: bool
    total: int

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """One workgroup a tile."""
        return (-(-self.total // TILE_ELEMENTS), 1, 1)


class Elementwise:
    """Any number of results, each a function of elements at the same iteration. See analysis.py."""

    name = "elementwise"

    def match(self, dispatch: Dispatch) -> ElementwisePlan | Rejection:
        try:
            return _plan(dispatch)
        except Reject as reject:
            return Rejection(str(reject))

    def emit(self, plan: ElementwisePlan) -> Program:
        dispatch = plan.dispatch
        intermediates = _intermediates(plan.allocation)
        context = dispatch.function.context
        context.allow_unregistered_dialects = True
        with context, dispatch.location:
            module = ir.Module.create()
            with ir.InsertionPoint(module.body):
                ops = _build_kernels(plan, intermediates)
            kernels = tuple(Kernel(op.sym_name, _ROLES[op.role], emit_kernel(op)) for op in ops)
        return Program(
            name=dispatch.name,
            constant_count=dispatch.constant_count,
            binding_read_only=dispatch.binding_read_only,
            lowering=self.name,
            kernels=kernels,
            circular_buffers=_circular_buffers(plan, intermediates),
            compute_config=ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=plan.full_sync),
            source_location=attribute_text.source_location(dispatch.location),
        )


def _plan(dispatch: Dispatch) -> ElementwisePlan:
    graph = read_dispatch(dispatch.function)
    graph.reject_data_dependent()
    sizes = graph.static_sizes
    if len(graph.loads) > MAX_LOADS:
        raise Reject(f"more than {MAX_LOADS} operands")
    if len(graph.stores) > MAX_OUTPUTS:
        raise Reject(f"more than {MAX_OUTPUTS} results")
    loads = tuple(
        stream(FIRST_LOAD + i, f"cb_in{i}", access, sizes) for i, access in enumerate(graph.loads)
    )
    outputs = tuple(
        stream(FIRST_OUTPUT + i, f"cb_out{i}", store.access, sizes)
        for i, store in enumerate(graph.stores)
    )
    if not all(output.is_contiguous for output in outputs):
        raise Reject("a result with gaps")
    program, registers = lower(graph, table.ROWS, table.ROUNDING)
    allocation, full_sync = _allocate(program, registers)
    total = 1
    for size in sizes:
        total *= size
    return ElementwisePlan(dispatch, loads, outputs, allocation, full_sync, total)


def _allocate(program: TileProgram, registers: list[Reg]) -> tuple[Allocation, bool]:
    """With half of DST, where math and packer overlap, if that does without spilling."""
    try:
        allocation = allocate(program, registers, range(_HALF_DST))
        if len(allocation.segments) == 1:
            return allocation, False
    except Reject:
        pass
    return allocate(program, registers, range(_FULL_DST)), True


def _intermediates(allocation: Allocation) -> tuple[CircularBuffer, ...]:
    return tuple(
        tile_buffer(
            FIRST_INTERMEDIATE + i,
            DataFormat.FLOAT32 if is_float else DataFormat.INT32,
            4 * TILE_ELEMENTS,
        )
        for i, is_float in enumerate(allocation.intermediates)
    )


def _build_kernels(
    plan: ElementwisePlan, intermediates: tuple[CircularBuffer, ...]
) -> list[KernelOp]:
    name, target = plan.dispatch.name, plan.dispatch.target
    ops = []
    if plan.loads:
        ops.append(
            build_reader(f"{name}_reader", plan.loads, plan.total, target.dram_read_alignment)
        )
    ops.append(
        build_compute(f"{name}_compute", plan.loads, plan.outputs, intermediates, plan.allocation)
    )
    ops.append(
        build_writer(f"{name}_writer", plan.outputs, plan.total, target.dram_write_alignment)
    )
    return ops


def _circular_buffers(
    plan: ElementwisePlan, intermediates: tuple[CircularBuffer, ...]
) -> tuple[CircularBuffer, ...]:
    streams = [item.circular_buffer for item in (*plan.loads, *plan.outputs)]
    scratch = [CircularBuffer(STAGING, DataFormat.UINT32, STAGING_BYTES * len(plan.outputs), 1)]
    if plan.loads:
        scratch.append(window_buffer(WINDOW))
    return (*streams, *intermediates, *scratch)
