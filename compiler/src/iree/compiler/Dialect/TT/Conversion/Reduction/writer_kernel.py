# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The writer kernel: results to the bindings, and between phases what moves elements within tiles."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.tile_memory import TileMemory
from iree.tenstorrent.compiler.Conversion.Reduction import gather
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE
from iree.tenstorrent.compiler.Conversion.Reduction.plan import ReductionPlan
from iree.tenstorrent.compiler.Conversion.Reduction.schedule import Phase
from iree.tenstorrent.compiler.Conversion.Reduction.sizes import Range, Sizes, tiles_of
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_writer(plan: ReductionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    used = [*plan.outputs, *plan.folds, *plan.results.values(), *plan.broadcast.values()]
    used += [*plan.sent.values(), *plan.gathered.values()]
    names = {buffer.name: buffer.index for buffer in (*used, plan.write_staging)}
    with kernel(f"{plan.dispatch.name}_writer", "writer", names) as op:
        writer = _Writer(plan)
        with frame.tile_loop() as block:
            kept = writer.sizes.block(block)
            for phase in plan.schedule.phases:
                writer.fold(phase, plan.geometry.parts)
                if plan.split is not None:
                    gather.send(plan, block, writer.staging)
                    continue
                for node in phase.broadcast:
                    writer.broadcast(node)
                for store in phase.stores:
                    writer.kept_result(store, kept)
            if plan.rows.is_full:
                writer.full_results(kept)
        if plan.split is not None:
            with gather.combining_core(plan.split) as core:
                phase = plan.schedule.phases[0]
                writer.fold(phase, min(SIDE, plan.split.parts))
                for store in phase.stores:
                    writer.kept_result(store, writer.sizes.kept_block(core))
    return op


class _Writer:
    def __init__(self, plan: ReductionPlan) -> None:
        self.plan = plan
        self.along = plan.geometry.along_reduced
        self.sizes = Sizes(plan)
        self.arena = frame.open_arena()
        self.staging = tt.get_write_ptr(plan.write_staging.index, name="staging")
        self.offsets = [
            self.sizes.offset(store, f"{output.name}_offset")
            for store, output in zip(plan.stores, plan.outputs, strict=True)
        ]
        self.dims = [self.sizes.dims((*store.line, *store.inner)) for store in plan.stores]
        self.memories = [
            TileMemory.of(
                plan.dispatch.target,
                store.access,
                store.element.page_size,
                self.arena,
                f"{output.name}_shards",
            )
            for store, output in zip(plan.stores, plan.outputs, strict=True)
        ]

    def fold(self, phase: Phase, parts: int) -> None:
        """Each of the `parts` columns (or rows) of the accumulators as the first of a tile of its own."""
        folds = [
            (self.plan.partial[i].index, self.plan.folded[i].index)
            for i in phase.reductions
            if i in self.plan.partial
        ]
        if not folds:
            return
        sources = []
        for partial, _ in folds:
            tt.cb_wait_front(partial, 1)
            sources.append(tt.get_read_ptr(partial, name="partial_l1"))
        with index.loop(0, parts, 1, "part") as part:
            for source, (_, folded) in zip(sources, folds, strict=True):
                tt.cb_reserve_back(folded, 1)
                target = tt.get_write_ptr(folded)
                if self.along:
                    tt.move_tile_column(source, target, part)
                else:
                    tt.move_tile_row(source, target, part)
                tt.cb_push_back(folded, 1)
        for partial, _ in folds:
            tt.cb_pop_front(partial, 1)

    def broadcast(self, node: int) -> None:
        result, broadcast = self.plan.results[node].index, self.plan.broadcast[node].index
        tt.cb_wait_front(result, 1)
        tt.cb_reserve_back(broadcast, 1)
        source, target = tt.get_read_ptr(result), tt.get_write_ptr(broadcast)
        if self.along:
            tt.broadcast_tile_column(source, target)
        else:
            tt.broadcast_tile_row(source, target)
        tt.cb_push_back(broadcast, 1)
        tt.cb_pop_front(result, 1)

    def kept_result(self, store: int, kept: Range) -> None:
        """The first column (or row) of a tile."""
        element, cb = self.plan.stores[store].element, self.plan.outputs[store].index
        first, count = kept
        offset = index.add(self.offsets[store], index.mul(index.extend(first), element.size))
        types = (element.buffer_type, element.memory_type)
        tt.cb_wait_front(cb, 1)
        tile = tt.get_read_ptr(cb)
        start, number = index.value(offset, "i64"), index.value(count)
        if self.along:
            tt.write_tile_column(*types, self.arena, start, number, self.staging, tile)
        else:
            tt.write_tile_lines(
                *types,
                1,
                self.arena,
                start,
                0,
                1,
                0,
                number,
                self.staging,
                tile,
                1,
                [1, 0, SIDE, 1],
            )
        tt.noc_async_write_barrier()
        tt.cb_pop_front(cb, 1)

    def full_results(self, kept: Range) -> None:
        size = self.plan.geometry.chunk
        with index.loop(0, self.sizes.chunks, 1, "chunk") as chunk:
            reduced = self.sizes.chunk_range(chunk)
            line, inner = (kept, reduced) if self.along else (reduced, kept)
            first_line, lines, first, count = map(index.value, (*line, *inner))
            for number, store in enumerate(self.plan.stores):
                cb = self.plan.outputs[number].index
                tt.cb_wait_front(cb, size)
                if store.first_tile is not None:
                    self.memories[number].write_block(
                        len(store.line),
                        index.value(self.offsets[number], "i64"),
                        tt.get_read_ptr(cb),
                        size if self.along else 1,
                        (*tiles_of(line), *tiles_of(inner)),
                        [index.value(scalar) for scalar in self.dims[number]],
                    )
                    tt.noc_async_write_barrier()
                    tt.cb_pop_front(cb, size)
                    continue
                tt.write_tile_lines(
                    store.element.buffer_type,
                    store.element.memory_type,
                    len(store.line),
                    self.arena,
                    index.value(self.offsets[number], "i64"),
                    first_line,
                    lines,
                    first,
                    count,
                    self.staging,
                    tt.get_read_ptr(cb),
                    size if self.along else 1,
                    [index.value(scalar) for scalar in self.dims[number]],
                )
                tt.noc_async_write_barrier()
                tt.cb_pop_front(cb, size)
