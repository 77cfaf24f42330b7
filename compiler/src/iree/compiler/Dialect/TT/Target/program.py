# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""tt-metal programs as plain data: what a strategy emits and what the FlatBuffer holds.

The classes mirror `runtime/src/iree/schemas/tenstorrent_executable_def.fbs` table by table; that file
documents each field's meaning, units and limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class KernelRole(IntEnum):
    """The RISC-V processors of a Tensix core that a kernel is placed on."""

    READER = 0
    COMPUTE = 1
    WRITER = 2


class DataFormat(IntEnum):
    """Values of tt-metal's `enum class DataFormat`."""

    FLOAT32 = 0
    FLOAT16 = 1
    BFP8 = 2
    BFP4 = 3
    TF32 = 4
    FLOAT16_B = 5
    BFP8_B = 6
    BFP4_B = 7
    INT32 = 8
    UINT16 = 9
    LF8 = 10
    BFP2 = 11
    INT8 = 14
    BFP2_B = 15
    UINT32 = 24
    UINT8 = 30


class MathFidelity(IntEnum):
    """How many phases the FPU multiplies in."""

    LOFI = 0
    HIFI2 = 2
    HIFI3 = 3
    HIFI4 = 4


class UnpackToDestMode(IntEnum):
    """Whether the unpacker of a circular buffer may write DST past SrcA, keeping all 32 bits."""

    DEFAULT = 0
    UNPACK_TO_DEST_FP32 = 1


@dataclass(frozen=True)
class SourceLocation:
    """Where a dispatch came from, for diagnostics. Line and column count from 1; 0 is unknown."""

    filename: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.filename}:{self.line}:{self.column}"


@dataclass(frozen=True)
class CoreRange:
    """Cores start to end, inclusive, by linear index (y * grid_x + x)."""

    start: int
    end: int


@dataclass(frozen=True)
class Kernel:
    """One kernel: its complete C++ text and where it runs."""

    name: str
    role: KernelRole
    source: str
    compile_time_args: tuple[int, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    core_ranges: tuple[CoreRange, ...] = ()
    noc: int = -1


@dataclass(frozen=True)
class CircularBuffer:
    """A circular buffer in the L1 of every core of the program. Sizes in bytes."""

    index: int
    format: DataFormat
    page_size: int
    page_count: int
    unpack_to_dest_mode: UnpackToDestMode = UnpackToDestMode.DEFAULT

    @property
    def size(self) -> int:
        return self.page_size * self.page_count


@dataclass(frozen=True)
class ComputeConfig:
    """tt-metal's ComputeConfig of the program's compute kernel."""

    math_fidelity: MathFidelity = MathFidelity.HIFI4
    fp32_dest_acc_en: bool = False
    dst_full_sync_en: bool = False
    math_approx_mode: bool = False


@dataclass(frozen=True)
class Program:
    """One export of an executable."""

    name: str
    constant_count: int
    # One entry a binding: whether the dispatch only reads it.
    binding_read_only: tuple[bool, ...]
    lowering: str
    kernels: tuple[Kernel, ...]
    circular_buffers: tuple[CircularBuffer, ...] = ()
    semaphores: tuple[int, ...] = ()
    compute_config: ComputeConfig = ComputeConfig()
    # Most cores the program can use; 0 is all.
    max_cores: int = 0
    # Postfix program over the push constants; see ExportDef.scratch_size.
    scratch_size: tuple[int, ...] = ()
    source_location: SourceLocation | None = None
    # (binding, offset in the L1 region) of those that lie in L1, and the bytes of the region.
    l1_tensors: tuple[tuple[int, int], ...] = ()
    l1_region_size: int = 0

    @property
    def l1_bytes(self) -> int:
        """L1 that the circular buffers take on each core, in bytes."""
        return sum(buffer.size for buffer in self.circular_buffers)
