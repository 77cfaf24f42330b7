# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The expression graph of a dispatch: what each element of the results is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ZERO,
    Amount,
    Linear,
    Reject,
    Symbol,
)

__all__ = ["Access", "Graph", "Node", "Reject", "Shards", "Store", "Tiles"]


@dataclass(frozen=True)
class Shards:
    """A tensor's tiles over the L1 of the workers: rows and columns of tiles in so many parts, as even
    as tiles allow. Shard (i, j) is on worker i * across + j, `offset` bytes from the start of the L1
    region (docs/layouts.md)."""

    offset: int
    row_parts: int
    column_parts: int
    across: int


@dataclass(frozen=True)
class Tiles:
    """A tensor that lies in its binding as tiles of 32x32 of the matrix that its elements make in
    order. If transposed, the tiles are those of the transposed matrix. With `shards` it lies in L1,
    and the binding is the address of the region there."""

    rows: int
    columns: int
    is_transposed: bool = False
    shards: Shards | None = None


@dataclass(frozen=True)
class Access:
    """Which element of a binding the iteration (d0, d1, ...) touches, counted in elements from
    `byte_offset`: offset + sum of strides[k] * d_k + sum of stride * value of a node (indirect).

    A stride of 0 broadcasts the loop; a negative one walks backwards. A binding of -1 is none: the
    element is one of `table` (bits of `element_type`), or without a table the sum itself. With
    `tiles` it says where the element would be if the tensor lay in rows."""

    binding: int
    element_type: str
    byte_offset: Amount
    offset: Amount
    strides: tuple[Amount, ...]
    indirect: tuple[tuple[int, Amount], ...] = ()
    table: tuple[int, ...] = ()
    tiles: Tiles | None = None


@dataclass(frozen=True)
class Node:
    """One value of the graph. `args` are numbers of nodes; `type` the MLIR element type. `op` is

    - "load" (attribute: index of the load), "const" (attribute: bits, see `constant_bits`),
    - "leaf" (attribute: number of a value that another part of the kernel computes),
    - "index" (`linear`: the value, over the loops; type is that of the integer), or
    - an arith or math op (attribute: its predicate)."""

    op: str
    type: str
    args: tuple[int, ...] = ()
    attribute: int = 0
    arg_types: tuple[str, ...] = ()
    linear: Linear | None = None


@dataclass(frozen=True)
class Store:
    """A result: node `value` of every iteration goes to `access`."""

    access: Access
    value: int


@dataclass
class Graph:
    """Nodes in an order in which every node follows its arguments; equal nodes are one."""

    nodes: list[Node] = field(default_factory=list)
    loads: list[Access] = field(default_factory=list)
    stores: list[Store] = field(default_factory=list)
    sizes: tuple[Amount, ...] = ()  # of the loops, outermost first
    # Where each leaf's tensor is read: a position for each of its dimensions, over the loops.
    leaves: dict[int, tuple[Linear, ...]] = field(default_factory=dict)
    # Workload arguments of the export's count region, by what they are in the dispatch.
    workload: dict[Symbol, int] = field(default_factory=dict)
    # Numbers that symbols are multiples of.
    multiples: dict[Symbol, int] = field(default_factory=dict)
    _numbers: dict[Node, int] = field(default_factory=dict)

    def add(self, node: Node) -> int:
        number = self._numbers.get(node)
        if number is None:
            number = len(self.nodes)
            self.nodes.append(node)
            self._numbers[node] = number
        return number

    def load(self, access: Access) -> int:
        if access not in self.loads:
            self.loads.append(access)
        return self.add(Node("load", access.element_type, (), self.loads.index(access)))

    @property
    def static_sizes(self) -> tuple[int, ...]:
        """Rejects dynamic shapes."""
        return tuple(size.number() for size in self.sizes)

    def reject_data_dependent(self) -> None:
        """For strategies whose readers know addresses beforehand."""
        if any(access.indirect for access in self.loads):
            raise Reject("an index that depends on data")

    def reject_aliases(self) -> None:
        """A tensor that is read and written must be so at the same position."""
        for load in self.loads:
            for store in self.stores:
                if load.binding == store.access.binding and load != store.access:
                    raise Reject("a tensor that is read and written at different positions")

    def computed(self) -> Graph:
        """The part that results are computed from, without nodes that only indices depend on; indices
        still name nodes of this graph."""
        needed = {store.value for store in self.stores}
        for number in reversed(range(len(self.nodes))):
            if number in needed:
                needed.update(self.nodes[number].args)
        part = Graph(sizes=self.sizes, workload=self.workload, multiples=self.multiples)
        numbers: dict[int, int] = {}
        for number in sorted(needed):
            node = self.nodes[number]
            if node.op == "load":
                # Of its own type, which may be narrower than that of the memory.
                access = self.loads[node.attribute]
                if access not in part.loads:
                    part.loads.append(access)
                node = replace(node, attribute=part.loads.index(access))
            args = tuple(numbers[arg] for arg in node.args)
            numbers[number] = part.add(replace(node, args=args))
        part.stores = [Store(store.access, numbers[store.value]) for store in self.stores]
        return part

    def count_positions(self) -> None:
        """Makes loads without a binding of "index" nodes, for readers that can count."""
        for number, node in enumerate(self.nodes):
            if node.op != "index" or node.linear is None or node.type not in ("i32", "index"):
                continue
            strides = tuple(node.linear.coefficient(loop) for loop in range(len(self.sizes)))
            access = Access(-1, "i32", ZERO, node.linear.constant, strides)
            if access not in self.loads:
                self.loads.append(access)
            self.nodes[number] = Node("load", "i32", (), self.loads.index(access))

    def is_broadcast(self, load: int) -> bool:
        """Whether a load is one element for all iterations."""
        access = self.loads[load]
        return not access.indirect and all(stride == ZERO for stride in access.strides)
