# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The targets that are compared, and running programs on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import iree.runtime as rt
import numpy as np

import iree.tenstorrent as tt
from tests.e2e.checker import compare_with_reference
from tests.e2e.program import Program

Action = Callable[[], object]


@dataclass(frozen=True)
class Target:
    """A target backend, the device that runs its modules, and flags of iree-compile."""

    backend: str
    device: str
    flags: tuple[str, ...] = ()


TENSTORRENT = Target("tenstorrent", "tenstorrent")
LLVM_CPU = Target("llvm-cpu", "local-task", ("--iree-llvmcpu-target-cpu=host",))
VMVX = Target("vmvx", "local-task")


def compile(program: Program, target: Target, flags: Sequence[str] = ()) -> tt.CompiledModule:
    """`flags` are for the tenstorrent target; the others do not know them."""
    ours = tuple(flags) if target.backend == "tenstorrent" else ()
    flags = (*target.flags, *program.flags, *ours)
    return tt.compile_module(program.mlir, target=target.backend, flags=flags)


def call(program: Program, compiled: tt.CompiledModule, target: Target) -> Action:
    """A call on the target's device, inputs and results staying there; the first result is checked."""
    module = tt.load_module(compiled, target.device)
    function = module[program.function]
    arguments = program.arguments()
    on_device: list[Any] = [_place(module, array) for array in arguments]
    results = function(*on_device)
    compare_with_reference(program, results, arguments, target.backend)
    return lambda: function(*on_device)


def _place(module: tt.Module, argument: Any) -> Any:
    if isinstance(argument, np.ndarray):
        return rt.asdevicearray(module.device, argument)
    return argument
