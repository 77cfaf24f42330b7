# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From the kernels that a strategy builds to the program of its dispatch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import COMPUTE, READER, WRITER, KernelOp
from iree.tenstorrent.compiler.Target import attribute_text
from iree.tenstorrent.compiler.Target.Cpp.emit import emit_kernel
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    ComputeConfig,
    Kernel,
    KernelRole,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch

_ROLES = {
    READER: KernelRole.READER,
    COMPUTE: KernelRole.COMPUTE,
    WRITER: KernelRole.WRITER,
}


def kernel_program(
    dispatch: Dispatch,
    lowering: str,
    build: Callable[[], Sequence[KernelOp]],
    circular_buffers: tuple[CircularBuffer, ...],
    compute_config: ComputeConfig | None = None,
    semaphores: tuple[int, ...] = (),
) -> Program:
    """The program of the `tt.kernel`s that `build` creates at the insertion point. `lowering` is the
    strategy's name."""
    context = dispatch.function.context
    context.allow_unregistered_dialects = True
    with context, dispatch.location:
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            ops = build()
        kernels = tuple(
            Kernel(op.sym_name, _ROLES[op.role], emit_kernel(op, dispatch.target.metal_api))
            for op in ops
        )
    return Program(
        name=dispatch.name,
        constant_count=dispatch.constant_count,
        binding_read_only=dispatch.binding_read_only,
        lowering=lowering,
        kernels=kernels,
        circular_buffers=circular_buffers,
        semaphores=semaphores,
        compute_config=compute_config or ComputeConfig(),
        source_location=attribute_text.source_location(dispatch.location),
    )
