# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Where tiles of matrices lie in a tensor of tiles, held against numpy."""

import itertools

import numpy as np
import pytest

from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Tiles
from iree.tenstorrent.compiler.Conversion.Layout.constants import tiles_of
from iree.tenstorrent.compiler.Conversion.Layout.tiles import Dims, tiled_matrix


def _dims(*pairs: tuple[int, int]) -> Dims:
    return tuple((Amount.of(size), Amount.of(step)) for size, step in pairs)


def _positions(dims: Dims) -> list[int]:
    """Every place of nested dimensions, the innermost one fastest."""
    numbers = [(size.number(), step.number()) for size, step in dims]
    places = itertools.product(*(range(size) for size, _ in numbers))
    return [sum(i * step for i, (_, step) in zip(place, numbers, strict=True)) for place in places]


@pytest.mark.parametrize(
    ("shape", "rows", "columns", "batch", "offset", "transposed"),
    [
        ((64, 96), [(64, 96)], [(96, 1)], [(1, 0)], 0, False),
        # Heads of 32 columns: 3 products of 64 x 32.
        ((64, 96), [(64, 96)], [(32, 1)], [(3, 32)], 0, False),
        # A slice of columns.
        ((64, 96), [(64, 96)], [(64, 1)], [(1, 0)], 32, False),
        # Batches of rows, and rows of both batches as one dimension.
        ((2, 32, 64), [(32, 64)], [(64, 1)], [(2, 2048)], 0, False),
        ((2, 32, 64), [(2, 2048), (32, 64)], [(64, 1)], [(1, 0)], 0, False),
        # The tensor has the transposed matrix's tiles.
        ((64, 96), [(96, 1)], [(64, 96)], [(1, 0)], 0, True),
    ],
)
def test_matrix_in_tiles(
    shape: tuple[int, ...],
    rows: list[tuple[int, int]],
    columns: list[tuple[int, int]],
    batch: list[tuple[int, int]],
    offset: int,
    transposed: bool,
) -> None:
    elements = np.arange(np.prod(shape)).reshape(-1, shape[-1])
    stored = tiles_of(elements.T if transposed else elements).reshape(-1, 1024)
    tiles = Tiles(*elements.shape, transposed)
    own_rows, own_columns = _dims(*rows), _dims(*columns)
    matrix = tiled_matrix(tiles, own_rows, own_columns, _dims(*batch), Amount.of(offset))
    first = matrix.first.number()
    for apart, tile_apart in zip(_positions(_dims(*batch)), _positions(matrix.batch), strict=True):
        wanted = elements.reshape(-1)[
            offset + apart + np.add.outer(_positions(own_rows), _positions(own_columns))
        ]
        numbers = np.add.outer(_positions(matrix.rows), _positions(matrix.columns))
        wanted_tiles = tiles_of(wanted).reshape(*numbers.shape, 1024)
        np.testing.assert_array_equal(stored[first + tile_apart + numbers], wanted_tiles)


@pytest.mark.parametrize(
    ("rows", "columns", "offset"),
    [
        ([(64, 96)], [(80, 1)], 0),  # No whole tiles.
        ([(32, 192)], [(96, 1)], 0),  # Every other row.
        ([(64, 96)], [(32, 1)], 16),  # From the middle of a tile on.
        ([(96, 1)], [(64, 96)], 0),  # The transposed matrix.
    ],
)
def test_other_matrices_are_rejected(
    rows: list[tuple[int, int]], columns: list[tuple[int, int]], offset: int
) -> None:
    with pytest.raises(Reject):
        tiled_matrix(Tiles(64, 96), _dims(*rows), _dims(*columns), (), Amount.of(offset))


def test_tile_order() -> None:
    """Faces of 16x16, left to right and top to bottom, in each tile."""
    tiles = tiles_of(np.arange(64 * 64).reshape(64, 64)).reshape(4, 4, 16, 16)
    assert tiles[0, 1, 0, 0] == 16
    assert tiles[0, 2, 1, 3] == 17 * 64 + 3
    assert tiles[1, 0, 0, 0] == 32
    assert tiles[2, 3, 15, 15] == 63 * 64 + 31
