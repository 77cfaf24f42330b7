# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The TT dialect in Python: op classes, the `tt.kernel` op, and what the generated builders call.

MLIR can't load an IRDL dialect in process, so the operations stay unregistered there; the classes,
the verifier (verifier.py) and the IRDL file (for `iree-opt --irdl-file=`) come from one table.
A context needs `allow_unregistered_dialects`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iree.compiler import ir
from iree.compiler.dialects import arith
from iree.compiler.dialects._ods_common import _cext

from iree.tenstorrent.compiler.IR.op_spec import OWN_TYPES, OpSpec, Param
from iree.tenstorrent.compiler.IR.op_table import OPS_BY_NAME

# An operand of a builder: a value, or a Python number that becomes an arith.constant.
Operand = ir.Value | int | float

READER, COMPUTE, WRITER = "reader", "compute", "writer"
ROLES = (READER, COMPUTE, WRITER)
# Ends a kernel's region. IRDL can't define terminators; this one of IREE's has no fixed parent.
TERMINATOR = "hal.return"


@_cext.register_dialect
class TTDialect(_cext.ir.Dialect):  # type: ignore[misc]
    DIALECT_NAMESPACE = "tt"


class TTOp(_cext.ir.OpView):  # type: ignore[misc]
    """Base of the generated op classes."""

    @property
    def spec(self) -> OpSpec:
        return OPS_BY_NAME[self.operation.name.removeprefix("tt.")]


@_cext.register_operation(TTDialect)
class KernelOp(_cext.ir.OpView):  # type: ignore[misc]
    """One kernel of a program: what one processor of each core runs.

    Attributes: `sym_name`; `role` ("reader", "compute", "writer"); optional `circular_buffers`
    (dictionary from names to indices 0..31, which the printer makes constants of);
    `compile_time_args` (array of i32); `index_bitwidth` (32, the default, or 64).
    """

    OPERATION_NAME = "tt.kernel"

    @property
    def sym_name(self) -> str:
        return str(ir.StringAttr(self.operation.attributes["sym_name"]).value)

    @property
    def role(self) -> str:
        return str(ir.StringAttr(self.operation.attributes["role"]).value)

    @property
    def circular_buffers(self) -> dict[str, int]:
        if "circular_buffers" not in self.operation.attributes:
            return {}
        buffers = ir.DictAttr(self.operation.attributes["circular_buffers"])
        return {named.name: ir.IntegerAttr(named.attr).value for named in buffers}

    @property
    def compile_time_args(self) -> tuple[int, ...]:
        if "compile_time_args" not in self.operation.attributes:
            return ()
        values = ir.ArrayAttr(self.operation.attributes["compile_time_args"])
        return tuple(ir.IntegerAttr(v).value for v in values)

    @property
    def index_bitwidth(self) -> int:
        if "index_bitwidth" not in self.operation.attributes:
            return 32
        return int(ir.IntegerAttr(self.operation.attributes["index_bitwidth"]).value)

    @property
    def body(self) -> ir.Block:
        return self.operation.regions[0].blocks[0]


def defining_op(value: ir.Value) -> ir.Operation | None:
    """The operation whose result a value is; None for a block argument."""
    return None if isinstance(value.owner, ir.Block) else value.owner.operation


def mlir_type(kind: str) -> ir.Type:
    """The MLIR type that a parameter kind of the table stands for."""
    return ir.Type.parse(f"!tt.{kind}" if kind in OWN_TYPES else kind)


def constant(value: float, kind: str = "i32") -> ir.Value:
    """An arith.constant; integers wrap to the type's width."""
    result_type = mlir_type(kind)
    if isinstance(result_type, ir.IntegerType):
        bits = result_type.width
        wrapped = int(value) & ((1 << bits) - 1)
        signed = wrapped - (1 << bits) if wrapped >> (bits - 1) else wrapped
        return arith.ConstantOp(result_type, ir.IntegerAttr.get(result_type, signed)).result
    if isinstance(result_type, ir.IndexType):
        return arith.ConstantOp(result_type, ir.IntegerAttr.get(result_type, int(value))).result
    return arith.ConstantOp(result_type, ir.FloatAttr.get(result_type, float(value))).result


def named(name: str) -> ir.Location:
    """The current location with a name that the printer gives to the result."""
    return ir.Location.name(name, ir.Location.current)


def _attribute(param: Param, value: Any) -> ir.Attribute:
    i32 = ir.IntegerType.get_signless(32)
    if param.kind in ("data_format", "symbol"):
        return ir.StringAttr.get(str(value))
    if param.kind == "bool":
        return ir.BoolAttr.get(bool(value))
    number = int(value)
    return ir.IntegerAttr.get(i32, number - (1 << 32) if number >= 1 << 31 else number)


def build(op_name: str, arguments: Sequence[Any], name: str = "") -> ir.Operation:
    """Creates `tt.OP_NAME` at the insertion point with the arguments in the table's order. A
    result is called `name` in the printed C++."""
    spec = OPS_BY_NAME[op_name]
    operands: list[ir.Value] = []
    attributes: dict[str, ir.Attribute] = {}
    for param, argument in zip(spec.params, arguments, strict=True):
        if param.is_attribute:
            attributes[param.name] = _attribute(param, argument)
        elif param.variadic:
            operands.extend(
                constant(a, param.kind) if isinstance(a, (int, float)) else a for a in argument
            )
        elif isinstance(argument, (int, float)):
            operands.append(constant(argument, param.kind))
        else:
            operands.append(argument)
    results = [mlir_type(spec.result)] if spec.result else []
    return ir.Operation.create(
        f"tt.{op_name}",
        results=results,
        operands=operands,
        attributes=attributes,
        loc=named(name) if name else None,
    )


@contextlib.contextmanager
def kernel(
    name: str,
    role: str,
    circular_buffers: Mapping[str, int] | None = None,
    compile_time_args: Sequence[int] = (),
) -> Iterator[KernelOp]:
    """Creates a `tt.kernel` and makes the end of its body the insertion point."""
    if role not in ROLES:
        raise ValueError(f"no kernel role {role}")
    i32 = ir.IntegerType.get_signless(32)
    attributes: dict[str, ir.Attribute] = {
        "sym_name": ir.StringAttr.get(name),
        "role": ir.StringAttr.get(role),
    }
    if circular_buffers:
        attributes["circular_buffers"] = ir.DictAttr.get(
            {key: ir.IntegerAttr.get(i32, index) for key, index in circular_buffers.items()}
        )
    if compile_time_args:
        attributes["compile_time_args"] = ir.ArrayAttr.get(
            [ir.IntegerAttr.get(i32, value) for value in compile_time_args]
        )
    op = ir.Operation.create("tt.kernel", attributes=attributes, regions=1)
    block = op.regions[0].blocks.append()
    with ir.InsertionPoint(block):
        yield KernelOp(op)
        ir.Operation.create(TERMINATOR)
