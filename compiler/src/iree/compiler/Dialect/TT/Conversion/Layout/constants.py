# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Constants of a module as tiles: packed when the program is compiled."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from iree.compiler import ir
from numpy.typing import NDArray

from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.tiles import TILE
from iree.tenstorrent.compiler.IR.bytecode import resource_bytes

_FACE = TILE // 2
_HEX = re.compile(r'dense<"0x([0-9A-F]*)">')


def pack(global_op: ir.Operation, kind: str, columns: int) -> None:
    """Gives a constant's util.global the elements of its tensor in a layout of tiles."""
    value = global_op.attributes["initial_value"]
    if is_splat(value):
        return
    tensor = ir.RankedTensorType(value.type)
    matrix = _elements(value, tensor).reshape(-1, columns)
    packed = tiles_of(matrix.T if kind == marks.TRANSPOSED else matrix)
    name = str(ir.StringAttr(global_op.attributes["sym_name"]).value)
    global_op.attributes["initial_value"] = ir.DenseResourceElementsAttr.get_from_buffer(
        packed.view(np.uint8).reshape(-1), f"{name}_tiles", tensor, 64, False
    )


def is_packable(value: ir.Attribute) -> bool:
    """Whether a tensor's value can be read."""
    return isinstance(value, ir.DenseElementsAttr) or str(value).startswith("dense_resource<")


def is_splat(value: ir.Attribute) -> bool:
    """Whether all elements are one, in whatever order."""
    return isinstance(value, ir.DenseElementsAttr) and bool(value.is_splat)


def tiles_of(matrix: NDArray[Any]) -> NDArray[Any]:
    """A matrix of whole tiles as a circular buffer has them: tiles in row-major order, each as four
    faces of 16x16."""
    rows, columns = matrix.shape
    grid = matrix.reshape(rows // TILE, 2, _FACE, columns // TILE, 2, _FACE)
    return np.ascontiguousarray(grid.transpose(0, 3, 1, 4, 2, 5))


def _elements(value: ir.Attribute, tensor: ir.RankedTensorType) -> NDArray[Any]:
    """A constant's bits."""
    size = 2 if str(tensor.element_type) in ("bf16", "f16") else 4
    data: bytes | memoryview
    if isinstance(value, ir.DenseElementsAttr):
        # The bindings give no bf16; the text has the bytes of so many elements.
        text = _HEX.match(str(value))
        assert text, "a constant of whole tiles is printed as its bytes"
        data = bytes.fromhex(text[1])
    else:
        data = resource_bytes(value)
    return np.frombuffer(data, f"<u{size}")
