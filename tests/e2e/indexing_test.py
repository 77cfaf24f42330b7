# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Gather, scatter and embedding."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import DTYPES, Program, Random
from tests.e2e.references import Array, Reference
from tests.e2e.tolerances import EXACT, F32_SUM, Tolerance

_EMBEDDING = """
  %0 = "stablehlo.gather"(%table, %ids) <{
      dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0],
          start_index_map = [0], index_vector_dim = 1>,
      indices_are_sorted = false, slice_sizes = array<i64: 1, 24>}>
      : (tensor<50x24xf32>, tensor<13xi32>) -> tensor<13x24xf32>
  return %0 : tensor<13x24xf32>"""

_EMBEDDING_SCALED = """
  %0 = "stablehlo.gather"(%table, %ids) <{
      dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0],
          start_index_map = [0], index_vector_dim = 2>,
      indices_are_sorted = false, slice_sizes = array<i64: 1, 48>}>
      : (tensor<70x48xf32>, tensor<3x37xi32>) -> tensor<3x37x48xf32>
  %c = stablehlo.constant dense<8.0> : tensor<3x37x48xf32>
  %1 = stablehlo.multiply %0, %c : tensor<3x37x48xf32>
  %2 = stablehlo.broadcast_in_dim %positions, dims = [1, 2] : (tensor<37x48xf32>) -> tensor<3x37x48xf32>
  %3 = stablehlo.add %1, %2 : tensor<3x37x48xf32>
  return %3 : tensor<3x37x48xf32>"""

_EMBEDDING_BF16 = """
  %0 = "stablehlo.gather"(%table, %ids) <{
      dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0],
          start_index_map = [0], index_vector_dim = 1>,
      indices_are_sorted = false, slice_sizes = array<i64: 1, 33>}>
      : (tensor<50x33xbf16>, tensor<41xi64>) -> tensor<41x33xbf16>
  %1 = stablehlo.convert %0 : (tensor<41x33xbf16>) -> tensor<41x33xf32>
  return %1 : tensor<41x33xf32>"""

_GATHER_POINTS_ADD = """
  %0 = "stablehlo.gather"(%x, %ids) <{
      dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1],
          start_index_map = [0, 1], index_vector_dim = 1>,
      indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}>
      : (tensor<9x7xf32>, tensor<20x2xi32>) -> tensor<20xf32>
  %1 = stablehlo.add %0, %y : tensor<20xf32>
  return %1 : tensor<20xf32>"""

_CODES = np.linspace(-1, 1, 16).astype(np.float32) ** 3
_CODEBOOK = f"""
  %codes = arith.constant dense<{_CODES.tolist()}> : tensor<16xf32>
  %e = tensor.empty() : tensor<33x40xf32>
  %0 = linalg.generic {{
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}}
      ins(%code, %scale : tensor<33x40xi8>, tensor<40xf32>) outs(%e : tensor<33x40xf32>) {{
  ^bb0(%c: i8, %s: f32, %out: f32):
    %i = arith.index_cast %c : i8 to index
    %w = tensor.extract %codes[%i] : tensor<16xf32>
    %r = arith.mulf %w, %s : f32
    linalg.yield %r : f32
  }} -> tensor<33x40xf32>
  return %0 : tensor<33x40xf32>"""

_CONSTANT_ROWS = """
  %rows = stablehlo.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]> : tensor<3x3xbf16>
  %0 = "stablehlo.gather"(%rows, %ids) <{
      dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0],
          start_index_map = [0], index_vector_dim = 1>,
      indices_are_sorted = false, slice_sizes = array<i64: 1, 3>}>
      : (tensor<3x3xbf16>, tensor<13xi64>) -> tensor<13x3xbf16>
  return %0 : tensor<13x3xbf16>"""

_GATHER_2D = """
  %0 = "stablehlo.gather"(%x, %ids) <{
      dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0, 1],
          start_index_map = [0, 1], index_vector_dim = 1>,
      indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}>
      : (tensor<9x7xf32>, tensor<20x2xi32>) -> tensor<20xf32>
  return %0 : tensor<20xf32>"""

_GATHER_WINDOWS = """
  %0 = "stablehlo.gather"(%x, %ids) <{
      dimension_numbers = #stablehlo.gather<offset_dims = [1],
          start_index_map = [0], index_vector_dim = 1>,
      indices_are_sorted = false, slice_sizes = array<i64: 4>}>
      : (tensor<30xi32>, tensor<6x1xi32>) -> tensor<6x4xi32>
  return %0 : tensor<6x4xi32>"""

_SCATTER = """
  %0 = "stablehlo.scatter"(%x, %ids, %updates) <{{
      scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1],
          inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>,
      unique_indices = {unique}}}> ({{
  ^bb0(%old: tensor<{element}>, %new: tensor<{element}>):
    {body}
    stablehlo.return %r : tensor<{element}>
  }}) : (tensor<12x5x{element}>, tensor<7x1xi32>, tensor<7x5x{element}>) -> tensor<12x5x{element}>
  return %0 : tensor<12x5x{element}>"""


def _scatter(
    name: str,
    element: str,
    body: str,
    apply: Reference,
    tolerance: Tolerance | None,
    ids: Array,
    unique: str = "false",
) -> Program:
    tensor, updates = f"12x5x{element}", f"7x5x{element}"

    def reference(x: Array, ids: Array, values: Array) -> Array:
        y = x.copy()
        apply(y, ids[:, 0], values)
        return y

    text = _SCATTER.format(element=element, body=body, unique=unique)
    arguments = f"%x: tensor<{tensor}>, %ids: tensor<7x1xi32>, %updates: tensor<{updates}>"
    mlir = module(arguments, f"tensor<{tensor}>", text)
    return Program(name, mlir, [tensor, ids, updates], reference, tolerance)


def _assign(y: Array, ids: Array, values: Array) -> None:
    y[ids] = values


# Tokens of a batch to their slots of a cache: (batch, slot) for each, all heads at once.
_CACHE_WRITE = """
  %0 = "stablehlo.scatter"(%x, %ids, %updates) <{
      scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1, 2],
          inserted_window_dims = [0, 1], scatter_dims_to_operand_dims = [0, 1], index_vector_dim = 1>,
      unique_indices = true}> ({
  ^bb0(%old: tensor<bf16>, %new: tensor<bf16>):
    stablehlo.return %new : tensor<bf16>
  }) : (tensor<2x30x4x40xbf16>, tensor<5x2xi32>, tensor<5x4x40xbf16>) -> tensor<2x30x4x40xbf16>
  return %0 : tensor<2x30x4x40xbf16>"""


_LONG_SCATTER = """
  %0 = "stablehlo.scatter"(%x, %ids, %updates) <{
      scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1],
          inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>,
      unique_indices = true}> ({
  ^bb0(%old: tensor<f32>, %new: tensor<f32>):
    stablehlo.return %new : tensor<f32>
  }) : (tensor<700x1201xf32>, tensor<600x1xi32>, tensor<600x1201xf32>) -> tensor<700x1201xf32>
  return %0 : tensor<700x1201xf32>"""


def _replace(x: Array, ids: Array, updates: Array) -> Array:
    y = x.copy()
    y[ids[:, 0]] = updates
    return y


def _cache_write(x: Array, ids: Array, updates: Array) -> Array:
    y = x.copy()
    for (batch, slot), update in zip(ids, updates, strict=True):
        y[batch, slot] = update
    return y


def _torch_gather(axis: int) -> str:
    return f"""
  %d = torch.constant.int {axis}
  %f = torch.constant.bool false
  %0 = torch.aten.gather %x, %d, %i, %f
      : !torch.vtensor<[6,8],f32>, !torch.int, !torch.vtensor<[6,8],si64>, !torch.bool
      -> !torch.vtensor<[6,8],f32>
  return %0 : !torch.vtensor<[6,8],f32>"""


_DISTINCT = np.array([[3], [0], [11], [5], [7], [1], [9]], np.int32)
_REPEATED = np.array([[3], [0], [3], [5], [3], [0], [11]], np.int32)
_ADD = "%r = stablehlo.add %old, %new : tensor<f32>"

PROGRAMS = [
    Program(
        "embedding",
        module("%table: tensor<50x24xf32>, %ids: tensor<13xi32>", "tensor<13x24xf32>", _EMBEDDING),
        ["50x24xf32", Random("13xi32", 0, 49)],
        lambda table, ids: table[ids],
        EXACT,
    ),
    Program(
        "embedding_scaled",
        module(
            "%table: tensor<70x48xf32>, %ids: tensor<3x37xi32>, %positions: tensor<37x48xf32>",
            "tensor<3x37x48xf32>",
            _EMBEDDING_SCALED,
        ),
        ["70x48xf32", Random("3x37xi32", 0, 69), "37x48xf32"],
        lambda table, ids, positions: table[ids] * 8 + positions,
        EXACT,
    ),
    Program(
        "embedding_bf16_to_f32",
        module(
            "%table: tensor<50x33xbf16>, %ids: tensor<41xi64>", "tensor<41x33xf32>", _EMBEDDING_BF16
        ),
        ["50x33xbf16", Random("41xi64", 0, 49)],
        lambda table, ids: table[ids].astype(np.float32),
        EXACT,
    ),
    Program(
        "codebook_scaled",
        module("%code: tensor<33x40xi8>, %scale: tensor<40xf32>", "tensor<33x40xf32>", _CODEBOOK),
        [Random("33x40xi8", 0, 15), "40xf32"],
        lambda code, scale: _CODES[code] * scale,
        EXACT,
    ),
    Program(
        "gather_constant_rows",
        module("%ids: tensor<13xi64>", "tensor<13x3xbf16>", _CONSTANT_ROWS),
        [Random("13xi64", 0, 2)],
        lambda ids: np.arange(1, 10).reshape(3, 3)[ids].astype(DTYPES["bf16"]),
        EXACT,
    ),
    Program(
        "gather_points_add",
        module(
            "%x: tensor<9x7xf32>, %ids: tensor<20x2xi32>, %y: tensor<20xf32>",
            "tensor<20xf32>",
            _GATHER_POINTS_ADD,
        ),
        ["9x7xf32", Random("20x2xi32", 0, 6), "20xf32"],
        lambda x, ids, y: x[ids[:, 0], ids[:, 1]] + y,
        EXACT,
    ),
    Program(
        "gather_points",
        module("%x: tensor<9x7xf32>, %ids: tensor<20x2xi32>", "tensor<20xf32>", _GATHER_2D),
        ["9x7xf32", Random("20x2xi32", 0, 6)],
        lambda x, ids: x[ids[:, 0], ids[:, 1]],
        EXACT,
    ),
    Program(
        "gather_windows_clamps",
        module("%x: tensor<30xi32>, %ids: tensor<6x1xi32>", "tensor<6x4xi32>", _GATHER_WINDOWS),
        ["30xi32", Random("6x1xi32", 0, 40)],
        lambda x, ids: x[np.minimum(ids, 26) + np.arange(4)],
        EXACT,
    ),
    _scatter(
        "scatter_set",
        "f32",
        "%r = stablehlo.add %new, %new : tensor<f32>",
        lambda y, ids, v: _assign(y, ids, v + v),
        EXACT,
        _DISTINCT,
        "true",
    ),
    _scatter(
        "scatter_replace",
        "f32",
        "%r = stablehlo.reshape %new : (tensor<f32>) -> tensor<f32>",
        _assign,
        EXACT,
        _DISTINCT,
        "true",
    ),
    _scatter(
        "scatter_replace_i8",
        "i8",
        "%r = stablehlo.reshape %new : (tensor<i8>) -> tensor<i8>",
        _assign,
        EXACT,
        _DISTINCT,
        "true",
    ),
    Program(
        "scatter_cache_write",
        module(
            "%x: tensor<2x30x4x40xbf16>, %ids: tensor<5x2xi32>, %updates: tensor<5x4x40xbf16>",
            "tensor<2x30x4x40xbf16>",
            _CACHE_WRITE,
        ),
        [
            "2x30x4x40xbf16",
            np.array([[0, 3], [1, 29], [0, 0], [1, 7], [0, 17]], np.int32),
            "5x4x40xbf16",
        ],
        _cache_write,
        EXACT,
    ),
    Program(
        "scatter_long_rows",
        module(
            "%x: tensor<700x1201xf32>, %ids: tensor<600x1xi32>, %updates: tensor<600x1201xf32>",
            "tensor<700x1201xf32>",
            _LONG_SCATTER,
        ),
        [
            "700x1201xf32",
            np.random.default_rng(3).permutation(700)[:600].astype(np.int32)[:, None],
            "600x1201xf32",
        ],
        _replace,
        EXACT,
    ),
    _scatter("scatter_add", "f32", _ADD, np.add.at, F32_SUM, _DISTINCT),
    _scatter("scatter_add_repeated", "f32", _ADD, np.add.at, F32_SUM, _REPEATED),
    _scatter(
        "scatter_max_i32",
        "i32",
        "%r = stablehlo.maximum %old, %new : tensor<i32>",
        np.maximum.at,
        EXACT,
        _REPEATED,
    ),
    Program(
        "linalg_gather",
        module(
            "%table: tensor<40x16xf32>, %ids: tensor<5x3xi64>",
            "tensor<5x3x16xf32>",
            """
  %e = tensor.empty() : tensor<5x3x16xf32>
  %0 = linalg.generic {
      indexing_maps = [affine_map<(a, b, c) -> (a, b)>, affine_map<(a, b, c) -> (a, b, c)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%ids : tensor<5x3xi64>) outs(%e : tensor<5x3x16xf32>) {
  ^bb0(%id: i64, %o: f32):
    %row = arith.index_cast %id : i64 to index
    %column = linalg.index 2 : index
    %v = tensor.extract %table[%row, %column] : tensor<40x16xf32>
    linalg.yield %v : f32
  } -> tensor<5x3x16xf32>
  return %0 : tensor<5x3x16xf32>""",
        ),
        ["40x16xf32", Random("5x3xi64", 0, 39)],
        lambda table, ids: table[ids],
        EXACT,
    ),
    *(
        Program(
            f"torch_gather_axis_{axis}",
            module(
                "%x: !torch.vtensor<[6,8],f32>, %i: !torch.vtensor<[6,8],si64>",
                "!torch.vtensor<[6,8],f32>",
                _torch_gather(axis),
            ),
            ["6x8xf32", Random("6x8xi64", 0, 5)],
            lambda x, i, axis=axis: np.take_along_axis(x, i, axis),
            EXACT,
        )
        for axis in (0, 1)
    ),
    Program(
        "one_hot",
        module(
            "%ids: tensor<11xi32>",
            "tensor<11x8xf32>",
            """
  %0 = stablehlo.broadcast_in_dim %ids, dims = [0] : (tensor<11xi32>) -> tensor<11x8xi32>
  %1 = stablehlo.iota dim = 1 : tensor<11x8xi32>
  %2 = stablehlo.compare EQ, %0, %1 : (tensor<11x8xi32>, tensor<11x8xi32>) -> tensor<11x8xi1>
  %3 = stablehlo.convert %2 : (tensor<11x8xi1>) -> tensor<11x8xf32>
  return %3 : tensor<11x8xf32>""",
        ),
        [Random("11xi32", 0, 7)],
        lambda ids: np.eye(8, dtype=np.float32)[ids],
        EXACT,
    ),
]

test_program = program_test(PROGRAMS)
