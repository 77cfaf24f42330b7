# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Depthwise convolutions (NHWC, NCHW, strides, dilations, multipliers, element types) and overlapping pooling."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Input, Program
from tests.e2e.references import Array, windows
from tests.e2e.tolerances import EXACT, F32_PRODUCT, F32_SUM


def _conv(op: str, x: str, w: str, y: str, stride: int = 1, dilation: int = 1) -> str:
    """Code that sets %y to the sums of a named depthwise convolution of %x and %w, from zero on."""
    element = y.split("x")[-1]
    zero = "0" if element[0] == "i" else "0.0"
    dims = [f"%n = tensor.dim %x, %c0 : tensor<{x}>"] if "?" in y else []
    size = "%n" if dims else ""
    return f"""
  %c0 = arith.constant 0 : index
  {"".join(dims)}
  %z = arith.constant {zero} : {element}
  %e = tensor.empty({size}) : tensor<{y}>
  %f = linalg.fill ins(%z : {element}) outs(%e : tensor<{y}>) -> tensor<{y}>
  %y = linalg.depthwise_conv_2d_{op}
      {{dilations = dense<{dilation}> : tensor<2xi64>, strides = dense<{stride}> : tensor<2xi64>}}
      ins(%x, %w : tensor<{x}>, tensor<{w}>) outs(%f : tensor<{y}>) -> tensor<{y}>"""


def _nhwc(stride: int, dilation: int, x: Array, w: Array) -> NDArray[np.float64]:
    """x: NHWC, w: HWC or HWCM."""
    wide = w if w.ndim == 4 else w[..., None]
    view = windows(x, w.shape[:2], (stride, stride), (dilation, dilation)).astype(np.float64)
    result: NDArray[np.float64] = np.einsum("nxyhwc,hwcm->nxycm", view, wide.astype(np.float64))
    return result if w.ndim == 4 else result[..., 0]


def _nchw(stride: int, x: Array, w: Array) -> NDArray[np.float64]:
    """x: NCHW, w: CHW."""
    result = _nhwc(stride, 1, np.moveaxis(x, 1, 3), np.moveaxis(w, 0, 2))
    return np.moveaxis(result, 3, 1)


def _program(
    name: str,
    op: str,
    x: str,
    w: str,
    y: str,
    stride: int = 1,
    dilation: int = 1,
    inputs: tuple[Input, Input] | None = None,
) -> Program:
    text = _conv(op, x, w, y, stride, dilation) + f"\n  return %y : tensor<{y}>"
    reference = partial(_nchw, stride) if "nchw" in op else partial(_nhwc, stride, dilation)
    element = y.split("x")[-1]
    return Program(
        name,
        module(f"%x: tensor<{x}>, %w: tensor<{w}>", f"tensor<{y}>", text),
        inputs or (x, w),
        lambda a, b: reference(a, b).astype(np.int32 if element == "i32" else np.float32),
        EXACT if element == "i32" else F32_PRODUCT,
    )


_RELU6 = (
    _conv("nhwc_hwc", "1x17x17x24xf32", "3x3x24xf32", "1x8x8x24xf32", stride=2)
    + """
  %six = arith.constant 6.0 : f32
  %r = linalg.generic {
      indexing_maps = [affine_map<(a, b, c, d) -> (a, b, c, d)>, affine_map<(a, b, c, d) -> (d)>,
                       affine_map<(a, b, c, d) -> (a, b, c, d)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y, %b : tensor<1x8x8x24xf32>, tensor<24xf32>) outs(%e : tensor<1x8x8x24xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %s = arith.addf %a, %c : f32
    %l = arith.maximumf %s, %z : f32
    %u = arith.minimumf %l, %six : f32
    linalg.yield %u : f32
  } -> tensor<1x8x8x24xf32>
  return %r : tensor<1x8x8x24xf32>"""
)

_BIAS = np.array([0.5, -1, 2, 0.25, 3], np.float32)
_CONSTANT_BIAS = (
    _conv("nhwc_hwc", "1x9x10x5xf32", "3x3x5xf32", "1x7x8x5xf32")
    + """
  %b = stablehlo.constant dense<[0.5, -1.0, 2.0, 0.25, 3.0]> : tensor<5xf32>
  %c = stablehlo.broadcast_in_dim %b, dims = [3] : (tensor<5xf32>) -> tensor<1x7x8x5xf32>
  %r = stablehlo.add %y, %c : tensor<1x7x8x5xf32>
  return %r : tensor<1x7x8x5xf32>"""
)

_AVERAGE_POOL = """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %zero) <{
      window_dimensions = array<i64: 1, 1, 3, 3>, window_strides = array<i64: 1, 1, 2, 2>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %m = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %m : tensor<f32>
  }) : (tensor<2x5x15x15xf32>, tensor<f32>) -> tensor<2x5x7x7xf32>
  %n = stablehlo.constant dense<9.0> : tensor<2x5x7x7xf32>
  %1 = stablehlo.divide %0, %n : tensor<2x5x7x7xf32>
  return %1 : tensor<2x5x7x7xf32>"""


def _average_pool(x: Array) -> Array:
    view = np.lib.stride_tricks.sliding_window_view(x.astype(np.float64), (3, 3), axis=(2, 3))
    return np.asarray(view[:, :, ::2, ::2].mean(axis=(4, 5)), np.float32)


PROGRAMS = [
    _program("nhwc", "nhwc_hwc", "2x20x18x32xf32", "3x3x32xf32", "2x18x16x32xf32"),
    Program(
        "nhwc_strided_bias_relu6",
        module(
            "%x: tensor<1x17x17x24xf32>, %w: tensor<3x3x24xf32>, %b: tensor<24xf32>",
            "tensor<1x8x8x24xf32>",
            _RELU6,
        ),
        ["1x17x17x24xf32", "3x3x24xf32", "24xf32"],
        lambda x, w, b: np.clip(_nhwc(2, 1, x, w) + b, 0, 6).astype(np.float32),
        F32_PRODUCT,
    ),
    Program(
        "nhwc_constant_bias",
        module(
            "%x: tensor<1x9x10x5xf32>, %w: tensor<3x3x5xf32>", "tensor<1x7x8x5xf32>", _CONSTANT_BIAS
        ),
        ["1x9x10x5xf32", "3x3x5xf32"],
        lambda x, w: (_nhwc(1, 1, x, w) + _BIAS).astype(np.float32),
        F32_PRODUCT,
    ),
    _program("nhwc_many_channels", "nhwc_hwc", "1x9x7x1500xf32", "3x3x1500xf32", "1x7x5x1500xf32"),
    _program("nhwc_5x5_dilated", "nhwc_hwc", "1x19x20x6xf32", "5x5x6xf32", "1x11x12x6xf32", 1, 2),
    _program("nhwc_multiplier", "nhwc_hwcm", "1x12x12x5xf32", "3x3x5x3xf32", "1x10x10x5x3xf32"),
    _program("nhwc_bf16", "nhwc_hwc", "1x12x12x40xbf16", "3x3x40xbf16", "1x10x10x40xf32"),
    _program("nhwc_i8", "nhwc_hwc", "1x12x12x33xi8", "3x3x33xi8", "1x10x10x33xi32"),
    _program("nchw", "nchw_chw", "1x7x40x33xf32", "7x3x3xf32", "1x7x38x31xf32"),
    _program("nchw_batch_strided", "nchw_chw", "3x6x13x13xf32", "6x3x3xf32", "3x6x6x6xf32", 2),
    _program(
        "nhwc_dynamic_batch",
        "nhwc_hwc",
        "?x10x10x16xf32",
        "3x3x16xf32",
        "?x8x8x16xf32",
        inputs=("5x10x10x16xf32", "3x3x16xf32"),
    ),
    Program(
        "average_pool_nchw",
        module("%x: tensor<2x5x15x15xf32>", "tensor<2x5x7x7xf32>", _AVERAGE_POOL),
        ["2x5x15x15xf32"],
        _average_pool,
        F32_SUM,
    ),
]

test_program = program_test(PROGRAMS)
