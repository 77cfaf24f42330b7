# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Peak host memory of a process that runs a program once, by the kernel's account of it."""

import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

import iree.tenstorrent as tt
from benchmarks.targets import Target
from tests.e2e.program import Program

# A process counts the memory of the one that forked it, until it runs its own program: so a small one forks it.
_LAUNCHER = """
import os, resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_ELEMENTS = {"float32": "f32", "float64": "f64", "bfloat16": "bf16", "int32": "i32", "int64": "i64"}


def peak(program: Program, compiled: tt.CompiledModule, target: Target) -> int:
    """Bytes that iree-run-module had resident at the most; all inputs are ones."""
    tool = resources.files("iree._runtime_libs") / "iree-run-module"
    with tempfile.TemporaryDirectory(prefix="iree-tenstorrent-memory-") as folder:
        module = Path(folder) / "module.vmfb"
        compiled.save(module)
        command = [str(tool), f"--device={target.device}", f"--module={module}"]
        command += [f"--function={program.function}"]
        command += [f"--input={_splat(argument)}" for argument in program.arguments()]
        launcher = [sys.executable, "-S", "-c", _LAUNCHER, *command]
        output = subprocess.run(launcher, check=True, capture_output=True, text=True).stdout
    return 1024 * int(output)


def _splat(argument: Any) -> str:
    array = np.asarray(argument)
    dims = "".join(f"{size}x" for size in array.shape)
    return f"{dims}{_ELEMENTS[array.dtype.name]}=1"
