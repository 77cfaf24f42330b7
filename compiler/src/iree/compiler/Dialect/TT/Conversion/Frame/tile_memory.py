# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A tensor that lies as tiles, for a data movement kernel: in the DRAM arena, or over the workers' L1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Tiles
from iree.tenstorrent.compiler.Conversion.Frame.kernel_frame import FIRST_BINDING, binding_offset
from iree.tenstorrent.compiler.Conversion.Layout.tiles import TILE
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import Operand
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# First row and number of rows, and the same of columns, in tiles.
Block = tuple[index.Scalar, index.Scalar, index.Scalar, index.Scalar]


def tensor_offset(access: Access, base: index.Scalar, name: str) -> index.Scalar:
    """Where byte `base` of a binding is: its arena offset, or if the tensor is in L1, where positions
    count from the tensor's start, `base` itself."""
    if access.tiles is not None and access.tiles.shards is not None:
        return base
    return binding_offset(access.binding, base, name)


def shard_pitch(tiles: Tiles) -> int:
    """Tiles of a row of the widest shard."""
    assert tiles.shards is not None
    return -(-tiles.columns // TILE // tiles.shards.column_parts)


@dataclass(frozen=True)
class TileMemory:
    """What `tt.read_tile_block` and its like go to. To be built at the top of a kernel."""

    value: ir.Value
    is_sharded: bool
    tile_bytes: int

    @staticmethod
    def of(
        target: TargetConfig, access: Access, tile_bytes: int, arena: ir.Value, name: str
    ) -> TileMemory:
        """Of the binding of `access`; `name` is what the kernel calls it."""
        tiles = access.tiles
        if tiles is None or tiles.shards is None:
            return TileMemory(arena, False, tile_bytes)
        shards = tiles.shards
        value = tt.sharded_tiles(
            tt.get_common_arg_val(FIRST_BINDING + 2 * access.binding),
            tile_bytes,
            tiles.rows // TILE,
            tiles.columns // TILE,
            shards.row_parts,
            shards.column_parts,
            shards.across,
            shard_pitch(tiles),
            target.grid_columns,
            *target.noc_origin,
            target.gap_after,
            target.gap_columns,
            name=name,
        )
        return TileMemory(value, True, tile_bytes)

    def read_block(
        self,
        row_rank: int,
        offset: ir.Value,
        l1: ir.Value,
        pitch: Operand,
        rows: Operand,
        block: Block,
        dims: Sequence[Operand],
    ) -> None:
        read = tt.read_sharded_tile_block if self.is_sharded else tt.read_tile_block
        read(row_rank, self.value, offset, l1, self.tile_bytes, pitch, rows, *block, dims)

    def write_block(
        self,
        row_rank: int,
        offset: ir.Value,
        l1: ir.Value,
        pitch: Operand,
        block: Block,
        dims: Sequence[Operand],
    ) -> None:
        write = tt.write_sharded_tile_block if self.is_sharded else tt.write_tile_block
        write(row_rank, self.value, offset, l1, self.tile_bytes, pitch, *block, dims)
