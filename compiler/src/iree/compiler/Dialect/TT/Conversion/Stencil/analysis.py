# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which dispatches are stencils, and their operands by how they are read.

A stencil is a reduction over few iterations (its taps) of windows that overlap: neighbouring results
share elements. With tiles over the results, and one tile of each operand for each tap, the
reduction is elementwise; no lane of a tile is idle, as most are where each channel is a product of
matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO, Amount, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access
from iree.tenstorrent.compiler.Conversion.Reduction.rows import RowGraph
from iree.tenstorrent.compiler.IR import index_arith as index

_MAX_TAPS = 256
# Steps (in elements) between lanes that a slab is not too sparse for.
_MAX_LANE_STEP = 4
# Results for each element of the main operand and tap (a depth multiplier). More are a product of
# matrices.
_MAX_MULTIPLIER = 8


@dataclass(frozen=True)
class Taps:
    """The reduced loops, whose sizes are numbers, outermost first."""

    sizes: tuple[int, ...]

    @property
    def count(self) -> int:
        return prod(self.sizes)

    def offset(self, tap: index.Scalar, strides: Sequence[int]) -> index.Scalar:
        """Elements from the first tap's to that of tap `tap`; code of a kernel."""
        total: index.Scalar = 0
        inner = 1
        for size, stride in reversed(list(zip(self.sizes, strides, strict=True))):
            number = index.div(tap, inner)
            if inner * size != self.count:
                number = index.rem(number, size)
            total = index.add(total, index.mul(number, stride)) if stride else total
            inner *= size
        return total


@dataclass(frozen=True)
class Stencil:
    """A dispatch over its kept loops. Loads of the graph that vary from tap to tap are `tapped`, by
    number; `others` are the same for all taps."""

    rows: RowGraph
    taps: Taps
    tapped: tuple[int, ...]
    others: tuple[int, ...]

    def kept_strides(self, access: Access) -> tuple[Amount, ...]:
        return access.strides[: self.rows.kept_rank]

    def tap_strides(self, access: Access) -> tuple[int, ...]:
        return tuple(stride.number() for stride in access.strides[self.rows.kept_rank :])


def stencil_of(rows: RowGraph) -> Stencil:
    """Raises Reject."""
    if rows.is_full or rows.phases != 1:
        raise Reject("more than one pass over the reduced loops")
    taps = Taps(tuple(size.number() for size in rows.reduced_sizes))
    if not 1 < taps.count <= _MAX_TAPS:
        raise Reject(f"{taps.count} taps")
    graph, kept = rows.graph, rows.kept_rank
    for access in graph.loads:
        for stride in access.strides:
            if stride.number("strides that are not known") < 0:
                raise Reject("an operand that is read backwards")
    tapped = [i for i, a in enumerate(graph.loads) if any(s != ZERO for s in a.strides[kept:])]
    if any(graph.loads[i].binding < 0 for i in tapped):
        raise Reject("windows over what is no tensor of the dispatch")
    others = [i for i in range(len(graph.loads)) if i not in tapped]
    stencil = Stencil(rows, taps, tuple(tapped), tuple(others))
    if not any(_is_main(stencil, graph.loads[i]) for i in tapped):
        raise Reject("no operand whose windows overlap")
    return stencil


def _is_main(stencil: Stencil, access: Access) -> bool:
    """Whether this is the operand that windows move over."""
    sizes = [size.static or 2 for size in stencil.rows.kept_sizes]
    kept = [s.number() for s in stencil.kept_strides(access)]
    moving = [(size, step) for size, step in zip(sizes, kept, strict=True) if step and size > 1]
    if not moving or min(step for _, step in moving) > _MAX_LANE_STEP:
        return False
    repeated = [size > 1 and not step for size, step in zip(sizes, kept, strict=True)]
    if prod(size for size, again in zip(sizes, repeated, strict=True) if again) > _MAX_MULTIPLIER:
        return False
    if any(repeated) and not _shares_lanes(stencil, access):
        return False
    taps = list(zip(stencil.taps.sizes, stencil.tap_strides(access), strict=True))
    return any(
        step < tap_step * tap_size and tap_step < step * size
        for size, step in moving
        for tap_size, tap_step in taps
        if tap_size > 1
    )


def _shares_lanes(stencil: Stencil, main: Access) -> bool:
    """Whether another tapped operand varies along a kept loop that the main one varies along, as the
    weights of a channel do."""
    for number in stencil.tapped:
        access = stencil.rows.graph.loads[number]
        if access != main and any(
            a != ZERO and b != ZERO and size.static != 1
            for a, b, size in zip(
                stencil.kept_strides(access),
                stencil.kept_strides(main),
                stencil.rows.kept_sizes,
                strict=True,
            )
        ):
            return True
    return False
