# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Cuts of products into blocks: they cover the result, fit into L1 and DST, and occupy the cores."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import (
    Blocks,
    Extent,
    Grid,
    Memory,
    choose_blocks,
    choose_grid,
    tiles,
)

_F32 = Memory(
    left=4 * 4096,
    right=4 * 4096,
    row=2 * 4096,
    partials=4096,
    result=2 * 4096,
    available=1300 * 1024,
    most_inner=32,
)
_GRID = Grid(rows=10, columns=12)
_sizes = st.integers(1, 5000)


def _check(extent: Extent, blocks: Blocks, dst_tiles: int) -> None:
    row_tiles, column_tiles = tiles(extent.rows), tiles(extent.columns)
    assert blocks.row_parts <= row_tiles
    # Parts differ by one tile at most.
    assert blocks.rows == -(-row_tiles // blocks.row_parts)
    assert (blocks.column_parts - 1) * blocks.columns < column_tiles
    assert column_tiles <= blocks.column_parts * blocks.columns
    assert (blocks.inner_parts - 1) * blocks.inner < tiles(extent.inner)
    assert tiles(extent.inner) <= blocks.inner_parts * blocks.inner
    assert 1 <= blocks.dst_rows <= blocks.rows
    assert blocks.dst_rows * blocks.columns <= dst_tiles
    assert _F32.fits(blocks.rows, blocks.columns, blocks.inner, blocks.dst_rows)


@given(st.integers(1, 20), _sizes, _sizes, _sizes, st.integers(1, 8), st.sampled_from((1, 2, 3)))
@settings(deadline=None, max_examples=60)
def test_blocks_cover_and_fit(
    batch: int, rows: int, columns: int, inner: int, dst_tiles: int, products: int
) -> None:
    extent = Extent(batch, rows, columns, inner)
    blocks = choose_blocks(extent, _F32, dst_tiles, products, 120)
    _check(extent, blocks, dst_tiles)
    shared = choose_grid(extent, _F32, dst_tiles, products, _GRID, blocks)
    if shared is not None:
        blocks, grid = shared
        _check(extent, blocks, dst_tiles)
        assert blocks.row_parts % grid.rows == 0
        assert blocks.column_parts % grid.columns == 0
        assert 2 <= grid.rows <= _GRID.rows
        assert 2 <= grid.columns <= _GRID.columns


def test_a_square_product_occupies_the_grid() -> None:
    extent = Extent(1, 1024, 1024, 1024)
    alone = choose_blocks(extent, _F32, 8, 1, 120)
    assert alone.row_parts * alone.column_parts > 100
    shared = choose_grid(extent, _F32, 8, 1, _GRID, alone)
    assert shared is not None
    assert shared[1].rows * shared[1].columns >= 100
