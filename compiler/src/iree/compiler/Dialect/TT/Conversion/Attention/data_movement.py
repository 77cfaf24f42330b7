# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The data movement kernels: blocks of 32 rows of each operand in, blocks of the result out."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Attention.analysis import AttentionShape, Matrix
from iree.tenstorrent.compiler.Conversion.Attention.buffers import (
    SIDE,
    STAGING_BYTES,
    Buffers,
    element,
    tiles,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.window import open_window
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_reader(name: str, shape: AttentionShape, buffers: Buffers) -> KernelOp:
    """Builds the kernel at the insertion point."""
    with kernel(name, "reader", buffers.indices) as op:
        arena = frame.open_arena()
        window = open_window(buffers["window"])
        reader = _BlockReader(arena, window, buffers)
        if "edge" in buffers.buffers:
            tt.cb_reserve_back(buffers["edge"], 1)
            tt.write_tile_mask(
                tt.get_write_ptr(buffers["edge"], name="edge_l1"), SIDE, shape.keys % SIDE
            )
            tt.cb_push_back(buffers["edge"], 1)
        with frame.tile_loop() as unit:
            first_row = _first_row(unit, shape)
            q = _start(unit, shape, shape.q, "q")
            k = _start(unit, shape, shape.k, "k")
            v = _start(unit, shape, shape.v, "v")
            reader.read("q_rows", shape.q, q, (first_row, shape.rows), (0, shape.depth))
            mask = _start(unit, shape, shape.mask, "mask") if shape.mask is not None else None
            with index.loop(0, tiles(shape.keys), 1, "block") as block:
                first_key = index.mul(block, SIDE, "first_key")
                reader.read("k_rows", shape.k, k, (first_key, shape.keys), (0, shape.depth))
                if shape.mask is not None and mask is not None:
                    rows, keys = (first_row, shape.rows), (first_key, shape.keys)
                    reader.read("mask_rows", shape.mask, mask, rows, keys, one_tile=True)
                reader.read("v_rows", shape.v, v, (first_key, shape.keys), (0, shape.columns))
    return op


def build_writer(name: str, shape: AttentionShape, buffers: Buffers) -> KernelOp:
    """Builds the kernel at the insertion point."""
    columns = tiles(shape.columns)
    source = element(shape.result.element_type)
    with kernel(name, "writer", buffers.indices) as op:
        arena = frame.open_arena()
        staging = tt.get_write_ptr(buffers["staging"], name="staging")
        with frame.tile_loop() as unit:
            first_row = _first_row(unit, shape)
            start = _start(unit, shape, shape.result, "result")
            tt.cb_wait_front(buffers["result_rows"], columns)
            tt.write_block(
                source.buffer_type,
                source.memory_type,
                1,
                arena,
                staging,
                STAGING_BYTES,
                start,
                tt.get_read_ptr(buffers["result_rows"], name="rows_l1"),
                columns * SIDE,
                first_row,
                _count(first_row, shape.rows),
                0,
                shape.columns,
                _dims(shape.result, shape.rows, shape.columns),
            )
            tt.noc_async_write_barrier()
            tt.cb_pop_front(buffers["result_rows"], columns)
    return op


class _BlockReader:
    def __init__(self, arena: ir.Value, window: ir.Value, buffers: Buffers) -> None:
        self.arena = arena
        self.window = window
        self.buffers = buffers

    def read(
        self,
        buffer: str,
        matrix: Matrix,
        start: ir.Value,
        rows: tuple[index.Scalar, int],
        columns: tuple[index.Scalar, int],
        one_tile: bool = False,
    ) -> None:
        """Reads 32 rows from `rows[0]` on of rows[1], and of as many columns, padded with zeros."""
        cb = self.buffers[buffer]
        width = 1 if one_tile else tiles(columns[1])
        source = element(matrix.element_type)
        tt.cb_reserve_back(cb, width)
        tt.read_block(
            source.memory_type,
            source.buffer_type,
            1,
            self.arena,
            self.window,
            start,
            tt.get_write_ptr(cb, name=f"{buffer}_l1"),
            width * SIDE,
            SIDE,
            rows[0],
            _count(rows[0], rows[1]),
            columns[0],
            _count(columns[0], columns[1]) if one_tile else columns[1],
            _dims(matrix, rows[1], columns[1]),
        )
        tt.noc_async_read_barrier()
        tt.cb_push_back(cb, width)


def _dims(matrix: Matrix, rows: int, columns: int) -> list[int]:
    return [rows, matrix.row_step, columns, matrix.column_step]


def _count(first: index.Scalar, size: int) -> index.Scalar:
    """Rows of a block of 32 that there are."""
    if size % SIDE == 0:
        return SIDE
    return index.minimum(SIDE, index.sub(size, first))


def _first_row(unit: ir.Value, shape: AttentionShape) -> index.Scalar:
    return index.mul(index.rem(unit, tiles(shape.rows)), SIDE, "first_row")


def _start(unit: ir.Value, shape: AttentionShape, matrix: Matrix, name: str) -> ir.Value:
    """Arena byte offset of a matrix's first element, for the batch of a unit of work."""
    offset = frame.binding_offset(matrix.binding, matrix.byte_offset, f"{name}_offset")
    size = element(matrix.element_type).size
    batch = index.div(unit, tiles(shape.rows), "batch")
    for extent, step in zip(reversed(shape.batches), reversed(matrix.batch_steps), strict=True):
        place = index.extend(index.value(index.rem(batch, extent)))
        offset = index.add(offset, index.mul(place, step * size))
        batch = index.div(batch, extent)
    return index.value(offset, "i64")
