# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy 1: elementwise dispatches on the SFPU, a tile of 1024 elements at a time, over all cores."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Elementwise.compute_kernel import build_compute
from iree.tenstorrent.compiler.Conversion.Elementwise.reader_kernel import build_reader
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    FIRST_INTERMEDIATE,
    FIRST_LOAD,
    FIRST_OUTPUT,
    MAX_BURST_TILES,
    MAX_LOADS,
    MAX_OUTPUTS,
    STAGING,
    STAGING_BYTES,
    TABLES,
    WINDOW,
    Stream,
    gather,
    narrowest_first,
    stream,
    streams,
    tile_workgroups,
)
from iree.tenstorrent.compiler.Conversion.Elementwise.wide_integers import narrowed
from iree.tenstorrent.compiler.Conversion.Elementwise.writer_kernel import build_writer
from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Symbol,
)
from iree.tenstorrent.compiler.Conversion.Expression.analysis import read_dispatch
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Reject
from iree.tenstorrent.compiler.Conversion.Expression.merged_loops import MergedLoops
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Conversion.Frame.tables import table_words
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import (
    PACKED_I4,
    TILE_ELEMENTS,
    tile_buffer,
)
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, window_buffer
from iree.tenstorrent.compiler.Conversion.Sfpu import integer_table as table
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Allocation, allocate
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import lower
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg, TileProgram
from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    ComputeConfig,
    DataFormat,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount

# DST tiles with 32-bit elements: half of DST, and all of it.
_HALF_DST, _FULL_DST = 4, 8


@dataclass(frozen=True)
class ElementwisePlan:
    """A dispatch as streams and a tile program."""

    dispatch: Dispatch
    loads: tuple[Stream, ...]
    outputs: tuple[Stream, ...]
    allocation: Allocation
    full_sync: bool
    total: Amount
    workload: dict[Symbol, int]
    burst: int  # tiles

    @property
    def workgroup_count(self) -> WorkgroupCount:
        return tile_workgroups(self.dispatch, self.total, self.workload)


class Elementwise:
    """Any number of results, each a function of elements at the same iteration. See analysis.py."""

    name = "elementwise"

    def match(self, dispatch: Dispatch) -> ElementwisePlan | Rejection:
        try:
            return _plan(dispatch)
        except Reject as reject:
            return Rejection(str(reject))

    def emit(self, plan: ElementwisePlan) -> Program:
        intermediates = _intermediates(plan.allocation)
        return kernel_program(
            plan.dispatch,
            self.name,
            lambda: _build_kernels(plan, intermediates),
            _circular_buffers(plan, intermediates),
            ComputeConfig(fp32_dest_acc_en=True, dst_full_sync_en=plan.full_sync),
        )


def _plan(dispatch: Dispatch) -> ElementwisePlan:
    whole = read_dispatch(dispatch.function, tables=True)
    whole.reject_aliases()
    graph = narrowed(whole.computed())
    graph.stores = narrowest_first(graph.stores)
    graph.count_positions()
    if len(graph.loads) > MAX_LOADS:
        raise Reject(f"more than {MAX_LOADS} operands")
    if len(graph.stores) > MAX_OUTPUTS:
        raise Reject(f"more than {MAX_OUTPUTS} results")
    stored = [store.access for store in graph.stores]
    loops = MergedLoops.of(graph.sizes, [*(a for a in graph.loads if not a.indirect), *stored])
    loads = tuple(_load(number, access, whole, loops) for number, access in enumerate(graph.loads))
    outputs = streams(FIRST_OUTPUT, "cb_out", stored, loops)
    for output in outputs:
        if output.element == PACKED_I4:
            raise Reject("a result of type i4")
        if any(size != ONE and not _is_positive(step) for size, step in output.dims):
            raise Reject("a result that is written backwards or more than once")
    program, registers = lower(graph, table.ROWS, table.ROUNDING)
    allocation, full_sync = _allocate(program, registers)
    burst = _burst((*loads, *outputs), dispatch.target.l1_available)
    return ElementwisePlan(
        dispatch, loads, outputs, allocation, full_sync, loops.total, graph.workload, burst
    )


def _load(number: int, access: Access, whole: Graph, loops: MergedLoops) -> Stream:
    name = f"cb_in{number}"
    if access.indirect:
        return gather(FIRST_LOAD + number, name, access, whole)
    return stream(FIRST_LOAD + number, name, access, loops)


def _is_positive(amount: Amount) -> bool:
    return amount != ZERO and all(factor > 0 for _, factor in amount.terms)


def _burst(all_streams: tuple[Stream, ...], l1_bytes: int) -> int:
    """Tiles that are moved at once: as many as two bursts of leave half of L1 free."""
    page_bytes = sum(stream.element.page_size for stream in all_streams)
    return max(1, min(MAX_BURST_TILES, l1_bytes // 2 // (2 * page_bytes)))


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
    name = plan.dispatch.name
    bindings = len(plan.dispatch.binding_read_only)
    ops = []
    if plan.loads:
        ops.append(
            build_reader(f"{name}_reader", plan.loads, plan.outputs[0], plan.burst, bindings)
        )
    ops.append(
        build_compute(
            f"{name}_compute", plan.loads, plan.outputs, intermediates, plan.allocation, bindings
        )
    )
    ops.append(build_writer(f"{name}_writer", plan.outputs, plan.burst, bindings))
    return ops


def _circular_buffers(
    plan: ElementwisePlan, intermediates: tuple[CircularBuffer, ...]
) -> tuple[CircularBuffer, ...]:
    pages = 2 * plan.burst
    buffers = [item.circular_buffer(pages) for item in (*plan.loads, *plan.outputs)]
    scratch = [CircularBuffer(STAGING, DataFormat.UINT32, STAGING_BYTES * len(plan.outputs), 1)]
    if plan.loads:
        scratch.append(window_buffer(WINDOW, MANY_UNITS))
    tables = sum(4 * len(table_words(stream.access, stream.element)) for stream in plan.loads)
    if tables:
        scratch.append(CircularBuffer(TABLES, DataFormat.UINT32, -(-tables // 64) * 64, 1))
    return (*buffers, *intermediates, *scratch)
