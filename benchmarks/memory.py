# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Peak host memory of a process that runs a program once, by the kernel's account of it."""

import os
import subprocess
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

import iree.tenstorrent as tt
from benchmarks.targets import Target
from tests.e2e.program import Program

_ELEMENTS = {"float32": "f32", "float64": "f64", "bfloat16": "bf16", "int32": "i32", "int64": "i64"}


def peak(program: Program, compiled: tt.CompiledModule, target: Target) -> int:
    """Bytes that iree-run-module had resident at the most; all inputs are ones."""
    tool = resources.files("iree._runtime_libs") / "iree-run-module"
    with tempfile.TemporaryDirectory(prefix="iree-tenstorrent-memory-") as folder:
        module = Path(folder) / "module.vmfb"
        compiled.save(module)
        command = [str(tool), f"--device={target.device}", f"--module={module}"]
        command += [f"--function={program.function}", "--output=@/dev/null"]
        command += [f"--input={_splat(argument)}" for argument in program.arguments()]
        with open(os.devnull, "w") as nowhere:
            process = subprocess.Popen(command, stdout=nowhere)
            _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{command} ended with status {status}")
    return 1024 * usage.ru_maxrss


def _splat(argument: Any) -> str:
    array = np.asarray(argument)
    dims = "".join(f"{size}x" for size in array.shape)
    return f"{dims}{_ELEMENTS[array.dtype.name]}=1"
