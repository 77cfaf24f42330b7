# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Cuts long reductions of few results into parts, so that they fill tiles and cores.

The outermost reduced loop is cut into parts of equal length. A part of a kept iteration is reduced like
a kept iteration of its own, 32 of them in a block on one core. Each core sends its 32 partial results
into tiles of the core that combines them; that is core c for the kept iterations from 32 c on. Elements
that are left over when the loop is cut are combined by the last parts, one each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, product
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph
from iree.tenstorrent.compiler.Conversion.Expression.merged_loops import MergedLoops
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE, Geometry
from iree.tenstorrent.compiler.Conversion.Reduction.rows import RowGraph
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# Tiles that a core must have without a split for one to be worth it, and elements of a part.
_LEAST_TILES, _LEAST_LENGTH = 64, 128
# What sending and waiting cost, in tiles.
_OVERHEAD = 16
# Consecutive elements of a NoC write's 16 bytes.
_WORDS = 4


@dataclass(frozen=True)
class Split:
    """`parts` of each of `kept` kept iterations; a part has `length` iterations of the loop that is cut, of
    which `rest` are left over. `along_reduced` as in Geometry."""

    kept: int
    parts: int
    length: int
    rest: int
    along_reduced: bool
    # One kept iteration only: its partial results fill the tiles that combine them, a block's in each row.
    is_square: bool

    @property
    def kept_blocks(self) -> int:
        """Cores that combine: of 32 kept iterations each."""
        return -(-self.kept // SIDE)

    @property
    def blocks(self) -> int:
        if self.along_reduced:
            return -(-self.kept * self.parts // SIDE)
        return self.kept_blocks * self.parts

    @property
    def run(self) -> int:
        """Partial results of a block that belong to one kept iteration (lines along the reduced loops)."""
        return min(self.parts, SIDE)

    @property
    def combined_tiles(self) -> int:
        """Tiles of partial results for 32 kept iterations."""
        tiles = -(-self.parts // SIDE)
        return -(-tiles // SIDE) if self.is_square else tiles


def merged_rows(rows: RowGraph) -> RowGraph:
    """The same with as few reduced loops as all accesses allow."""
    kept = rows.kept_rank
    reduced = [replace(access, strides=access.strides[kept:]) for access in rows.graph.loads]
    groups = MergedLoops.of(rows.reduced_sizes, reduced).groups
    sizes = [product(tuple(rows.reduced_sizes[i] for i in group)) for group in groups]

    def strides(access: Access) -> tuple[Amount, ...]:
        return (*access.strides[:kept], *(access.strides[kept + group[-1]] for group in groups))

    return _with_loops(rows, (*rows.kept_sizes, *sizes), kept, strides)


def choose_split(
    rows: RowGraph, geometry: Geometry, target: TargetConfig, can_pool: bool
) -> Split | None:
    """`rows` have merged loops. None where it can't be split or is fast enough. `can_pool`: the SFPU
    combines all elements of a tile's columns."""
    kept, length = geometry.kept.static, geometry.reduced.static
    if kept is None or length is None or rows.is_full or rows.phases > 1 or not rows.reduced_sizes:
        return None
    loop = rows.reduced_sizes[0].number()
    inner = length // loop
    cores = target.worker_count
    before = -(-length // SIDE) * _share(-(-kept // SIDE), cores)
    if before < _LEAST_TILES:
        return None
    most = min(length // _LEAST_LENGTH, loop)
    along = geometry.along_reduced
    limit = min(most, SIDE * cores // kept if along else cores // (-(-kept // SIDE)))
    best: tuple[int, Split] | None = None
    for parts in _candidates(limit, along):
        if loop % parts and inner > 1:
            continue
        square = along and kept == 1 and can_pool and parts >= SIDE
        split = Split(kept, parts, loop // parts, loop % parts, along, square)
        cost = _share(split.blocks, cores) * (-(-split.length * inner // SIDE) + (split.rest > 0))
        cost += split.combined_tiles + _OVERHEAD
        if best is None or cost < best[0]:
            best = cost, split
    if best is None or 3 * best[0] > 2 * before:
        return None
    return best[1]


def _share(blocks: int, cores: int) -> int:
    return -(-blocks // cores)


def _candidates(limit: int, along: bool) -> Iterable[int]:
    """Numbers of parts whose partial results are whole NoC writes and lie in rows of one tile."""
    if not along:
        return range(2, limit + 1)
    return (*(n for n in (_WORDS, 8, 16) if n <= limit), *range(SIDE, limit + 1, SIDE))


def split_rows(rows: RowGraph, split: Split) -> RowGraph:
    """Parts as kept iterations, without the stores. Parts are the innermost kept loop where they are the
    rows of tiles, else the outermost."""
    return _parts(rows, split, split.length, 0)


def rest_rows(rows: RowGraph, split: Split) -> RowGraph:
    """The last element of each part, of those that are left over; the first parts have none, but elements
    of other parts instead."""
    return _parts(rows, split, 1, split.length * split.parts + split.rest - split.parts)


def _parts(rows: RowGraph, split: Split, step: int, first: int) -> RowGraph:
    kept = rows.kept_rank
    part, length = Amount.of(split.parts), Amount.of(split.length)
    outer = () if split.along_reduced else (part,)
    inner = (part,) if split.along_reduced else ()
    sizes = (*outer, *rows.kept_sizes, *inner, length, *rows.reduced_sizes[1:])

    def strides(access: Access) -> tuple[Amount, ...]:
        reduced = access.strides[kept:]
        move = (reduced[0] * step,)
        before, after = ((), move) if split.along_reduced else (move, ())
        return (*before, *access.strides[:kept], *after, *reduced)

    moved = _with_loops(rows, sizes, kept + 1, strides)
    moved.graph.stores = []
    moved.graph.loads = [
        replace(new, offset=new.offset + old.strides[kept] * first)
        for old, new in zip(rows.graph.loads, moved.graph.loads, strict=True)
    ]
    return moved


def _with_loops(
    rows: RowGraph,
    sizes: tuple[Amount, ...],
    kept_rank: int,
    strides: Callable[[Access], tuple[Amount, ...]],
) -> RowGraph:
    old = rows.graph
    graph = Graph(
        nodes=list(old.nodes),
        loads=[replace(access, strides=strides(access)) for access in old.loads],
        stores=[
            replace(store, access=replace(store.access, strides=strides(store.access)))
            for store in old.stores
        ],
        sizes=sizes,
        workload=old.workload,
        multiples=old.multiples,
    )
    return RowGraph(graph, kept_rank, rows.reductions, rows.is_full)
