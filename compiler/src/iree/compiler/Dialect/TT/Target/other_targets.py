# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Executable variants for IREE's own targets, in a module that is also for ours.

Each is compiled by IREE's pipeline in a module of its own, so that it becomes what the stock tool makes of
it; the host side around it is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.device_attributes import BACKEND
from iree.tenstorrent.compiler.Target.executable_ops import body, symbol, variants
from iree.tenstorrent.compiler.Target.invocation import Compiler


@dataclass(frozen=True)
class ForeignBinary:
    """The hal.executable.binary that stands for a variant in the end, in a module that keeps it alive."""

    executable: str
    variant: str
    binary: ir.Operation
    module: ir.Module


def translate(compiler: Compiler, module: ir.Operation) -> list[ForeignBinary]:
    """Compiles the variants of a module at phase executable-sources that are not ours.

    In place they get their exports' final workgroup counts and lose their inner modules."""
    return [
        _translate(compiler, executable, variant)
        for executable, variant, backend in list(variants(module))
        if backend != BACKEND
    ]


def serialize(module: ir.Operation, binaries: Sequence[ForeignBinary]) -> None:
    """Puts the binary in each of these variants' places."""
    found = {(item.executable, item.variant): item.binary for item in binaries}
    for executable, variant, backend in list(variants(module)):
        if backend != BACKEND:
            found[(symbol(executable), symbol(variant))].clone(ip=ir.InsertionPoint(variant))
            variant.erase()


def _translate(
    compiler: Compiler, executable: ir.Operation, variant: ir.Operation
) -> ForeignBinary:
    with variant.location:
        module = ir.Module.create()
    # Any registered device will do: the target says what is compiled.
    device = f'#hal.device.target<"local", [{variant.attributes["target"]}]> : !hal.device'
    attribute = ir.ArrayAttr.get([ir.Attribute.parse(device)])
    module.operation.attributes["hal.device.targets"] = attribute
    copy = executable.clone(ip=ir.InsertionPoint(module.body)).operation
    # Nothing in this module calls it.
    copy.attributes["sym_visibility"] = ir.StringAttr.get("public")
    for other in body(copy, "hal.executable.variant"):
        if symbol(other) != symbol(variant):
            other.erase()
    compiler.run(module.operation, "executable-sources", "executable-targets")
    _take_exports(variant, _executable_op(module, "hal.executable.variant"))
    compiler.run(module.operation, "executable-targets", "hal")
    binary = _executable_op(module, "hal.executable.binary")
    return ForeignBinary(symbol(executable), symbol(variant), binary, module)


def _take_exports(variant: ir.Operation, translated: ir.Operation) -> None:
    block = variant.regions[0].blocks[0]
    for op in body(variant):
        op.erase()
    for op in body(translated):
        if op.name != "builtin.module":
            op.clone(ip=ir.InsertionPoint(block))


def _executable_op(module: ir.Module, name: str) -> ir.Operation:
    return body(body(module.operation, "hal.executable")[0], name)[0]
