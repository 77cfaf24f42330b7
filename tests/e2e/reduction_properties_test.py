# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Reductions, softmax and layer normalization of random shapes, as hypothesis draws them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.checker import Target, check
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.properties import PROPERTY, sizes, tensor, type_text
from tests.e2e.references import Array, layer_norm, softmax
from tests.e2e.tolerances import EXACT, F32_FUNCTION, F32_SUM

# Reduction -> (StableHLO operation, neutral element of floats and of i32, numpy's way).
_REDUCTIONS = {
    "sum": ("add", "0.0", "0", np.add),
    "maximum": ("maximum", "0xFF800000", "-2147483648", np.maximum),
    "minimum": ("minimum", "0x7F800000", "2147483647", np.minimum),
}
_LIMITS = (1000, 200, 60, 20)


@st.composite
def _shapes(draw: st.DrawFn, least_rank: int = 1) -> tuple[int, ...]:
    rank = draw(st.integers(least_rank, 4))
    return tuple(draw(st.lists(sizes(_LIMITS[rank - 1]), min_size=rank, max_size=rank)))


@st.composite
def _reductions(draw: st.DrawFn) -> Program:
    """Over any dimensions; the operand may be a square, so that something is fused."""
    shape = draw(_shapes())
    dims = sorted(draw(st.sets(st.integers(0, len(shape) - 1), min_size=1)))
    return _reduction(draw, shape, dims)


@st.composite
def _long_reductions(draw: st.DrawFn) -> Program:
    """Of few results: cut into parts for many cores."""
    kept = draw(st.lists(sizes(300), max_size=1))
    reduced = draw(st.lists(st.integers(50, 300), min_size=1, max_size=2))
    reduced[0] *= draw(st.integers(40, 100)) if len(reduced) == 1 else 1
    is_first = draw(st.booleans())
    shape = (*reduced, *kept) if is_first else (*kept, *reduced)
    first = 0 if is_first else len(kept)
    return _reduction(draw, shape, list(range(first, first + len(reduced))))


def _reduction(draw: st.DrawFn, shape: Sequence[int], dims: Sequence[int]) -> Program:
    name = draw(st.sampled_from(sorted(_REDUCTIONS)))
    element = draw(st.sampled_from(["f32", "i32"]))
    is_squared = draw(st.booleans())
    op, float_neutral, integer_neutral, function = _REDUCTIONS[name]
    neutral = float_neutral if element == "f32" else integer_neutral
    x = tensor(shape, element)
    y = tensor([size for d, size in enumerate(shape) if d not in dims], element)
    square = f"  %v = stablehlo.multiply %x, %x : {x}\n" if is_squared else ""
    body = (
        f"{square}  %n = stablehlo.constant dense<{neutral}> : tensor<{element}>\n"
        f"  %0 = stablehlo.reduce({'%v' if is_squared else '%x'} init: %n) applies stablehlo.{op}"
        f" across dimensions = {list(dims)} : ({x}, tensor<{element}>) -> {y}\n  return %0 : {y}"
    )

    def reference(value: Array) -> Array:
        wide: Any = value.astype(np.float64 if element == "f32" else np.int32)
        wide = wide * wide if is_squared else wide
        return np.asarray(function.reduce(wide, axis=tuple(dims))).astype(value.dtype)

    is_exact = element == "i32" or (name != "sum" and not is_squared)
    tolerance = EXACT if is_exact else F32_SUM
    mlir = module(f"%x: {x}", y, body)
    return Program("reduction", mlir, [type_text(shape, element)], reference, tolerance)


@st.composite
def _softmaxes(draw: st.DrawFn) -> Program:
    """Along any dimension."""
    shape = draw(_shapes())
    dim = draw(st.integers(0, len(shape) - 1))
    x = tensor(shape, "f32")
    body = (
        f"  %e = tensor.empty() : {x}\n"
        f"  %0 = linalg.softmax dimension({dim}) ins(%x : {x}) outs(%e : {x}) -> {x}\n"
        f"  return %0 : {x}"
    )
    mlir = module(f"%x: {x}", x, body)
    return Program(
        "softmax", mlir, [type_text(shape, "f32")], lambda v: softmax(v, dim), F32_FUNCTION
    )


@st.composite
def _layer_norms(draw: st.DrawFn) -> Program:
    """Over the last dimension, with weights and biases, as frameworks write it."""
    shape = draw(_shapes(least_rank=2))
    rows, columns = shape[:-1], shape[-1]
    x, r, c = tensor(shape, "f32"), tensor(rows, "f32"), tensor([columns], "f32")
    outer = list(range(len(rows)))
    last = len(rows)
    body = f"""
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %count = stablehlo.constant dense<{columns}.0> : {r}
  %epsilon = stablehlo.constant dense<1.0e-5> : {r}
  %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [{last}]
      : ({x}, tensor<f32>) -> {r}
  %mean = stablehlo.divide %sum, %count : {r}
  %means = stablehlo.broadcast_in_dim %mean, dims = {outer} : ({r}) -> {x}
  %centred = stablehlo.subtract %x, %means : {x}
  %square = stablehlo.multiply %centred, %centred : {x}
  %squares = stablehlo.reduce(%square init: %zero) applies stablehlo.add across dimensions = [{last}]
      : ({x}, tensor<f32>) -> {r}
  %variance = stablehlo.divide %squares, %count : {r}
  %stable = stablehlo.add %variance, %epsilon : {r}
  %scale = stablehlo.rsqrt %stable : {r}
  %scales = stablehlo.broadcast_in_dim %scale, dims = {outer} : ({r}) -> {x}
  %normal = stablehlo.multiply %centred, %scales : {x}
  %weights = stablehlo.broadcast_in_dim %weight, dims = [{last}] : ({c}) -> {x}
  %weighted = stablehlo.multiply %normal, %weights : {x}
  %biases = stablehlo.broadcast_in_dim %bias, dims = [{last}] : ({c}) -> {x}
  %0 = stablehlo.add %weighted, %biases : {x}
  return %0 : {x}"""
    mlir = module(f"%x: {x}, %weight: {c}, %bias: {c}", x, body)
    inputs = [type_text(shape, "f32"), *[type_text([columns], "f32")] * 2]
    return Program("layer_norm", mlir, inputs, layer_norm, F32_SUM)


@PROPERTY
@given(program=_reductions())
def test_reductions(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)


@PROPERTY
@given(program=_long_reductions())
def test_long_reductions(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)


@PROPERTY
@given(program=_softmaxes())
def test_softmax(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)


@PROPERTY
@given(program=_layer_norms())
def test_layer_norm(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)
