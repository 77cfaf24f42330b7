# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: dispatches whose results are elements of their operands, unchanged, or constants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.DataMovement.blocks import blocks_of
from iree.tenstorrent.compiler.Conversion.DataMovement.copy import copies_of
from iree.tenstorrent.compiler.Conversion.DataMovement.kernels import (
    MAX_COPIES,
    STAGING,
    TABLE,
    TABLE_ROWS,
    WINDOW,
    Move,
    build_reader,
    build_writer,
)
from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, Reject, Symbol
from iree.tenstorrent.compiler.Conversion.Expression.analysis import read_dispatch
from iree.tenstorrent.compiler.Conversion.Frame import row_index
from iree.tenstorrent.compiler.Conversion.Frame.kernel_program import kernel_program
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import count_of
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, window_buffer
from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    DataFormat,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection
from iree.tenstorrent.compiler.Target.workgroup_count import Binary, Count, WorkgroupCount

# Bytes of the result that are worth a core.
_BYTES_PER_CORE = 2048


@dataclass(frozen=True)
class DataMovementPlan:
    """A dispatch as copies, done one after the other."""

    dispatch: Dispatch
    moves: tuple[Move, ...]

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """As many as there are cores' worth of bytes; the kernels divide the work by cores."""
        moved = [move.copy.total * move.copy.element_bytes for move in self.moves]
        return (cores_for(self.dispatch, moved, self.moves[0].copy.graph.workload), 1, 1)


def cores_for(dispatch: Dispatch, moved: Sequence[Amount], workload: dict[Symbol, int]) -> Count:
    """Cores that the most bytes of several moves are worth; all where they are not known beforehand."""
    counts: list[Count] = []
    for amount in moved:
        count = count_of(amount, workload)
        if count is None:
            return dispatch.target.worker_count
        if isinstance(count, int):
            counts.append(-(-count // _BYTES_PER_CORE))
        else:
            counts.append(Binary("ceildiv", count, _BYTES_PER_CORE))
    result = counts[0]
    for count in counts[1:]:
        result = Binary("max", result, count)
    return result


class DataMovement:
    """Transpositions, slices, concatenation, padding, reversal, broadcasts, copies and gathers."""

    name = "data-movement"

    def match(self, dispatch: Dispatch) -> DataMovementPlan | Rejection:
        try:
            return _plan(dispatch)
        except Reject as reject:
            return Rejection(str(reject))

    def emit(self, plan: DataMovementPlan) -> Program:
        dispatch, moves = plan.dispatch, plan.moves
        return kernel_program(
            dispatch,
            self.name,
            lambda: _build_kernels(dispatch, moves),
            _circular_buffers(moves),
        )


def _build_kernels(dispatch: Dispatch, moves: tuple[Move, ...]) -> list[KernelOp]:
    bindings = len(dispatch.binding_read_only)
    ops = []
    if any(move.copy.source for move in moves):
        ops.append(build_reader(f"{dispatch.name}_reader", moves, bindings))
    ops.append(build_writer(f"{dispatch.name}_writer", moves, bindings))
    return ops


def _plan(dispatch: Dispatch) -> DataMovementPlan:
    copies = copies_of(read_dispatch(dispatch.function))
    if len(copies) > MAX_COPIES:
        raise Reject(f"more than {MAX_COPIES} results")
    for copy in copies:
        for node, _ in copy.row_index:
            row_index.check(copy.graph, node)
    cores = dispatch.target.worker_count
    return DataMovementPlan(dispatch, tuple(Move(copy, blocks_of(copy, cores)) for copy in copies))


def _circular_buffers(moves: tuple[Move, ...]) -> tuple[CircularBuffer, ...]:
    def raw(index: int, size: int, pages: int) -> CircularBuffer:
        return CircularBuffer(index, DataFormat.UINT32, -(-size // 64) * 64, pages)

    buffers = [
        raw(number, move.page_bytes, 2)
        for number, move in enumerate(moves)
        if move.copy.source is not None
    ]
    if any(move.copy.row_index for move in moves):
        buffers.append(raw(TABLE, 4 * TABLE_ROWS, 1))
    if buffers:
        buffers.append(window_buffer(WINDOW, MANY_UNITS))
    staging = max(move.staging_bytes for move in moves)
    if staging:
        buffers.append(raw(STAGING, staging, 1))
    return tuple(buffers)
