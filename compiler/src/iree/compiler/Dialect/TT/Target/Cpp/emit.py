# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints a `tt.kernel` as the C++ source of a tt-metal kernel."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.IR.metal_api import DEFAULT_METAL_API, MetalApi
from iree.tenstorrent.compiler.IR.verifier import verify_kernel
from iree.tenstorrent.compiler.Target.Cpp.printer import Printer
from iree.tenstorrent.compiler.Target.Cpp.tables import HANDLERS, TYPE_HANDLERS


def emit_kernel(op: ir.Operation | ir.OpView, metal_api: MetalApi = DEFAULT_METAL_API) -> str:
    """The complete C++ text of one kernel, for a generation of tt-metal's API.

    Raises VerificationError for what breaks a rule of the dialect, PrintError for what no table can print."""
    kernel = KernelOp(op.operation)
    verify_kernel(kernel)
    printer = Printer(kernel, HANDLERS, TYPE_HANDLERS, metal_api)
    for name, index in kernel.circular_buffers.items():
        printer.statement(f"constexpr uint32_t {printer.fresh(name)} = {index};")
    printer.block(kernel.body)
    return printer.text()
