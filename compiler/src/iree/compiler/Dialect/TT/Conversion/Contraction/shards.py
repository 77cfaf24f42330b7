# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which shards the cores of a contraction write of its results, and read of its operands."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE
from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, Matrix, Side
from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO
from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards, Tiles
from iree.tenstorrent.compiler.Conversion.Layout.tiles import is_in_order
from iree.tenstorrent.compiler.IR import index_arith as index


def result_shards(plan: ContractionPlan, matrix: Matrix) -> Shards | None:
    """What each core writes of a result that lies as tiles; None where that is no shard."""
    if matrix.access.tiles is None or not _is_all_in_order(matrix, matrix.access.tiles):
        return None
    batch = plan.sizes[0].static
    if plan.grid is not None:
        # A core has rows of each product of a batch.
        if batch != 1:
            return None
        return Shards(0, plan.grid.rows, plan.grid.columns, plan.dispatch.target.grid_columns)
    if batch is None or plan.count is not None:
        return None
    row_parts, column_parts = batch * plan.blocks.row_parts, plan.blocks.column_parts
    if row_parts * column_parts > plan.dispatch.target.worker_count:
        return None
    return Shards(0, row_parts, column_parts, column_parts)


def sender(plan: ContractionPlan, side: Side, block: index.Scalar, size: int) -> index.Scalar:
    """The core of a row or column of the grid, `size` of them, that sends a block of the sum: the one
    in whose L1 it begins, or each in turn."""
    tiles = side.matrix.access.tiles
    if plan.grid is None or side is not plan.left or tiles is None or tiles.shards is None:
        return index.rem(block, size, f"{side.name}_sender")
    shards, target = tiles.shards, plan.dispatch.target
    is_own = (
        shards.row_parts == plan.grid.rows
        and shards.column_parts <= size
        and shards.across == target.grid_columns
        and side.inner_is_columns
        and _is_all_in_order(side.matrix, tiles)
    )
    if not is_own:
        return index.rem(block, size, f"{side.name}_sender")
    end = index.mul(index.add(index.mul(block, plan.blocks.inner), 1), shards.column_parts)
    return index.div(index.sub(end, 1), tiles.columns // TILE, f"{side.name}_sender")


def _is_all_in_order(matrix: Matrix, tiles: Tiles) -> bool:
    """Whether a matrix, or a batch of them one below the other, is all of its tensor."""
    rows, columns = tiles.rows // TILE, tiles.columns // TILE
    batches = 1
    for size, _ in matrix.batch:
        batches *= size.static or 0
    if batches == 0 or rows % batches or matrix.offset != ZERO:
        return False
    high = rows // batches
    return (
        is_in_order(matrix.rows, high, columns)
        and is_in_order(matrix.columns, columns, 1)
        and (batches == 1 or is_in_order(matrix.batch, batches, high * columns))
    )
