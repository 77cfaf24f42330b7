# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A contraction's dimensions in tiles, and how they are cut into blocks for L1, DST and the cores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

TILE = 32
# Tiles of 32-bit elements in all of DST.
DST_TILES = 8
_MOST_ROWS, _MOST_INNER = 8, 32
# Cycles of a tile, roughly: a product, and all that is done to an operand's tile on its way.
_PRODUCT_CYCLES, _OPERAND_CYCLES, _RESULT_CYCLES = 64, 400, 500


def tiles(elements: int) -> int:
    return -(-elements // TILE)


@dataclass(frozen=True)
class Extent:
    """Elements of each dimension of one product; `batch` is the number of products."""

    batch: int
    rows: int
    columns: int
    inner: int


@dataclass(frozen=True)
class Blocks:
    """The result of each product is cut into row_parts x column_parts parts as even as tiles allow,
    of at most `rows` x `columns` tiles; the sum goes over blocks of `inner` tiles.

    DST holds `dst_rows` rows of a part at a time."""

    row_parts: int
    column_parts: int
    rows: int
    columns: int
    inner: int
    inner_parts: int
    dst_rows: int

    @property
    def padded_rows(self) -> int:
        return -(-self.rows // self.dst_rows) * self.dst_rows


@dataclass(frozen=True)
class Memory:
    """Bytes that a plan takes of L1 for each tile of a kind."""

    left: int  # tiles of the left operand, in all buffers that hold a block
    right: int
    # Of a row of tiles that is being prepared.
    row: int
    partials: int
    # Of the rows in DST: results and the epilogue's operands.
    result: int
    available: int

    def fits(self, rows: int, columns: int, inner: int, dst_rows: int) -> bool:
        padded = -(-rows // dst_rows) * dst_rows
        used = (
            self.left * rows * inner
            + self.right * columns * inner
            + self.row * max(rows, columns, inner)
            + self.partials * padded * columns
            + self.result * dst_rows * columns
        )
        return used <= self.available


def choose_blocks(
    extent: Extent, memory: Memory, dst_tiles: int, products: int, cores: int
) -> Blocks:
    """The blocks for which the busiest core has least to do. `products` of tiles make one product
    (an f32 operand is two parts); `dst_tiles` are DST tiles for results."""
    row_tiles, column_tiles = tiles(extent.rows), tiles(extent.columns)
    inner_tiles = tiles(extent.inner)
    best: tuple[float, Blocks] | None = None
    for columns in range(1, min(dst_tiles, column_tiles) + 1):
        column_parts = -(-column_tiles // columns)
        if -(-column_tiles // column_parts) != columns:
            continue
        dst_rows = dst_tiles // columns
        for rows in range(1, min(_MOST_ROWS, row_tiles) + 1):
            row_parts = -(-row_tiles // rows)
            for parts in _even_parts(row_parts, row_tiles, column_parts * extent.batch, cores):
                high = -(-row_tiles // parts)
                inner = _inner_block(high, columns, inner_tiles, min(dst_rows, high), memory)
                if inner == 0:
                    continue
                units = parts * column_parts * extent.batch
                passes = -(-units // cores)
                inner_parts = -(-inner_tiles // inner)
                unit = inner_tiles * (
                    high * columns * _PRODUCT_CYCLES * products + (high + columns) * _OPERAND_CYCLES
                ) + high * columns * _RESULT_CYCLES * (inner_parts + 1)
                total = units * unit
                cost = passes * unit + total / (64 * cores)
                if best is None or cost < best[0]:
                    blocks = Blocks(
                        parts,
                        column_parts,
                        high,
                        columns,
                        inner,
                        inner_parts,
                        min(dst_rows, high),
                    )
                    best = (cost, blocks)
    assert best is not None, "one tile fits"
    return best[1]


def _even_parts(parts: int, row_tiles: int, others: int, cores: int) -> Sequence[int]:
    """A number of parts, and more of them where that occupies as many cores as there are."""
    filled = min(row_tiles, max(parts, cores // others)) if others <= cores else parts
    return sorted({parts, filled})


def _inner_block(rows: int, columns: int, inner_tiles: int, dst_rows: int, memory: Memory) -> int:
    """The largest number of tiles that fits, made even over its blocks; 0 if none does."""
    for inner in range(min(_MOST_INNER, inner_tiles), 0, -1):
        if memory.fits(rows, columns, inner, dst_rows):
            return math.ceil(inner_tiles / math.ceil(inner_tiles / inner))
    return 0
