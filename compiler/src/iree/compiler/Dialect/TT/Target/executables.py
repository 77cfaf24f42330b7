# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From executable variants to programs, and from programs to executable binaries, inside one module.

`lower` stands where IREE's configure and translate passes stand (phase executable-sources in);
`serialize` where IREE's serialize pass stands, after the host side has become HAL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.IR.metal_api import METAL_APIS, MetalApi
from iree.tenstorrent.compiler.Target import (
    attribute_text,
    executable_ops,
    resource_constants,
    work,
)
from iree.tenstorrent.compiler.Target.choice import Strategies, choose
from iree.tenstorrent.compiler.Target.device_attributes import BACKEND, EXECUTABLE_FORMAT
from iree.tenstorrent.compiler.Target.executable_ops import body, symbol
from iree.tenstorrent.compiler.Target.flatbuffer import serialize as flatbuffer_of
from iree.tenstorrent.compiler.Target.program import Program
from iree.tenstorrent.compiler.Target.strategy import (
    Dispatch,
    LoweringError,
    find_function,
)
from iree.tenstorrent.compiler.Target.target_config import F32_MATMULS, TARGETS, TargetConfig
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount, materialize


@dataclass(frozen=True)
class LoweredExport:
    """One dispatch and how it came to its program."""

    program: Program
    # Strategies that left it to a later one, with their reasons.
    rejections: tuple[tuple[str, str], ...]
    # Floating-point operations of one call (None: of dynamic size), and places that call it.
    operations: int | None = None
    calls: int = 0
    # Of each binding that does not have rows: how its tensor lies there.
    layouts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LoweredExecutable:
    """One variant: its exports in the order of their ordinals."""

    executable: str
    variant: str
    target: TargetConfig
    exports: tuple[LoweredExport, ...]

    @property
    def binary(self) -> bytes:
        """The `tt-metal-fb` FlatBuffer."""
        return flatbuffer_of([export.program for export in self.exports], self.target)


def lower(module: ir.Operation, strategies: Strategies) -> list[LoweredExecutable]:
    """Lowers every Tenstorrent variant of a module at phase executable-sources.

    The exports' count regions get the plans' workgroup counts; the variants lose their inner modules.
    """
    calls = work.calls(module)
    return [
        _lower_variant(executable, variant, strategies, calls)
        for executable, variant in _variants(module)
    ]


def dispatches(module: ir.Operation) -> dict[Export, Dispatch]:
    """Every Tenstorrent dispatch of a module at phase executable-sources, to be looked at or marked."""
    found = {}
    for executable, variant in _variants(module):
        target = _target_config(variant)
        exports, inner_module = _sources(variant)
        for export in exports:
            name = Export(symbol(executable), symbol(export))
            found[name] = _dispatch(export, inner_module, target)
    return found


def serialize(module: ir.Operation, executables: Sequence[LoweredExecutable]) -> None:
    """Puts a hal.executable.binary in each lowered variant's place."""
    lowered = {(item.executable, item.variant): item for item in executables}
    for executable, variant in _variants(module):
        item = lowered[(symbol(executable), symbol(variant))]
        _replace_by_binary(variant, item.binary)


def _variants(module: ir.Operation) -> list[tuple[ir.Operation, ir.Operation]]:
    return [
        (executable, variant)
        for executable, variant, backend in executable_ops.variants(module)
        if backend == BACKEND
    ]


def _lower_variant(
    executable: ir.Operation,
    variant: ir.Operation,
    strategies: Strategies,
    calls: Mapping[str, int],
) -> LoweredExecutable:
    target = _target_config(variant)
    exports, inner_module = _sources(variant)
    lowered = tuple(
        _lower_export(export, inner_module, target, strategies, calls) for export in exports
    )
    inner_module.erase()
    return LoweredExecutable(symbol(executable), symbol(variant), target, lowered)


def _sources(variant: ir.Operation) -> tuple[list[ir.Operation], ir.Operation]:
    """A variant's exports in the order of their ordinals, and the module of their functions."""
    inner_modules = body(variant, "builtin.module")
    if len(inner_modules) != 1:
        raise LoweringError("executable variant without the source of its exports", variant)
    resource_constants.inline(inner_modules[0])
    return sorted(body(variant, "hal.executable.export"), key=_ordinal), inner_modules[0]


def _ordinal(export: ir.Operation) -> int:
    if "ordinal" not in export.attributes:
        return 0
    return int(ir.IntegerAttr(export.attributes["ordinal"]).value)


def _target_config(variant: ir.Operation) -> TargetConfig:
    target = attribute_text.executable_target(variant.attributes["target"])
    if target.arch not in TARGETS:
        known = ", ".join(sorted(TARGETS))
        raise LoweringError(f"unknown architecture '{target.arch}'; known ones: {known}", variant)
    config = TARGETS[target.arch]
    choice = target.f32_matmul or config.f32_matmul
    if choice not in F32_MATMULS:
        raise LoweringError(
            f"unknown f32_matmul '{choice}'; known ones: {', '.join(F32_MATMULS)}", variant
        )
    api = target.metal_api or config.metal_api.value
    if api not in METAL_APIS:
        raise LoweringError(
            f"unknown metal_api '{api}'; known ones: {', '.join(METAL_APIS)}", variant
        )
    return replace(config, f32_matmul=choice, metal_api=MetalApi(api))


def _lower_export(
    export: ir.Operation,
    inner_module: ir.Operation,
    target: TargetConfig,
    strategies: Strategies,
    calls: Mapping[str, int],
) -> LoweredExport:
    dispatch = _dispatch(export, inner_module, target)
    function = dispatch.function
    try:
        choice = choose(dispatch, strategies)
    except marks.LayoutError as error:
        raise LoweringError(f"cannot lower '{dispatch.name}': {error}", function) from None
    if choice.strategy is None:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in choice.rejections)
        raise LoweringError(f"cannot lower '{dispatch.name}': {reasons}", function)
    program = replace(
        choice.strategy.emit(choice.plan),
        l1_tensors=tuple(marks.l1_offsets(function).items()),
        l1_region_size=marks.region_of(function),
    )
    _set_workgroup_count(export, choice.plan.workgroup_count)
    return LoweredExport(
        program,
        choice.rejections,
        work.operations(function),
        calls.get(dispatch.name, 0),
        choice.layouts,
    )


def _dispatch(export: ir.Operation, inner_module: ir.Operation, target: TargetConfig) -> Dispatch:
    name = symbol(export)
    layout = attribute_text.pipeline_layout(export.attributes["layout"])
    function = find_function(inner_module, name)
    left = target.l1_available - marks.region_of(function)
    count = _count_block(export)
    return Dispatch(
        name,
        inner_module,
        function,
        layout.binding_read_only,
        layout.constant_count,
        # The first argument is the device.
        len(count.arguments) - 1 if count else 0,
        replace(target, l1_available=left),
        function.location,
    )


def _count_block(export: ir.Operation) -> ir.Block | None:
    for region in export.regions:
        for block in region.blocks:
            return block
    return None


def _set_workgroup_count(export: ir.Operation, count: WorkgroupCount | None) -> None:
    block = _count_block(export)
    if count is None or block is None:
        return
    operations = [op.operation for op in block.operations]
    terminator = operations[-1]
    with ir.InsertionPoint(terminator), export.location:
        workload = list(block.arguments)[1:]
        for axis, entry in enumerate(count):
            terminator.operands[axis] = materialize(entry, workload)
    for op in reversed(operations[:-1]):
        op.erase()


def _replace_by_binary(variant: ir.Operation, binary: bytes) -> None:
    data = ir.DenseElementsAttr.get(
        np.frombuffer(binary, np.uint8),
        type=ir.IntegerType.get_signless(8),
        shape=[len(binary)],
    )
    with ir.InsertionPoint(variant), variant.location:
        ir.Operation.create(
            "hal.executable.binary",
            attributes={
                "sym_name": variant.attributes["sym_name"],
                "sym_visibility": ir.StringAttr.get("public"),
                "format": ir.StringAttr.get(EXECUTABLE_FORMAT),
                "mime_type": ir.StringAttr.get("application/x-flatbuffers"),
                "data": data,
            },
        )
    variant.erase()
