# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The circular buffers of an attention program, by name.

`exact` programs split every f32 operand of a product into two TF32 parts, `high` and `low`, since SrcA
and SrcB hold no more; others have one part, the operand itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Attention.analysis import SIDE, AttentionShape
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import ELEMENTS, TILE_ELEMENTS, Element
from iree.tenstorrent.compiler.Conversion.Frame.window import WINDOW_BYTES
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat, UnpackToDestMode

STAGING_BYTES = 8192
_OTHERS = {
    # f16 has too little range for sums: it becomes f32 on the way in and out.
    "f16": Element(2, "half_bits", "uint32_t", DataFormat.FLOAT32),
    "i1": Element(1, "uint8_t", "uint32_t", DataFormat.INT32),
}


def tile_count(size: int) -> int:
    """Tiles along a dimension."""
    return -(-size // SIDE)


def tiles(size: index.Scalar) -> index.Scalar:
    """The same in a kernel, where the size may be known only there."""
    return index.ceil_div(size, SIDE)


def element(element_type: str) -> Element:
    """How elements of a binding look in L1."""
    return _OTHERS.get(element_type) or ELEMENTS[element_type]


@dataclass(frozen=True)
class Buffers:
    """All buffers, by name, and what the kernels ask of them."""

    buffers: dict[str, CircularBuffer]
    # Names of the parts of each operand of a product.
    parts: dict[str, tuple[str, ...]]
    # Whether the kernels unpack and pack more than one format.
    mixed: bool

    def __getitem__(self, name: str) -> int:
        return self.buffers[name].index

    def at_memory(self, name: str) -> str:
        """The buffer that goes to or comes from a binding: of rows, or where it has tiles, of these."""
        rows = f"{name}_rows"
        return rows if rows in self.buffers else name

    @property
    def indices(self) -> dict[str, int]:
        """Names for a kernel's circular_buffers attribute."""
        return {f"cb_{name}": buffer.index for name, buffer in self.buffers.items()}

    def products(self, left: str, right: str) -> list[tuple[int, int]]:
        """Buffers whose products add up to that of two operands, the least left out."""
        a, b = self.parts[left], self.parts[right]
        pairs = [(x, y) for i, x in enumerate(a) for j, y in enumerate(b) if i + j < 2]
        return [(self[x], self[y]) for x, y in pairs]


def plan_buffers(shape: AttentionShape, exact: bool) -> Buffers:
    """Raises Reject where the operands' types do not go together."""
    operands = {"q": shape.q, "k": shape.k, "v": shape.v}
    found = {element(matrix.element_type).format for matrix in operands.values()}
    if len(found) > 1:
        raise Reject("attention on operands of different types")
    product_format = found.pop()
    exact = exact and product_format == DataFormat.FLOAT32
    plan: dict[str, tuple[DataFormat, int, bool]] = {}  # format, pages, wide
    parts: dict[str, tuple[str, ...]] = {}

    def operand(name: str, width: int) -> None:
        is_tiled = operands[name].is_tiled
        if not is_tiled:
            plan[f"{name}_rows"] = _rows(product_format, 2 * width, exact)
        plan[name] = (product_format, 2 * width if is_tiled else width, exact)
        split(name, width)

    def split(name: str, width: int) -> None:
        parts[name] = (name,)
        if exact:
            parts[name] = (f"{name}_high", f"{name}_low")
            plan.update({part: (product_format, width, False) for part in parts[name]})

    depth, columns = tile_count(shape.depth), tile_count(shape.columns)
    operand("q", depth)
    operand("k", depth)
    operand("v", columns)
    if shape.mask is not None:
        mask_format = element(shape.mask.element_type).format
        wide = mask_format in (DataFormat.FLOAT32, DataFormat.INT32)
        if not shape.mask.is_tiled:
            plan["mask_rows"] = _rows(mask_format, 2, wide)
        plan["mask"] = (mask_format, 2 if shape.mask.is_tiled else 1, wide)
    if shape.has_edge:
        plan["edge"] = (DataFormat.INT32, 1, True)
    plan["ones"] = (product_format, 1, False)
    parts["ones"] = ("ones",)
    plan["scores"] = (DataFormat.FLOAT32, 1, True)
    plan["scores_tf32"] = (DataFormat.FLOAT32, 1, False)
    plan["peak"] = (DataFormat.FLOAT32, 1, False)
    for name in ("maximum", "total"):
        plan[name] = (DataFormat.FLOAT32, 2, True)
    plan["rescale"] = (DataFormat.FLOAT32, 1, True)
    if exact:
        split("weights", 1)
    else:
        plan["weights"] = (product_format, 1, False)
        parts["weights"] = ("weights",)
    plan["sums"] = (DataFormat.FLOAT32, columns + 1, True)
    result_format = element(shape.result.element_type).format
    is_tiled = shape.result.is_tiled
    pages = 2 * columns if is_tiled else columns
    plan["result"] = (result_format, pages, result_format == DataFormat.FLOAT32)
    if not is_tiled:
        plan["result_rows"] = (result_format, 2 * columns, False)
    buffers = {
        name: _buffer(index, *description) for index, (name, description) in enumerate(plan.items())
    }
    formats = {description[0] for description in plan.values()}
    for name, size in (("window", WINDOW_BYTES), ("staging", STAGING_BYTES)):
        buffers[name] = CircularBuffer(len(buffers), DataFormat.UINT32, size, 1)
    return Buffers(buffers, parts, len(formats) > 1)


def _rows(data_format: DataFormat, pages: int, exact: bool) -> tuple[DataFormat, int, bool]:
    """A buffer to tilize from. Only what is declared an integer gets to DST with all its 32 bits."""
    return (DataFormat.UINT32 if exact else data_format, pages, exact)


def _buffer(index: int, data_format: DataFormat, pages: int, wide: bool) -> CircularBuffer:
    size = TILE_ELEMENTS * (2 if data_format == DataFormat.FLOAT16_B else 4)
    mode = UnpackToDestMode.UNPACK_TO_DEST_FP32 if wide else UnpackToDestMode.DEFAULT
    return CircularBuffer(index, data_format, size, pages, mode)
