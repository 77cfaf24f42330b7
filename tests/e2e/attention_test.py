# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Attention as IREE has it: shapes, masks, heads that share keys, results in another order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import attention
from tests.e2e.tolerances import BF16, F16, F32_SUM, Tolerance

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Heads:
    """batch x rows queries of size depth, over keys whose values have `columns` elements."""

    batch: int | str
    rows: int | str
    keys: int | str
    depth: int
    columns: int


def _attention(
    heads: Heads,
    type: str = "f32",
    masked: bool = False,
    shared: bool = False,
    swap: bool = False,
    choice: bool = False,
    dynamic: bool = False,
) -> tuple[str, list[str]]:
    """The module and its inputs' types. `shared`: all batches have the same keys and values; `swap`:
    the result is rows x batch x columns; `choice`: the mask is of i1; `dynamic`: the module is for any
    batch, rows and keys."""
    types = _types(heads, type, shared, choice)
    h = Heads("?", "?", "?", heads.depth, heads.columns) if dynamic else heads
    b = "" if shared else "b, "
    q, k, v, mask = _types(h, type, shared, choice)
    plain = f"tensor<{h.batch}x{h.rows}x{h.columns}x{type}>"
    swapped = f"tensor<{h.rows}x{h.batch}x{h.columns}x{type}>"
    sizes = f"""
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %batch = tensor.dim %q, %c0 : tensor<{q}>
  %rows = tensor.dim %q, %c1 : tensor<{q}>"""
    mask_map = "affine_map<(b, m, n, k, j) -> (b, m, j)>, " if masked else ""
    text = f"""{sizes if dynamic else ""}
  %scale = arith.constant {h.depth**-0.5:.9f} : {type}
  %e = tensor.empty({"%batch, %rows" if dynamic else ""}) : {plain}
  %0 = iree_linalg_ext.attention <{{indexing_maps = [
      affine_map<(b, m, n, k, j) -> (b, m, k)>, affine_map<(b, m, n, k, j) -> ({b}j, k)>,
      affine_map<(b, m, n, k, j) -> ({b}j, n)>, affine_map<(b, m, n, k, j) -> ()>, {mask_map}
      affine_map<(b, m, n, k, j) -> (b, m, n)>]}}>
      ins(%q, %k, %v, %scale{", %mask" if masked else ""}
          : tensor<{q}>, tensor<{k}>, tensor<{v}>, {type}{f", tensor<{mask}>" if masked else ""})
      outs(%e : {plain}) {{
  ^bb0(%s: f32):
    iree_linalg_ext.yield %s : f32
  }} -> {plain}"""
    if swap:
        text += f"""
  %t = tensor.empty() : {swapped}
  %1 = linalg.transpose ins(%0 : {plain}) outs(%t : {swapped}) permutation = [1, 0, 2]
  return %1 : {swapped}"""
    else:
        text += f"\n  return %0 : {plain}"
    arguments = f"%q: tensor<{q}>, %k: tensor<{k}>, %v: tensor<{v}>"
    if masked:
        arguments += f", %mask: tensor<{mask}>"
    mlir = module(arguments, swapped if swap else plain, text)
    return mlir, types if masked else types[:3]


def _types(h: Heads, type: str, shared: bool, choice: bool) -> list[str]:
    """Of queries, keys, values and the mask."""
    batch = "" if shared else f"{h.batch}x"
    q = f"{h.batch}x{h.rows}x{h.depth}x{type}"
    k = f"{batch}{h.keys}x{h.depth}x{type}"
    v = f"{batch}{h.keys}x{h.columns}x{type}"
    return [q, k, v, f"{h.batch}x{h.rows}x{h.keys}x{'i1' if choice else type}"]


def _program(
    name: str,
    heads: Heads,
    type: str = "f32",
    tolerance: Tolerance = F32_SUM,
    **options: bool,
) -> Program:
    mlir, types = _attention(heads, type, **options)

    def reference(q: Array, k: Array, v: Array, mask: Array | None = None) -> Array:
        if options.get("choice") and mask is not None:
            mask = np.where(mask, np.float32(0), np.float32(-1e30))
        result = attention(q, k, v, mask)
        return (result.swapaxes(0, 1) if options.get("swap") else result).astype(q.dtype)

    return Program(name, mlir, [Random(t) for t in types], reference, tolerance)


PROGRAMS = [
    _program("one_tile", Heads(1, 32, 32, 32, 32)),
    _program("several_blocks", Heads(3, 64, 96, 64, 64)),
    _program("ragged", Heads(2, 37, 45, 20, 50)),
    _program("one_query", Heads(4, 1, 77, 64, 64)),
    _program("one_key", Heads(2, 5, 1, 8, 3)),
    _program("mask", Heads(2, 40, 70, 16, 16), masked=True),
    _program("shared_keys", Heads(4, 33, 40, 32, 32), shared=True),
    _program("swapped_result", Heads(3, 40, 64, 32, 32), swap=True),
    _program("swapped_mask", Heads(2, 33, 31, 32, 16), masked=True, swap=True),
    _program("boolean_mask", Heads(2, 40, 70, 16, 16), masked=True, choice=True),
    _program("boolean_mask_bf16", Heads(2, 33, 64, 32, 32), "bf16", BF16, masked=True, choice=True),
    _program("dynamic", Heads(3, 40, 70, 32, 48), dynamic=True),
    _program("dynamic_whole_blocks", Heads(2, 32, 64, 32, 32), dynamic=True),
    _program("dynamic_one_query", Heads(4, 1, 33, 64, 64), dynamic=True),
    _program(
        "dynamic_boolean_mask", Heads(2, 35, 50, 16, 16), masked=True, choice=True, dynamic=True
    ),
    _program("dynamic_shared_keys", Heads(2, 20, 40, 16, 16), shared=True, dynamic=True),
    _program("bf16", Heads(2, 64, 64, 64, 64), "bf16", BF16),
    _program("bf16_ragged_mask", Heads(2, 30, 50, 24, 40), "bf16", BF16, masked=True),
    _program("f16", Heads(2, 50, 64, 64, 32), "f16", F16),
]

test_program = program_test(PROGRAMS)
