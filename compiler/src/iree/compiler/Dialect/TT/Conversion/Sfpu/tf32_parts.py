# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An f32 tile in DST as two tiles of TF32, which the FPU's operands hold without loss.

x = high + low: high is x rounded to 11 bits of significand, low what is left, of which TF32 keeps 11
bits: the error is below 2^-23 of x. Products of parts without low * low are those of f32 to about 2^-21.
"""

from __future__ import annotations

from collections.abc import Callable

from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg, TileProgram
from iree.tenstorrent.compiler.IR import tt

# Sign, exponent and 10 bits of significand; half of the last one.
_TF32_BITS, _TF32_HALF = 0xFFFFE000, 0x1000


def split_into_parts(value: Callable[[int], None]) -> None:
    """`value(dst)` builds code that puts x into a DST tile, using tile 2 if it must; DST tiles 0 and 1
    become high and low."""
    value(1)
    tt.copy_dest_values_init()
    tt.copy_dest_values(0, 1)
    tt.binop_with_scalar_tile_init()
    tt.add_unary_tile_int32(0, _TF32_HALF)
    tt.bitwise_and_tile_init()
    tt.bitwise_and_tile(0, _TF32_BITS)
    tt.sub_binary_tile_init()
    tt.sub_binary_tile(1, 0, 1)


def part_registers(program: TileProgram, value: Reg) -> tuple[Reg, Reg]:
    """As split_into_parts, in a tile program: high and low."""
    bits = program.tile("add_unary_tile_int32", value, immediates=(_TF32_HALF,), is_float=False)
    high = program.tile("bitwise_and_tile", bits, immediates=(_TF32_BITS,), is_float=True)
    return high, program.tile("sub_binary_tile", value, high, is_float=True)
