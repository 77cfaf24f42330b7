# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The printer of loop code over buffers: the shared printer, with what buffers need beside values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import KernelOp
from iree.tenstorrent.compiler.IR.metal_api import MetalApi
from iree.tenstorrent.compiler.Target.Cpp.printer import (
    Handler,
    Printer,
    PrintError,
    TypeHandler,
)

if TYPE_CHECKING:
    from iree.tenstorrent.compiler.Target.Cpp.buffers import Buffer


class LoopPrinter(Printer):
    """Prints one kernel that reaches DRAM through the page cache. Not thread-safe; one use."""

    def __init__(
        self,
        kernel: KernelOp,
        handlers: Mapping[str, Handler],
        type_handlers: tuple[TypeHandler, ...],
        metal_api: MetalApi,
    ) -> None:
        super().__init__(kernel, handlers, type_handlers, metal_api)
        self.buffers: dict[ir.Value, Buffer] = {}
        self._top: list[str] = []
        self._first: list[str] = []

    def begin_with(self, statements: Sequence[str]) -> None:
        """The kernel's first statements, before those of `at_top` too."""
        self._first = ["  " + text for text in statements]

    def at_top(self, text: str) -> None:
        """A statement at the head of the kernel, before everything printed so far."""
        self._top.append("  " + text)

    def handle(self, name: str, handler: Handler) -> Handler | None:
        """Replaces the handler of an op for what is printed next; returns the one before."""
        handlers = dict(self._handlers)
        before = handlers.get(name)
        handlers[name] = handler
        self._handlers = handlers
        return before

    def text(self) -> str:
        self._lines = self._first + self._top + self._lines
        self._first, self._top = [], []
        return super().text()

    def head(self) -> list[str]:
        # The inner loops over L1 pointers are there to be vectorised on the emulator's host. A card's
        # processors have no vectors and little memory for code.
        return [*super().head(), '#ifndef __riscv\n#pragma GCC optimize("O3")\n#endif\n\n']


def for_loops(handler: Callable[[LoopPrinter, ir.Operation], None]) -> Handler:
    """A handler that only a LoopPrinter can run."""

    def checked(printer: Printer, op: ir.Operation) -> None:
        if not isinstance(printer, LoopPrinter):
            raise PrintError(f"'{op.name}' has a C++ form in loop code only", op)
        handler(printer, op)

    return checked
