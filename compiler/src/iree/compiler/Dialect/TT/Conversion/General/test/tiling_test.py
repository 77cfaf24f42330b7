# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tile sizes: whole DRAM alignment units of the result, and one core where there is too little work."""

from __future__ import annotations

import pytest
from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General import tiling

_CORES = 120


def _plan(shape: str, result_map: str, element: str = "f32") -> tuple[int, ...] | None:
    """The tile sizes of an elementwise operation whose result is stored by `result_map`."""
    tensor = f"tensor<{shape}x{element}>"
    text = f"""
    func.func @f(%x: {element}, %out: {tensor}) -> {tensor} {{
      %r = linalg.generic {{
        indexing_maps = [affine_map<(i, j) -> ()>, affine_map<(i, j) -> {result_map}>],
        iterator_types = ["parallel", "parallel"]
      }} ins(%x : {element}) outs(%out : {tensor}) {{
      ^bb0(%a: {element}, %b: {element}):
        linalg.yield %a : {element}
      }} -> {tensor}
      return %r : {tensor}
    }}
    """
    with ir.Context(), ir.Location.unknown():
        module = ir.Module.parse(text)
        function = module.body.operations[0].operation
        plan = tiling.plan(function, _CORES)
        return None if plan is None else plan.sizes


def test_little_work_stays_on_one_core() -> None:
    assert _plan("16x16", "(i, j)") is None


@pytest.mark.parametrize(("columns", "unit"), [(1024, 1), (1000, 2), (1004, 4), (1001, 16)])
def test_rows_end_at_alignment_units(columns: int, unit: int) -> None:
    sizes = _plan(f"2048x{columns}", "(i, j)")
    assert sizes is not None
    assert sizes[0] % unit == 0
    assert sizes[0] * columns * 4 % tiling.ALIGNMENT == 0


def test_columns_of_misaligned_rows_are_not_cut() -> None:
    # Transposed: the outer loop runs along rows of 1000 f32, which begin within alignment units.
    sizes = _plan("2048x1000", "(j, i)")
    assert sizes is not None
    assert sizes[0] == 0
    assert sizes[1] * 1000 * 4 % tiling.ALIGNMENT == 0


def test_packed_elements() -> None:
    # Rows of 1024 i4 are 512 bytes; rows of 1000 are 500.
    assert _plan("2048x1024", "(i, j)", "i4") is not None
    sizes = _plan("2048x1000", "(i, j)", "i4")
    assert sizes is not None
    assert sizes[0] * 500 % tiling.ALIGNMENT == 0


def test_dynamic_rows() -> None:
    assert _plan("?x1024", "(i, j)") == (4, 0)
