# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Partial results of a split on their way to the cores that combine them.

A block's writer writes its partial results to their places in the other core's tiles and counts up that
core's semaphore. The reader there waits for all blocks and puts identities where there are no parts.
Circular buffers are at the same place on all cores, and these are filled once a launch.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Frame import core_grid
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE
from iree.tenstorrent.compiler.Conversion.Reduction.plan import ReductionPlan
from iree.tenstorrent.compiler.Conversion.Reduction.split import Split
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt

_ARRIVED = 0
SEMAPHORES = (0,)
_TILE_BYTES = 4 * TILE_ELEMENTS


@contextlib.contextmanager
def combining_core(split: Split) -> Iterator[ir.Value]:
    """What is built inside is for the cores that combine; gives the core's number."""
    core = tt.get_arg_val(frame.CORE_INDEX, name="combining_core")
    with index.when(index.less(core, split.kept_blocks)):
        yield core


def send(plan: ReductionPlan, block: ir.Value, staging: ir.Value) -> None:
    """In the writer: sends a block's partial results."""
    split = plan.split
    assert split is not None
    kept_block, tile, row = _place(split, block)
    numbers = plan.schedule.phases[0].reductions
    for number in numbers:
        sent = plan.sent[number].index
        l1 = tt.get_write_ptr(plan.gathered[number].index)
        first = index.add(l1, index.mul(tile, _TILE_BYTES), "target_l1")
        target = core_grid.l1_address(plan.dispatch.target, kept_block, index.value(first))
        tt.cb_wait_front(sent, 1)
        source = tt.get_read_ptr(sent)
        if split.along_reduced:
            tt.send_tile_column(source, staging, target, index.value(row), index.value(split.run))
        else:
            tt.send_tile_row(source, target, index.value(row))
        tt.noc_async_write_barrier()
        tt.cb_pop_front(sent, 1)
    arrived = tt.get_semaphore(_ARRIVED, name="arrived")
    tt.noc_semaphore_inc(core_grid.l1_address(plan.dispatch.target, kept_block, arrived), 1)


def _place(split: Split, block: ir.Value) -> tuple[index.Scalar, index.Scalar, index.Scalar]:
    """Where a block's first partial result goes: the combining core, its tile, and the row there (lines along
    the reduced loops: rows are kept iterations)."""
    if not split.along_reduced:
        part = index.div(block, split.kept_blocks)
        core = index.rem(block, split.kept_blocks, "kept_block")
        return core, index.div(part, SIDE), index.rem(part, SIDE)
    if split.is_square:
        return 0, index.div(block, SIDE), index.rem(block, SIDE)
    first = index.mul(block, SIDE)
    kept, part = index.div(first, split.parts), index.rem(first, split.parts)
    return index.div(kept, SIDE, "kept_block"), index.div(part, SIDE), index.rem(kept, SIDE)


def receive(plan: ReductionPlan, core: ir.Value) -> None:
    """In the combining core's reader: passes the partial results on when all are there."""
    split = plan.split
    assert split is not None
    kept = index.minimum(SIDE, index.sub(split.kept, index.mul(core, SIDE)))
    if split.along_reduced:
        blocks = index.ceil_div(index.mul(kept, split.parts), SIDE, "blocks")
    else:
        blocks = split.parts
    arrived = tt.get_semaphore(_ARRIVED, name="arrived")
    tt.noc_semaphore_wait(arrived, index.value(blocks))
    last = split.combined_tiles - 1
    if split.is_square:
        rows, columns = split.blocks - SIDE * last, SIDE
    else:
        rest = split.parts - SIDE * last
        rows, columns = (SIDE, rest) if split.along_reduced else (rest, SIDE)
    for number, gathered in plan.gathered.items():
        tt.cb_reserve_back(gathered.index, split.combined_tiles)
        if (rows, columns) != (SIDE, SIDE):
            l1 = index.add(tt.get_write_ptr(gathered.index), last * _TILE_BYTES)
            identity = plan.rows.reductions[number].combiner.identity
            tt.fill_tile_rest(index.value(l1), rows, columns, identity)
        tt.cb_push_back(gathered.index, split.combined_tiles)


def write_rest_mask(plan: ReductionPlan, first_kept: index.Scalar) -> None:
    """In the reader: ones at the block's parts that have an element that was left over."""
    split = plan.split
    assert split is not None and plan.rest_mask is not None
    cb = plan.rest_mask.index
    repeat = 1 if split.along_reduced else split.kept
    tt.cb_reserve_back(cb, 1)
    tt.write_tile_rest_mask(
        tt.get_write_ptr(cb),
        index.value(first_kept),
        repeat,
        split.parts,
        split.parts - split.rest,
        int(split.along_reduced),
    )
    tt.cb_push_back(cb, 1)
