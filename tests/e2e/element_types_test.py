# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Every element type: arithmetic, conversions and the edges of the ranges (infinities, NaN, overflow, sub-byte)."""

from collections.abc import Sequence

import ml_dtypes
import numpy as np
from numpy.typing import DTypeLike

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module, stablehlo_op
from tests.e2e.program import DTYPES, KEEP_F64, Input, Program, Random
from tests.e2e.references import Array, Reference
from tests.e2e.tolerances import BF16, EXACT, F16, F32, F32_FUNCTION, F64_FUNCTION, Tolerance

_FLAGS = {"f64": KEEP_F64, "complex<f64>": KEEP_F64}


def _arithmetic(element: str) -> Program:
    """a * b + a, where every type rounds or wraps in its own way."""
    tensor = f"tensor<101x{element}>"
    text = f"""
  %0 = stablehlo.multiply %a, %b : {tensor}
  %1 = stablehlo.add %0, %a : {tensor}
  return %1 : {tensor}"""
    bits = DTYPES[element].itemsize * 8 if element.lstrip("u").startswith("i") else 8
    low, high = (-(2 ** (bits - 2)), 2 ** (bits - 2)) if "i" in element else (-3, 3)
    inputs = [Random(f"101x{element}", low, high)] * 2
    mlir = module(f"%a: {tensor}, %b: {tensor}", tensor, text)
    return Program(
        f"multiply_add_{element}",
        mlir,
        inputs,
        lambda a, b: (a * b + a).astype(DTYPES[element]),
        flags=_FLAGS.get(element, ()),
    )


def _convert(
    source: str, target: str, reference: Reference | None = None, low: float = -9, high: float = 9
) -> Program:
    mlir = stablehlo_op("stablehlo.convert", [f"37x{source}"], f"37x{target}")
    return Program(
        f"convert_{source}_{target}",
        mlir,
        [Random(f"37x{source}", low, high)],
        reference or (lambda x: x.astype(DTYPES[target])),
        EXACT,
        flags=KEEP_F64 if "f64" in (source, target) else (),
    )


def _unary(
    name: str,
    op: str,
    element: str,
    reference: Reference,
    tolerance: Tolerance | None,
    low: float = -2,
    high: float = 2,
    result: str | None = None,
    flags: tuple[str, ...] = (),
) -> Program:
    result = result or element
    mlir = stablehlo_op(f"stablehlo.{op}", [f"65x{element}"], f"65x{result}")
    return Program(
        name, mlir, [Random(f"65x{element}", low, high)], reference, tolerance, flags=flags
    )


def _binary(
    name: str,
    op: str,
    element: str,
    reference: Reference,
    low: float = 0,
    high: float = 100,
    inputs: Sequence[Input] | None = None,
) -> Program:
    mlir = stablehlo_op(f"stablehlo.{op}", [f"65x{element}"] * 2, f"65x{element}")
    inputs = inputs or [Random(f"65x{element}", low, high)] * 2
    return Program(name, mlir, inputs, reference)


def _specials(dtype: DTypeLike) -> list[Array]:
    values = np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 1e-3, 3e4], np.float32)
    a, b = np.meshgrid(values, values)
    return [a.ravel().astype(dtype), b.ravel().astype(dtype)]


def _on_specials(op: str, element: str, reference: Reference) -> Program:
    mlir = stablehlo_op(f"stablehlo.{op}", [f"81x{element}"] * 2, f"81x{element}")
    inputs = _specials(DTYPES[element])
    return Program(f"specials_{op}_{element}", mlir, inputs, reference, EXACT)


def _in_f32(function: Reference) -> Reference:
    """The f32 function, rounded to the type of the input."""
    return lambda *x: function(*(v.astype(np.float32) for v in x)).astype(x[0].dtype)


# Ties, the ends of f16's range, its subnormals, and numbers of all sizes.
_ROUNDED = np.concatenate(
    [
        np.array(
            [1 + 2**-11, 1 + 3 * 2**-11, -2 - 2**-10, 65504, 65519, 65520, -65536], np.float32
        ),
        np.array([np.inf, -np.inf, np.nan, 0, -0.0, 2**-14, 2**-24], np.float32),
        np.array([2**-25, 1.001 * 2**-25, 3 * 2**-25], np.float32),
        np.random.default_rng(5).normal(size=1999) * 2.0 ** np.linspace(-30, 20, 1999),
    ]
).astype(np.float32)

_I4 = """
  %0 = arith.trunci %x : tensor<{n}xi8> to tensor<{n}xi4>
  %1 = arith.{op} %0, %0 : tensor<{n}xi4>
  %2 = arith.extsi %1 : tensor<{n}xi4> to tensor<{n}xi8>
  return %2 : tensor<{n}xi8>"""


def _sign_extend_4(x: Array) -> Array:
    return (((x & 15) ^ 8) - 8).astype(np.int8)


_I4_CONSTANT = """
  %c = arith.constant dense<[1, -2, 3, -4, 5, -6, 7, -8]> : tensor<8xi4>
  %0 = arith.extsi %c : tensor<8xi4> to tensor<8xi32>
  %1 = arith.addi %0, %x : tensor<8xi32>
  return %1 : tensor<8xi32>"""

_TABLE_BF16 = """
  %c = arith.constant dense<[1.5, 2.0, -3.0, 0.25]> : tensor<4xbf16>
  %e = tensor.empty() : tensor<1001x4xbf16>
  %i = tensor.empty() : tensor<1001x4xi8>
  %r:2 = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>,
                       affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %c : tensor<1001x4xbf16>, tensor<4xbf16>) outs(%e, %i : tensor<1001x4xbf16>, tensor<1001x4xi8>) {
  ^bb0(%a: bf16, %b: bf16, %o: bf16, %p: i8):
    %0 = arith.mulf %a, %b : bf16
    %1 = arith.fptosi %0 : bf16 to i8
    linalg.yield %0, %1 : bf16, i8
  } -> (tensor<1001x4xbf16>, tensor<1001x4xi8>)
  return %r#0, %r#1 : tensor<1001x4xbf16>, tensor<1001x4xi8>"""


def _table_bf16(x: Array) -> tuple[Array, Array]:
    y = x * np.array([1.5, 2, -3, 0.25], x.dtype)
    return y, y.astype(np.float32).astype(np.int8)


_MASK = np.arange(240).reshape(8, 30) % 3 == 0

PROGRAMS = [
    *(
        _arithmetic(element)
        for element in (
            "i8",
            "i16",
            "i32",
            "i64",
            "ui8",
            "ui16",
            "ui32",
            "ui64",
            "f16",
            "bf16",
            "f32",
            "f64",
            "complex<f32>",
            "complex<f64>",
        )
    ),
    _convert("f32", "i32"),
    _convert("i32", "f32", low=-(2**30), high=2**30),
    _convert("f32", "f16"),
    _convert("f16", "f32"),
    _convert("f32", "bf16"),
    _convert("bf16", "f32"),
    _convert("f32", "f64"),
    _convert("f64", "f32"),
    _convert("i8", "i32", low=-128, high=127),
    _convert("ui8", "i32", low=0, high=255),
    _convert("i32", "i8", low=-1000, high=1000),
    _convert("i32", "i64"),
    _convert("i64", "i16", low=-(2**40), high=2**40),
    _convert("i1", "f32", low=0, high=1),
    _convert("i1", "i32", low=0, high=1),
    _convert("f32", "i1", low=-1, high=1),
    _convert("i32", "i1", low=-1, high=1),
    _convert("ui32", "f32", low=0, high=2**32 - 1),
    _convert("f32", "ui8", low=0, high=255),
    _convert("i64", "f64"),
    _unary("exp_f64", "exponential", "f64", np.exp, F64_FUNCTION, flags=KEEP_F64),
    _unary("sqrt_f64", "sqrt", "f64", np.sqrt, None, 0.1, 9, flags=KEEP_F64),
    _unary("tanh_f16", "tanh", "f16", _in_f32(np.tanh), F16),
    _unary("exp_bf16", "exponential", "bf16", _in_f32(np.exp), BF16),
    _unary("rsqrt_f16", "rsqrt", "f16", _in_f32(lambda x: 1 / np.sqrt(x)), F16, 0.1, 4),
    _unary("abs_complex", "abs", "complex<f32>", np.abs, F32, result="f32"),
    _unary("real", "real", "complex<f32>", np.real, EXACT, result="f32"),
    _unary("imag", "imag", "complex<f32>", np.imag, EXACT, result="f32"),
    _unary("exp_complex", "exponential", "complex<f32>", np.exp, F32_FUNCTION),
    _binary("divide_complex", "divide", "complex<f32>", np.divide, inputs=["65xcomplex<f32>"] * 2),
    _binary("divide_ui8", "divide", "ui8", lambda a, b: a // b, 1, 255),
    _binary("remainder_ui32", "remainder", "ui32", lambda a, b: a % b, 1, 2**32 - 1),
    _binary("maximum_ui8", "maximum", "ui8", np.maximum, 0, 255),
    _binary("minimum_i64", "minimum", "i64", np.minimum, -(2**60), 2**60),
    _binary("divide_i64", "divide", "i64", lambda a, b: a // b, 1, 2**60),
    _on_specials("add", "f32", np.add),
    _on_specials("multiply", "f32", np.multiply),
    _on_specials("divide", "f32", np.divide),
    _on_specials("maximum", "f32", np.maximum),
    _on_specials("add", "f16", np.add),
    _on_specials("multiply", "bf16", np.multiply),
    Program(
        "round_to_f16",
        module(
            "%x: tensor<2016xf32>",
            "tensor<2016xf32>",
            """
  %e = tensor.empty() : tensor<2016xf32>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<2016xf32>) outs(%e : tensor<2016xf32>) {
  ^bb0(%a: f32, %o: f32):
    %h = arith.truncf %a : f32 to f16
    %w = arith.extf %h : f16 to f32
    linalg.yield %w : f32
  } -> tensor<2016xf32>
  return %0 : tensor<2016xf32>""",
        ),
        [_ROUNDED],
        lambda x: x.astype(np.float16).astype(np.float32),
        EXACT,
    ),
    Program(
        "tiny_f32",
        stablehlo_op("stablehlo.multiply", ["3xf32", "3xf32"], "3xf32"),
        [
            # The results are normal: what is below flushes to zero, on llvm-cpu as on the card.
            np.array([1e-20, 1.5e-28, -5e-38], np.float32),
            np.array([1e-17, 1e-10, 0.25], np.float32),
        ],
        np.multiply,
        EXACT,
    ),
    Program(
        "i4_add",
        module("%x: tensor<96xi8>", "tensor<96xi8>", _I4.format(n=96, op="addi")),
        [Random("96xi8", -8, 7)],
        lambda x: _sign_extend_4(_sign_extend_4(x) * 2),
    ),
    Program(
        "i4_multiply",
        module("%x: tensor<64xi8>", "tensor<64xi8>", _I4.format(n=64, op="muli")),
        [Random("64xi8", -128, 127)],
        lambda x: _sign_extend_4(_sign_extend_4(x) ** 2),
    ),
    Program(
        "i4_constant",
        module("%x: tensor<8xi32>", "tensor<8xi32>", _I4_CONSTANT),
        ["8xi32"],
        lambda x: x + np.array([1, -2, 3, -4, 5, -6, 7, -8], np.int32),
    ),
    Program(
        "bf16_table_and_narrow_result",
        module("%x: tensor<1001x4xbf16>", "tensor<1001x4xbf16>, tensor<1001x4xi8>", _TABLE_BF16),
        [np.random.default_rng(7).integers(-8, 9, (1001, 4)).astype(ml_dtypes.bfloat16)],
        _table_bf16,
        EXACT,
    ),
    Program(
        "convert_i64_f32",
        stablehlo_op("stablehlo.convert", ["9xi64"], "9xf32"),
        [
            np.array(
                [0, 1, -1, 16777217, -33554435, 2**40 + 1, -(2**62) - 3, 2**63 - 1, 77], np.int64
            )
        ],
        lambda x: x.astype(np.float32),
        EXACT,
    ),
    Program(
        "i1_count",
        module(
            "%x: tensor<5x77xi1>",
            "tensor<5xi32>",
            """
  %0 = stablehlo.convert %x : (tensor<5x77xi1>) -> tensor<5x77xi32>
  %z = stablehlo.constant dense<0> : tensor<i32>
  %1 = stablehlo.reduce(%0 init: %z) applies stablehlo.add across dimensions = [1]
      : (tensor<5x77xi32>, tensor<i32>) -> tensor<5xi32>
  return %1 : tensor<5xi32>""",
        ),
        ["5x77xi1"],
        lambda x: x.sum(1, dtype=np.int32),
    ),
    # So many elements of a constant are printed as bytes.
    Program(
        "constant_i1_table",
        module(
            "%x: tensor<8x30xf32>",
            "tensor<8x30xf64>",
            f"""
  %mask = arith.constant dense<{(_MASK.tolist())}> : tensor<8x30xi1>
  %0 = arith.extf %x : tensor<8x30xf32> to tensor<8x30xf64>
  %z = arith.constant dense<0.0> : tensor<8x30xf64>
  %1 = arith.select %mask, %0, %z : tensor<8x30xi1>, tensor<8x30xf64>
  return %1 : tensor<8x30xf64>""".lower(),
        ),
        ["8x30xf32"],
        lambda x: np.where(_MASK, x, 0).astype(np.float64),
        EXACT,
        flags=KEEP_F64,
    ),
    Program(
        "bitcast_f32_i32",
        stablehlo_op("stablehlo.bitcast_convert", ["19xf32"], "19xi32"),
        ["19xf32"],
        lambda x: x.view(np.int32),
    ),
    Program(
        "complex_from_parts",
        stablehlo_op("stablehlo.complex", ["19xf32", "19xf32"], "19xcomplex<f32>"),
        ["19xf32", "19xf32"],
        lambda re, im: (re + 1j * im).astype(np.complex64),
        EXACT,
    ),
    Program(
        "float8_to_f32",
        module(
            "%x: tensor<40xf8E4M3FN>",
            "tensor<40xf32>",
            """
  %0 = arith.extf %x : tensor<40xf8E4M3FN> to tensor<40xf32>
  return %0 : tensor<40xf32>""",
        ),
        [np.linspace(-4, 4, 40).astype(ml_dtypes.float8_e4m3fn)],
        lambda x: x.astype(np.float32),
        EXACT,
    ),
    Program(
        "mixed_types_fused",
        module(
            "%a: tensor<6x50xi8>, %b: tensor<6x50xbf16>, %c: tensor<6x50xi1>",
            "tensor<6x50xf32>",
            """
  %0 = stablehlo.convert %a : (tensor<6x50xi8>) -> tensor<6x50xf32>
  %1 = stablehlo.convert %b : (tensor<6x50xbf16>) -> tensor<6x50xf32>
  %2 = stablehlo.multiply %0, %1 : tensor<6x50xf32>
  %3 = stablehlo.select %c, %2, %0 : tensor<6x50xi1>, tensor<6x50xf32>
  return %3 : tensor<6x50xf32>""",
        ),
        ["6x50xi8", "6x50xbf16", "6x50xi1"],
        lambda a, b, c: np.where(
            c, a.astype(np.float32) * b.astype(np.float32), a.astype(np.float32)
        ),
        EXACT,
    ),
]

test_program = program_test(PROGRAMS)
