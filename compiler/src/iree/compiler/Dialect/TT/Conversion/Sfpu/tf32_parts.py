# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An f32 tile in DST as two tiles of TF32, which the FPU's operands hold without loss.

x = high + low: high is x rounded to 10 bits of significand, low what is left, of which SrcB keeps 11 bits and SrcA
10: in SrcA the last bit of a TF32 number enters no product. The error is below 2^-20 of x. Products of parts without
low * low are those of f32 to about 2^-19.
"""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment, allocate_one
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg, TileProgram

# Sign, exponent and 10 bits of significand, the implied one included; half of the last one.
_TF32_BITS, _TF32_HALF = 0xFFFFC000, 0x2000


def part_registers(program: TileProgram, value: Reg) -> tuple[Reg, Reg]:
    """Adds the split of a register to a tile program: high and low."""
    bits = program.tile("add_unary_tile_int32", value, immediates=(_TF32_HALF,), is_float=False)
    high = program.tile("bitwise_and_tile", bits, immediates=(_TF32_BITS,), is_float=True)
    return high, program.tile("sub_binary_tile", value, high, is_float=True)


def split_segment(value: int) -> Segment:
    """The split of what is in DST tile `value`: outputs 0 and 1 are high and low. Takes one more tile."""
    program = TileProgram()
    parts = part_registers(program, program.leaf(0, is_float=True))
    return allocate_one(program, list(parts), range(2), {0: value})
