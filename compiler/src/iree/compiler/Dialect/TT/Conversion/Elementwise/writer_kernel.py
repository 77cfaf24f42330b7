# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The writer kernel: tiles of every output's circular buffer to its binding, in bursts."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Elementwise import share
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    STAGING,
    STAGING_BYTES,
    Stream,
    triples,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_writer(
    name: str, outputs: tuple[Stream, ...], burst: int, binding_count: int
) -> KernelOp:
    """Builds the kernel at the insertion point; the share is that of the first output."""
    buffers = {stream.name: stream.cb for stream in outputs}
    with kernel(name, "writer", {**buffers, "cb_staging": STAGING}) as op:
        constants = PushConstants(binding_count)
        own = share.Share.of(outputs[0], constants)
        arena = frame.open_arena()
        staging = tt.get_write_ptr(STAGING, name="staging")
        targets = [
            (
                stream,
                share.place(stream, constants) if number else own.target,
                index.value(index.maximum(constants.i32(stream.run), 1)),
                [index.value(value) for value in triples(stream, constants)],
                index.value(index.add(staging, number * STAGING_BYTES)),
            )
            for number, stream in enumerate(outputs)
        ]
        with own.bursts(burst) as elements:
            for stream, target, run, loops, own_staging in targets:
                tt.cb_wait_front(stream.cb, index.value(elements.pages))
                tt.write_runs(
                    stream.element.buffer_type,
                    stream.element.memory_type,
                    arena,
                    own_staging,
                    STAGING_BYTES,
                    target,
                    index.value(elements.first),
                    index.value(elements.count),
                    run,
                    tt.get_read_ptr(stream.cb, name=f"{stream.name}_l1"),
                    loops,
                )
            tt.noc_async_write_barrier()
            for stream in outputs:
                tt.cb_pop_front(stream.cb, index.value(elements.pages))
    return op
