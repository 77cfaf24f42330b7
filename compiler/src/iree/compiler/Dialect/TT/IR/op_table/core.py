# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Rows for kernel arguments, circular buffers, L1 and semaphores: what every processor can call."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles

_CB = Param("cb", "cb")
_PAGES = Param("pages", "i32")
_COMMON = "compute_kernel_api/common.h"
_CB_API = "compute_kernel_api/cb_api.h"
_L1_WORD = "reinterpret_cast<volatile tt_l1_ptr uint32_t*>({address})"

OPS = (
    OpSpec(
        "get_arg_val",
        "Unique (per core) runtime argument `index`.",
        Roles.ANY,
        (Param("index", "i32"),),
        "i32",
        _COMMON,
        "get_arg_val<uint32_t>",
    ),
    OpSpec(
        "get_common_arg_val",
        "Common (every core's) runtime argument `index`.",
        Roles.ANY,
        (Param("index", "i32"),),
        "i32",
        _COMMON,
        "get_common_arg_val<uint32_t>",
    ),
    OpSpec(
        "get_compile_time_arg_val",
        "Compile-time argument `index` of the kernel.",
        Roles.ANY,
        (Param("index", "u32"),),
        "i32",
        _COMMON,
    ),
    OpSpec(
        "cb_reserve_back",
        "Waits until `pages` pages of the circular buffer are free for the producer.",
        Roles.ANY,
        (_CB, _PAGES),
        header=_CB_API,
    ),
    OpSpec(
        "cb_push_back",
        "Hands `pages` reserved pages to the consumer.",
        Roles.ANY,
        (_CB, _PAGES),
        header=_CB_API,
    ),
    OpSpec(
        "cb_wait_front",
        "Waits until the producer has pushed `pages` pages that are not popped yet.",
        Roles.ANY,
        (_CB, _PAGES),
        header=_CB_API,
    ),
    OpSpec(
        "cb_pop_front",
        "Gives `pages` pages back to the producer.",
        Roles.ANY,
        (_CB, _PAGES),
        header=_CB_API,
    ),
    OpSpec(
        "get_write_ptr",
        "L1 address of the first reserved page.",
        Roles.DATA_MOVEMENT,
        (_CB,),
        "i32",
    ),
    OpSpec(
        "get_read_ptr",
        "L1 address of the page at the front.",
        Roles.DATA_MOVEMENT,
        (_CB,),
        "i32",
    ),
    OpSpec(
        "l1_load",
        "The 32-bit word at an L1 address (a multiple of 4).",
        Roles.DATA_MOVEMENT,
        (Param("address", "i32"),),
        "i32",
        text="*" + _L1_WORD,
    ),
    OpSpec(
        "l1_store",
        "Stores a 32-bit word at an L1 address (a multiple of 4).",
        Roles.DATA_MOVEMENT,
        (Param("address", "i32"), Param("value", "i32")),
        text="*" + _L1_WORD + " = {value}",
    ),
    OpSpec(
        "get_semaphore",
        "L1 address of the program's semaphore `id` on this core.",
        Roles.DATA_MOVEMENT,
        (Param("id", "i32"),),
        "i32",
    ),
    OpSpec(
        "noc_semaphore_set",
        "Sets the semaphore at an L1 address of this core.",
        Roles.DATA_MOVEMENT,
        (Param("address", "i32"), Param("value", "i32")),
        text=f"noc_semaphore_set({_L1_WORD}, {{value}})",
    ),
    OpSpec(
        "noc_semaphore_wait",
        "Waits until the semaphore at an L1 address of this core equals `value`.",
        Roles.DATA_MOVEMENT,
        (Param("address", "i32"), Param("value", "i32")),
        text=f"noc_semaphore_wait({_L1_WORD}, {{value}})",
    ),
    OpSpec(
        "noc_semaphore_wait_min",
        "Waits until the semaphore at an L1 address of this core is at least `value`.",
        Roles.DATA_MOVEMENT,
        (Param("address", "i32"), Param("value", "i32")),
        text=f"noc_semaphore_wait_min({_L1_WORD}, {{value}})",
    ),
    OpSpec(
        "noc_semaphore_inc",
        "Adds `value` to the semaphore at a NoC address.",
        Roles.DATA_MOVEMENT,
        (Param("noc_address", "i64"), Param("value", "i32")),
    ),
)
