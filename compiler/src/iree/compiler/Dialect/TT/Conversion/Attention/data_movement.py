# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The data movement kernels: blocks of 32 rows of each operand in, blocks of the result out."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Attention.analysis import SIDE, AttentionShape, Matrix
from iree.tenstorrent.compiler.Conversion.Attention.buffers import (
    STAGING_BYTES,
    Buffers,
    element,
    tile_count,
    tiles,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.tile_memory import TileMemory, tensor_offset
from iree.tenstorrent.compiler.Conversion.Frame.window import open_window
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel
from iree.tenstorrent.compiler.Target.strategy import Dispatch


def build_reader(
    name: str, dispatch: Dispatch, shape: AttentionShape, buffers: Buffers
) -> KernelOp:
    """Builds the kernel at the insertion point."""
    with kernel(name, "reader", buffers.indices) as op:
        arena = frame.open_arena()
        window = open_window(buffers["window"])
        sizes = _Sizes(shape, dispatch, arena)
        rows, keys = sizes.rows, sizes.keys
        q = _Source("q", shape.q, sizes, rows, shape.depth)
        k = _Source("k", shape.k, sizes, keys, shape.depth)
        v = _Source("v", shape.v, sizes, keys, shape.columns)
        mask = _Source("mask", shape.mask, sizes, rows, keys) if shape.mask else None
        reader = _BlockReader(arena, window, buffers)
        if shape.has_edge:
            # Keys of the last block.
            last = index.sub(keys, index.mul(index.sub(tiles(keys), 1), SIDE), "last_keys")
            tt.cb_reserve_back(buffers["edge"], 1)
            edge = tt.get_write_ptr(buffers["edge"], name="edge_l1")
            tt.write_tile_mask(edge, SIDE, index.value(last))
            tt.cb_push_back(buffers["edge"], 1)
        with frame.tile_loop() as unit:
            first_row = sizes.first_row(unit)
            for source in (q, k, v, *([mask] if mask else [])):
                source.begin(unit)
            reader.read(q, first_row)
            with index.loop(0, tiles(keys), 1, "block") as block:
                first_key = index.mul(block, SIDE, "first_key")
                reader.read(k, first_key)
                if mask:
                    reader.read(mask, first_row, first_key)
                reader.read(v, first_key)
    return op


def build_writer(
    name: str, dispatch: Dispatch, shape: AttentionShape, buffers: Buffers
) -> KernelOp:
    """Builds the kernel at the insertion point."""
    columns = tile_count(shape.columns)
    with kernel(name, "writer", buffers.indices) as op:
        arena = frame.open_arena()
        staging = tt.get_write_ptr(buffers["staging"], name="staging")
        sizes = _Sizes(shape, dispatch, arena)
        result = _Source("result", shape.result, sizes, sizes.rows, shape.columns)
        cb = buffers[buffers.at_memory("result")]
        with frame.tile_loop() as unit:
            first_row = sizes.first_row(unit)
            result.begin(unit)
            tt.cb_wait_front(cb, columns)
            l1 = tt.get_read_ptr(cb, name="result_l1")
            if result.is_tiled:
                block = (index.div(first_row, SIDE), 1, 0, columns)
                result.memory.write_block(1, result.start, l1, columns, block, result.dims)
            else:
                tt.write_block(
                    result.element.buffer_type,
                    result.element.memory_type,
                    1,
                    arena,
                    staging,
                    STAGING_BYTES,
                    result.start,
                    l1,
                    columns * SIDE,
                    first_row,
                    index.value(_count(first_row, result.rows)),
                    0,
                    shape.columns,
                    result.dims,
                )
            tt.noc_async_write_barrier()
            tt.cb_pop_front(cb, columns)
    return op


class _Sizes:
    """Sizes inside a kernel: numbers, or what push constants give."""

    def __init__(self, shape: AttentionShape, dispatch: Dispatch, arena: ir.Value) -> None:
        self.target, self.arena = dispatch.target, arena
        self.constants = PushConstants(len(dispatch.binding_read_only))
        self.rows = self.constants.i32(shape.rows)
        self.keys = self.constants.i32(shape.keys)
        self.batches = [self.constants.i32(extent) for extent in shape.batches]

    def first_row(self, unit: ir.Value) -> ir.Value:
        """Of a unit of work: they are numbered by batches, then blocks of rows."""
        return index.value(index.mul(index.rem(unit, tiles(self.rows)), SIDE, "first_row"))


class _Source:
    """A matrix for each batch, of rows x columns, in the arena or in L1."""

    def __init__(
        self,
        name: str,
        matrix: Matrix,
        sizes: _Sizes,
        rows: index.Scalar,
        columns: index.Scalar,
    ) -> None:
        constants = sizes.constants
        self.name, self.sizes, self.rows, self.columns = name, sizes, rows, columns
        self.element = element(matrix.element_type)
        self.is_tiled = matrix.is_tiled
        access = matrix.access
        unit = self.element.page_size if matrix.is_tiled else self.element.size
        self.memory = TileMemory.of(sizes.target, access, unit, sizes.arena, f"{name}_shards")
        begin = constants.i64(matrix.offset * unit + access.byte_offset)
        self.offset = tensor_offset(access, begin, f"{name}_offset")
        self.steps = [constants.i64(step * unit) for step in matrix.batch_steps]
        steps = (constants.i32(matrix.row_step), constants.i32(matrix.column_step))
        extents = (tiles(rows), tiles(columns)) if matrix.is_tiled else (rows, columns)
        self.dims = [index.value(n) for n in (extents[0], steps[0], extents[1], steps[1])]
        self.start = index.value(self.offset, "i64")

    def begin(self, unit: ir.Value) -> None:
        """`start` becomes the arena byte offset of the matrix's first element for a unit of work."""
        offset = self.offset
        batch = index.div(unit, tiles(self.sizes.rows), "batch")
        for extent, step in zip(reversed(self.sizes.batches), reversed(self.steps), strict=True):
            place = index.extend(index.value(index.rem(batch, extent)))
            offset = index.add(offset, index.mul(place, step))
            batch = index.div(batch, extent)
        self.start = index.value(offset, "i64")


class _BlockReader:
    def __init__(self, arena: ir.Value, window: ir.Value, buffers: Buffers) -> None:
        self.arena = arena
        self.window = window
        self.buffers = buffers

    def read(
        self, source: _Source, first_row: index.Scalar, first_column: index.Scalar | None = None
    ) -> None:
        """Reads 32 rows from `first_row` on, padded with zeros: all their columns, or 32 of them from
        `first_column` on."""
        cb = self.buffers[self.buffers.at_memory(source.name)]
        columns = source.columns
        width = 1
        if first_column is None:
            assert isinstance(columns, int)
            width = tile_count(columns)
        tt.cb_reserve_back(cb, width)
        l1 = tt.get_write_ptr(cb, name=f"{source.name}_l1")
        if source.is_tiled:
            column = 0 if first_column is None else index.div(first_column, SIDE)
            block = (index.div(first_row, SIDE), 1, column, width)
            source.memory.read_block(1, source.start, l1, width, 1, block, source.dims)
        else:
            tt.read_block(
                source.element.memory_type,
                source.element.buffer_type,
                1,
                self.arena,
                self.window,
                source.start,
                l1,
                width * SIDE,
                SIDE,
                index.value(first_row),
                index.value(_count(first_row, source.rows)),
                index.value(first_column or 0),
                index.value(columns if first_column is None else _count(first_column, columns)),
                source.dims,
            )
        tt.noc_async_read_barrier()
        tt.cb_push_back(cb, width)


def _count(first: index.Scalar, size: index.Scalar) -> index.Scalar:
    """Rows of a block of 32 that there are."""
    if isinstance(size, int) and size % SIDE == 0:
        return SIDE
    return index.minimum(SIDE, index.sub(size, first))
