# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Buffers (memrefs) at print time: where they lie, and how indices become an address."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import defining_op
from iree.tenstorrent.compiler.Target.Cpp.elements import Element
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter, for_loops
from iree.tenstorrent.compiler.Target.Cpp.printer import (
    Handler,
    Printer,
    PrintError,
    TypeHandler,
)
from iree.tenstorrent.compiler.Target.Cpp.scalars import integer_literal

# A compile-time number, or the C++ name or expression of a uint64_t.
Extent = int | str

DYNAMIC = ir.ShapedType.get_dynamic_stride_or_offset()


class Space(enum.Enum):
    DRAM = enum.auto()  # `base` is the arena byte address of element 0; through the page cache
    L1 = enum.auto()  # `base` is a typed pointer
    TABLE = enum.auto()  # `base` is a constant array


@dataclass(frozen=True)
class Buffer:
    """A strided view of `root`; offset and strides count elements."""

    space: Space
    root: str  # which allocation or binding it is a view of
    base: str
    element: Element
    offset: Extent
    sizes: tuple[Extent, ...]
    strides: tuple[Extent, ...]

    def linear(self, indices: Sequence[Extent]) -> Extent:
        """The element number, from `base`, of an element."""
        terms = [multiply(i, s) for i, s in zip(indices, self.strides, strict=True)]
        return total([self.offset, *terms])


def total(terms: Iterable[Extent]) -> Extent:
    number = 0
    texts = []
    for term in terms:
        if isinstance(term, int):
            number += term
        else:
            texts.append(term)
    if not texts:
        return number
    if number:
        texts.append(str(number))
    return texts[0] if len(texts) == 1 else "(" + " + ".join(texts) + ")"


def multiply(a: Extent, b: Extent) -> Extent:
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if a == 0 or b == 0:
        return 0
    if a == 1:
        return b
    if b == 1:
        return a
    return f"{a} * {b}"


def row_major(sizes: Sequence[Extent]) -> tuple[Extent, ...]:
    strides: list[Extent] = []
    step: Extent = 1
    for size in reversed(sizes):
        strides.append(step)
        product = multiply(step, size)
        step = product if isinstance(product, int) else f"({product})"
    return tuple(reversed(strides))


def extent_of(printer: Printer, value: ir.Value) -> Extent:
    """An index value: a number where it is a constant."""
    text = printer.expr(value)
    number = constant_index(value)
    return text if number is None else number


def constant_index(value: ir.Value) -> int | None:
    op = defining_op(value)
    if op is None or op.name != "arith.constant":
        return None
    attribute = op.attributes["value"]
    return int(ir.IntegerAttr(attribute).value) if isinstance(attribute, ir.IntegerAttr) else None


def buffer_of(printer: LoopPrinter, value: ir.Value, op: ir.Operation) -> Buffer:
    buffer = printer.buffers.get(value)
    if buffer is None:
        raise PrintError(f"no C++ form of this buffer of type {value.type}", op)
    return buffer


def shaped(
    printer: Printer, type_: ir.Type, dynamic_sizes: Sequence[ir.Value]
) -> tuple[Extent, ...]:
    """The sizes of a memref type, its dynamic ones from operands in order."""
    operands = iter(dynamic_sizes)
    return tuple(
        extent_of(printer, next(operands)) if size == ir.ShapedType.get_dynamic_size() else size
        for size in ir.MemRefType(type_).shape
    )


# --- Views ------------------------------------------------------------------------------------------


def subview(printer: LoopPrinter, op: ir.Operation) -> None:
    """memref.subview: offsets, sizes and strides, dropping the dimensions the type drops."""
    source = buffer_of(printer, op.operands[0], op)
    offsets, sizes, strides = _mixed(printer, op)
    offset = total([source.offset, *map(multiply, offsets, source.strides)])
    steps = [multiply(a, b) for a, b in zip(strides, source.strides, strict=True)]
    type_ = ir.MemRefType(op.results[0].type)
    kept = _kept_dimensions(sizes, steps, type_)
    printer.buffers[op.results[0]] = replace(
        source,
        offset=_name(printer, offset),
        sizes=tuple(sizes[d] for d in kept),
        strides=tuple(_name(printer, steps[d]) for d in kept),
    )


def _kept_dimensions(sizes: list[Extent], steps: list[Extent], type_: ir.MemRefType) -> list[int]:
    """Which dimensions a rank-reducing view keeps: unit ones go, matched by size and stride."""
    if len(sizes) == type_.rank:
        return list(range(len(sizes)))
    shape = list(type_.shape)
    type_strides = type_.get_strides_and_offset()[0]
    kept: list[int] = []
    for d, size in enumerate(sizes):
        position = len(kept)
        must_keep = len(sizes) - d <= type_.rank - position
        matches = position < type_.rank and (
            (size == shape[position] or (isinstance(size, str) and shape[position] < 0))
            and (type_strides[position] == DYNAMIC or type_strides[position] == steps[d])
        )
        if must_keep or (position < type_.rank and (size != 1 or matches)):
            kept.append(d)
    return kept


def reinterpret_cast(printer: LoopPrinter, op: ir.Operation) -> None:
    source = buffer_of(printer, op.operands[0], op)
    offsets, sizes, strides = _mixed(printer, op)
    printer.buffers[op.results[0]] = replace(
        source, offset=offsets[0], sizes=tuple(sizes), strides=tuple(strides)
    )


def _mixed(
    printer: LoopPrinter, op: ir.Operation
) -> tuple[list[Extent], list[Extent], list[Extent]]:
    """The static and dynamic offsets, sizes and strides of a view op."""
    segments = list(ir.DenseI32ArrayAttr(op.attributes["operandSegmentSizes"]))
    operands = list(op.operands)
    groups = []
    begin = segments[0]
    for name, count in zip(
        ("static_offsets", "static_sizes", "static_strides"), segments[1:], strict=True
    ):
        dynamic = iter(operands[begin : begin + count])
        begin += count
        groups.append(
            [
                extent_of(printer, next(dynamic)) if number == DYNAMIC else number
                for number in ir.DenseI64ArrayAttr(op.attributes[name])
            ]
        )
    return groups[0], groups[1], groups[2]


def _name(printer: LoopPrinter, extent: Extent) -> Extent:
    """Gives a compound expression a name, so that it is computed once."""
    if isinstance(extent, int) or extent.isidentifier():
        return extent
    name = printer.fresh("s")
    printer.statement(f"const uint64_t {name} = {extent};")
    return name


def collapse_shape(printer: LoopPrinter, op: ir.Operation) -> None:
    source = buffer_of(printer, op.operands[0], op)
    sizes: list[Extent] = []
    strides: list[Extent] = []
    for group in _groups(op):
        size: Extent = 1
        for d in group:
            size = _name(printer, multiply(size, source.sizes[d]))
        sizes.append(size)
        # The innermost dimension that is not of size 1 sets the step.
        inner = [d for d in group if source.sizes[d] != 1] or group[-1:]
        strides.append(source.strides[inner[-1]] if inner else 1)
    printer.buffers[op.results[0]] = replace(source, sizes=tuple(sizes), strides=tuple(strides))


def expand_shape(printer: LoopPrinter, op: ir.Operation) -> None:
    source = buffer_of(printer, op.operands[0], op)
    sizes: list[Extent] = []
    dynamic = iter(list(op.operands)[1:])
    for number in ir.DenseI64ArrayAttr(op.attributes["static_output_shape"]):
        size: Extent = number
        if number == ir.ShapedType.get_dynamic_size():
            size = extent_of(printer, next(dynamic))
        sizes.append(size)
    strides: list[Extent] = [1] * len(sizes)
    for position, group in enumerate(_groups(op)):
        step = source.strides[position]
        for d in reversed(group):
            strides[d] = step
            step = _name(printer, multiply(step, sizes[d]))
    printer.buffers[op.results[0]] = replace(source, sizes=tuple(sizes), strides=tuple(strides))


def _groups(op: ir.Operation) -> list[list[int]]:
    return [
        [ir.IntegerAttr(d).value for d in ir.ArrayAttr(group)]
        for group in ir.ArrayAttr(op.attributes["reassociation"])
    ]


def transpose(printer: LoopPrinter, op: ir.Operation) -> None:
    source = buffer_of(printer, op.operands[0], op)
    order = [ir.AffineDimExpr(e).position for e in ir.AffineMap(
        ir.AffineMapAttr(op.attributes["permutation"]).value).results]  # fmt: skip
    printer.buffers[op.results[0]] = replace(
        source,
        sizes=tuple(source.sizes[d] for d in order),
        strides=tuple(source.strides[d] for d in order),
    )


def same_buffer(printer: LoopPrinter, op: ir.Operation) -> None:
    """Casts and hints: another name for the buffer."""
    for result, operand in zip(op.results, op.operands, strict=False):
        printer.buffers[result] = buffer_of(printer, operand, op)


def dimension(printer: LoopPrinter, op: ir.Operation) -> None:
    buffer = buffer_of(printer, op.operands[0], op)
    index = constant_index(op.operands[1])
    if index is None:
        raise PrintError("size of a dimension chosen at run time", op)
    _alias(printer, op.results[0], buffer.sizes[index])


def strided_metadata(printer: LoopPrinter, op: ir.Operation) -> None:
    buffer = buffer_of(printer, op.operands[0], op)
    base, offset, *rest = op.results
    printer.buffers[base] = replace(buffer, offset=0, sizes=(), strides=())
    _alias(printer, offset, buffer.offset)
    for result, extent in zip(rest, (*buffer.sizes, *buffer.strides), strict=True):
        _alias(printer, result, extent)


def _alias(printer: LoopPrinter, value: ir.Value, extent: Extent) -> None:
    if isinstance(extent, int):
        printer.alias(value, integer_literal(extent, 64), constant=True)
    else:
        printer.alias(value, extent)


OPS: dict[str, Handler] = {
    name: for_loops(handler)
    for name, handler in {
        "memref.dim": dimension,
        "memref.subview": subview,
        "memref.cast": same_buffer,
        "memref.memory_space_cast": same_buffer,
        "memref.assume_alignment": same_buffer,
        "memref.reinterpret_cast": reinterpret_cast,
        "memref.collapse_shape": collapse_shape,
        "memref.expand_shape": expand_shape,
        "memref.transpose": transpose,
        "memref.extract_strided_metadata": strided_metadata,
    }.items()
}
TYPES: tuple[TypeHandler, ...] = ()
