# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The proof of the whole way: x + 1.0 on one 32x32 f32 tile, through the tools and through Python."""

import os
import subprocess
from pathlib import Path

import numpy as np

import iree.tenstorrent as tt

_PROGRAM = Path(os.environ["SIMPLE_ADD_MLIR"])


def test_python() -> None:
    x = np.arange(1024, dtype=np.float32).reshape(32, 32)
    result = np.asarray(tt.run_on_tenstorrent(_PROGRAM.read_text(), x))
    np.testing.assert_array_equal(result, x + 1.0)


def test_kernels_are_in_the_module() -> None:
    compiled = tt.compile_module(_PROGRAM.read_text())
    assert [kernel.role for kernel in compiled.kernels] == ["reader", "compute", "writer"]
    for kernel in compiled.kernels:
        assert kernel.source.encode() in compiled.vmfb
    assert "add_unary_tile(0, 1065353216);" in compiled.kernels[1].source


def test_tools(tmp_path: Path) -> None:
    module = tmp_path / "simple_add.vmfb"
    _run("IREE_COMPILE", "--iree-hal-target-backends=tenstorrent", _PROGRAM, "-o", module)
    output = _run(
        "IREE_RUN_MODULE",
        "--device=tenstorrent",
        f"--module={module}",
        "--function=main",
        "--input=32x32xf32=1",
    )
    row = "[" + " ".join(["2"] * 32) + "]"
    assert output.splitlines()[-1] == "32x32xf32=" + row * 32


def _run(tool: str, *arguments: str | Path) -> str:
    command = [os.environ[tool], *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
