# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Pieces of C++ that printed kernels may need above their function: the kernel library.

Each piece is a header of this folder without include guards; `requires` are pieces that stand
before it. A kernel's text contains the definitions that it uses, so that it is complete by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Prelude:
    """One piece; `name` is its file's."""

    name: str
    requires: tuple[str, ...] = ()

    def text(self) -> str:
        """The header's text without its licence."""
        return _text(self.name)


@cache
def _text(name: str) -> str:
    lines = (_FOLDER / f"{name}.h").read_text().splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if "SPDX-License-Identifier" in line)
    return "".join(lines[start + 1 :]).strip("\n") + "\n"


_PIECES = (
    Prelude("integer_division"),
    Prelude("float_conversion"),
    Prelude("float_min_max"),
    Prelude("float_remainder"),
    Prelude("arena"),
    Prelude("minifloat", ("float_bits",)),
    Prelude("float_bits"),
    Prelude("bit_counts"),
    Prelude("complex"),
    Prelude("page_cache"),
    Prelude("page_run", ("page_cache",)),
    Prelude("packed_elements", ("page_cache",)),
    Prelude("core_split"),
    Prelude("exponential", ("float_bits",)),
    Prelude("logarithm", ("float_bits",)),
    Prelude("power", ("exponential", "logarithm")),
    Prelude("roots", ("float_bits",)),
    Prelude("trigonometry", ("float_bits",)),
    Prelude("inverse_trigonometry", ("roots",)),
    Prelude("hyperbolic", ("exponential", "logarithm", "roots")),
    Prelude("error_function", ("exponential",)),
    Prelude("rounding", ("float_bits",)),
    Prelude("fused_multiply_add", ("float_bits",)),
    Prelude("copy_share"),
    Prelude("copy_runs"),
    Prelude("elements", ("arena", "float_conversion", "copy_runs")),
    Prelude("copies", ("elements",)),
    Prelude("block_transpose", ("arena",)),
    Prelude("blocks", ("elements",)),
    Prelude("shards", ("arena",)),
    Prelude("tile_blocks", ("blocks",)),
    Prelude("tile_lines", ("elements",)),
    Prelude("tile_parts", ("tile_lines",)),
    Prelude("slab", ("elements",)),
    Prelude("scatter", ("arena",)),
)

PRELUDES: dict[str, Prelude] = {piece.name: piece for piece in _PIECES}
