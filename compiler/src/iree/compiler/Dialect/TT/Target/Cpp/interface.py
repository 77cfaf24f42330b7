# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""IREE's dispatch interface in C++: bindings, push constants, workgroups and hints."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp import buffers
from iree.tenstorrent.compiler.Target.Cpp.buffers import Buffer, Extent, Space
from iree.tenstorrent.compiler.Target.Cpp.elements import element_of
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter, for_loops
from iree.tenstorrent.compiler.Target.Cpp.memref import nothing
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, PrintError
from iree.tenstorrent.compiler.Target.Cpp.scalars import bit_width, wrap

CORE_COUNT, WORKGROUP_COUNT, ARENA_BASE, SCRATCH_OFFSET, SCRATCH_BYTES, FIRST_BINDING = (
    0, 1, 4, 5, 7, 8,
)  # fmt: skip


@dataclass(frozen=True)
class Arguments:
    """A kernel's bindings, whether each is only read; its constants follow them."""

    read_only: tuple[bool, ...]

    def constant(self, ordinal: int) -> str:
        return argument(FIRST_BINDING + 2 * len(self.read_only) + ordinal)

    def written(self) -> list[str]:
        """The low words of the addresses of the bindings that the kernel may write."""
        return [
            argument(FIRST_BINDING + 2 * binding)
            for binding, read_only in enumerate(self.read_only)
            if not read_only
        ]


def argument(index: int) -> str:
    """A 32-bit common argument."""
    return f"get_common_arg_val<uint32_t>({index})"


def wide_argument(index: int) -> str:
    """A 64-bit common argument, low word first."""
    return f"(uint64_t({argument(index + 1)}) << 32 | {argument(index)})"


def _subspan(printer: LoopPrinter, op: ir.Operation) -> None:
    """A binding's buffer: the byte offset is the operand, whatever the type's layout says."""
    ordinal = ir.IntegerAttr(op.attributes["binding"]).value
    result = op.results[0]
    if not isinstance(result.type, ir.MemRefType):
        raise PrintError(f"binding of type {result.type}", op)
    element = element_of(printer, result.type.element_type)
    # The byte offset is optional: without it the binding starts at 0.
    offset_count = ir.DenseI32ArrayAttr(op.attributes["operandSegmentSizes"])[0]
    operands = list(op.operands)
    offset, dynamic = operands[:offset_count], operands[offset_count:]
    name = printer.fresh("binding")
    address = wide_argument(FIRST_BINDING + 2 * ordinal)
    start = buffers.extent_of(printer, offset[0]) if offset else 0
    if start != 0:
        address += f" + {start}"
    printer.statement(f"const uint64_t {name} = {address};")
    sizes = buffers.shaped(printer, result.type, dynamic)
    strides = _strides(result.type, sizes)
    root = f"binding {ordinal}"
    printer.buffers[result] = Buffer(Space.DRAM, root, name, element, 0, sizes, strides)


def _strides(type_: ir.MemRefType, sizes: tuple[Extent, ...]) -> tuple[Extent, ...]:
    fallback = buffers.row_major(sizes)
    known = type_.get_strides_and_offset()[0]
    return tuple(
        fallback[d] if stride == buffers.DYNAMIC else stride for d, stride in enumerate(known)
    )


def _constant_load(arguments: Arguments) -> Handler:
    def handler(printer: LoopPrinter, op: ir.Operation) -> None:
        ordinal = ir.IntegerAttr(op.attributes["ordinal"]).value
        result = op.results[0]
        text = arguments.constant(ordinal)
        width = bit_width(printer, result.type)
        if width is None:
            text = f"__builtin_bit_cast({printer.type(result.type)}, {text})"
        elif width != 32:
            text = wrap(text, width)
        printer.define(result, text)

    return for_loops(handler)


def _same_value(printer: LoopPrinter, op: ir.Operation) -> None:
    """A hint about a value: another name for it."""
    for result, operand in zip(op.results, op.operands, strict=False):
        if operand in printer.buffers:
            printer.buffers[result] = printer.buffers[operand]
        else:
            printer.alias(result, printer.expr(operand), printer.is_constant(operand))


def _workgroup(name: str) -> Handler:
    def handler(printer: LoopPrinter, op: ir.Operation) -> None:
        dimension = ir.IntegerAttr(op.attributes["dimension"]).value
        printer.alias(op.results[0], f"{name}_{'xyz'[dimension]}")

    return for_loops(handler)


def _workgroup_size(printer: LoopPrinter, op: ir.Operation) -> None:
    """A workgroup is one core."""
    printer.alias(op.results[0], "1", constant=True)


def _poison(printer: LoopPrinter, op: ir.Operation) -> None:
    result = op.results[0]
    printer.define(result, f"{printer.type(result.type)}{{}}")


def handlers(arguments: Arguments) -> dict[str, Handler]:
    """The table of one kernel."""
    plain = {
        "hal.interface.binding.subspan": _subspan,
        "hal.interface.workgroup.size": _workgroup_size,
        "iree_tensor_ext.dispatch.workload.ordinal": _same_value,
        "util.assume.int": _same_value,
        "util.optimization_barrier": _same_value,
        "iree_codegen.index_hint": _same_value,
        "ub.poison": _poison,
        "cf.assert": nothing,
        "func.return": nothing,
    }
    return {
        **{name: for_loops(handler) for name, handler in plain.items()},
        "hal.interface.constant.load": _constant_load(arguments),
        "hal.interface.workgroup.id": _workgroup("workgroup_id"),
        "hal.interface.workgroup.count": _workgroup("workgroup_count"),
    }
