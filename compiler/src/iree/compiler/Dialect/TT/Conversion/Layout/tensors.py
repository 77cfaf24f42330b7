# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tensors of a module at phase `flow` that only dispatches see, and the dispatches that see them.

Such a tensor is the result of a dispatch, or a constant that never changes; every use of it is an
operand that a dispatch reads. All others are for the host as well, and lie in rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Layout import constants, marks
from iree.tenstorrent.compiler.Conversion.Layout.tiles import TILE
from iree.tenstorrent.compiler.Target.executable_ops import body, symbol

_ELEMENTS = ("f32", "bf16", "f16", "i32")


@dataclass(frozen=True)
class Export:
    """A dispatch's function, by the names of its executable and its export."""

    executable: str
    name: str


@dataclass(frozen=True)
class Access:
    """A place where a dispatch is called, by its number in the module, and the argument of the
    dispatch's function that the tensor is: binding `argument` later."""

    call: int
    argument: int


@dataclass
class Tensor:
    """A tensor, as a matrix with so many columns, and all accesses to it; `constant` is the
    util.global of one. `kind` is how its tiles lie if it does as tiles."""

    columns: int
    accesses: list[Access] = field(default_factory=list)
    constant: ir.Operation | None = None
    kind: str = marks.TILES

    @property
    def layout(self) -> str:
        return marks.layout(self.kind, self.columns)


@dataclass
class Program:
    """What a module's dispatches do with tensors."""

    functions: dict[Export, ir.Operation]
    # Of each call, in the order of the module.
    calls: list[Export]
    tensors: list[Tensor]


def read_program(module: ir.Operation) -> Program:
    """The tensors of a module that may lie as tiles, of phase `flow`."""
    functions = _functions(module)
    dispatches: list[ir.Operation] = []
    loads: list[ir.Operation] = []
    others: set[str] = set()

    def visit(op: ir.Operation) -> ir.WalkResult:
        if op.name in ("flow.executable", "hal.executable"):
            return ir.WalkResult.SKIP
        if op.name == "flow.dispatch":
            dispatches.append(op)
        elif op.name == "util.global.load":
            loads.append(op)
        elif "global" in op.attributes:
            others.add(str(ir.FlatSymbolRefAttr(op.attributes["global"]).value))
        return ir.WalkResult.ADVANCE

    module.walk(visit)
    reader = _Reader(functions, dispatches)
    tensors = [tensor for op in dispatches for tensor in reader.results(op)]
    for constant in body(module, "util.global"):
        name = symbol(constant)
        own = [op for op in loads if ir.FlatSymbolRefAttr(op.attributes["global"]).value == name]
        if name not in others and own and _is_constant(constant):
            tensors += reader.constant(constant, own)
    return Program(functions, [_callee(op) for op in dispatches], tensors)


def _functions(module: ir.Operation) -> dict[Export, ir.Operation]:
    """Each export that has a function of its own."""
    functions = {}
    for executable in body(module, "flow.executable"):
        inner = {
            symbol(op): op
            for inner_module in body(executable, "builtin.module")
            for op in body(inner_module, "func.func")
        }
        for export in body(executable, "flow.executable.export"):
            name = ir.FlatSymbolRefAttr(export.attributes["function_ref"]).value
            if name in inner:
                functions[Export(symbol(executable), symbol(export))] = inner[name]
    return functions


def _callee(dispatch: ir.Operation) -> Export:
    """What a flow.dispatch calls; with alternatives, an export that is none."""
    entries = list(ir.ArrayAttr(dispatch.attributes["entry_points"]))
    if len(entries) != 1:
        return Export("", "")
    path = ir.SymbolRefAttr(entries[0]).value
    return Export(path[0], path[-1])


def _is_constant(global_op: ir.Operation) -> bool:
    attributes = global_op.attributes
    if "is_mutable" in attributes or "initial_value" not in attributes:
        return False
    if "sym_visibility" not in attributes:  # Public.
        return False
    if ir.StringAttr(attributes["sym_visibility"]).value != "private":
        return False
    return constants.is_packable(attributes["initial_value"])


class _Reader:
    def __init__(
        self, functions: dict[Export, ir.Operation], dispatches: list[ir.Operation]
    ) -> None:
        self.functions = functions
        self.calls = dispatches
        self.numbers = {op: number for number, op in enumerate(dispatches)}

    def results(self, dispatch: ir.Operation) -> Iterator[Tensor]:
        function = self.functions.get(_callee(dispatch))
        if function is None or _has_tied_operands(dispatch):
            return
        arguments = _argument_count(dispatch)
        if len(_arguments(function)) != arguments + len(dispatch.results):
            return
        for number, result in enumerate(dispatch.results):
            columns = _columns(result)
            argument = arguments + number
            if not columns or not self._binds(function, argument, result.type):
                continue
            tensor = Tensor(columns, [Access(self.numbers[dispatch], argument)])
            if self._follow(result, tensor):
                yield tensor

    def constant(self, global_op: ir.Operation, loads: list[ir.Operation]) -> Iterator[Tensor]:
        values = [op.results[0] for op in loads]
        columns = max(map(_columns, values))
        tensor = Tensor(columns, constant=global_op)
        if columns and all(self._follow(value, tensor) for value in values):
            yield tensor

    def _follow(self, value: ir.Value, tensor: Tensor) -> bool:
        """Adds all uses of a value to a tensor; False if one of them is no dispatch that reads."""
        for use in value.uses:
            op = use.owner.operation
            if op.name == "flow.tensor.reshape":
                # The same elements in the same order.
                if not op.results[0].type.has_static_shape:
                    return False
                if not self._follow(op.results[0], tensor):
                    return False
                continue
            if op.name != "flow.dispatch" or _has_tied_operands(op):
                return False
            function = self.functions.get(_callee(op))
            argument = use.operand_number - _segments(op)[0]
            if function is None or not self._binds(function, argument, value.type):
                return False
            tensor.accesses.append(Access(self.numbers[op], argument))
        return True

    def _binds(self, function: ir.Operation, argument: int, tensor: ir.Type) -> bool:
        """Whether an argument of a dispatch's function is all of a tensor of this type."""
        arguments = _arguments(function)
        if not 0 <= argument < len(arguments):
            return False
        return str(arguments[argument].type) in (
            f"!iree_tensor_ext.dispatch.tensor<readonly:{tensor}>",
            f"!iree_tensor_ext.dispatch.tensor<writeonly:{tensor}>",
        )


def _is_eligible(value_type: ir.Type) -> bool:
    """Whether a tensor is a matrix of whole tiles."""
    if not isinstance(value_type, ir.RankedTensorType) or not value_type.has_static_shape:
        return False
    if value_type.encoding is not None or str(value_type.element_type) not in _ELEMENTS:
        return False
    *rows, columns = value_type.shape or [1]
    count = 1
    for size in rows:
        count *= size
    return columns > 0 and count > 0 and columns % TILE == 0 and count % TILE == 0


def _columns(value: ir.Value) -> int:
    """The most columns of a matrix of whole tiles that a tensor is, or is reshaped to; 0 if none.
    Heads that are split off the columns are still in whole tiles then."""
    own = int(value.type.shape[-1]) if _is_eligible(value.type) else 0
    reshaped = [
        use.owner.operation for use in value.uses if use.owner.name == "flow.tensor.reshape"
    ]
    return max([own, *(_columns(op.results[0]) for op in reshaped)])


def _arguments(function: ir.Operation) -> list[ir.Value]:
    return list(function.regions[0].blocks[0].arguments)


def _segments(dispatch: ir.Operation) -> list[int]:
    """Numbers of operands: workload, arguments, and their dimensions."""
    return list(ir.DenseI32ArrayAttr(dispatch.attributes["operandSegmentSizes"]))


def _argument_count(dispatch: ir.Operation) -> int:
    return _segments(dispatch)[1]


def _has_tied_operands(dispatch: ir.Operation) -> bool:
    """Whether a result is an operand that is written in place."""
    if "tied_operands" not in dispatch.attributes:
        return False
    tied = ir.ArrayAttr(dispatch.attributes["tied_operands"])
    return any(int(ir.IntegerAttr(index).value) >= 0 for index in tied)
