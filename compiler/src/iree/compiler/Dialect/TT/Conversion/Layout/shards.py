# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How a tensor's tiles lie over the L1 of the workers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.analysis import bound_type
from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import ELEMENTS
from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.tiles import TILE
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# To which places in the region are aligned.
_ALIGNMENT = 64


@dataclass(frozen=True)
class TiledTensor:
    """A tensor as a matrix of rows x columns tiles of `tile_bytes` bytes."""

    rows: int
    columns: int
    tile_bytes: int

    @staticmethod
    def of(access: ir.Operation) -> TiledTensor:
        """What a load or store that is marked as tiles accesses, which is all of it or a part."""
        tensor = ir.RankedTensorType(bound_type(marks.memory(access)))
        columns = marks.parts(marks.layout_of(access))[1]
        rows = math.prod(tensor.shape) // columns
        element = ELEMENTS[str(tensor.element_type)]
        return TiledTensor(rows // TILE, columns // TILE, element.page_size)

    def shard_bytes(self, shards: Shards) -> int:
        """L1 that each worker gives, in bytes."""
        rows = -(-self.rows // shards.row_parts)
        columns = -(-self.columns // shards.column_parts)
        return -(-rows * columns * self.tile_bytes // _ALIGNMENT) * _ALIGNMENT


def default_shards(tensor: TiledTensor, target: TargetConfig) -> Shards:
    """Over as many workers as there are tiles for, by rows first."""
    row_parts = min(tensor.rows, target.worker_count)
    column_parts = min(tensor.columns, target.worker_count // row_parts)
    return Shards(0, row_parts, column_parts, column_parts)
