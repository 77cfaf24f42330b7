# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Small whole networks: a classifier, a residual block, a transformer layer, an LSTM, a training step."""

from typing import Any

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import Array, convolution, softmax
from tests.e2e.tolerances import F32_PRODUCT

_GENERATOR = np.random.default_rng(11)


def _weights(*shape: int, scale: float = 0.3) -> Array:
    return _GENERATOR.uniform(-scale, scale, shape).astype(np.float32)


def _constant(name: str, array: Array) -> str:
    shape = "x".join(str(dim) for dim in array.shape)
    text = array.tobytes().hex().upper()
    return f'  %{name} = stablehlo.constant dense<"0x{text}"> : tensor<{shape}xf32>\n'


# A classifier of 28x28 images with its weights inside.
_W1, _B1, _W2, _B2 = _weights(784, 32, scale=0.05), _weights(32), _weights(32, 10), _weights(10)

_CLASSIFIER = (
    "".join(
        _constant(name, value) for name, value in zip("abcd", (_W1, _B1, _W2, _B2), strict=True)
    )
    + """
  %x1 = stablehlo.reshape %x : (tensor<2x28x28xf32>) -> tensor<2x784xf32>
  %h0 = stablehlo.dot %x1, %a : (tensor<2x784xf32>, tensor<784x32xf32>) -> tensor<2x32xf32>
  %bb = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<32xf32>) -> tensor<2x32xf32>
  %h1 = stablehlo.add %h0, %bb : tensor<2x32xf32>
  %z = stablehlo.constant dense<0.0> : tensor<2x32xf32>
  %h2 = stablehlo.maximum %h1, %z : tensor<2x32xf32>
  %y0 = stablehlo.dot %h2, %c : (tensor<2x32xf32>, tensor<32x10xf32>) -> tensor<2x10xf32>
  %db = stablehlo.broadcast_in_dim %d, dims = [1] : (tensor<10xf32>) -> tensor<2x10xf32>
  %y1 = stablehlo.add %y0, %db : tensor<2x10xf32>
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%y1 init: %low) applies stablehlo.maximum across dimensions = [1]
      : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
  %e0 = stablehlo.subtract %y1, %mb : tensor<2x10xf32>
  %e1 = stablehlo.exponential %e0 : tensor<2x10xf32>
  %s = stablehlo.reduce(%e1 init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
  %p = stablehlo.divide %e1, %sb : tensor<2x10xf32>
  return %p : tensor<2x10xf32>"""
)


def _classify(x: Array) -> Array:
    hidden = np.maximum(x.reshape(2, 784).astype(np.float64) @ _W1 + _B1, 0)
    return softmax(hidden @ _W2 + _B2).astype(np.float32)


_RESIDUAL = """
  %c0 = stablehlo.convolution(%x, %w1) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f],
      window = {pad = [[1, 1], [1, 1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64}
      : (tensor<1x8x8x8xf32>, tensor<3x3x8x8xf32>) -> tensor<1x8x8x8xf32>
  %z = stablehlo.constant dense<0.0> : tensor<1x8x8x8xf32>
  %c1 = stablehlo.maximum %c0, %z : tensor<1x8x8x8xf32>
  %c2 = stablehlo.convolution(%c1, %w2) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f],
      window = {pad = [[1, 1], [1, 1]]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64}
      : (tensor<1x8x8x8xf32>, tensor<3x3x8x8xf32>) -> tensor<1x8x8x8xf32>
  %c3 = stablehlo.add %c2, %x : tensor<1x8x8x8xf32>
  %y = stablehlo.maximum %c3, %z : tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>"""


def _residual(x: Array, w1: Array, w2: Array) -> Any:
    wide = x.astype(np.float64)
    hidden = np.maximum(convolution(padding=1)(wide, w1), 0)
    return np.maximum(convolution(padding=1)(hidden, w2) + wide, 0).astype(np.float32)


_LSTM = """
  %0 = stablehlo.dot %x, %wx : (tensor<3x12xf32>, tensor<12x32xf32>) -> tensor<3x32xf32>
  %1 = stablehlo.dot %h, %wh : (tensor<3x8xf32>, tensor<8x32xf32>) -> tensor<3x32xf32>
  %2 = stablehlo.add %0, %1 : tensor<3x32xf32>
  %i0 = stablehlo.slice %2 [0:3, 0:8] : (tensor<3x32xf32>) -> tensor<3x8xf32>
  %f0 = stablehlo.slice %2 [0:3, 8:16] : (tensor<3x32xf32>) -> tensor<3x8xf32>
  %g0 = stablehlo.slice %2 [0:3, 16:24] : (tensor<3x32xf32>) -> tensor<3x8xf32>
  %o0 = stablehlo.slice %2 [0:3, 24:32] : (tensor<3x32xf32>) -> tensor<3x8xf32>
  %i = stablehlo.logistic %i0 : tensor<3x8xf32>
  %f = stablehlo.logistic %f0 : tensor<3x8xf32>
  %g = stablehlo.tanh %g0 : tensor<3x8xf32>
  %o = stablehlo.logistic %o0 : tensor<3x8xf32>
  %fc = stablehlo.multiply %f, %c : tensor<3x8xf32>
  %ig = stablehlo.multiply %i, %g : tensor<3x8xf32>
  %c1 = stablehlo.add %fc, %ig : tensor<3x8xf32>
  %t = stablehlo.tanh %c1 : tensor<3x8xf32>
  %h1 = stablehlo.multiply %o, %t : tensor<3x8xf32>
  return %h1, %c1 : tensor<3x8xf32>, tensor<3x8xf32>"""


def _lstm(x: Array, h: Array, c: Array, wx: Array, wh: Array) -> tuple[Array, Array]:
    gates = x.astype(np.float64) @ wx + h.astype(np.float64) @ wh
    i, f, g, o = np.split(gates, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    c1 = f * c + i * np.tanh(g)
    return (o * np.tanh(c1)).astype(np.float32), c1.astype(np.float32)


_TRAINING_STEP = """
  %rate = stablehlo.constant dense<0.01> : tensor<6x4xf32>
  %p = stablehlo.dot %x, %w : (tensor<20x6xf32>, tensor<6x4xf32>) -> tensor<20x4xf32>
  %d = stablehlo.subtract %p, %y : tensor<20x4xf32>
  %g = stablehlo.dot_general %x, %d, contracting_dims = [0] x [0]
      : (tensor<20x6xf32>, tensor<20x4xf32>) -> tensor<6x4xf32>
  %s = stablehlo.multiply %g, %rate : tensor<6x4xf32>
  %w1 = stablehlo.subtract %w, %s : tensor<6x4xf32>
  %q = stablehlo.multiply %d, %d : tensor<20x4xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %loss = stablehlo.reduce(%q init: %zero) applies stablehlo.add across dimensions = [0, 1]
      : (tensor<20x4xf32>, tensor<f32>) -> tensor<f32>
  return %w1, %loss : tensor<6x4xf32>, tensor<f32>"""


def _training_step(x: Array, y: Array, w: Array) -> tuple[Array, Array]:
    d = x.astype(np.float64) @ w - y
    return (w - 0.01 * x.T @ d).astype(np.float32), np.asarray((d**2).sum(), np.float32)


# One transformer layer of one head, without biases: 12 positions, 16 features.
_TRANSFORMER = """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %scale = stablehlo.constant dense<0.25> : tensor<12x12xf32>
  %q = stablehlo.dot %x, %wq : (tensor<12x16xf32>, tensor<16x16xf32>) -> tensor<12x16xf32>
  %k = stablehlo.dot %x, %wk : (tensor<12x16xf32>, tensor<16x16xf32>) -> tensor<12x16xf32>
  %v = stablehlo.dot %x, %wv : (tensor<12x16xf32>, tensor<16x16xf32>) -> tensor<12x16xf32>
  %s0 = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1]
      : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x12xf32>
  %s = stablehlo.multiply %s0, %scale : tensor<12x12xf32>
  %m = stablehlo.reduce(%s init: %low) applies stablehlo.maximum across dimensions = [1]
      : (tensor<12x12xf32>, tensor<f32>) -> tensor<12xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<12xf32>) -> tensor<12x12xf32>
  %d = stablehlo.subtract %s, %mb : tensor<12x12xf32>
  %e = stablehlo.exponential %d : tensor<12x12xf32>
  %t = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<12x12xf32>, tensor<f32>) -> tensor<12xf32>
  %tb = stablehlo.broadcast_in_dim %t, dims = [0] : (tensor<12xf32>) -> tensor<12x12xf32>
  %p = stablehlo.divide %e, %tb : tensor<12x12xf32>
  %a = stablehlo.dot %p, %v : (tensor<12x12xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
  %r = stablehlo.add %a, %x : tensor<12x16xf32>
  %f0 = stablehlo.dot %r, %w1 : (tensor<12x16xf32>, tensor<16x32xf32>) -> tensor<12x32xf32>
  %l = stablehlo.logistic %f0 : tensor<12x32xf32>
  %f1 = stablehlo.multiply %f0, %l : tensor<12x32xf32>
  %f2 = stablehlo.dot %f1, %w2 : (tensor<12x32xf32>, tensor<32x16xf32>) -> tensor<12x16xf32>
  %y = stablehlo.add %f2, %r : tensor<12x16xf32>
  return %y : tensor<12x16xf32>"""


def _transformer(x: Array, wq: Array, wk: Array, wv: Array, w1: Array, w2: Array) -> Any:
    x = x.astype(np.float64)
    residual = softmax((x @ wq) @ (x @ wk).T * 0.25) @ (x @ wv) + x
    hidden = residual @ w1
    return (hidden / (1 + np.exp(-hidden)) @ w2 + residual).astype(np.float32)


PROGRAMS = [
    Program(
        "classifier",
        module("%x: tensor<2x28x28xf32>", "tensor<2x10xf32>", _CLASSIFIER),
        ["2x28x28xf32"],
        _classify,
        F32_PRODUCT,
    ),
    Program(
        "residual_block",
        module(
            "%x: tensor<1x8x8x8xf32>, %w1: tensor<3x3x8x8xf32>, %w2: tensor<3x3x8x8xf32>",
            "tensor<1x8x8x8xf32>",
            _RESIDUAL,
        ),
        ["1x8x8x8xf32", Random("3x3x8x8xf32", -0.3, 0.3), Random("3x3x8x8xf32", -0.3, 0.3)],
        _residual,
        F32_PRODUCT,
    ),
    Program(
        "lstm_cell",
        module(
            "%x: tensor<3x12xf32>, %h: tensor<3x8xf32>, %c: tensor<3x8xf32>, "
            "%wx: tensor<12x32xf32>, %wh: tensor<8x32xf32>",
            "tensor<3x8xf32>, tensor<3x8xf32>",
            _LSTM,
        ),
        ["3x12xf32", "3x8xf32", "3x8xf32", Random("12x32xf32", -1, 1), Random("8x32xf32", -1, 1)],
        _lstm,
        F32_PRODUCT,
    ),
    Program(
        "training_step",
        module(
            "%x: tensor<20x6xf32>, %y: tensor<20x4xf32>, %w: tensor<6x4xf32>",
            "tensor<6x4xf32>, tensor<f32>",
            _TRAINING_STEP,
        ),
        ["20x6xf32", "20x4xf32", "6x4xf32"],
        _training_step,
        F32_PRODUCT,
    ),
    Program(
        "transformer_layer",
        module(
            "%x: tensor<12x16xf32>, %wq: tensor<16x16xf32>, %wk: tensor<16x16xf32>, "
            "%wv: tensor<16x16xf32>, %w1: tensor<16x32xf32>, %w2: tensor<32x16xf32>",
            "tensor<12x16xf32>",
            _TRANSFORMER,
        ),
        [
            "12x16xf32",
            *(Random(t, -0.5, 0.5) for t in ["16x16xf32"] * 3 + ["16x32xf32", "32x16xf32"]),
        ],
        _transformer,
        F32_PRODUCT,
    ),
]

test_program = program_test(PROGRAMS)
