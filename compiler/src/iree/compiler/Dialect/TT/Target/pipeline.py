# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A module's way to a .vmfb: IREE's standard pipeline, with our own HAL part between `stream` and `hal`.

IREE's own HAL pipeline refuses devices whose backend is not linked into the compiler, so that part runs as
pass lists of ours (passes.py) and the executables are lowered in Python (executables.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from iree.compiler import ir
from iree.compiler.api import Output
from iree.compiler.passmanager import PassManager

from iree.tenstorrent.compiler.Conversion.Layout import assignment, residency
from iree.tenstorrent.compiler.Conversion.Splitting import split as splitting
from iree.tenstorrent.compiler.Target import (
    barriers,
    device_attributes,
    devices,
    executables,
    other_targets,
    passes,
    phases,
)
from iree.tenstorrent.compiler.Target.executables import LoweredExecutable
from iree.tenstorrent.compiler.Target.invocation import Compiler
from iree.tenstorrent.compiler.Target.other_targets import ForeignBinary
from iree.tenstorrent.compiler.Target.strategies import (
    fast_strategies,
    strategies,
    tiling_strategies,
)
from iree.tenstorrent.compiler.Target.target_config import TargetConfig


@dataclass
class Compilation:
    """One module on its way. `advance` moves it to a phase; `write` ends it."""

    compiler: Compiler
    module: ir.Operation
    target: TargetConfig
    phase: str = "input"
    # `#hal.device.target`s as text, the first to be preferred at run time; none is the target's own.
    devices: Sequence[str] = ()
    # Whether tensors between dispatches may lie in DRAM as tiles.
    tiled_layouts: bool = True
    # Whether such tensors may lie in L1 instead.
    l1_tensors: bool = True
    lowered: list[LoweredExecutable] = field(default_factory=list)
    _foreign: list[ForeignBinary] = field(default_factory=list)

    def advance(self, to: str) -> None:
        """Runs the pipeline up to and including phase `to` (at most `hal`)."""
        for phase in ("global-optimization", "flow", "stream"):
            # A phase that is not reached is where the first run ends.
            last = to if phases.is_before(to, phase) else phase
            if not phases.is_before(self.phase, last):
                continue
            self.compiler.run(self.module, self._from(), last)
            self.phase = last
            if last == "global-optimization":
                barriers.insert(self.module)
            if last == "flow":
                barriers.remove(self.module)
                self._split_dispatches()
                self._assign_layouts()
        with self.compiler.context, ir.Location.unknown():
            for phase, step in self._steps():
                if phases.is_before(self.phase, phase) and not phases.is_before(to, phase):
                    step()
                    self.phase = phase

    def write(self, output: Output) -> None:
        """Runs the rest of the pipeline and writes the VM module."""
        self.advance("hal")
        self.compiler.vm_module(self.module, output, "hal")

    def _from(self) -> str | None:
        return None if self.phase == "input" else self.phase

    def _steps(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("executable-sources", self._materialize_interfaces),
            (phases.TT_KERNELS, self._lower),
            ("hal", self._convert_to_hal),
        ]

    def _split_dispatches(self) -> None:
        # Other devices' executables have no scalar loops to avoid.
        if len(self.devices) <= 1:
            with self.compiler.context, ir.Location.unknown():
                splitting.split(self.module, fast_strategies, self.target)

    def _assign_layouts(self) -> None:
        # Other devices' executables do not know of tiles.
        if self.tiled_layouts and len(self.devices) <= 1:
            with self.compiler.context, ir.Location.unknown():
                assignment.assign(self.module, tiling_strategies, self.target)

    def _materialize_interfaces(self) -> None:
        own = device_attributes.device_target(self.target)
        devices.set_on_module(self.module, self.devices or [own])
        self._run(passes.MATERIALIZE_INTERFACES)
        if self.l1_tensors and self.tiled_layouts and len(self.devices) <= 1:
            residency.assign(self.module, executables.dispatches(self.module), strategies)

    def _lower(self) -> None:
        self.lowered = executables.lower(self.module, strategies)
        self._foreign = other_targets.translate(self.compiler, self.module)

    def _convert_to_hal(self) -> None:
        self._run(passes.CONVERT_TO_HAL)
        executables.serialize(self.module, self.lowered)
        other_targets.serialize(self.module, self._foreign)
        self._run(passes.FINISH_HAL)

    def _run(self, pass_list: str) -> None:
        PassManager.parse(pass_list).run(self.module)
