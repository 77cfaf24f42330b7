# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Blocks of transpositions: where they can be divided among cores, and how much L1 they take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iree.tenstorrent.compiler.Conversion.DataMovement.blocks import ALIGNMENT, blocks_of
from iree.tenstorrent.compiler.Conversion.DataMovement.copy import Copy, Loop, Place
from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO, Amount
from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph

_CORES = 120


def _transposed(rows: int, columns: int, size: int, batch: int = 1) -> Copy:
    """A batch of transpositions to `rows` by `columns` elements of `size` bytes."""
    loops = [Loop(Amount.of(batch), Amount.of(rows * columns), Amount.of(rows * columns))]
    loops.append(Loop(Amount.of(rows), Amount.of(1), Amount.of(columns)))
    loops.append(Loop(Amount.of(columns), Amount.of(rows), Amount.of(1)))
    if batch == 1:
        del loops[0]
    return Copy(Graph(), size, tuple(loops), Place(1, ZERO), Place(0, ZERO))


def _cuts(copy: Copy) -> set[int]:
    """Addresses modulo the alignment at which the target is cut between cores, over all rows."""
    blocks = blocks_of(copy, _CORES)
    assert blocks is not None
    sizes = [loop.size.number() for loop in copy.loops]
    targets = [loop.target.number() for loop in copy.loops]
    last = len(sizes) - 1
    steps = [blocks.rows if d == blocks.row else 1 for d in range(last)] + [blocks.columns]
    cuts = set()
    for first in range(0, sizes[blocks.depth], steps[blocks.depth] * blocks.group):
        # Loops around the cut one, at their first few iterations.
        for around in range(4):
            offset = first * targets[blocks.depth]
            for d in range(blocks.depth):
                offset += min(around, sizes[d] - 1) * targets[d]
            cuts.add(offset * blocks.element_bytes % ALIGNMENT)
    return cuts


@pytest.mark.parametrize("size", [1, 2, 4, 8])
@pytest.mark.parametrize(
    ("rows", "columns", "batch"),
    [(1024, 1024, 1), (1000, 1001, 1), (133, 17, 50), (96, 100, 7), (3000, 5, 1), (130, 4099, 2)],
)
def test_cores_meet_at_aligned_addresses(rows: int, columns: int, batch: int, size: int) -> None:
    assert _cuts(_transposed(rows, columns, size, batch)) == {0}


@pytest.mark.parametrize(
    ("rows", "columns"), [(1024, 1024), (1000, 1001), (5, 100000), (100000, 5)]
)
def test_blocks_fit_in_l1(rows: int, columns: int) -> None:
    blocks = blocks_of(_transposed(rows, columns, 4), _CORES)
    if blocks is not None:
        assert 2 * blocks.page_bytes + blocks.staging_bytes < 256 * 1024
        assert blocks.rows * 4 % ALIGNMENT == 0


def test_rows_of_a_wider_tensor_fit_in_l1() -> None:
    copy = _transposed(100000, 2, 2)
    wider = replace(copy, loops=(replace(copy.loops[0], target=Amount.of(9)), copy.loops[1]))
    blocks = blocks_of(wider, 1)
    assert blocks is not None
    assert not blocks.is_one_run
    assert blocks.staging_bytes < 128 * 1024


def test_short_source_steps_are_no_blocks() -> None:
    assert blocks_of(_transposed(3, 4096, 4), _CORES) is None
    assert blocks_of(_transposed(4096, 3, 4), _CORES) is not None
