# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The operations that executables are made of: finding and naming them."""

from __future__ import annotations

from collections.abc import Iterator

from iree.compiler import ir

from iree.tenstorrent.compiler.Target import attribute_text


def body(op: ir.Operation, name: str = "") -> list[ir.Operation]:
    """The operations in an operation's only block, or those of one name."""
    inner = [op.operation for op in op.regions[0].blocks[0].operations]
    return [op for op in inner if op.name == name] if name else inner


def symbol(op: ir.Operation) -> str:
    return str(ir.StringAttr(op.attributes["sym_name"]).value)


def variants(module: ir.Operation) -> Iterator[tuple[ir.Operation, ir.Operation, str]]:
    """Each hal.executable.variant: its executable, the variant, its target's backend."""
    for executable in body(module, "hal.executable"):
        for variant in body(executable, "hal.executable.variant"):
            target = attribute_text.executable_target(variant.attributes["target"])
            yield executable, variant, target.backend
