# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Compares the tenstorrent target with IREE's llvm-cpu and vmvx on this host, all in one run.

    ./bazelw run //benchmarks:run -- --rounds=20

Prints a table a subject: median times, and their ratios to llvm-cpu. Targets take turns within a round, so that a busy
machine slows all of them alike. Each first result is checked against numpy before anything is timed.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

import iree.compiler
import iree.runtime as rt
import numpy as np
from numpy.typing import NDArray

import iree.tenstorrent as tt

_SIMPLE_ADD = """
func.func @main(%x: tensor<32x32xf32>) -> tensor<32x32xf32> {
  %one = arith.constant dense<1.0> : tensor<32x32xf32>
  %0 = arith.addf %x, %one : tensor<32x32xf32>
  return %0 : tensor<32x32xf32>
}
"""
_ADD = """
func.func @main(%x: tensor<1048576xf32>, %y: tensor<1048576xf32>) -> tensor<1048576xf32> {
  %0 = arith.addf %x, %y : tensor<1048576xf32>
  return %0 : tensor<1048576xf32>
}
"""
_TANH = """
func.func @main(%x: tensor<1048576xf32>) -> tensor<1048576xf32> {
  %0 = math.tanh %x : tensor<1048576xf32>
  return %0 : tensor<1048576xf32>
}
"""
_MATMUL = """
func.func @main(%x: tensor<128x128xf32>, %y: tensor<128x128xf32>) -> tensor<128x128xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<128x128xf32>
  %sum = linalg.fill ins(%zero : f32) outs(%empty : tensor<128x128xf32>) -> tensor<128x128xf32>
  %0 = linalg.matmul ins(%x, %y : tensor<128x128xf32>, tensor<128x128xf32>)
      outs(%sum : tensor<128x128xf32>) -> tensor<128x128xf32>
  return %0 : tensor<128x128xf32>
}
"""

_REFERENCE = "llvm-cpu"


@dataclass(frozen=True)
class Target:
    """A target backend, the device that runs its modules, and flags of iree-compile."""

    backend: str
    device: str
    flags: tuple[str, ...] = ()


_TARGETS = (
    Target("tenstorrent", "tenstorrent"),
    Target(_REFERENCE, "local-task", ("--iree-llvmcpu-target-cpu=host",)),
    Target("vmvx", "local-task"),
)

Action = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="runs of each program in a process")
    parser.add_argument("--processes", type=int, default=5, help="runs of each whole process")
    arguments = parser.parse_args()

    ones = np.ones((32, 32), np.float32)
    big = np.linspace(-4, 4, 1 << 20, dtype=np.float32)
    square = np.linspace(0, 1, 128 * 128, dtype=np.float32).reshape(128, 128)
    with tempfile.TemporaryDirectory(prefix="iree-tenstorrent-benchmark-") as folder:
        processes = _simple_add_processes(Path(folder))
        _report("simple_add, process, kernels not compiled yet", _cold(processes, Path(folder)))
        _report("simple_add, process", _measure(processes, arguments.processes))
        compilers = _compilers(Path(folder))
        _report("simple_add, iree-compile", _measure(compilers, arguments.processes))
    for name, mlir, inputs, expected in (
        ("simple_add, call", _SIMPLE_ADD, [ones], ones + 1),
        ("add of 1M f32, call", _ADD, [big, big[::-1].copy()], big + big[::-1]),
        ("tanh of 1M f32, call", _TANH, [big], np.tanh(big)),
        ("128x128x128 f32 matmul, call", _MATMUL, [square, square], square @ square),
    ):
        _report(name, _measure(_calls(mlir, inputs, expected), arguments.rounds))


def _simple_add_processes(folder: Path) -> Mapping[str, Action]:
    """iree-run-module with simple_add, for each target; kernels are cached in the folder."""
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
        tool = ours if target.backend == "tenstorrent" else stock
        command = [str(tool), f"--iree-hal-target-backends={target.backend}", *target.flags]
        actions[target.backend] = _process([*command, str(source), "-o", os.devnull], folder)
    return actions


def _process(command: list[str], folder: Path) -> Action:
    environment = {**os.environ, "IREE_TENSTORRENT_CACHE_DIR": str(folder / "kernels")}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)


def _cold(actions: Mapping[str, Action], folder: Path) -> dict[str, float]:
    """The first run of each: only the tenstorrent target has a cache, which is empty then."""
    assert not (folder / "kernels").exists()
    return {name: _seconds(action) for name, action in actions.items()}


def _calls(mlir: str, inputs: list[NDArray[Any]], expected: NDArray[Any]) -> Mapping[str, Action]:
    """A call of the program on each target, inputs and result staying on the device."""
    actions = {}
    for target in _TARGETS:
        compiled = tt.compile_module(mlir, target=target.backend, flags=target.flags)
        module = tt.load_module(compiled, target.device)
        arrays = [rt.asdevicearray(module.device, array) for array in inputs]
        result = np.asarray(module["main"](*arrays))
        np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-5)
        actions[target.backend] = _call(module["main"], arrays)
    return actions


def _call(function: tt.Function, arrays: list[Any]) -> Action:
    return lambda: function(*arrays)


def _measure(actions: Mapping[str, Action], rounds: int) -> dict[str, float]:
    """Median seconds of each action; they take turns."""
    samples: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            samples[name].append(_seconds(action))
    return {name: median(values) for name, values in samples.items()}


def _seconds(action: Action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _report(subject: str, seconds: Mapping[str, float]) -> None:
    print(subject)
    for name, value in seconds.items():
        ratio = value / seconds[_REFERENCE]
        print(f"  {name:12} {1e3 * value:10.3f} ms {ratio:8.2f} x {_REFERENCE}", flush=True)


if __name__ == "__main__":
    main()
