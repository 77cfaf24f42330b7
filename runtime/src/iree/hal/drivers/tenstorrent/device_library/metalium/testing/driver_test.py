# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Compiled programs on the driver over the metalium library, with the stand-in for tt-metal under it."""

import os
from pathlib import Path

import numpy as np
import pytest

import iree.tenstorrent as tt

_ADD = """
func.func @main(%a: tensor<?x64xf32>, %b: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %sum = arith.addf %a, %b : tensor<?x64xf32>
  return %sum : tensor<?x64xf32>
}
"""

_PRODUCT = """
func.func @main(%a: tensor<96x64xf32>, %b: tensor<64x80xf32>) -> tensor<96x80xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<96x80xf32>
  %start = linalg.fill ins(%zero : f32) outs(%empty : tensor<96x80xf32>) -> tensor<96x80xf32>
  %product = linalg.matmul ins(%a, %b : tensor<96x64xf32>, tensor<64x80xf32>)
      outs(%start : tensor<96x80xf32>) -> tensor<96x80xf32>
  return %product : tensor<96x80xf32>
}
"""


@pytest.fixture(scope="module")
def device() -> str:
    # What the library checks before it opens a card; the card itself is simulated.
    os.environ["TT_METAL_HOME"] = str(Path(os.environ["TTNN"]) / "ttnn")
    os.environ["TT_METAL_SIMULATOR"] = "stand-in"
    return f"tenstorrent://{os.environ['STAND_IN']}"


def test_one_program_on_any_number_of_cores(device: str) -> None:
    module = tt.load_module(tt.compile_module(_ADD), device)
    for rows in (1, 64, 4000, 7, 64):
        a = np.arange(rows * 64, dtype=np.float32).reshape(rows, 64)
        b = np.full_like(a, rows)
        np.testing.assert_array_equal(np.asarray(module["main"](a, b)), a + b)


def test_matrix_product(device: str) -> None:
    module = tt.load_module(tt.compile_module(_PRODUCT), device)
    noise = np.random.default_rng(0)
    a = noise.integers(-8, 8, (96, 64)).astype(np.float32)
    b = noise.integers(-8, 8, (64, 80)).astype(np.float32)
    for _ in range(3):
        np.testing.assert_array_equal(np.asarray(module["main"](a, b)), a @ b)
