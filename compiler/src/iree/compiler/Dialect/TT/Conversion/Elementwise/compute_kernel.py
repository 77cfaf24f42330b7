# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: the segments of an allocation, once for each tile."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Elementwise.share import Share
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import Stream
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Allocation
from iree.tenstorrent.compiler.Conversion.Sfpu.segment_writer import SegmentWriter, TilePort
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel
from iree.tenstorrent.compiler.Target.program import CircularBuffer


def build_compute(
    name: str,
    loads: tuple[Stream, ...],
    outputs: tuple[Stream, ...],
    intermediates: tuple[CircularBuffer, ...],
    allocation: Allocation,
    binding_count: int,
) -> KernelOp:
    """Builds the kernel at the insertion point."""
    buffers = {stream.name: stream.cb for stream in (*loads, *outputs)}
    for number, buffer in enumerate(intermediates):
        buffers[f"cb_intermediate{number}"] = buffer.index
    with kernel(name, "compute", buffers) as op:
        own = Share.of(outputs[0], PushConstants(binding_count))
        writer = SegmentWriter(_ports(loads), _ports(outputs), intermediates)
        first = loads[0].cb if loads else outputs[0].cb
        tt.init_sfpu(first, outputs[0].cb)
        writer.hoist_init(allocation)
        with own.tiles():
            for stream in loads:
                tt.cb_wait_front(stream.cb, 1)
            for segment in allocation.segments:
                writer.segment(segment)
            for stream in loads:
                tt.cb_pop_front(stream.cb, 1)
    return op


def _ports(streams: tuple[Stream, ...]) -> list[TilePort]:
    return [TilePort(stream.cb, stream.element.format) for stream in streams]
