# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One kernel's text from a function of scalar loops."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General import distribution, temporaries
from iree.tenstorrent.compiler.Conversion.General.host_expression import Expression, const
from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops
from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.IR.dialect import kernel as build_kernel
from iree.tenstorrent.compiler.Target.Cpp import (
    arith,
    buffers,
    complex,
    interface,
    math,
    memref,
    runs,
    scf,
)
from iree.tenstorrent.compiler.Target.Cpp.elements import element_of
from iree.tenstorrent.compiler.Target.Cpp.interface import Arguments
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter, for_loops
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# Ways of a cache set, hints and bytes of a page; PageCache of page_cache.h has the same.
_WAYS = 4
_HINTS = 256
_PAGE_BYTES = 4096
_MAX_SETS = 64
CACHE_CB, TEMPORARIES_CB = 0, 1
# L1 that temporaries may take at most; the cache gets the rest.
_TEMPORARIES_BUDGET = 640 * 1024

_TABLES = (arith, scf, math, complex, memref, buffers, runs)
_TYPES = tuple(handler for table in _TABLES for handler in table.TYPES)


@dataclass(frozen=True)
class LoopKernel:
    """The text and what the program needs around it. Sizes in bytes."""

    name: str
    source: str
    cache_bytes: int  # of circular buffer CACHE_CB
    temporaries_bytes: int  # of circular buffer TEMPORARIES_CB
    scratch_bytes: Expression
    by_workgroup: bool  # the workgroups are divided over the cores
    cores: int  # most cores that have work, where it is not by workgroup


def emit(
    name: str, function: ir.Operation, arguments: Arguments, target: TargetConfig
) -> LoopKernel:
    """`function` has only scf, arith, math, complex and memref code and IREE's interface ops."""
    module = ir.Module.create()
    with ir.InsertionPoint(module.body), build_kernel(name, "reader") as op:
        i32 = ir.IntegerType.get_signless(32)
        op.operation.attributes["index_bitwidth"] = ir.IntegerAttr.get(i32, 64)
    return _emit(op, function, arguments, target)


def _emit(
    op: KernelOp, function: ir.Operation, arguments: Arguments, target: TargetConfig
) -> LoopKernel:
    handlers: dict[str, Handler] = {}
    for table in _TABLES:
        handlers.update(table.OPS)
    handlers.update(interface.handlers(arguments))
    printer = LoopPrinter(op, handlers, _TYPES, target.metal_api)
    printer.handle("scf.forall", for_loops(distribution.tiles))
    budget = min(_TEMPORARIES_BUDGET, target.l1_available // 2)
    plan = temporaries.plan(printer, function, budget)

    def allocate(inner: LoopPrinter, allocation: ir.Operation) -> None:
        temporaries.allocate(inner, allocation, plan, arguments)

    for allocation in ("memref.alloc", "memref.alloca"):
        printer.handle(allocation, for_loops(allocate))
    printer.require("page_cache")
    by_workgroup = _uses_workgroups(function)
    cores = distribution.most_cores(function, target.worker_count)
    if by_workgroup:
        _walk_workgroups(printer, function.regions[0].blocks[0])
    else:
        printer.block(function.regions[0].blocks[0])
    printer.statement("cache.flush();")
    sets = _cache_sets(target.l1_available - plan.l1_bytes)
    granule = _granule(printer, function)
    if by_workgroup:
        cores_lines = [f"const uint32_t cores = {interface.argument(interface.CORE_COUNT)};"]
    else:
        cores_lines = distribution.head(arguments, cores)
    printer.begin_with(_head(plan, sets, granule, cores_lines))
    return LoopKernel(
        op.sym_name,
        printer.text(),
        _cache_bytes(sets),
        plan.l1_bytes + temporaries.ALIGNMENT if plan.l1_bytes else 0,
        plan.scratch_bytes,
        by_workgroup,
        cores,
    )


def _cache_bytes(sets: int) -> int:
    """L1 bytes of a cache, for every granule (the masks of the finest)."""
    return 64 + 4 * _HINTS + sets * _WAYS * (_PAGE_BYTES + 12 + _PAGE_BYTES // 8)


def _cache_sets(l1_bytes: int) -> int:
    sets = 1
    while _cache_bytes(sets * 2) <= l1_bytes and sets < _MAX_SETS:
        sets *= 2
    return sets


def _head(
    plan: temporaries.Temporaries, sets: int, granule: int, cores_lines: list[str]
) -> list[str]:
    lines = ["const uint32_t core = get_arg_val<uint32_t>(0);", *cores_lines]
    lines += [
        f"PageCache<{sets}, {granule}> cache;",
        f"cache.open(get_write_ptr({CACHE_CB}), {interface.argument(interface.ARENA_BASE)});",
    ]
    if plan.l1_bytes:
        lines.append(
            f"const uint32_t temporaries = (get_write_ptr({TEMPORARIES_CB}) + 63u) & ~63u;"
        )
    if plan.scratch_bytes != const(0):
        per_core = f"core * uint64_t({interface.argument(interface.SCRATCH_BYTES)})"
        base = interface.wide_argument(interface.SCRATCH_OFFSET)
        lines.append(f"const uint64_t scratch = {base} + {per_core};")
    return lines


def _walk_workgroups(printer: LoopPrinter, body: ir.Block) -> None:
    """The body for every workgroup of this core: a contiguous share of all of them."""
    for axis, name in enumerate("xyz"):
        argument = interface.argument(interface.WORKGROUP_COUNT + axis)
        printer.statement(f"const uint64_t workgroup_count_{name} = {argument};")
    printer.require("core_split")
    total = "workgroup_count_x * workgroup_count_y * workgroup_count_z"
    printer.statement(f"const TileRange share = split_tiles({total}, 1, core, cores);")
    with printer.scope("for (uint64_t group = share.begin; group < share.end; ++group)"):
        printer.statement("const uint64_t workgroup_id_x = group % workgroup_count_x;")
        printer.statement(
            "const uint64_t workgroup_id_y = group / workgroup_count_x % workgroup_count_y;"
        )
        printer.statement(
            "const uint64_t workgroup_id_z = group / workgroup_count_x / workgroup_count_y;"
        )
        printer.block(body)


def _uses_workgroups(function: ir.Operation) -> bool:
    names = ("hal.interface.workgroup.id", "hal.interface.workgroup.count")
    return any(op.name in names for op in inner_ops(function))


def _granule(printer: LoopPrinter, function: ir.Operation) -> int:
    """Bytes of the smallest element stored to memory."""
    smallest = 8
    for op in inner_ops(function):
        if op.name == "memref.store":
            element = element_of(printer, op.operands[0].type)
            smallest = min(smallest, max(1, element.part_bytes))
    return smallest
