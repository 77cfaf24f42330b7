# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Products of matrices and vectors: plain, batched, transposed, mixed types, and with fused epilogues."""

import ml_dtypes
import numpy as np
import pytest
from numpy.typing import DTypeLike

import iree.tenstorrent as tt
from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import KEEP_F64, Program, Random
from tests.e2e.references import Reference
from tests.e2e.tolerances import BF16, EXACT, F16, F32_PRODUCT, F64, Tolerance

_BF16 = np.dtype(ml_dtypes.bfloat16)


def _product(result: DTypeLike = np.float32, accumulate: DTypeLike = np.float64) -> Reference:
    return lambda a, b: np.matmul(a.astype(accumulate), b.astype(accumulate)).astype(result)


def _linalg(
    name: str,
    op: str,
    a: str,
    b: str,
    c: str,
    reference: Reference,
    tolerance: Tolerance | None,
    flags: tuple[str, ...] = (),
) -> Program:
    """A named linalg contraction into zeros."""
    element = c.split("x")[-1]
    zero = "0.0" if "f" in element else "0"
    text = f"""
  %zero = arith.constant {zero} : {element}
  %e = tensor.empty() : tensor<{c}>
  %f = linalg.fill ins(%zero : {element}) outs(%e : tensor<{c}>) -> tensor<{c}>
  %0 = {op} ins(%a, %b : tensor<{a}>, tensor<{b}>) outs(%f : tensor<{c}>) -> tensor<{c}>
  return %0 : tensor<{c}>"""
    arguments = f"%a: tensor<{a}>, %b: tensor<{b}>"
    mlir = module(arguments, f"tensor<{c}>", text)
    return Program(name, mlir, [a, b], reference, tolerance, flags=flags)


def _dot_general(
    name: str,
    a: str,
    b: str,
    c: str,
    batch: str,
    contracting: str,
    equation: str,
    tolerance: Tolerance | None = F32_PRODUCT,
) -> Program:
    batching = f"batching_dims = {batch}, " if batch else ""
    text = f"""
  %0 = stablehlo.dot_general %a, %b, {batching}contracting_dims = {contracting}
      : (tensor<{a}>, tensor<{b}>) -> tensor<{c}>
  return %0 : tensor<{c}>"""
    arguments = f"%a: tensor<{a}>, %b: tensor<{b}>"
    return Program(
        name,
        module(arguments, f"tensor<{c}>", text),
        [a, b],
        lambda x, y: np.einsum(equation, x.astype(np.float64), y).astype(x.dtype),
        tolerance,
    )


_BIAS_RELU = """
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [0]
      : (tensor<40x72xf32>, tensor<72x56xf32>) -> tensor<40x56xf32>
  %1 = stablehlo.broadcast_in_dim %bias, dims = [1] : (tensor<56xf32>) -> tensor<40x56xf32>
  %2 = stablehlo.add %0, %1 : tensor<40x56xf32>
  %z = stablehlo.constant dense<0.0> : tensor<40x56xf32>
  %3 = stablehlo.maximum %2, %z : tensor<40x56xf32>
  return %3 : tensor<40x56xf32>"""

_F16_BIAS_RELU = """
  %0 = stablehlo.dot_general %x, %w, contracting_dims = [1] x [0]
      : (tensor<40x64xf16>, tensor<64x32xf16>) -> tensor<40x32xf16>
  %1 = stablehlo.broadcast_in_dim %b, dims = [1] : (tensor<32xf16>) -> tensor<40x32xf16>
  %2 = stablehlo.add %0, %1 : tensor<40x32xf16>
  %z = stablehlo.constant dense<0.0> : tensor<40x32xf16>
  %3 = stablehlo.maximum %2, %z : tensor<40x32xf16>
  return %3 : tensor<40x32xf16>"""

# Weights of few bits with a scale for each column, and the product with them. They come as i8.
_QUANTIZED = """
  %w = {packed}
  %b = util.optimization_barrier %w : tensor<72x48x{element}>
  %e = tensor.empty() : tensor<72x48xf32>
  %d = linalg.generic {{
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}}
      ins(%b, %s : tensor<72x48x{element}>, tensor<48xf32>) outs(%e : tensor<72x48xf32>) {{
  ^bb0(%q: {element}, %scale: f32, %o: f32):
    %f = arith.sitofp %q : {element} to f32
    %m = arith.mulf %f, %scale : f32
    linalg.yield %m : f32
  }} -> tensor<72x48xf32>
  %zero = arith.constant 0.0 : f32
  %y = tensor.empty() : tensor<20x48xf32>
  %i = linalg.fill ins(%zero : f32) outs(%y : tensor<20x48xf32>) -> tensor<20x48xf32>
  %r = linalg.matmul ins(%x, %d : tensor<20x72xf32>, tensor<72x48xf32>)
      outs(%i : tensor<20x48xf32>) -> tensor<20x48xf32>
  return %r : tensor<20x48xf32>"""


def _quantized(element: str, packed: str) -> Program:
    arguments = "%x: tensor<20x72xf32>, %v: tensor<72x48xi8>, %s: tensor<48xf32>"
    return Program(
        f"weights_{element}",
        module(arguments, "tensor<20x48xf32>", _QUANTIZED.format(element=element, packed=packed)),
        ["20x72xf32", Random("72x48xi8", -8, 7), "48xf32"],
        lambda x, w, s: (x.astype(np.float64) @ (w * s.astype(np.float64))).astype(np.float32),
        F32_PRODUCT,
    )


# Scales and zeros of groups of 24 of the 72 products of each sum.
_GROUPED = """
  %w = arith.trunci %v : tensor<3x24x48xi8> to tensor<3x24x48xi4>
  %b = util.optimization_barrier %w : tensor<3x24x48xi4>
  %e = tensor.empty() : tensor<3x24x48xf32>
  %d = linalg.generic {
      indexing_maps = [affine_map<(g, k, n) -> (g, k, n)>, affine_map<(g, k, n) -> (g, n)>,
                       affine_map<(g, k, n) -> (g, n)>, affine_map<(g, k, n) -> (g, k, n)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%b, %s, %z : tensor<3x24x48xi4>, tensor<3x48xf32>, tensor<3x48xf32>)
      outs(%e : tensor<3x24x48xf32>) {
  ^bb0(%q: i4, %scale: f32, %zero_point: f32, %o: f32):
    %f = arith.uitofp %q : i4 to f32
    %c = arith.subf %f, %zero_point : f32
    %m = arith.mulf %c, %scale : f32
    linalg.yield %m : f32
  } -> tensor<3x24x48xf32>
  %zero = arith.constant 0.0 : f32"""
_GROUPED_SUMS = """
  %y = tensor.empty() : tensor<20x48xf32>
  %i = linalg.fill ins(%zero : f32) outs(%y : tensor<20x48xf32>) -> tensor<20x48xf32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, g, k) -> (m, g, k)>, affine_map<(m, n, g, k) -> (g, k, n)>,
                       affine_map<(m, n, g, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %d : tensor<20x3x24xf32>, tensor<3x24x48xf32>) outs(%i : tensor<20x48xf32>) {
  ^bb0(%a: f32, %b0: f32, %sum: f32):
    %p = arith.mulf %a, %b0 : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<20x48xf32>
  return %r : tensor<20x48xf32>"""
_GROUPED_MATVEC = """
  %flat = tensor.collapse_shape %d [[0, 1], [2]] : tensor<3x24x48xf32> into tensor<72x48xf32>
  %xs = tensor.collapse_shape %x [[0], [1, 2]] : tensor<1x3x24xf32> into tensor<1x72xf32>
  %y = tensor.empty() : tensor<1x48xf32>
  %i = linalg.fill ins(%zero : f32) outs(%y : tensor<1x48xf32>) -> tensor<1x48xf32>
  %r = linalg.matmul ins(%xs, %flat : tensor<1x72xf32>, tensor<72x48xf32>)
      outs(%i : tensor<1x48xf32>) -> tensor<1x48xf32>
  return %r : tensor<1x48xf32>"""


def _grouped(name: str, rows: int, product: str) -> Program:
    x, y = f"{rows}x3x24xf32", f"tensor<{rows}x48xf32>"
    arguments = (
        f"%x: tensor<{x}>, %v: tensor<3x24x48xi8>, %s: tensor<3x48xf32>, %z: tensor<3x48xf32>"
    )
    return Program(
        name,
        module(arguments, y, _GROUPED + product),
        [x, Random("3x24x48xi8", 0, 15), "3x48xf32", Random("3x48xf32", 0, 15)],
        lambda x, w, s, z: np.einsum(
            "mgk,gkn->mn", x.astype(np.float64), (w - z[:, None].astype(np.float64)) * s[:, None]
        ).astype(np.float32),
        F32_PRODUCT,
    )


# A constant of fewer bytes than IREE leaves in a dispatch, and more elements than a kernel has tables of.
_CAUSAL = np.tril(np.ones((33, 33), np.bool_))
_CAUSAL_SCORES = f"""
  %mask = stablehlo.constant dense<{str(_CAUSAL.tolist()).lower()}> : tensor<33x33xi1>
  %0 = stablehlo.dot_general %q, %k, contracting_dims = [1] x [1]
      : (tensor<33x16xf32>, tensor<33x16xf32>) -> tensor<33x33xf32>
  %low = stablehlo.constant dense<-100.0> : tensor<33x33xf32>
  %1 = stablehlo.select %mask, %0, %low : tensor<33x33xi1>, tensor<33x33xf32>
  return %1 : tensor<33x33xf32>"""

# What IREE would fuse into a product so that only scalar loops take it.
HELD_APART = [
    _grouped("weights_i4_grouped", 20, _GROUPED_SUMS),
    _grouped("weights_i4_grouped_matvec", 1, _GROUPED_MATVEC),
    Program(
        "mask_of_bits",
        module("%q: tensor<33x16xf32>, %k: tensor<33x16xf32>", "tensor<33x33xf32>", _CAUSAL_SCORES),
        ["33x16xf32", "33x16xf32"],
        lambda q, k: np.where(_CAUSAL, q.astype(np.float64) @ k.T, -100).astype(np.float32),
        F32_PRODUCT,
    ),
]

PROGRAMS = [
    *HELD_APART,
    Program(
        "f16_bias_relu",
        module(
            "%x: tensor<40x64xf16>, %w: tensor<64x32xf16>, %b: tensor<32xf16>",
            "tensor<40x32xf16>",
            _F16_BIAS_RELU,
        ),
        ["40x64xf16", "64x32xf16", "32xf16"],
        lambda x, w, b: np.maximum(_product(np.float16)(x, w) + b, np.float16(0)),
        F16,
    ),
    _quantized("i8", "arith.ori %v, %v : tensor<72x48xi8>"),
    _quantized("i4", "arith.trunci %v : tensor<72x48xi8> to tensor<72x48xi4>"),
    *(
        _linalg(
            f"matmul_{m}x{k}x{n}",
            "linalg.matmul",
            f"{m}x{k}xf32",
            f"{k}x{n}xf32",
            f"{m}x{n}xf32",
            _product(),
            F32_PRODUCT,
        )
        for m, k, n in [
            (32, 32, 32),
            (1, 1, 1),
            (5, 7, 3),
            (64, 128, 96),
            (33, 65, 31),
            (1, 64, 100),
        ]
    ),
    _linalg(
        "matmul_i8_i32",
        "linalg.matmul",
        "20x30xi8",
        "30x10xi8",
        "20x10xi32",
        _product(np.int32, np.int32),
        EXACT,
    ),
    _linalg(
        "matmul_i8_long_sum",
        "linalg.matmul",
        "8x2500xi8",
        "2500x40xi8",
        "8x40xi32",
        _product(np.int32, np.int32),
        EXACT,
    ),
    _linalg(
        "matmul_i32",
        "linalg.matmul",
        "16x24xi32",
        "24x8xi32",
        "16x8xi32",
        _product(np.int32, np.int32),
        EXACT,
    ),
    _linalg(
        "matmul_bf16_f32",
        "linalg.matmul",
        "32x48xbf16",
        "48x32xbf16",
        "32x32xf32",
        _product(),
        F32_PRODUCT,
    ),
    _linalg(
        "matmul_f16_f32",
        "linalg.matmul",
        "16x40xf16",
        "40x24xf16",
        "16x24xf32",
        _product(),
        F32_PRODUCT,
    ),
    _linalg(
        "matmul_f16",
        "linalg.matmul",
        "16x8xf16",
        "8x24xf16",
        "16x24xf16",
        _product(np.float16),
        F16,
    ),
    _linalg(
        "matmul_bf16",
        "linalg.matmul",
        "16x8xbf16",
        "8x24xbf16",
        "16x24xbf16",
        _product(_BF16),
        BF16,
    ),
    _linalg(
        "matmul_f64",
        "linalg.matmul",
        "9x17xf64",
        "17x6xf64",
        "9x6xf64",
        _product(np.float64),
        F64,
        KEEP_F64,
    ),
    _linalg(
        "batch_matmul",
        "linalg.batch_matmul",
        "4x16x24xf32",
        "4x24x20xf32",
        "4x16x20xf32",
        _product(),
        F32_PRODUCT,
    ),
    _linalg("matvec", "linalg.matvec", "50x70xf32", "70xf32", "50xf32", _product(), F32_PRODUCT),
    _linalg("vecmat", "linalg.vecmat", "50xf32", "50x30xf32", "30xf32", _product(), F32_PRODUCT),
    _linalg("dot", "linalg.dot", "333xf32", "333xf32", "f32", _product(), F32_PRODUCT),
    _dot_general(
        "transposed_rhs", "24x40xf32", "18x40xf32", "24x18xf32", "", "[1] x [1]", "ij,kj->ik"
    ),
    _dot_general(
        "transposed_lhs", "40x24xf32", "40x18xf32", "24x18xf32", "", "[0] x [0]", "ji,jk->ik"
    ),
    _dot_general(
        "batched_heads",
        "2x3x8x16xf32",
        "2x3x10x16xf32",
        "2x3x8x10xf32",
        "[0, 1] x [0, 1]",
        "[3] x [3]",
        "bhik,bhjk->bhij",
    ),
    _dot_general(
        "two_contracted", "6x5x4xf32", "5x4x7xf32", "6x7xf32", "", "[1, 2] x [0, 1]", "ijk,jkl->il"
    ),
    _dot_general("outer_product", "9xf32", "11xf32", "9x11xf32", "", "[] x []", "i,j->ij"),
    Program(
        "matmul_bias_relu",
        module(
            "%a: tensor<40x72xf32>, %b: tensor<72x56xf32>, %bias: tensor<56xf32>",
            "tensor<40x56xf32>",
            _BIAS_RELU,
        ),
        ["40x72xf32", "72x56xf32", "56xf32"],
        lambda a, b, bias: np.maximum(a.astype(np.float64) @ b + bias, 0).astype(np.float32),
        F32_PRODUCT,
    ),
    Program(
        "matmul_accumulate",
        module(
            "%a: tensor<16x16xf32>, %b: tensor<16x16xf32>, %c: tensor<16x16xf32>",
            "tensor<16x16xf32>",
            """
  %0 = linalg.matmul ins(%a, %b : tensor<16x16xf32>, tensor<16x16xf32>)
      outs(%c : tensor<16x16xf32>) -> tensor<16x16xf32>
  return %0 : tensor<16x16xf32>""",
        ),
        ["16x16xf32", "16x16xf32", "16x16xf32"],
        lambda a, b, c: (a.astype(np.float64) @ b + c).astype(np.float32),
        F32_PRODUCT,
    ),
    *(
        _linalg(
            name,
            "linalg.matmul",
            f"{m}x{k}xf32",
            f"{k}x{n}xf32",
            f"{m}x{n}xf32",
            _product(),
            F32_PRODUCT,
        )
        for name, m, k, n in [
            ("matmul_shared_operands", 320, 300, 384),  # multicast along rows and columns of cores
            ("matmul_long_sum", 40, 5000, 24),  # sums over several blocks
        ]
    ),
    Program(
        "matmul_residual_tanh",
        module(
            "%a: tensor<97x65xf32>, %b: tensor<131x65xf32>, %c: tensor<97x131xf32>",
            "tensor<97x131xf32>",
            """
  %0 = stablehlo.dot_general %a, %b, contracting_dims = [1] x [1]
      : (tensor<97x65xf32>, tensor<131x65xf32>) -> tensor<97x131xf32>
  %1 = stablehlo.add %0, %c : tensor<97x131xf32>
  %2 = stablehlo.tanh %1 : tensor<97x131xf32>
  %3 = stablehlo.multiply %2, %c : tensor<97x131xf32>
  return %3 : tensor<97x131xf32>""",
        ),
        ["97x65xf32", "131x65xf32", "97x131xf32"],
        lambda a, b, c: (np.tanh(a.astype(np.float64) @ b.T + c) * c).astype(np.float32),
        F32_PRODUCT,
    ),
    Program(
        "matmul_masked",
        module(
            "%a: tensor<50x32xf32>, %b: tensor<32x70xf32>",
            "tensor<50x70xf32>",
            """
  %0 = stablehlo.dot %a, %b : (tensor<50x32xf32>, tensor<32x70xf32>) -> tensor<50x70xf32>
  %i = stablehlo.iota dim = 0 : tensor<50x70xi32>
  %j = stablehlo.iota dim = 1 : tensor<50x70xi32>
  %p = stablehlo.compare LT, %i, %j : (tensor<50x70xi32>, tensor<50x70xi32>) -> tensor<50x70xi1>
  %m = stablehlo.constant dense<-100.0> : tensor<50x70xf32>
  %1 = stablehlo.select %p, %m, %0 : tensor<50x70xi1>, tensor<50x70xf32>
  return %1 : tensor<50x70xf32>""",
        ),
        ["50x32xf32", "32x70xf32"],
        lambda a, b: np.where(
            np.arange(50)[:, None] < np.arange(70), -100, a.astype(np.float64) @ b
        ).astype(np.float32),
        F32_PRODUCT,
    ),
    Program(
        "matmul_chain",
        module(
            "%a: tensor<20x30xf32>, %b: tensor<30x40xf32>, %c: tensor<40x10xf32>",
            "tensor<20x10xf32>",
            """
  %0 = stablehlo.dot %a, %b : (tensor<20x30xf32>, tensor<30x40xf32>) -> tensor<20x40xf32>
  %1 = stablehlo.dot %0, %c : (tensor<20x40xf32>, tensor<40x10xf32>) -> tensor<20x10xf32>
  return %1 : tensor<20x10xf32>""",
        ),
        ["20x30xf32", "30x40xf32", "40x10xf32"],
        lambda a, b, c: (a.astype(np.float64) @ b @ c).astype(np.float32),
        F32_PRODUCT,
    ),
]

test_program = program_test(PROGRAMS)


@pytest.mark.parametrize("program", HELD_APART, ids=[program.name for program in HELD_APART])
def test_is_held_apart(program: Program) -> None:
    compiled = tt.compile_module(program.mlir)
    assert compiled.dispatches[-1].lowering == "contraction"
