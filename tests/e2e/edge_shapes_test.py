# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Empty tensors, scalars, tensors of one element and of high rank."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module, stablehlo_op
from tests.e2e.program import Program
from tests.e2e.tolerances import EXACT


def _add(type: str) -> Program:
    name = "add_" + type.replace("<", "_").replace(">", "")
    mlir = stablehlo_op("stablehlo.add", [type, type], type)
    return Program(name, mlir, [type, type], np.add, EXACT)


PROGRAMS = [
    *(
        _add(type)
        for type in (
            "0xf32",
            "0x5xf32",
            "4x0xi32",
            "f32",
            "i32",
            "f16",
            "1xf32",
            "1x1x1xf32",
            "1xi8",
            "3xi8",
            "2x1x3x1x2x1x2xf32",
            "1x100xf32",
            "100x1xf32",
        )
    ),
    Program(
        "sum_of_empty",
        module(
            "%x: tensor<4x0xf32>",
            "tensor<4xf32>",
            """
  %init = stablehlo.constant dense<3.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %init) applies stablehlo.add across dimensions = [1]
      : (tensor<4x0xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>""",
        ),
        ["4x0xf32"],
        lambda x: np.full(4, 3, np.float32),
        EXACT,
    ),
    Program(
        "concatenate_with_empty",
        stablehlo_op(
            "stablehlo.concatenate", ["0x3xf32", "2x3xf32"], "2x3xf32", "dimension = 0 : i64"
        ),
        ["0x3xf32", "2x3xf32"],
        lambda x, y: y,
        EXACT,
    ),
    Program(
        "scalar_arguments",
        module(
            "%a: i32, %b: f32, %x: tensor<4xf32>",
            "i32, f32, tensor<4xf32>",
            """
  %0 = arith.addi %a, %a : i32
  %1 = arith.mulf %b, %b : f32
  %e = tensor.empty() : tensor<4xf32>
  %2 = linalg.fill ins(%b : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %3 = arith.mulf %x, %2 : tensor<4xf32>
  return %0, %1, %3 : i32, f32, tensor<4xf32>""",
        ),
        [21, 1.5, "4xf32"],
        lambda a, b, x: (np.int64(2 * a), np.float64(b * b), x * np.float32(b)),
        EXACT,
    ),
    Program(
        "identity",
        module("%x: tensor<5x3xf32>", "tensor<5x3xf32>", "  return %x : tensor<5x3xf32>"),
        ["5x3xf32"],
        lambda x: x,
        EXACT,
    ),
    Program(
        "constant",
        module(
            "",
            "tensor<3xi16>, tensor<2x2xf32>",
            """
  %0 = stablehlo.constant dense<[1, -2, 3]> : tensor<3xi16>
  %1 = stablehlo.constant dense<0.5> : tensor<2x2xf32>
  return %0, %1 : tensor<3xi16>, tensor<2x2xf32>""",
        ),
        [],
        lambda: (np.array([1, -2, 3], np.int16), np.full((2, 2), 0.5, np.float32)),
        EXACT,
    ),
    Program(
        "extract_scalar",
        module(
            "%x: tensor<6x7xf32>",
            "f32",
            """
  %i = arith.constant 4 : index
  %j = arith.constant 2 : index
  %0 = tensor.extract %x[%i, %j] : tensor<6x7xf32>
  return %0 : f32""",
        ),
        ["6x7xf32"],
        lambda x: np.float64(x[4, 2]),
        EXACT,
    ),
]

test_program = program_test(PROGRAMS)
