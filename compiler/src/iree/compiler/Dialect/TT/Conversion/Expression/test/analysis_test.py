# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Dispatches as expressions: what is read from the functions that IREE makes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount, Linear, Reject
from iree.tenstorrent.compiler.Conversion.Expression.analysis import (
    read_dispatch,
    read_structured,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph

_LAYOUT = (
    "layout(<constants = 2, bindings = [#hal.pipeline.binding<storage_buffer>, "
    "#hal.pipeline.binding<storage_buffer>, #hal.pipeline.binding<storage_buffer>]>)"
)


@pytest.fixture(autouse=True)
def _context() -> Iterator[ir.Context]:
    with ir.Context() as context, ir.Location.unknown():
        yield context


def _function(body: str) -> ir.Operation:
    """A dispatch's function, in which %c0 is defined."""
    module = ir.Module.parse(
        "func.func @dispatch() { %c0 = arith.constant 0 : index\n" + body + "\nreturn }"
    )
    _KEPT.append(module)
    return module.body.operations[0].operation


_KEPT: list[ir.Module] = []


def _binding(name: str, number: int, shape: str, access: str = "readonly", dims: str = "") -> str:
    return (
        f"%{name} = hal.interface.binding.subspan {_LAYOUT} binding({number}) offset(%c0) : "
        f"!iree_tensor_ext.dispatch.tensor<{access}:tensor<{shape}>>{dims}\n"
    )


def _load(name: str, source: str, slices: str, kind: str, result: str, dims: str = "") -> str:
    offsets, sizes, strides = slices.split(";")
    return (
        f"%{name} = iree_tensor_ext.dispatch.tensor.load %{source}, offsets = [{offsets}], "
        f"sizes = [{sizes}], strides = [{strides}] : "
        f"!iree_tensor_ext.dispatch.tensor<readonly:tensor<{kind}>>{dims} -> tensor<{result}>\n"
    )


def _store(value: str, target: str, slices: str, kind: str, source: str, dims: str = "") -> str:
    offsets, sizes, strides = slices.split(";")
    return (
        f"iree_tensor_ext.dispatch.tensor.store %{value}, %{target}, offsets = [{offsets}], "
        f"sizes = [{sizes}], strides = [{strides}] : tensor<{source}> -> "
        f"!iree_tensor_ext.dispatch.tensor<writeonly:tensor<{kind}>>{dims}\n"
    )


def _numbers(access: Access) -> tuple[int, list[int]]:
    return access.offset.number(), [stride.number() for stride in access.strides]


def _copied(graph: Graph) -> Access:
    (store,) = graph.stores
    node = graph.nodes[store.value]
    assert node.op == "load"
    return graph.loads[node.attribute]


def test_slice_with_steps_into_a_slice() -> None:
    function = _function(
        _binding("in", 0, "100x20xf32")
        + _binding("out", 1, "30x40xf32", "writeonly")
        + _load("v", "in", "5,1;10,9;2,2", "100x20xf32", "10x9xf32")
        + _store("v", "out", "3,4;10,9;1,3", "30x40xf32", "10x9xf32")
    )
    graph = read_dispatch(function)
    assert graph.static_sizes == (10, 9)
    assert _numbers(_copied(graph)) == (5 * 20 + 1, [40, 2])
    assert _numbers(graph.stores[0].access) == (3 * 40 + 4, [40, 3])


def test_rank_reducing_slice_keeps_the_dimension_that_the_tensor_has() -> None:
    function = _function(
        _binding("in", 0, "1x5x1xf32")
        + _binding("out", 1, "1x5xf32", "writeonly")
        + _load("v", "in", "0,0,0;1,5,1;1,1,1", "1x5x1xf32", "1x5xf32")
        + _store("v", "out", "0,0;1,5;1,1", "1x5xf32", "1x5xf32")
    )
    assert _numbers(_copied(read_dispatch(function))) == (0, [5, 1])


_REVERSE = """
  %c20 = arith.constant 20 : index
  %c19 = arith.constant 19 : index
  %e = tensor.empty() : tensor<200xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
    outs(%e : tensor<200xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %low = arith.remsi %i, %c20 : index
    %high = arith.divsi %i, %c20 : index
    %back = arith.subi %c19, %low : index
    %x = tensor.extract %v[%high, %back] : tensor<10x20xf32>
    linalg.yield %x : f32
  } -> tensor<200xf32>
"""


def test_flat_index_comes_apart() -> None:
    function = _function(
        _binding("in", 0, "10x20xf32")
        + _binding("out", 1, "200xf32", "writeonly")
        + _load("v", "in", "0,0;10,20;1,1", "10x20xf32", "10x20xf32")
        + _REVERSE
        + _store("r", "out", "0;200;1", "200xf32", "200xf32")
    )
    graph = read_dispatch(function)
    assert graph.static_sizes == (10, 20)
    assert _numbers(_copied(graph)) == (19, [20, -1])
    assert _numbers(graph.stores[0].access) == (0, [20, 1])


_GATHER = """
  %c999 = arith.constant 999 : index
  %e = tensor.empty() : tensor<10x64xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0)>,
      affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
    ins(%w : tensor<10xi32>) outs(%e : tensor<10x64xf32>) {
  ^bb0(%n: i32, %o: f32):
    %row = arith.index_cast %n : i32 to index
    %a = arith.maxsi %row, %c0 : index
    %b = arith.minui %a, %c999 : index
    %i = linalg.index 1 : index
    %x = tensor.extract %v[%b, %i] : tensor<1000x64xf32>
    linalg.yield %x : f32
  } -> tensor<10x64xf32>
"""


def test_gather_is_indirect() -> None:
    function = _function(
        _binding("table", 0, "1000x64xf32")
        + _binding("rows", 1, "10xi32")
        + _binding("out", 2, "10x64xf32", "writeonly")
        + _load("v", "table", "0,0;1000,64;1,1", "1000x64xf32", "1000x64xf32")
        + _load("w", "rows", "0;10;1", "10xi32", "10xi32")
        + _GATHER
        + _store("r", "out", "0,0;10,64;1,1", "10x64xf32", "10x64xf32")
    )
    graph = read_dispatch(function)
    access = _copied(graph)
    assert _numbers(access) == (0, [0, 1])
    ((node, stride),) = access.indirect
    assert stride.number() == 64
    assert graph.nodes[node].op == "arith.minui"
    with pytest.raises(Reject, match="depends on data"):
        graph.reject_data_dependent()


_DYNAMIC = """
  %k0 = hal.interface.constant.load LAYOUT ordinal(0) : i32
  %k1 = hal.interface.constant.load LAYOUT ordinal(1) : i32
  %n = arith.index_castui %k0 : i32 to index
  %wide = arith.index_castui %k1 : i32 to index
  %m = iree_tensor_ext.dispatch.workload.ordinal %wide, 0 : index
""".replace("LAYOUT", _LAYOUT)


def test_dynamic_sizes_are_amounts() -> None:
    function = _function(
        _DYNAMIC
        + _binding("in", 0, "?x?xf32", dims="{%n, %m}")
        + _binding("out", 1, "?x?xf32", "writeonly", dims="{%n, %m}")
        + _load("v", "in", "0,2;%n,%m;1,1", "?x?xf32", "?x?xf32", "{%n, %m}")
        + _store("v", "out", "%n,0;%n,%m;1,1", "?x?xf32", "?x?xf32", "{%n, %m}")
    )
    graph = read_dispatch(function)
    rows, columns = graph.sizes
    assert _copied(graph).offset == Amount.of(2)
    assert _copied(graph).strides == (columns, Amount.of(1))
    assert graph.stores[0].access.offset == rows * columns
    (symbol,) = columns.terms[0][0]
    assert graph.workload == {symbol: 0}


_MATMUL = """
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x6xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x6xf32>) -> tensor<4x6xf32>
  %m = linalg.matmul ins(%a, %b : tensor<4x5xf32>, tensor<5x6xf32>) outs(%f : tensor<4x6xf32>)
    -> tensor<4x6xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
    ins(%m : tensor<4x6xf32>) outs(%e : tensor<4x6xf32>) {
  ^bb0(%p: f32, %o: f32):
    %q = arith.negf %p : f32
    linalg.yield %q : f32
  } -> tensor<4x6xf32>
"""


def test_named_op_and_its_epilogue() -> None:
    function = _function(
        _binding("x", 0, "4x5xf32")
        + _binding("y", 1, "5x6xf32")
        + _binding("out", 2, "4x6xf32", "writeonly")
        + _load("a", "x", "0,0;4,5;1,1", "4x5xf32", "4x5xf32")
        + _load("b", "y", "0,0;5,6;1,1", "5x6xf32", "5x6xf32")
        + _MATMUL
        + _store("r", "out", "0,0;4,6;1,1", "4x6xf32", "4x6xf32")
    )
    operations = [op.operation for op in function.regions[0].blocks[0].operations]
    root = next(op for op in operations if op.name == "linalg.matmul")
    structured = read_structured(root)
    graph = structured.graph
    assert graph.static_sizes == (4, 6, 5)
    assert structured.is_reduction == (False, False, True)
    assert [_numbers(load) for load in graph.loads] == [(0, [5, 0, 1]), (0, [0, 1, 6])]
    assert [graph.nodes[node].op for node in structured.inits if node is not None] == ["const"]
    (total,) = (graph.nodes[node] for node in structured.results)
    assert total.op == "arith.addf"
    assert [graph.nodes[arg].op for arg in total.args] == ["leaf", "arith.mulf"]
    with pytest.raises(Reject, match="a reduction"):
        read_dispatch(function)
    epilogue = read_dispatch(function, {root.results[0]: 0})
    assert epilogue.leaves == {0: (Linear.loop(0), Linear.loop(1))}
    assert [node.op for node in epilogue.nodes] == ["leaf", "arith.negf"]
