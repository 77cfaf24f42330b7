# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Tensors that stay in L1 between dispatches: the same bits as by way of DRAM, and nobody in the way."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

import iree.tenstorrent as tt
from tests.e2e.checker import Target, check, run
from tests.e2e.mlir_text import module
from tests.e2e.program import Program, Random
from tests.e2e.references import Array, softmax
from tests.e2e.tolerances import BF16, F32_PRODUCT

_DRAM = ("--iree-tenstorrent-l1-tensors=false",)
_ROWS = ("--iree-tenstorrent-tiled-layouts=false",)


@dataclass(frozen=True)
class L1Program:
    """A program, and the bindings of each of its dispatches that are in L1."""

    program: Program
    bindings: Sequence[Sequence[int]]


def _product(name: str, left: str, right: str, sizes: tuple[int, ...], element: str) -> str:
    *batch, rows, inner, columns = sizes

    def tensor(*shape: int) -> str:
        return f"tensor<{'x'.join(map(str, (*batch, *shape)))}x{element}>"

    kind = "batch_matmul" if batch else "matmul"
    result = tensor(rows, columns)
    return f"""
  %{name}_zero = arith.constant 0.0 : {element}
  %{name}_empty = tensor.empty() : {result}
  %{name}_init = linalg.fill ins(%{name}_zero : {element}) outs(%{name}_empty : {result}) -> {result}
  %{name} = linalg.{kind} ins(%{left}, %{right} : {tensor(rows, inner)}, {tensor(inner, columns)})
      outs(%{name}_init : {result}) -> {result}
"""


def _products(name: str, batch: int, sizes: Sequence[int], element: str = "f32") -> Program:
    """A product of matrices, each times the next; the tolerance is for sizes of a few hundred."""
    lead = (batch,) if batch else ()
    rows, inner, *rest = sizes
    shapes = [(*lead, rows, inner)]
    body, left = "", "a0"
    for number, columns in enumerate(rest, 1):
        shapes.append((*lead, inner, columns))
        body += _product(f"p{number}", left, f"a{number}", (*lead, rows, inner, columns), element)
        left, inner = f"p{number}", columns
    types = ["x".join(map(str, shape)) + f"x{element}" for shape in shapes]
    result = f"tensor<{'x'.join(map(str, (*lead, rows, inner)))}x{element}>"

    def reference(first: Array, *others: Array) -> Array:
        total = first.astype(np.float64)
        for other in others:
            total = total @ other.astype(np.float64)
            if element == "bf16":
                total = total.astype(first.dtype).astype(np.float64)
        return total.astype(first.dtype)

    return Program(
        name,
        module(
            ", ".join(f"%a{i}: tensor<{type_}>" for i, type_ in enumerate(types)),
            result,
            f"{body}  return %{left} : {result}",
        ),
        types,
        reference,
        F32_PRODUCT if element == "f32" else BF16,
    )


# Two layers that share their dispatches; what a layer adds to goes past two products.
_LAYERS = (
    """
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %y = scf.for %i = %c0 to %c3 step %c1 iter_args(%h = %x) -> (tensor<64x96xf32>) {
"""
    + _product("p", "h", "v", (64, 96, 160), "f32")
    + _product("q", "p", "w", (64, 160, 96), "f32")
    + """
    scf.yield %q : tensor<64x96xf32>
  }
  return %y : tensor<64x96xf32>"""
)


def _layers(x: Array, v: Array, w: Array) -> Array:
    total = x.astype(np.float64)
    for _ in range(3):
        total = total @ v.astype(np.float64) @ w.astype(np.float64)
    return total.astype(np.float32)


# Attention of one head. Its operands are three calls of one dispatch, and in L1 at the same time.
_HEAD = (
    _product("q", "x", "wq", (64, 96, 96), "f32")
    + _product("k", "x", "wk", (64, 96, 96), "f32")
    + _product("v", "x", "wv", (64, 96, 96), "f32")
    + """
  %kt_empty = tensor.empty() : tensor<96x64xf32>
  %kt = linalg.transpose ins(%k : tensor<64x96xf32>) outs(%kt_empty : tensor<96x64xf32>) permutation = [1, 0]
"""
    + _product("s", "q", "kt", (64, 96, 64), "f32")
    + _product("y", "s", "v", (64, 64, 96), "f32")
    + "  return %y : tensor<64x96xf32>"
)


def _head(x: Array, *weights: Array) -> Array:
    q, k, v = (x.astype(np.float64) @ w.astype(np.float64) for w in weights)
    return (q @ k.T @ v).astype(np.float32)


# The same with three heads that lie side by side, by IREE's own operation, and what follows it.
_HEADS = (
    _product("q0", "x", "wq", (64, 96, 96), "f32")
    + _product("k0", "x", "wk", (64, 96, 96), "f32")
    + _product("v0", "x", "wv", (64, 96, 96), "f32")
    + "".join(
        f"  %{name} = tensor.expand_shape %{name}0 [[0], [1, 2]] output_shape [64, 3, 32]\n"
        "      : tensor<64x96xf32> into tensor<64x3x32xf32>\n"
        for name in "qkv"
    )
    + """
  %scale = arith.constant 0.17677669 : f32
  %empty = tensor.empty() : tensor<64x3x32xf32>
  %a = iree_linalg_ext.attention <{indexing_maps = [
      affine_map<(h, m, n, d, j) -> (m, h, d)>, affine_map<(h, m, n, d, j) -> (j, h, d)>,
      affine_map<(h, m, n, d, j) -> (j, h, n)>, affine_map<(h, m, n, d, j) -> ()>,
      affine_map<(h, m, n, d, j) -> (m, h, n)>]}>
      ins(%q, %k, %v, %scale : tensor<64x3x32xf32>, tensor<64x3x32xf32>, tensor<64x3x32xf32>, f32)
      outs(%empty : tensor<64x3x32xf32>) {
  ^bb0(%score: f32):
    iree_linalg_ext.yield %score : f32
  } -> tensor<64x3x32xf32>
  %r = tensor.collapse_shape %a [[0], [1, 2]] : tensor<64x3x32xf32> into tensor<64x96xf32>
"""
    + _product("y", "r", "wo", (64, 96, 32), "f32")
    + "  return %y : tensor<64x32xf32>"
)


def _heads(x: Array, *weights: Array) -> Array:
    x, *rest, out = (array.astype(np.float64) for array in (x, *weights))
    q, k, v = ((x @ weight).reshape(64, 3, 32) for weight in rest)
    scores = softmax(np.einsum("mhd,jhd->hmj", q, k) / np.sqrt(32))
    heads = np.einsum("hmj,jhn->mhn", scores, v).reshape(64, 96)
    result: Array = (heads @ out).astype(np.float32)
    return result


# Two calls of one dispatch, of which the second has a constant where the first has a tensor in L1.
_WEIGHT = np.random.default_rng(7).uniform(-1, 1, (64, 64)).astype(np.float32)
_START = (
    f"""
  %c = arith.constant dense<"0x{_WEIGHT.tobytes().hex()}"> : tensor<64x64xf32>
"""
    + _product("p", "x", "u", (64, 96, 64), "f32")
    + _product("q", "y", "v", (64, 96, 64), "f32")
    + _product("a", "p", "q", (64, 64, 64), "f32")
)
_MIXED = (
    _START
    + _product("b", "a", "c", (64, 64, 64), "f32")
    + _product("r", "b", "w", (64, 64, 32), "f32")
    + "  return %r : tensor<64x32xf32>"
)
# The same in two command buffers: the second call has nothing in L1.
_BRANCH = (
    _START
    + """
  %zero = arith.constant dense<0.0> : tensor<64x32xf32>
  %none = arith.constant 0.0 : f32
  %i = arith.constant 0 : index
  %j = arith.constant 1 : index
  %first = tensor.extract %s[%i] : tensor<2xf32>
  %is = arith.cmpf ogt, %first, %none : f32
  %r = scf.if %is -> tensor<64x32xf32> {
"""
    + _product("b", "a", "c", (64, 64, 64), "f32")
    + """
  %second = tensor.extract %s[%j] : tensor<2xf32>
  %too = arith.cmpf ogt, %second, %none : f32
  %inner = scf.if %too -> tensor<64x32xf32> {
"""
    + _product("t", "b", "w", (64, 64, 32), "f32")
    + """
    scf.yield %t : tensor<64x32xf32>
  } else {
    scf.yield %zero : tensor<64x32xf32>
  }
  scf.yield %inner : tensor<64x32xf32>
  } else {
    scf.yield %zero : tensor<64x32xf32>
  }
  return %r : tensor<64x32xf32>"""
)


def _mixed(name: str, text: str) -> Program:
    def reference(x: Array, u: Array, y: Array, v: Array, w: Array, s: Array) -> Array:
        del s  # Both are greater than 0.
        total = np.eye(64)
        for array in (x, u, y, v, _WEIGHT, w):
            total = total @ array.astype(np.float64)
        return total.astype(np.float32)

    return Program(
        name,
        module(
            "%x: tensor<64x96xf32>, %u: tensor<96x64xf32>, %y: tensor<64x96xf32>, "
            "%v: tensor<96x64xf32>, %w: tensor<64x32xf32>, %s: tensor<2xf32>",
            "tensor<64x32xf32>",
            text,
        ),
        ["64x96xf32", "96x64xf32", "64x96xf32", "96x64xf32", "64x32xf32", Random("2xf32", 0.5, 1)],
        reference,
        F32_PRODUCT,
    )


PROGRAMS = [
    L1Program(_products("chain", 0, (64, 96, 128, 160, 32)), [[2], [0, 2], [0]]),
    L1Program(_products("bf16", 0, (64, 96, 128, 160, 32), "bf16"), [[2], [0, 2], [0]]),
    # More rows of tiles than the grid has rows, in parts of one tile and of two.
    L1Program(_products("uneven", 0, (416, 96, 416, 64)), [[2], [0]]),
    # Several parts for each core, and blocks of the sum that begin in one shard and end in another.
    L1Program(_products("turns", 0, (1312, 64, 1088, 96), "bf16"), [[2], [0]]),
    L1Program(_products("batches", 3, (64, 96, 160, 32)), [[2], [0]]),
    L1Program(
        Program(
            "loop",
            module(
                "%x: tensor<64x96xf32>, %v: tensor<96x160xf32>, %w: tensor<160x96xf32>",
                "tensor<64x96xf32>",
                _LAYERS,
            ),
            ["64x96xf32", "96x160xf32", "160x96xf32"],
            _layers,
            F32_PRODUCT,
        ),
        [[2], [0]],
    ),
    L1Program(
        Program(
            "head",
            module(
                "%x: tensor<64x96xf32>, "
                + ", ".join(f"%w{name}: tensor<96x96xf32>" for name in "qkv"),
                "tensor<64x96xf32>",
                _HEAD,
            ),
            ["64x96xf32", *(Random("96x96xf32", -0.5, 0.5) for _ in range(3))],
            _head,
            F32_PRODUCT,
        ),
        [[2], [2], [2], [0, 1, 2], [0, 1]],
    ),
    L1Program(
        Program(
            "heads",
            module(
                "%x: tensor<64x96xf32>, "
                + ", ".join(f"%w{name}: tensor<96x96xf32>" for name in "qkv")
                + ", %wo: tensor<96x32xf32>",
                "tensor<64x32xf32>",
                _HEADS,
            ),
            ["64x96xf32", *(Random("96x96xf32", -0.5, 0.5) for _ in range(3)), "96x32xf32"],
            _heads,
            F32_PRODUCT,
        ),
        [[2], [2], [2], [0, 1, 2, 3], [0]],
    ),
    L1Program(_mixed("mixed", _MIXED), [[2], [2], [0, 2], [0, 1, 2], [0]]),
    L1Program(_mixed("branch", _BRANCH), [[2], [2], [], [0, 1], []]),
]


@pytest.mark.parametrize("case", PROGRAMS, ids=[case.program.name for case in PROGRAMS])
def test_program(case: L1Program, targets: Sequence[Target]) -> None:
    check(case.program, targets)


@pytest.mark.parametrize("case", PROGRAMS, ids=[case.program.name for case in PROGRAMS])
def test_same_bits_as_in_dram(case: L1Program, targets: Sequence[Target]) -> None:
    program, (backend, device, _) = case.program, targets[0]
    compiled = tt.compile_module(program.mlir, target=backend)
    assert [list(own.l1_tensors) for own in compiled.dispatches] == list(case.bindings)
    arguments = program.arguments()
    results = [run(program, (backend, device, flags), arguments) for flags in ((), _DRAM, _ROWS)]
    for own, dram, rows in zip(*results, strict=True):
        assert own.tobytes() == dram.tobytes() == rows.tobytes()


def test_another_grid_is_refused() -> None:
    """Kernels that look for tensors where other cores are not there."""
    with pytest.raises(Exception, match=r"INCOMPATIBLE.*12x10 workers.* is 6x5"):
        tt.load_module(tt.compile_module(PROGRAMS[0].program.mlir), "tenstorrent://?grid=6x5")


def test_programs_at_the_same_time() -> None:
    """Two have tensors in L1, and the kernels of the third take nearly all of L1."""
    programs = [PROGRAMS[0].program, PROGRAMS[2].program, _products("large", 0, (512, 1024, 512))]
    compiled = [tt.compile_module(program.mlir) for program in programs]
    modules = [tt.load_module(own, "tenstorrent") for own in compiled]
    arguments = [program.arguments() for program in programs]

    def call(number: int) -> bytes:
        result = modules[number][programs[number].function](*arguments[number])
        return np.asarray(result).tobytes()

    expected = [call(number) for number in range(len(programs))]
    wrong: list[int] = []

    def repeat(number: int) -> None:
        wrong.extend(number for _ in range(20) if call(number) != expected[number])

    threads = [threading.Thread(target=repeat, args=(number % 3,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
