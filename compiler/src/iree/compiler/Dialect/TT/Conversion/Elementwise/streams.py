# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How an elementwise program uses buffers: circular buffers, what goes through them, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Reject
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import (
    ELEMENTS,
    Element,
    tile_buffer,
)
from iree.tenstorrent.compiler.Target.program import CircularBuffer

# Indices of circular buffers.
FIRST_LOAD, MAX_LOADS = 0, 14
FIRST_OUTPUT, MAX_OUTPUTS = 14, 8
FIRST_INTERMEDIATE = 22
WINDOW, STAGING = 30, 31

# For each output: a tile of 32-bit elements, and room to agree with any offset.
STAGING_BYTES = 4096 + 64


@dataclass(frozen=True)
class Stream:
    """A load or a store of the whole iteration space through one circular buffer."""

    cb: int
    name: str
    binding: int
    element: Element
    # Bytes to the first element from the binding's start.
    base: int
    # (size, step in elements) of each dimension, outermost first.
    dims: tuple[tuple[int, int], ...]

    @property
    def is_contiguous(self) -> bool:
        step = 1
        for size, stride in reversed(self.dims):
            if size != 1 and stride != step:
                return False
            step *= size
        return True

    @property
    def circular_buffer(self) -> CircularBuffer:
        return tile_buffer(self.cb, self.element.format, self.element.page_size)


def stream(cb: int, name: str, access: Access, sizes: tuple[int, ...]) -> Stream:
    """The stream of an access. Raises Reject where something is not known at compile time."""
    element = ELEMENTS.get(access.element_type)
    if element is None:
        raise Reject(f"elements of type {access.element_type} in memory")
    offset = access.offset.number("a dynamic offset")
    base = access.byte_offset.number("a dynamic offset") + offset * element.size
    strides = [stride.number() for stride in access.strides]
    dims = tuple(zip(sizes, strides, strict=True)) or ((1, 0),)
    return Stream(cb, name, access.binding, element, base, dims)
