# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The marks on a dispatch's loads and stores whose tensors lie as tiles, in DRAM or in L1.

A load or store of such a tensor carries `iree_tenstorrent.layout`, and its function the number of
them, so that no pass can lose a mark unnoticed. Where the tensor is in L1, it carries
`iree_tenstorrent.shards` as well, and the function the number of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.IR.dialect import defining_op

LAYOUT = "iree_tenstorrent.layout"
COUNT = "iree_tenstorrent.layouts"
# Tiles of 32x32 of a matrix in row-major order, each in the order of a circular buffer's tile; or
# the same of the transposed matrix. A layout is "tiles:96", where rows of the matrix have 96 elements.
TILES, TRANSPOSED = "tiles", "transposed_tiles"
# The fields of a Shards, and the number of them.
SHARDS = "iree_tenstorrent.shards"
SHARD_COUNT = "iree_tenstorrent.sharded"
# Of a function: bytes at the top of L1 that tensors take while it runs.
REGION = "iree_tenstorrent.l1_region"

_TIE_SHAPE = "flow.dispatch.tie_shape"
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


def shards_of(access: ir.Operation) -> Shards | None:
    """How what a load or store accesses lies in L1; None where it is in DRAM."""
    if SHARDS not in access.attributes:
        return None
    return Shards(*ir.DenseI64ArrayAttr(access.attributes[SHARDS]))


def region_of(function: ir.Operation) -> int:
    """Bytes of L1 that a dispatch leaves to tensors."""
    return _number(function, REGION)


def _number(function: ir.Operation, name: str) -> int:
    """A function's attribute; 0 where it has none."""
    if name not in function.attributes:
        return 0
    return int(ir.IntegerAttr(function.attributes[name]).value)


def _set_number(function: ir.Operation, name: str, number: int) -> None:
    """The other way round: 0 takes the attribute away."""
    if name in function.attributes:
        del function.attributes[name]
    if number:
        integer = ir.IntegerType.get_signless(32, function.context)
        function.attributes[name] = ir.IntegerAttr.get(integer, number)


def mark_l1(function: ir.Operation, shards: Mapping[int, Shards], region: int) -> None:
    """Marks a dispatch that runs while the region of L1 has tensors: these of its bindings, and no
    others."""
    count = 0
    for access in accesses(function):
        own = shards.get(binding(access))
        if SHARDS in access.attributes:
            del access.attributes[SHARDS]
        if own is not None:
            fields = list(astuple(own))
            access.attributes[SHARDS] = ir.DenseI64ArrayAttr.get(fields, function.context)
            count += 1
    _set_number(function, SHARD_COUNT, count)
    _set_number(function, REGION, region)


def mark(function: ir.Operation, layouts: Iterable[tuple[ir.Operation, str]]) -> None:
    """Marks these loads and stores of a function, and no others."""
    for access in accesses(function):
        if LAYOUT in access.attributes:
            del access.attributes[LAYOUT]
    count = 0
    for access, text in layouts:
        access.attributes[LAYOUT] = ir.StringAttr.get(text, function.context)
        count += 1
    _set_number(function, COUNT, count)


def memory(access: ir.Operation) -> ir.Value:
    """What a load reads from or a store writes to."""
    return access.operands[0 if access.name == _ACCESSES[0] else 1]


def binding(access: ir.Operation) -> int:
    """The number of the binding that a load reads from or a store writes to. In phase `flow`, a dynamic shape
    is tied to the argument."""
    value = memory(access)
    subspan = defining_op(value)
    while subspan is not None and subspan.name == _TIE_SHAPE:
        value = subspan.operands[0]
        subspan = defining_op(value)
    if subspan is None:  # A dispatch of phase `flow`: argument i becomes binding i.
        return int(ir.BlockArgument(value).arg_number)
    return int(ir.IntegerAttr(subspan.attributes["binding"]).value)


def check(function: ir.Operation) -> dict[int, str]:
    """The layouts of the bindings that do not have rows. Raises LayoutError where marks were lost."""
    layouts: dict[int, str] = {}
    shards: dict[int, Shards | None] = {}
    for access in accesses(function):
        number, own = binding(access), layout_of(access)
        if layouts.setdefault(number, own) != own:
            raise LayoutError(f"binding {number} is used as rows and as tiles")
        if shards.setdefault(number, shards_of(access)) != shards_of(access):
            raise LayoutError(f"binding {number} is used in DRAM and in L1")
    for name, what in ((COUNT, LAYOUT), (SHARD_COUNT, SHARDS)):
        found = sum(what in access.attributes for access in accesses(function))
        expected = _number(function, name)
        if found != expected:
            raise LayoutError(f"{expected} loads and stores carried '{what}', {found} do")
    return {number: own for number, own in layouts.items() if own}


def l1_offsets(function: ir.Operation) -> dict[int, int]:
    """Where the tensors of bindings that are in L1 begin in the region."""
    found = {binding(access): shards_of(access) for access in accesses(function)}
    return {number: own.offset for number, own in sorted(found.items()) if own is not None}
