# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The steps of a dispatch of phase `flow`, and a dispatch of some of them.

A step is an operation that goes through loops. What else there is (constants, fills, loads, reshapes) is light: each
part has its own copies of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from iree.compiler import ir
from iree.compiler.dialects import func

from iree.tenstorrent.compiler.Conversion.Expression.analysis import STORE, indexing_maps
from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject
from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops
from iree.tenstorrent.compiler.IR.dialect import defining_op

_LIGHT = ("linalg.fill", "linalg.yield", "linalg.index")
_TENSOR = "!iree_tensor_ext.dispatch.tensor"


@dataclass(frozen=True)
class Steps:
    """A dispatch's function of one block, and its steps in order."""

    function: ir.Operation

    @property
    def arguments(self) -> list[ir.Value]:
        return list(self.function.regions[0].blocks[0].arguments)

    @cached_property
    def operations(self) -> list[ir.Operation]:
        return [view.operation for view in self.function.regions[0].blocks[0].operations]

    @cached_property
    def steps(self) -> list[ir.Operation]:
        return [op for op in self.operations if _is_step(op)]

    @cached_property
    def stores(self) -> list[ir.Operation]:
        return [op for op in self.operations if op.name == STORE]

    @cached_property
    def last_steps(self) -> list[int]:
        """For each store, the number of the last step that it needs; -1 for none."""
        numbers = {step: number for number, step in enumerate(self.steps)}
        return [
            max((numbers[op] for op in self._needed(store) if op in numbers), default=-1)
            for store in self.stores
        ]

    def _needed(self, op: ir.Operation) -> Iterator[ir.Operation]:
        for value in used_values(op):
            maker = defining_op(value)
            if maker is not None:
                yield maker
                yield from self._needed(maker)

    def is_separable(self) -> bool:
        """Whether parts of it can be dispatches: all shapes are known, and nothing is written in place."""
        if len(self.function.regions[0].blocks) != 1 or len(self.steps) < 2:
            return False
        texts = [str(argument.type) for argument in self.arguments]
        if any("?" in text or "<readwrite:" in text for text in texts):
            return False
        types = [result.type for step in self.steps for result in step.results]
        return all(map(_is_storable, types)) and min(self.last_steps, default=-1) >= 0


@dataclass(frozen=True)
class Part:
    """A dispatch of the steps [begin, end): its function, and what its arguments are of the whole one's:
    arguments, or results of steps. The results' come last, as many as `results`. `stored` has the
    arguments that steps' results are stored to."""

    function: ir.Operation
    arguments: tuple[ir.Value, ...]
    results: int
    stored: dict[ir.Value, ir.Value]


def build_part(whole: Steps, begin: int, end: int, name: str) -> Part:
    """Builds the part's function at the insertion point."""
    own = set(whole.steps[begin:end])
    stores = [
        store
        for store, last in zip(whole.stores, whole.last_steps, strict=True)
        if begin <= last < end
    ]
    needed: set[ir.Operation] = set(stores)
    inputs: list[ir.Value] = []
    pending = [*own, *stores]
    while pending:
        for value in used_values(pending.pop()):
            maker = defining_op(value)
            if maker is None or (_is_step(maker) and maker not in own):
                if value not in inputs and "<writeonly:" not in str(value.type):
                    inputs.append(value)
            elif maker not in needed:
                needed.add(maker)
                pending.append(maker)
    targets = [store.operands[1] for store in stores]
    stored = {
        store.operands[0]: store.operands[1]
        for store in stores
        if str(store.operands[1].type) == f"{_TENSOR}<writeonly:{store.operands[0].type}>"
    }
    passed_on = [value for value in _used_later(whole, begin, end) if value not in stored]
    arguments = (*inputs, *passed_on, *targets)
    types = [
        *(_bound(value, "readonly") for value in inputs),
        *(_bound(value, "writeonly") for value in passed_on),
        *(value.type for value in targets),
    ]
    function = func.FuncOp(name, (types, []))
    block = function.add_entry_block()
    with ir.InsertionPoint(block):
        values: dict[ir.Value, ir.Value] = {}
        for value, argument in zip(arguments, block.arguments, strict=True):
            is_made = value in passed_on
            is_step = defining_op(value) is not None
            if not is_made:
                values[value] = _load(argument, value.type) if is_step else argument
        for op in whole.operations:
            if op in own or op in needed:
                _copy(op, values)
        for value, argument in zip(passed_on, block.arguments[len(inputs) :], strict=False):
            _store(values[value], argument)
        func.ReturnOp([])
    return Part(function.operation, arguments, len(passed_on) + len(targets), stored)


def iterations(step: ir.Operation) -> int:
    """How often a step's innermost body runs, or about that where it has no indexing maps."""
    tensors = [
        (number, list(operand.type.shape))
        for number, operand in enumerate(step.operands)
        if isinstance(operand.type, ir.RankedTensorType)
    ]
    if not step.name.startswith("linalg."):
        return max((int(math.prod(shape)) for _, shape in tensors), default=0)
    try:
        maps = indexing_maps(step)
    except Reject:
        return max((int(math.prod(shape)) for _, shape in tensors), default=0)
    sizes = {
        int(loop.position): size
        for number, shape in tensors
        for loop, size in zip(maps[number].results, shape, strict=True)
        if isinstance(loop, ir.AffineDimExpr)
    }
    return math.prod(sizes.values())


def used_values(op: ir.Operation) -> Iterator[ir.Value]:
    """What an operation uses from outside of it."""
    yield from op.operands
    own = {op, *inner_ops(op)}
    for inner in inner_ops(op):
        for operand in inner.operands:
            maker = defining_op(operand)
            owner = operand.owner
            block_op = None if maker is not None or owner is None else owner.owner.operation
            if (maker or block_op) not in own:
                yield operand


def _used_later(whole: Steps, begin: int, end: int) -> Iterator[ir.Value]:
    """Results of steps [begin, end) that later steps, or what is stored with them, need."""
    own, later = whole.steps[begin:end], set(whole.steps[end:])
    later |= {
        store for store, last in zip(whole.stores, whole.last_steps, strict=True) if last >= end
    }
    needed = list(later)
    seen: set[ir.Operation] = set()
    values: set[ir.Value] = set()
    while needed:
        for value in used_values(needed.pop()):
            values.add(value)
            maker = defining_op(value)
            if maker is not None and not _is_step(maker) and maker not in seen:
                seen.add(maker)
                needed.append(maker)
    for step in own:
        yield from (result for result in step.results if result in values)


def _is_step(op: ir.Operation) -> bool:
    name = op.name
    return name.startswith(("linalg.", "iree_linalg_ext.")) and name not in _LIGHT


def _is_storable(type_: ir.Type) -> bool:
    """Whether a tensor can lie in memory between dispatches as it is."""
    if not isinstance(type_, ir.RankedTensorType) or not type_.has_static_shape:
        return False
    element = type_.element_type
    return isinstance(element, ir.FloatType) or (
        isinstance(element, ir.IntegerType) and element.width in (8, 16, 32, 64)
    )


def _bound(value: ir.Value, access: str) -> ir.Type:
    """The type of an argument for a value: itself, or the binding of a step's result."""
    if defining_op(value) is None:
        return value.type
    return ir.Type.parse(f"{_TENSOR}<{access}:{value.type}>")


def _slice(tensor: ir.Type) -> dict[str, ir.Attribute]:
    """The attributes of a load or store of a whole tensor."""
    shape = list(tensor.shape)
    return {
        "static_offsets": ir.DenseI64ArrayAttr.get([0] * len(shape)),
        "static_sizes": ir.DenseI64ArrayAttr.get(shape),
        "static_strides": ir.DenseI64ArrayAttr.get([1] * len(shape)),
    }


def _load(argument: ir.Value, tensor: ir.Type) -> ir.Value:
    segments = {"operandSegmentSizes": ir.DenseI32ArrayAttr.get([1, 0, 0, 0, 0])}
    name = "iree_tensor_ext.dispatch.tensor.load"
    return ir.Operation.create(name, [tensor], [argument], _slice(tensor) | segments).results[0]


def _store(value: ir.Value, argument: ir.Value) -> None:
    segments = {"operandSegmentSizes": ir.DenseI32ArrayAttr.get([1, 1, 0, 0, 0, 0])}
    ir.Operation.create(STORE, [], [value, argument], _slice(value.type) | segments)


def _copy(op: ir.Operation, values: dict[ir.Value, ir.Value]) -> None:
    """A copy of an operation that uses copies of what it uses; adds those of its results."""
    copy = op.clone()
    for each in (copy, *inner_ops(copy)):
        for number, operand in enumerate(each.operands):
            if operand in values:
                each.operands[number] = values[operand]
    for result, new in zip(op.results, copy.results, strict=True):
        values[result] = new
