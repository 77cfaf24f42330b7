# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The expression graph of an elementwise dispatch: what each element of the results is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from iree.compiler import ir

# Size of a dimension: a number, or an index value of the dispatch.
Size: TypeAlias = int | ir.Value


class Reject(Exception):
    """The strategy can't take the dispatch; the text says why."""


@dataclass(frozen=True)
class Access:
    """Which elements of a binding iteration (d0, d1, ...) touches: element
    offset + sum of products(strides[k]) * d_k of the binding's subspan.

    A stride is a product of sizes; () is 1 and None is 0: the dimension is broadcast."""

    binding: int
    element_type: str
    byte_offset: Size
    offset: tuple[tuple[Size, ...], ...]  # a sum of products
    strides: tuple[tuple[Size, ...] | None, ...]


@dataclass(frozen=True)
class Node:
    """One value of the graph: `op` is "load" (attribute: index of the load), "const" (attribute:
    the 32 bits of the register, see Sfpu) or an arith or math op (attribute: its
    predicate). `args` are numbers of nodes; `type` the MLIR element type."""

    op: str
    type: str
    args: tuple[int, ...] = ()
    attribute: int = 0
    arg_types: tuple[str, ...] = ()


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
    sizes: tuple[Size, ...] = ()  # of the iteration space
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
