# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Blocks that one core of a row or column of the grid reads and sends to the others.

The cores of the group take turns as the sender, block by block, or it is the one whose L1 has the
block. A receiver counts up the sender's `ready` semaphore once it has room, and the sender's multicast
sets `valid` after the data. Circular buffers are at the same place on all cores and at the same page,
since all do the same steps.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import Grid
from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, Side
from iree.tenstorrent.compiler.Conversion.Contraction.shards import sender
from iree.tenstorrent.compiler.Conversion.Contraction.units import Unit
from iree.tenstorrent.compiler.Conversion.Frame.core_grid import noc_x, noc_y
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# Semaphores of each operand.
_READY, _VALID = 0, 1


@contextlib.contextmanager
def share_block(
    plan: ContractionPlan, grid: Grid, side: Side, unit: Unit, block: index.Scalar
) -> Iterator[None]:
    """What is built inside fills the block's pages on the sender."""
    is_left, target = side is plan.left, plan.dispatch.target
    place, size = (unit.x, grid.columns) if is_left else (unit.y, grid.rows)
    first = 0 if is_left else 2
    ready = tt.get_semaphore(first + _READY, name=f"{side.name}_ready")
    valid = tt.get_semaphore(first + _VALID, name=f"{side.name}_valid")
    own = sender(plan, side, block, size)
    with index.when(index.equal(place, own)) as branch:
        yield
        tt.noc_semaphore_wait(ready, size - 1)
        tt.noc_semaphore_set(ready, 0)
        l1 = tt.get_write_ptr(side.raw.index)
        data = _group(target, grid, unit, is_left, l1)
        tt.noc_async_write_multicast(l1, data, side.block_pages * side.raw.page_size, size - 1)
        # Data and semaphores leave a Blackhole through different queues.
        tt.noc_async_writes_flushed()
        tt.noc_semaphore_set(valid, 1)
        flag = _group(target, grid, unit, is_left, valid)
        tt.noc_semaphore_set_multicast(valid, flag, size - 1)
        tt.noc_async_write_barrier()
    with index.otherwise(branch):
        tt.noc_semaphore_set(valid, 0)
        x, y = (own, unit.y) if is_left else (unit.x, own)
        address = tt.get_noc_addr_xy(
            index.value(noc_x(target, x)), index.value(noc_y(target, y)), ready
        )
        tt.noc_semaphore_inc(address, 1)
        tt.noc_semaphore_wait(valid, 1)


def _group(
    target: TargetConfig, grid: Grid, unit: Unit, is_row: bool, l1: ir.Value
) -> ir.Value | None:
    """The multicast address of the core's row or column of the grid."""
    x, y = noc_x(target, unit.x), noc_y(target, unit.y)
    if is_row:
        return tt.get_noc_multicast_addr(
            noc_x(target, 0), y, noc_x(target, grid.columns - 1), y, l1
        )
    return tt.get_noc_multicast_addr(x, noc_y(target, 0), x, noc_y(target, grid.rows - 1), l1)
