# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Pictures of digits with what the model took them for: as text, and as PNG files."""

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.mnist.digits import SIZE

Array = NDArray[Any]

_SHADES = " .:-=+*#%@"
_SCALE = 6
_MARGIN = 8
_RIGHT, _WRONG = (0, 120, 0), (200, 0, 0)

# Glyphs of 3x5 pixels, a row an octal digit.
_GLYPHS = ("75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111", "75757", "75717")


def as_text(images: Array, predictions: Sequence[int], labels: Sequence[int]) -> str:
    """The digits side by side, two characters a pixel, and below each the prediction; "7 (is 1)" where it is wrong."""
    rows = []
    for y in range(SIZE):
        shades = [_row_text(image.reshape(SIZE, SIZE)[y]) for image in images]
        rows.append("  ".join(shades).rstrip())
    captions = [
        f"{guess}" if guess == label else f"{guess} (is {label})"
        for guess, label in zip(predictions, labels, strict=True)
    ]
    rows.append("  ".join(f"{caption:^{2 * SIZE}}" for caption in captions).rstrip())
    return "\n".join(rows)


def write_png(
    path: Path, images: Array, predictions: Sequence[int], labels: Sequence[int], columns: int = 10
) -> None:
    """Writes the digits in a grid, the prediction beside each: green where it is right, red where it is wrong."""
    height, width = SIZE * _SCALE + _MARGIN, SIZE * _SCALE + 4 * _MARGIN
    rows = -(-len(images) // columns)
    page = np.full((rows * height, columns * width, 3), 255, np.uint8)
    for index, (image, guess, label) in enumerate(zip(images, predictions, labels, strict=True)):
        row, column = divmod(index, columns)
        cell = page[row * height : (row + 1) * height, column * width : (column + 1) * width]
        ink = np.kron(image.reshape(SIZE, SIZE), np.ones((_SCALE, _SCALE)))
        cell[: SIZE * _SCALE, : SIZE * _SCALE] = (255 * (1 - ink)).astype(np.uint8)[..., None]
        glyph = np.kron(_glyph(guess), np.ones((_SCALE // 2, _SCALE // 2))).astype(bool)
        corner = cell[: glyph.shape[0], SIZE * _SCALE + 2 :][:, : glyph.shape[1]]
        corner[glyph] = _RIGHT if guess == label else _WRONG
    path.write_bytes(_png(page))


def _row_text(row: Array) -> str:
    return "".join(2 * _SHADES[min(int(pixel * len(_SHADES)), len(_SHADES) - 1)] for pixel in row)


def _glyph(digit: int) -> Array:
    return np.array([[int(row) >> bit & 1 for bit in (2, 1, 0)] for row in _GLYPHS[digit]])


def _png(pixels: Array) -> bytes:
    """Encodes uint8[height, width, 3]: one chunk of zlib data, rows without filters."""
    height, width, _ = pixels.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
