# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Products of integers on the FPU, which has floats alone: how far they are exact."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph

# Integers up to these are exact: in bf16, in what the FPU multiplies of TF32, in the f32 of DST.
BF16_EXACT, TF32_EXACT, SUM_EXACT = 1 << 8, 1 << 10, 1 << 24
_BITS = {"i1": 1, "i4": 4, "i8": 8, "i16": 16}


def bound(graph: Graph, number: int) -> int | None:
    """The greatest magnitude that a node can have; None if it is not known to be small."""
    node = graph.nodes[number]
    match node.op:
        case "load" if node.type in _BITS:
            return 1 << (_BITS[node.type] - 1)
        case "const":
            bits = node.attribute & 0xFFFFFFFF
            return abs(bits - (1 << 32) if bits >> 31 else bits)
        case "arith.extui" if graph.nodes[node.args[0]].type in _BITS:
            return int((1 << _BITS[graph.nodes[node.args[0]].type]) - 1)
        case "arith.extsi":
            return bound(graph, node.args[0])
        case "arith.addi" | "arith.subi" if node.type == "i32":
            bounds = [bound(graph, arg) for arg in node.args]
            known = [value for value in bounds if value is not None]
            return sum(known) if len(known) == len(bounds) else None
    return None
