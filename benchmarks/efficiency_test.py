# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What the device does for the benchmark's programs, by its counters: free of noise, so that limits can be held."""

from itertools import pairwise

import pytest

import iree.tenstorrent as tt
from benchmarks.cases import CASES
from benchmarks.counters import Launch, Traffic, launches
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.tolerances import F32_PRODUCT

_ROWS = "--iree-tenstorrent-tiled-layouts=false"
_DRAM = "--iree-tenstorrent-l1-tensors=false"


def _measure(program: Program, *flags: str) -> tuple[list[Launch], Traffic]:
    return launches(program, tt.compile_module(program.mlir, flags=flags))


def _case(name: str) -> tuple[Launch, Traffic]:
    """The only launch of one of the benchmark's cases."""
    case = next(case for case in CASES if case.name == name)
    (launch,), traffic = _measure(case.make(), *case.flags)
    return launch, traffic


def test_matmul_reads_operands_once_and_uses_the_cores() -> None:
    launch, traffic = _case("matmul 1024, bf16")
    assert launch.cores >= 100
    assert launch.dram_read_bytes <= 1.01 * traffic.operand_bytes
    assert launch.dram_write_bytes == traffic.result_bytes
    assert launch.fpu_tile_ops <= 1.1 * 32**3


@pytest.mark.parametrize("name", ["add of 1M f32", "softmax 1024x1024"])
def test_each_byte_moves_once(name: str) -> None:
    launch, traffic = _case(name)
    assert launch.dram_read_bytes <= 1.01 * traffic.operand_bytes
    assert launch.dram_write_bytes == traffic.result_bytes


def test_layer_norm_is_one_dispatch() -> None:
    launch, traffic = _case("layer norm 1024x1024")
    assert launch.dram_read_bytes <= 1.1 * traffic.operand_bytes
    assert launch.dram_write_bytes == traffic.result_bytes


def _products() -> Program:
    """A product of four matrices of bf16."""
    sizes = (256, 512, 320, 128)

    def matrix(rows: int, columns: int) -> str:
        return f"tensor<{rows}x{columns}xbf16>"

    # The products differ in their sizes: calls of one dispatch would have one layout, the host's.
    body = "  %p0 = util.optimization_barrier %a : " + matrix(256, 256) + "\n"
    for i, (inner, columns) in enumerate(pairwise(sizes)):
        left, right, result = matrix(256, inner), matrix(inner, columns), matrix(256, columns)
        body += f"""
  %zero{i} = arith.constant 0.0 : bf16
  %e{i} = tensor.empty() : {result}
  %z{i} = linalg.fill ins(%zero{i} : bf16) outs(%e{i} : {result}) -> {result}
  %p{i + 1} = linalg.matmul ins(%p{i}, %b{i} : {left}, {right}) outs(%z{i} : {result}) -> {result}
"""
    weights = [matrix(*pair) for pair in pairwise(sizes)]
    arguments = ", ".join(f"%b{i}: {weight}" for i, weight in enumerate(weights))
    return Program(
        "products",
        module(
            f"%a: {matrix(256, 256)}, {arguments}",
            matrix(256, sizes[-1]),
            body + f"  return %p{len(weights)} : {matrix(256, sizes[-1])}",
        ),
        ["256x256xbf16", *(f"{a}x{b}xbf16" for a, b in pairwise(sizes))],
        lambda a, *_: a,  # only what it takes is looked at
        F32_PRODUCT,
    )


def _total(launched: list[Launch], counter: str) -> int:
    return sum(getattr(launch, counter) for launch in launched)


def test_tiled_layouts_save_transactions_and_packing() -> None:
    tiles, _ = _measure(_products(), _DRAM)
    rows, _ = _measure(_products(), _ROWS)
    assert _total(tiles, "noc_transactions") < 0.7 * _total(rows, "noc_transactions")
    assert _total(tiles, "pack_tile_ops") < 0.7 * _total(rows, "pack_tile_ops")
    assert _total(tiles, "dram_read_bytes") == _total(rows, "dram_read_bytes")


def test_tensors_in_l1_do_not_go_through_dram() -> None:
    launched, traffic = _measure(_products())
    assert _total(launched, "dram_read_bytes") <= 1.01 * traffic.operand_bytes
    assert _total(launched, "dram_write_bytes") == traffic.result_bytes
    assert _total(_measure(_products(), _DRAM)[0], "dram_write_bytes") > 5 * traffic.result_bytes
