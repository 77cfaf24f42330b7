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
# Pages, a batch of units, tags, and room for alignment.
WINDOW_BYTES = (WINDOW_LINES + 1) * 4096 + WINDOW_LINES * 4 + 96


def window_buffer(index: int) -> CircularBuffer:
    return CircularBuffer(index, DataFormat.UINT32, WINDOW_BYTES, 1)


def open_window(cb: int) -> ir.Value:
    """Opens the window in a circular buffer of `window_buffer`."""
    return tt.open_window(tt.get_write_ptr(cb, name="window_l1"), WINDOW_LINES, name="window")
