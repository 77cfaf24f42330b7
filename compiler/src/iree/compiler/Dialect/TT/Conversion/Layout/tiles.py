# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where the tiles of a matrix lie in a buffer that has a tensor as tiles.

The tensor is taken as a matrix of `Tiles.rows` x `Tiles.columns`, whatever its own dimensions are.
Its tiles of 32x32 lie in row-major order.
"""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Tiles

TILE = 32

Dims = tuple[tuple[Amount, Amount], ...]


@dataclass(frozen=True)
class TiledMatrix:
    """Dimensions of a matrix's rows, columns and batches, sizes and steps in tiles, and the number of
    the tile that it begins with."""

    rows: Dims
    columns: Dims
    batch: Dims
    first: Amount


def tiled_matrix(
    tiles: Tiles, rows: Dims, columns: Dims, batch: Dims, offset: Amount
) -> TiledMatrix:
    """From (size, step in elements) of a matrix whose element (0, 0) is at `offset`, as if the tensor
    lay in rows. Rejects a matrix whose tiles are not tiles of the tensor."""
    grid = _Grid.of(tiles)
    return TiledMatrix(
        grid.dims(rows, grid.row_step),
        grid.dims(columns, grid.column_step),
        tuple((size, Amount.of(grid.outer(step))) for size, step in batch),
        Amount.of(grid.outer(offset)),
    )


def is_in_order(dims: Dims, size: int, step: int) -> bool:
    """Whether dimensions are one, of so many tiles, each `step` from the one before."""
    return len(dims) == 1 and dims[0][0].static == size and (size == 1 or dims[0][1].static == step)


@dataclass(frozen=True)
class _Grid:
    """The tensor's own matrix: elements in a row, and tiles from one row or column of tiles to the
    next. `row_step` and `column_step` are the steps of a matrix's rows and columns in elements."""

    width: int
    down: int
    right: int
    row_step: int
    column_step: int

    @staticmethod
    def of(tiles: Tiles) -> _Grid:
        if tiles.rows % TILE or tiles.columns % TILE:
            raise Reject("tiles of a tensor whose sizes are no multiples of 32")
        width = tiles.columns
        if tiles.is_transposed:
            return _Grid(width, 1, tiles.rows // TILE, 1, width)
        return _Grid(width, width // TILE, 1, width, 1)

    def dims(self, dims: Dims, unit: int) -> Dims:
        """Of an axis whose innermost dimension steps by `unit` elements."""
        size, step = dims[-1][0].static, dims[-1][1].static
        if size is None or size % TILE or step != unit:
            raise Reject("a matrix that does not lie as its tensor's tiles")
        inner = self.right if unit == 1 else self.down
        outer = tuple((size, Amount.of(self.outer(step))) for size, step in dims[:-1])
        return (*outer, (Amount.of(size // TILE), Amount.of(inner)))

    def outer(self, step: Amount) -> int:
        """Tiles that a step of whole tiles makes."""
        number = step.static
        if number is None or number < 0:
            raise Reject("a step through tiles that is not known")
        down, right = divmod(number, self.width)
        if down % TILE or right % TILE:
            raise Reject("a matrix that begins inside of a tile")
        return down // TILE * self.down + right // TILE * self.right
