# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: tilizes and prepares blocks of operands, sums products in DST, applies the
epilogue there and untilizes results."""

from __future__ import annotations

from dataclasses import replace

from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, Side
from iree.tenstorrent.compiler.Conversion.Contraction.units import Span, Unit, inner_span, unit_loop
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
            plan.results[0].tiles.index,
            int(plan.transposes_right),
        )
        with unit_loop(plan) as unit:
            last = plan.blocks.inner_parts - 1
            if last == 0:
                _block(plan, unit, 0, is_first=True, is_last=True)
            else:
                _block(plan, unit, 0, is_first=True, is_last=False)
                if last > 1:
                    with index.loop(1, last, 1, "block") as block:
                        _block(plan, unit, block, is_first=False, is_last=False)
                _block(plan, unit, last, is_first=False, is_last=True)
    return op


def _names(plan: ContractionPlan) -> dict[str, int]:
    names: dict[str, int] = {}
    for side in (plan.left, plan.right):
        names[f"cb_{side.name}"] = side.raw.index
        if side.row:
            names[f"cb_{side.name}_row"] = side.row.index
        for part, suffix in zip(side.parts, ("high", "low"), strict=False):
            names[
                f"cb_{side.name}_{suffix}" if len(side.parts) > 1 else f"cb_{side.name}_tiles"
            ] = part.index
    for i, load in enumerate(plan.loads):
        names[f"cb_load{i}"] = load.raw.index
        names[f"cb_load{i}_tiles"] = load.tiles.index
    for i, result in enumerate(plan.results):
        names[f"cb_result{i}_tiles"] = result.tiles.index
        names[f"cb_result{i}"] = result.rows.index
    if plan.partials:
        names["cb_partials"] = plan.partials.index
    return names


def _block(
    plan: ContractionPlan, unit: Unit, block: index.Scalar, is_first: bool, is_last: bool
) -> None:
    """One block of the sum."""
    inner = inner_span(plan, block)
    _prepare(plan, plan.left, unit.rows, inner)
    _prepare(plan, plan.right, unit.columns, inner)
    with index.loop(0, unit.rows.count, plan.blocks.dst_rows, "row") as row:
        rows: index.Scalar = plan.blocks.dst_rows
        if not isinstance(unit.rows.count, int) or unit.rows.count % plan.blocks.dst_rows:
            rows = index.minimum(rows, index.sub(unit.rows.count, row), "rows")
        _rows(plan, unit, Span(row, rows), inner, is_first, is_last)
    for side in (plan.left, plan.right):
        for part in side.parts:
            tt.cb_pop_front(part.index, part.page_count)


def _prepare(plan: ContractionPlan, side: Side, outer: Span, inner: Span) -> None:
    """Tiles of a block for the FPU. Pages are counted as for a whole block."""
    is_left = side is plan.left
    outer_block = plan.blocks.rows if is_left else plan.blocks.columns
    if side.inner_is_columns:
        rows, columns, width = outer, inner, plan.blocks.inner
        steps = (plan.blocks.inner, 1) if is_left else (1, plan.blocks.columns)
    else:
        rows, columns, width = inner, outer, outer_block
        steps = (1, plan.blocks.inner) if is_left else (plan.blocks.columns, 1)
    block = side.raw.page_count // 2
    target = side.row or side.parts[0]
    tt.cb_wait_front(side.raw.index, block)
    for part in side.parts:
        tt.cb_reserve_back(part.index, part.page_count)
    if not side.is_prepared:
        _tilize_init(side.raw, columns.count, target)
    with index.loop(0, rows.count, 1, f"{side.name}_row") as row:
        if side.is_prepared:
            _tilize_init(side.raw, columns.count, target)
            tt.cb_reserve_back(target.index, width)
        tt.tilize_block(side.raw.index, columns.count, target.index)
        tt.cb_pop_front(side.raw.index, width)
        tt.cb_push_back(target.index, width)
        if side.is_prepared:
            tt.tilize_uninit(side.raw.index, target.index)
            _prepare_row(side, row, columns.count, width, steps)
    if not side.is_prepared:
        tt.tilize_uninit(side.raw.index, target.index)
    rest = index.mul(index.sub(block // width, rows.count), width)
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


def _prepare_row(
    side: Side, row: index.Scalar, columns: index.Scalar, width: int, steps: tuple[int, int]
) -> None:
    """Tiles of one row to their places in the parts: tile (i, j) to i * steps[0] + j * steps[1]."""
    assert side.row is not None
    source = side.row.index
    tt.cb_wait_front(source, width)
    tt.reconfig_data_format_srca(source)
    tt.pack_reconfig_data_format(side.parts[0].index)
    if side.is_transposed:
        tt.transpose_wh_init_short(source)
    else:
        tt.copy_tile_init(source)
    with index.loop(0, columns, 1, f"{side.name}_column") as column:
        tt.tile_regs_acquire()
        if side.is_transposed:
            tt.transpose_wh_tile(source, column, 0)
        else:
            tt.copy_tile(source, column, 0)
        SegmentWriter((), ()).compute(side.prepare)
        tt.tile_regs_commit()
        tt.tile_regs_wait()
        page = index.add(index.mul(row, steps[0]), index.mul(column, steps[1]))
        for number, slot in side.prepare.outputs:
            tt.pack_tile_at(slot, side.parts[number].index, page)
        tt.tile_regs_release()
    tt.cb_pop_front(source, width)


def _rows(
    plan: ContractionPlan, unit: Unit, rows: Span, inner: Span, is_first: bool, is_last: bool
) -> None:
    """The rows of a part that DST holds at once. DST tile r * columns + c is tile (r, c)."""
    columns = unit.columns.count
    pages = plan.blocks.dst_rows * plan.blocks.columns
    count = index.mul(rows.count, columns, "dst_tiles")
    if is_last:
        _tilize_loads(plan, columns, rows.count)
    tt.tile_regs_acquire()
    if not is_first:
        assert plan.partials is not None
        partials = plan.partials.index
        tt.cb_wait_front(partials, pages)
        tt.reconfig_data_format_srca(partials)
        tt.copy_tile_init(partials)
        with index.loop(0, count, 1, "tile") as tile:
            tt.copy_tile(partials, tile, tile)
        tt.cb_pop_front(partials, pages)
    _multiply(plan, rows, columns, inner)
    if not is_last:
        assert plan.partials is not None
        _commit()
        tt.cb_reserve_back(plan.partials.index, pages)
        tt.pack_reconfig_data_format(plan.partials.index)
        with index.loop(0, count, 1, "tile") as tile:
            tt.pack_tile(tile, plan.partials.index)
        tt.tile_regs_release()
        tt.cb_push_back(plan.partials.index, pages)
        return
    _finish(plan, rows.count, columns, pages)
    _untilize(plan, rows.count, columns)


def _commit() -> None:
    tt.tile_regs_commit()
    tt.tile_regs_wait()


def _multiply(plan: ContractionPlan, rows: Span, columns: index.Scalar, inner: Span) -> None:
    left, right = plan.left.parts[0], plan.right.parts[0]
    depth = plan.blocks.inner
    flag = int(plan.transposes_right)
    tt.reconfig_data_format(right.index, left.index)
    # Tiles of a right operand that the FPU transposes lie the other way round.
    width = 1 if plan.transposes_right else columns
    tt.mm_block_init_short(left.index, right.index, flag, width, rows.count, depth)
    first = index.mul(rows.first, depth)
    for left_part, right_part in plan.products:
        with index.loop(0, inner.count, 1, "k") as k:
            tile = index.add(first, k)
            if plan.transposes_right:
                with index.loop(0, columns, 1, "column") as column:
                    tt.matmul_block(
                        left_part.index,
                        right_part.index,
                        tile,
                        index.add(index.mul(column, depth), k),
                        index.mul(column, rows.count),
                        flag,
                        1,
                        rows.count,
                        depth,
                    )
            else:
                tt.matmul_block(
                    left_part.index,
                    right_part.index,
                    tile,
                    index.mul(k, plan.blocks.columns),
                    0,
                    flag,
                    columns,
                    rows.count,
                    depth,
                )


def _tilize_loads(plan: ContractionPlan, columns: index.Scalar, rows: index.Scalar) -> None:
    """The epilogue's operands for the rows."""
    width = plan.blocks.columns
    for i, load in enumerate(plan.loads):
        source, target = load.raw, load.tiles
        _tilize_init(source, columns, target)
        with index.loop(0, rows, 1, f"load{i}_row"):
            tt.cb_wait_front(source.index, width)
            tt.cb_reserve_back(target.index, width)
            tt.tilize_block(source.index, columns, target.index)
            tt.cb_pop_front(source.index, width)
            tt.cb_push_back(target.index, width)
        tt.tilize_uninit(source.index, target.index)
        rest = index.mul(index.sub(plan.blocks.dst_rows, rows), width)
        if rest != 0:
            tt.cb_reserve_back(target.index, rest)
            tt.cb_push_back(target.index, rest)
        tt.cb_wait_front(target.index, plan.blocks.dst_rows * width)


def _finish(plan: ContractionPlan, rows: index.Scalar, columns: index.Scalar, pages: int) -> None:
    """The epilogue on every tile in DST; packs results."""
    epilogue = plan.epilogue
    if epilogue.segment.instructions:
        with (
            index.loop(0, rows, 1, "epilogue_row") as row,
            index.loop(0, columns, 1, "epilogue_column") as column,
        ):
            page = index.add(index.mul(row, plan.blocks.columns), column)
            tile = _dst_tile(plan, row, column, rows, columns)
            ports = [TilePort(load.tiles.index, load.tiles.format, page) for load in plan.loads]
            SegmentWriter(ports, (), reconfigure=True).compute(_placed(plan, tile))
    _commit()
    for number, result in enumerate(plan.results):
        tt.cb_reserve_back(result.tiles.index, pages)
        tt.pack_reconfig_data_format(result.tiles.index)
        with (
            index.loop(0, rows, 1, "result_row") as row,
            index.loop(0, columns, 1, "result_column") as column,
        ):
            tile = _dst_tile(plan, row, column, rows, columns)
            page = index.add(index.mul(row, plan.blocks.columns), column)
            slot = index.add(tile, number * epilogue.dst_tiles)
            tt.pack_tile_at(slot, result.tiles.index, page)
    tt.tile_regs_release()
    for load in plan.loads:
        tt.cb_pop_front(load.tiles.index, pages)
    for result in plan.results:
        tt.cb_push_back(result.tiles.index, pages)


def _dst_tile(
    plan: ContractionPlan,
    row: index.Scalar,
    column: index.Scalar,
    rows: index.Scalar,
    columns: index.Scalar,
) -> index.Scalar:
    if plan.transposes_right:
        return index.add(index.mul(column, rows), row)
    return index.add(index.mul(row, columns), column)


def _placed(plan: ContractionPlan, tile: index.Scalar) -> Segment:
    """The epilogue's segment for the sum in DST tile `tile`."""
    epilogue = plan.epilogue

    def place(slot: index.Scalar) -> index.Scalar:
        assert isinstance(slot, int)
        if slot < epilogue.results:
            return index.add(tile, slot * epilogue.dst_tiles)
        return epilogue.results * (epilogue.dst_tiles - 1) + slot

    return Segment(
        [
            replace(instruction, slots=tuple(place(slot) for slot in instruction.slots))
            for instruction in epilogue.segment.instructions
        ]
    )


def _untilize(plan: ContractionPlan, rows: index.Scalar, columns: index.Scalar) -> None:
    """Results to rows; the writer takes a row of tiles at a time."""
    width = plan.blocks.columns
    pages = plan.blocks.dst_rows * width
    for result in plan.results:
        source, target = result.tiles, result.rows
        tt.cb_wait_front(source.index, pages)
        tt.reconfig_data_format_srca(source.index)
        tt.pack_reconfig_data_format(target.index)
        tt.untilize_init(source.index)
        with index.loop(0, rows, 1, "result_row"):
            tt.cb_reserve_back(target.index, width)
            tt.untilize_block(source.index, columns, target.index)
            tt.cb_pop_front(source.index, width)
            tt.cb_push_back(target.index, width)
        tt.untilize_uninit(source.index)
        rest = index.mul(index.sub(plan.blocks.dst_rows, rows), width)
        if rest != 0:
            tt.cb_pop_front(source.index, rest)
