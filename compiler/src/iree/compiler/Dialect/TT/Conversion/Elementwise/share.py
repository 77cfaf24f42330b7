# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A core's share of the positions, the same in all three kernels."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise.streams import Stream, triples
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt


@dataclass(frozen=True)
class Burst:
    """Some tiles in a row, of which the last one may be partly filled."""

    first: index.Scalar  # position
    count: index.Scalar  # positions
    pages: index.Scalar  # tiles


def place(stream: Stream, constants: PushConstants) -> ir.Value:
    """Arena offset of a stream's first element, in bytes (half bytes for packed elements)."""
    name = f"{stream.name}_offset"
    places = stream.element.places_in_a_byte
    if stream.base.static == 0 and places == 1:
        return index.value(frame.binding_offset(stream.access.binding, 0, name), "i64")
    binding = frame.binding_offset(stream.access.binding, 0, f"{stream.name}_binding")
    binding = index.value(index.mul(binding, places))
    return index.value(index.add(binding, constants.i64(stream.base), name), "i64")


@dataclass(frozen=True)
class Share:
    """Positions `begin` to `end`: cores meet where the addresses of one output are aligned. `target`
    is where that output begins."""

    begin: ir.Value
    end: ir.Value
    target: ir.Value

    @staticmethod
    def of(output: Stream, constants: PushConstants) -> Share:
        core = tt.get_arg_val(frame.CORE_INDEX, name="core")
        cores = tt.get_common_arg_val(frame.CORE_COUNT, name="cores")
        target = place(output, constants)
        loops = triples(output, constants)
        begin, end = (
            tt.copy_boundary(
                f"uint{8 * output.element.size}_t",
                target,
                index.value(part),
                cores,
                [index.value(number) for number in loops],
                name=name,
            )
            for part, name in ((core, "begin"), (index.add(core, 1), "end"))
        )
        return Share(begin, end, target)

    @contextlib.contextmanager
    def bursts(self, tiles: int) -> Iterator[Burst]:
        """A loop over the share, `tiles` tiles at a time."""
        step = tiles * TILE_ELEMENTS
        with index.loop(self.begin, self.end, step, "first") as first:
            count = index.minimum(index.sub(self.end, first), step, "count")
            pages: index.Scalar = 1
            if tiles > 1:
                pages = index.div(index.add(count, TILE_ELEMENTS - 1), TILE_ELEMENTS, "pages")
            yield Burst(first, count, pages)

    @contextlib.contextmanager
    def tiles(self) -> Iterator[ir.Value]:
        """A loop over the share's tiles, by their first positions."""
        with index.loop(self.begin, self.end, TILE_ELEMENTS, "first") as first:
            yield first
