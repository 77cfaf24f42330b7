# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Tensors that lie in DRAM as tiles, and programs of which only some do: the same bits as without tiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from numpy.typing import DTypeLike

import iree.tenstorrent as tt
from tests.e2e.checker import Target, check, run
from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import Array, softmax
from tests.e2e.tolerances import BF16, F32_PRODUCT

_ROWS = ("--iree-tenstorrent-tiled-layouts=false",)
_TILES, _TRANSPOSED = "tiles", "transposed_tiles"
_GENERATOR = np.random.default_rng(7)


@dataclass(frozen=True)
class LayoutProgram:
    """A program, and the layouts of the bindings of its dispatches that do not have rows."""

    program: Program
    layouts: Sequence[dict[int, str]]


def _weights(*shape: int, dtype: DTypeLike = np.float32) -> Array:
    return _GENERATOR.uniform(-0.3, 0.3, shape).astype(dtype)


def _constant(name: str, array: Array, element: str = "f32") -> str:
    shape = "x".join(str(dim) for dim in array.shape)
    text = array.tobytes().hex().upper()
    return f'  %{name} = stablehlo.constant dense<"0x{text}"> : tensor<{shape}x{element}>\n'


def _dot(
    name: str, left: str, right: str, sizes: tuple[int, int, int], element: str = "f32"
) -> str:
    rows, inner, columns = sizes
    return (
        f"  %{name} = stablehlo.dot %{left}, %{right} : (tensor<{rows}x{inner}x{element}>, "
        f"tensor<{inner}x{columns}x{element}>) -> tensor<{rows}x{columns}x{element}>\n"
    )


def _wide(*arrays: Array) -> list[Array]:
    return [array.astype(np.float64) for array in arrays]


_W1, _B1, _W2 = _weights(96, 256), _weights(256), _weights(256, 64)


def _mlp(x: Array) -> Array:
    x, w1, b1, w2 = _wide(x, _W1, _B1, _W2)
    hidden = x @ w1 + b1
    result: Array = (np.vectorize(erf)(hidden) * hidden @ w2).astype(np.float32)
    return result


_MLP = (
    _constant("w1", _W1)
    + _constant("b1", _B1)
    + _constant("w2", _W2)
    + _dot("h", "x", "w1", (64, 96, 256))
    + """
  %b = stablehlo.broadcast_in_dim %b1, dims = [1] : (tensor<256xf32>) -> tensor<64x256xf32>
  %0 = stablehlo.add %h, %b : tensor<64x256xf32>
  %1 = chlo.erf %0 : tensor<64x256xf32> -> tensor<64x256xf32>
  %g = stablehlo.multiply %1, %0 : tensor<64x256xf32>
"""
    + _dot("y", "g", "w2", (64, 256, 64))
    + "  return %y : tensor<64x64xf32>"
)

# Weights as PyTorch has them: a row for each result.
_T1, _T2 = _weights(128, 64), _weights(32, 128)
_LINEAR = """
  %{0} = stablehlo.dot_general %{1}, %{2}, contracting_dims = [1] x [1]
      : (tensor<{3}x{4}x{6}>, tensor<{5}x{4}x{6}>) -> tensor<{3}x{5}x{6}>
"""


def _linear(dtype: DTypeLike) -> Any:
    def reference(x: Array) -> Array:
        t1, t2 = (t.astype(dtype).astype(np.float64) for t in (_T1, _T2))
        return ((x.astype(np.float64) @ t1.T).astype(dtype).astype(np.float64) @ t2.T).astype(dtype)

    return reference


def _linear_text(element: str, dtype: DTypeLike) -> str:
    return (
        _constant("t1", _T1.astype(dtype), element)
        + _constant("t2", _T2.astype(dtype), element)
        + _LINEAR.format("h", "x", "t1", 96, 64, 128, element)
        + _LINEAR.format("y", "h", "t2", 96, 128, 32, element)
        + f"  return %y : tensor<96x32x{element}>"
    )


# A result that a product and an elementwise dispatch read, which itself goes on to a product.
_GATED = (
    _dot("p", "x", "v", (64, 96, 128))
    + _dot("q", "x", "w", (64, 96, 128))
    + """
  %g = stablehlo.logistic %q : tensor<64x128xf32>
  %s = stablehlo.multiply %p, %g : tensor<64x128xf32>
"""
    + _dot("a", "s", "u", (64, 128, 32))
    + _dot("b", "p", "u", (64, 128, 32))
    + _dot("c", "q", "u", (64, 128, 32))
    + "  return %a, %b, %c : tensor<64x32xf32>, tensor<64x32xf32>, tensor<64x32xf32>"
)


def _gated(x: Array, v: Array, w: Array, u: Array) -> tuple[Array, ...]:
    x, v, w, u = _wide(x, v, w, u)
    p, q = x @ v, x @ w
    return tuple((t @ u).astype(np.float32) for t in (p / (1 + np.exp(-q)), p, q))


# Scores of three heads, which lie side by side in the rows of q, k and v.
_HEADS = (
    _dot("q0", "x", "wq", (64, 96, 96))
    + _dot("k0", "x", "wk", (64, 96, 96))
    + """
  %q = stablehlo.reshape %q0 : (tensor<64x96xf32>) -> tensor<64x3x32xf32>
  %k = stablehlo.reshape %k0 : (tensor<64x96xf32>) -> tensor<64x3x32xf32>
  %s = stablehlo.dot_general %q, %k, batching_dims = [1] x [1], contracting_dims = [2] x [2]
      : (tensor<64x3x32xf32>, tensor<64x3x32xf32>) -> tensor<3x64x64xf32>
  return %s : tensor<3x64x64xf32>"""
)


def _heads(x: Array, wq: Array, wk: Array) -> Array:
    x, wq, wk = _wide(x, wq, wk)
    q, k = ((x @ w).reshape(64, 3, 32) for w in (wq, wk))
    scores: Array = np.einsum("qhd,khd->hqk", q, k).astype(np.float32)
    return scores


# Heads that are put side by side again, as a matrix of more columns.
_CONTEXT = (
    """
  %c = stablehlo.dot_general %p, %v, batching_dims = [0] x [0], contracting_dims = [2] x [1]
      : (tensor<3x64x64xf32>, tensor<3x64x32xf32>) -> tensor<3x64x32xf32>
  %t = stablehlo.transpose %c, dims = [1, 0, 2] : (tensor<3x64x32xf32>) -> tensor<64x3x32xf32>
  %r = stablehlo.reshape %t : (tensor<64x3x32xf32>) -> tensor<64x96xf32>
"""
    + _dot("y", "r", "w", (64, 96, 32))
    + "  return %y : tensor<64x32xf32>"
)


def _context(p: Array, v: Array, w: Array) -> Array:
    p, v, w = _wide(p, v, w)
    result: Array = (np.einsum("hqk,hkd->qhd", p, v).reshape(64, 96) @ w).astype(np.float32)
    return result


# Weights of a size that leaves blocks of tiles past their ends, and sums over several blocks.
_LONG1, _LONG2 = _weights(96, 1120), _weights(1120, 288)
_LONG = (
    _constant("w1", _LONG1)
    + _constant("w2", _LONG2)
    + _dot("h", "x", "w1", (160, 96, 1120))
    + _dot("y", "h", "w2", (160, 1120, 288))
    + "  return %y : tensor<160x288xf32>"
)


# One dispatch three times: first on an argument, then on its own results.
_CHAIN = (
    _dot("a", "x", "w", (32, 64, 64))
    + _dot("b", "a", "w", (32, 64, 64))
    + _dot("c", "b", "w", (32, 64, 64))
    + "  return %c : tensor<32x64xf32>"
)

# Softmax between two products, and the sums of its input's columns.
_SOFTMAX = (
    _dot("a", "x", "v", (64, 96, 160))
    + """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %m = stablehlo.reduce(%a init: %low) applies stablehlo.maximum across dimensions = [1]
      : (tensor<64x160xf32>, tensor<f32>) -> tensor<64xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<64xf32>) -> tensor<64x160xf32>
  %d = stablehlo.subtract %a, %mb : tensor<64x160xf32>
  %e = stablehlo.exponential %d : tensor<64x160xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<64x160xf32>, tensor<f32>) -> tensor<64xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<64xf32>) -> tensor<64x160xf32>
  %p = stablehlo.divide %e, %sb : tensor<64x160xf32>
  %c = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [0]
      : (tensor<64x160xf32>, tensor<f32>) -> tensor<160xf32>
"""
    + _dot("y", "p", "u", (64, 160, 32))
    + "  return %y, %c : tensor<64x32xf32>, tensor<160xf32>"
)


def _softmax(x: Array, v: Array, u: Array) -> tuple[Array, ...]:
    x, v, u = _wide(x, v, u)
    a = x @ v
    return (softmax(a) @ u).astype(np.float32), a.sum(axis=0).astype(np.float32)


# A transformer's MLP behind a layer norm, with what goes past it.
_NORM = (
    _dot("a", "x", "wa", (64, 96, 96))
    + """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<96.0> : tensor<64xf32>
  %small = stablehlo.constant dense<1.0e-5> : tensor<64xf32>
  %s = stablehlo.reduce(%a init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<64x96xf32>, tensor<f32>) -> tensor<64xf32>
  %m = stablehlo.divide %s, %count : tensor<64xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<64xf32>) -> tensor<64x96xf32>
  %d = stablehlo.subtract %a, %mb : tensor<64x96xf32>
  %q = stablehlo.multiply %d, %d : tensor<64x96xf32>
  %v0 = stablehlo.reduce(%q init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<64x96xf32>, tensor<f32>) -> tensor<64xf32>
  %v1 = stablehlo.divide %v0, %count : tensor<64xf32>
  %v2 = stablehlo.add %v1, %small : tensor<64xf32>
  %r = stablehlo.rsqrt %v2 : tensor<64xf32>
  %rb = stablehlo.broadcast_in_dim %r, dims = [0] : (tensor<64xf32>) -> tensor<64x96xf32>
  %n0 = stablehlo.multiply %d, %rb : tensor<64x96xf32>
  %gb = stablehlo.broadcast_in_dim %g, dims = [1] : (tensor<96xf32>) -> tensor<64x96xf32>
  %n = stablehlo.multiply %n0, %gb : tensor<64x96xf32>
"""
    + _dot("h0", "n", "w1", (64, 96, 256))
    + "  %h = stablehlo.tanh %h0 : tensor<64x256xf32>\n"
    + _dot("o", "h", "w2", (64, 256, 96))
    + "  %y = stablehlo.add %o, %a : tensor<64x96xf32>\n"
    + "  return %y : tensor<64x96xf32>"
)


def _norm(x: Array, wa: Array, g: Array, w1: Array, w2: Array) -> Array:
    x, wa, g, w1, w2 = _wide(x, wa, g, w1, w2)
    a = x @ wa
    centered = a - a.mean(axis=1, keepdims=True)
    normal = centered / np.sqrt((centered**2).mean(axis=1, keepdims=True) + 1e-5) * g
    result: Array = (np.tanh(normal @ w1) @ w2 + a).astype(np.float32)
    return result


# The host and a sort need rows.
_ESCAPES = (
    _dot("a", "x", "w", (32, 64, 64))
    + _dot("b", "a", "u", (32, 64, 96))
    + """
  %m = "stablehlo.sort"(%b) ({
  ^bb0(%l: tensor<f32>, %r: tensor<f32>):
    %less = stablehlo.compare LT, %l, %r : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %less : tensor<i1>
  }) {dimension = 1 : i64} : (tensor<32x96xf32>) -> tensor<32x96xf32>
"""
    + _dot("c", "b", "v", (32, 96, 32))
    + "  return %a, %m, %c : tensor<32x64xf32>, tensor<32x96xf32>, tensor<32x32xf32>"
)


def _escapes(x: Array, w: Array, u: Array, v: Array) -> tuple[Array, ...]:
    x, w, u, v = _wide(x, w, u, v)
    a = x @ w
    b = a @ u
    return tuple(t.astype(np.float32) for t in (a, np.sort(b, axis=1), b @ v))


_BF16 = np.dtype(ml_dtypes.bfloat16)

PROGRAMS = [
    LayoutProgram(
        Program(
            "mlp",
            module("%x: tensor<64x96xf32>", "tensor<64x64xf32>", _MLP),
            ["64x96xf32"],
            _mlp,
            F32_PRODUCT,
        ),
        [{1: _TILES, 3: _TILES}, {0: _TILES, 1: _TILES}],
    ),
    LayoutProgram(
        Program(
            "linear",
            module("%x: tensor<96x64xf32>", "tensor<96x32xf32>", _linear_text("f32", np.float32)),
            ["96x64xf32"],
            _linear(np.float32),
            F32_PRODUCT,
        ),
        [{1: _TRANSPOSED, 2: _TILES}, {0: _TILES, 1: _TRANSPOSED}],
    ),
    LayoutProgram(
        Program(
            "linear_bf16",
            module("%x: tensor<96x64xbf16>", "tensor<96x32xbf16>", _linear_text("bf16", _BF16)),
            ["96x64xbf16"],
            _linear(_BF16),
            BF16,
        ),
        [{1: _TRANSPOSED, 2: _TILES}, {0: _TILES, 1: _TRANSPOSED}],
    ),
    LayoutProgram(
        Program(
            "linear_tf32",
            module("%x: tensor<96x64xf32>", "tensor<96x32xf32>", _linear_text("f32", np.float32)),
            ["96x64xf32"],
            _linear(np.float32),
            F32_PRODUCT,
            flags=("--iree-tenstorrent-f32-matmul=tf32",),
        ),
        [{1: _TRANSPOSED, 2: _TILES}, {0: _TILES, 1: _TRANSPOSED}],
    ),
    LayoutProgram(
        Program(
            "gated",
            module(
                "%x: tensor<64x96xf32>, %v: tensor<96x128xf32>, %w: tensor<96x128xf32>, "
                "%u: tensor<128x32xf32>",
                ", ".join(["tensor<64x32xf32>"] * 3),
                _GATED,
            ),
            ["64x96xf32", "96x128xf32", "96x128xf32", "128x32xf32"],
            _gated,
            F32_PRODUCT,
            flags=("--iree-dispatch-creation-enable-aggressive-fusion=false",),
        ),
        [{2: _TILES}, {}, {0: _TILES}],
    ),
    LayoutProgram(
        Program(
            "heads",
            module(
                "%x: tensor<64x96xf32>, %wq: tensor<96x96xf32>, %wk: tensor<96x96xf32>",
                "tensor<3x64x64xf32>",
                _HEADS,
            ),
            ["64x96xf32", "96x96xf32", "96x96xf32"],
            _heads,
            F32_PRODUCT,
        ),
        [{2: _TILES}, {2: _TILES}, {0: _TILES, 1: _TILES}],
    ),
    LayoutProgram(
        Program(
            "context",
            module(
                "%p: tensor<3x64x64xf32>, %v: tensor<3x64x32xf32>, %w: tensor<96x32xf32>",
                "tensor<64x32xf32>",
                _CONTEXT,
            ),
            ["3x64x64xf32", "3x64x32xf32", "96x32xf32"],
            _context,
            F32_PRODUCT,
        ),
        [{2: _TILES}, {0: _TILES}],
    ),
    LayoutProgram(
        Program(
            "long",
            module("%x: tensor<160x96xf32>", "tensor<160x288xf32>", _LONG),
            ["160x96xf32"],
            lambda x: np.linalg.multi_dot(_wide(x, _LONG1, _LONG2)).astype(np.float32),
            F32_PRODUCT,
        ),
        [{1: _TILES, 2: _TILES}, {0: _TILES, 1: _TILES}],
    ),
    LayoutProgram(
        Program(
            "shared_dispatch",
            module("%x: tensor<32x64xf32>, %w: tensor<64x64xf32>", "tensor<32x64xf32>", _CHAIN),
            ["32x64xf32", "64x64xf32"],
            lambda x, w: np.linalg.multi_dot(_wide(x, w, w, w)).astype(np.float32),
            F32_PRODUCT,
        ),
        [{}],
    ),
    LayoutProgram(
        Program(
            "escapes",
            module(
                "%x: tensor<32x64xf32>, %w: tensor<64x64xf32>, %u: tensor<64x96xf32>, "
                "%v: tensor<96x32xf32>",
                "tensor<32x64xf32>, tensor<32x96xf32>, tensor<32x32xf32>",
                _ESCAPES,
            ),
            ["32x64xf32", "64x64xf32", "64x96xf32", "96x32xf32"],
            _escapes,
            F32_PRODUCT,
        ),
        [{}, {}, {}, {}],
    ),
    LayoutProgram(
        Program(
            "softmax",
            module(
                "%x: tensor<64x96xf32>, %v: tensor<96x160xf32>, %u: tensor<160x32xf32>",
                "tensor<64x32xf32>, tensor<160xf32>",
                _SOFTMAX,
            ),
            [Random("64x96xf32", -0.5, 0.5), Random("96x160xf32", -0.5, 0.5), "160x32xf32"],
            _softmax,
            F32_PRODUCT,
        ),
        [{2: _TILES}, {0: _TILES, 1: _TILES}, {0: _TILES}, {0: _TILES}],
    ),
    LayoutProgram(
        Program(
            "layer_norm",
            module(
                "%x: tensor<64x96xf32>, %wa: tensor<96x96xf32>, %g: tensor<96xf32>, "
                "%w1: tensor<96x256xf32>, %w2: tensor<256x96xf32>",
                "tensor<64x96xf32>",
                _NORM,
            ),
            [
                "64x96xf32",
                *(
                    Random(t, -0.3, 0.3)
                    for t in ("96x96xf32", "96xf32", "96x256xf32", "256x96xf32")
                ),
            ],
            _norm,
            F32_PRODUCT,
        ),
        [{2: _TILES}, {0: _TILES, 2: _TILES}, {0: _TILES, 2: _TILES}, {0: _TILES, 2: _TILES}],
    ),
]


@pytest.mark.parametrize("case", PROGRAMS, ids=[case.program.name for case in PROGRAMS])
def test_program(case: LayoutProgram, targets: Sequence[Target]) -> None:
    own = [flag for flag in case.program.flags if "tenstorrent" in flag]
    check(case.program, targets if not own else targets[:1])


@pytest.mark.parametrize("case", PROGRAMS, ids=[case.program.name for case in PROGRAMS])
def test_same_bits_as_rows(case: LayoutProgram, targets: Sequence[Target]) -> None:
    program, (backend, device, _) = case.program, targets[0]
    compiled = tt.compile_module(program.mlir, target=backend, flags=program.flags)
    assert [dict(dispatch.layouts) for dispatch in compiled.dispatches] == list(case.layouts)
    arguments = program.arguments()
    tiles, rows = (run(program, (backend, device, flags), arguments) for flags in ((), _ROWS))
    for own, wanted in zip(tiles, rows, strict=True):
        assert own.tobytes() == wanted.tobytes()
