# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a dispatch (linalg on tensors) into an expression graph, or says why it can't.

`read_dispatch` reads everything from loads to stores; `read_structured` one linalg operation with
loops of any kind and what leads to its operands. Accepted between them: linalg operations with
parallel loops, linalg.fill, arith or math ops on tensors, slices, reshapes that only split
dimensions, tensor.extract at any index. Each value is followed to the elements of bindings that it
is made of; element types are the strategies' affair.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from iree.compiler import ir
from iree.compiler._mlir_libs import _mlirDialectsLinalg as linalg

from iree.tenstorrent.compiler.Conversion.Expression import scalars
from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Linear,
    Reject,
    product,
)
from iree.tenstorrent.compiler.Conversion.Expression.body import Body
from iree.tenstorrent.compiler.Conversion.Expression.delinearize import Loops, Split
from iree.tenstorrent.compiler.Conversion.Expression.dense import widened
from iree.tenstorrent.compiler.Conversion.Expression.graph import (
    Access,
    Graph,
    Node,
    Store,
    Tiles,
)
from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.IR.dialect import defining_op

_LOAD = "iree_tensor_ext.dispatch.tensor.load"
STORE = "iree_tensor_ext.dispatch.tensor.store"
_END = "func.return"
# Most elements of a constant tensor that a kernel carries along.
MAX_TABLE = 256

# An element's position in a tensor: one entry a dimension, over the loops.
Position = tuple[Linear, ...]


def constant_bits(value: float | bool, element_type: str) -> int:
    """A constant as a Node holds it: for f32, bf16 and f16 the bits of the f32; for other floats
    those of the type; for integers two's complement of at least 32 bits."""
    if element_type in ("f32", "bf16", "f16"):
        return int(struct.unpack("<I", struct.pack("<f", value))[0])
    if element_type == "f64":
        return int(struct.unpack("<Q", struct.pack("<d", value))[0])
    if element_type == "i1":
        return int(bool(value))
    if element_type in ("i64", "index"):
        return int(value) & 0xFFFFFFFFFFFFFFFF
    if element_type in ("i32", "i16", "i8", "i4", "i2"):
        return int(value) & 0xFFFFFFFF
    raise Reject(f"a constant of type {element_type}")


@dataclass(frozen=True)
class Structured:
    """One linalg operation over its own loops.

    `inputs` are the nodes of its operands (None: the body does not use it, as the windows of
    poolings); `results` those that its body yields, in which leaf k is the value that result k has so
    far; `inits` the nodes of its initial values at the loops' position (None: undefined, or not
    known to this reader); `outputs` the positions that results are written at."""

    graph: Graph
    is_reduction: tuple[bool, ...]  # of each loop
    inputs: tuple[int | None, ...]
    inits: tuple[int | None, ...]
    results: tuple[int, ...]
    outputs: tuple[Position, ...]


def read_dispatch(
    function: ir.Operation, leaves: Mapping[ir.Value, int] | None = None, tables: bool = False
) -> Graph:
    """The graph of a dispatch's func.func over the loops of its results. `leaves` numbers tensors
    that are not to be followed (results of a root operation); with `tables`, constant tensors may
    have elements that differ. Raises Reject."""
    if len(function.regions[0].blocks) != 1:
        raise Reject("control flow")
    operations = [op.operation for op in function.regions[0].blocks[0].operations]
    stores = [op for op in operations if op.name == STORE]
    if not stores:
        raise Reject("no result is stored")
    for op in operations:
        if op.name not in (STORE, _END) and not len(op.results):
            raise Reject(f"'{op.name}'")
    loops = Loops.of(_stored_sizes(stores[0]))
    if any(_stored_sizes(op) != loops.sizes for op in stores):
        raise Reject("results of different shapes")
    while True:
        graph = Graph(
            sizes=loops.sizes,
            workload=scalars.workload(function),
            multiples=scalars.multiples(function),
        )
        reader = Reader(graph, leaves or {}, tables)
        try:
            for op in stores:
                number = reader.tensor(op.operands[0], loops.positions)
                target = store_access(op, loops.positions, graph)
                graph.stores.append(Store(target, number))
            return graph
        except Split as split:
            loops = loops.refined(split)


def read_structured(
    op: ir.Operation, leaves: Mapping[ir.Value, int] | None = None, tables: bool = False
) -> Structured:
    """Reads a linalg operation (named or generic), its operands and its body. Raises Reject.

    `leaves` numbers tensors that are not to be followed, from the number of its results on; `tables`
    is as for `read_dispatch`."""
    maps = indexing_maps(op)
    inputs, outputs = scalars.segments(op)
    reader = Reader(Graph(), leaves or {}, tables)
    reader.graph.sizes = sizes = _loop_sizes(maps, [*inputs, *outputs])
    loops = [Linear.loop(number) for number in range(len(sizes))]
    written = {
        number
        for access_map in maps[len(inputs) :]
        for number in range(len(sizes))
        if any(scalars.affine(e, loops).coefficient(number) != ZERO for e in access_map.results)
    }

    def position(index: int) -> Position:
        return tuple(scalars.affine(e, loops) for e in maps[index].results)

    def operand(index: int) -> int:
        value = [*inputs, *outputs][index]
        if isinstance(value.type, ir.RankedTensorType):
            return reader.tensor(value, position(index))
        return reader.scalar(value)

    def init(index: int) -> int | None:
        try:
            return operand(index)
        except Reject:
            return None

    def argument(index: int) -> int:
        if index < len(inputs):
            return operand(index)
        number = index - len(inputs)
        reader.graph.leaves[number] = position(index)
        element_type = str(ir.RankedTensorType(outputs[number].type).element_type)
        return reader.graph.add(Node("leaf", element_type, (), number))

    body = Body(reader, op, loops, argument)
    body_arguments = op.regions[0].blocks[0].arguments
    try:
        return Structured(
            graph=reader.graph,
            is_reduction=tuple(number not in written for number in range(len(sizes))),
            inputs=tuple(
                operand(index) if any(True for _ in body_arguments[index].uses) else None
                for index in range(len(inputs))
            ),
            inits=tuple(init(len(inputs) + index) for index in range(len(outputs))),
            results=tuple(body.result(index) for index in range(len(outputs))),
            outputs=tuple(position(len(inputs) + index) for index in range(len(outputs))),
        )
    except Split as split:
        raise Reject("index arithmetic in an operand") from split


def indexing_maps(op: ir.Operation) -> list[ir.AffineMap]:
    """Of a linalg operation, named or not."""
    if "indexing_maps" in op.attributes:
        array = ir.ArrayAttr(op.attributes["indexing_maps"])
    else:
        array = linalg.get_indexing_maps(op)
        if array is None:
            raise Reject(f"'{op.name}'")
    return [ir.AffineMapAttr(attribute).value for attribute in array]


def _loop_sizes(maps: Sequence[ir.AffineMap], operands: Sequence[ir.Value]) -> tuple[Amount, ...]:
    """Sizes of an operation's loops, from the operands that they walk along."""
    sizes: list[Amount | None] = [None] * maps[0].n_dims
    for access_map, operand in zip(maps, operands, strict=True):
        if not isinstance(operand.type, ir.RankedTensorType):
            continue
        for dim, expression in enumerate(access_map.results):
            if isinstance(expression, ir.AffineDimExpr) and sizes[expression.position] is None:
                sizes[expression.position] = tensor_sizes(operand)[dim]
    known = [size for size in sizes if size is not None]
    if len(known) != len(sizes):
        raise Reject("a loop whose size no operand gives")
    return tuple(known)


def tensor_sizes(value: ir.Value) -> tuple[Amount, ...]:
    """The shape of a tensor of the dispatch. Raises Reject."""
    tensor = ir.RankedTensorType(value.type)
    dims = range(tensor.rank)
    if not any(tensor.is_dynamic_dim(dim) for dim in dims):
        return tuple(Amount.of(tensor.get_dim_size(dim)) for dim in dims)
    op = defining_op(value)
    if op is not None and op.name == _LOAD:
        sizes = scalars.mixed(op, "sizes", scalars.segments(op)[3])
        return tuple(sizes[dim] for dim in _kept(sizes, tensor))
    if op is not None and op.name == "tensor.empty":
        rest = iter(op.operands)
        return tuple(
            scalars.amount_of(next(rest))
            if tensor.is_dynamic_dim(dim)
            else Amount.of(tensor.get_dim_size(dim))
            for dim in dims
        )
    if op is not None and op.name.startswith("linalg."):
        number = next(i for i, result in enumerate(op.results) if result == value)
        return tensor_sizes(scalars.segments(op)[1][number])
    if op is not None and op.name.startswith(("arith.", "math.")):
        return tensor_sizes(op.operands[0])
    raise Reject("a dynamic shape that is not understood")


def _stored_sizes(op: ir.Operation) -> tuple[Amount, ...]:
    sizes = scalars.mixed(op, "sizes", scalars.segments(op)[4])
    return tuple(sizes[dim] for dim in _kept(sizes, ir.RankedTensorType(op.operands[0].type)))


def _kept(sizes: Sequence[Amount], tensor: ir.RankedTensorType) -> list[int]:
    """The dimensions of a slice that its tensor has: a rank-reducing slice drops some of size 1."""
    kept: list[int] = []
    for dim, size in enumerate(sizes):
        place = len(kept)
        if place < tensor.rank:
            dynamic = tensor.is_dynamic_dim(place)
            wanted = None if dynamic else tensor.get_dim_size(place)
            if size.static == wanted:
                kept.append(dim)
                continue
        if size != ONE:
            raise Reject("a slice that reduces rank in a way that is not understood")
    if len(kept) != tensor.rank:
        raise Reject("a slice that reduces rank in a way that is not understood")
    return kept


def bound_type(value: ir.Value) -> ir.Type:
    """Of the tensor or scalar that a !iree_tensor_ext.dispatch.tensor is."""
    text = str(value.type)
    return ir.Type.parse(text[text.index(":") + 1 : -1], value.context)


def _bound_tensor(value: ir.Value) -> tuple[list[Amount], str]:
    """Shape and element type of what a hal.interface.binding.subspan binds, or of an argument of a
    dispatch of phase `flow`."""
    subspan = defining_op(value)
    if subspan is not None and subspan.name != "hal.interface.binding.subspan":
        raise Reject("a tensor that is not a binding is loaded or stored")
    bound = bound_type(value)
    if not isinstance(bound, ir.RankedTensorType):
        return [], str(bound)  # A scalar is bound by its element type.
    tensor = ir.RankedTensorType(bound)
    dynamic = iter(scalars.segments(subspan)[1] if subspan is not None else ())
    if subspan is None and not tensor.has_static_shape:
        raise Reject("a dynamic shape in phase flow")
    dims = [
        scalars.amount_of(next(dynamic))
        if tensor.is_dynamic_dim(dim)
        else Amount.of(tensor.get_dim_size(dim))
        for dim in range(tensor.rank)
    ]
    return dims, str(tensor.element_type)


def _access(
    op: ir.Operation,
    subspan_value: ir.Value,
    groups: Sequence[Sequence[ir.Value]],
    tensor: ir.Type,
    position: Position,
    graph: Graph,
) -> Access:
    """What a load's or store's slice (offsets, sizes, strides) touches at a position of its tensor."""
    dims, element_type = _bound_tensor(subspan_value)
    offsets = scalars.mixed(op, "offsets", groups[0])
    steps = scalars.mixed(op, "strides", groups[2])
    where = [Linear.at(offset) for offset in offsets]
    if dims:
        kept = _kept(scalars.mixed(op, "sizes", groups[1]), ir.RankedTensorType(tensor))
        for index, dim in zip(position, kept, strict=True):
            where[dim] = where[dim] + index.scaled(steps[dim])
    element = Linear()
    for dim, index in enumerate(where):
        element = element + index.scaled(product(dims[dim + 1 :]))
    binding, byte_offset = _binding(subspan_value)
    return Access(
        binding=binding,
        element_type=element_type,
        byte_offset=byte_offset,
        offset=element.constant,
        strides=tuple(element.coefficient(loop) for loop in range(len(graph.sizes))),
        indirect=element.indirect,
        tiles=_tiles(op, dims),
    )


def _binding(value: ir.Value) -> tuple[int, Amount]:
    """The binding of a tensor, and the byte in it that the tensor begins at."""
    subspan = defining_op(value)
    if subspan is None:  # A dispatch of phase `flow`: argument i becomes binding i.
        return ir.BlockArgument(value).arg_number, ZERO
    if "binding" not in subspan.attributes:
        raise Reject(f"a tensor that '{subspan.name}' makes")
    start = scalars.segments(subspan)[0]
    binding = int(ir.IntegerAttr(subspan.attributes["binding"]).value)
    return binding, scalars.amount_of(start[0]) if start else ZERO


def _tiles(op: ir.Operation, dims: Sequence[Amount]) -> Tiles | None:
    """How the tensor that a load or store names lies in its binding, if not in rows."""
    layout = marks.layout_of(op)
    if not layout:
        return None
    kind, columns = marks.parts(layout)
    rows = product(list(dims)).number() // columns
    return Tiles(rows, columns, kind == marks.TRANSPOSED, marks.shards_of(op))


def store_access(op: ir.Operation, position: Position, graph: Graph) -> Access:
    """What a dispatch.tensor.store writes for a position of its tensor."""
    groups = scalars.segments(op)
    return _access(op, op.operands[1], groups[3:], op.operands[0].type, position, graph)


class Reader:
    """Follows tensors to the elements that they are made of, over `graph.sizes`."""

    def __init__(self, graph: Graph, leaves: Mapping[ir.Value, int], tables: bool = False) -> None:
        self.graph = graph
        self.leaves = leaves
        self.tables = tables
        self.memo: dict[tuple[ir.Value, Position], int] = {}

    def tensor(self, value: ir.Value, position: Position) -> int:
        """The node for a tensor's element at a position. Raises Reject or Split."""
        key = (value, position)
        if key not in self.memo:
            self.memo[key] = self._tensor(value, position)
        return self.memo[key]

    def scalar(self, value: ir.Value) -> int:
        """The node for a scalar that the dispatch computes outside of every loop."""
        op = defining_op(value)
        if op is None:
            raise Reject("a scalar that no operation of the dispatch defines")
        if op.name == "arith.constant":
            return self._constant(op.attributes["value"], str(value.type))
        if op.name == "tensor.extract":
            where = tuple(Linear.at(scalars.amount_of(index)) for index in list(op.operands)[1:])
            return self.tensor(op.operands[0], where)
        if isinstance(value.type, (ir.IntegerType, ir.IndexType)):
            try:
                return self.index_node(Linear.at(scalars.amount_of(value)), value.type)
            except Reject:
                pass
        if op.name.startswith(("arith.", "math.")) and len(op.results) == 1:
            return self.apply(op, [self.scalar(operand) for operand in op.operands], value.type)
        raise Reject(f"a scalar of '{op.name}'")

    def index_node(self, linear: Linear, integer: ir.Type) -> int:
        """The node for a position as a value."""
        number = None if linear.amount is None else linear.amount.static
        if number is not None:
            bits = constant_bits(number, str(integer))
            return self.graph.add(Node("const", str(integer), (), bits))
        return self.graph.add(Node("index", str(integer), linear=linear))

    def apply(self, op: ir.Operation, args: list[int], result_type: ir.Type) -> int:
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

    def _tensor(self, value: ir.Value, position: Position) -> int:
        if value in self.leaves:
            return self._leaf(value, position)
        op = defining_op(value)
        if op is None:
            raise Reject("a tensor that no operation of the dispatch defines")
        match op.name:
            case "iree_tensor_ext.dispatch.tensor.load":
                groups = scalars.segments(op)
                return self.graph.load(
                    _access(op, op.operands[0], groups[2:], value.type, position, self.graph)
                )
            case "arith.constant":
                return self._dense(op, position)
            case "linalg.fill":
                return self.scalar(op.operands[0])
            case "tensor.empty":
                raise Reject("an operand that is not defined (tensor.empty)")
            case "tensor.extract_slice":
                return self.tensor(op.operands[0], _sliced(op, position))
            case "tensor.expand_shape":
                return self.tensor(op.operands[0], _expanded(op, value, position))
            case "tensor.cast":
                return self.tensor(op.operands[0], position)
            case name if name.startswith("linalg.") and len(op.regions) == 1:
                number = next(i for i, r in enumerate(op.results) if r == value)
                return self._structured(op, number, position)
            case name if name.startswith(("arith.", "math.")):
                args = [self.tensor(v, position) for v in op.operands]
                return self.apply(op, args, value.type)
        raise Reject(f"'{op.name}'")

    def _leaf(self, value: ir.Value, position: Position) -> int:
        number = self.leaves[value]
        if self.graph.leaves.setdefault(number, position) != position:
            raise Reject("an operation's result is read at two places")
        element_type = str(ir.RankedTensorType(value.type).element_type)
        return self.graph.add(Node("leaf", element_type, (), number))

    def _dense(self, op: ir.Operation, position: Position) -> int:
        attribute = op.attributes["value"]
        element_type = str(ir.RankedTensorType(op.results[0].type).element_type)
        if not isinstance(attribute, ir.DenseElementsAttr):
            raise Reject(f"a constant tensor of {element_type}")
        if attribute.is_splat:
            return self._constant(attribute.get_splat_value(), element_type)
        if not self.tables or len(attribute) > MAX_TABLE:
            raise Reject("a constant tensor inside the dispatch whose elements differ")
        sizes = tensor_sizes(op.results[0])
        element = Linear()
        for dim, index in enumerate(position):
            element = element + index.scaled(product(sizes[dim + 1 :]))
        strides = tuple(element.coefficient(loop) for loop in range(len(self.graph.sizes)))
        bits = tuple(constant_bits(value, element_type) for value in _values(attribute))
        return self.graph.load(
            Access(-1, element_type, ZERO, element.constant, strides, element.indirect, bits)
        )

    def _constant(self, attribute: ir.Attribute, element_type: str) -> int:
        if isinstance(attribute, ir.BoolAttr):
            bits = constant_bits(attribute.value, "i1")
        elif isinstance(attribute, ir.FloatAttr):
            bits = constant_bits(attribute.value, element_type)
        elif isinstance(attribute, ir.IntegerAttr):
            bits = constant_bits(ir.IntegerAttr(attribute).value, element_type)
        else:
            raise Reject(f"a constant of type {element_type}")
        return self.graph.add(Node("const", element_type, (), bits))

    def _structured(self, op: ir.Operation, number: int, position: Position) -> int:
        """The element that an operation without reductions writes at a position."""
        maps = indexing_maps(op)
        inputs, outputs = scalars.segments(op)
        operands = [*inputs, *outputs]
        result_map = maps[len(inputs) + number]
        loops: list[Linear | None] = [None] * result_map.n_dims
        for expression, where in zip(result_map.results, position, strict=True):
            if isinstance(expression, ir.AffineConstantExpr):
                continue
            if (
                not isinstance(expression, ir.AffineDimExpr)
                or loops[expression.position] is not None
            ):
                raise Reject("a result that is not written at the loops' own indices")
            loops[expression.position] = where
        known = [where for where in loops if where is not None]
        if len(known) != len(loops):
            raise Reject("a reduction")

        def argument(index: int) -> int:
            source = operands[index]
            if not isinstance(source.type, ir.RankedTensorType):
                return self.scalar(source)
            where = tuple(scalars.affine(e, known) for e in maps[index].results)
            return self.tensor(source, where)

        return Body(self, op, known, argument).result(number)


def _values(attribute: ir.DenseElementsAttr) -> list[float]:
    """A constant tensor's elements."""
    try:
        values: list[float] = np.asarray(widened(attribute)).ravel().tolist()
    except TypeError as error:
        raise Reject(f"a constant tensor of type {attribute.type}") from error
    return values


def _sliced(op: ir.Operation, position: Position) -> Position:
    """A position of a tensor.extract_slice's result, in its source."""
    groups = scalars.segments(op)
    where = [Linear.at(offset) for offset in scalars.mixed(op, "offsets", groups[1])]
    steps = scalars.mixed(op, "strides", groups[3])
    sizes = scalars.mixed(op, "sizes", groups[2])
    kept = _kept(sizes, ir.RankedTensorType(op.results[0].type))
    for index, dim in zip(position, kept, strict=True):
        where[dim] = where[dim] + index.scaled(steps[dim])
    return tuple(where)


def _expanded(op: ir.Operation, value: ir.Value, position: Position) -> Position:
    """A position of a tensor.expand_shape's result, in its source."""
    sizes = tensor_sizes(value)
    groups = []
    for group in ir.ArrayAttr(op.attributes["reassociation"]):
        index = Linear()
        for dim in ir.ArrayAttr(group):
            number = int(ir.IntegerAttr(dim).value)
            index = index.scaled(sizes[number]) + position[number]
        groups.append(index)
    return tuple(groups)
