# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The kernels' common frame: arguments and each core's share of the tiles."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt

# Runtime arguments of every kernel; see docs/architecture.md.
CORE_INDEX = 0
CORE_COUNT, WORKGROUPS_X, ARENA_BASE = 0, 1, 4
FIRST_BINDING = 8


@dataclass(frozen=True)
class Tile:
    """The tile of a loop's iteration: index of its first element, and how many it has."""

    first: index.Scalar
    count: index.Scalar


@contextlib.contextmanager
def tile_loop() -> Iterator[ir.Value]:
    """A loop over this core's tiles: one contiguous run of all tiles for each core."""
    core = tt.get_arg_val(CORE_INDEX, name="core")
    cores = tt.get_common_arg_val(CORE_COUNT, name="cores")
    tiles = tt.get_common_arg_val(WORKGROUPS_X, name="tiles")
    share = index.div(index.sub(index.add(tiles, cores), 1), cores, "share")
    begin = index.minimum(index.mul(core, share), tiles, "begin")
    end = index.minimum(index.add(begin, share), tiles, "end")
    with index.loop(begin, end, 1, "tile") as tile:
        yield tile


def elements_of(tile: ir.Value, total: int) -> Tile:
    """The elements of a tile; the last one may have less than 1024."""
    first = index.mul(tile, TILE_ELEMENTS, "first")
    if total % TILE_ELEMENTS == 0:
        return Tile(first, TILE_ELEMENTS)
    return Tile(first, index.minimum(TILE_ELEMENTS, index.sub(total, first), "count"))


def open_arena() -> ir.Value:
    """The address generator of the DRAM arena."""
    base = tt.get_common_arg_val(ARENA_BASE, name="arena_base")
    return tt.interleaved_addr_gen(base, 4096, name="arena")


def binding_offset(binding: int, base: int, name: str) -> index.Scalar:
    """Arena byte offset of a binding's byte `base`, an i64."""
    low = tt.get_common_arg_val(FIRST_BINDING + 2 * binding)
    high = tt.get_common_arg_val(FIRST_BINDING + 2 * binding + 1)
    return index.add(index.join(low, high, name), base)
