# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""--iree-tenstorrent-report=: how each dispatch was lowered, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Target.executables import LoweredExecutable, LoweredExport


def report_text(executables: Sequence[LoweredExecutable]) -> str:
    """A list with an entry a dispatch: lowering, work, kernels, L1 bytes, and why other strategies refused."""
    entries = [_entry(item, export) for item in executables for export in item.exports]
    return json.dumps(entries, indent=2) + "\n"


def _entry(item: LoweredExecutable, export: LoweredExport) -> dict[str, Any]:
    program = export.program
    location = program.source_location
    return {
        "executable": item.executable,
        "dispatch": program.name,
        "arch": item.target.arch,
        "location": str(location) if location else None,
        "lowering": program.lowering,
        "operations": export.operations,
        "calls": export.calls,
        "layouts": {
            str(binding): marks.parts(layout)[0]
            for binding, layout in sorted(export.layouts.items())
        },
        "l1_tensors": {str(binding): offset for binding, offset in program.l1_tensors},
        "rejected": [{"strategy": name, "reason": reason} for name, reason in export.rejections],
        "kernels": [
            {"name": kernel.name, "role": kernel.role.name.lower()} for kernel in program.kernels
        ],
        "circular_buffers": [
            {
                "index": buffer.index,
                "format": buffer.format.name,
                "page_size": buffer.page_size,
                "page_count": buffer.page_count,
            }
            for buffer in program.circular_buffers
        ],
        "l1_bytes": program.l1_bytes,
        "l1_region_size": program.l1_region_size,
        "max_cores": program.max_cores,
    }
