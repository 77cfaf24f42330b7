# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a strategy is: how a dispatch is offered to it, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.program import Program
from iree.tenstorrent.compiler.Target.target_config import TargetConfig
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount

if TYPE_CHECKING:
    from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards


class LoweringError(Exception):
    """A dispatch that cannot be lowered, with the operation that stands in the way."""

    def __init__(self, message: str, op: ir.Operation | None = None) -> None:
        super().__init__(message)
        self.location = op.location if op is not None else None


@dataclass(frozen=True)
class Rejection:
    """Why a strategy leaves a dispatch to the next one."""

    reason: str


@dataclass(frozen=True)
class Dispatch:
    """One export of an executable variant, as a copy of its own that a strategy may transform."""

    name: str
    # The builtin.module that holds the function, and the function itself (func.func).
    module: ir.Operation
    function: ir.Operation
    # One entry a binding: whether the dispatch only reads it.
    binding_read_only: tuple[bool, ...]
    # 32-bit push constants.
    constant_count: int
    # Workload arguments of the export's count region (index values, `Arg(i)`).
    workload_count: int
    target: TargetConfig
    location: ir.Location

    def copy(self) -> Dispatch:
        """The same dispatch over a fresh copy of its module."""
        module = self.module.clone()
        return Dispatch(
            self.name,
            module,
            find_function(module, self.name),
            self.binding_read_only,
            self.constant_count,
            self.workload_count,
            self.target,
            self.location,
        )


class Plan(Protocol):
    """What a strategy means to do with a dispatch that it accepts."""

    @property
    def workgroup_count(self) -> WorkgroupCount | None:
        """None keeps the count that the export's IR already computes."""


class Strategy(Protocol):
    """One way of lowering dispatches to a tt-metal program. Stateless."""

    @property
    def name(self) -> str:
        """As the report and ExportDef.lowering give it."""

    def match(self, dispatch: Dispatch) -> Any | Rejection:
        """A Plan, or why not. Raises LoweringError only where no later strategy could do better."""

    def emit(self, plan: Any) -> Program:
        """The program of a plan that `match` returned."""


@runtime_checkable
class TakesTiles(Strategy, Protocol):
    """A strategy that heeds the marks on operands and results that lie in tiles (Conversion/Layout);
    the others are not offered dispatches that have some."""

    def fits_layouts(self, dispatch: Dispatch) -> bool:
        """Whether `match` takes with its marks a dispatch that it takes without any."""

    def turned(self, dispatch: Dispatch) -> frozenset[int]:
        """The bindings whose tiles the kernels of a dispatch that fits transpose, so that constants
        had better lie as the tiles of the transposed tensor."""

    def shards(self, dispatch: Dispatch) -> Mapping[int, Shards]:
        """Of the bindings that a dispatch that fits writes as tiles: what each core writes, as shards.
        Not of those whose parts are no shards."""


def find_function(module: ir.Operation, name: str) -> ir.Operation:
    """The function of export `name` in a dispatch's module."""
    for op in module.regions[0].blocks[0].operations:
        inner = op.operation
        if inner.name == "func.func" and ir.StringAttr(inner.attributes["sym_name"]).value == name:
            return inner
    raise LoweringError(f"no function '{name}' in the executable", module)
