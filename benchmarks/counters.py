# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What one call does on the emulated device, by the device library's counters: free of noise."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import iree.tenstorrent as tt
from tests.e2e.program import Program


@dataclass(frozen=True)
class Launch:
    """One launched dispatch; the fields are the driver's (docs/driver.md)."""

    dispatch: str
    cores: int
    device_ns: int
    host_ns: int
    dram_read_bytes: int
    dram_write_bytes: int
    noc_transactions: int
    fpu_tile_ops: int
    sfpu_tile_ops: int
    pack_tile_ops: int


@dataclass(frozen=True)
class Traffic:
    """What a call must read and write at the least: its arguments and its results."""

    operand_bytes: int
    result_bytes: int


def launches(program: Program, compiled: tt.CompiledModule) -> tuple[list[Launch], Traffic]:
    """Runs a program once on a device of its own, with counters."""
    arguments = program.arguments()
    with tempfile.TemporaryDirectory(prefix="iree-tenstorrent-counters-") as folder:
        file = Path(folder) / "counters.jsonl"
        module = tt.load_module(compiled, f"tenstorrent://?counters={file}")
        results = module[program.function](*arguments)
        results = results if isinstance(results, tuple) else (results,)
        traffic = Traffic(
            sum(np.asarray(argument).nbytes for argument in arguments),
            sum(np.asarray(result).nbytes for result in results),
        )
        lines = [json.loads(line) for line in file.read_text().splitlines()]
    return [_launch(line) for line in lines], traffic


def _launch(line: dict[str, int]) -> Launch:
    return Launch(**{name: line[name] for name in Launch.__dataclass_fields__})  # type: ignore[arg-type]
