# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A dispatch's results as copies: loops over elements that move unchanged, or over a constant."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from iree.tenstorrent.compiler.Conversion.Expression.amount import ONE, ZERO, Amount, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node, Store
from iree.tenstorrent.compiler.Conversion.Frame.row_index import row_loops

# Bytes of an element in memory. Packed ones (i4, i2, f4, f6) have no address of their own.
_BYTES = {
    "i1": 1,
    "i8": 1,
    "i16": 2,
    "f16": 2,
    "bf16": 2,
    "i32": 4,
    "f32": 4,
    "i64": 8,
    "f64": 8,
    "complex<f32>": 8,
    "complex<f64>": 16,
}
# The widest piece that moves as one.
WIDEST = 8


@dataclass(frozen=True)
class Loop:
    """One loop: its size, and the elements that it moves by in source and target. `number` is that of
    the graph's loop; -1 for one that was made of several."""

    size: Amount
    source: Amount
    target: Amount
    number: int = -1


@dataclass(frozen=True)
class Place:
    """Where loops begin: bytes from a binding's start."""

    binding: int
    offset: Amount


@dataclass(frozen=True)
class Copy:
    """Elements of `element_bytes` bytes (1, 2, 4 or 8) in the order of the target, outermost loop first.

    The first `row_loops` loops number rows, and a row's source begins at the sum of `row_index`:
    (node of the graph, elements). Without `source` the value is the constant."""

    graph: Graph
    element_bytes: int
    loops: tuple[Loop, ...]
    target: Place
    source: Place | None
    constant: int = 0
    row_loops: int = 0
    row_index: tuple[tuple[int, Amount], ...] = ()

    @property
    def element(self) -> str:
        """Its C++ type."""
        return f"uint{8 * self.element_bytes}_t"

    @property
    def run(self) -> Amount:
        """How many positions are consecutive in the target."""
        run = ONE
        for loop in reversed(self.loops):
            if loop.target != run:
                break
            run = run * loop.size
        return run

    @property
    def total(self) -> Amount:
        """Positions."""
        total = ONE
        for loop in self.loops:
            total = total * loop.size
        return total


def copies_of(graph: Graph) -> tuple[Copy, ...]:
    """The copies that a dispatch is. Raises Reject where a result is computed."""
    stored = {store.access.binding for store in graph.stores}
    if any(load.binding in stored for load in graph.loads):
        raise Reject("a tensor that is read and written")
    return tuple(_copy(graph, store) for store in graph.stores)


def element_bytes(element_type: str) -> int:
    """Bytes of an element in memory. Raises Reject."""
    size = 1 if element_type.startswith("f8") else _BYTES.get(element_type)
    if size is None:
        raise Reject(f"elements of type {element_type} in memory")
    return size


def _copy(graph: Graph, store: Store) -> Copy:
    node = graph.nodes[store.value]
    size = element_bytes(store.access.element_type)
    if node.type != store.access.element_type:
        raise Reject("results are computed")
    width = min(size, WIDEST)
    target = _place(store.access, size)
    if node.op == "const":
        steps = (ZERO,) * len(graph.sizes)
        loops = _loops(graph, steps, store.access, size // width, 0)
        return Copy(graph, width, loops, target, None, _memory_bits(node))
    if node.op != "load":
        raise Reject("results are computed")
    access = graph.loads[node.attribute]
    rows = row_loops(graph, access)
    loops = _loops(graph, access.strides, store.access, size // width, rows)
    row_index = tuple((number, stride * (size // width)) for number, stride in access.indirect)
    kept = sum(1 for loop in loops if 0 <= loop.number < rows)
    return Copy(graph, width, loops, target, _place(access, size), 0, kept, row_index)


def _place(access: Access, size: int) -> Place:
    return Place(access.binding, access.byte_offset + access.offset * size)


def _memory_bits(node: Node) -> int:
    """A constant's bits in memory."""
    if node.type == "bf16":
        return node.attribute >> 16
    if node.type == "f16":
        return _half(node.attribute)
    return node.attribute & (1 << 8 * element_bytes(node.type)) - 1


def _half(bits: int) -> int:
    """The f16 of an f32 that is one, by its bits."""
    value = struct.unpack("<f", struct.pack("<I", bits))[0]
    return int(struct.unpack("<H", struct.pack("<e", value))[0])


def _loops(
    graph: Graph, source: tuple[Amount, ...], target: Access, parts: int, rows: int
) -> tuple[Loop, ...]:
    """The loops, of which neighbours that are one walk are merged (rows' loops stay as they are).
    An element of several parts is a loop of its own."""
    loops = [
        Loop(size, source[number] * parts, target.strides[number] * parts, number)
        for number, size in enumerate(graph.sizes)
        if size != ONE
    ]
    if any(not _is_positive(loop.target) for loop in loops):
        raise Reject("a result that is written backwards or more than once")
    if parts > 1:
        loops.append(Loop(Amount.of(parts), ONE, ONE))
    merged: list[Loop] = []
    for loop in loops:
        outer = merged[-1] if merged else None
        if (
            outer is not None
            and not 0 <= outer.number < rows
            and outer.source == loop.source * loop.size
            and outer.target == loop.target * loop.size
        ):
            merged[-1] = replace(loop, size=outer.size * loop.size, number=-1)
        else:
            merged.append(loop)
    return tuple(merged) or (Loop(ONE, ONE, ONE),)


def _is_positive(amount: Amount) -> bool:
    return amount != ZERO and all(factor > 0 for _, factor in amount.terms)
