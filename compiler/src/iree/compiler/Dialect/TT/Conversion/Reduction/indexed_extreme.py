# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Recognises the largest (or smallest) element together with its index, however a dispatch spells it.

There are many ways to write it, with comparisons, selections and NaN tests in any order. The body is
tried on numbers instead: what does the same as an arg max on all of them is one.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.analysis import Structured
from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph, Node, Reject
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import FLOATS

Number = float | int
# Of the body's values so far; the numbers of the reduced elements' indices come after those.
_SAMPLES = (-1.5, 0.0, 2.0, 7.0)
_EARLIER_INDEX, _INDEX = 3, 8


@dataclass(frozen=True)
class IndexedExtreme:
    """Result `value` is the extreme of `element`, result `index` the least `position` that has it; nodes
    of the body's graph. `op` is arith.maximumf, maxnumf (NaN is ignored), maxsi and so on."""

    op: str
    value: int
    index: int
    element: int
    position: int


def indexed_extreme(structured: Structured) -> IndexedExtreme | None:
    """None where the operation is something else."""
    if len(structured.results) != 2:
        return None
    graph = structured.graph
    atoms = _atoms(structured)
    positions = [i for i in atoms if graph.nodes[i].op == "index"]
    elements = [i for i in atoms if i not in positions]
    if len(elements) != 1 or len(positions) != 1:
        return None
    element, position = elements[0], positions[0]
    if graph.nodes[position].type != "i32":
        return None
    is_float = graph.nodes[element].type in FLOATS
    for value in (0, 1):
        for name in ("max", "min"):
            try:
                op = _behaviour(structured, value, element, position, name, is_float)
            except (Reject, KeyError):
                return None
            if op:
                return IndexedExtreme(op, value, 1 - value, element, position)
    return None


def _atoms(structured: Structured) -> list[int]:
    """What the body is made of besides its results so far: nodes that are neither logical nor constant."""
    graph = structured.graph
    varies: list[bool] = []
    for node in graph.nodes:
        varies.append(node.op == "leaf" or any(varies[arg] for arg in node.args))
    found: set[int] = set()
    pending = list(structured.results)
    seen = set(pending)
    while pending:
        number = pending.pop()
        node = graph.nodes[number]
        if node.op in ("leaf", "const"):
            continue
        if not varies[number] and node.type != "i1":
            found.add(number)
            continue
        pending.extend(arg for arg in node.args if arg not in seen)
        seen.update(node.args)
    return sorted(found)


def _behaviour(
    structured: Structured, value: int, element: int, position: int, name: str, is_float: bool
) -> str:
    """The MLIR operation of the extreme; empty if the body does not find it."""

    def run(earlier: Number, new: Number) -> tuple[Number, Number]:
        leaves: list[Number] = [0, 0]
        leaves[value], leaves[1 - value] = earlier, _EARLIER_INDEX
        known = {element: new, position: _INDEX}
        results = [_evaluate(structured.graph, i, known, leaves) for i in structured.results]
        return results[value], results[1 - value]

    best = max if name == "max" else min
    samples = _SAMPLES if is_float else [int(sample) for sample in _SAMPLES]
    for earlier in samples:
        for new in samples:
            wanted = best(earlier, new)
            if run(earlier, new) != (wanted, _EARLIER_INDEX if earlier == wanted else _INDEX):
                return ""
    if not is_float:
        return f"arith.{name}si"
    found, index = run(1.0, math.nan)
    if math.isnan(found) and index == _INDEX and math.isnan(run(math.nan, 1.0)[0]):
        return f"arith.{name}imumf"
    return f"arith.{name}numf"


def _cmpf(predicate: int, a: Number, b: Number) -> bool:
    unordered = math.isnan(a) or math.isnan(b)
    if predicate in (0, 15):
        return predicate == 15
    if predicate in (7, 14):
        return unordered == (predicate == 14)
    if unordered:
        return predicate > 7
    return _COMPARISONS[(predicate - 1) % 7](a, b)


_COMPARISONS: tuple[Callable[[Number, Number], bool], ...] = (
    operator.eq,
    operator.gt,
    operator.ge,
    operator.lt,
    operator.le,
    operator.ne,
)
# arith.CmpIPredicate; the samples that unsigned ones meet are not negative.
_INTEGER_COMPARISONS: tuple[Callable[[Number, Number], bool], ...] = (
    operator.eq,
    operator.ne,
    *(operator.lt, operator.le, operator.gt, operator.ge) * 2,
)


def _nan_extreme(best: Callable[..., Number], propagates: bool) -> Callable[..., Number]:
    def extreme(a: Number, b: Number) -> Number:
        numbers = [x for x in (a, b) if not math.isnan(x)]
        if len(numbers) < 2 and (propagates or not numbers):
            return math.nan
        return best(numbers)

    return extreme


_FUNCTIONS: dict[str, Callable[..., Number]] = {
    "arith.andi": lambda a, b: int(a) & int(b),
    "arith.ori": lambda a, b: int(a) | int(b),
    "arith.xori": lambda a, b: int(a) ^ int(b),
    "arith.maxsi": max,
    "arith.minsi": min,
    "arith.maximumf": _nan_extreme(max, True),
    "arith.minimumf": _nan_extreme(min, True),
    "arith.maxnumf": _nan_extreme(max, False),
    "arith.minnumf": _nan_extreme(min, False),
    "arith.select": lambda condition, a, b: a if condition else b,
}


def _evaluate(graph: Graph, number: int, known: dict[int, Number], leaves: list[Number]) -> Number:
    """The value of a node; raises Reject or KeyError for operations that this does not know."""
    if number in known:
        return known[number]
    node: Node = graph.nodes[number]
    if node.op == "leaf":
        if node.attribute >= len(leaves):
            raise Reject("another reduction's result")
        return leaves[node.attribute]
    if node.op == "const":
        if node.type not in ("i1", "i32"):
            raise Reject("a constant")
        return node.attribute
    args = [_evaluate(graph, arg, known, leaves) for arg in node.args]
    if node.op == "arith.cmpf":
        return int(_cmpf(node.attribute, *args))
    if node.op == "arith.cmpi":
        return int(_INTEGER_COMPARISONS[node.attribute](*args))
    return _FUNCTIONS[node.op](*args)
