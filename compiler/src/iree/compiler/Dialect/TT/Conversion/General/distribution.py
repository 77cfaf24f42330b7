# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A kernel's tiles (scf.forall) over the cores of the launch: each core has a contiguous share."""

from __future__ import annotations

import math

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General import tiling
from iree.tenstorrent.compiler.Conversion.General.loops import forall_of
from iree.tenstorrent.compiler.Target.Cpp import buffers, interface
from iree.tenstorrent.compiler.Target.Cpp.buffers import Extent
from iree.tenstorrent.compiler.Target.Cpp.interface import Arguments
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter
from iree.tenstorrent.compiler.Target.Cpp.printer import PrintError


def most_cores(function: ir.Operation, workers: int) -> int:
    """How many cores can have work: the number of tiles, where it is known."""
    forall = forall_of(function)
    if forall is None:
        return 1
    bounds = [
        list(ir.DenseI64ArrayAttr(forall.attributes[name]))
        for name in ("staticLowerBound", "staticUpperBound", "staticStep")
    ]
    if any(buffers.DYNAMIC in numbers for numbers in bounds):
        return workers
    tiles = math.prod(
        max(0, -(-(high - low) // step)) for low, high, step in zip(*bounds, strict=True)
    )
    return int(max(1, min(workers, tiles)))


def head(arguments: Arguments, cores: int) -> list[str]:
    """The kernel's first lines: cores without work leave."""
    if cores == 1:
        return ["if (core != 0) return;"]
    # Where a result does not begin at an alignment unit, neither do the tiles.
    addresses = " | ".join(arguments.written())
    count = interface.argument(interface.CORE_COUNT)
    return [
        f"const uint32_t cores = (({addresses}) & {tiling.ALIGNMENT - 1}u) == 0 ? {count} : 1;",
        "if (core >= cores) return;",
    ]


def tiles(printer: LoopPrinter, op: ir.Operation) -> None:
    """scf.forall over tiles, at the top of the function."""
    if len(op.results):
        raise PrintError("scf.forall with results", op)
    lows, highs, steps = _bounds(printer, op)
    counts = [_trips(*bounds) for bounds in zip(lows, highs, steps, strict=True)]
    total: Extent = 1
    for count in counts:
        total = buffers.multiply(total, count)
    printer.require("core_split")
    printer.statement(f"const TileRange share = split_tiles({total}, 1, core, cores);")
    block = op.regions[0].blocks[0]
    with printer.scope("for (uint64_t tile = share.begin; tile < share.end; ++tile)"):
        rest = "tile"
        for d in reversed(range(len(counts))):
            argument = block.arguments[d]
            number = rest if d == 0 else f"{rest} % {counts[d]}"
            first = "" if lows[d] == 0 else f"{lows[d]} + "
            scale = "" if steps[d] == 1 else f" * {steps[d]}"
            printer.define(argument, f"{first}({number}){scale}", hint="i")
            rest = f"{rest} / {counts[d]}"
        for view in list(block.operations)[:-1]:
            printer.op(view.operation)


def _trips(low: Extent, high: Extent, step: Extent) -> Extent:
    if isinstance(low, int) and isinstance(high, int) and isinstance(step, int):
        return max(0, -(-(high - low) // step))
    length = high if low == 0 else f"({high} - {low})"
    return f"(({length} + {step} - 1) / {step})"


def _bounds(
    printer: LoopPrinter, op: ir.Operation
) -> tuple[list[Extent], list[Extent], list[Extent]]:
    segments = list(ir.DenseI32ArrayAttr(op.attributes["operandSegmentSizes"]))
    operands = iter(op.operands)
    groups = []
    for name, count in zip(
        ("staticLowerBound", "staticUpperBound", "staticStep"), segments, strict=False
    ):
        dynamic = iter([next(operands) for _ in range(count)])
        groups.append(
            [
                buffers.extent_of(printer, next(dynamic)) if number == buffers.DYNAMIC else number
                for number in ir.DenseI64ArrayAttr(op.attributes[name])
            ]
        )
    return groups[0], groups[1], groups[2]
