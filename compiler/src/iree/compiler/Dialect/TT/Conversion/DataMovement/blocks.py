# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which copies are transpositions, and the blocks that they move by (preludes/block_transpose.h)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.DataMovement.copy import Copy, Loop
from iree.tenstorrent.compiler.Conversion.Expression.amount import ONE, Amount

# Where cores' results meet, the address is a multiple of this many bytes.
ALIGNMENT = 64
# A source step of this many bytes or less is walked through whole pages.
_NEAR = 64
# Bytes of a run, and of a block, that make good bursts.
_RUN_BYTES = 256
_BLOCK_BYTES = 16384
_MAX_ROWS_BYTES = 8192
# Rows that are written one by one each take some L1.
_MAX_SINGLE_ROWS = 512


@dataclass(frozen=True)
class Blocks:
    """Blocks of `rows` elements along loop `row` and `columns` along the last one. Cores' shares begin
    at multiples of `group` iterations of loop `depth`."""

    row: int
    rows: int
    columns: int
    depth: int
    group: int
    element_bytes: int
    # Whether all rows of a block follow one another in the target.
    is_one_run: bool

    @property
    def page_bytes(self) -> int:
        """L1 of a block's columns as they are read."""
        pitch = -(-self.rows * self.element_bytes // ALIGNMENT) * ALIGNMENT + ALIGNMENT
        return self.columns * pitch + 2 * ALIGNMENT

    @property
    def staging_bytes(self) -> int:
        """L1 of a block's rows as they are written."""
        if self.is_one_run:
            return self.rows * self.columns * self.element_bytes + 2 * ALIGNMENT
        pitch = -(-self.columns * self.element_bytes // ALIGNMENT) * ALIGNMENT + ALIGNMENT
        return self.rows * pitch + 2 * ALIGNMENT


def blocks_of(copy: Copy, cores: int) -> Blocks | None:
    """The blocks of a copy; None where it is none of blocks."""
    inner = copy.loops[-1]
    size = copy.element_bytes
    near = inner.source.static is not None and abs(inner.source.static) * size <= _NEAR
    if copy.source is None or copy.row_index or inner.target != ONE or near:
        return None
    row = next((d for d, loop in enumerate(copy.loops) if loop.source == ONE), None)
    if row is None:
        return None
    columns = _columns(inner.size, size)
    whole = Amount.of(columns)
    is_one_run = inner.size == whole and copy.loops[row].target == whole
    rows = _rows(copy, copy.loops[row].size, columns, cores)
    if not is_one_run:
        rows = min(rows, _MAX_SINGLE_ROWS)
    depth, group = _unit(copy.loops, row, rows, columns, size)
    return Blocks(row, rows, columns, depth, group, size, is_one_run)


def _columns(extent: Amount, size: int) -> int:
    """All columns where they are few, else a burst's worth."""
    number = extent.static
    if number is not None and number * size <= 2 * _RUN_BYTES:
        return number
    return _RUN_BYTES // size


def _rows(copy: Copy, extent: Amount, columns: int, cores: int) -> int:
    """Rows of a block, a multiple of what makes an aligned burst of the source."""
    size = copy.element_bytes
    least = ALIGNMENT // size
    rows = _BLOCK_BYTES // (columns * size)
    rows = min(max(rows, least), _MAX_ROWS_BYTES // size)
    total, number = copy.total.static, extent.static
    if total is not None:
        # Smaller where cores would be without work.
        rows = min(rows, max(least, total // (columns * cores)))
    if number is not None:
        rows = min(rows, number + least - 1)
    return max(least, rows // least * least)


def _unit(loops: tuple[Loop, ...], row: int, rows: int, columns: int, size: int) -> tuple[int, int]:
    """(depth, group): the deepest loop that can be cut between cores, after any `group` block steps.

    There each step moves the target by a multiple of the alignment, and so does one iteration of every
    loop around it: a block's rows are then cut at aligned addresses too."""
    last = len(loops) - 1
    depth = -1
    for number, loop in enumerate(loops):
        step = rows if number == row else columns if number == last else 1
        if _moved(loop, step, size) % ALIGNMENT == 0:
            depth = number
        if _moved(loop, 1, size) % ALIGNMENT:
            break
    if depth >= 0:
        return depth, 1
    return 0, ALIGNMENT // math.gcd(_moved(loops[0], rows if row == 0 else 1, size), ALIGNMENT)


def _moved(loop: Loop, step: int, size: int) -> int:
    """A divisor of the bytes by which `step` iterations move the target; 0 where there are no more."""
    extent = loop.size.static
    if extent is not None and extent <= step:
        return 0
    return math.gcd(*(factor for _, factor in loop.target.terms)) * step * size
