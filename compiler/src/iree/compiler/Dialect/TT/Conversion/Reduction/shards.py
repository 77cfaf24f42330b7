# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which shards the cores of a reduction write of its results."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Layout.tiles import TILE, is_in_order
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import Lines
from iree.tenstorrent.compiler.Conversion.Reduction.plan import ReductionPlan


def result_shards(plan: ReductionPlan, store: Lines) -> Shards | None:
    """Rows of tiles, where a block is one; else None."""
    tiles = store.access.tiles
    if tiles is None or not plan.geometry.along_reduced:
        return None
    rows, columns = tiles.rows // TILE, tiles.columns // TILE
    if not (is_in_order(store.line, rows, columns) and is_in_order(store.inner, columns, 1)):
        return None
    share = -(-rows // plan.dispatch.target.worker_count)
    return Shards(0, -(-rows // share), 1, 1)
