# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Loads and stores of buffers, and reads of the tensor constants that dispatches hold."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp import arith, buffers
from iree.tenstorrent.compiler.Target.Cpp.buffers import Buffer, Extent, Space
from iree.tenstorrent.compiler.Target.Cpp.elements import element_of, table_text
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter, for_loops
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, PrintError, TypeHandler

# The kernel's page cache: prelude page_cache's PageCache.
CACHE = "cache"


@dataclass(frozen=True)
class ElementAccess:
    """The operands of a memref.load or memref.store."""

    target: ir.Value
    indices: tuple[ir.Value, ...]
    is_store: bool


def access_of(op: ir.Operation) -> ElementAccess | None:
    operands = list(op.operands)
    if op.name == "memref.load":
        return ElementAccess(operands[0], tuple(operands[1:]), False)
    if op.name == "memref.store":
        return ElementAccess(operands[1], tuple(operands[2:]), True)
    return None


def load(printer: LoopPrinter, op: ir.Operation) -> None:
    buffer = buffers.buffer_of(printer, op.operands[0], op)
    indices = [buffers.extent_of(printer, operand) for operand in list(op.operands)[1:]]
    printer.define(op.results[0], _load_text(printer, buffer, buffer.linear(indices)))


def _load_text(printer: LoopPrinter, buffer: Buffer, linear: Extent) -> str:
    """An expression for the element at `linear`."""
    element = buffer.element
    if buffer.space is not Space.DRAM:
        return f"{buffer.base}[{linear}]"
    printer.require("page_cache")
    if element.is_packed:
        printer.require("packed_elements")
        return f"load_packed<{element.bits}>({CACHE}, {site(printer)}, {buffer.base}, {linear})"
    loads = [
        f"{CACHE}.load<{element.memory_cpp}>({site(printer)}, {address})"
        for address in part_addresses(buffer, linear)
    ]
    if element.parts == 2:
        return f"{element.cpp}{{{loads[0]}, {loads[1]}}}"
    return f"({loads[0]} & 1) != 0" if element.cpp == "bool" else loads[0]


def store(printer: LoopPrinter, op: ir.Operation) -> None:
    buffer = buffers.buffer_of(printer, op.operands[1], op)
    indices = [buffers.extent_of(printer, operand) for operand in list(op.operands)[2:]]
    linear = buffer.linear(indices)
    value = printer.expr(op.operands[0])
    element = buffer.element
    if buffer.space is not Space.DRAM:
        printer.statement(f"{buffer.base}[{linear}] = {value};")
        return
    printer.require("page_cache")
    if element.is_packed:
        printer.require("packed_elements")
        where = f"{CACHE}, {site(printer)}, {buffer.base}, {linear}"
        printer.statement(f"store_packed<{element.bits}>({where}, {value});")
        return
    parts = [f"{value}.re", f"{value}.im"] if element.parts == 2 else [value]
    for part, address in zip(parts, part_addresses(buffer, linear), strict=True):
        call = f"{CACHE}.store<{element.memory_cpp}>"
        printer.statement(f"{call}({site(printer)}, {address}, {part});")


def site(printer: LoopPrinter) -> str:
    """The variable in which an access keeps the cache line it used last."""
    name = printer.fresh("line")
    printer.at_top(f"uint32_t {name} = 0;")
    return name


def part_addresses(buffer: Buffer, linear: Extent) -> list[str]:
    """The arena byte addresses of an element's parts."""
    element = buffer.element
    size = element.part_bytes * element.parts
    if isinstance(linear, int):
        address = f"{buffer.base} + {linear * size}" if linear else buffer.base
    else:
        scale = "" if size == 1 else f" * {size}"
        address = f"{buffer.base} + {linear}{scale}"
    return [address] if element.parts == 1 else [address, f"{address} + {element.part_bytes}"]


def _global_constant(printer: LoopPrinter, op: ir.Operation) -> None:
    """memref.get_global of a constant."""
    name = ir.FlatSymbolRefAttr(op.attributes["name"]).value
    parent = op.parent.operation
    while parent.name != "builtin.module":
        parent = parent.parent.operation
    for view in parent.regions[0].blocks[0].operations:
        other = view.operation
        if other.name == "memref.global" and (
            ir.StringAttr(other.attributes["sym_name"]).value == name
        ):
            printer.buffers[op.results[0]] = table(printer, other, op.results[0].type)
            return
    raise PrintError(f"global @{name} not found", op)


def table(printer: LoopPrinter, constant: ir.Operation, type_: ir.Type) -> Buffer:
    """A dense constant as a constant array at the top of the kernel."""
    shaped = ir.ShapedType(type_)
    element = element_of(printer, shaped.element_type)
    name = printer.fresh("table")
    values = table_text(printer, constant, type_) or "{}"
    printer.at_top(f"static constexpr {element.cpp} {name}[] = {{{values}}};")
    sizes = tuple(shaped.shape)
    return Buffer(Space.TABLE, name, name, element, 0, sizes, buffers.row_major(sizes))


def _constant(printer: LoopPrinter, op: ir.Operation) -> None:
    """arith.constant, where tensors are tables."""
    result = op.results[0]
    if isinstance(result.type, ir.RankedTensorType):
        printer.buffers[result] = table(printer, op, result.type)
    else:
        arith.OPS[op.name](printer, op)


def _extract(printer: LoopPrinter, op: ir.Operation) -> None:
    """tensor.extract of a dense constant."""
    source = buffers.buffer_of(printer, op.operands[0], op)
    indices = [buffers.extent_of(printer, operand) for operand in list(op.operands)[1:]]
    printer.define(op.results[0], f"{source.base}[{source.linear(indices)}]")


def nothing(printer: LoopPrinter, op: ir.Operation) -> None:
    """Deallocations and hints."""


OPS: dict[str, Handler] = {
    "memref.load": for_loops(load),
    "memref.store": for_loops(store),
    "memref.get_global": for_loops(_global_constant),
    "memref.dealloc": for_loops(nothing),
    "tensor.extract": for_loops(_extract),
    "arith.constant": for_loops(_constant),
}
TYPES: tuple[TypeHandler, ...] = ()
