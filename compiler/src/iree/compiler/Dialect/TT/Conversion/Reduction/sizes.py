# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Numbers of iterations and positions inside a reduction's kernel, from push constants where dynamic."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.tile_memory import tensor_offset
from iree.tenstorrent.compiler.Conversion.Layout.tiles import Dims
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE, Lines
from iree.tenstorrent.compiler.Conversion.Reduction.plan import ReductionPlan
from iree.tenstorrent.compiler.IR import index_arith as index

# First iteration and how many.
Range = tuple[index.Scalar, index.Scalar]


class Sizes:
    """To be built at the top of a kernel's body."""

    def __init__(self, plan: ReductionPlan) -> None:
        geometry = plan.geometry
        self.split = plan.split
        self.push = PushConstants(plan.binding_count)
        self.kept = self.push.i32(geometry.kept)
        self.reduced = self.push.i32(geometry.reduced)
        self.chunk = geometry.chunk
        # One at least: with no iterations at all the mask makes a tile of identities.
        self.tiles: index.Scalar = geometry.tiles or index.maximum(
            index.ceil_div(self.reduced, SIDE), 1, "all_tiles"
        )
        self.chunks: index.Scalar = geometry.chunks or index.ceil_div(
            self.tiles, self.chunk, "chunks"
        )

    def block(self, block: ir.Value) -> Range:
        """The kept iterations of a block: parts of them with a split."""
        split = self.split
        if split is not None and not split.along_reduced:
            part = index.div(block, split.kept_blocks, "part")
            first, count = self.kept_block(index.rem(block, split.kept_blocks, "kept_block"))
            return index.add(index.mul(part, split.kept), first, "first_kept"), count
        return limited(index.mul(block, SIDE, "first_kept"), SIDE, self.kept, "kept_count")

    def kept_block(self, number: index.Scalar) -> Range:
        """The kept iterations that core `number` combines the parts of."""
        assert self.split is not None
        first = index.mul(number, SIDE, "first")
        return limited(first, SIDE, self.split.kept, "kept_count")

    def chunk_range(self, chunk: ir.Value) -> Range:
        """The reduced iterations of a chunk."""
        elements = self.chunk * SIDE
        first = index.mul(chunk, elements, "first_reduced")
        return limited(first, elements, self.reduced, "reduced_count")

    def dims(self, dims: Dims) -> list[index.Scalar]:
        return [self.push.i32(amount) for dim in dims for amount in dim]

    def offset(self, lines: Lines, name: str) -> index.Scalar:
        """Arena byte offset of the first element; of a tensor in L1, the offset there."""
        base = lines.base
        if base.static is not None:
            return tensor_offset(lines.access, base.static, name)
        offset = tensor_offset(lines.access, 0, name)
        return index.add(offset, self.push.i64(base))


def tiles_of(elements: Range) -> Range:
    """The tiles of iterations that begin with a tile."""
    first, count = elements
    return index.div(first, SIDE), index.ceil_div(count, SIDE)


def limited(first: index.Scalar, size: int, total: index.Scalar, name: str) -> Range:
    """The iterations [first, first + size) that there are."""
    if isinstance(total, int) and total % size == 0:
        return first, size
    return first, index.minimum(size, index.sub(total, first), name)
