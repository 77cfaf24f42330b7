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
_MOST_ROWS = 8
# Of a block that is sent to other cores: then the next one is on its way meanwhile.
_MOST_SHARED_INNER = 8
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
class Grid:
    """Cores that work on neighbouring parts and share operands: those of a row the left one, those
    of a column the right one. Numbers of parts are multiples of the grid's."""

    rows: int
    columns: int


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
    # Tiles of the sum that a block may have.
    most_inner: int

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
                blocks = Blocks(
                    parts, column_parts, high, columns, inner, inner_parts, min(dst_rows, high)
                )
                unit = _unit_cycles(blocks, inner_tiles, products)
                cost = passes * unit + units * unit / (64 * cores)
                if best is None or cost < best[0]:
                    best = (cost, blocks)
    assert best is not None, "one tile fits"
    return best[1]


def choose_grid(
    extent: Extent, memory: Memory, dst_tiles: int, products: int, most: Grid, alone: Blocks
) -> tuple[Blocks, Grid] | None:
    """Blocks for cores that share operands, if that occupies about as many cores as `alone` does."""
    row_tiles, column_tiles = tiles(extent.rows), tiles(extent.columns)
    inner_tiles = tiles(extent.inner)
    best: tuple[int, Blocks, Grid] | None = None
    for columns in range(1, min(dst_tiles, column_tiles) + 1):
        column_parts = -(-column_tiles // columns)
        if -(-column_tiles // column_parts) != columns:
            continue
        grid_columns = max(n for n in range(1, most.columns + 1) if column_parts % n == 0)
        grid_rows = min(most.rows, row_tiles)
        if min(grid_rows, grid_columns) < 2:
            continue
        passes = -(-row_tiles // (grid_rows * _MOST_ROWS))
        row_parts = grid_rows * passes
        if row_parts > row_tiles:
            continue
        rows = -(-row_tiles // row_parts)
        dst_rows = min(dst_tiles // columns, rows)
        inner = _inner_block(rows, columns, min(inner_tiles, _MOST_SHARED_INNER), dst_rows, memory)
        if inner == 0:
            continue
        inner = -(-inner_tiles // -(-inner_tiles // inner))
        blocks = Blocks(
            row_parts,
            column_parts,
            rows,
            columns,
            inner,
            -(-inner_tiles // inner),
            dst_rows,
        )
        turns = extent.batch * passes * (column_parts // grid_columns)
        cost = turns * _unit_cycles(blocks, inner_tiles, products)
        if best is None or cost < best[0]:
            best = (cost, blocks, Grid(grid_rows, grid_columns))
    if best is None:
        return None
    cores = most.rows * most.columns
    units = extent.batch * alone.row_parts * alone.column_parts
    cost_alone = -(-units // cores) * _unit_cycles(alone, inner_tiles, products)
    return best[1:] if best[0] <= 1.2 * cost_alone else None


def _unit_cycles(blocks: Blocks, inner_tiles: int, products: int) -> int:
    """Of a core, for one part."""
    area, sides = blocks.rows * blocks.columns, blocks.rows + blocks.columns
    each = area * _PRODUCT_CYCLES * products + sides * _OPERAND_CYCLES
    return inner_tiles * each + area * _RESULT_CYCLES * (blocks.inner_parts + 1)


def _even_parts(parts: int, row_tiles: int, others: int, cores: int) -> Sequence[int]:
    """A number of parts, and more of them where that occupies as many cores as there are."""
    filled = min(row_tiles, max(parts, cores // others)) if others <= cores else parts
    return sorted({parts, filled})


def _inner_block(rows: int, columns: int, inner_tiles: int, dst_rows: int, memory: Memory) -> int:
    """The largest number of tiles that fits, made even over its blocks; 0 if none does."""
    for inner in range(min(memory.most_inner, inner_tiles), 0, -1):
        if memory.fits(rows, columns, inner, dst_rows):
            return math.ceil(inner_tiles / math.ceil(inner_tiles / inner))
    return 0
