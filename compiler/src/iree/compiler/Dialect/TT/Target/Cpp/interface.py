# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""IREE's dispatch interface in C++: bindings, push constants, workgroups and hints."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.scalar import buffers
from iree.tenstorrent.compiler.Target.Cpp.scalar.buffers import Buffer, Space
from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import kind_of
from iree.tenstorrent.compiler.Target.Cpp.scalar.memory import nothing
from iree.tenstorrent.compiler.Target.Cpp.scalar.printer import Printer, Rule, UnprintableError

# Common runtime arguments of every kernel, before bindings and constants.
CORE_COUNT, WORKGROUP_COUNT, ARENA_BASE, SCRATCH_OFFSET, SCRATCH_BYTES, FIRST_BINDING = (
    0, 1, 4, 5, 7, 8,
)  # fmt: skip


@dataclass(frozen=True)
class Arguments:
    """How many bindings a kernel has: its constants follow them."""

    bindings: int

    def constant(self, ordinal: int) -> str:
        return f"get_common_arg_val<uint32_t>({FIRST_BINDING + 2 * self.bindings + ordinal})"


def wide_argument(index: int) -> str:
    """A 64-bit common argument, low word first."""
    low, high = (f"get_common_arg_val<uint32_t>({i})" for i in (index, index + 1))
    return f"(static_cast<uint64_t>({high}) << 32 | {low})"


def subspan(printer: Printer, op: ir.Operation) -> None:
    """A binding's buffer: the byte offset is the operand, whatever the type's layout says."""
    ordinal = ir.IntegerAttr(op.attributes["binding"]).value
    result = op.results[0]
    if not isinstance(result.type, ir.MemRefType):
        raise UnprintableError(f"binding of type {result.type}", op)
    kind = kind_of(result.type.element_type)
    if kind is None:
        raise UnprintableError(f"element type {result.type.element_type}", op)
    offset, *dynamic = list(op.operands)
    name = printer.fresh("binding")
    address = wide_argument(FIRST_BINDING + 2 * ordinal)
    start = buffers.extent_of(printer, offset)
    if start != 0:
        address += f" + static_cast<uint64_t>({start})"
    printer.line(f"const uint64_t {name} = {address};")
    sizes = buffers.shaped(printer, result.type, dynamic)
    strides = _strides(result.type, sizes)
    root = f"binding {ordinal}"
    printer.buffers[result] = Buffer(Space.DRAM, root, name, kind, 0, sizes, strides)


def _strides(type_: ir.MemRefType, sizes: tuple[buffers.Extent, ...]) -> tuple[buffers.Extent, ...]:
    fallback = buffers.row_major(sizes)
    known = type_.get_strides_and_offset()[0]
    return tuple(
        fallback[d] if stride == buffers.DYNAMIC else stride for d, stride in enumerate(known)
    )


def constant_load(arguments: Arguments) -> Rule:
    def rule(printer: Printer, op: ir.Operation) -> None:
        kind = printer.integer(op.results[0], op)
        ordinal = ir.IntegerAttr(op.attributes["ordinal"]).value
        printer.define(op, kind.wrapped(arguments.constant(ordinal)))

    return rule


def same_value(printer: Printer, op: ir.Operation) -> None:
    """A hint about a value: another name for it."""
    for result, operand in zip(op.results, op.operands, strict=False):
        if operand in printer.buffers:
            printer.buffers[result] = printer.buffers[operand]
        else:
            printer.alias(result, printer.value(operand))


def _workgroup(name: str) -> Rule:
    def rule(printer: Printer, op: ir.Operation) -> None:
        dimension = ir.IntegerAttr(op.attributes["dimension"]).value
        printer.alias(op.results[0], f"{name}_{'xyz'[dimension]}")

    return rule


def workgroup_size(printer: Printer, op: ir.Operation) -> None:
    """A workgroup is one core."""
    printer.alias(op.results[0], "int64_t(1)")


def poison(printer: Printer, op: ir.Operation) -> None:
    kind = printer.kind(op.results[0], op)
    printer.define(op, f"{kind.cpp}{{}}")


def rules(arguments: Arguments) -> dict[str, Rule]:
    return {
        "hal.interface.binding.subspan": subspan,
        "hal.interface.constant.load": constant_load(arguments),
        "hal.interface.workgroup.id": _workgroup("workgroup_id"),
        "hal.interface.workgroup.count": _workgroup("workgroup_count"),
        "hal.interface.workgroup.size": workgroup_size,
        "iree_tensor_ext.dispatch.workload.ordinal": same_value,
        "util.assume.int": same_value,
        "util.optimization_barrier": same_value,
        "iree_codegen.index_hint": same_value,
        "ub.poison": poison,
        "cf.assert": nothing,
    }
