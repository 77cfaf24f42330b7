# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The printer of scalar loop code: SSA values become C++ constants, each op one rule of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import (
    ComplexKind,
    FloatKind,
    IntegerKind,
    Kind,
    kind_of,
)


class UnprintableError(Exception):
    """An op that has no C++ form here. `op` is where, the message says why."""

    def __init__(self, message: str, op: ir.Operation) -> None:
        super().__init__(message)
        self.op = op


Rule = Callable[["Printer", ir.Operation], None]


@dataclass
class Printer:
    """Text of one kernel's body under construction.

    `rules` maps op names to what prints them. Values that are no C++ value (buffers) live in
    `buffers`, under the rules that know them.
    """

    rules: Mapping[str, Rule]
    lines: list[str] = field(default_factory=list)
    # Statements that must stand at the top of the kernel, before `lines`.
    top: list[str] = field(default_factory=list)
    headers: set[str] = field(default_factory=set)
    names: dict[ir.Value, str] = field(default_factory=dict)
    buffers: dict[ir.Value, object] = field(default_factory=dict)
    indent: int = 1
    counter: int = 0

    # --- values -----------------------------------------------------------------------------------

    def fresh(self, stem: str = "v") -> str:
        self.counter += 1
        return f"{stem}{self.counter}"

    def value(self, value: ir.Value) -> str:
        """The C++ name of a value printed before."""
        return self.names[value]

    def operands(self, op: ir.Operation) -> list[str]:
        return [self.value(operand) for operand in op.operands]

    def kind(self, value: ir.Value, op: ir.Operation) -> Kind:
        kind = kind_of(value.type)
        if kind is None:
            raise UnprintableError(f"values of type {value.type}", op)
        part = kind.part if isinstance(kind, ComplexKind) else kind
        if isinstance(part, FloatKind) and part.header:
            self.headers.add(part.header)
        if isinstance(kind, ComplexKind):
            self.headers.add("complex.h")
        return kind

    def integer(self, value: ir.Value, op: ir.Operation) -> IntegerKind:
        kind = self.kind(value, op)
        if not isinstance(kind, IntegerKind):
            raise UnprintableError(f"integer expected, got {value.type}", op)
        return kind

    def float(self, value: ir.Value, op: ir.Operation) -> FloatKind:
        kind = self.kind(value, op)
        if not isinstance(kind, FloatKind):
            raise UnprintableError(f"float expected, got {value.type}", op)
        return kind

    def complex(self, value: ir.Value, op: ir.Operation) -> ComplexKind:
        kind = self.kind(value, op)
        if not isinstance(kind, ComplexKind):
            raise UnprintableError(f"complex expected, got {value.type}", op)
        return kind

    def define(self, op: ir.Operation, expression: str, result: int = 0) -> None:
        """`const T v = expression;` for a result of `op`."""
        value = op.results[result]
        name = self.fresh()
        self.line(f"const {self.kind(value, op).cpp} {name} = {expression};")
        self.names[value] = name

    def alias(self, value: ir.Value, name: str) -> None:
        """Another name for what is printed already."""
        self.names[value] = name

    # --- statements -------------------------------------------------------------------------------

    def line(self, text: str) -> None:
        self.lines.append("  " * self.indent + text if text else "")

    @contextmanager
    def scope(self, head: str, tail: str = "}") -> Iterator[None]:
        """A braced block: `head {` ... `}`."""
        self.line(f"{head} {{" if head else "{")
        self.indent += 1
        yield
        self.indent -= 1
        self.line(tail)

    def operation(self, op: ir.Operation) -> None:
        rule = self.rules.get(op.name)
        if rule is None:
            raise UnprintableError("no C++ form", op)
        rule(self, op)

    def block(self, block: ir.Block) -> ir.Operation:
        """Prints all but the terminator, which is returned."""
        operations = [op.operation for op in block.operations]
        for op in operations[:-1]:
            self.operation(op)
        return operations[-1]

    def text(self) -> str:
        return "\n".join(["  " + line for line in self.top] + self.lines) + "\n"


def assign_all(printer: Printer, targets: Sequence[str], values: Sequence[str]) -> None:
    """Parallel assignment: a value may be one of the targets."""
    pairs = [(t, v) for t, v in zip(targets, values, strict=True) if t != v]
    if len(pairs) == 1:
        printer.line(f"{pairs[0][0]} = {pairs[0][1]};")
        return
    if not pairs:
        return
    with printer.scope(""):
        names = [printer.fresh("next") for _ in pairs]
        for name, (_, value) in zip(names, pairs, strict=True):
            printer.line(f"const auto {name} = {value};")
        for name, (target, _) in zip(names, pairs, strict=True):
            printer.line(f"{target} = {name};")
