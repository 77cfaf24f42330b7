# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The two kernels of a copy: the reader fills pages in the order of the target, the writer writes them."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.DataMovement.blocks import Blocks
from iree.tenstorrent.compiler.Conversion.DataMovement.copy import Copy, Place
from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.row_index import RowIndex, RowLoop
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, open_window
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

# Circular buffers. Each copy has one of its own, from 0 on.
MAX_COPIES = 16
TABLE, WINDOW, STAGING = 29, 30, 31
# Rows whose places are looked up at once, 4 bytes each.
TABLE_ROWS = 512
# As in preludes/copies.h.
COPY_PAGE_BYTES = 16384 + 128


@dataclass(frozen=True)
class Move:
    """A copy and how it is done: by blocks, or else by runs of the target."""

    copy: Copy
    blocks: Blocks | None

    @property
    def page_bytes(self) -> int:
        return self.blocks.page_bytes if self.blocks else COPY_PAGE_BYTES

    @property
    def staging_bytes(self) -> int:
        """L1 that the writer needs besides."""
        if self.blocks:
            return self.blocks.staging_bytes
        return 0 if self.copy.source else COPY_PAGE_BYTES


def build_reader(name: str, moves: tuple[Move, ...], binding_count: int) -> KernelOp:
    """Builds the reader at the insertion point."""
    buffers = _buffers(moves)
    if any(move.copy.row_index for move in moves):
        buffers["cb_table"] = TABLE
    with kernel(name, "reader", {**buffers, "cb_window": WINDOW}) as op:
        build = _Builder(binding_count, reader=True)
        for number, move in enumerate(moves):
            if move.copy.source is not None:
                build.move(number, move)
    return op


def build_writer(name: str, moves: tuple[Move, ...], binding_count: int) -> KernelOp:
    """Builds the writer at the insertion point."""
    buffers = _buffers(moves)
    if any(move.staging_bytes for move in moves):
        buffers["cb_staging"] = STAGING
    with kernel(name, "writer", buffers) as op:
        build = _Builder(binding_count, reader=False)
        for number, move in enumerate(moves):
            build.move(number, move)
    return op


def _buffers(moves: tuple[Move, ...]) -> dict[str, int]:
    return {f"cb_copy{n}": n for n, move in enumerate(moves) if move.copy.source is not None}


class _Builder:
    """Code of one kernel. The walk over positions, rows and blocks is the same in both kernels."""

    def __init__(self, binding_count: int, reader: bool) -> None:
        self.reader = reader
        self.constants = PushConstants(binding_count)
        self.core = tt.get_arg_val(frame.CORE_INDEX, name="core")
        self.cores = tt.get_common_arg_val(frame.CORE_COUNT, name="cores")
        self.arena = frame.open_arena()
        self.window = open_window(WINDOW, MANY_UNITS) if reader else None

    def move(self, number: int, move: Move) -> None:
        copy = move.copy
        loops = [
            index.value(self.constants.i32(amount))
            for loop in copy.loops
            for amount in (loop.size, loop.source, loop.target)
        ]
        target = self._place(copy.target, f"target{number}")
        source = self._place(copy.source, f"source{number}") if copy.source else target
        if move.blocks:
            self._blocks(number, move, move.blocks, source, target, loops)
            return
        begin, end = (
            tt.copy_boundary(copy.element, target, index.value(part), self.cores, loops, name=name)
            for part, name in ((self.core, "begin"), (index.add(self.core, 1), "end"))
        )
        run = index.value(index.maximum(self.constants.i32(copy.run), 1, "run"))
        if copy.source is None:
            self._constant(copy, target, (begin, end), run, loops)
        elif copy.row_index:
            self._rows(number, copy, source, target, (begin, end), run, loops)
        elif self.window is not None:
            tt.copy_read(
                copy.element,
                self.arena,
                self.window,
                number,
                source,
                target,
                begin,
                end,
                run,
                loops,
            )
        else:
            tt.copy_write(copy.element, self.arena, number, target, begin, end, run, loops)

    def _place(self, place: Place, name: str) -> ir.Value:
        if place.offset == ZERO:
            return index.value(frame.binding_offset(place.binding, 0, name), "i64")
        offset = frame.binding_offset(place.binding, 0, f"{name}_binding")
        return index.value(index.add(offset, self.constants.i64(place.offset), name), "i64")

    def _constant(
        self,
        copy: Copy,
        target: ir.Value,
        ends: tuple[ir.Value, ir.Value],
        run: ir.Value,
        loops: list[ir.Value],
    ) -> None:
        staging = tt.get_write_ptr(STAGING, name="staging")
        value = index.value(copy.constant, "i64")
        tt.copy_constant(copy.element, self.arena, staging, value, target, *ends, run, loops)

    def _blocks(
        self,
        number: int,
        move: Move,
        blocks: Blocks,
        source: ir.Value,
        target: ir.Value,
        loops: list[ir.Value],
    ) -> None:
        shape = (blocks.rows, blocks.columns)
        count = tt.transpose_blocks(blocks.row, *shape, loops, name="blocks")
        unit = tt.transpose_unit(blocks.row, blocks.depth, *shape, blocks.group, loops, name="unit")
        begin, end = (
            tt.transpose_boundary(count, unit, target, index.value(part), self.cores, name=name)
            for part, name in ((self.core, "begin"), (index.add(self.core, 1), "end"))
        )
        element = move.copy.element
        if self.reader:
            tt.transpose_read(
                element, blocks.row, self.arena, number, source, begin, end, *shape, loops
            )
            return
        staging = tt.get_write_ptr(STAGING, name="staging")
        tt.transpose_write(
            element,
            blocks.row,
            self.arena,
            number,
            staging,
            source,
            target,
            begin,
            end,
            *shape,
            loops,
        )

    def _rows(
        self,
        number: int,
        copy: Copy,
        source: ir.Value,
        target: ir.Value,
        ends: tuple[ir.Value, ir.Value],
        run: ir.Value,
        loops: list[ir.Value],
    ) -> None:
        """Both kernels walk the rows in the same groups; the reader first looks up where they begin."""
        inner: index.Scalar = 1
        for loop in copy.loops[copy.row_loops :]:
            inner = index.mul(inner, self.constants.i32(loop.size))
        inner = index.maximum(inner, 1, "inner")
        begin, end = ends
        first = index.div(begin, inner, "first_row")
        last = index.div(index.sub(index.add(end, inner), 1), inner, "last_row")
        row_index = None
        if self.window is not None:
            numbers = [
                RowLoop(loop.number, loop.size, loop.source)
                for loop in copy.loops[: copy.row_loops]
            ]
            row_index = RowIndex(
                copy.graph, numbers, copy.row_index, self.constants, self.arena, self.window
            )
        # An empty share has no rows, whatever its begin.
        last = index.select(index.less(begin, end), last, first)
        with index.loop(first, last, TABLE_ROWS, "row_group") as group:
            stop = index.minimum(index.add(group, TABLE_ROWS), last, "group_end")
            part = (
                index.value(index.maximum(begin, index.mul(group, inner), "group_begin")),
                index.value(index.minimum(end, index.mul(stop, inner), "part_end")),
            )
            if self.window is None or row_index is None:
                tt.copy_write(copy.element, self.arena, number, target, *part, run, loops)
            else:
                table = tt.get_write_ptr(TABLE, name="table")
                with index.loop(group, stop, 1, "row") as row:
                    place = index.add(table, index.mul(index.sub(row, group), 4))
                    first_element = index.truncate(row_index.first_element(row))
                    tt.l1_store(index.value(place), index.value(first_element))
                tt.gather_read(
                    copy.element,
                    self.arena,
                    self.window,
                    number,
                    source,
                    target,
                    table,
                    group,
                    index.value(inner),
                    *part,
                    run,
                    _without_rows(copy, loops),
                )


def _without_rows(copy: Copy, loops: list[ir.Value]) -> list[ir.Value]:
    """The loops' numbers with source steps within a row only."""
    kept = list(loops)
    for number in range(copy.row_loops):
        kept[3 * number + 1] = index.value(0)
    return kept
