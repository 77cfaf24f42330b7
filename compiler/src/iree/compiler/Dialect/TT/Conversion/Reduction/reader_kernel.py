# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: lines of the operands, as tiles, to the circular buffers of the loads."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE
from iree.tenstorrent.compiler.Conversion.Reduction.plan import WINDOW_LINES, Load, ReductionPlan
from iree.tenstorrent.compiler.Conversion.Reduction.rows import POSITION
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

# First iteration and how many.
Range = tuple[index.Scalar, index.Scalar]
_EVERYWHERE: Range = (0, SIDE)


def build_reader(plan: ReductionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    loads = list(plan.loads.values())
    used = [*(load.buffer for load in loads), plan.window, plan.read_staging]
    if plan.mask is not None:
        used.append(plan.mask)
    names = {buffer.name: buffer.index for buffer in used}
    with kernel(f"{plan.dispatch.name}_reader", "reader", names) as op:
        reader = _Reader(plan)
        if plan.mask is not None:
            _write_mask(plan, plan.mask.index)
        for load in loads:
            if load.is_held:
                reader.held(load)
        with frame.tile_loop() as block:
            kept = block_range(plan, block)
            for load in loads:
                if not load.lines.on_reduced and load.lines.on_kept:
                    reader.tiles([load], kept, _EVERYWHERE)
            if plan.is_resident:
                reader.chunks([load for load in loads if load.is_streamed], kept)
            else:
                for phase in plan.schedule.phases:
                    streamed = [plan.loads[i] for i in phase.loads if plan.loads[i].is_streamed]
                    reader.chunks(streamed, kept)
    return op


def block_range(plan: ReductionPlan, block: ir.Value) -> Range:
    """The kept iterations of a block."""
    return limited(index.mul(block, SIDE, "first_kept"), SIDE, plan.geometry.kept, "kept_count")


def limited(first: index.Scalar, size: int, total: int, name: str) -> Range:
    """The iterations [first, first + size) that there are."""
    if total % size == 0:
        return first, size
    return first, index.minimum(size, index.sub(total, first), name)


def _write_mask(plan: ReductionPlan, cb: int) -> None:
    tt.cb_reserve_back(cb, 1)
    rest = plan.geometry.reduced % SIDE
    rows, columns = (SIDE, rest) if plan.geometry.along_reduced else (rest, SIDE)
    tt.write_tile_mask(tt.get_write_ptr(cb), rows, columns)
    tt.cb_push_back(cb, 1)


class _Reader:
    def __init__(self, plan: ReductionPlan) -> None:
        self.plan = plan
        self.arena = frame.open_arena()
        window_l1 = tt.get_write_ptr(plan.window.index, name="window_l1")
        self.window = tt.open_window(window_l1, WINDOW_LINES, name="window")
        self.staging = tt.get_write_ptr(plan.read_staging.index, name="staging")
        self.offsets = {
            load.buffer.index: frame.binding_offset(
                load.lines.binding, load.lines.base, f"{load.buffer.name}_offset"
            )
            for load in plan.loads.values()
            if load.lines.binding != POSITION
        }

    def held(self, load: Load) -> None:
        if load.lines.on_reduced:
            self.chunks([load], _EVERYWHERE)
        else:
            self.tiles([load], _EVERYWHERE, _EVERYWHERE)

    def chunks(self, loads: list[Load], kept: Range) -> None:
        if not loads:
            return
        geometry = self.plan.geometry
        elements = geometry.chunk * SIDE
        with index.loop(0, geometry.chunks, 1, "chunk") as chunk:
            first = index.mul(chunk, elements, "first_reduced")
            self.tiles(loads, kept, limited(first, elements, geometry.reduced, "reduced_count"))

    def tiles(self, loads: list[Load], kept: Range, reduced: Range) -> None:
        """One push of tiles for each load."""
        along = self.plan.geometry.along_reduced
        for load in loads:
            lines, cb = load.lines, load.buffer.index
            pages = self.plan.geometry.chunk if lines.on_reduced else 1
            on_kept = kept if lines.on_kept else _EVERYWHERE
            on_reduced = reduced if lines.on_reduced else _EVERYWHERE
            line, inner = (on_kept, on_reduced) if along else (on_reduced, on_kept)
            tiles_per_line = pages if along else 1
            dims = [number for dim in (*lines.line, *lines.inner) for number in dim]
            tt.cb_reserve_back(cb, pages)
            l1 = tt.get_write_ptr(cb, name=f"{load.buffer.name}_l1")
            if lines.binding == POSITION:
                start = lines.base // lines.element.size
                rank = len(lines.line)
                tt.write_tile_positions(rank, start, *line, *inner, l1, tiles_per_line, dims)
                tt.cb_push_back(cb, pages)
                continue
            tt.read_tile_lines(
                lines.element.memory_type,
                lines.element.buffer_type,
                len(lines.line),
                self.arena,
                self.window,
                index.value(self.offsets[cb], "i64"),
                *line,
                *inner,
                self.staging,
                l1,
                tiles_per_line,
                dims,
            )
            tt.cb_push_back(cb, pages)
