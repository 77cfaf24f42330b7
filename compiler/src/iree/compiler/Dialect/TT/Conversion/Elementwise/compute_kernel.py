# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: the segments of an allocation, once for each tile."""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Elementwise import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Elementwise.dst_allocation import (
    Allocation,
    Instruction,
    Segment,
)
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    FIRST_INTERMEDIATE,
    Stream,
)
from iree.tenstorrent.compiler.IR import dialect, tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel
from iree.tenstorrent.compiler.IR.op_table import OPS_BY_NAME
from iree.tenstorrent.compiler.Target.program import CircularBuffer


def build_compute(
    name: str,
    loads: tuple[Stream, ...],
    outputs: tuple[Stream, ...],
    intermediates: tuple[CircularBuffer, ...],
    allocation: Allocation,
) -> KernelOp:
    """Builds the kernel at the insertion point."""
    buffers = {stream.name: stream.cb for stream in (*loads, *outputs)}
    for number, buffer in enumerate(intermediates):
        buffers[f"cb_intermediate{number}"] = buffer.index
    with kernel(name, "compute", buffers) as op:
        writer = _Writer(loads, outputs, intermediates)
        first = loads[0].cb if loads else outputs[0].cb
        tt.init_sfpu(first, outputs[0].cb)
        writer.hoist_init(allocation)
        with frame.tile_loop():
            for stream in loads:
                tt.cb_wait_front(stream.cb, 1)
            for segment in allocation.segments:
                writer.segment(segment)
            for stream in loads:
                tt.cb_pop_front(stream.cb, 1)
    return op


class _Writer:
    def __init__(
        self,
        loads: tuple[Stream, ...],
        outputs: tuple[Stream, ...],
        intermediates: tuple[CircularBuffer, ...],
    ) -> None:
        self.loads = loads
        self.outputs = outputs
        sources = {stream.element.format for stream in loads}
        targets = {stream.element.format for stream in outputs}
        saved = {buffer.format for buffer in intermediates}
        # With one format everywhere the kernel's init has said it all.
        self.changes_unpack = len(sources | saved) > 1
        self.changes_pack = len(targets | saved) > 1
        self.unpack_cb: int | None = None
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
        tt.tile_regs_acquire()
        for instruction in segment.instructions:
            self._instruction(instruction)
        tt.tile_regs_commit()
        for number in segment.last_uses:
            tt.cb_pop_front(FIRST_INTERMEDIATE + number, 1)
        for number, _ in segment.outputs:
            tt.cb_reserve_back(self.outputs[number].cb, 1)
        for number, _ in segment.saves:
            tt.cb_reserve_back(FIRST_INTERMEDIATE + number, 1)
        tt.tile_regs_wait()
        for number, slot in segment.outputs:
            self._pack(slot, self.outputs[number].cb)
        for number, slot in segment.saves:
            self._pack(slot, FIRST_INTERMEDIATE + number)
        tt.tile_regs_release()
        for number, _ in segment.outputs:
            tt.cb_push_back(self.outputs[number].cb, 1)
        for number, _ in segment.saves:
            tt.cb_push_back(FIRST_INTERMEDIATE + number, 1)

    def _pack(self, slot: int, cb: int) -> None:
        if self.changes_pack:
            tt.pack_reconfig_data_format(cb)
        tt.pack_tile(slot, cb)

    def _instruction(self, instruction: Instruction) -> None:
        match instruction.op:
            case "load":
                self._copy(self.loads[instruction.number].cb, instruction.slots[0])
            case "reload":
                cb = FIRST_INTERMEDIATE + instruction.number
                tt.cb_wait_front(cb, 1)
                self._copy(cb, instruction.slots[0])
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

    def _copy(self, cb: int, slot: int) -> None:
        if self.changes_unpack:
            tt.reconfig_data_format_srca(cb)
        tt.copy_tile_init(cb)
        tt.copy_tile(cb, 0, slot)

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
