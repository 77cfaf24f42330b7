# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Printer table of the TT dialect: each op is the call that the table of operations gives."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import TERMINATOR
from iree.tenstorrent.compiler.IR.metal_api import spelled
from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param
from iree.tenstorrent.compiler.IR.op_table import OPS as SPECS
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, Printer, PrintError, TypeHandler


def _attribute(printer: Printer, op: ir.Operation, param: Param) -> str:
    attribute = op.attributes[param.name]
    if param.kind == "data_format":
        return f"(uint32_t)DataFormat::{ir.StringAttr(attribute).value}"
    if param.kind == "symbol":
        return str(ir.StringAttr(attribute).value)
    if param.kind == "bool":
        return "true" if ir.BoolAttr(attribute).value else "false"
    value = ir.IntegerAttr(attribute).value & 0xFFFFFFFF
    if param.kind == "cb":
        for name, index in printer.kernel.circular_buffers.items():
            if index == value:
                return name
    return str(value) if value < 1 << 31 else f"0x{value:08x}"


def _handler(row: OpSpec) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        spec = spelled(row, printer.metal_api)
        if spec.header and printer.role == "compute":
            printer.include(spec.header)
        if spec.prelude:
            printer.require(spec.prelude)
        operands = iter(op.operands)
        texts: dict[str, str] = {}
        for param in spec.params:
            if param.is_attribute:
                texts[param.name] = _attribute(printer, op, param)
            elif param.variadic:
                texts[param.name] = ", ".join(printer.expr(value) for value in operands)
            else:
                texts[param.name] = printer.expr(next(operands))
        call = spec.call.format(**texts)
        if spec.result:
            printer.define(op.results[0], call)
        elif call.strip():
            printer.statement(call + ";")

    return handler


def _terminator(printer: Printer, op: ir.Operation) -> None:
    if len(op.operands):
        raise PrintError("a kernel returns nothing", op)


_TYPES = {
    "!tt.addr_gen": "InterleavedAddrGen<true>",
    "!tt.window": "ArenaWindow",
    "!tt.shards": "ShardedTiles",
}


def _type(printer: Printer, mlir_type: ir.Type) -> str | None:
    return _TYPES.get(str(mlir_type))


OPS: dict[str, Handler] = {f"tt.{spec.name}": _handler(spec) for spec in SPECS}
OPS[TERMINATOR] = _terminator
TYPES: tuple[TypeHandler, ...] = (_type,)
