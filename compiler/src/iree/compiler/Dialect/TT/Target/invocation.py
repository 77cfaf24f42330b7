# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""IREE's compiler as a library: sessions, invocations with phases, diagnostics as exceptions."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

from iree.compiler import ir
from iree.compiler.api import Output, Session, Source
from iree.compiler.api import ctypes_dl as _ctypes_dl

_library = _ctypes_dl._dylib


def _phase_setter(name: str) -> ctypes._NamedFuncPointer:
    function: ctypes._NamedFuncPointer = getattr(_library, name)
    function.argtypes, function.restype = [ctypes.c_void_p, ctypes.c_char_p], None
    return function


# `iree.compiler.api` does not wrap these two functions of IREE's C API.
_set_compile_from = _phase_setter("ireeCompilerInvocationSetCompileFromPhase")
_set_compile_to = _phase_setter("ireeCompilerInvocationSetCompileToPhase")


class CompilationError(Exception):
    """The input does not compile. The diagnostics are on stderr already, as IREE prints them."""


@dataclass
class Compiler:
    """One session; its modules live in one MLIR context. Not for use from several threads at once."""

    session: Session = field(default_factory=Session)

    @property
    def context(self) -> ir.Context:
        return self.session.context

    def parse(self, source: Source) -> ir.Operation:
        """The module of a source, unchanged."""
        invocation = self.session.invocation()
        invocation.enable_console_diagnostics()
        if not invocation.parse_source(source):
            raise CompilationError("cannot parse the input")
        return invocation.export_module()

    def run(
        self, module: ir.Operation, compile_from: str | None = None, compile_to: str | None = None
    ) -> None:
        """IREE's standard pipeline from one phase to another, on `module` in place."""
        self._run(module, compile_from, compile_to)

    def vm_module(self, module: ir.Operation, output: Output, compile_from: str) -> None:
        """Runs the rest of IREE's pipeline and writes what --output-format asks for."""
        invocation = self._run(module, compile_from, None)
        invocation.output_vm_bytecode(output)

    def _run(
        self, module: ir.Operation, compile_from: str | None, compile_to: str | None
    ) -> _ctypes_dl.Invocation:
        invocation = self.session.invocation()
        invocation.enable_console_diagnostics()
        invocation.import_module(module)
        if compile_from:
            _set_compile_from(invocation._inv_p, compile_from.encode())
        if compile_to:
            _set_compile_to(invocation._inv_p, compile_to.encode())
        if not invocation.execute():
            raise CompilationError("the pipeline failed")
        return invocation
