# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Gives calls of one dispatch whose tensors lie in different places of L1 executables of their own."""

from __future__ import annotations

from collections.abc import Mapping

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import Call
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.Target.executable_ops import body, symbol
from iree.tenstorrent.compiler.Target.strategy import Dispatch, find_function

# Of the bindings of a call that are in L1.
_Places = Mapping[int, Shards]


def specialize(
    module: ir.Operation,
    dispatches: Mapping[Export, Dispatch],
    calls: Mapping[Call, _Places],
) -> list[tuple[Export, ir.Operation, _Places]]:
    """Each dispatch's functions, with what their calls have in L1. The first of calls that differ
    keeps the dispatch; the others are changed to call copies. Nothing is marked until all copies
    are made."""
    functions: list[tuple[Export, ir.Operation, _Places]] = []
    versions: dict[Export, dict[tuple[tuple[int, Shards], ...], Export]] = {}
    for call, places in calls.items():
        if call.export not in dispatches:
            continue
        own = versions.setdefault(call.export, {})
        key = tuple(sorted(places.items()))
        if key in own:
            _redirect(call, own[key])
        elif not own:
            own[key] = call.export
            functions.append((call.export, dispatches[call.export].function, places))
        else:
            own[key], function = _copy(module, call.export, len(own))
            _redirect(call, own[key])
            functions.append((call.export, function, places))
    return functions


def _copy(module: ir.Operation, export: Export, number: int) -> tuple[Export, ir.Operation]:
    """A copy of an export, alone in an executable, and the copy's function."""
    executables = body(module, "hal.executable")
    original = next(op for op in executables if symbol(op) == export.executable)
    taken = {symbol(op) for op in body(module) if "sym_name" in op.attributes}
    suffix = f"_l1_{number}"
    while export.executable + suffix in taken:
        suffix += "_"
    copy = Export(export.executable + suffix, export.name + suffix)
    with ir.InsertionPoint(original):
        executable = original.clone()
    _rename(executable, copy.executable)
    (variant,) = body(executable, "hal.executable.variant")
    for op in body(variant, "hal.executable.export"):
        if symbol(op) == export.name:
            _rename(op, copy.name)
        else:
            op.erase()
    (inner,) = body(variant, "builtin.module")
    function = find_function(inner, export.name)
    _rename(function, copy.name)
    return copy, function


def _rename(op: ir.Operation, name: str) -> None:
    op.attributes["sym_name"] = ir.StringAttr.get(name, op.context)


def _redirect(call: Call, export: Export) -> None:
    path = ir.SymbolRefAttr(ir.ArrayAttr(call.op.attributes["entry_points"])[0]).value
    own = ir.SymbolRefAttr.get([export.executable, *path[1:-1], export.name], call.op.context)
    call.op.attributes["entry_points"] = ir.ArrayAttr.get([own], call.op.context)
