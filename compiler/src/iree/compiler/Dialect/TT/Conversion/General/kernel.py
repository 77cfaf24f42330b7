# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One kernel's text from a function of scalar loops."""

from __future__ import annotations

import math
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General import prelude, temporaries
from iree.tenstorrent.compiler.Conversion.General.host_expression import Expression
from iree.tenstorrent.compiler.Target.Cpp.scalar import (
    arith,
    complex,
    control_flow,
    interface,
    memory,
    runs,
)
from iree.tenstorrent.compiler.Target.Cpp.scalar import math as math_ops
from iree.tenstorrent.compiler.Target.Cpp.scalar.buffers import constant_index
from iree.tenstorrent.compiler.Target.Cpp.scalar.interface import Arguments
from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import (
    ComplexKind,
    IntegerKind,
    kind_of,
    memory_bits,
)
from iree.tenstorrent.compiler.Target.Cpp.scalar.printer import Printer, Rule

# Ways of a cache set; kCacheWays of page_cache.h.
WAYS = 4
PAGE_BYTES = 4096
CACHE_CB, TEMPORARIES_CB = 0, 1
# L1 that temporaries may take; the cache gets the rest.
TEMPORARIES_BUDGET = 640 * 1024


@dataclass(frozen=True)
class GeneralKernel:
    """The text and what the program needs around it."""

    source: str
    cache_bytes: int  # of circular buffer CACHE_CB; 0 where the kernel has none
    temporaries_bytes: int  # of circular buffer TEMPORARIES_CB
    scratch_bytes: Expression
    single_core: bool


def emit(function: ir.Operation, arguments: Arguments, l1_available: int) -> GeneralKernel:
    """`function` has only scf, arith, math, complex and memref code and IREE's interface ops."""
    plan = temporaries.plan(function, min(TEMPORARIES_BUDGET, l1_available // 2))
    printer = Printer(_rules(arguments, plan))
    body = function.regions[0].blocks[0]
    foralls = [op for op in body.operations if op.operation.name == "scf.forall"]
    walks = _uses_workgroups(function)
    distributed = len(foralls) == 1 and not walks
    if walks:
        _walk_workgroups(printer, body)
    else:
        printer.block(body)
    sets = _cache_sets(l1_available - plan.l1_bytes)
    cached = any("cache" in line for line in printer.lines)
    head = _head(printer, plan, arguments, distributed)
    text = [
        "#include <cstdint>",
        "",
        '#include "dataflow_api.h"',
        "",
        "namespace {",
        "",
        f"constexpr uint32_t kCacheSets = {sets};",
        f"constexpr uint32_t kCacheGranule = {_granule(function)};",
        "",
        prelude.text_of(printer.headers | {"page_cache.h", "core_split.h"}),
        "}  // namespace",
        "",
        "void kernel_main() {",
        *head,
        printer.text() + "  cache_flush(cache);",
        "}",
        "",
    ]
    del cached
    return GeneralKernel(
        "\n".join(text), cache_bytes(sets), plan.l1_bytes, plan.scratch_bytes, not distributed
    )


def cache_bytes(sets: int) -> int:
    """L1 bytes of a cache, for every granule (the masks of the finest)."""
    return 64 + sets * WAYS * (PAGE_BYTES + 12 + PAGE_BYTES // 8)


def _cache_sets(l1_bytes: int) -> int:
    sets = 1
    while cache_bytes(sets * 2) <= l1_bytes and sets < 64:
        sets *= 2
    return sets


def _head(
    printer: Printer, plan: temporaries.Temporaries, arguments: Arguments, distributed: bool
) -> list[str]:
    lines = ["const uint32_t core = get_arg_val<uint32_t>(0);"]
    if not distributed:
        lines.append("if (core != 0) return;")
    else:
        lines.append(f"const uint32_t cores = {_argument(interface.CORE_COUNT)};")
    lines += [
        "PageCache cache;",
        f"cache_open(cache, get_write_ptr({CACHE_CB}), {_argument(interface.ARENA_BASE)});",
    ]
    if plan.l1_bytes:
        lines.append(f"const uint32_t temporaries = (get_write_ptr({TEMPORARIES_CB}) + 63u) & ~63u;")
    if plan.scratch_bytes != Expression("const", 0):
        per_core = f"core * static_cast<uint64_t>({_argument(interface.SCRATCH_BYTES)})"
        base = interface.wide_argument(interface.SCRATCH_OFFSET)
        lines.append(f"const uint64_t scratch = {base} + {per_core};")
    return ["  " + line for line in lines]


def _argument(index: int) -> str:
    return f"get_common_arg_val<uint32_t>({index})"


def _walk_workgroups(printer: Printer, body: ir.Block) -> None:
    """The whole body for every workgroup, on one core: nothing is known about who writes what."""
    for axis, name in enumerate("xyz"):
        argument = _argument(interface.WORKGROUP_COUNT + axis)
        printer.line(f"const int64_t workgroup_count_{name} = {argument};")
    for name in "zyx":
        counter = f"workgroup_id_{name}"
        printer.line(
            f"for (int64_t {counter} = 0; {counter} < workgroup_count_{name}; ++{counter}) {{"
        )
        printer.indent += 1
    printer.block(body)
    for _ in "zyx":
        printer.indent -= 1
        printer.line("}")


def _uses_workgroups(function: ir.Operation) -> bool:
    found = False

    def visit(op: ir.Operation) -> ir.WalkResult:
        nonlocal found
        found |= op.name in ("hal.interface.workgroup.id", "hal.interface.workgroup.count")
        return ir.WalkResult.ADVANCE

    function.walk(visit)
    return found


def _granule(function: ir.Operation) -> int:
    """Bytes of the smallest element stored to DRAM."""
    smallest = 8

    def visit(op: ir.Operation) -> ir.WalkResult:
        nonlocal smallest
        if op.name == "memref.store":
            kind = kind_of(op.operands[0].type)
            if isinstance(kind, ComplexKind):
                smallest = min(smallest, kind.part.bits // 8)
            elif kind is not None:
                smallest = min(smallest, max(1, memory_bits(kind) // 8))
        return ir.WalkResult.ADVANCE

    function.walk(visit)
    return smallest


def _rules(arguments: Arguments, plan: temporaries.Temporaries) -> dict[str, Rule]:
    def allocate(printer: Printer, op: ir.Operation) -> None:
        temporaries.allocate(printer, op, plan, arguments)

    return {
        **arith.RULES,
        **math_ops.RULES,
        **complex.RULES,
        **control_flow.RULES,
        **memory.RULES,
        **runs.RULES,
        **interface.rules(arguments),
        "memref.alloc": allocate,
        "memref.alloca": allocate,
        "scf.forall": forall,
    }


def forall(printer: Printer, op: ir.Operation) -> None:
    """The tiles: this core's share of the linearised iteration space."""
    low, high, step = (_bounds(printer, op, name) for name in ("Lower", "Upper", "step"))
    counts = [
        f"((int64_t({b}) - int64_t({a}) + {s} - 1) / {s})"
        for a, b, s in zip(low, high, step, strict=True)
    ]
    total, unit, share, tile = (printer.fresh(n) for n in ("tiles", "unit", "share", "tile"))
    printer.line(f"const int64_t {total} = {' * '.join(counts)};")
    printer.line(f"const int64_t {unit} = tile_unit < {total} ? tile_unit : {total};")
    printer.line(f"const TileRange {share} = split_tiles({total}, {unit}, core, cores);")
    head = f"for (int64_t {tile} = {share}.begin; {tile} < {share}.end; ++{tile})"
    with printer.scope(head):
        rest = tile
        body = op.regions[0].blocks[0]
        for axis in reversed(range(len(counts))):
            name = printer.fresh("i")
            index = rest if axis == 0 else f"{rest} % {counts[axis]}"
            printer.line(f"const int64_t {name} = {low[axis]} + ({index}) * {step[axis]};")
            printer.alias(body.arguments[axis], name)
            if axis:
                smaller = printer.fresh("rest")
                printer.line(f"const int64_t {smaller} = {rest} / {counts[axis]};")
                rest = smaller
        printer.block(body)


def _bounds(printer: Printer, op: ir.Operation, name: str) -> list[str]:
    """Static and dynamic bounds of a forall; `name` is Lower, Upper or step."""
    key = {"Lower": "staticLowerBound", "Upper": "staticUpperBound", "step": "staticStep"}[name]
    segments = list(ir.DenseI32ArrayAttr(op.attributes["operandSegmentSizes"]))
    position = ("Lower", "Upper", "step").index(name)
    begin = sum(segments[:position])
    dynamic = iter(list(op.operands)[begin : begin + segments[position]])
    return [
        printer.value(next(dynamic)) if number == ir.ShapedType.get_dynamic_size() else str(number)
        for number in ir.DenseI64ArrayAttr(op.attributes[key])
    ]
