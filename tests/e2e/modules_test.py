# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Modules with several functions and results, weights, and state that lives between calls."""

import numpy as np

import iree.tenstorrent as tt
from tests.e2e.checker import Target, program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.references import Array
from tests.e2e.tolerances import EXACT, F32_PRODUCT

_TWO_FUNCTIONS = """
func.func @add(%x: tensor<10xf32>, %y: tensor<10xf32>) -> tensor<10xf32> {
  %0 = stablehlo.add %x, %y : tensor<10xf32>
  return %0 : tensor<10xf32>
}
func.func @product(%x: tensor<10xf32>, %y: tensor<10xf32>) -> tensor<10xf32> {
  %0 = stablehlo.multiply %x, %y : tensor<10xf32>
  return %0 : tensor<10xf32>
}
"""

_COUNTER = """
util.global private mutable @total = dense<0.0> : tensor<6xf32>
func.func @accumulate(%x: tensor<6xf32>) -> tensor<6xf32> {
  %0 = util.global.load @total : tensor<6xf32>
  %1 = arith.addf %0, %x : tensor<6xf32>
  util.global.store %1, @total : tensor<6xf32>
  return %1 : tensor<6xf32>
}
func.func @reset() {
  %0 = arith.constant dense<0.0> : tensor<6xf32>
  util.global.store %0, @total : tensor<6xf32>
  return
}
"""

_WEIGHTS = np.random.default_rng(7).uniform(-1, 1, (24, 10)).astype(np.float32)


def _dense(array: Array) -> str:
    """`dense<"0x...">` with the bytes of an array."""
    return f'dense<"0x{array.tobytes().hex().upper()}">'


_WITH_WEIGHTS = module(
    "%x: tensor<5x24xf32>",
    "tensor<5x10xf32>",
    f"""
  %w = stablehlo.constant {_dense(_WEIGHTS)} : tensor<24x10xf32>
  %0 = stablehlo.dot %x, %w : (tensor<5x24xf32>, tensor<24x10xf32>) -> tensor<5x10xf32>
  return %0 : tensor<5x10xf32>""",
)

_SPLIT = module(
    "%x: tensor<8x12xf32>",
    "tensor<4x12xf32>, tensor<4x12xf32>, tensor<12x8xf32>",
    """
  %0 = stablehlo.slice %x [0:4, 0:12] : (tensor<8x12xf32>) -> tensor<4x12xf32>
  %1 = stablehlo.slice %x [4:8, 0:12] : (tensor<8x12xf32>) -> tensor<4x12xf32>
  %2 = stablehlo.transpose %x, dims = [1, 0] : (tensor<8x12xf32>) -> tensor<12x8xf32>
  return %0, %1, %2 : tensor<4x12xf32>, tensor<4x12xf32>, tensor<12x8xf32>""",
)

_DIAMOND = module(
    "%x: tensor<30xf32>",
    "tensor<30xf32>, tensor<f32>",
    """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %a = stablehlo.abs %x : tensor<30xf32>
  %m = stablehlo.reduce(%a init: %low) applies stablehlo.maximum across dimensions = [0]
      : (tensor<30xf32>, tensor<f32>) -> tensor<f32>
  %b = stablehlo.broadcast_in_dim %m, dims = [] : (tensor<f32>) -> tensor<30xf32>
  %y = stablehlo.divide %x, %b : tensor<30xf32>
  return %y, %m : tensor<30xf32>, tensor<f32>""",
)

PROGRAMS = [
    Program("add_of_two", _TWO_FUNCTIONS, ["10xf32"] * 2, np.add, EXACT, function="add"),
    Program(
        "product_of_two", _TWO_FUNCTIONS, ["10xf32"] * 2, np.multiply, EXACT, function="product"
    ),
    Program("weights", _WITH_WEIGHTS, ["5x24xf32"], lambda x: x @ _WEIGHTS, F32_PRODUCT),
    Program("three_results", _SPLIT, ["8x12xf32"], lambda x: (x[:4], x[4:], x.T), EXACT),
    Program(
        "shared_reduction",
        _DIAMOND,
        ["30xf32"],
        lambda x: (x / np.abs(x).max(), np.abs(x).max()),
        EXACT,
    ),
]

test_program = program_test(PROGRAMS)


def test_state_lives_between_calls(targets: tuple[Target, ...]) -> None:
    for backend, device, flags in targets:
        compiled = tt.compile_module(_COUNTER, target=backend, flags=flags)
        first, second = (tt.load_module(compiled, device) for _ in range(2))
        ones = np.ones(6, np.float32)
        first.accumulate(ones)
        np.testing.assert_array_equal(first.accumulate(2 * ones), 3 * ones)
        # A second instance of the module has its own state.
        np.testing.assert_array_equal(second.accumulate(ones), ones)
        assert first.reset() is None
        np.testing.assert_array_equal(first.accumulate(ones), ones)


def test_results_stay_on_the_device(targets: tuple[Target, ...]) -> None:
    for backend, device, flags in targets:
        compiled = tt.compile_module(_TWO_FUNCTIONS, target=backend, flags=flags)
        loaded = tt.load_module(compiled, device)
        x = np.arange(10, dtype=np.float32)
        total = loaded.add(x, x)
        np.testing.assert_array_equal(loaded.product(total, total), 4 * x * x)
