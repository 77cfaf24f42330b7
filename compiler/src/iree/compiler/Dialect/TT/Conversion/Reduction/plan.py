# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The plan of a reduction: which circular buffers its tiles go through, and whether a block stays in L1."""

from __future__ import annotations

from dataclasses import dataclass, field

from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, product
from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import count_of
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS
from iree.tenstorrent.compiler.Conversion.Frame.window import WINDOW_BYTES
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import (
    SIDE,
    Geometry,
    Lines,
    choose_geometry,
    in_tiles,
    lines_of,
)
from iree.tenstorrent.compiler.Conversion.Reduction.rows import POSITION, RowGraph
from iree.tenstorrent.compiler.Conversion.Reduction.schedule import Schedule, Scheduler
from iree.tenstorrent.compiler.Conversion.Reduction.split import (
    Split,
    choose_split,
    merged_rows,
    rest_rows,
    split_rows,
)
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat, UnpackToDestMode
from iree.tenstorrent.compiler.Target.strategy import Dispatch
from iree.tenstorrent.compiler.Target.workgroup_count import Binary, WorkgroupCount

_MAX_BUFFERS = 32
_MAX_ACCUMULATORS = 3
# More memory for results that are consecutive for a few elements only: each such run is aligned.
_SHORT_RUNS = 8


@dataclass(frozen=True)
class Buffer:
    """A circular buffer of tiles and its name in the kernels."""

    name: str
    cb: CircularBuffer

    @property
    def index(self) -> int:
        return self.cb.index


@dataclass
class Buffers:
    """Gives out circular buffers."""

    all: list[Buffer] = field(default_factory=list)

    def tiles(self, name: str, data_format: DataFormat, pages: int) -> Buffer:
        wide = data_format in (DataFormat.FLOAT32, DataFormat.INT32)
        mode = UnpackToDestMode.UNPACK_TO_DEST_FP32 if wide else UnpackToDestMode.DEFAULT
        return self._add(name, data_format, TILE_ELEMENTS * (4 if wide else 2), pages, mode)

    def rows(self, name: str, data_format: DataFormat, pages: int) -> Buffer:
        """Pages of a tile's size for rows to make tiles of: 32 bits only pass the unpacker as integers."""
        wide = data_format == DataFormat.FLOAT32
        return self.tiles(name, DataFormat.INT32 if wide else data_format, pages)

    def memory(self, name: str, size: int) -> Buffer:
        """L1 memory that one kernel uses by itself."""
        return self._add(name, DataFormat.UINT32, -(-size // 64) * 64, 1, UnpackToDestMode.DEFAULT)

    def _add(
        self, name: str, data_format: DataFormat, size: int, pages: int, mode: UnpackToDestMode
    ) -> Buffer:
        if len(self.all) == _MAX_BUFFERS:
            raise Reject("more tiles than there are circular buffers")
        buffer = Buffer(name, CircularBuffer(len(self.all), data_format, size, pages, mode))
        self.all.append(buffer)
        return buffer

    @property
    def bytes(self) -> int:
        return sum(buffer.cb.size for buffer in self.all)


@dataclass(frozen=True)
class Load:
    """A load's buffer. `is_held`: its tiles stay from the kernel's start to its end; else, if it does not
    vary along the reduced loops, it is one tile for each block. `rest`: where the elements that a split
    leaves over are."""

    lines: Lines
    buffer: Buffer
    is_held: bool
    rest: Lines | None = None
    # Rows of a chunk, which the compute kernel makes tiles of.
    raw: Buffer | None = None

    @property
    def is_streamed(self) -> bool:
        """Whether it comes in chunks."""
        return self.lines.on_reduced and not self.is_held


@dataclass
class ReductionPlan:
    """A dispatch as blocks, phases and buffers. With a split, `geometry` and the loads have parts of the kept
    iterations as kept iterations; `rows` and the stores have the kept iterations themselves."""

    dispatch: Dispatch
    rows: RowGraph
    geometry: Geometry
    schedule: Schedule
    # Whether all tiles of a block stay in L1 while its phases run.
    is_resident: bool
    loads: dict[int, Load]
    stores: list[Lines]
    outputs: list[Buffer]  # of the stores
    saved: dict[int, Buffer]  # of nodes
    partial: dict[int, Buffer]  # of reductions: accumulators on their way to the writer ...
    folded: dict[int, Buffer]  # ... and back
    results: dict[int, Buffer]  # of kept values on their way to the writer ...
    broadcast: dict[int, Buffer]  # ... and back
    mask: Buffer | None
    split: Split | None
    sent: dict[int, Buffer]  # of reductions: partial results on their way to the writer ...
    gathered: dict[int, Buffer]  # ... and all of them on the core that combines them
    rest_mask: Buffer | None
    tables: Buffer | None  # of constant tensors
    window: Buffer
    read_staging: Buffer
    write_staging: Buffer
    buffers: Buffers

    @property
    def folds(self) -> list[Buffer]:
        return [*self.partial.values(), *self.folded.values()]

    @property
    def binding_count(self) -> int:
        return len(self.dispatch.binding_read_only)

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """One workgroup a block."""
        if self.split is not None:
            return (self.split.blocks, 1, 1)
        count = count_of(self.geometry.kept, self.rows.graph.workload)
        if isinstance(count, int):
            return (-(-count // SIDE), 1, 1)
        if count is None:
            raise Reject("a dynamic shape that the export's workload does not give")
        return (Binary("ceildiv", count, SIDE), 1, 1)


def plan_rows(dispatch: Dispatch, rows: RowGraph) -> ReductionPlan:
    """Raises Reject."""
    geometry = choose_geometry(rows)
    _reject_contractions(rows)
    rows.graph.reject_aliases()
    available = dispatch.target.l1_available
    plan = _plan_split(dispatch, rows)
    accesses = [*rows.graph.loads, *(store.access for store in rows.graph.stores)]
    if plan is not None and any(access.tiles for access in accesses):
        raise Reject("tiles in parts of a reduction")
    if plan is not None and plan.buffers.bytes <= available:
        return plan
    scheduler = Scheduler(rows)
    attempts = ((True, 2), (True, 1), (False, 2))
    for is_resident, copies in attempts:
        if is_resident and geometry.tiles is None:
            continue
        plan = _plan(dispatch, rows, geometry, scheduler, is_resident, copies)
        if plan.buffers.bytes <= available:
            return plan
    raise Reject("more L1 memory than a core has")


def folds(rows: RowGraph, depth: int) -> bool:
    """Whether a phase's tiles are reduced by the writer's help: the SFPU can't reduce all of their columns
    by itself."""
    return any(not r.combiner.pool for r in rows.reductions if r.depth == depth)


def _plan_split(dispatch: Dispatch, rows: RowGraph) -> ReductionPlan | None:
    """None where a split would not be worth it."""
    merged = merged_rows(rows)
    geometry = choose_geometry(merged)
    split = choose_split(merged, geometry, dispatch.target, not folds(merged, 0))
    if split is None:
        return None
    scheduler = Scheduler(merged)
    if scheduler.run(may_save=False).kept_loads:
        return None
    kept = split.kept * split.parts
    reduced = split_rows(merged, split).reduced_sizes
    parts = Geometry(Amount.of(kept), product(reduced), geometry.along_reduced)
    return _plan(dispatch, merged, parts, scheduler, False, 2, split)


def _reject_contractions(rows: RowGraph) -> None:
    """Operands over different kept loops, of which each is read again and again. Those that go along
    with one over all kept loops, as a mask with scores, are read no more often than that one."""
    kept = set()
    for access in rows.graph.loads:
        if access.binding == POSITION:
            continue
        strides = [stride.static != 0 for stride in access.strides]
        moving = tuple(
            moves
            for moves, size in zip(strides[: rows.kept_rank], rows.kept_sizes, strict=True)
            if size.static != 1
        )
        if any(strides[rows.kept_rank :]) and any(moving):
            kept.add(moving)
    if kept and not any(all(moving) for moving in kept):
        raise Reject("a contraction")


def _plan(
    dispatch: Dispatch,
    rows: RowGraph,
    geometry: Geometry,
    scheduler: Scheduler,
    is_resident: bool,
    copies: int,
    split: Split | None = None,
) -> ReductionPlan:
    schedule = scheduler.run(may_save=is_resident)
    graph = rows.graph
    buffers = Buffers()
    all_tiles = (geometry.chunks or 0) * geometry.chunk

    def format_of(node: int) -> DataFormat:
        is_float = graph.nodes[node].type in ("f32", "bf16", "f16")
        return DataFormat.FLOAT32 if is_float else DataFormat.INT32

    moved = rows if split is None else split_rows(rows, split)
    rest = rest_rows(rows, split) if split is not None and split.rest else None
    # While a run combines elements, DST is not free to make tiles of rows.
    may_tilize = is_resident and geometry.along_reduced and geometry.chunk > 1
    loads: dict[int, Load] = {}
    for number in sorted({*schedule.kept_loads, *(i for p in schedule.phases for i in p.loads)}):
        lines = in_tiles(lines_of(moved, moved.graph.loads[number], geometry.along_reduced))
        held = not lines.on_kept and (is_resident or not lines.on_reduced)
        is_raw = may_tilize and lines.is_aligned and lines.on_reduced and not held
        if not lines.on_reduced:
            pages = 1
        elif is_resident:
            pages = all_tiles * (1 if held or is_raw else copies)
        else:
            pages = geometry.chunk * copies
        buffer = buffers.tiles(f"cb_in{number}", lines.element.format, pages)
        left = None
        if rest is not None and lines.on_reduced:
            left = lines_of(rest, rest.graph.loads[number], geometry.along_reduced)
        raw = None
        if is_raw:
            raw = buffers.rows(f"cb_raw{number}", lines.element.format, geometry.chunk * copies)
        loads[number] = Load(lines, buffer, held, left, raw)
    along = geometry.along_reduced and rows.is_full
    stores = [
        in_tiles(lines_of(rows, store.access, along, is_store=True)) for store in graph.stores
    ]
    out_pages = geometry.chunk if rows.is_full else 1
    outputs = [
        buffers.tiles(f"cb_out{i}", store.element.format, 2 * out_pages)
        for i, store in enumerate(stores)
    ]
    saved = {
        node: buffers.tiles(f"cb_saved{node}", format_of(node), geometry.tiles or 0)
        for phase in schedule.phases
        for node in phase.saved
    }
    partial, folded = {}, {}
    for number, reduction in enumerate(rows.reductions):
        if not folds(rows, reduction.depth):
            continue
        form = DataFormat.FLOAT32 if reduction.combiner.is_float else DataFormat.INT32
        partial[number] = buffers.tiles(f"cb_partial{number}", form, 1)
        folded[number] = buffers.tiles(f"cb_folded{number}", form, 2)
    results, broadcast = {}, {}
    for phase in schedule.phases:
        if len(phase.reductions) > _MAX_ACCUMULATORS:
            raise Reject(f"more than {_MAX_ACCUMULATORS} reductions at once")
        for node in phase.broadcast:
            results[node] = buffers.tiles(f"cb_result{node}", format_of(node), 1)
            broadcast[node] = buffers.tiles(f"cb_broadcast{node}", format_of(node), 1)
    sent, gathered = {}, {}
    for number, reduction in enumerate(rows.reductions if split is not None else ()):
        assert split is not None
        form = DataFormat.FLOAT32 if reduction.combiner.is_float else DataFormat.INT32
        sent[number] = buffers.tiles(f"cb_sent{number}", form, 1)
        gathered[number] = buffers.tiles(f"cb_gathered{number}", form, split.combined_tiles)
    is_float = all(reduction.combiner.is_float for reduction in rows.reductions)
    mask_format = DataFormat.FLOAT32 if is_float else DataFormat.INT32
    mask = buffers.tiles("cb_mask", mask_format, 1) if geometry.is_ragged else None
    rest_mask = buffers.tiles("cb_rest_mask", mask_format, 1) if rest is not None else None
    write_staging = geometry.staging_bytes if rows.is_full else 4 * SIDE + 128
    if not all(store.is_contiguous for store in stores):
        write_staging *= _SHORT_RUNS
    table_bytes = sum(4 * len(load.lines.access.table) for load in loads.values())
    return ReductionPlan(
        dispatch=dispatch,
        rows=rows,
        geometry=geometry,
        schedule=schedule,
        is_resident=is_resident,
        loads=loads,
        stores=stores,
        outputs=outputs,
        saved=saved,
        partial=partial,
        folded=folded,
        results=results,
        broadcast=broadcast,
        mask=mask,
        split=split,
        sent=sent,
        gathered=gathered,
        rest_mask=rest_mask,
        tables=buffers.memory("cb_tables", table_bytes) if table_bytes else None,
        window=buffers.memory("cb_window", WINDOW_BYTES),
        read_staging=buffers.memory("cb_read_staging", geometry.staging_bytes),
        write_staging=buffers.memory("cb_write_staging", write_staging),
        buffers=buffers,
    )
