# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a dispatch (linalg on tensors) into an expression graph, or says why it is not elementwise.

Accepted: any number of linalg.generic with parallel loops, linalg.fill and arith or math ops on
tensors between dispatch.tensor.load and dispatch.tensor.store, as long as every result is computed
at the same iteration from elements that the iteration numbers select.
"""

from __future__ import annotations

import struct

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import (
    Access,
    Graph,
    Node,
    Reject,
    Size,
    Store,
)
from iree.tenstorrent.compiler.IR.dialect import defining_op

_DYNAMIC = -(1 << 63)
_EPILOGUE = frozenset(("func.return",))
MEMORY_TYPES = ("f32", "bf16", "f16", "i32", "i16", "i8")

# An element's position in a tensor, one entry a dimension: the number of an iteration dimension,
# or a constant as ("at", value).
Position = tuple[int | tuple[str, int], ...]


def constant_bits(value: float | bool, element_type: str) -> int:
    """The 32 bits that a DST element holds for a constant: f32, or a sign-extended integer."""
    if element_type in ("f32", "bf16", "f16"):
        return int(struct.unpack("<I", struct.pack("<f", value))[0])
    if element_type == "i1":
        return int(bool(value))
    return int(value) & 0xFFFFFFFF


def _static(value: ir.Value) -> Size:
    """An index value as a number where it is a constant."""
    op = defining_op(value)
    if op is not None and op.name == "arith.constant":
        return int(ir.IntegerAttr(op.attributes["value"]).value)
    return value


def _mixed(op: ir.Operation, name: str, dynamic: list[ir.Value]) -> list[Size]:
    """A list of static and dynamic numbers (attribute static_NAME and operands)."""
    rest = iter(dynamic)
    return [
        _static(next(rest)) if number == _DYNAMIC else int(number)
        for number in ir.DenseI64ArrayAttr(op.attributes[f"static_{name}"])
    ]


def _segments(op: ir.Operation, attribute: str = "operandSegmentSizes") -> list[list[ir.Value]]:
    operands = list(op.operands)
    groups = []
    for count in ir.DenseI32ArrayAttr(op.attributes[attribute]):
        groups.append(operands[:count])
        operands = operands[count:]
    return groups


def _tensor_dims(subspan: ir.Operation) -> tuple[list[Size], str]:
    """Shape and element type of what a hal.interface.binding.subspan binds."""
    text = str(subspan.results[0].type)
    bound = ir.Type.parse(text[text.index(":") + 1 : -1])
    if not isinstance(bound, ir.RankedTensorType):
        return [], str(bound)  # A scalar is bound by its element type.
    tensor = ir.RankedTensorType(bound)
    dynamic = iter(_segments(subspan)[1])
    dims: list[Size] = [
        _static(next(dynamic)) if tensor.is_dynamic_dim(i) else tensor.get_dim_size(i)
        for i in range(tensor.rank)
    ]
    return dims, str(tensor.element_type)


def _product(factors: list[Size]) -> tuple[Size, ...]:
    """Factors of a product, the static ones as one (none where it is 1)."""
    static = 1
    dynamic: list[Size] = []
    for factor in factors:
        if isinstance(factor, int):
            static *= factor
        else:
            dynamic.append(factor)
    return (*dynamic, static) if static != 1 else tuple(dynamic)


def _access(
    op: ir.Operation,
    subspan_value: ir.Value,
    groups: list[list[ir.Value]],
    position: Position,
    rank: int,
) -> Access:
    """What a load's or store's slice touches, for a result position of its tensor."""
    subspan = defining_op(subspan_value)
    if subspan is None or subspan.name != "hal.interface.binding.subspan":
        raise Reject("a tensor that is not a binding is loaded or stored")
    dims, element_type = _tensor_dims(subspan)
    if element_type not in MEMORY_TYPES:
        raise Reject(f"elements of type {element_type} in memory")
    offsets = _mixed(op, "offsets", groups[0])
    sizes = _mixed(op, "sizes", groups[1])
    steps = _mixed(op, "strides", groups[2])
    if any(step != 1 for step in steps):
        raise Reject("a slice with strides")
    tensor_strides = [_product(dims[i + 1 :]) for i in range(len(dims))]
    offset = tuple(
        _product([*stride, start])
        for start, stride in zip(offsets, tensor_strides, strict=True)
        if start != 0
    )
    # A rank-reducing slice drops dimensions of size 1.
    kept = list(range(len(dims)))
    while len(kept) > len(position):
        dropped = next((i for i in kept if sizes[i] == 1), None)
        if dropped is None:
            raise Reject("a slice that reduces rank in a way that is not understood")
        kept.remove(dropped)
    strides: list[tuple[Size, ...] | None] = [None] * rank
    for where, dim in zip(position, kept, strict=True):
        if isinstance(where, tuple):
            if where[1] != 0:
                offset += (_product([*tensor_strides[dim], where[1]]),)
        elif strides[where] is not None:
            raise Reject("an operand's diagonal")
        else:
            strides[where] = tensor_strides[dim]
    binding = int(ir.IntegerAttr(subspan.attributes["binding"]).value)
    start = _segments(subspan)[0]
    byte_offset = _static(start[0]) if start else 0
    return Access(binding, element_type, byte_offset, offset, tuple(strides))


class _Reader:
    def __init__(self, rank: int, graph: Graph) -> None:
        self.rank = rank
        self.graph = graph
        self.memo: dict[tuple[ir.Value, Position], int] = {}

    def tensor(self, value: ir.Value, position: Position) -> int:
        """The node for a tensor's element at a position."""
        key = (value, position)
        if key not in self.memo:
            self.memo[key] = self._tensor(value, position)
        return self.memo[key]

    def _tensor(self, value: ir.Value, position: Position) -> int:
        op = defining_op(value)
        if op is None:
            raise Reject("a tensor that no operation of the dispatch defines")
        if op.name == "iree_tensor_ext.dispatch.tensor.load":
            groups = _segments(op)
            return self.graph.load(_access(op, op.operands[0], groups[2:], position, self.rank))
        if op.name == "arith.constant":
            return self._dense(op)
        if op.name == "linalg.generic":
            number = next(i for i, r in enumerate(op.results) if r == value)
            return self._generic(op, number, position)
        if op.name == "linalg.fill":
            return self._scalar(op.operands[0])
        if op.name.startswith(("arith.", "math.")):
            return self._apply(op, [self.tensor(v, position) for v in op.operands], value.type)
        if op.name == "tensor.empty":
            raise Reject("an operand that is not defined (tensor.empty)")
        raise Reject(f"'{op.name}'")

    def _dense(self, op: ir.Operation) -> int:
        attribute = op.attributes["value"]
        element_type = str(ir.RankedTensorType(op.results[0].type).element_type)
        if not isinstance(attribute, ir.DenseElementsAttr) or not attribute.is_splat:
            raise Reject("a constant tensor inside the dispatch whose elements differ")
        return self._constant(attribute.get_splat_value(), element_type)

    def _constant(self, attribute: ir.Attribute, element_type: str) -> int:
        if element_type not in (*MEMORY_TYPES, "i1"):
            raise Reject(f"a constant of type {element_type}")
        if isinstance(attribute, ir.BoolAttr):
            bits = constant_bits(attribute.value, "i1")
        elif isinstance(attribute, ir.FloatAttr):
            bits = constant_bits(attribute.value, element_type)
        else:
            bits = constant_bits(ir.IntegerAttr(attribute).value, element_type)
        return self.graph.add(Node("const", element_type, (), bits))

    def _scalar(self, value: ir.Value) -> int:
        """A scalar that the dispatch computes outside of every loop: constants only."""
        op = defining_op(value)
        if op is None or op.name != "arith.constant":
            raise Reject("a scalar operand that is not a constant")
        return self._constant(op.attributes["value"], str(value.type))

    def _generic(self, op: ir.Operation, number: int, position: Position) -> int:
        kinds = [str(kind) for kind in ir.ArrayAttr(op.attributes["iterator_types"])]
        if any("parallel" not in kind for kind in kinds):
            raise Reject("a reduction")
        maps = [ir.AffineMapAttr(a).value for a in ir.ArrayAttr(op.attributes["indexing_maps"])]
        inputs, outputs = _segments(op)
        result_map = maps[len(inputs) + number]
        loops: list[int | tuple[str, int] | None] = [None] * len(kinds)
        for expression, where in zip(result_map.results, position, strict=True):
            if (
                not isinstance(expression, ir.AffineDimExpr)
                or loops[expression.position] is not None
            ):
                raise Reject("a result that is not written at the loops' own indices")
            loops[expression.position] = where
        if any(where is None for where in loops):
            raise Reject("a result that does not depend on every loop")
        block = op.regions[0].blocks[0]
        nodes: dict[ir.Value, int] = {}

        def argument(index: int) -> int:
            source = [*inputs, *outputs][index]
            if not isinstance(source.type, ir.RankedTensorType):
                return self._scalar(source)
            return self.tensor(source, _compose(maps[index], loops))

        def node(value: ir.Value) -> int:
            if value not in nodes:
                nodes[value] = compute(value)
            return nodes[value]

        def compute(value: ir.Value) -> int:
            inner = defining_op(value)
            if inner is None:
                return argument(ir.BlockArgument(value).arg_number)
            if inner.name == "arith.constant":
                return self._scalar(value)
            if not inner.name.startswith(("arith.", "math.")) or len(inner.results) != 1:
                raise Reject(f"'{inner.name}'")
            return self._apply(inner, [node(operand) for operand in inner.operands], value.type)

        operations = list(block.operations)
        # In the order of the block, so that deep chains do not recurse deeply.
        wanted = operations[-1].operation.operands[number]
        needed = _needed(wanted, operations)
        for inner in operations[:-1]:
            for result in inner.operation.results:
                if result in needed:
                    node(result)
        return node(wanted)

    def _apply(self, op: ir.Operation, args: list[int], result_type: ir.Type) -> int:
        def element(mlir_type: ir.Type) -> str:
            if isinstance(mlir_type, ir.RankedTensorType):
                return str(mlir_type.element_type)
            return str(mlir_type)

        predicate = 0
        if "predicate" in op.attributes:
            predicate = int(ir.IntegerAttr(op.attributes["predicate"]).value)
        arg_types = tuple(element(value.type) for value in op.operands)
        return self.graph.add(
            Node(op.name, element(result_type), tuple(args), predicate, arg_types)
        )


def _needed(wanted: ir.Value, operations: list[ir.OpView]) -> set[ir.Value]:
    """The values of a block that one of its values depends on."""
    needed = {wanted}
    for op in reversed(operations[:-1]):
        if any(result in needed for result in op.operation.results):
            needed.update(op.operation.operands)
    return needed


def _compose(access_map: ir.AffineMap, loops: list[int | tuple[str, int] | None]) -> Position:
    position: list[int | tuple[str, int]] = []
    for expression in access_map.results:
        if isinstance(expression, ir.AffineConstantExpr):
            position.append(("at", expression.value))
        elif isinstance(expression, ir.AffineDimExpr):
            where = loops[expression.position]
            assert where is not None
            position.append(where)
        else:
            raise Reject(f"operand index {expression}")
    return tuple(position)


def read_dispatch(function: ir.Operation) -> Graph:
    """The graph of a dispatch's func.func. Raises Reject."""
    if len(function.regions[0].blocks) != 1:
        raise Reject("control flow")
    operations = [op.operation for op in function.regions[0].blocks[0].operations]
    stores = [op for op in operations if op.name == "iree_tensor_ext.dispatch.tensor.store"]
    if not stores:
        raise Reject("no result is stored")
    graph = Graph()
    for op in stores:
        groups = _segments(op)
        sizes = tuple(_mixed(op, "sizes", groups[4]))
        value = op.operands[0]
        rank = ir.RankedTensorType(value.type).rank
        if rank != len(sizes):
            raise Reject("a result that gains dimensions")
        if graph.stores and sizes != graph.sizes:
            raise Reject("results of different shapes")
        graph.sizes = sizes
        position: Position = tuple(range(rank))
        number = _Reader(rank, graph).tensor(value, position)
        target = _access(op, op.operands[1], groups[3:], position, rank)
        graph.stores.append(Store(target, number))
    handled = frozenset(("arith.constant", "iree_tensor_ext.dispatch.tensor.store"))
    for op in operations:
        if op.name in handled or op.name in _EPILOGUE or len(op.results):
            continue
        raise Reject(f"'{op.name}'")
    return graph
