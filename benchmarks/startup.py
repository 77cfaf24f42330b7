# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""simple_add from outside: whole processes, with and without kernels in the cache, and the compiler."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import iree.compiler

import iree.tenstorrent as tt
from benchmarks.targets import LLVM_CPU, TENSTORRENT, VMVX, Action
from benchmarks.timing import measure, once

_TARGETS = (TENSTORRENT, LLVM_CPU, VMVX)
_SIMPLE_ADD = """
func.func @main(%x: tensor<32x32xf32>) -> tensor<32x32xf32> {
  %one = arith.constant dense<1.0> : tensor<32x32xf32>
  %0 = arith.addf %x, %one : tensor<32x32xf32>
  return %0 : tensor<32x32xf32>
}
"""


def seconds(rounds: int) -> dict[str, dict[str, float]]:
    """For each subject the seconds of each backend."""
    with tempfile.TemporaryDirectory(prefix="iree-tenstorrent-benchmark-") as name:
        folder = Path(name)
        processes = _processes(folder)
        # Only the tenstorrent target has a cache, which is empty now.
        cold = {backend: once(action) for backend, action in processes.items()}
        return {
            "simple_add, process, kernels not compiled yet": cold,
            "simple_add, process": measure(processes, rounds),
            "simple_add, `iree-compile`": measure(_compilers(folder), rounds),
        }


def _processes(folder: Path) -> Mapping[str, Action]:
    """iree-run-module for each target; kernels are cached in the folder."""
    tool = resources.files("iree._runtime_libs") / "iree-run-module"
    actions = {}
    for target in _TARGETS:
        module = folder / f"{target.backend}.vmfb"
        tt.compile_module(_SIMPLE_ADD, target=target.backend, flags=target.flags).save(module)
        command = [str(tool), f"--device={target.device}", f"--module={module}"]
        command += ["--function=main", "--input=32x32xf32=1"]
        actions[target.backend] = _process(command, folder)
    return actions


def _compilers(folder: Path) -> Mapping[str, Action]:
    """Our iree-compile for our target, IREE's own for the others."""
    source = folder / "simple_add.mlir"
    source.write_text(_SIMPLE_ADD)
    ours = Path(tt.__file__).parent / "_tools" / "iree-compile"
    stock = Path(iree.compiler.__file__).parent / "_mlir_libs" / "iree-compile"
    actions = {}
    for target in _TARGETS:
        tool = ours if target is TENSTORRENT else stock
        command = [str(tool), f"--iree-hal-target-backends={target.backend}", *target.flags]
        actions[target.backend] = _process([*command, str(source), "-o", os.devnull], folder)
    return actions


def _process(command: list[str], folder: Path) -> Action:
    environment = {**os.environ, "IREE_TENSTORRENT_CACHE_DIR": str(folder / "kernels")}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)
