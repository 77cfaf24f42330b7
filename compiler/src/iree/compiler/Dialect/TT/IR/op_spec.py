# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What the TT dialect's table of operations is made of.

One `OpSpec` is one operation `tt.NAME` and one function of tt-metal's kernel API. The IRDL file, the
op classes and builders, the verifier, the C++ printer and the reference page all come from it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

OWN_TYPES = ("addr_gen", "window", "shards")
TYPES = ("i32", "i64", "f32", "index", "any", *OWN_TYPES)
ATTRIBUTES = ("cb", "u32", "bool", "f32_bits", "data_format", "symbol")


class Roles(enum.Flag):
    """The processors that have the function."""

    DATA_MOVEMENT = enum.auto()
    COMPUTE = enum.auto()
    ANY = DATA_MOVEMENT | COMPUTE


class Unit(enum.Enum):
    """What an init function configures: a later init of the same unit replaces it."""

    KERNEL = "kernel"  # once, at the top of a compute kernel
    UNPACK = "unpack"  # the unpacker and what the math thread does with its tiles
    SFPU = "sfpu"
    PACK = "pack"


@dataclass(frozen=True)
class Param:
    """One parameter of the C++ function, in the function's order.

    `kind` is an MLIR type of TYPES (the parameter is an operand), or one of ATTRIBUTES (it is an
    attribute and a constant of the program). A `template` parameter is a C++ template argument.
    """

    name: str
    kind: str
    template: bool = False
    variadic: bool = False  # an operand list, and the last operand

    def __post_init__(self) -> None:
        if self.kind not in TYPES + ATTRIBUTES:
            raise ValueError(f"parameter {self.name}: no kind {self.kind}")
        if self.template and not self.is_attribute:
            raise ValueError(f"parameter {self.name}: a template argument must be an attribute")

    @property
    def is_attribute(self) -> bool:
        return self.kind in ATTRIBUTES


@dataclass(frozen=True)
class OpSpec:
    """One row of the table. `header` is the genuine header that declares the function for compute
    kernels (data movement kernels include dataflow_api.h); `text` replaces the plain call
    `function<templates>(arguments)` where the C++ form is another, with a `{name}` for each
    parameter; `init` is the op that must have been the last init of its unit; `sets` is the unit
    that this op itself initialises; `prelude` is the piece of the kernel library
    (Target/Cpp/preludes) that has the function."""

    name: str
    doc: str
    roles: Roles
    params: tuple[Param, ...] = ()
    result: str | None = None
    header: str = ""
    function: str = ""
    text: str = ""
    init: str | None = None
    sets: Unit | None = None
    prelude: str = ""

    def __post_init__(self) -> None:
        if self.result is not None and self.result not in TYPES:
            raise ValueError(f"tt.{self.name}: no type {self.result}")

    @property
    def operands(self) -> tuple[Param, ...]:
        return tuple(p for p in self.params if not p.is_attribute)

    @property
    def attributes(self) -> tuple[Param, ...]:
        return tuple(p for p in self.params if p.is_attribute)

    @property
    def call(self) -> str:
        """The C++ expression as a format string over the parameters' names."""
        if self.text:
            return self.text
        templates = ", ".join("{" + p.name + "}" for p in self.params if p.template)
        arguments = ", ".join("{" + p.name + "}" for p in self.params if not p.template)
        return (
            (self.function or self.name)
            + (f"<{templates}>" if templates else "")
            + f"({arguments})"
        )
