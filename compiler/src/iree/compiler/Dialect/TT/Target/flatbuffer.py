# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes programs as a `tt-metal-fb` executable (tenstorrent_executable_def.fbs).

`SLOTS` repeats the schema's tables field by field; a test compares it with the schema file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flatbuffers

from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    ComputeConfig,
    Kernel,
    Program,
    SourceLocation,
)
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

FILE_IDENTIFIER = b"TTEX"

# Table -> fields in slot order, as name:kind. An "offset" is a string, a vector or a table.
SLOTS: dict[str, tuple[str, ...]] = {
    "KernelDefineDef": ("name:offset", "value:offset"),
    "SourceLocationDef": ("filename:offset", "line:uint32", "column:uint32"),
    "KernelDef": (
        "name:offset",
        "role:uint8",
        "source:offset",
        "compile_time_args:offset",
        "defines:offset",
        "core_ranges:offset",
        "noc:int8",
    ),
    "CircularBufferDef": (
        "index:uint8",
        "format:uint8",
        "page_size:uint32",
        "page_count:uint32",
        "unpack_to_dest_mode:uint8",
    ),
    "SemaphoreDef": ("initial_value:uint32",),
    "ComputeConfigDef": (
        "math_fidelity:uint8",
        "fp32_dest_acc_en:bool",
        "dst_full_sync_en:bool",
        "math_approx_mode:bool",
    ),
    "ExportDef": (
        "name:offset",
        "constant_count:uint32",
        "binding_flags:offset",
        "lowering:offset",
        "kernels:offset",
        "circular_buffers:offset",
        "semaphores:offset",
        "compute_config:offset",
        "max_cores:uint32",
        "scratch_size:offset",
        "source_location:offset",
        "l1_tensors:offset",
        "l1_region_size:uint32",
    ),
    "ExecutableDef": (
        "arch:uint8",
        "dram_page_size:uint32",
        "exports:offset",
        "metal_api:uint8",
        "grid_columns:uint32",
        "grid_rows:uint32",
    ),
}

_BINDING_READ_ONLY = 1


def serialize(programs: Sequence[Program], target: TargetConfig) -> bytes:
    """The executable's bytes; `programs` are its exports in order."""
    builder = flatbuffers.Builder(4096)
    exports = _tables(builder, [_export(builder, program) for program in programs])
    root = _table(
        builder,
        "ExecutableDef",
        arch=target.arch_id,
        dram_page_size=target.dram_page_size,
        exports=exports,
        metal_api=target.metal_api.id,
        grid_columns=target.grid_columns,
        grid_rows=target.grid_rows,
    )
    builder.Finish(root, FILE_IDENTIFIER)
    return bytes(builder.Output())


def _export(builder: flatbuffers.Builder, program: Program) -> int:
    flags = [_BINDING_READ_ONLY if read_only else 0 for read_only in program.binding_read_only]
    location = program.source_location
    return _table(
        builder,
        "ExportDef",
        name=builder.CreateString(program.name),
        constant_count=program.constant_count,
        binding_flags=_scalars(builder, flags, 8, builder.PrependUint64),
        lowering=builder.CreateString(program.lowering),
        kernels=_tables(builder, [_kernel(builder, kernel) for kernel in program.kernels]),
        circular_buffers=_tables(
            builder, [_circular_buffer(builder, buffer) for buffer in program.circular_buffers]
        ),
        semaphores=_tables(
            builder,
            [_table(builder, "SemaphoreDef", initial_value=value) for value in program.semaphores],
        ),
        compute_config=_compute_config(builder, program.compute_config),
        max_cores=program.max_cores,
        scratch_size=_scalars(builder, program.scratch_size, 8, builder.PrependInt64),
        source_location=_source_location(builder, location) if location else None,
        l1_tensors=_pairs(builder, program.l1_tensors),
        l1_region_size=program.l1_region_size,
    )


def _kernel(builder: flatbuffers.Builder, kernel: Kernel) -> int:
    defines = [
        _table(
            builder,
            "KernelDefineDef",
            name=builder.CreateString(name),
            value=builder.CreateString(value),
        )
        for name, value in kernel.defines
    ]
    return _table(
        builder,
        "KernelDef",
        name=builder.CreateString(kernel.name),
        role=int(kernel.role),
        source=builder.CreateString(kernel.source),
        compile_time_args=_scalars(builder, kernel.compile_time_args, 4, builder.PrependUint32),
        defines=_tables(builder, defines),
        core_ranges=_pairs(builder, [(own.start, own.end) for own in kernel.core_ranges]),
        noc=kernel.noc,
    )


def _circular_buffer(builder: flatbuffers.Builder, buffer: CircularBuffer) -> int:
    return _table(
        builder,
        "CircularBufferDef",
        index=buffer.index,
        format=int(buffer.format),
        page_size=buffer.page_size,
        page_count=buffer.page_count,
        unpack_to_dest_mode=int(buffer.unpack_to_dest_mode),
    )


def _compute_config(builder: flatbuffers.Builder, config: ComputeConfig) -> int:
    return _table(
        builder,
        "ComputeConfigDef",
        math_fidelity=int(config.math_fidelity),
        fp32_dest_acc_en=config.fp32_dest_acc_en,
        dst_full_sync_en=config.dst_full_sync_en,
        math_approx_mode=config.math_approx_mode,
    )


def _source_location(builder: flatbuffers.Builder, location: SourceLocation) -> int:
    return _table(
        builder,
        "SourceLocationDef",
        filename=builder.CreateString(location.filename),
        line=location.line,
        column=location.column,
    )


def _table(builder: flatbuffers.Builder, table: str, /, **values: int | None) -> int:
    """Writes a table. Every field is written, so that the schema's defaults play no part."""
    slots = SLOTS[table]
    builder.StartObject(len(slots))
    for slot, field in enumerate(slots):
        field_name, kind = field.split(":")
        value = values.pop(field_name)
        if value is None:
            continue
        if kind == "offset":
            builder.PrependUOffsetTRelativeSlot(slot, value, 0)
            continue
        prepend = {
            "uint8": builder.PrependUint8,
            "int8": builder.PrependInt8,
            "uint32": builder.PrependUint32,
            "bool": builder.PrependBool,
        }[kind]
        prepend(value)
        builder.Slot(slot)
    assert not values, f"{table} has no field {sorted(values)}"
    return int(builder.EndObject())


def _tables(builder: flatbuffers.Builder, offsets: Sequence[int]) -> int:
    builder.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        builder.PrependUOffsetTRelative(offset)
    return int(builder.EndVector())


def _scalars(
    builder: flatbuffers.Builder,
    values: Sequence[int],
    size: int,
    prepend: Callable[[int], None],
) -> int:
    builder.StartVector(size, len(values), size)
    for value in reversed(values):
        prepend(value)
    return int(builder.EndVector())


def _pairs(builder: flatbuffers.Builder, pairs: Sequence[tuple[int, int]]) -> int:
    """A vector of structs of two uint32."""
    builder.StartVector(8, len(pairs), 4)
    for first, second in reversed(pairs):
        builder.PrependUint32(second)
        builder.PrependUint32(first)
    return int(builder.EndVector())
