# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The marks on a dispatch's loads and stores whose tensors lie in DRAM as tiles.

A load or store of such a tensor carries `iree_tenstorrent.layout`, and its function the number of
them, so that no pass can lose a mark unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iree.compiler import ir

from iree.tenstorrent.compiler.IR.dialect import defining_op

LAYOUT = "iree_tenstorrent.layout"
COUNT = "iree_tenstorrent.layouts"
# Tiles of 32x32 of a matrix in row-major order, each in the order of a circular buffer's tile; or
# the same of the transposed matrix. A layout is "tiles:96", where rows of the matrix have 96 elements.
TILES, TRANSPOSED = "tiles", "transposed_tiles"

_ACCESSES = ("iree_tensor_ext.dispatch.tensor.load", "iree_tensor_ext.dispatch.tensor.store")


def layout(kind: str, columns: int) -> str:
    """Of a tensor as a matrix with so many columns; `kind` is TILES or TRANSPOSED."""
    return f"{kind}:{columns}"


def parts(text: str) -> tuple[str, int]:
    """Kind and columns of a layout."""
    kind, _, columns = text.partition(":")
    return kind, int(columns)


class LayoutError(Exception):
    """The marks of a dispatch are not those that it was given."""


def accesses(function: ir.Operation) -> Iterator[ir.Operation]:
    """The loads and stores at the top of a dispatch's function."""
    for block in function.regions[0].blocks:
        for view in block.operations:
            if view.operation.name in _ACCESSES:
                yield view.operation


def layout_of(access: ir.Operation) -> str:
    """The layout of what a load or store accesses, or "" where its rows lie one after the other."""
    if LAYOUT not in access.attributes:
        return ""
    return str(ir.StringAttr(access.attributes[LAYOUT]).value)


def mark(function: ir.Operation, layouts: Iterable[tuple[ir.Operation, str]]) -> None:
    """Marks these loads and stores of a function, and no others."""
    for access in accesses(function):
        if LAYOUT in access.attributes:
            del access.attributes[LAYOUT]
    count = 0
    for access, text in layouts:
        access.attributes[LAYOUT] = ir.StringAttr.get(text, function.context)
        count += 1
    if COUNT in function.attributes:
        del function.attributes[COUNT]
    if count:
        integer = ir.IntegerType.get_signless(32, function.context)
        function.attributes[COUNT] = ir.IntegerAttr.get(integer, count)


def binding(access: ir.Operation) -> int:
    """The number of the binding that a load reads from or a store writes to."""
    value = access.operands[0 if access.name == _ACCESSES[0] else 1]
    subspan = defining_op(value)
    if subspan is None:  # A dispatch of phase `flow`: argument i becomes binding i.
        return int(ir.BlockArgument(value).arg_number)
    return int(ir.IntegerAttr(subspan.attributes["binding"]).value)


def check(function: ir.Operation) -> dict[int, str]:
    """The layouts of the bindings that do not have rows. Raises LayoutError where marks were lost."""
    layouts: dict[int, str] = {}
    found = 0
    for access in accesses(function):
        own = layout_of(access)
        found += bool(own)
        if layouts.setdefault(binding(access), own) != own:
            raise LayoutError(f"binding {binding(access)} is used as rows and as tiles")
    expected = 0
    if COUNT in function.attributes:
        expected = int(ir.IntegerAttr(function.attributes[COUNT]).value)
    if found != expected:
        raise LayoutError(f"{expected} loads and stores are of tiles, {found} are marked so")
    return {number: own for number, own in layouts.items() if own}
