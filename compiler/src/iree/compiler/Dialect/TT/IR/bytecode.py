# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The bytes of a `dense_resource`, which IREE's bindings do not give.

MLIR's bytecode has them as they are, so a module with the attribute is written as bytecode, and its
resource section read (https://mlir.llvm.org/docs/BytecodeFormat).
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from iree.compiler import ir

_MAGIC = b"ML\xefR"
_RESOURCES = 5
_PADDING = 0xCB


class BytecodeError(Exception):
    """The bytecode is not what this reader knows."""


def resource_bytes(attribute: ir.Attribute) -> memoryview:
    """The elements of a dense_resource attribute."""
    with attribute.context, ir.Location.unknown():
        module = ir.Module.create().operation
        module.attributes["resource"] = attribute
        file = io.BytesIO()
        module.write_bytecode(file)
    return _only_resource(file.getbuffer())


@dataclass
class _Cursor:
    data: memoryview
    place: int = 0

    def byte(self) -> int:
        value = self.data[self.place]
        self.place += 1
        return value

    def number(self) -> int:
        """A number whose first byte has as many zeros at its end as bytes follow it."""
        first = self.byte()
        if first == 0:
            self.place += 8
            return int.from_bytes(self.data[self.place - 8 : self.place], "little")
        more = (first & -first).bit_length() - 1
        self.place += more
        whole = int.from_bytes(self.data[self.place - more - 1 : self.place], "little")
        return whole >> (more + 1)

    def align(self, alignment: int) -> None:
        while self.place % alignment:
            if self.byte() != _PADDING:
                raise BytecodeError("no padding where bytecode is aligned")


def _only_resource(data: memoryview) -> memoryview:
    if bytes(data[:4]) != _MAGIC:
        raise BytecodeError("no bytecode")
    cursor = _Cursor(data, 4)
    cursor.number()  # version
    while cursor.byte():  # producer
        pass
    while cursor.place < len(data):
        kind = cursor.byte()
        length = cursor.number()
        if kind & 0x80:
            cursor.align(cursor.number())
        if kind & 0x7F == _RESOURCES:
            alignment, size = cursor.number(), cursor.number()
            cursor.align(alignment)
            return data[cursor.place : cursor.place + size]
        cursor.place += length
    raise BytecodeError("no resource in the bytecode")
