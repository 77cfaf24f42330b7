# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How large the tiles are that a dispatch's outer parallel loops are cut into, to be divided over cores.

A tile's results are whole DRAM alignment units: no two cores write within one. The choice is made on the
dispatch's last operation; IREE's tiling pass takes the others into the same tiles.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops

# The coarsest DRAM alignment of the architectures, in bytes.
ALIGNMENT = 64
# Iterations of the innermost body that are worth a core of their own.
MIN_ITERATIONS = 4096

_OTHER_COMPUTE = (
    "tensor.pad",
    "tensor.insert_slice",
    "tensor.concat",
    "scf.for",
    "scf.if",
    "scf.while",
)
_SHAPE = re.compile(r"(?:^|:)tensor<([^<>]*(?:<[^<>]*>)?)")
_DYNAMIC = ir.ShapedType.get_dynamic_size()


@dataclass(frozen=True)
class LoopNest:
    """A structured operation's loops: whether each is parallel, and its trip count (None: dynamic)."""

    parallel: tuple[bool, ...]
    sizes: tuple[int | None, ...]


@dataclass(frozen=True)
class Tiling:
    """The operation whose loops are tiled, and the tile size of each (0: not tiled)."""

    root: ir.Operation
    sizes: tuple[int, ...]


def plan(function: ir.Operation, cores: int) -> Tiling | None:
    """None where one core has to do it, or may as well."""
    ops = [op for op in inner_ops(function) if _is_compute(op)]
    if not ops or any(op.name != "linalg.generic" for op in ops):
        return None
    if not _stores_whole_tensors(function):
        return None
    root = ops[-1]
    nests = [loop_nest(op) for op in ops]
    # Loops of the same number stand for the same data as long as all of them are parallel.
    leading = min(_leading_parallel(nest) for nest in nests)
    nest = nests[-1]
    work = max(_iterations(each) for each in nests)
    units = _units(root, nest, leading)
    if units is None:
        return None
    sizes = _sizes(nest, units, work, min(cores, max(1, work // MIN_ITERATIONS)))
    return Tiling(root, sizes) if sizes else None


def loop_nest(op: ir.Operation) -> LoopNest:
    """Of a linalg.generic."""
    parallel = tuple(
        "parallel" in str(kind) for kind in ir.ArrayAttr(op.attributes["iterator_types"])
    )
    sizes: list[int | None] = [None] * len(parallel)
    for operand, map_ in zip(op.operands, indexing_maps(op), strict=True):
        if not isinstance(operand.type, ir.ShapedType):
            continue
        for size, expression in zip(ir.ShapedType(operand.type).shape, map_.results, strict=True):
            if isinstance(expression, ir.AffineDimExpr) and size != _DYNAMIC:
                sizes[expression.position] = size
    return LoopNest(parallel, tuple(sizes))


def indexing_maps(op: ir.Operation) -> list[ir.AffineMap]:
    """One an operand of a linalg.generic."""
    return [ir.AffineMapAttr(map_).value for map_ in ir.ArrayAttr(op.attributes["indexing_maps"])]


def _is_compute(op: ir.Operation) -> bool:
    if op.name.startswith("linalg."):
        return op.name not in ("linalg.yield", "linalg.index")
    if op.name.startswith("iree_linalg_ext."):
        return op.name not in ("iree_linalg_ext.yield", "iree_linalg_ext.index")
    return op.name in _OTHER_COMPUTE


def _leading_parallel(nest: LoopNest) -> int:
    return next((d for d, parallel in enumerate(nest.parallel) if not parallel), len(nest.parallel))


def _iterations(nest: LoopNest) -> int:
    """Dynamic loops count as long ones."""
    return math.prod(256 if size is None else size for size in nest.sizes)


def _units(root: ir.Operation, nest: LoopNest, leading: int) -> list[int] | None:
    """For each loop that may be tiled, what its tile size must be a multiple of (0: not tiled)."""
    units = [1] * leading + [0] * (len(nest.parallel) - leading)
    results = list(root.results)
    for result, map_ in zip(results, indexing_maps(root)[-len(results) :], strict=True):
        if not map_.is_projected_permutation:
            return None
        # A loop that a result does not have would write the same elements in several tiles: 0.
        here = [0] * len(units)
        type_ = ir.RankedTensorType(result.type)
        dims = list(zip(type_.shape, map_.results, strict=True))
        outermost = next((d for d, (size, _) in enumerate(dims) if size != 1), 0)
        span = _bits(
            type_.element_type
        )  # a divisor of the bits that one step of the dimension makes
        for d, (size, expression) in reversed(list(enumerate(dims))):
            unit = ALIGNMENT * 8 // math.gcd(ALIGNMENT * 8, span)
            is_static = size != _DYNAMIC
            span *= size if is_static else 1
            rows_aligned = is_static and span % (ALIGNMENT * 8) == 0
            if d <= outermost or rows_aligned:
                here[expression.position] = unit
        units = [math.lcm(a, b) if a and b else 0 for a, b in zip(units, here, strict=True)]
    return units


def _bits(type_: ir.Type) -> int:
    if isinstance(type_, ir.ComplexType):
        return 2 * _bits(type_.element_type)
    return int(type_.width) if isinstance(type_, (ir.IntegerType, ir.FloatType)) else 64


def _sizes(nest: LoopNest, units: list[int], work: int, tiles: int) -> tuple[int, ...] | None:
    """Cuts loops from the outermost inwards until there are enough tiles."""
    sizes = [0] * len(units)
    wanted = tiles
    for loop, unit in enumerate(units):
        if wanted <= 1:
            break
        count = nest.sizes[loop]
        if unit == 0 or count == 1:
            continue
        if count is None:
            inner = max(1, work // 256)
            sizes[loop] = _round_up(-(-MIN_ITERATIONS // inner), unit)
            break
        size = _dividing(count, _round_up(-(-count // wanted), unit), unit)
        if size < count:
            sizes[loop] = size
            wanted //= -(-count // size)
    return tuple(sizes) if any(sizes) else None


def _dividing(count: int, size: int, unit: int) -> int:
    """A tile size from `size` to twice that which leaves no shorter last tile, if there is one."""
    candidates = range(size, 2 * size, unit)
    return next((each for each in candidates if count % each == 0), size)


def _stores_whole_tensors(function: ir.Operation) -> bool:
    """A slice's rows may begin within an alignment unit."""
    for op in inner_ops(function):
        if op.name == "iree_tensor_ext.dispatch.tensor.store":
            target = _SHAPE.search(str(op.operands[1].type))
            value = _SHAPE.search(str(op.operands[0].type))
            if target is None or value is None or target[1] != value[1]:
                return False
            if any(ir.DenseI64ArrayAttr(op.attributes["static_offsets"])):
                return False
    return True


def _round_up(number: int, multiple: int) -> int:
    return -(-number // multiple) * multiple
