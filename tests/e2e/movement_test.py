# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Data movement: transpose, reshape, slice, concatenate, pad, reverse, update, tile and select."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module, stablehlo_op
from tests.e2e.program import Program
from tests.e2e.references import Array, Reference
from tests.e2e.tolerances import EXACT


def _op(
    name: str, op: str, operand: str, result: str, attributes: str, reference: Reference
) -> Program:
    mlir = stablehlo_op(f"stablehlo.{op}", [operand], result, attributes)
    return Program(name, mlir, [operand], reference, EXACT)


def _transpose(operand: str, result: str, order: Sequence[int]) -> Program:
    dims = ", ".join(str(dim) for dim in order)
    name = "transpose_" + "".join(str(dim) for dim in order) + "_" + operand
    attributes = f"permutation = array<i64: {dims}>"
    return _op(name, "transpose", operand, result, attributes, lambda x: np.transpose(x, order))


def _slice(name: str, operand: str, result: str, ranges: Sequence[tuple[int, int, int]]) -> Program:
    starts, stops, steps = (", ".join(str(r[i]) for r in ranges) for i in range(3))
    slices = tuple(slice(*r) for r in ranges)
    attributes = (
        f"start_indices = array<i64: {starts}>, limit_indices = array<i64: {stops}>, "
        f"strides = array<i64: {steps}>"
    )
    return _op(name, "slice", operand, result, attributes, lambda x: x[slices])


def _concatenate(name: str, operands: Sequence[str], result: str, axis: int) -> Program:
    mlir = stablehlo_op("stablehlo.concatenate", operands, result, f"dimension = {axis} : i64")
    return Program(name, mlir, operands, lambda *x: np.concatenate(x, axis), EXACT)


def _pad(
    name: str, operand: str, result: str, low: str, high: str, interior: str, reference: Reference
) -> Program:
    element = operand.split("x")[-1]
    attributes = ", ".join(
        f"{which} = array<i64: {dims}>"
        for which, dims in (
            ("edge_padding_low", low),
            ("edge_padding_high", high),
            ("interior_padding", interior),
        )
    )
    mlir = stablehlo_op("stablehlo.pad", [operand, element], result, attributes)
    return Program(name, mlir, [operand, element], reference, EXACT)


def _interior(x: Array, value: Array) -> Array:
    y = np.full((2 * x.shape[0] - 1, 3 * x.shape[1] - 2), value, x.dtype)
    y[::2, ::3] = x
    return y


def _updated(x: Array, update: Array, i: Any, j: Any) -> Array:
    y = x.copy()
    y[int(i) : int(i) + update.shape[0], int(j) : int(j) + update.shape[1]] = update
    return y


_I32 = np.int32

PROGRAMS = [
    _transpose("64x96xf32", "96x64xf32", (1, 0)),
    _transpose("33x17xf32", "17x33xf32", (1, 0)),
    _transpose("5x7x11xf32", "11x5x7xf32", (2, 0, 1)),
    _transpose("5x7x11xf32", "5x11x7xf32", (0, 2, 1)),
    _transpose("2x3x4x5xf32", "2x4x5x3xf32", (0, 2, 3, 1)),
    _transpose("31x9xi8", "9x31xi8", (1, 0)),
    _transpose("12x10xi64", "10x12xi64", (1, 0)),
    _transpose("13x6xbf16", "6x13xbf16", (1, 0)),
    # Many blocks, over many cores: rows that begin at aligned addresses, and rows that don't.
    _transpose("512x384xf32", "384x512xf32", (1, 0)),
    _transpose("301x203xf32", "203x301xf32", (1, 0)),
    _transpose("40x130x70xbf16", "130x70x40xbf16", (1, 2, 0)),
    _transpose("6x50x90xi8", "6x90x50xi8", (0, 2, 1)),
    _transpose("3x64x50xf32", "64x50x3xf32", (1, 2, 0)),
    _transpose("64x50x3xf32", "3x64x50xf32", (2, 0, 1)),
    _transpose("16x40x8x32xf32", "16x8x40x32xf32", (0, 2, 1, 3)),
    _op("reshape_flat", "reshape", "4x6x5xf32", "120xf32", "", lambda x: x.reshape(120)),
    _op("reshape_split", "reshape", "6x20xi32", "3x2x4x5xi32", "", lambda x: x.reshape(3, 2, 4, 5)),
    _slice("slice_rows", "20x30xf32", "7x30xf32", [(5, 12, 1), (0, 30, 1)]),
    _slice("slice_window", "20x30xf32", "7x9xf32", [(5, 12, 1), (11, 20, 1)]),
    _slice("slice_strided", "21x30xf32", "7x5xf32", [(0, 21, 3), (4, 28, 5)]),
    _slice("slice_i8_unaligned", "7x13xi8", "5x7xi8", [(1, 6, 1), (3, 10, 1)]),
    _slice("slice_f16_one", "9xf16", "1xf16", [(4, 5, 1)]),
    _slice("slice_many_rows", "300x500xf32", "150x233xf32", [(0, 300, 2), (11, 477, 2)]),
    _concatenate("concatenate_long", ["130x500xf32", "130x33xf32"], "130x533xf32", 1),
    _concatenate("concatenate_rows", ["3x8xf32", "5x8xf32"], "8x8xf32", 0),
    _concatenate("concatenate_columns", ["6x3xf32", "6x5xf32", "6x1xf32"], "6x9xf32", 1),
    _concatenate("concatenate_i8", ["13xi8", "7xi8", "5xi8"], "25xi8", 0),
    _concatenate("concatenate_i16_middle", ["2x3x5xi16", "2x4x5xi16"], "2x7x5xi16", 1),
    _pad(
        "pad_edges",
        "5x7xf32",
        "8x12xf32",
        "1, 2",
        "2, 3",
        "0, 0",
        lambda x, v: np.pad(x, ((1, 2), (2, 3)), constant_values=v),
    ),
    _pad("pad_interior", "5x7xf32", "9x19xf32", "0, 0", "0, 0", "1, 2", _interior),
    _pad(
        "pad_negative",
        "6x8xi32",
        "4x9xi32",
        "-1, 1",
        "-1, 0",
        "0, 0",
        lambda x, v: np.pad(x[1:-1], ((0, 0), (1, 0)), constant_values=v),
    ),
    _op(
        "reverse_rows",
        "reverse",
        "9x5xf32",
        "9x5xf32",
        "dimensions = array<i64: 0>",
        lambda x: x[::-1],
    ),
    _op(
        "reverse_both",
        "reverse",
        "9x5xi32",
        "9x5xi32",
        "dimensions = array<i64: 0, 1>",
        lambda x: x[::-1, ::-1],
    ),
    Program(
        "dynamic_slice",
        stablehlo_op(
            "stablehlo.dynamic_slice",
            ["12x16xf32", "i32", "i32"],
            "4x5xf32",
            "slice_sizes = array<i64: 4, 5>",
        ),
        ["12x16xf32", np.array(3, _I32), np.array(9, _I32)],
        lambda x, i, j: x[3:7, 9:14],
        EXACT,
    ),
    Program(
        "dynamic_slice_clamps",
        stablehlo_op(
            "stablehlo.dynamic_slice", ["12xf32", "i32"], "4xf32", "slice_sizes = array<i64: 4>"
        ),
        ["12xf32", np.array(11, _I32)],
        lambda x, i: x[8:12],
        EXACT,
    ),
    Program(
        "dynamic_update_slice",
        stablehlo_op(
            "stablehlo.dynamic_update_slice", ["10x12xf32", "3x4xf32", "i32", "i32"], "10x12xf32"
        ),
        ["10x12xf32", "3x4xf32", np.array(2, _I32), np.array(5, _I32)],
        _updated,
        EXACT,
    ),
    Program(
        "linalg_transpose",
        module(
            "%x: tensor<40x24xf32>",
            "tensor<24x40xf32>",
            """
  %e = tensor.empty() : tensor<24x40xf32>
  %0 = linalg.transpose ins(%x : tensor<40x24xf32>) outs(%e : tensor<24x40xf32>) permutation = [1, 0]
  return %0 : tensor<24x40xf32>""",
        ),
        ["40x24xf32"],
        np.transpose,
        EXACT,
    ),
    Program(
        "tensor_insert_extract",
        module(
            "%x: tensor<9x8xf32>, %y: tensor<2x3xf32>",
            "tensor<9x8xf32>, tensor<4x4xf32>",
            """
  %0 = tensor.insert_slice %y into %x[3, 4] [2, 3] [1, 1] : tensor<2x3xf32> into tensor<9x8xf32>
  %1 = tensor.extract_slice %x[1, 0] [4, 4] [2, 2] : tensor<9x8xf32> to tensor<4x4xf32>
  return %0, %1 : tensor<9x8xf32>, tensor<4x4xf32>""",
        ),
        ["9x8xf32", "2x3xf32"],
        lambda x, y: (_updated(x, y, 3, 4), x[1:9:2, 0:8:2]),
        EXACT,
    ),
    Program(
        "transpose_then_add",
        module(
            "%x: tensor<18x26xf32>, %y: tensor<26x18xf32>",
            "tensor<26x18xf32>",
            """
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<18x26xf32>) -> tensor<26x18xf32>
  %1 = stablehlo.add %0, %y : tensor<26x18xf32>
  return %1 : tensor<26x18xf32>""",
        ),
        ["18x26xf32", "26x18xf32"],
        lambda x, y: x.T + y,
        EXACT,
    ),
    Program(
        "triangle",
        module(
            "%x: tensor<9x9xf32>",
            "tensor<9x9xf32>",
            """
  %i = stablehlo.iota dim = 0 : tensor<9x9xi32>
  %j = stablehlo.iota dim = 1 : tensor<9x9xi32>
  %keep = stablehlo.compare GE, %i, %j : (tensor<9x9xi32>, tensor<9x9xi32>) -> tensor<9x9xi1>
  %z = stablehlo.constant dense<0.0> : tensor<9x9xf32>
  %0 = stablehlo.select %keep, %x, %z : tensor<9x9xi1>, tensor<9x9xf32>
  return %0 : tensor<9x9xf32>""",
        ),
        ["9x9xf32"],
        np.tril,
        EXACT,
    ),
    Program(
        "roll",
        module(
            "%x: tensor<11x4xf32>",
            "tensor<11x4xf32>",
            """
  %0 = stablehlo.slice %x [7:11, 0:4] : (tensor<11x4xf32>) -> tensor<4x4xf32>
  %1 = stablehlo.slice %x [0:7, 0:4] : (tensor<11x4xf32>) -> tensor<7x4xf32>
  %2 = stablehlo.concatenate %0, %1, dim = 0
      : (tensor<4x4xf32>, tensor<7x4xf32>) -> tensor<11x4xf32>
  return %2 : tensor<11x4xf32>""",
        ),
        ["11x4xf32"],
        lambda x: np.roll(x, 4, axis=0),
        EXACT,
    ),
]

test_program = program_test(PROGRAMS)
