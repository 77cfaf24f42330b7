# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: lines of the operands, as tiles, to the circular buffers of the loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.tables import table_words
from iree.tenstorrent.compiler.Conversion.Frame.tile_memory import TileMemory
from iree.tenstorrent.compiler.Conversion.Frame.window import open_window
from iree.tenstorrent.compiler.Conversion.Reduction import gather
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE, Lines
from iree.tenstorrent.compiler.Conversion.Reduction.plan import Load, ReductionPlan
from iree.tenstorrent.compiler.Conversion.Reduction.rows import POSITION
from iree.tenstorrent.compiler.Conversion.Reduction.sizes import Range, Sizes, tiles_of
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

_EVERYWHERE: Range = (0, SIDE)


def build_reader(plan: ReductionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    loads = list(plan.loads.values())
    used = [*(load.raw or load.buffer for load in loads), plan.window, plan.read_staging]
    used += [mask for mask in (plan.mask, plan.rest_mask) if mask is not None]
    used += plan.gathered.values()
    used += [plan.tables] if plan.tables is not None else []
    names = {buffer.name: buffer.index for buffer in used}
    with kernel(f"{plan.dispatch.name}_reader", "reader", names) as op:
        reader = _Reader(plan)
        if plan.mask is not None:
            _write_mask(plan, reader.sizes, plan.mask.index)
        for load in loads:
            if load.is_held:
                reader.held(load)
        with frame.tile_loop() as block:
            kept = reader.sizes.block(block)
            for load in loads:
                if not load.lines.on_reduced and load.lines.on_kept:
                    reader.tiles([load], kept, _EVERYWHERE)
            if plan.is_resident:
                reader.chunks([load for load in loads if load.is_streamed], kept)
            else:
                for phase in plan.schedule.phases:
                    streamed = [plan.loads[i] for i in phase.loads if plan.loads[i].is_streamed]
                    reader.chunks(streamed, kept)
            if plan.rest_mask is not None:
                reader.rest([load for load in loads if load.is_streamed], kept)
        if plan.split is not None:
            with gather.combining_core(plan.split) as core:
                gather.receive(plan, core)
    return op


def _write_mask(plan: ReductionPlan, sizes: Sizes, cb: int) -> None:
    """Ones at the iterations that the last tile has."""
    tt.cb_reserve_back(cb, 1)
    rest = index.sub(sizes.reduced, index.mul(index.sub(sizes.tiles, 1), SIDE))
    rows, columns = (SIDE, rest) if plan.geometry.along_reduced else (rest, SIDE)
    tt.write_tile_mask(tt.get_write_ptr(cb), index.value(rows), index.value(columns))
    tt.cb_push_back(cb, 1)


@dataclass(frozen=True)
class _Place:
    """Where the elements of a load are: offset of the first one, size and step of the dimensions."""

    memory: TileMemory
    offset: index.Scalar
    dims: list[index.Scalar]


class _Reader:
    def __init__(self, plan: ReductionPlan) -> None:
        self.plan = plan
        self.sizes = Sizes(plan)
        self.arena = frame.open_arena()
        self.window = open_window(plan.window.index)
        self.staging = tt.get_write_ptr(plan.read_staging.index, name="staging")
        self.tables: dict[int, index.Scalar] = {}  # L1 addresses, by buffer
        if plan.tables is not None:
            self._write_tables(tt.get_write_ptr(plan.tables.index, name="tables"))
        self.places: dict[int, _Place] = {}
        self.rests: dict[int, _Place] = {}
        for load in plan.loads.values():
            self.places[load.buffer.index] = self._place(load.lines, load.buffer.name)
            if load.rest is not None:
                self.rests[load.buffer.index] = self._place(load.rest, f"{load.buffer.name}_rest")

    def _write_tables(self, l1: index.Scalar) -> None:
        for load in self.plan.loads.values():
            access = load.lines.access
            if access.table:
                self.tables[load.buffer.index] = l1
            for word in table_words(access, load.lines.element) if access.table else ():
                tt.l1_store(index.value(l1), index.value(word))
                l1 = index.add(l1, 4)

    def _place(self, lines: Lines, name: str) -> _Place:
        dims = self.sizes.dims((*lines.line, *lines.inner))
        memory = TileMemory.of(
            self.plan.dispatch.target,
            lines.access,
            lines.element.page_size,
            self.arena,
            f"{name}_shards",
        )
        if lines.access.binding == POSITION:
            return _Place(memory, self.sizes.push.i32(lines.access.offset), dims)
        return _Place(memory, self.sizes.offset(lines, f"{name}_offset"), dims)

    def held(self, load: Load) -> None:
        if load.lines.on_reduced:
            self.chunks([load], _EVERYWHERE)
        else:
            self.tiles([load], _EVERYWHERE, _EVERYWHERE)

    def chunks(self, loads: list[Load], kept: Range) -> None:
        if not loads:
            return
        with index.loop(0, self.sizes.chunks, 1, "chunk") as chunk:
            self.tiles(loads, kept, self.sizes.chunk_range(chunk))

    def rest(self, loads: list[Load], kept: Range) -> None:
        """A chunk of one element: those that a split leaves over."""
        gather.write_rest_mask(self.plan, kept[0])
        self.tiles(loads, kept, (0, 1), self.rests)

    def tiles(
        self,
        loads: list[Load],
        kept: Range,
        reduced: Range,
        places: Mapping[int, _Place] | None = None,
    ) -> None:
        """One push of tiles for each load."""
        places = self.places if places is None else places
        along = self.plan.geometry.along_reduced
        for load in loads:
            lines, cb = load.lines, (load.raw or load.buffer).index
            pages = self.plan.geometry.chunk if lines.on_reduced else 1
            on_kept = kept if lines.on_kept else _EVERYWHERE
            on_reduced = reduced if lines.on_reduced else _EVERYWHERE
            line, inner = (on_kept, on_reduced) if along else (on_reduced, on_kept)
            tiles_per_line = pages if along else 1
            tt.cb_reserve_back(cb, pages)
            l1 = tt.get_write_ptr(cb, name=f"{load.buffer.name}_l1")
            first_line, lines_read, first, count = map(index.value, (*line, *inner))
            span = (first_line, lines_read, first, count)
            place = places[load.buffer.index]
            dims = [index.value(scalar) for scalar in place.dims]
            if lines.access.binding == POSITION:
                start = index.value(place.offset)
                tt.write_tile_positions(
                    len(lines.line),
                    start,
                    *span,
                    l1,
                    tiles_per_line,
                    dims,
                )
                if lines.access.table:
                    table = index.value(self.tables[load.buffer.index])
                    tt.look_up_tiles(table, len(lines.access.table), l1, pages)
            elif lines.first_tile is not None:
                place.memory.read_block(
                    len(lines.line),
                    index.value(place.offset, "i64"),
                    l1,
                    tiles_per_line,
                    pages // tiles_per_line,
                    (*tiles_of(line), *tiles_of(inner)),
                    dims,
                )
                tt.noc_async_read_barrier()
            elif load.raw is not None:
                tt.read_block(
                    lines.element.memory_type,
                    lines.element.buffer_type,
                    len(lines.line),
                    self.arena,
                    self.window,
                    index.value(place.offset, "i64"),
                    l1,
                    index.value(tiles_per_line * SIDE),
                    index.value(SIDE),
                    *span,
                    dims,
                )
                tt.noc_async_read_barrier()
            else:
                tt.read_tile_lines(
                    lines.element.memory_type,
                    lines.element.buffer_type,
                    len(lines.line),
                    self.arena,
                    self.window,
                    index.value(place.offset, "i64"),
                    *span,
                    self.staging,
                    l1,
                    tiles_per_line,
                    dims,
                )
            tt.cb_push_back(cb, pages)
