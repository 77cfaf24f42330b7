# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Orders the loops of each linalg.generic so that the innermost one walks along rows of its operands.

Reductions keep their order among themselves: every element is summed up in the same order as before.
"""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.tiling import LoopNest, indexing_maps, loop_nest
from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops

# Shorter innermost loops do not pay.
MIN_TRIPS = 4
_MANY_TRIPS = 1 << 30


def vectorize(module: ir.Operation) -> None:
    """Rewrites the loop orders of a module in place."""
    for op in [op for op in inner_ops(module) if op.name == "linalg.generic"]:
        nest = loop_nest(op)
        inner = _best_innermost(op, nest)
        if inner is not None:
            _move_innermost(op, inner)


def _best_innermost(op: ir.Operation, nest: LoopNest) -> int | None:
    """The loop to move to the inside, or None where the order is good already."""
    last = len(nest.parallel) - 1
    reductions = [loop for loop, parallel in enumerate(nest.parallel) if not parallel]
    candidates = [
        loop for loop, parallel in enumerate(nest.parallel) if parallel or loop == reductions[-1]
    ]
    candidates = [loop for loop in candidates if (nest.sizes[loop] or MIN_TRIPS) >= MIN_TRIPS]
    if last < 1 or not candidates:
        return None
    scores = {loop: _score(op, loop) for loop in range(last + 1)}

    def preference(loop: int) -> tuple[int, int, int]:
        # Of two that walk along rows of some operands and across rows of others, as in a transpose, the
        # shorter one: the rows that it crosses then stay in the cache until the other loop's next step.
        return scores[loop], -(nest.sizes[loop] or _MANY_TRIPS), loop

    best = max(candidates, key=preference)
    return None if best == last or preference(best) <= preference(last) else best


def _score(op: ir.Operation, loop: int) -> int:
    """Operands that the loop walks along rows, less those that it walks across."""
    score = 0
    for map_ in indexing_maps(op):
        results = list(map_.results)
        for position, expression in enumerate(results):
            if not _uses(expression, loop):
                continue
            is_last = position == len(results) - 1
            score += 1 if is_last and isinstance(expression, ir.AffineDimExpr) else -1
    return score


def _uses(expression: ir.AffineExpr, loop: int) -> bool:
    if isinstance(expression, ir.AffineDimExpr):
        return bool(expression.position == loop)
    if isinstance(expression, ir.AffineBinaryExpr):
        return _uses(expression.lhs, loop) or _uses(expression.rhs, loop)
    return False


def _move_innermost(op: ir.Operation, loop: int) -> None:
    count = len(ir.ArrayAttr(op.attributes["iterator_types"]))
    order = [d for d in range(count) if d != loop] + [loop]  # old loop at each new place
    place = {old: new for new, old in enumerate(order)}
    renaming = ir.AffineMap.get(count, 0, [ir.AffineExpr.get_dim(place[d]) for d in range(count)])
    maps = []
    for map_ in indexing_maps(op):
        results = [expression.compose(renaming) for expression in map_.results]
        maps.append(ir.AffineMapAttr.get(ir.AffineMap.get(count, 0, results)))
    kinds = list(ir.ArrayAttr(op.attributes["iterator_types"]))
    op.attributes["indexing_maps"] = ir.ArrayAttr.get(maps)
    op.attributes["iterator_types"] = ir.ArrayAttr.get([kinds[old] for old in order])
    _renumber_indices(op, place)


def _renumber_indices(op: ir.Operation, place: dict[int, int]) -> None:
    i64 = ir.IntegerType.get_signless(64)
    for inner in inner_ops(op):
        if inner.name == "linalg.index":
            old = ir.IntegerAttr(inner.attributes["dim"]).value
            inner.attributes["dim"] = ir.IntegerAttr.get(i64, place[old])
