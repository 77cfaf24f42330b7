# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The window through which data-movement kernels see pages of DRAM (preludes/elements.h)."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat

WINDOW_LINES = 8
# Units of 64 bytes for elements that lie far apart: a batch, or as many as a transposed operand's
# innermost loop likes to find again in the next row.
FEW_UNITS, MANY_UNITS = 64, 1024


def window_bytes(units: int = FEW_UNITS) -> int:
    """L1 bytes, a multiple of 64."""
    size = WINDOW_LINES * 4100 + units * 68 + 64
    return -(-size // 64) * 64


WINDOW_BYTES = window_bytes()


def window_buffer(index: int, units: int = FEW_UNITS) -> CircularBuffer:
    return CircularBuffer(index, DataFormat.UINT32, window_bytes(units), 1)


def open_window(cb: int, units: int = FEW_UNITS) -> ir.Value:
    """Opens the window in a circular buffer of `window_buffer`."""
    l1 = tt.get_write_ptr(cb, name="window_l1")
    return tt.open_window(l1, WINDOW_LINES, units, name="window")
