# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Rows for the network on chip: addresses, asynchronous reads and writes, barriers."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles

_NOC_ADDRESS = Param("noc_address", "i64")
_L1_ADDRESS = Param("l1_address", "i32")
_BYTES = Param("bytes", "i32")
_DM = Roles.DATA_MOVEMENT

OPS = (
    OpSpec(
        "interleaved_addr_gen",
        "Addresses of a buffer whose pages of `page_size` bytes go round the DRAM banks.",
        _DM,
        (Param("bank_base_address", "i32"), Param("page_size", "u32")),
        "addr_gen",
        text="{{.bank_base_address = {bank_base_address}, .page_size = {page_size}}}",
    ),
    OpSpec(
        "get_noc_addr",
        "NoC address of byte `offset` of page `page`.",
        _DM,
        (Param("page", "i32"), Param("addr_gen", "addr_gen"), Param("offset", "i32")),
        "i64",
    ),
    OpSpec(
        "get_noc_addr_xy",
        "NoC address of an L1 address on the core at NoC coordinates x, y.",
        _DM,
        (Param("x", "i32"), Param("y", "i32"), _L1_ADDRESS),
        "i64",
        function="get_noc_addr",
    ),
    OpSpec(
        "get_noc_multicast_addr",
        "NoC address of an L1 address on all workers of a rectangle, corners in NoC coordinates.",
        _DM,
        (
            Param("x_start", "i32"),
            Param("y_start", "i32"),
            Param("x_end", "i32"),
            Param("y_end", "i32"),
            _L1_ADDRESS,
        ),
        "i64",
    ),
    OpSpec(
        "noc_async_write_multicast",
        "Starts a write of `bytes` bytes to the workers of a rectangle but this one: `destinations` cores.",
        _DM,
        (_L1_ADDRESS, _NOC_ADDRESS, _BYTES, Param("destinations", "i32")),
    ),
    OpSpec(
        "noc_semaphore_set_multicast",
        "Copies this core's semaphore at an L1 address to the workers of a rectangle but this one.",
        _DM,
        (_L1_ADDRESS, _NOC_ADDRESS, Param("destinations", "i32")),
    ),
    OpSpec(
        "noc_async_read",
        "Starts a read of `bytes` bytes from a NoC address to L1 of this core. A source in DRAM and "
        "the target agree modulo the DRAM read alignment.",
        _DM,
        (_NOC_ADDRESS, _L1_ADDRESS, _BYTES),
    ),
    OpSpec(
        "noc_async_write",
        "Starts a write of `bytes` bytes from L1 of this core to a NoC address. Both agree modulo "
        "the write alignment.",
        _DM,
        (_L1_ADDRESS, _NOC_ADDRESS, _BYTES),
    ),
    OpSpec("noc_async_read_barrier", "Waits for all reads of this processor to end.", _DM),
    OpSpec("noc_async_write_barrier", "Waits for all writes of this processor to end.", _DM),
    OpSpec(
        "noc_async_writes_flushed",
        "Waits until all writes have left this core (their sources may be reused).",
        _DM,
    ),
)
