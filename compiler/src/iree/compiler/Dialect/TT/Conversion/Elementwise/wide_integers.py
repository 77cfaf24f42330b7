# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""i64 in memory where 32 bits are enough: loads that are truncated at once, results that are extended.

Indices and counts of torch and ONNX are i64; readers and writers convert them on the way.
"""

from __future__ import annotations

from dataclasses import replace

from iree.tenstorrent.compiler.Conversion.Elementwise.streams import AS_F32
from iree.tenstorrent.compiler.Conversion.Expression.amount import extremes
from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph, Node, Reject, Store
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import INTEGER_BITS

_LEAST, _MOST = -(1 << 31), (1 << 31) - 1


def narrowed(graph: Graph) -> Graph:
    """The graph with i32 in place of i64 as far as that is the same; other i64 stay."""
    if all(node.type != "i64" for node in graph.nodes):
        return graph
    result = Graph(
        loads=list(graph.loads),
        sizes=graph.sizes,
        workload=graph.workload,
        multiples=graph.multiples,
    )
    numbers: list[int] = []
    for node in graph.nodes:
        args = tuple(numbers[arg] for arg in node.args)
        numbers.append(_truncated(graph, result, node, args))
    for store in graph.stores:
        value = numbers[store.value]
        if store.access.element_type == "i64":
            value = _unextended(graph, result, graph.nodes[store.value], numbers, value)
        result.stores.append(Store(store.access, value))
    return result.computed()


def _truncated(graph: Graph, result: Graph, node: Node, args: tuple[int, ...]) -> int:
    """Adds a node; the truncation of an i64 load is a load of i32, its conversion one of f32."""
    converts = node.op in ("arith.trunci", "arith.sitofp")
    source = graph.nodes[node.args[0]] if converts else None
    if source is None or source.op != "load" or source.type != "i64":
        return result.add(replace(node, args=args))
    if node.op == "arith.sitofp":
        if node.type != "f32":
            raise Reject(f"i64 to {node.type}")
        access = replace(graph.loads[source.attribute], element_type=AS_F32)
        result.loads.append(access)
        return result.add(Node("load", "f32", (), len(result.loads) - 1))
    low = result.add(Node("load", "i32", (), source.attribute))
    if node.type == "i32":
        return low
    return result.add(Node("arith.trunci", node.type, (low,), 0, ("i32",)))


def _unextended(graph: Graph, result: Graph, node: Node, numbers: list[int], value: int) -> int:
    """An i32 that the writer may extend with its sign; `value` itself where there is none."""
    if node.op == "const":
        number = node.attribute - (1 << 64 if node.attribute >> 63 else 0)
        if _LEAST <= number <= _MOST:
            return result.add(Node("const", "i32", (), number & 0xFFFFFFFF))
    if node.op == "index" and node.linear is not None:
        bounds = extremes(node.linear, graph.sizes)
        if bounds is not None and bounds[0] >= _LEAST and bounds[1] <= _MOST:
            return result.add(replace(node, type="i32"))
    if node.op in ("arith.extsi", "arith.extui"):
        source = node.arg_types[0]
        if source not in INTEGER_BITS or (node.op == "arith.extui" and source == "i32"):
            raise Reject(f"{node.op} from {source} to i64")
        number = numbers[node.args[0]]
        if source == "i32":
            return number
        return result.add(Node(node.op, "i32", (number,), 0, (source,)))
    return value
