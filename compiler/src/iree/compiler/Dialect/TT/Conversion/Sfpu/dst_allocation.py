# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""DST registers for a tile program: which DST tile each register lives in, when tiles are loaded,
and where the program is cut because DST is full.

Registers that a load or a fill makes are never kept for later by force: they are made again. When
nothing can be given up, the program is cut: a segment packs what is still needed to intermediate
circular buffers, and the next segment unpacks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg, TileOp, TileProgram

MAX_INTERMEDIATES = 8


@dataclass(frozen=True)
class Instruction:
    """One step of a segment. `op` is "load" (number), "reload" (number of the intermediate),
    "fill" (bits), "copy" or a TT op; `slots` are its DST tiles in the op's own order."""

    op: str
    slots: tuple[int, ...]
    number: int = 0
    immediates: tuple[int | str, ...] = ()
    is_float: bool = True


@dataclass
class Segment:
    """What happens between one tile_regs_acquire and the release. `outputs` and `saves` are packed
    at its end: (number of the output or intermediate, DST tile)."""

    instructions: list[Instruction] = field(default_factory=list)
    outputs: list[tuple[int, int]] = field(default_factory=list)
    saves: list[tuple[int, int]] = field(default_factory=list)
    # Intermediates that no later segment needs.
    last_uses: list[int] = field(default_factory=list)


@dataclass
class Allocation:
    segments: list[Segment]
    # Whether each intermediate is float (else integer).
    intermediates: list[bool]


def _in_place(op: TileOp) -> bool:
    return len(op.args) == 1


class _Allocator:
    def __init__(
        self,
        program: TileProgram,
        outputs: list[Reg],
        tiles: Sequence[int],
        leaves: Mapping[int, int],
    ) -> None:
        self.program = program
        self.outputs = outputs
        self.tiles = tiles
        self.leaves = leaves
        self.segments = [Segment()]
        self.slots: dict[Reg, int] = {}
        self.intermediates: dict[Reg, int] = {}
        self.uses: dict[Reg, list[int]] = {}
        self.stored: set[int] = set()

    def run(self) -> Allocation:
        order = self._needed()
        for position, register in enumerate(order):
            for arg in self.program.ops[register].args:
                self.uses.setdefault(arg, []).append(position)
        used = {*order, *self.outputs, *(arg for r in order for arg in self.program.ops[r].args)}
        for register in sorted(used):
            op = self.program.ops[register]
            if op.op == "leaf":
                if op.attribute not in self.leaves:
                    raise Reject(f"leaf {op.attribute} is not in DST")
                self.slots[register] = self.leaves[op.attribute]
        for position, register in enumerate(order):
            self._place(position, register)
        # Results that are loads or constants, or that no cut has stored yet.
        for number, register in enumerate(self.outputs):
            if number in self.stored or register in self.slots:
                continue
            keep = frozenset(self._pending_outputs())
            try:
                self._fetch(register, len(order), keep)
            except _DstFull:
                self._cut(len(order))
                self._fetch(register, len(order), keep)
        self._end_segment(len(order))
        self._find_last_uses()
        floats = [self.program.ops[register].is_float for register in self.intermediates]
        return Allocation(self.segments, floats)

    def _needed(self) -> list[Reg]:
        """The computing operations that results depend on, in order."""
        needed = set(self.outputs)
        for register in reversed(range(len(self.program.ops))):
            if register in needed:
                needed.update(self.program.ops[register].args)
        return [
            r
            for r in sorted(needed)
            if not self._rematerialisable(r) and self.program.ops[r].op != "leaf"
        ]

    def _rematerialisable(self, register: Reg) -> bool:
        return self.program.ops[register].op in ("load", "fill")

    def _next_use(self, register: Reg, position: int) -> int | None:
        return next((use for use in self.uses.get(register, ()) if use > position), None)

    def _pending_outputs(self) -> set[Reg]:
        return {r for number, r in enumerate(self.outputs) if number not in self.stored}

    def _emit(self, instruction: Instruction) -> None:
        self.segments[-1].instructions.append(instruction)

    def _free_slot(self, position: int, keep: frozenset[Reg]) -> int:
        """A DST tile nobody needs; cuts the program where there is none."""
        used = set(self.slots.values())
        for slot in self.tiles:
            if slot not in used:
                return slot
        victims = [r for r in self.slots if self._rematerialisable(r) and r not in keep]
        if not victims:
            raise _DstFull
        victim = max(victims, key=lambda r: self._next_use(r, position) or 1 << 30)
        return self.slots.pop(victim)

    def _fetch(self, register: Reg, position: int, keep: frozenset[Reg]) -> int:
        """The DST tile of a register, made again where it is not there."""
        if register in self.slots:
            return self.slots[register]
        op = self.program.ops[register]
        slot = self._free_slot(position, keep)
        if register in self.intermediates:
            number = self.intermediates[register]
            self._emit(Instruction("reload", (slot,), number, (), op.is_float))
        else:
            self._emit(Instruction(op.op, (slot,), op.attribute, (), op.is_float))
        self.slots[register] = slot
        return slot

    def _place(self, position: int, register: Reg) -> None:
        try:
            self._try(position, register)
        except _DstFull:
            self._cut(position - 1)
            try:
                self._try(position, register)
            except _DstFull:
                raise Reject(f"'{self.program.ops[register].op}' needs more DST tiles") from None

    def _try(self, position: int, register: Reg) -> None:
        op = self.program.ops[register]
        keep = frozenset(op.args)
        before = (dict(self.slots), len(self.segments[-1].instructions))
        try:
            slots = [self._fetch(arg, position, keep) for arg in op.args]
            dead = [
                arg
                for arg in op.args
                if self._next_use(arg, position) is None and arg not in self._pending_outputs()
            ]
            if _in_place(op):
                self._in_place_op(op, register, slots[0], position, bool(dead), keep)
                return
            for arg in dead:
                self.slots.pop(arg, None)
            out = slots[op.args.index(dead[0])] if dead else self._free_slot(position, keep)
            self.slots[register] = out
            self._emit(Instruction(op.op, (*slots, out), 0, op.immediates, op.is_float))
        except _DstFull:
            self.slots = before[0]
            del self.segments[-1].instructions[before[1] :]
            raise

    def _in_place_op(
        self,
        op: TileOp,
        register: Reg,
        slot: int,
        position: int,
        is_dead: bool,
        keep: frozenset[Reg],
    ) -> None:
        arg = op.args[0]
        if is_dead or self._rematerialisable(arg):
            del self.slots[arg]
        else:
            target = self._free_slot(position, keep)
            self._emit(Instruction("copy", (target, slot), 0, (), op.is_float))
            slot = target
        self.slots[register] = slot
        self._emit(Instruction(op.op, (slot,), 0, op.immediates, op.is_float))

    def _cut(self, position: int) -> None:
        self._end_segment(position)
        self.segments.append(Segment())
        self.slots = {}

    def _end_segment(self, position: int) -> None:
        """Packs what later operations and the results need."""
        segment = self.segments[-1]
        for number, register in enumerate(self.outputs):
            if register in self.slots and number not in self.stored:
                segment.outputs.append((number, self.slots[register]))
                self.stored.add(number)
        for register, slot in self.slots.items():
            if self._next_use(register, position) is None or self._rematerialisable(register):
                continue
            if register not in self.intermediates:
                number = len(self.intermediates)
                if number == MAX_INTERMEDIATES:
                    raise Reject(f"more than {MAX_INTERMEDIATES} intermediate tiles")
                self.intermediates[register] = number
                segment.saves.append((number, slot))

    def _find_last_uses(self) -> None:
        last: dict[int, Segment] = {}
        for segment in self.segments:
            for instruction in segment.instructions:
                if instruction.op == "reload":
                    last[instruction.number] = segment
        for number, segment in last.items():
            segment.last_uses.append(number)


class _DstFull(Exception):
    """No DST tile is free and none can be given up."""


def allocate(
    program: TileProgram,
    outputs: list[Reg],
    tiles: Sequence[int],
    leaves: Mapping[int, int] | None = None,
) -> Allocation:
    """Gives the registers that `outputs` need DST tiles of `tiles`. Raises Reject.

    `leaves` says in which DST tile each leaf already is when the first segment begins; a tile that is
    not in `tiles` is not used for anything else once its leaf is dead."""
    return _Allocator(program, outputs, tiles, leaves or {}).run()


def allocate_one(
    program: TileProgram,
    outputs: list[Reg],
    tiles: Sequence[int],
    leaves: Mapping[int, int] | None = None,
) -> Segment:
    """As `allocate`, for a kernel that acquires DST itself: one segment, or Reject."""
    allocation = allocate(program, outputs, tiles, leaves)
    if len(allocation.segments) != 1:
        raise Reject("an expression that needs more DST tiles than there are")
    return allocation.segments[0]


def settled(segment: Segment, tiles: Sequence[int]) -> Segment:
    """The segment with output i in DST tile i, by copies at its end. Raises Reject.

    Outputs that change places go by way of a tile of `tiles` that no output is in or comes to."""
    sources = {number: slot for number, slot in segment.outputs if slot != number}
    places = [number for number, _ in segment.outputs]
    copies = []
    while sources:
        waiting = set(sources.values())
        number = next((number for number in sources if number not in waiting), None)
        if number is not None:
            copies.append(Instruction("copy", (number, sources.pop(number))))
            continue
        spare = next((tile for tile in tiles if tile not in waiting and tile not in places), None)
        if spare is None:
            raise Reject("results that change places in DST")
        moved = next(iter(waiting))
        copies.append(Instruction("copy", (spare, moved)))
        sources = {number: spare if slot == moved else slot for number, slot in sources.items()}
    outputs = [(number, number) for number in sorted(places)]
    return Segment([*segment.instructions, *copies], outputs)
