# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Dynamic shapes: the same module for several sizes, sizes computed from tensors, and dynamic slices and pads."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import convolution, softmax
from tests.e2e.tolerances import EXACT, F32_PRODUCT, F32_SUM

_ADD = module(
    "%x: tensor<?x?xf32>, %y: tensor<?x?xf32>",
    "tensor<?x?xf32>",
    """
  %0 = stablehlo.add %x, %y : tensor<?x?xf32>
  return %0 : tensor<?x?xf32>""",
)

_ROW_SUM = module(
    "%x: tensor<?x?xf32>",
    "tensor<?xf32>",
    """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<?x?xf32>, tensor<f32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>""",
)

_MATMUL = module(
    "%x: tensor<?x48xf32>, %w: tensor<48x24xf32>, %b: tensor<24xf32>",
    "tensor<?x24xf32>",
    """
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x48xf32>
  %e = tensor.empty(%n) : tensor<?x24xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x24xf32>) -> tensor<?x24xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<?x48xf32>, tensor<48x24xf32>)
      outs(%f : tensor<?x24xf32>) -> tensor<?x24xf32>
  %1 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>,
                       affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<?x24xf32>, tensor<24xf32>) outs(%e : tensor<?x24xf32>) {
  ^bb0(%p: f32, %q: f32, %o: f32):
    %s = arith.addf %p, %q : f32
    %r = arith.maximumf %s, %zero : f32
    linalg.yield %r : f32
  } -> tensor<?x24xf32>
  return %1 : tensor<?x24xf32>""",
)

_FULL_MATMUL = module(
    "%a: tensor<?x?xf32>, %b: tensor<?x?xf32>",
    "tensor<?x?xf32>",
    """
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0]
      : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>""",
)

_SOFTMAX = module(
    "%x: tensor<?x?xf32>",
    "tensor<?x?xf32>",
    """
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xf32>
  %n = tensor.dim %x, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%m, %n) : tensor<?x?xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<?x?xf32>) outs(%e : tensor<?x?xf32>)
      -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>""",
)

_TRANSPOSE = module(
    "%x: tensor<?x?xi32>",
    "tensor<?x?xi32>",
    """
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<?x?xi32>) -> tensor<?x?xi32>
  return %0 : tensor<?x?xi32>""",
)

_SLICE = module(
    "%x: tensor<20x8xf32>, %from: index, %size: index",
    "tensor<?x8xf32>",
    """
  %0 = tensor.extract_slice %x[%from, 0] [%size, 8] [1, 1] : tensor<20x8xf32> to tensor<?x8xf32>
  %1 = arith.addf %0, %0 : tensor<?x8xf32>
  return %1 : tensor<?x8xf32>""",
)

_CONCATENATE = module(
    "%x: tensor<?x5xf32>, %y: tensor<?x5xf32>",
    "tensor<?x5xf32>",
    """
  %0 = stablehlo.concatenate %x, %y, dim = 0
      : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>""",
)

_SIZE = module(
    "%x: tensor<?x?xf32>",
    "tensor<i32>",
    """
  %m = "stablehlo.get_dimension_size"(%x) <{dimension = 0 : i64}> : (tensor<?x?xf32>) -> tensor<i32>
  %n = "stablehlo.get_dimension_size"(%x) <{dimension = 1 : i64}> : (tensor<?x?xf32>) -> tensor<i32>
  %0 = stablehlo.multiply %m, %n : tensor<i32>
  return %0 : tensor<i32>""",
)

_PAD = module(
    "%x: tensor<?xf32>, %low: index, %high: index",
    "tensor<?xf32>",
    """
  %v = arith.constant 7.0 : f32
  %0 = tensor.pad %x low[%low] high[%high] {
  ^bb0(%i: index):
    tensor.yield %v : f32
  } : tensor<?xf32> to tensor<?xf32>
  return %0 : tensor<?xf32>""",
)

_BATCH = module(
    "%x: tensor<?x9x9x3xf32>, %w: tensor<3x3x3x4xf32>",
    "tensor<?x7x7x4xf32>",
    """
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x9x9x3xf32>
  %e = tensor.empty(%n) : tensor<?x7x7x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x7x7x4xf32>) -> tensor<?x7x7x4xf32>
  %0 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<?x9x9x3xf32>, tensor<3x3x3x4xf32>)
      outs(%f : tensor<?x7x7x4xf32>) -> tensor<?x7x7x4xf32>
  return %0 : tensor<?x7x7x4xf32>""",
)


_EMBEDDING = module(
    "%table: tensor<40x24xf32>, %ids: tensor<?xi64>",
    "tensor<?x24xf32>",
    """
  %c0 = arith.constant 0 : index
  %n = tensor.dim %ids, %c0 : tensor<?xi64>
  %e = tensor.empty(%n) : tensor<?x24xf32>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]
  } ins(%ids : tensor<?xi64>) outs(%e : tensor<?x24xf32>) {
  ^bb0(%id: i64, %out: f32):
    %row = arith.index_cast %id : i64 to index
    %j = linalg.index 1 : index
    %x = tensor.extract %table[%row, %j] : tensor<40x24xf32>
    linalg.yield %x : f32
  } -> tensor<?x24xf32>
  return %0 : tensor<?x24xf32>""",
)
_REVERSE = module(
    "%x: tensor<?x20xf32>",
    "tensor<?x20xf32>",
    """
  %0 = stablehlo.reverse %x, dims = [1] : tensor<?x20xf32>
  return %0 : tensor<?x20xf32>""",
)

PROGRAMS = [
    *(
        Program(f"add_{m}x{n}", _ADD, [f"{m}x{n}xf32"] * 2, np.add, EXACT)
        for m, n in [(1, 1), (3, 5), (32, 32), (33, 130), (0, 4)]
    ),
    *(
        Program(
            f"row_sum_{m}x{n}",
            _ROW_SUM,
            [f"{m}x{n}xf32"],
            lambda x: x.sum(1, dtype=np.float64).astype(np.float32),
            F32_SUM,
        )
        for m, n in [(1, 7), (40, 33)]
    ),
    *(
        Program(
            f"matmul_bias_relu_{m}",
            _MATMUL,
            [f"{m}x48xf32", "48x24xf32", "24xf32"],
            lambda x, w, b: np.maximum(x.astype(np.float64) @ w + b, 0).astype(np.float32),
            F32_PRODUCT,
        )
        for m in (1, 17, 64)
    ),
    *(
        Program(
            f"matmul_{m}x{k}x{n}",
            _FULL_MATMUL,
            [f"{m}x{k}xf32", f"{k}x{n}xf32"],
            lambda a, b: (a.astype(np.float64) @ b).astype(np.float32),
            F32_PRODUCT,
        )
        for m, k, n in [(4, 8, 6), (33, 17, 40)]
    ),
    Program("softmax", _SOFTMAX, ["9x31xf32"], softmax, F32_SUM),
    Program("transpose", _TRANSPOSE, ["21x34xi32"], np.transpose, EXACT),
    Program("slice", _SLICE, ["20x8xf32", 3, 9], lambda x, i, n: x[i : i + n] * 2, EXACT),
    Program(
        "concatenate", _CONCATENATE, ["4x5xf32", "7x5xf32"], lambda *x: np.concatenate(x), EXACT
    ),
    *(
        Program(
            f"embedding_{rows}",
            _EMBEDDING,
            ["40x24xf32", Random(f"{rows}xi64", 0, 39)],
            lambda table, ids: table[ids],
            EXACT,
        )
        for rows in (0, 1, 700)
    ),
    Program("reverse", _REVERSE, ["33x20xf32"], lambda x: x[:, ::-1], EXACT),
    *(
        Program(f"transpose_{m}x{n}", _TRANSPOSE, [f"{m}x{n}xi32"], np.transpose, EXACT)
        for m, n in [(0, 3), (1, 500), (130, 257)]
    ),
    Program("dimension_size", _SIZE, ["6x11xf32"], lambda x: np.array(x.size, np.int32)),
    Program(
        "pad",
        _PAD,
        ["13xf32", 2, 5],
        lambda x, low, high: np.pad(x, (low, high), constant_values=7),
        EXACT,
    ),
    Program(
        "batch_convolution", _BATCH, ["3x9x9x3xf32", "3x3x3x4xf32"], convolution(), F32_PRODUCT
    ),
]

test_program = program_test(PROGRAMS)
