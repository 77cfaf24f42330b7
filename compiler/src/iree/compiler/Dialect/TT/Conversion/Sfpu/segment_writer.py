# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The code of a tile program's segments inside a compute kernel: SFPU inits, unpacking, packing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import (
    Allocation,
    Instruction,
    Segment,
)
from iree.tenstorrent.compiler.IR import dialect, tt
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR.op_table import OPS_BY_NAME
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat


@dataclass(frozen=True)
class TilePort:
    """Where tiles of a load or an output are: tile `tile` from the front of a circular buffer."""

    cb: int
    format: DataFormat
    tile: index.Scalar = 0


class SegmentWriter:
    """Builds an allocation's code at the insertion point. The kernel has been initialised
    (`tt.init_sfpu` or an FPU init); tiles of all loads are at the front of their buffers.

    `reconfigure` says that the kernel unpacks or packs formats besides those of the ports and
    intermediates: then every copy and pack sets its format anew.
    """

    def __init__(
        self,
        loads: Sequence[TilePort],
        outputs: Sequence[TilePort],
        intermediates: Sequence[CircularBuffer] = (),
        reconfigure: bool = False,
    ) -> None:
        self.loads = loads
        self.outputs = outputs
        self.intermediates = [buffer.index for buffer in intermediates]
        sources = {port.format for port in loads}
        targets = {port.format for port in outputs}
        saved = {buffer.format for buffer in intermediates}
        # With one format everywhere the kernel's init has said it all.
        self.changes_unpack = reconfigure or len(sources | saved) > 1
        self.changes_pack = reconfigure or len(targets | saved) > 1
        self.sfpu_init = ""
        self.hoisted = ""

    def hoist_init(self, allocation: Allocation) -> None:
        """Puts the SFPU's init before the loop where the kernel needs only one."""
        inits = {
            _init_of(instruction)
            for segment in allocation.segments
            for instruction in segment.instructions
        } - {""}
        if len(inits) == 1:
            self.hoisted = inits.pop()
            dialect.build(self.hoisted, ())

    def segment(self, segment: Segment) -> None:
        """All of a segment: acquires DST, computes, packs results and intermediates a page each."""
        tt.tile_regs_acquire()
        self.compute(segment)
        tt.tile_regs_commit()
        for number in segment.last_uses:
            tt.cb_pop_front(self.intermediates[number], 1)
        for number, _ in segment.outputs:
            tt.cb_reserve_back(self.outputs[number].cb, 1)
        for number, _ in segment.saves:
            tt.cb_reserve_back(self.intermediates[number], 1)
        tt.tile_regs_wait()
        for number, slot in segment.outputs:
            self.pack(slot, self.outputs[number].cb)
        for number, slot in segment.saves:
            self.pack(slot, self.intermediates[number])
        tt.tile_regs_release()
        for number, _ in segment.outputs:
            tt.cb_push_back(self.outputs[number].cb, 1)
        for number, _ in segment.saves:
            tt.cb_push_back(self.intermediates[number], 1)

    def compute(self, segment: Segment) -> None:
        """Only the segment's instructions, for a kernel that acquires, commits and packs itself."""
        for instruction in segment.instructions:
            self._instruction(instruction)

    def forget_init(self) -> None:
        """Says that other code has used the SFPU or the unpacker since the last instruction."""
        self.sfpu_init = ""
        self.hoisted = ""

    def pack(self, slot: int, cb: int) -> None:
        """Packs a DST tile to the next reserved page."""
        if self.changes_pack:
            tt.pack_reconfig_data_format(cb)
        tt.pack_tile(slot, cb)

    def _instruction(self, instruction: Instruction) -> None:
        match instruction.op:
            case "load":
                port = self.loads[instruction.number]
                self._copy(port.cb, port.tile, instruction.slots[0])
            case "reload":
                cb = self.intermediates[instruction.number]
                tt.cb_wait_front(cb, 1)
                self._copy(cb, 0, instruction.slots[0])
            case "fill":
                self._init("fill_tile_init")
                if instruction.is_float:
                    tt.fill_tile_bitcast(instruction.slots[0], instruction.number)
                else:
                    tt.fill_tile_int(instruction.slots[0], instruction.number)
            case "copy":
                self._init("copy_dest_values_init")
                tt.copy_dest_values(*instruction.slots)
            case name:
                self._init(_init_of(instruction))
                dialect.build(name, _arguments(instruction))

    def _copy(self, cb: int, tile: index.Scalar, slot: int) -> None:
        if self.changes_unpack:
            tt.reconfig_data_format_srca(cb)
        tt.copy_tile_init(cb)
        tt.copy_tile(cb, tile, slot)

    def _init(self, init: str) -> None:
        if init not in (self.hoisted, self.sfpu_init):
            dialect.build(init, ())
        self.sfpu_init = init


def _init_of(instruction: Instruction) -> str:
    """The SFPU init of an instruction; empty where it has none."""
    match instruction.op:
        case "load" | "reload":
            return ""
        case "fill":
            return "fill_tile_init"
        case "copy":
            return "copy_dest_values_init"
        case name:
            return OPS_BY_NAME[name].init or ""


def _arguments(instruction: Instruction) -> list[int | str]:
    """Arguments in the row's order: DST tiles where it asks for them, immediates elsewhere."""
    slots, immediates = iter(instruction.slots), iter(instruction.immediates)
    spec = OPS_BY_NAME[instruction.op]
    return [
        next(slots) if param.name.startswith("dst") else next(immediates) for param in spec.params
    ]
