# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Softmax, layer and batch normalization, attention: reductions that feed elementwise work."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import Reference, attention, layer_norm, softmax
from tests.e2e.tolerances import F32_PRODUCT, F32_SUM

_LINALG_SOFTMAX = """
  %e = tensor.empty() : tensor<{type}>
  %0 = linalg.softmax dimension({dim}) ins(%x : tensor<{type}>) outs(%e : tensor<{type}>) -> tensor<{type}>
  return %0 : tensor<{type}>"""

_STABLEHLO_SOFTMAX = """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%x init: %low) applies stablehlo.maximum across dimensions = [1]
      : (tensor<20x50xf32>, tensor<f32>) -> tensor<20xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<20xf32>) -> tensor<20x50xf32>
  %d = stablehlo.subtract %x, %mb : tensor<20x50xf32>
  %p = stablehlo.exponential %d : tensor<20x50xf32>
  %s = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<20x50xf32>, tensor<f32>) -> tensor<20xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<20xf32>) -> tensor<20x50xf32>
  %y = stablehlo.divide %p, %sb : tensor<20x50xf32>
  return %y : tensor<20x50xf32>"""

_LOG_SOFTMAX = _STABLEHLO_SOFTMAX.replace(
    "  %y = stablehlo.divide %p, %sb : tensor<20x50xf32>",
    """  %l = stablehlo.log %sb : tensor<20x50xf32>
  %y = stablehlo.subtract %d, %l : tensor<20x50xf32>""",
)

_LAYER_NORM = """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %n = stablehlo.constant dense<64.0> : tensor<12xf32>
  %eps = stablehlo.constant dense<1.0e-5> : tensor<12xf32>
  %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<12x64xf32>, tensor<f32>) -> tensor<12xf32>
  %mean = stablehlo.divide %sum, %n : tensor<12xf32>
  %mb = stablehlo.broadcast_in_dim %mean, dims = [0] : (tensor<12xf32>) -> tensor<12x64xf32>
  %d = stablehlo.subtract %x, %mb : tensor<12x64xf32>
  %q = stablehlo.multiply %d, %d : tensor<12x64xf32>
  %ss = stablehlo.reduce(%q init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<12x64xf32>, tensor<f32>) -> tensor<12xf32>
  %var = stablehlo.divide %ss, %n : tensor<12xf32>
  %ve = stablehlo.add %var, %eps : tensor<12xf32>
  %r = stablehlo.rsqrt %ve : tensor<12xf32>
  %rb = stablehlo.broadcast_in_dim %r, dims = [0] : (tensor<12xf32>) -> tensor<12x64xf32>
  %u = stablehlo.multiply %d, %rb : tensor<12x64xf32>
  %gb = stablehlo.broadcast_in_dim %g, dims = [1] : (tensor<64xf32>) -> tensor<12x64xf32>
  %bb = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<64xf32>) -> tensor<12x64xf32>
  %v = stablehlo.multiply %u, %gb : tensor<12x64xf32>
  %y = stablehlo.add %v, %bb : tensor<12x64xf32>
  return %y : tensor<12x64xf32>"""

_BATCH_NORM = """
  %0 = "stablehlo.batch_norm_inference"(%x, %scale, %offset, %mean, %variance) <{
      epsilon = 1.0e-3 : f32, feature_index = 3 : i64}>
      : (tensor<2x5x5x6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>)
      -> tensor<2x5x5x6xf32>
  return %0 : tensor<2x5x5x6xf32>"""

_ATTENTION = """
  %scale = arith.constant 0.25 : f32
  %e = tensor.empty() : tensor<2x12x16xf32>
  %0 = iree_linalg_ext.attention <{indexing_maps = [
      affine_map<(b, m, n, k, j) -> (b, m, k)>, affine_map<(b, m, n, k, j) -> (b, j, k)>,
      affine_map<(b, m, n, k, j) -> (b, j, n)>, affine_map<(b, m, n, k, j) -> ()>,
      affine_map<(b, m, n, k, j) -> (b, m, n)>]}>
      ins(%q, %k, %v, %scale : tensor<2x12x16xf32>, tensor<2x20x16xf32>, tensor<2x20x16xf32>, f32)
      outs(%e : tensor<2x12x16xf32>) {
  ^bb0(%s: f32):
    iree_linalg_ext.yield %s : f32
  } -> tensor<2x12x16xf32>
  return %0 : tensor<2x12x16xf32>"""

_PLAIN_ATTENTION = """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %c = stablehlo.constant dense<0.25> : tensor<3x10x10xf32>
  %s0 = stablehlo.dot_general %q, %k, batching_dims = [0] x [0], contracting_dims = [2] x [2]
      : (tensor<3x10x16xf32>, tensor<3x10x16xf32>) -> tensor<3x10x10xf32>
  %s = stablehlo.multiply %s0, %c : tensor<3x10x10xf32>
  %m = stablehlo.reduce(%s init: %low) applies stablehlo.maximum across dimensions = [2]
      : (tensor<3x10x10xf32>, tensor<f32>) -> tensor<3x10xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0, 1] : (tensor<3x10xf32>) -> tensor<3x10x10xf32>
  %d = stablehlo.subtract %s, %mb : tensor<3x10x10xf32>
  %p = stablehlo.exponential %d : tensor<3x10x10xf32>
  %t = stablehlo.reduce(%p init: %zero) applies stablehlo.add across dimensions = [2]
      : (tensor<3x10x10xf32>, tensor<f32>) -> tensor<3x10xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0, 1] : (tensor<3x10xf32>) -> tensor<3x10x10xf32>
  %w = stablehlo.divide %p, %tb : tensor<3x10x10xf32>
  %y = stablehlo.dot_general %w, %v, batching_dims = [0] x [0], contracting_dims = [2] x [1]
      : (tensor<3x10x10xf32>, tensor<3x10x16xf32>) -> tensor<3x10x16xf32>
  return %y : tensor<3x10x16xf32>"""


def _linalg_softmax(type: str, dim: int) -> Program:
    text = _LINALG_SOFTMAX.format(type=type, dim=dim)
    mlir = module(f"%x: tensor<{type}>", f"tensor<{type}>", text)
    return Program(
        f"softmax_{type}_{dim}", mlir, [Random(type, -6, 6)], lambda x: softmax(x, dim), F32_SUM
    )


def _rows_20x50(name: str, text: str, reference: Reference) -> Program:
    mlir = module("%x: tensor<20x50xf32>", "tensor<20x50xf32>", text)
    return Program(name, mlir, [Random("20x50xf32", -6, 6)], reference, F32_SUM)


# The bias of a last layer, constant and fused with its softmax.
_CONSTANT_BIAS = """
  %c = stablehlo.constant dense<[0.5, -1.0, 2.0, 0.25, 3.0, -2.5, 1.5]> : tensor<7xf32>
  %b = stablehlo.broadcast_in_dim %c, dims = [1] : (tensor<7xf32>) -> tensor<40x7xf32>
  %s = stablehlo.add %x, %b : tensor<40x7xf32>
  %e = tensor.empty() : tensor<40x7xf32>
  %r = linalg.softmax dimension(1) ins(%s : tensor<40x7xf32>) outs(%e : tensor<40x7xf32>) -> tensor<40x7xf32>
  return %r : tensor<40x7xf32>"""

# Scores with a mask that all heads and queries share, and a sum that the mask weighs.
_MASKED_SOFTMAX = """
  %e = tensor.empty() : tensor<2x3x20x40xf32>
  %half = arith.constant 0.5 : f32
  %s = linalg.generic {
      indexing_maps = [affine_map<(b, h, q, k) -> (b, h, q, k)>, affine_map<(b, h, q, k) -> (b, k)>,
                       affine_map<(b, h, q, k) -> (b, h, q, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %m : tensor<2x3x20x40xf32>, tensor<2x40xf32>) outs(%e : tensor<2x3x20x40xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.mulf %a, %half : f32
    %1 = arith.addf %0, %b : f32
    linalg.yield %1 : f32
  } -> tensor<2x3x20x40xf32>
  %r = linalg.softmax dimension(3) ins(%s : tensor<2x3x20x40xf32>) outs(%e : tensor<2x3x20x40xf32>)
      -> tensor<2x3x20x40xf32>
  return %r : tensor<2x3x20x40xf32>"""

_WEIGHTED_SUM = """
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x50xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x50xf32>) -> tensor<4x50xf32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(b, c, t) -> (b, t, c)>, affine_map<(b, c, t) -> (b, t)>,
                       affine_map<(b, c, t) -> (c)>, affine_map<(b, c, t) -> (b, c)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %m, %g : tensor<4x33x50xf32>, tensor<4x33xf32>, tensor<50xf32>) outs(%f : tensor<4x50xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %o: f32):
    %0 = arith.addf %a, %c : f32
    %1 = arith.mulf %0, %b : f32
    %2 = arith.addf %1, %o : f32
    linalg.yield %2 : f32
  } -> tensor<4x50xf32>
  return %r : tensor<4x50xf32>"""

PROGRAMS = [
    _linalg_softmax("8x100xf32", 1),
    _linalg_softmax("16x16xf32", 0),
    _linalg_softmax("3x4x33xf32", 2),
    _linalg_softmax("1000xf32", 0),
    _linalg_softmax("5x9000xf32", 1),
    _linalg_softmax("2x100x40xf32", 1),
    Program(
        "softmax_masked",
        module(
            "%x: tensor<2x3x20x40xf32>, %m: tensor<2x40xf32>",
            "tensor<2x3x20x40xf32>",
            _MASKED_SOFTMAX,
        ),
        ["2x3x20x40xf32", "2x40xf32"],
        lambda x, m: softmax(x.astype(np.float64) * 0.5 + m[:, None, None]).astype(np.float32),
        F32_SUM,
    ),
    Program(
        "softmax_constant_bias",
        module("%x: tensor<40x7xf32>", "tensor<40x7xf32>", _CONSTANT_BIAS),
        ["40x7xf32"],
        lambda x: softmax(x + np.array([0.5, -1, 2, 0.25, 3, -2.5, 1.5], np.float32)),
        F32_SUM,
    ),
    Program(
        "weighted_sum",
        module(
            "%x: tensor<4x33x50xf32>, %m: tensor<4x33xf32>, %g: tensor<50xf32>",
            "tensor<4x50xf32>",
            _WEIGHTED_SUM,
        ),
        ["4x33x50xf32", "4x33xf32", "50xf32"],
        lambda x, m, g: np.einsum("btc,bt->bc", x.astype(np.float64) + g, m).astype(np.float32),
        F32_SUM,
    ),
    _rows_20x50("softmax_stablehlo", _STABLEHLO_SOFTMAX, softmax),
    _rows_20x50(
        "log_softmax", _LOG_SOFTMAX, lambda x: np.log(softmax(x.astype(np.float64))).astype("f4")
    ),
    Program(
        "layer_norm",
        module(
            "%x: tensor<12x64xf32>, %g: tensor<64xf32>, %b: tensor<64xf32>",
            "tensor<12x64xf32>",
            _LAYER_NORM,
        ),
        ["12x64xf32", "64xf32", "64xf32"],
        layer_norm,
        F32_SUM,
    ),
    Program(
        "batch_norm_inference",
        module(
            "%x: tensor<2x5x5x6xf32>, %scale: tensor<6xf32>, %offset: tensor<6xf32>, "
            "%mean: tensor<6xf32>, %variance: tensor<6xf32>",
            "tensor<2x5x5x6xf32>",
            _BATCH_NORM,
        ),
        ["2x5x5x6xf32", "6xf32", "6xf32", "6xf32", Random("6xf32", 0.1, 2)],
        lambda x, scale, offset, mean, variance: (
            (x - mean) / np.sqrt(variance + np.float32(1e-3)) * scale + offset
        ),
        F32_SUM,
    ),
    Program(
        "attention_linalg_ext",
        module(
            "%q: tensor<2x12x16xf32>, %k: tensor<2x20x16xf32>, %v: tensor<2x20x16xf32>",
            "tensor<2x12x16xf32>",
            _ATTENTION,
        ),
        ["2x12x16xf32", "2x20x16xf32", "2x20x16xf32"],
        attention,
        F32_PRODUCT,
    ),
    Program(
        "attention_stablehlo",
        module(
            "%q: tensor<3x10x16xf32>, %k: tensor<3x10x16xf32>, %v: tensor<3x10x16xf32>",
            "tensor<3x10x16xf32>",
            _PLAIN_ATTENTION,
        ),
        ["3x10x16xf32", "3x10x16xf32", "3x10x16xf32"],
        attention,
        F32_PRODUCT,
    ),
]

test_program = program_test(PROGRAMS)
