# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Element types in memory and in circular buffers, and the buffers that tiles go through."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat, UnpackToDestMode

TILE_ELEMENTS = 1024


@dataclass(frozen=True)
class Element:
    """An element type in memory and in its circular buffer. C++ types as the kernel library has them."""

    size: int  # bytes in memory
    memory_type: str
    buffer_type: str
    format: DataFormat

    @property
    def is_converted(self) -> bool:
        return self.memory_type != self.buffer_type

    @property
    def places_in_a_byte(self) -> int:
        """What places in DRAM count: bytes (1) or half bytes (2)."""
        return 2 if self.memory_type == "packed_i4" else 1

    @property
    def page_size(self) -> int:
        return TILE_ELEMENTS * self.buffer_size

    @property
    def buffer_size(self) -> int:
        """Bytes in the circular buffer."""
        return 2 if self.buffer_type == "uint16_t" else 4


# Narrow integers travel as 32-bit ones: the unpacker does not bring int8 to a 32-bit DST.
ELEMENTS = {
    "f32": Element(4, "uint32_t", "uint32_t", DataFormat.FLOAT32),
    "bf16": Element(2, "uint16_t", "uint16_t", DataFormat.FLOAT16_B),
    "f16": Element(2, "uint16_t", "uint16_t", DataFormat.FLOAT16),
    "i32": Element(4, "uint32_t", "uint32_t", DataFormat.INT32),
    "i16": Element(2, "int16_t", "int32_t", DataFormat.INT32),
    "i8": Element(1, "int8_t", "int32_t", DataFormat.INT32),
}

# i64 that a kernel only needs the low 32 bits of, or that is an extended i32.
WIDE_INTEGER = Element(8, "int64_t", "int32_t", DataFormat.INT32)
# Two i4 in a byte. Their places in DRAM are counted in half bytes.
PACKED_I4 = Element(1, "packed_i4", "int32_t", DataFormat.INT32)


def tile_buffer(cb: int, data_format: DataFormat, page_size: int, pages: int = 2) -> CircularBuffer:
    """At least two pages, so that the processors on both sides work at the same time."""
    wide = data_format in (DataFormat.FLOAT32, DataFormat.INT32)
    mode = UnpackToDestMode.UNPACK_TO_DEST_FP32 if wide else UnpackToDestMode.DEFAULT
    return CircularBuffer(cb, data_format, page_size, pages, mode)
