# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where a reduction's tiles lie: 32 kept iterations by 32 reduced ones, along lines of the buffers.

A block is 32 kept iterations with everything that is reduced into them, the unit of work of a core.
Its tiles are `tiles` along the reduced loops, and come in chunks. Lines are what is contiguous in the
buffers: along the reduced loops (kept iterations are rows of the tiles), or along the kept loops
(then they are columns).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Reject,
    product,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import ELEMENTS, Element
from iree.tenstorrent.compiler.Conversion.Layout.tiles import Dims, tiled_matrix
from iree.tenstorrent.compiler.Conversion.Reduction.rows import POSITION, RowGraph

SIDE = 32
# Tiles that are read at once: staging memory holds their lines.
_CHUNK_ALONG, _CHUNK_ACROSS = 16, 8

# Of DRAM reads, in bytes.
_ALIGNMENT = 64
_EVERYWHERE: Dims = ((Amount.of(SIDE), ZERO),)


@dataclass(frozen=True)
class Geometry:
    """`kept` and `reduced` are the numbers of iterations; `along_reduced` says how lines run."""

    kept: Amount
    reduced: Amount
    along_reduced: bool

    @property
    def tiles(self) -> int | None:
        """Along the reduced loops; None where it is known only when the dispatch runs."""
        return None if self.reduced.static is None else -(-self.reduced.static // SIDE)

    @property
    def chunks(self) -> int | None:
        return None if self.tiles is None else -(-self.tiles // self._largest_chunk)

    @property
    def chunk(self) -> int:
        """Tiles of a chunk."""
        if self.tiles is None or self.chunks is None:
            return self._largest_chunk
        return -(-self.tiles // self.chunks)

    @property
    def _largest_chunk(self) -> int:
        return _CHUNK_ALONG if self.along_reduced else _CHUNK_ACROSS

    @property
    def is_ragged(self) -> bool:
        """Whether the last tile may have iterations that do not exist."""
        return self.reduced.static is None or self.reduced.static % SIDE != 0

    @property
    def parts(self) -> int:
        """Most reduced iterations that a tile has."""
        return SIDE if self.reduced.static is None else min(SIDE, self.reduced.static)

    @property
    def staging_bytes(self) -> int:
        """L1 memory for the lines of a chunk."""
        lines, elements = SIDE, self.chunk * SIDE
        if not self.along_reduced:
            lines, elements = elements, lines
        return lines * (4 * elements + 128)


@dataclass(frozen=True)
class Lines:
    """A load or a store over both kinds of loops, or over one of them. `line` are the dimensions that
    number the lines, `inner` those that a line runs over. Where the binding has tiles, `first_tile`
    is the first one, and both count tiles: of 32 lines, and of 32 elements of a line."""

    access: Access
    element: Element
    line: Dims
    inner: Dims
    on_kept: bool
    on_reduced: bool
    first_tile: Amount | None = None

    @property
    def base(self) -> Amount:
        """Bytes to the first element from the binding's start."""
        if self.first_tile is not None:
            return self.first_tile * self.element.page_size
        return self.access.byte_offset + self.access.offset * self.element.size

    @property
    def is_aligned(self) -> bool:
        """Whether lines are runs of elements at multiples of the DRAM's alignment."""
        if self.first_tile is not None or self.access.binding == POSITION:
            return False
        starts = [self.base, *(step * self.element.size for _, step in self.line)]
        return (
            self.is_contiguous
            and not self.element.is_converted
            and all(start.static is not None and start.static % _ALIGNMENT == 0 for start in starts)
        )

    @property
    def is_contiguous(self) -> bool:
        return len(self.inner) == 1 and ONE in self.inner[0]


def lines_of(rows: RowGraph, access: Access, along_reduced: bool, is_store: bool = False) -> Lines:
    """Raises Reject for element types that tiles do not have."""
    element = ELEMENTS.get(access.element_type)
    is_position = access.binding == POSITION and not access.table
    if element is None or (is_position and access.element_type != "i32"):
        raise Reject(f"elements of type {access.element_type} in memory")
    if access.table and element.buffer_size != 4:
        raise Reject(f"a constant tensor of {access.element_type}")
    dims = list(zip(rows.graph.sizes, access.strides, strict=True))
    kept, reduced = dims[: rows.kept_rank], dims[rows.kept_rank :]
    on_reduced = _moves(reduced)
    on_kept = _moves(kept) or (on_reduced and all(size == ONE for size, _ in kept))
    # What does not vary along some loops is the same for 32 lines or 32 elements of a line.
    kept_dims = _merged(kept) if on_kept or is_store else _EVERYWHERE
    reduced_dims = _merged(reduced) if on_reduced or is_store else _EVERYWHERE
    line, inner = (kept_dims, reduced_dims) if along_reduced else (reduced_dims, kept_dims)
    return Lines(access, element, line, inner, on_kept, on_reduced)


def in_tiles(lines: Lines) -> Lines:
    """The same lines where their binding has tiles. Raises Reject."""
    tiles = lines.access.tiles
    if tiles is None:
        return lines
    if not (lines.on_kept and lines.on_reduced) or lines.element.is_converted:
        raise Reject("tiles of what is reduced or kept alone")
    if lines.access.byte_offset != ZERO:
        raise Reject("tiles that do not begin where their binding does")
    matrix = tiled_matrix(tiles, lines.line, lines.inner, (), lines.access.offset)
    return replace(lines, line=matrix.rows, inner=matrix.columns, first_tile=matrix.first)


def _moves(dims: list[tuple[Amount, Amount]]) -> bool:
    return any(size != ONE and step != ZERO for size, step in dims)


def _merged(dims: list[tuple[Amount, Amount]]) -> Dims:
    """The same positions by as few dimensions as possible; at least one."""
    merged: list[tuple[Amount, Amount]] = []
    for size, step in dims:
        if size == ONE:
            continue
        if merged and merged[-1][1] == size * step:
            merged[-1] = (merged[-1][0] * size, step)
        else:
            merged.append((size, step))
    return tuple(merged) or ((ONE, ONE),)


def choose_geometry(rows: RowGraph) -> Geometry:
    """Lines along what is contiguous in the results and in most of the operands. Raises Reject."""
    if ZERO in rows.graph.sizes:
        raise Reject("an empty shape")
    scores = {along_reduced: _score(rows, along_reduced) for along_reduced in (True, False)}
    best = max(scores.values())
    if best < 0:
        raise Reject("a result with gaps")
    kept, reduced = product(rows.kept_sizes), product(rows.reduced_sizes)
    return Geometry(kept, reduced, scores[True] == best)


def _score(rows: RowGraph, along_reduced: bool) -> int:
    """How much of the accesses is contiguous; negative where a store can't be written."""
    score = 0
    for store in rows.graph.stores:
        # What is stored for each kept iteration is contiguous over those.
        along = along_reduced and rows.is_full
        lines = lines_of(rows, store.access, along, is_store=True)
        if not lines.is_contiguous and (lines.inner[-1][1] != ONE or not rows.is_full):
            return -1
        score += lines.is_contiguous
    for access in rows.graph.loads:
        if access.binding == POSITION:
            continue
        lines = lines_of(rows, access, along_reduced)
        if lines.on_kept and lines.on_reduced:
            score += 2 * lines.is_contiguous + (lines.inner[-1][1] == ONE)
    return score
