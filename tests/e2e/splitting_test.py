# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What IREE fuses into dispatches that no strategy takes as a whole: they are cut, and none has scalar loops."""

import numpy as np
import pytest

import iree.tenstorrent as tt
from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.references import Array
from tests.e2e.tolerances import F32_PRODUCT

_CENTRED = """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %n = stablehlo.constant dense<200.0> : tensor<90xf32>
  %0 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<90x200xf32>, tensor<f32>) -> tensor<90xf32>
  %1 = stablehlo.divide %0, %n : tensor<90xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<90xf32>) -> tensor<90x200xf32>
  %3 = stablehlo.subtract %x, %2 : tensor<90x200xf32>
  %4 = stablehlo.multiply %3, %3 : tensor<90x200xf32>
  %5 = stablehlo.reduce(%4 init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<90x200xf32>, tensor<f32>) -> tensor<90xf32>
  return %5, %3 : tensor<90xf32>, tensor<90x200xf32>"""


def _centred(x: Array) -> tuple[Array, Array]:
    centred = x - x.mean(1, dtype=np.float64, keepdims=True)
    return (centred**2).sum(1).astype(np.float32), centred.astype(np.float32)


# The sum over the repetitions is fused with the product.
_PRODUCT_REPEATED = """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0]
      : (tensor<40x72xf32>, tensor<72x56xf32>) -> tensor<40x56xf32>
  %1 = stablehlo.broadcast_in_dim %0, dims = [0, 2] : (tensor<40x56xf32>) -> tensor<40x3x56xf32>
  %2 = stablehlo.broadcast_in_dim %c, dims = [1, 2] : (tensor<3x56xf32>) -> tensor<40x3x56xf32>
  %3 = stablehlo.multiply %1, %2 : tensor<40x3x56xf32>
  %4 = stablehlo.reduce(%3 init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<40x3x56xf32>, tensor<f32>) -> tensor<40x56xf32>
  return %4 : tensor<40x56xf32>"""

PROGRAMS = [
    Program(
        "centred_and_squares",
        module("%x: tensor<90x200xf32>", "tensor<90xf32>, tensor<90x200xf32>", _CENTRED),
        ["90x200xf32"],
        _centred,
        F32_PRODUCT,
    ),
    Program(
        "product_repeated",
        module(
            "%a: tensor<40x72xf32>, %b: tensor<72x56xf32>, %c: tensor<3x56xf32>",
            "tensor<40x56xf32>",
            _PRODUCT_REPEATED,
        ),
        ["40x72xf32", "72x56xf32", "3x56xf32"],
        lambda a, b, c: (a.astype(np.float64) @ b * c.sum(0)).astype(np.float32),
        F32_PRODUCT,
    ),
]

test_program = program_test(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS, ids=[program.name for program in PROGRAMS])
def test_has_no_scalar_loops(program: Program) -> None:
    compiled = tt.compile_module(program.mlir)
    assert len(compiled.dispatches) > 1
    assert "general" not in {dispatch.lowering for dispatch in compiled.dispatches}
