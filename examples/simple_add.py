# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""x + 1.0 on one 32x32 tile, from MLIR to the device and back, step by step."""

import time
from pathlib import Path

import numpy as np

import iree.tenstorrent as tt

_PROGRAM = Path(__file__).parent / "simple_add.mlir"
_DEVICE = "tenstorrent"


def main() -> None:
    """Runs the steps, prints what each did, and asserts the result."""
    for device in tt.list_devices():
        print(f"device found: {device.uri}: {device.name}")

    start = time.perf_counter()
    compiled = tt.compile_module(_PROGRAM.read_text())
    print(f"compiled {_PROGRAM.name} to {len(compiled.vmfb)} bytes in {_milliseconds(start)}")
    for kernel in compiled.kernels:
        print(f"  kernel: {kernel.name} ({kernel.role}, {len(kernel.source.splitlines())} lines)")

    module = tt.load_module(compiled, _DEVICE)
    x = np.ones((32, 32), np.float32)
    for run in ("first", "second"):
        start = time.perf_counter()
        result = np.asarray(module["main"](x))
        print(f"{run} run: {_milliseconds(start)}")

    assert result.shape == (32, 32) and result.dtype == np.float32
    assert (result == x + 1.0).all(), result
    print(f"1.0 + 1.0 = {result[0, 0]} in all {result.size} elements")


def _milliseconds(start: float) -> str:
    return f"{1e3 * (time.perf_counter() - start):.1f} ms"


if __name__ == "__main__":
    main()
