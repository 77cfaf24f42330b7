# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kernels that call every function of the TT dialect's table once."""

from __future__ import annotations

from iree.tenstorrent.compiler.IR.metal_api import MetalApi, spelled
from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles
from iree.tenstorrent.compiler.IR.op_table import OPS
from iree.tenstorrent.compiler.Target.Cpp.compute_headers import compute_includes

_VALUES = {
    "cb": "0",
    "u32": "1",
    "bool": "true",
    "f32_bits": "0x3f800000",
    "data_format": "(uint32_t)DataFormat::Float32",
    "i32": "word",
    "index": "word",
    "any": "word",
    "i64": "uint64_t(word)",
    "f32": "float(word)",
    "addr_gen": "arena",
}
# Names of the API's enumerators, by the parameter's name.
_SYMBOLS = {
    "pool": "PoolType::SUM",
    "dim": "ReduceDim::REDUCE_ROW",
    "broadcast": "BroadcastType::ROW",
    "format": "DataFormat::Float32",
}


def data_movement_kernel(api: MetalApi) -> str:
    """Calls all functions of data movement."""
    arena = "  const InterleavedAddrGen<true> arena = {.page_size = 4096};"
    calls = [_call(spec) for spec in _specs(Roles.DATA_MOVEMENT, api)]
    return "\n".join(["void kernel_main() {", arena, "  uint32_t word = 0;", *calls, "}", ""])


def compute_kernels(api: MetalApi) -> dict[str, str]:
    """For each header of the compute API, a kernel that calls all of its functions.

    A kernel each: some of tt-metal's own headers exclude each other.
    """
    kernels: dict[str, str] = {}
    specs = _specs(Roles.COMPUTE, api)
    for header in sorted({spec.header for spec in specs if spec.header}):
        calls = [_call(spec) for spec in specs if spec.header == header]
        begin, end = ["void kernel_main() {"], ["}", ""]
        if api is MetalApi.V0_65:
            begin, end = ["namespace NAMESPACE {", "void MAIN {"], ["}", "}", ""]
        includes = compute_includes([header], "\n".join(calls), api)
        kernels[header] = "\n".join([includes, *begin, "  uint32_t word = 0;", *calls, *end])
    return kernels


def _specs(role: Roles, api: MetalApi) -> list[OpSpec]:
    return [spelled(spec, api) for spec in OPS if role in spec.roles and not spec.prelude]


def _argument(param: Param) -> str:
    value = _SYMBOLS[param.name] if param.kind == "symbol" else _VALUES[param.kind]
    return ", ".join([value] * (2 if param.variadic else 1))


def _call(spec: OpSpec) -> str:
    call = spec.call.format(**{param.name: _argument(param) for param in spec.params})
    if spec.result == "addr_gen":
        return f"  {{ const InterleavedAddrGen<true> result = {call}; }}"
    return f"  {{ auto result = {call}; }}" if spec.result else f"  {call};"
