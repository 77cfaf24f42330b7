# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The machines that kernels are written for: the figures a strategy plans with."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.IR.metal_api import DEFAULT_METAL_API, MetalApi


@dataclass(frozen=True)
class TargetConfig:
    """One architecture. Sizes and alignments in bytes.

    Figures of tt-metal v0.65's headers (noc_parameters.h, dev_mem_map.h) and SoC descriptors.
    """

    arch: str
    # Value of tt_arch_t in device_library/tt_device.h.
    arch_id: int
    worker_count: int
    # L1 of a worker that circular buffers can take.
    l1_available: int
    l1_alignment: int
    dram_read_alignment: int
    dram_write_alignment: int
    noc_max_burst: int
    # Workers: columns and rows of the grid in which core i is at i % columns, i / columns.
    grid_columns: int
    grid_rows: int
    # NoC coordinates of worker (0, 0). `gap_columns` columns of other nodes follow `gap_after` of workers.
    noc_origin: tuple[int, int]
    gap_after: int
    gap_columns: int
    # Interleaving of the DRAM arena over the banks.
    dram_page_size: int = 4096
    # How the FPU multiplies f32 matrices: one of F32_MATMULS.
    f32_matmul: str = "f32"
    # The generation of tt-metal's API that kernels are written for.
    metal_api: MetalApi = DEFAULT_METAL_API

    @property
    def l1_region_size(self) -> int:
        """The most of a worker's L1 that tensors between dispatches may take: a quarter leaves most
        kernels the blocks that they would have with all of it."""
        return self.l1_available // 4 // 64 * 64


BLACKHOLE = TargetConfig(
    arch="blackhole",
    arch_id=2,
    worker_count=120,
    l1_available=1400 * 1024,
    l1_alignment=16,
    dram_read_alignment=64,
    dram_write_alignment=16,
    noc_max_burst=16384,
    grid_columns=12,
    grid_rows=10,
    noc_origin=(1, 2),
    gap_after=7,
    gap_columns=2,
)

WORMHOLE_B0 = TargetConfig(
    arch="wormhole_b0",
    arch_id=1,
    worker_count=64,
    l1_available=1332 * 1024,
    l1_alignment=16,
    dram_read_alignment=32,
    dram_write_alignment=16,
    noc_max_burst=8192,
    grid_columns=8,
    grid_rows=8,
    noc_origin=(18, 18),
    gap_after=8,
    gap_columns=0,
)

# In parts that keep (nearly) all bits of an f32, or rounded to the FPU's TF32.
F32_MATMULS = ("f32", "tf32")

TARGETS = {target.arch: target for target in (BLACKHOLE, WORMHOLE_B0)}
DEFAULT_ARCH = BLACKHOLE.arch
