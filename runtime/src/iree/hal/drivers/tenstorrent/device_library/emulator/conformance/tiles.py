# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tiles and interleaved buffers, as tt-metal lays them out, from and to numpy arrays."""

from __future__ import annotations

import ml_dtypes
import numpy as np
from device import Device
from numpy.typing import NDArray

Array = NDArray[np.float32]

# tt::DataFormat -> the elements' type.
FLOAT32, FLOAT16_B, BFP8_B, INT32, UINT16, UINT32 = 0, 5, 6, 8, 9, 24
DTYPES: dict[int, np.dtype] = {
    FLOAT32: np.dtype(np.float32),
    FLOAT16_B: np.dtype(ml_dtypes.bfloat16),
    INT32: np.dtype(np.int32),
    UINT16: np.dtype(np.uint16),
    UINT32: np.dtype(np.uint32),
}


def tile_size(data_format: int) -> int:
    """Bytes of a 32 x 32 tile."""
    if data_format == BFP8_B:
        return 64 + 1024
    return 1024 * DTYPES[data_format].itemsize


def to_tiles(matrix: Array, data_format: int = FLOAT16_B) -> bytes:
    """A matrix of whole tiles (leading dimensions are stacked), tile after tile, row of tiles after row."""
    rows, columns = matrix.shape[-2:]
    flat = matrix.reshape(-1, rows // 32, 2, 16, columns // 32, 2, 16)
    # Of a tile: faces by row and column, then the face's rows.
    tiles = flat.transpose(0, 1, 4, 2, 5, 3, 6)
    if data_format == BFP8_B:
        return _to_bfp8(np.ascontiguousarray(tiles, np.float32).reshape(-1, 64, 16))
    return np.ascontiguousarray(tiles).astype(DTYPES[data_format]).tobytes()


def _to_bfp8(blocks: Array) -> bytes:
    """Tiles of 64 blocks: their exponents, then signs and magnitudes of 7 bits, to nearest even as the host rounds."""
    exponents = np.frexp(np.abs(blocks).max(axis=-1))[1] - 1
    steps = np.ldexp(np.float32(1), exponents - 6)[..., None]
    magnitudes = np.minimum(np.rint(np.abs(blocks) / steps), 127).astype(np.uint8)
    elements = magnitudes | np.where((blocks < 0) & (magnitudes > 0), 128, 0).astype(np.uint8)
    biased = np.where(np.any(blocks, axis=-1), exponents + 127, 0).astype(np.uint8)
    return np.concatenate([biased, elements.reshape(-1, 1024)], axis=1).tobytes()


def _from_bfp8(data: bytes) -> Array:
    tiles = np.frombuffer(data, np.uint8).reshape(-1, 64 + 1024)
    elements = tiles[:, 64:].reshape(-1, 64, 16)
    steps = np.ldexp(np.float32(1), tiles[:, :64].astype(np.int32) - 127 - 6)[..., None]
    signs = np.where(elements & 128, -1, 1).astype(np.float32)
    return np.asarray(signs * (elements & 127) * steps, np.float32)


def from_tiles(data: bytes, shape: tuple[int, ...], data_format: int = FLOAT16_B) -> Array:
    """The inverse of to_tiles, as f32 (integers stay)."""
    rows, columns = shape[-2:]
    is_block = data_format == BFP8_B
    flat = _from_bfp8(data) if is_block else np.frombuffer(data, DTYPES[data_format])
    tiles = flat.reshape(-1, rows // 32, columns // 32, 2, 2, 16, 16)
    matrix = tiles.transpose(0, 1, 3, 5, 2, 4, 6).reshape(shape)
    if is_block:
        return matrix
    return matrix.astype(np.float32) if DTYPES[data_format].kind in "fV" else matrix


class Allocator:
    """Hands out bank addresses in the device's DRAM, in steps of the arena's page."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self._next = device.info.dram_arena_base

    def take(self, pages: int, page_size: int) -> Interleaved:
        """An interleaved buffer."""
        buffer = Interleaved(self.device, self._next, pages, page_size)
        step = self.device.info.dram_page_size
        rows = -(-pages // self.device.info.dram_bank_count)
        self._next += -(-rows * buffer.stride // step) * step
        return buffer


class Interleaved:
    """A buffer whose pages are dealt to the DRAM banks in turn."""

    def __init__(self, device: Device, address: int, pages: int, page_size: int) -> None:
        self._device = device
        self.address = address
        self.pages = pages
        self.page_size = page_size
        alignment = device.info.dram_read_alignment
        self.stride = -(-page_size // alignment) * alignment

    def write(self, data: bytes) -> None:
        """Writes all pages."""
        assert len(data) == self.pages * self.page_size
        for page in range(self.pages):
            at = page * self.page_size
            for offset, start, end in self._pieces(page):
                self._device.write(offset, data[at + start : at + end])

    def read(self) -> bytes:
        """Reads all pages."""
        return b"".join(
            self._device.read(offset, end - start)
            for page in range(self.pages)
            for offset, start, end in self._pieces(page)
        )

    def _pieces(self, page: int) -> list[tuple[int, int, int]]:
        """(offset in the arena, start, end) of the parts of a page that lie in one arena page each."""
        info = self._device.info
        bank = page % info.dram_bank_count
        first = self.address - info.dram_arena_base + page // info.dram_bank_count * self.stride
        pieces = []
        start = 0
        while start < self.page_size:
            row, inside = divmod(first + start, info.dram_page_size)
            end = min(self.page_size, start + info.dram_page_size - inside)
            offset = (row * info.dram_bank_count + bank) * info.dram_page_size + inside
            pieces.append((offset, start, end))
            start = end
        return pieces
