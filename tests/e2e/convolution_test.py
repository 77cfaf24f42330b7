# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Convolutions (NHWC, NCHW, depthwise, grouped, strided, padded, dilated, 1-D, transposed) and pooling."""

from typing import Any

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.references import Array, Reference, convolution, nchw, windows
from tests.e2e.tolerances import EXACT, F32_PRODUCT, F32_SUM, Tolerance


def _stablehlo(
    name: str,
    x: str,
    w: str,
    y: str,
    reference: Reference,
    padding: int = 0,
    strides: int = 1,
    dilations: int = 1,
    groups: int = 1,
) -> Program:
    """An NHWC x HWIO convolution in StableHLO."""
    text = f"""
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f],
      window = {{stride = [{strides}, {strides}], pad = [[{padding}, {padding}], [{padding}, {padding}]],
                rhs_dilate = [{dilations}, {dilations}]}}
      {{batch_group_count = 1 : i64, feature_group_count = {groups} : i64}}
      : (tensor<{x}>, tensor<{w}>) -> tensor<{y}>
  return %0 : tensor<{y}>"""
    arguments = f"%x: tensor<{x}>, %w: tensor<{w}>"
    return Program(name, module(arguments, f"tensor<{y}>", text), [x, w], reference, F32_PRODUCT)


def _linalg(
    name: str,
    op: str,
    x: str,
    w: str,
    y: str,
    reference: Reference,
    initial: str = "0.0",
    tolerance: Tolerance | None = F32_PRODUCT,
    stride: int = 1,
) -> Program:
    """A named linalg convolution or pooling, into a constant."""
    element = y.split("x")[-1]
    rank = 2 if "2d" in op or op.count("h") > 1 or "pooling" in op else 1
    dense = f"tensor<{rank}xi64>"
    text = f"""
  %c = arith.constant {initial} : {element}
  %e = tensor.empty() : tensor<{y}>
  %f = linalg.fill ins(%c : {element}) outs(%e : tensor<{y}>) -> tensor<{y}>
  %0 = linalg.{op} {{dilations = dense<1> : {dense}, strides = dense<{stride}> : {dense}}}
      ins(%x, %w : tensor<{x}>, tensor<{w}>) outs(%f : tensor<{y}>) -> tensor<{y}>
  return %0 : tensor<{y}>"""
    arguments = f"%x: tensor<{x}>, %w: tensor<{w}>"
    return Program(name, module(arguments, f"tensor<{y}>", text), [x, w], reference, tolerance)


def _pool(function: Reference, kernel: tuple[int, int], strides: tuple[int, int]) -> Reference:
    return lambda x, _: function(windows(x, kernel, strides), axis=(3, 4))


_CONV_BIAS_RELU = """
  %zero = arith.constant 0.0 : f32
  %p = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x10x10x4xf32> to tensor<1x12x12x4xf32>
  %e = tensor.empty() : tensor<1x5x5x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x5x5x8xf32>) -> tensor<1x5x5x8xf32>
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
      ins(%p, %w : tensor<1x12x12x4xf32>, tensor<3x3x4x8xf32>)
      outs(%f : tensor<1x5x5x8xf32>) -> tensor<1x5x5x8xf32>
  %1 = linalg.generic {
      indexing_maps = [affine_map<(a, b, c, d) -> (a, b, c, d)>, affine_map<(a, b, c, d) -> (d)>,
                       affine_map<(a, b, c, d) -> (a, b, c, d)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %bias : tensor<1x5x5x8xf32>, tensor<8xf32>) outs(%e : tensor<1x5x5x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.addf %a, %b : f32
    %r = arith.maximumf %s, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x5x5x8xf32>
  return %1 : tensor<1x5x5x8xf32>"""

_MAX_POOL = """
  %init = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %init) <{
      window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>,
      padding = dense<[[0, 0], [1, 1], [1, 1], [0, 0]]> : tensor<4x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %m = stablehlo.maximum %a, %b : tensor<f32>
    stablehlo.return %m : tensor<f32>
  }) : (tensor<1x9x9x3xf32>, tensor<f32>) -> tensor<1x5x5x3xf32>
  return %0 : tensor<1x5x5x3xf32>"""


def _max_pool(x: Array) -> Any:
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=-np.inf)
    return windows(padded, (3, 3), (2, 2)).max(axis=(3, 4))


PROGRAMS = [
    _stablehlo("nhwc_3x3", "1x10x10x3xf32", "3x3x3x5xf32", "1x8x8x5xf32", convolution()),
    _stablehlo(
        "nhwc_padded",
        "2x8x8x4xf32",
        "3x3x4x6xf32",
        "2x8x8x6xf32",
        convolution(padding=1),
        padding=1,
    ),
    _stablehlo(
        "nhwc_strided",
        "1x11x11x2xf32",
        "3x3x2x4xf32",
        "1x5x5x4xf32",
        convolution((2, 2)),
        strides=2,
    ),
    _stablehlo(
        "nhwc_strided_padded",
        "1x12x12x3xf32",
        "5x5x3x4xf32",
        "1x6x6x4xf32",
        convolution((2, 2), padding=2),
        padding=2,
        strides=2,
    ),
    _stablehlo(
        "nhwc_dilated",
        "1x12x12x2xf32",
        "3x3x2x3xf32",
        "1x8x8x3xf32",
        convolution(dilations=(2, 2)),
        dilations=2,
    ),
    _stablehlo("nhwc_1x1", "1x14x14x16xf32", "1x1x16x8xf32", "1x14x14x8xf32", convolution()),
    _stablehlo(
        "grouped", "1x7x7x6xf32", "3x3x3x4xf32", "1x5x5x4xf32", convolution(groups=2), groups=2
    ),
    _stablehlo(
        "depthwise_stablehlo",
        "1x9x9x5xf32",
        "3x3x1x5xf32",
        "1x7x7x5xf32",
        convolution(groups=5),
        groups=5,
    ),
    _linalg(
        "nhwc_linalg",
        "conv_2d_nhwc_hwcf",
        "1x9x9x3xf32",
        "3x3x3x4xf32",
        "1x7x7x4xf32",
        convolution(),
    ),
    _linalg(
        "nchw_linalg",
        "conv_2d_nchw_fchw",
        "2x3x8x9xf32",
        "4x3x3x3xf32",
        "2x4x6x7xf32",
        nchw(convolution()),
    ),
    _linalg(
        "nchw_strided",
        "conv_2d_nchw_fchw",
        "1x4x13x13xf32",
        "6x4x3x3xf32",
        "1x6x6x6xf32",
        nchw(convolution((2, 2))),
        stride=2,
    ),
    _linalg(
        "depthwise_linalg",
        "depthwise_conv_2d_nhwc_hwc",
        "1x8x8x6xf32",
        "3x3x6xf32",
        "1x6x6x6xf32",
        lambda x, w: np.einsum(
            "nxyhwc,hwc->nxyc", windows(x, (3, 3), (1, 1)).astype(np.float64), w
        ).astype(np.float32),
    ),
    _linalg(
        "conv_1d",
        "conv_1d_nwc_wcf",
        "2x20x3xf32",
        "5x3x4xf32",
        "2x16x4xf32",
        lambda x, w: np.einsum(
            "nxcw,wco->nxo",
            np.lib.stride_tricks.sliding_window_view(x.astype(np.float64), 5, axis=1),
            w,
        ).astype(np.float32),
    ),
    _linalg(
        "conv_i8_i32",
        "conv_2d_nhwc_hwcf",
        "1x7x7x3xi8",
        "3x3x3x4xi8",
        "1x5x5x4xi32",
        lambda x, w: convolution()(x.astype(np.int32), w.astype(np.int32)),
        "0",
        EXACT,
    ),
    Program(
        "conv_bias_relu",
        module(
            "%x: tensor<1x10x10x4xf32>, %w: tensor<3x3x4x8xf32>, %bias: tensor<8xf32>",
            "tensor<1x5x5x8xf32>",
            _CONV_BIAS_RELU,
        ),
        ["1x10x10x4xf32", "3x3x4x8xf32", "8xf32"],
        lambda x, w, b: np.maximum(convolution((2, 2), 1)(x, w) + b, 0),
        F32_PRODUCT,
    ),
    Program(
        "transposed_convolution",
        module(
            "%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x2x3xf32>",
            "tensor<1x9x9x3xf32>",
            """
  %0 = stablehlo.convolution(%x, %w) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f],
      window = {pad = [[2, 2], [2, 2]], lhs_dilate = [2, 2]}
      {batch_group_count = 1 : i64, feature_group_count = 1 : i64}
      : (tensor<1x4x4x2xf32>, tensor<3x3x2x3xf32>) -> tensor<1x9x9x3xf32>
  return %0 : tensor<1x9x9x3xf32>""",
        ),
        ["1x4x4x2xf32", "3x3x2x3xf32"],
        lambda x, w: convolution(padding=2)(_spread(x), w),
        F32_PRODUCT,
    ),
    _linalg(
        "pool_max",
        "pooling_nhwc_max",
        "1x8x8x4xf32",
        "2x2xf32",
        "1x4x4x4xf32",
        _pool(np.max, (2, 2), (2, 2)),
        "0xFF800000",
        EXACT,
        2,
    ),
    _linalg(
        "pool_min",
        "pooling_nhwc_min",
        "1x9x9x2xf32",
        "3x3xf32",
        "1x7x7x2xf32",
        _pool(np.min, (3, 3), (1, 1)),
        "0x7F800000",
        EXACT,
    ),
    _linalg(
        "pool_sum",
        "pooling_nhwc_sum",
        "2x6x6x3xf32",
        "3x3xf32",
        "2x4x4x3xf32",
        _pool(np.sum, (3, 3), (1, 1)),
        "0.0",
        F32_SUM,
    ),
    Program(
        "pool_max_padded",
        module("%x: tensor<1x9x9x3xf32>", "tensor<1x5x5x3xf32>", _MAX_POOL),
        ["1x9x9x3xf32"],
        _max_pool,
        EXACT,
    ),
]


def _spread(x: Array) -> Array:
    """x with a zero between neighbours in height and width."""
    wide = np.zeros((x.shape[0], 2 * x.shape[1] - 1, 2 * x.shape[2] - 1, x.shape[3]), x.dtype)
    wide[:, ::2, ::2] = x
    return wide


test_program = program_test(PROGRAMS)
