# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Constant tensors inside a dispatch: tables that kernels put into L1."""

from __future__ import annotations

import struct

from iree.tenstorrent.compiler.Conversion.Expression.graph import Access
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import Element


def table_words(access: Access, element: Element) -> list[int]:
    """A table as it lies in L1: a 32-bit word an element, of 16 bits for 16-bit buffers."""
    values = [_buffer_bits(bits, access.element_type) for bits in access.table]
    if element.buffer_size == 4:
        return values
    values += [0] * (len(values) % 2)
    return [low | high << 16 for low, high in zip(values[::2], values[1::2], strict=True)]


def _buffer_bits(bits: int, element_type: str) -> int:
    """A constant node's bits as its circular buffer has them."""
    if element_type == "bf16":
        return bits >> 16
    if element_type == "f16":
        value = struct.unpack("<f", struct.pack("<I", bits))[0]
        return int(struct.unpack("<H", struct.pack("<e", value))[0])
    return bits
