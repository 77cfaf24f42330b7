# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The printer that the dialect tables share: names, types, expressions, statements, blocks.

A table maps op names to handlers `handler(printer, op)`. A handler reads operands with
`printer.expr(value)`, and for each result either calls `printer.define` (a named constant),
`printer.declare` (a variable) or `printer.alias` (the text stands for the value wherever it is
used; it must not depend on when it is evaluated).

Integers live in unsigned C++ types, zero-extended where the width is not C++'s: bool for i1,
uint8_t for i2 to i8, uint32_t for i32 and index (uint64_t where the kernel's `index_bitwidth` is
64). f16, bf16 and the 8-bit floats live as their bits in uint16_t and uint8_t.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import KernelOp, defining_op
from iree.tenstorrent.compiler.IR.metal_api import MetalApi, data_movement_header
from iree.tenstorrent.compiler.Target.Cpp.compute_headers import compute_includes
from iree.tenstorrent.compiler.Target.Cpp.preludes import PRELUDES, Prelude, definitions

Handler = Callable[["Printer", ir.Operation], None]
# A C++ type for an MLIR type that it knows, or None.
TypeHandler = Callable[["Printer", ir.Type], str | None]

_RESERVED = frozenset(
    "auto bool break case char const continue default do double else enum float for goto if inline"
    " int long namespace new register return short signed sizeof static struct switch template this"
    " typedef union unsigned using void volatile while and or not xor".split()
)


class PrintError(Exception):
    """An operation or type that no table knows how to print."""

    def __init__(self, message: str, op: ir.Operation | None = None) -> None:
        super().__init__(message)
        self.op = op


class Printer:
    """Prints one kernel. Not thread-safe; one use."""

    def __init__(
        self,
        kernel: KernelOp,
        handlers: Mapping[str, Handler],
        type_handlers: tuple[TypeHandler, ...],
        metal_api: MetalApi,
    ) -> None:
        self.kernel = kernel
        self.metal_api = metal_api
        self.role = kernel.role
        self.index_bitwidth = kernel.index_bitwidth
        self._handlers = handlers
        self._type_handlers = type_handlers
        self._lines: list[str] = []
        self._indent = 1
        self._texts: dict[ir.Value, str] = {}
        self._constants: set[ir.Value] = set()
        self._names: dict[str, int] = {}
        self._headers: set[str] = set()
        self._preludes: dict[str, Prelude] = {}

    # Types and names.

    def type(self, mlir_type: ir.Type) -> str:
        for handler in self._type_handlers:
            text = handler(self, mlir_type)
            if text is not None:
                return text
        raise PrintError(f"no C++ type for {mlir_type}")

    def fresh(self, hint: str) -> str:
        """A C++ identifier that nothing else in the kernel has."""
        name = re.sub(r"\W", "_", hint) or "v"
        if name[0].isdigit() or name in _RESERVED:
            name = "v" + name
        count = self._names.get(name, -1) + 1
        self._names[name] = count
        if count == 0:
            return name
        return self.fresh(f"{name}_{count}")

    def name_of(self, value: ir.Value, hint: str = "v") -> str:
        """A fresh name for a value: that of its location where it has one, else from the hint."""
        op = defining_op(value)
        if op is not None and isinstance(op.location, ir.NameLoc):
            return self.fresh(op.location.name_str)
        if hint == "v":
            count = self._names.get("v#", 0)
            self._names["v#"] = count + 1
            return self.fresh(f"v{count}")
        return self.fresh(hint)

    # Values.

    def expr(self, value: ir.Value) -> str:
        """The C++ expression for a value; it can stand as an operand of any operator."""
        text = self._texts.get(value)
        if text is None:
            raise PrintError(f"a value of type {value.type} is used before it is printed")
        return text

    def is_constant(self, value: ir.Value) -> bool:
        return value in self._constants

    def alias(self, value: ir.Value, text: str, constant: bool = False) -> None:
        self._texts[value] = text
        if constant:
            self._constants.add(value)

    def define(self, value: ir.Value, expression: str, hint: str = "v") -> str:
        """`const T name = expression;` and returns the name."""
        name = self.name_of(value, hint)
        self.statement(f"const {self.type(value.type)} {name} = {expression};")
        self._texts[value] = name
        return name

    def declare(self, value: ir.Value, initial: str | None = None, hint: str = "v") -> str:
        """`T name = initial;` or `T name;` and returns the name."""
        name = self.name_of(value, hint)
        init = "" if initial is None else f" = {initial}"
        self.statement(f"{self.type(value.type)} {name}{init};")
        self._texts[value] = name
        return name

    # Statements.

    def statement(self, text: str) -> None:
        self._lines.append("  " * self._indent + text if text else "")

    @contextlib.contextmanager
    def scope(self, header: str, footer: str = "}") -> Iterator[None]:
        """`header {` ... `}` around what is printed inside."""
        self.statement(f"{header} {{" if header else "{")
        self._indent += 1
        yield
        self._indent -= 1
        self.statement(footer)

    @contextlib.contextmanager
    def continued_scope(self) -> Iterator[None]:
        """The rest of a scope whose footer opened another, as `} else {` does."""
        self._indent += 1
        yield
        self._indent -= 1
        self.statement("}")

    def block(self, block: ir.Block) -> None:
        """Prints every op of a block; terminators have handlers as other ops."""
        for op in block.operations:
            self.op(op.operation)

    def op(self, op: ir.Operation) -> None:
        handler = self._handlers.get(op.name)
        if handler is None:
            raise PrintError(f"no C++ form of '{op.name}'", op)
        try:
            handler(self, op)
        except PrintError as error:
            error.op = error.op or op
            raise

    # What stands above the kernel's function.

    def include(self, header: str) -> None:
        self._headers.add(header)

    def require(self, name: str) -> None:
        """Prints what the kernel needs of a prelude (and of those it requires) above it, once."""
        if name in self._preludes:
            return
        prelude = PRELUDES[name]
        for required in prelude.requires:
            self.require(required)
        self._preludes[name] = prelude

    def head(self) -> list[str]:
        """What stands before the includes."""
        return [
            f"// {self.kernel.sym_name}: {self.role} kernel, for tt-metal {self.metal_api.value}.\n"
        ]

    def text(self) -> str:
        """The complete source."""
        parts = self.head()
        is_compute = self.role == "compute"
        body = "".join(f"{line}\n" if line else "\n" for line in self._lines)
        includes = f'#include "{data_movement_header(self.metal_api)}"\n'
        if is_compute:
            includes = compute_includes(self._headers, body, self.metal_api)
        parts.append("#include <stdint.h>\n\n" + includes)
        preludes = [prelude.text() for prelude in self._preludes.values()]
        parts.extend("\n" + text for text in definitions.needed(preludes, body))
        if is_compute and self.metal_api is MetalApi.V0_65:
            parts.append(
                "\nnamespace NAMESPACE {\n\nvoid MAIN {\n"
                + body
                + "}\n\n}  // namespace NAMESPACE\n"
            )
        else:
            parts.append("\nvoid kernel_main() {\n" + body + "}\n")
        return "".join(parts)
