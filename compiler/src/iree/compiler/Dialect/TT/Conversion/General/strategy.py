# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The general lowering: any dispatch as scalar loops on a data-movement processor."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.General import kernel
from iree.tenstorrent.compiler.Conversion.General.failure import print_failure
from iree.tenstorrent.compiler.Conversion.General.host_expression import Expression, const
from iree.tenstorrent.compiler.Conversion.General.loops import lower_to_loops
from iree.tenstorrent.compiler.Target import attribute_text
from iree.tenstorrent.compiler.Target.Cpp.interface import Arguments
from iree.tenstorrent.compiler.Target.Cpp.printer import PrintError
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    DataFormat,
    Kernel,
    KernelRole,
    Program,
)
from iree.tenstorrent.compiler.Target.strategy import (
    Dispatch,
    Rejection,
    find_function,
)
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount


@dataclass(frozen=True)
class GeneralPlan:
    """A dispatch and its kernel."""

    dispatch: Dispatch
    kernel: kernel.LoopKernel

    @property
    def workgroup_count(self) -> WorkgroupCount | None:
        """Workgroups are the export's own where the code asks for them, else one a core."""
        return None if self.kernel.by_workgroup else (self.kernel.cores, 1, 1)


class GeneralLowering:
    """Takes every dispatch that IREE's passes bring to loops; raises LoweringError for the others."""

    name = "general"

    def match(self, dispatch: Dispatch) -> GeneralPlan | Rejection:
        module = lower_to_loops(dispatch.module, dispatch.name, dispatch.target.worker_count)
        function = find_function(module, dispatch.name)
        arguments = Arguments(dispatch.binding_read_only)
        context = function.context
        context.allow_unregistered_dialects = True
        with context, dispatch.location:
            try:
                loops = kernel.emit(dispatch.name, function, arguments, dispatch.target)
            except PrintError as error:
                raise print_failure(function, error.op, str(error)) from error
        return GeneralPlan(dispatch, loops)

    def emit(self, plan: GeneralPlan) -> Program:
        dispatch, loops = plan.dispatch, plan.kernel
        return Program(
            name=dispatch.name,
            constant_count=dispatch.constant_count,
            binding_read_only=dispatch.binding_read_only,
            lowering=self.name,
            kernels=(Kernel(loops.name, KernelRole.READER, loops.source),),
            circular_buffers=_circular_buffers(loops),
            max_cores=0 if loops.by_workgroup else loops.cores,
            scratch_size=_scratch_size(loops.scratch_bytes),
            source_location=attribute_text.source_location(dispatch.location),
        )


def _circular_buffers(loops: kernel.LoopKernel) -> tuple[CircularBuffer, ...]:
    sizes = {
        kernel.CACHE_CB: loops.cache_bytes,
        kernel.TEMPORARIES_CB: loops.temporaries_bytes,
    }
    return tuple(
        CircularBuffer(index, DataFormat.UINT32, -(-size // 64) * 64, 1)
        for index, size in sizes.items()
        if size
    )


def _scratch_size(scratch: Expression) -> tuple[int, ...]:
    return () if scratch == const(0) else tuple(scratch.postfix())
