# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The table of the TT dialect's operations: `OPS`, by name in `OPS_BY_NAME`."""

from __future__ import annotations

from iree.tenstorrent.compiler.IR.op_spec import OpSpec
from iree.tenstorrent.compiler.IR.op_table import (
    core,
    fpu,
    library,
    noc,
    sfpu_binary,
    sfpu_unary,
    tiles,
)

# Section title -> rows; the order is that of the reference page.
SECTIONS: dict[str, tuple[OpSpec, ...]] = {
    "Arguments, circular buffers, L1, semaphores": core.OPS,
    "Network on chip": noc.OPS,
    "Kernel library": library.OPS,
    "Tile registers, moving tiles, elementwise FPU": tiles.OPS,
    "FPU, whole tiles": fpu.OPS,
    "SFPU, one tile": sfpu_unary.OPS,
    "SFPU, two and three tiles": sfpu_binary.OPS,
}

OPS: tuple[OpSpec, ...] = tuple(spec for rows in SECTIONS.values() for spec in rows)
OPS_BY_NAME: dict[str, OpSpec] = {spec.name: spec for spec in OPS}

if len(OPS_BY_NAME) != len(OPS):
    raise ValueError("an operation stands twice in the table")
for _spec in OPS:
    if _spec.init is not None and OPS_BY_NAME[_spec.init].sets is None:
        raise ValueError(f"tt.{_spec.name}: tt.{_spec.init} initialises no unit")
