# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lowered executables as text: what --compile-to=tt-kernels prints."""

from __future__ import annotations

from collections.abc import Sequence

from iree.tenstorrent.compiler.Target.executables import LoweredExecutable
from iree.tenstorrent.compiler.Target.program import Program


def all_kernels(executables: Sequence[LoweredExecutable]) -> str:
    """Every kernel after a line that names it; each program after one that describes it."""
    return "\n".join(
        program_text(export.program) for item in executables for export in item.exports
    )


def program_text(program: Program) -> str:
    lines = [f"// program: {program.name} lowering: {program.lowering}"]
    for buffer in program.circular_buffers:
        lines.append(
            f"// circular buffer {buffer.index}: {buffer.format.name} "
            f"{buffer.page_count} x {buffer.page_size} bytes {buffer.unpack_to_dest_mode.name}"
        )
    config = program.compute_config
    lines.append(
        f"// compute: {config.math_fidelity.name} fp32_dest_acc_en={int(config.fp32_dest_acc_en)} "
        f"dst_full_sync_en={int(config.dst_full_sync_en)}"
    )
    for kernel in program.kernels:
        lines.append(f"// kernel: {kernel.name} role: {kernel.role.name.lower()}")
        lines.append(kernel.source)
    return "\n".join(lines) + "\n"
