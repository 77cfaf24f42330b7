# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Strategy: dispatches whose results are elements of their operands, unchanged, or constants."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.DataMovement import row_index
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
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Expression.analysis import read_dispatch
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import count_of
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, window_buffer
from iree.tenstorrent.compiler.Target import attribute_text
from iree.tenstorrent.compiler.Target.Cpp.emit import emit_kernel
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    DataFormat,
    Kernel,
    KernelRole,
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
        cores: Count = self.dispatch.target.worker_count
        counts: list[Count] = []
        for move in self.moves:
            total = move.copy.total * move.copy.element_bytes
            count = count_of(total, move.copy.graph.workload)
            if count is None:
                return (cores, 1, 1)
            if isinstance(count, int):
                counts.append(-(-count // _BYTES_PER_CORE))
            else:
                counts.append(Binary("ceildiv", count, _BYTES_PER_CORE))
        result = counts[0]
        for count in counts[1:]:
            result = Binary("max", result, count)
        return (result, 1, 1)


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
        bindings = len(dispatch.binding_read_only)
        context = dispatch.function.context
        context.allow_unregistered_dialects = True
        with context, dispatch.location:
            module = ir.Module.create()
            kernels = []
            with ir.InsertionPoint(module.body):
                if any(move.copy.source for move in moves):
                    reader = build_reader(f"{dispatch.name}_reader", moves, bindings)
                    kernels.append(Kernel(reader.sym_name, KernelRole.READER, emit_kernel(reader)))
                writer = build_writer(f"{dispatch.name}_writer", moves, bindings)
                kernels.append(Kernel(writer.sym_name, KernelRole.WRITER, emit_kernel(writer)))
        return Program(
            name=dispatch.name,
            constant_count=dispatch.constant_count,
            binding_read_only=dispatch.binding_read_only,
            lowering=self.name,
            kernels=tuple(kernels),
            circular_buffers=_circular_buffers(moves),
            source_location=attribute_text.source_location(dispatch.location),
        )


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
