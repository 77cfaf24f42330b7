# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Decides for a whole module, at phase `flow`, which tensors lie in DRAM as tiles.

A tensor does if all dispatches that see it can read or write it so, and matrix products are among
them, or see what these make of it. Calls of one dispatch have the same layouts. A dispatch that is
elementwise need not know: in which order it goes through its tensors is the same to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Layout import constants, marks
from iree.tenstorrent.compiler.Conversion.Layout.offers import Offer, TilingStrategies
from iree.tenstorrent.compiler.Conversion.Layout.tensors import (
    Access,
    Export,
    Program,
    Tensor,
    read_program,
)
from iree.tenstorrent.compiler.Target.target_config import TargetConfig


def assign(module: ir.Operation, strategies: TilingStrategies, target: TargetConfig) -> None:
    """Marks the loads and stores of tensors that are to lie as tiles, and packs constants among them.
    Leaves a module alone that has marks already."""
    program = read_program(module)
    if not program.tensors or any(marks.check(op) for op in program.functions.values()):
        return
    offers = {
        export: Offer(function, strategies, target)
        for export, function in program.functions.items()
    }
    tiled = _useful(program, _accepted(program, offers), offers)
    for tensor in _turned(program, tiled, offers):
        tensor.kind = marks.TRANSPOSED
    by_export = _by_export(program, tiled, offers)
    for export, layouts in by_export.items():
        if not offers[export].accepted(layouts) == layouts:
            raise marks.LayoutError(f"'{export.name}' no longer takes its layouts")
        offers[export].mark(layouts)
    for tensor in tiled:
        _check(program, tensor, by_export, offers)
        if tensor.constant is not None:
            constants.pack(tensor.constant, tensor.kind, tensor.columns)


def _check(
    program: Program,
    tensor: Tensor,
    by_export: Mapping[Export, Mapping[int, str]],
    offers: Mapping[Export, Offer],
) -> None:
    for access in tensor.accesses:
        export = program.calls[access.call]
        layout = by_export[export].get(access.argument, "")
        if layout != tensor.layout and not offers[export].permuted:
            raise marks.LayoutError(f"'{export.name}' has a tensor of '{layout}{tensor.layout}'")


def _accepted(program: Program, offers: Mapping[Export, Offer]) -> list[Tensor]:
    """The tensors that all their dispatches take as tiles: all of them, less those that a dispatch
    refuses, until none does."""
    tiled = program.tensors
    while True:
        taken = {
            export: offers[export].accepted(layouts)
            for export, layouts in _by_export(program, tiled, offers).items()
        }
        fitting = {
            Access(call, argument)
            for call, export in enumerate(program.calls)
            for argument in taken.get(export, ())
        }
        fitting |= _accesses_in_order(program, tiled, offers)
        kept = [tensor for tensor in tiled if all(access in fitting for access in tensor.accesses)]
        if len(kept) == len(tiled):
            return kept
        tiled = kept


def _accesses_in_order(
    program: Program, tiled: Iterable[Tensor], offers: Mapping[Export, Offer]
) -> set[Access]:
    """Those of elementwise dispatches all of whose tensors have the same order."""
    columns: dict[int, dict[Access, int]] = {}
    for tensor in tiled:
        for access in tensor.accesses:
            columns.setdefault(access.call, {})[access] = tensor.columns
    return {
        access
        for call, own in columns.items()
        if {access.argument for access in own} == offers[program.calls[call]].permuted
        and len(set(own.values())) == 1
        for access in own
    }


def _by_export(
    program: Program, tiled: Iterable[Tensor], offers: Mapping[Export, Offer]
) -> dict[Export, dict[int, str]]:
    """The layouts that each dispatch has in all of its calls; elementwise ones have none."""
    by_call: list[dict[int, str]] = [{} for _ in program.calls]
    for tensor in tiled:
        for access in tensor.accesses:
            if not offers[program.calls[access.call]].permuted:
                by_call[access.call][access.argument] = tensor.layout
    layouts: dict[Export, dict[int, str]] = {}
    for export, own in zip(program.calls, by_call, strict=True):
        if export in layouts:
            common = layouts[export].items() & own.items()
            layouts[export] = dict(sorted(common))
        elif export in program.functions:
            layouts[export] = dict(sorted(own.items()))
    return layouts


def _turned(
    program: Program, tiled: Iterable[Tensor], offers: Mapping[Export, Offer]
) -> list[Tensor]:
    """The constants whose tiles each dispatch would transpose, in all of its calls."""
    slots: dict[tuple[Export, int], list[Tensor]] = {}
    for tensor in tiled:
        for access in tensor.accesses:
            slots.setdefault((program.calls[access.call], access.argument), []).append(tensor)
    by_export = _by_export(program, tiled, offers)
    stay = {
        (export, argument)
        for export, argument in slots
        if argument not in offers[export].turned(by_export[export])
    }
    while True:
        turned = [
            tensor
            for tensor in tiled
            if tensor.constant is not None
            and not any((program.calls[a.call], a.argument) in stay for a in tensor.accesses)
        ]
        others = {slot for slot, own in slots.items() if any(t not in turned for t in own)}
        if others <= stay:
            return turned
        stay |= others


def _useful(
    program: Program, tensors: list[Tensor], offers: Mapping[Export, Offer]
) -> list[Tensor]:
    """Those that a strategy sees, or that come with one that it sees through elementwise dispatches."""

    def calls(tensor: Tensor) -> set[int]:
        return {access.call for access in tensor.accesses}

    elementwise = {
        access.call
        for tensor in tensors
        for access in tensor.accesses
        if offers[program.calls[access.call]].permuted
    }
    useful = [tensor for tensor in tensors if calls(tensor) - elementwise]
    while True:
        joined = {call for tensor in useful for call in calls(tensor) & elementwise}
        more = [tensor for tensor in tensors if tensor in useful or calls(tensor) & joined]
        if len(more) == len(useful):
            return useful
        useful = more
