# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Sort, top-k, scan (cumulative sum) and FFT."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module, stablehlo_op
from tests.e2e.program import Program, Random
from tests.e2e.references import Array, Reference
from tests.e2e.tolerances import EXACT, F32_FUNCTION, F32_SUM, Tolerance


def _sort(
    name: str,
    type: str,
    direction: str,
    dim: int,
    reference: Reference,
    low: float = -1000,
    high: float = 1000,
) -> Program:
    element = type.split("x")[-1]
    mlir = module(
        f"%x: tensor<{type}>",
        f"tensor<{type}>",
        f"""
  %0 = "stablehlo.sort"(%x) <{{dimension = {dim} : i64, is_stable = true}}> ({{
  ^bb0(%a: tensor<{element}>, %b: tensor<{element}>):
    %c = stablehlo.compare {direction}, %a, %b : (tensor<{element}>, tensor<{element}>) -> tensor<i1>
    stablehlo.return %c : tensor<i1>
  }}) : (tensor<{type}>) -> tensor<{type}>
  return %0 : tensor<{type}>""",
    )
    return Program(name, mlir, [Random(type, low, high)], reference, EXACT)


_SORT_PAIRS = """
  %i = stablehlo.iota dim = 1 : tensor<4x21xi32>
  %0:2 = "stablehlo.sort"(%x, %i) <{dimension = 1 : i64, is_stable = true}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<i32>, %d: tensor<i32>):
    %p = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  }) : (tensor<4x21xf32>, tensor<4x21xi32>) -> (tensor<4x21xf32>, tensor<4x21xi32>)
  return %0#0, %0#1 : tensor<4x21xf32>, tensor<4x21xi32>"""

_TOP_K = """
  %0:2 = chlo.top_k(%x, k = 5) : tensor<6x40xf32> -> (tensor<6x5xf32>, tensor<6x5xi32>)
  return %0#0, %0#1 : tensor<6x5xf32>, tensor<6x5xi32>"""

_SCAN = """
  %zero = arith.constant {zero} : {element}
  %oe = tensor.empty() : tensor<{type}>
  %ae = tensor.empty() : tensor<{carry}>
  %a = linalg.fill ins(%zero : {element}) outs(%ae : tensor<{carry}>) -> tensor<{carry}>
  %0:2 = iree_linalg_ext.scan dimension({dim}) inclusive({inclusive})
      ins(%x : tensor<{type}>) outs(%oe, %a : tensor<{type}>, tensor<{carry}>) {{
  ^bb0(%p: {element}, %q: {element}):
    %s = arith.{add} %p, %q : {element}
    iree_linalg_ext.yield %s : {element}
  }} -> tensor<{type}>, tensor<{carry}>
  return %0#0 : tensor<{type}>"""


def _scan(
    name: str,
    type: str,
    carry: str,
    dim: int,
    inclusive: bool,
    reference: Reference,
    tolerance: Tolerance | None,
) -> Program:
    element = type.split("x")[-1]
    is_float = element.startswith("f")
    text = _SCAN.format(
        element=element,
        zero="0.0" if is_float else "0",
        add="addf" if is_float else "addi",
        type=type,
        carry=carry,
        dim=dim,
        inclusive="true" if inclusive else "false",
    )
    mlir = module(f"%x: tensor<{type}>", f"tensor<{type}>", text)
    return Program(name, mlir, [type], reference, tolerance)


def _top_k(x: Array) -> tuple[Array, Array]:
    order = np.argsort(-x, axis=1, kind="stable")[:, :5].astype(np.int32)
    return np.take_along_axis(x, order, 1), order


def _fft(
    name: str, kind: str, operand: str, result: str, length: int, reference: Reference
) -> Program:
    attributes = f"fft_type = #stablehlo<fft_type {kind}>, fft_length = array<i64: {length}>"
    mlir = stablehlo_op("stablehlo.fft", [operand], result, attributes)
    return Program(name, mlir, [operand], reference, F32_FUNCTION)


PROGRAMS = [
    _sort("sort_f32", "100xf32", "LT", 0, np.sort),
    _sort("sort_f32_descending", "5x33xf32", "GT", 1, lambda x: -np.sort(-x, axis=1)),
    _sort("sort_i32_columns", "20x7xi32", "LT", 0, lambda x: np.sort(x, axis=0)),
    _sort("sort_i8", "64xi8", "LT", 0, np.sort, -128, 127),
    Program(
        "sort_pairs",
        module("%x: tensor<4x21xf32>", "tensor<4x21xf32>, tensor<4x21xi32>", _SORT_PAIRS),
        ["4x21xf32"],
        lambda x: (np.sort(x, axis=1), np.argsort(x, axis=1, kind="stable").astype(np.int32)),
        EXACT,
    ),
    Program(
        "top_k",
        module("%x: tensor<6x40xf32>", "tensor<6x5xf32>, tensor<6x5xi32>", _TOP_K),
        ["6x40xf32"],
        _top_k,
        EXACT,
    ),
    _scan("scan_inclusive", "7x30xf32", "7xf32", 1, True, lambda x: np.cumsum(x, 1), F32_SUM),
    _scan(
        "scan_exclusive",
        "64xi32",
        "i32",
        0,
        False,
        lambda x: np.cumsum(x, dtype=np.int32) - x,
        EXACT,
    ),
    _scan(
        "scan_columns_i32",
        "15x6xi32",
        "6xi32",
        0,
        True,
        lambda x: np.cumsum(x, 0, dtype=np.int32),
        EXACT,
    ),
    Program(
        "cumulative_sum_window",
        module(
            "%x: tensor<32xf32>",
            "tensor<32xf32>",
            """
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = "stablehlo.reduce_window"(%x, %zero) <{window_dimensions = array<i64: 32>,
      padding = dense<[[31, 0]]> : tensor<1x2xi64>}> ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %s = stablehlo.add %a, %b : tensor<f32>
    stablehlo.return %s : tensor<f32>
  }) : (tensor<32xf32>, tensor<f32>) -> tensor<32xf32>
  return %0 : tensor<32xf32>""",
        ),
        ["32xf32"],
        lambda x: np.cumsum(x, dtype=np.float64).astype(np.float32),
        F32_SUM,
    ),
    _fft(
        "fft_real",
        "RFFT",
        "32xf32",
        "17xcomplex<f32>",
        32,
        lambda x: np.fft.rfft(x).astype(np.complex64),
    ),
    _fft(
        "fft_real_batch",
        "RFFT",
        "3x16xf32",
        "3x9xcomplex<f32>",
        16,
        lambda x: np.fft.rfft(x).astype(np.complex64),
    ),
    _fft(
        "fft_complex",
        "FFT",
        "16xcomplex<f32>",
        "16xcomplex<f32>",
        16,
        lambda x: np.fft.fft(x).astype(np.complex64),
    ),
]

test_program = program_test(PROGRAMS)
