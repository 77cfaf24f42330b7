# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Reductions over rows, columns, everything and windows: sum, product, minimum, maximum, and, or; argmax and scans."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import KEEP_F64, Program, Random
from tests.e2e.references import Reference
from tests.e2e.tolerances import EXACT, F32_NETWORK, F32_SUM, Tolerance


def _reduce(
    name: str,
    op: str,
    initial: str,
    operand: str,
    result: str,
    dims: str,
    reference: Reference,
    tolerance: Tolerance | None = None,
    low: float = -2,
    high: float = 2,
    flags: tuple[str, ...] = (),
) -> Program:
    """stablehlo.reduce of one operand over dims; `op` names the StableHLO operation."""
    element = operand.split("x")[-1]
    text = f"""
  %init = stablehlo.constant dense<{initial}> : tensor<{element}>
  %0 = stablehlo.reduce(%x init: %init) applies stablehlo.{op} across dimensions = [{dims}]
      : (tensor<{operand}>, tensor<{element}>) -> tensor<{result}>
  return %0 : tensor<{result}>"""
    inputs = [Random(operand, low, high)]
    mlir = module(f"%x: tensor<{operand}>", f"tensor<{result}>", text)
    return Program(name, mlir, inputs, reference, tolerance, flags=flags)


def _sum(axis: int | tuple[int, ...] | None) -> Reference:
    return lambda x: np.sum(x, axis=axis, dtype=np.float64).astype(np.float32)


_LOWEST = "0xFF800000"
_HIGHEST = "0x7F800000"

_VARIANCE = """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %n = stablehlo.constant dense<96.0> : tensor<24xf32>
  %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<24x96xf32>, tensor<f32>) -> tensor<24xf32>
  %mean = stablehlo.divide %sum, %n : tensor<24xf32>
  %b = stablehlo.broadcast_in_dim %mean, dims = [0] : (tensor<24xf32>) -> tensor<24x96xf32>
  %d = stablehlo.subtract %x, %b : tensor<24x96xf32>
  %s = stablehlo.multiply %d, %d : tensor<24x96xf32>
  %ss = stablehlo.reduce(%s init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<24x96xf32>, tensor<f32>) -> tensor<24xf32>
  %v = stablehlo.divide %ss, %n : tensor<24xf32>
  return %v : tensor<24xf32>"""

_ARGMAX = """
  %v0 = arith.constant 0xFF800000 : f32
  %i0 = arith.constant 0 : i32
  %ve = tensor.empty() : tensor<{rows}xf32>
  %ie = tensor.empty() : tensor<{rows}xi32>
  %vf = linalg.fill ins(%v0 : f32) outs(%ve : tensor<{rows}xf32>) -> tensor<{rows}xf32>
  %if = linalg.fill ins(%i0 : i32) outs(%ie : tensor<{rows}xi32>) -> tensor<{rows}xi32>
  %r:2 = linalg.generic {{
      indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>,
                       affine_map<(d0, d1) -> (d0)>],
      iterator_types = ["parallel", "reduction"]}}
      ins(%x : tensor<{rows}x{columns}xf32>) outs(%vf, %if : tensor<{rows}xf32>, tensor<{rows}xi32>) {{
  ^bb0(%in: f32, %best: f32, %at: i32):
    %j = linalg.index 1 : index
    %k = arith.index_cast %j : index to i32
    %better = arith.cmpf ogt, %in, %best : f32
    %v = arith.select %better, %in, %best : f32
    %i = arith.select %better, %k, %at : i32
    linalg.yield %v, %i : f32, i32
  }} -> (tensor<{rows}xf32>, tensor<{rows}xi32>)
  return %r#0, %r#1 : tensor<{rows}xf32>, tensor<{rows}xi32>"""


def _argmax(rows: int, columns: int) -> Program:
    return Program(
        f"argmax_{rows}x{columns}",
        module(
            f"%x: tensor<{rows}x{columns}xf32>",
            f"tensor<{rows}xf32>, tensor<{rows}xi32>",
            _ARGMAX.format(rows=rows, columns=columns),
        ),
        [f"{rows}x{columns}xf32"],
        lambda x: (x.max(axis=1), x.argmax(axis=1).astype(np.int32)),
        EXACT,
    )


# As jax.numpy.argmax: a NaN is the largest; the first of equal ones.
_JAX_ARGMAX = """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %i = stablehlo.iota dim = 1 : tensor<37x70xi32>
  %r:2 = stablehlo.reduce(%x init: %low), (%i init: %zero) across dimensions = [1]
      : (tensor<37x70xf32>, tensor<37x70xi32>, tensor<f32>, tensor<i32>)
      -> (tensor<37xf32>, tensor<37xi32>)
    reducer(%a: tensor<f32>, %b: tensor<f32>) (%ai: tensor<i32>, %bi: tensor<i32>) {
      %gt = stablehlo.compare GT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %nan = stablehlo.compare NE, %a, %a : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %keep = stablehlo.or %gt, %nan : tensor<i1>
      %eq = stablehlo.compare EQ, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %lt = stablehlo.compare LT, %ai, %bi : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %tie = stablehlo.and %eq, %lt : tensor<i1>
      %first = stablehlo.or %keep, %tie : tensor<i1>
      %v = stablehlo.select %keep, %a, %b : tensor<i1>, tensor<f32>
      %w = stablehlo.select %first, %ai, %bi : tensor<i1>, tensor<i32>
      stablehlo.return %v, %w : tensor<f32>, tensor<i32>
    }
  return %r#1 : tensor<37xi32>"""

_SPREAD = """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %q = stablehlo.multiply %x, %x : tensor<40x70xf32>
  %r:2 = stablehlo.reduce(%x init: %zero), (%q init: %zero) across dimensions = [{dim}]
      : (tensor<40x70xf32>, tensor<40x70xf32>, tensor<f32>, tensor<f32>)
      -> (tensor<{size}xf32>, tensor<{size}xf32>)
    reducer(%a: tensor<f32>, %b: tensor<f32>) (%c: tensor<f32>, %d: tensor<f32>) {{
      %s = stablehlo.add %a, %b : tensor<f32>
      %t = stablehlo.add %c, %d : tensor<f32>
      stablehlo.return %s, %t : tensor<f32>, tensor<f32>
    }}
  %m = stablehlo.multiply %r#0, %w : tensor<{size}xf32>
  %y = stablehlo.subtract %r#1, %m : tensor<{size}xf32>
  return %y : tensor<{size}xf32>"""


def _spread(axis: int) -> Program:
    """Two sums in one run, and a weight for each kept element."""
    size = (70, 40)[axis]
    return Program(
        f"spread_{axis}",
        module(
            f"%x: tensor<40x70xf32>, %w: tensor<{size}xf32>",
            f"tensor<{size}xf32>",
            _SPREAD.format(dim=axis, size=size),
        ),
        ["40x70xf32", f"{size}xf32"],
        lambda x, w: ((x.astype("f8") ** 2).sum(axis) - x.astype("f8").sum(axis) * w).astype("f4"),
        F32_SUM,
    )


def _with_nan(shape: tuple[int, int]) -> np.ndarray:
    """Values with infinities, and NaN of both signs in some rows."""
    x = np.random.default_rng(5).uniform(-2, 2, shape).astype(np.float32)
    x[1, 3], x[2, 40], x[3, 5] = np.inf, -np.inf, np.nan
    x[4, 33] = np.copysign(np.float32(np.nan), np.float32(-1))
    return x


def _propagating(op: str, initial: str) -> Program:
    text = f"""
  %init = stablehlo.constant dense<{initial}> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %init) applies stablehlo.{op} across dimensions = [1]
      : (tensor<8x50xf32>, tensor<f32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>"""
    reference = {"maximum": np.max, "minimum": np.min}[op]
    mlir = module("%x: tensor<8x50xf32>", "tensor<8xf32>", text)
    return Program(f"{op}_of_nan", mlir, [_with_nan((8, 50))], lambda x: reference(x, axis=1))


def _subtracted(element: str) -> Program:
    """Rows' elements subtracted from the initial value."""
    kind, letter = f"20x90x{element}", element[0]
    start = "2.5" if letter == "f" else "25"
    text = f"""
  %start = arith.constant {start} : {element}
  %e = tensor.empty() : tensor<20x{element}>
  %i = linalg.fill ins(%start : {element}) outs(%e : tensor<20x{element}>) -> tensor<20x{element}>
  %0 = linalg.generic {{
      indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
      iterator_types = ["parallel", "reduction"]}}
      ins(%x : tensor<{kind}>) outs(%i : tensor<20x{element}>) {{
  ^bb0(%v: {element}, %sum: {element}):
    %less = arith.sub{letter} %sum, %v : {element}
    linalg.yield %less : {element}
  }} -> tensor<20x{element}>
  return %0 : tensor<20x{element}>"""
    return Program(
        f"subtracted_{element}",
        module(f"%x: tensor<{kind}>", f"tensor<20x{element}>", text),
        [kind],
        lambda x: (float(start) - x.sum(1, dtype=np.float64)).astype(x.dtype),
        F32_SUM,
    )


PROGRAMS = [
    *(_subtracted(element) for element in ("f32", "i16")),
    _reduce("sum_of_16384", "add", "0.0", "3x16384xf32", "3xf32", "1", _sum(1), F32_NETWORK, 0, 2),
    _reduce("sum_of_many_rows", "add", "0.0", "700x5xf32", "5xf32", "0", _sum(0), F32_SUM),
    _reduce("sum_4d", "add", "0.0", "2x3x40x33xf32", "3x33xf32", "0, 2", _sum((0, 2)), F32_SUM),
    _reduce("sum_one_column", "add", "0.0", "40x1x7xf32", "40x7xf32", "1", _sum(1), F32_SUM),
    _reduce(
        "maximum_bf16",
        "maximum",
        "0xFF80",
        "40x70xbf16",
        "40xbf16",
        "1",
        lambda x: x.max(1),
        EXACT,
    ),
    _reduce(
        "minimum_f16", "minimum", "0x7C00", "40x70xf16", "70xf16", "0", lambda x: x.min(0), EXACT
    ),
    _reduce("maximum_i8", "maximum", "-128", "9x80xi8", "9xi8", "1", lambda x: x.max(1)),
    _reduce("maximum_ui8", "maximum", "0", "9x80xui8", "9xui8", "1", lambda x: x.max(1), high=255),
    _reduce(
        "minimum_ui32", "minimum", "4294967295", "9x80xui32", "80xui32", "0", lambda x: x.min(0)
    ),
    _reduce(
        "product_i32", "multiply", "1", "9x40xi32", "9xi32", "1", lambda x: x.prod(1, dtype="i4")
    ),
    _propagating("maximum", _LOWEST),
    _propagating("minimum", _HIGHEST),
    _spread(0),
    _spread(1),
    Program(
        "argmax_of_nan",
        module("%x: tensor<37x70xf32>", "tensor<37xi32>", _JAX_ARGMAX),
        [_with_nan((37, 70))],
        lambda x: x.argmax(axis=1).astype(np.int32),
    ),
    Program(
        "maximum_pool",
        module(
            "%x: tensor<2x9x9x40xf32>",
            "tensor<2x4x4x40xf32>",
            """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %low) ({
    ^bb0(%a: tensor<f32>, %b: tensor<f32>):
      %m = stablehlo.maximum %a, %b : tensor<f32>
      stablehlo.return %m : tensor<f32>
  }) {window_dimensions = array<i64: 1, 3, 3, 1>, window_strides = array<i64: 1, 2, 2, 1>}
      : (tensor<2x9x9x40xf32>, tensor<f32>) -> tensor<2x4x4x40xf32>
  return %0 : tensor<2x4x4x40xf32>""",
        ),
        ["2x9x9x40xf32"],
        lambda x: np.max(
            [x[:, i : i + 7 : 2, j : j + 7 : 2] for i in range(3) for j in range(3)], axis=0
        ),
    ),
    _reduce("sum_rows", "add", "0.0", "64x100xf32", "64xf32", "1", _sum(1), F32_SUM),
    _reduce("sum_columns", "add", "0.0", "64x100xf32", "100xf32", "0", _sum(0), F32_SUM),
    _reduce("sum_all", "add", "0.0", "64x100xf32", "f32", "0, 1", _sum(None), F32_SUM),
    _reduce("sum_middle", "add", "0.0", "6x17x9xf32", "6x9xf32", "1", _sum(1), F32_SUM),
    _reduce("sum_outer_inner", "add", "0.0", "6x17x9xf32", "17xf32", "0, 2", _sum((0, 2)), F32_SUM),
    _reduce("sum_long_vector", "add", "0.0", "20011xf32", "f32", "0", _sum(0), F32_SUM),
    # Long enough to be cut into parts for many cores; prime sizes, so that elements are left over.
    _reduce(
        "sum_of_a_long_vector", "add", "0.0", "300007xf32", "f32", "0", _sum(0), F32_NETWORK, 0, 2
    ),
    _reduce("sum_of_long_rows", "add", "0.0", "40x20011xf32", "40xf32", "1", _sum(1), F32_SUM),
    _reduce("sum_of_long_columns", "add", "0.0", "20011x70xf32", "70xf32", "0", _sum(0), F32_SUM),
    _reduce(
        "sum_of_long_pieces",
        "add",
        "0.0",
        "128x5x60x3xf32",
        "5x3xf32",
        "0, 2",
        _sum((0, 2)),
        F32_SUM,
    ),
    _reduce(
        "maximum_of_many_long_rows",
        "maximum",
        _LOWEST,
        "300x9001xf32",
        "300xf32",
        "1",
        lambda x: x.max(1),
        EXACT,
    ),
    Program(
        "maximum_of_long_rows_with_nan",
        module(
            "%x: tensor<3x20011xf32>",
            "tensor<3xf32>",
            """
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %s = stablehlo.sqrt %x : tensor<3x20011xf32>
  %y = stablehlo.reduce(%s init: %low) applies stablehlo.maximum across dimensions = [1]
      : (tensor<3x20011xf32>, tensor<f32>) -> tensor<3xf32>
  return %y : tensor<3xf32>""",
        ),
        ["3x20011xf32"],
        lambda x: np.full(3, np.nan, np.float32),
        EXACT,
    ),
    _reduce(
        "minimum_of_long_rows_i32",
        "minimum",
        "2147483647",
        "100x5003xi32",
        "100xi32",
        "1",
        lambda x: x.min(1),
        EXACT,
        low=-1000000,
        high=1000000,
    ),
    _reduce(
        "product_of_a_long_vector",
        "multiply",
        "1.0",
        "70001xf32",
        "f32",
        "0",
        lambda x: np.prod(x.astype(np.float64), dtype=np.float64).astype(np.float32),
        F32_NETWORK,
        low=0.9999,
        high=1.0001,
    ),
    _reduce(
        "xor_of_long_columns",
        "xor",
        "0",
        "9001x20xi32",
        "20xi32",
        "0",
        lambda x: np.bitwise_xor.reduce(x, axis=0),
        EXACT,
        low=-1000000,
        high=1000000,
    ),
    Program(
        "mean_of_squares_of_a_long_vector",
        module(
            "%x: tensor<300007xf32>",
            "tensor<f32>",
            """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<300007.0> : tensor<f32>
  %s = stablehlo.multiply %x, %x : tensor<300007xf32>
  %sum = stablehlo.reduce(%s init: %zero) applies stablehlo.add across dimensions = [0]
      : (tensor<300007xf32>, tensor<f32>) -> tensor<f32>
  %m = stablehlo.divide %sum, %count : tensor<f32>
  %y = stablehlo.sqrt %m : tensor<f32>
  return %y : tensor<f32>""",
        ),
        ["300007xf32"],
        lambda x: np.sqrt(np.mean(np.square(x.astype(np.float64)))).astype(np.float32),
        F32_NETWORK,
    ),
    _reduce("sum_from_ten", "add", "10.0", "5x4xf32", "5xf32", "1", lambda x: x.sum(1) + 10),
    _reduce(
        "sum_i32",
        "add",
        "0",
        "33x65xi32",
        "33xi32",
        "1",
        lambda x: x.sum(1, dtype=np.int32),
        low=-1000,
        high=1000,
    ),
    _reduce(
        "sum_i64",
        "add",
        "0",
        "9x31xi64",
        "31xi64",
        "0",
        lambda x: x.sum(0),
        low=-(2**40),
        high=2**40,
    ),
    _reduce(
        "sum_i8_wraps",
        "add",
        "0",
        "4x300xi8",
        "4xi8",
        "1",
        lambda x: x.sum(1, dtype=np.int8),
        low=-128,
        high=127,
    ),
    _reduce(
        "product_rows",
        "multiply",
        "1.0",
        "16x20xf32",
        "16xf32",
        "1",
        lambda x: x.prod(1, dtype=np.float64).astype(np.float32),
        F32_SUM,
        0.5,
        1.5,
    ),
    _reduce("maximum_rows", "maximum", _LOWEST, "64x100xf32", "64xf32", "1", lambda x: x.max(1)),
    _reduce(
        "minimum_columns", "minimum", _HIGHEST, "64x100xf32", "100xf32", "0", lambda x: x.min(0)
    ),
    _reduce("maximum_all", "maximum", _LOWEST, "37x41xf32", "f32", "0, 1", lambda x: x.max()),
    _reduce("minimum_i32", "minimum", "2147483647", "8x50xi32", "8xi32", "1", lambda x: x.min(1)),
    _reduce("and_i1", "and", "true", "20x5xi1", "20xi1", "1", lambda x: x.all(1)),
    _reduce("or_i1", "or", "false", "20x5xi1", "5xi1", "0", lambda x: x.any(0)),
    _reduce(
        "xor_i32", "xor", "0", "20x5xi32", "20xi32", "1", lambda x: np.bitwise_xor.reduce(x, 1)
    ),
    _reduce(
        "sum_f64", "add", "0.0", "40x50xf64", "40xf64", "1", lambda x: x.sum(1), flags=KEEP_F64
    ),
    Program(
        "variance",
        module("%x: tensor<24x96xf32>", "tensor<24xf32>", _VARIANCE),
        ["24x96xf32"],
        lambda x: x.astype(np.float64).var(axis=1).astype(np.float32),
        F32_SUM,
    ),
    _argmax(10, 33),
    _argmax(1, 1000),
    Program(
        "linalg_reduce_abs_max",
        module(
            "%x: tensor<12x40xf32>",
            "tensor<12xf32>",
            """
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<12xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<12xf32>) -> tensor<12xf32>
  %0 = linalg.reduce ins(%x : tensor<12x40xf32>) outs(%f : tensor<12xf32>) dimensions = [1]
    (%in: f32, %acc: f32) {
      %a = math.absf %in : f32
      %m = arith.maximumf %a, %acc : f32
      linalg.yield %m : f32
    }
  return %0 : tensor<12xf32>""",
        ),
        ["12x40xf32"],
        lambda x: np.abs(x).max(1),
        EXACT,
    ),
    Program(
        "norm_then_scale",
        module(
            "%x: tensor<16x48xf32>",
            "tensor<16x48xf32>",
            """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %s = stablehlo.multiply %x, %x : tensor<16x48xf32>
  %ss = stablehlo.reduce(%s init: %zero) applies stablehlo.add across dimensions = [1]
      : (tensor<16x48xf32>, tensor<f32>) -> tensor<16xf32>
  %r = stablehlo.rsqrt %ss : tensor<16xf32>
  %b = stablehlo.broadcast_in_dim %r, dims = [0] : (tensor<16xf32>) -> tensor<16x48xf32>
  %y = stablehlo.multiply %x, %b : tensor<16x48xf32>
  return %y : tensor<16x48xf32>""",
        ),
        ["16x48xf32"],
        lambda x: (x / np.linalg.norm(x.astype(np.float64), axis=1, keepdims=True)).astype(
            np.float32
        ),
        F32_SUM,
    ),
]

test_program = program_test(PROGRAMS)
