# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rows for the kernel library (Target/Cpp/preludes): functions that a kernel's text brings along."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles

_ARENA = Param("arena", "addr_gen")
_WINDOW = Param("window", "window")
_OFFSET = Param("offset", "i64")
_L1 = Param("l1_address", "i32")
_BYTES = Param("bytes", "i32")
_COUNT = Param("count", "i32")
_SOURCE = Param("source", "symbol", template=True)
_TARGET = Param("target", "symbol", template=True)
_DM = Roles.DATA_MOVEMENT

OPS = (
    OpSpec(
        "arena_read",
        "Starts reads of any byte range of the DRAM arena to L1; both agree modulo the DRAM read alignment.",
        _DM,
        (_ARENA, _OFFSET, _L1, _BYTES),
        prelude="arena",
    ),
    OpSpec(
        "arena_write",
        "Starts writes from L1 to any byte range of the DRAM arena; both agree modulo the write alignment.",
        _DM,
        (_ARENA, _L1, _OFFSET, _BYTES),
        prelude="arena",
    ),
    OpSpec(
        "open_window",
        "A read-only cache of `lines` (a power of two) arena pages in L1 memory of lines * 4100 + 64 bytes.",
        _DM,
        (_L1, Param("lines", "u32")),
        "window",
        prelude="elements",
    ),
    OpSpec(
        "read_elements",
        "Writes to L1 the elements `first` to first + count - 1 of an iteration space, converted; "
        "`dims` has size and step in the buffer of each dimension, outermost first.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _ARENA,
            _WINDOW,
            _OFFSET,
            Param("first", "i32"),
            _COUNT,
            _L1,
            Param("dims", "i32", variadic=True),
        ),
        text="read_elements<{source}, {target}>"
        "({arena}, {window}, {offset}, {first}, {count}, {l1_address}, {{{dims}}})",
        prelude="elements",
    ),
    OpSpec(
        "write_elements",
        "Converts `count` elements in L1 into `staging` and starts their write to any arena offset.",
        _DM,
        (_SOURCE, _TARGET, _ARENA, Param("staging", "i32"), _OFFSET, _COUNT, _L1),
        prelude="elements",
    ),
)
