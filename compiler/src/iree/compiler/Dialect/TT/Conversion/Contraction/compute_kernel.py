# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: tilizes and prepares blocks of operands, sums products in DST, applies the
epilogue there and untilizes results. What lies in DRAM as tiles is neither tilized nor untilized."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, Side
from iree.tenstorrent.compiler.Conversion.Contraction.units import (
    Geometry,
    Unit,
    dst_rows,
    inner_count,
    unit_loop,
)
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment
from iree.tenstorrent.compiler.Conversion.Sfpu.segment_writer import SegmentWriter, TilePort
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel
from iree.tenstorrent.compiler.Target.program import CircularBuffer


def build_compute(name: str, plan: ContractionPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    with kernel(name, "compute", _names(plan)) as op:
        tt.mm_init(
            plan.left.parts[0].index,
            plan.right.parts[0].index,
            plan.results[0].out.index,
            0,
        )
        geometry = Geometry.of(plan)
        with unit_loop(plan, geometry) as unit:
            _sum(plan, geometry, unit)
    return op


def _names(plan: ContractionPlan) -> dict[str, int]:
    names: dict[str, int] = {}
    for side in (plan.left, plan.right):
        names[f"cb_{side.name}"] = side.raw.index
        if side.row:
            names[f"cb_{side.name}_row"] = side.row.index
        if side.parts == (side.raw,):
            continue
        for part, suffix in zip(side.parts, ("high", "low"), strict=False):
            names[
                f"cb_{side.name}_{suffix}" if len(side.parts) > 1 else f"cb_{side.name}_tiles"
            ] = part.index
    for i, load in enumerate(plan.loads):
        names[f"cb_load{i}"] = load.raw.index
        if load.tiles != load.raw:
            names[f"cb_load{i}_tiles"] = load.tiles.index
    for i, result in enumerate(plan.results):
        names[f"cb_result{i}"] = result.out.index
    if plan.partials:
        names["cb_partials"] = plan.partials.index
    return names


# Known when the kernel is built, or a condition.
_Flag: TypeAlias = bool | ir.Value


def _sum(plan: ContractionPlan, geometry: Geometry, unit: Unit) -> None:
    """All blocks of a part's sum."""
    parts = geometry.inner_parts
    if not isinstance(parts, int):
        with index.loop(0, parts, 1, "block") as block:
            is_first = index.equal(block, 0, "is_first")
            is_last = index.equal(index.add(block, 1), parts, "is_last")
            _block(plan, geometry, unit, block, is_first, is_last)
        return
    _block(plan, geometry, unit, 0, True, parts == 1)
    if parts > 2:
        with index.loop(1, parts - 1, 1, "block") as block:
            _block(plan, geometry, unit, block, False, False)
    if parts > 1:
        _block(plan, geometry, unit, parts - 1, False, True)


@contextlib.contextmanager
def _unless(flag: ir.Value) -> Iterator[None]:
    with index.when(flag) as branch:
        pass
    with index.otherwise(branch):
        yield


def _block(
    plan: ContractionPlan,
    geometry: Geometry,
    unit: Unit,
    block: index.Scalar,
    is_first: _Flag,
    is_last: _Flag,
) -> None:
    """One block of the sum."""
    _prepare(plan, plan.left, unit.rows.count)
    _prepare(plan, plan.right, plan.blocks.columns)
    inner = inner_count(plan, geometry, block)
    with index.loop(0, unit.rows.count, plan.blocks.dst_rows, "row") as row:
        rows = dst_rows(plan, unit, row)
        _sum_rows(plan, row, rows, inner, is_first, is_last)
    for side in (plan.left, plan.right):
        for part in side.parts:
            tt.cb_pop_front(part.index, side.block_pages)


def _prepare(plan: ContractionPlan, side: Side, outer: index.Scalar) -> None:
    """Tiles of a block for the FPU, `outer` of them in the operand's own dimension. Pages are
    counted as for a whole block."""
    inner, is_left = plan.blocks.inner, side is plan.left
    rows, width = (outer, inner) if side.inner_is_columns else (inner, side.outer)
    # From one tile to the next along the operand's own dimension, and along the sum's.
    own, along = (inner, 1) if is_left else (1, side.outer)
    steps = (own, along) if side.inner_is_columns else (along, own)
    tt.cb_wait_front(side.raw.index, side.block_pages)
    if side.is_prepared or not side.matrix.is_tiled:
        for part in side.parts:
            tt.cb_reserve_back(part.index, part.page_count)
    if side.matrix.is_tiled:
        _prepare_tiles(side, rows, width, steps)
        return
    target = side.row or side.parts[0]
    if not side.is_prepared:
        _tilize_init(side.raw, width, target)
    with index.loop(0, rows, 1, f"{side.name}_row") as row:
        if side.is_prepared:
            _tilize_init(side.raw, width, target)
            tt.cb_reserve_back(target.index, width)
        tt.tilize_block(side.raw.index, width, target.index)
        tt.cb_pop_front(side.raw.index, width)
        tt.cb_push_back(target.index, width)
        if side.is_prepared:
            tt.tilize_uninit(side.raw.index, target.index)
            tt.cb_wait_front(target.index, width)
            _init_preparing(side, target)
            _prepare_row(side, target, 0, row, width, steps)
            tt.cb_pop_front(target.index, width)
    if not side.is_prepared:
        tt.tilize_uninit(side.raw.index, target.index)
    rest = index.sub(side.block_pages, index.mul(rows, width))
    if rest != 0:
        tt.cb_pop_front(side.raw.index, rest)
    if side.is_prepared:
        for part in side.parts:
            tt.cb_push_back(part.index, part.page_count)
    elif rest != 0:
        tt.cb_push_back(target.index, rest)
    for part in side.parts:
        tt.cb_wait_front(part.index, part.page_count)


def _tilize_init(source: CircularBuffer, columns: index.Scalar, target: CircularBuffer) -> None:
    tt.reconfig_data_format_srca(source.index)
    tt.pack_reconfig_data_format(target.index)
    tt.tilize_init(source.index, columns, target.index)


def _prepare_tiles(side: Side, rows: index.Scalar, width: int, steps: tuple[int, int]) -> None:
    """As _prepare, of a block that the reader has filled with tiles: they are the parts already, or
    are prepared where they are."""
    if not side.is_prepared:
        return
    _init_preparing(side, side.raw)
    with index.loop(0, rows, 1, f"{side.name}_row") as row:
        _prepare_row(side, side.raw, index.mul(row, width), row, width, steps)
    tt.cb_pop_front(side.raw.index, side.block_pages)
    for part in side.parts:
        tt.cb_push_back(part.index, part.page_count)
        tt.cb_wait_front(part.index, part.page_count)


def _init_preparing(side: Side, source: CircularBuffer) -> None:
    tt.reconfig_data_format_srca(source.index)
    tt.pack_reconfig_data_format(side.parts[0].index)
    if side.is_transposed:
        tt.transpose_wh_init_short(source.index)
    else:
        tt.copy_tile_init(source.index)


def _prepare_row(
    side: Side,
    source: CircularBuffer,
    first: index.Scalar,
    row: index.Scalar,
    width: int,
    steps: tuple[int, int],
) -> None:
    """Tiles of one row, pages `first` and on, to their places in the parts: tile (i, j) to
    i * steps[0] + j * steps[1]."""
    with index.loop(0, width, 1, f"{side.name}_column") as column:
        tt.tile_regs_acquire()
        if side.is_transposed:
            tt.transpose_wh_tile(source.index, index.add(first, column), 0)
        else:
            tt.copy_tile(source.index, index.add(first, column), 0)
        SegmentWriter((), ()).compute(side.prepare)
        tt.tile_regs_commit()
        tt.tile_regs_wait()
        page = index.add(index.mul(row, steps[0]), index.mul(column, steps[1]))
        for number, slot in side.prepare.outputs:
            tt.pack_tile_at(slot, side.parts[number].index, page)
        tt.tile_regs_release()


def _sum_rows(
    plan: ContractionPlan,
    row: index.Scalar,
    rows: index.Scalar,
    inner: index.Scalar,
    is_first: _Flag,
    is_last: _Flag,
) -> None:
    """The rows of a part that DST holds at once. DST tile r * columns + c is tile (r, c)."""
    if isinstance(is_last, bool):
        if is_last:
            _tilize_loads(plan, rows)
    elif plan.loads:
        with index.when(is_last):
            _tilize_loads(plan, rows)
    tt.tile_regs_acquire()
    if plan.is_integer:
        _multiply(plan, row, rows, inner)
        _round(plan, rows)
    if isinstance(is_first, bool):
        if not is_first:
            _reload(plan, rows)
    else:
        with _unless(is_first):
            _reload(plan, rows)
    if not plan.is_integer:
        _multiply(plan, row, rows, inner)
    if isinstance(is_last, bool):
        if is_last:
            _finish(plan, rows)
        else:
            _save(plan, rows)
        return
    with index.when(is_last) as branch:
        _finish(plan, rows)
    with index.otherwise(branch):
        _save(plan, rows)


def _reload(plan: ContractionPlan, rows: index.Scalar) -> None:
    """The sums so far to DST, where integers are added to them."""
    assert plan.partials
    partials = plan.partials.index
    columns = plan.blocks.columns
    pages = plan.blocks.dst_rows * columns
    tt.cb_wait_front(partials, pages)
    tt.reconfig_data_format_srca(partials)
    tt.copy_tile_init(partials)
    if plan.is_integer:
        tt.add_int_tile_init()
    with index.loop(0, index.mul(rows, columns), 1, "tile") as tile:
        if plan.is_integer:
            other = plan.epilogue.results * pages
            tt.copy_tile(partials, tile, other)
            tt.add_int32_tile(tile, other, tile)
        else:
            tt.copy_tile(partials, tile, tile)
    tt.cb_pop_front(partials, pages)


def _round(plan: ContractionPlan, rows: index.Scalar) -> None:
    """Sums of integers, which are exact in f32, to integers."""
    tt.typecast_tile_init()
    with index.loop(0, index.mul(rows, plan.blocks.columns), 1, "tile") as tile:
        tt.typecast_tile(tile, "Float32", "Int32")


def _save(plan: ContractionPlan, rows: index.Scalar) -> None:
    """The sums so far from DST."""
    assert plan.partials
    partials = plan.partials.index
    columns = plan.blocks.columns
    pages = plan.blocks.dst_rows * columns
    _commit()
    tt.cb_reserve_back(partials, pages)
    tt.pack_reconfig_data_format(partials)
    with index.loop(0, index.mul(rows, columns), 1, "tile") as tile:
        tt.pack_tile(tile, partials)
    tt.tile_regs_release()
    tt.cb_push_back(partials, pages)


def _commit() -> None:
    tt.tile_regs_commit()
    tt.tile_regs_wait()


def _multiply(
    plan: ContractionPlan, row: index.Scalar, rows: index.Scalar, inner: index.Scalar
) -> None:
    left, right = plan.left.parts[0], plan.right.parts[0]
    depth, columns = plan.blocks.inner, plan.blocks.columns
    tt.reconfig_data_format(right.index, left.index)
    tt.mm_block_init_short(left.index, right.index, 0, columns, rows, depth)
    first = index.mul(row, depth)
    for left_part, right_part in plan.products:
        with index.loop(0, inner, 1, "k") as k:
            tt.matmul_block(
                left_part.index,
                right_part.index,
                index.add(first, k),
                index.mul(k, columns),
                0,
                0,
                columns,
                rows,
                depth,
            )


def _tilize_loads(plan: ContractionPlan, rows: index.Scalar) -> None:
    """The epilogue's operands for the rows, as tiles."""
    width = plan.blocks.columns
    pages = plan.blocks.dst_rows * width
    for i, load in enumerate(plan.loads):
        source, target = load.raw, load.tiles
        tt.cb_wait_front(source.index, pages)
        if load.matrix.is_tiled:
            continue
        tt.cb_reserve_back(target.index, pages)
        _tilize_init(source, width, target)
        with index.loop(0, rows, 1, f"load{i}_row"):
            tt.tilize_block(source.index, width, target.index)
            tt.cb_pop_front(source.index, width)
            tt.cb_push_back(target.index, width)
        tt.tilize_uninit(source.index, target.index)
        rest = index.sub(pages, index.mul(rows, width))
        if rest != 0:
            tt.cb_pop_front(source.index, rest)
            tt.cb_push_back(target.index, rest)
        tt.cb_wait_front(target.index, pages)


def _finish(plan: ContractionPlan, rows: index.Scalar) -> None:
    """The epilogue on every tile in DST; packs results as rows, or as the tiles they are."""
    width = plan.blocks.columns
    pages = plan.blocks.dst_rows * width
    if plan.epilogue.segment.instructions:
        with index.loop(0, index.mul(rows, width), 1, "tile") as tile:
            ports = [TilePort(load.tiles.index, load.tiles.format, tile) for load in plan.loads]
            SegmentWriter(ports, (), reconfigure=True).compute(_placed(plan, tile))
    _commit()
    for number, result in enumerate(plan.results):
        target = result.out.index
        tt.cb_reserve_back(target, pages)
        tt.pack_reconfig_data_format(target)
        if result.matrix.is_tiled:
            with index.loop(0, index.mul(rows, width), 1, "tile") as tile:
                tt.pack_tile(index.add(tile, number * pages), target)
        else:
            tt.pack_untilize_dest_init(width, width, target)
            tt.pack_untilize_dest(width, width, target, rows, number * plan.blocks.dst_rows)
            tt.pack_untilize_uninit(target)
        tt.cb_push_back(target, pages)
    tt.tile_regs_release()
    for load in plan.loads:
        tt.cb_pop_front(load.tiles.index, pages)


def _placed(plan: ContractionPlan, tile: index.Scalar) -> Segment:
    """The epilogue's segment for the sum in DST tile `tile`: result i follows i blocks later, other
    tiles come after all results."""
    results, pages = plan.epilogue.results, plan.blocks.dst_rows * plan.blocks.columns

    def place(slot: index.Scalar) -> index.Scalar:
        assert isinstance(slot, int)
        if slot < results:
            return index.add(tile, slot * pages)
        return results * (pages - 1) + slot

    return Segment(
        [
            replace(instruction, slots=tuple(place(slot) for slot in instruction.slots))
            for instruction in plan.epilogue.segment.instructions
        ]
    )
