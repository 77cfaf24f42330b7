# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Compares the tenstorrent target with IREE's llvm-cpu and vmvx on this host, all in one run.

    ./bazelw run //benchmarks:run
    ./bazelw run //benchmarks:run -- --only=matmul
    ./bazelw run //benchmarks:run -- --large --update=$PWD/docs/performance.md

Prints tables: host time of calls and their ratios to llvm-cpu, what the emulated device did by its counters, peak host
memory, and for models each dispatch with its lowering and its share of the work. Targets take turns within a round, so
that a busy machine slows all of them alike. Each first result is checked against its reference before it is timed.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import iree.tenstorrent as tt
from benchmarks import counters, memory, startup, tables
from benchmarks.cases import CASES, Case
from benchmarks.targets import LLVM_CPU, TENSTORRENT, VMVX, Target, call, compile
from benchmarks.timing import measure
from tests.e2e.program import Program

_BACKENDS = (TENSTORRENT.backend, LLVM_CPU.backend, VMVX.backend)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="runs of each program")
    parser.add_argument(
        "--seconds", type=float, default=20, help="most that a program's rounds take"
    )
    parser.add_argument("--processes", type=int, default=5, help="runs of each whole process")
    parser.add_argument("--only", default="", help="regular expression that names must match")
    parser.add_argument("--large", action="store_true", help="the large models too")
    parser.add_argument("--update", type=Path, help="a page to put the tables into")
    arguments = parser.parse_args()

    chosen = [case for case in CASES if re.search(arguments.only, case.name)]
    chosen = [case for case in chosen if arguments.large or not case.is_large]
    results = _Results()
    failures: list[str] = []
    if re.search(arguments.only, "simple_add"):
        for subject, seconds in startup.seconds(arguments.processes).items():
            results.add_time(subject, seconds, None)
    for case in chosen:
        try:
            _run(case, results, arguments.rounds, arguments.seconds)
        except (AssertionError, RuntimeError, ValueError) as error:
            failures.append(f"{case.name}: {error}")
            print(failures[-1], flush=True)
    for name, table in results.tables().items():
        print(f"\n{name}\n\n{table}", flush=True)
    if arguments.update:
        tables.update(arguments.update, results.tables())
    if failures:
        raise SystemExit(f"{len(failures)} of {len(chosen)} programs failed")


class _Results:
    """Rows of the tables, as they come."""

    def __init__(self) -> None:
        self._times: list[list[str]] = []
        self._efficiency: list[list[str]] = []
        self._memory: list[list[str]] = []
        self._dispatches: list[list[str]] = []

    def tables(self) -> dict[str, str]:
        headers = {
            "host time": [
                "",
                *(f"{name}, ms" for name in _BACKENDS),
                "ratio",
                "limit",
                "vmvx / ours",
            ],
            "efficiency": [
                "",
                "lowering",
                "launches",
                "cores",
                "DRAM read, MiB",
                "of operands",
                "DRAM written, MiB",
                "of results",
                "FPU tile ops",
                "SFPU tile ops",
                "modelled, ms",
            ],
            "memory": ["", "tenstorrent, MiB", "llvm-cpu, MiB", "1.5 x llvm-cpu + 400, MiB"],
            "dispatches": [
                "",
                "lowering",
                "calls",
                "operations",
                "modelled time",
                "host time",
            ],
        }
        rows = (self._times, self._efficiency, self._memory, self._dispatches)
        return {
            name: tables.table(header, content)
            for (name, header), content in zip(headers.items(), rows, strict=True)
            if content
        }

    def add_time(self, name: str, seconds: Mapping[str, float], limit: float | None) -> None:
        ours, cpu = seconds[TENSTORRENT.backend], seconds[LLVM_CPU.backend]
        columns = [
            tables.milliseconds(seconds[backend]) if backend in seconds else "-"
            for backend in _BACKENDS
        ]
        slow = seconds.get(VMVX.backend)
        columns += [f"{ours / cpu:.2f}", f"{limit}" if limit else "-"]
        columns.append(f"{slow / ours:.1f}" if slow else "-")
        self._times.append([name, *columns])
        print(f"{name}: {ours / cpu:.2f} x {LLVM_CPU.backend}", flush=True)

    def add_launches(
        self,
        name: str,
        compiled: tt.CompiledModule,
        launches: list[counters.Launch],
        traffic: counters.Traffic,
    ) -> None:
        lowerings = sorted({dispatch.lowering for dispatch in compiled.dispatches})
        read = sum(launch.dram_read_bytes for launch in launches)
        written = sum(launch.dram_write_bytes for launch in launches)
        self._efficiency.append(
            [
                name,
                ", ".join(lowerings),
                f"{len(launches)}",
                f"{max((launch.cores for launch in launches), default=0)}",
                tables.mebibytes(read),
                f"{read / traffic.operand_bytes:.2f}",
                tables.mebibytes(written),
                f"{written / traffic.result_bytes:.2f}",
                f"{sum(launch.fpu_tile_ops for launch in launches)}",
                f"{sum(launch.sfpu_tile_ops for launch in launches)}",
                tables.milliseconds(1e-9 * sum(launch.device_ns for launch in launches)),
            ]
        )

    def add_memory(self, name: str, ours: int, cpu: int) -> None:
        allowed = 1.5 * cpu + 400 * 2**20
        self._memory.append([name, *(tables.mebibytes(size) for size in (ours, cpu, allowed))])

    def add_dispatches(
        self, name: str, compiled: tt.CompiledModule, launches: list[counters.Launch]
    ) -> None:
        work = {item.name: item.calls * (item.operations or 0) for item in compiled.dispatches}
        device: dict[str, int] = defaultdict(int)
        host: dict[str, int] = defaultdict(int)
        calls: dict[str, int] = defaultdict(int)
        for launch in launches:
            device[launch.dispatch] += launch.device_ns
            host[launch.dispatch] += launch.host_ns
            calls[launch.dispatch] += 1
        for item in compiled.dispatches:
            self._dispatches.append(
                [
                    f"{name}: `{item.name}`",
                    item.lowering,
                    f"{calls[item.name]}",
                    tables.percent(work[item.name], sum(work.values())),
                    tables.percent(device[item.name], sum(device.values())),
                    tables.percent(host[item.name], sum(host.values())),
                ]
            )


def _run(case: Case, results: _Results, rounds: int, seconds: float) -> None:
    program = case.make()
    targets = [TENSTORRENT, LLVM_CPU, *([VMVX] if case.vmvx else [])]
    compiled = {target.backend: compile(program, target, case.flags) for target in targets}
    actions = {
        target.backend: call(program, compiled[target.backend], target) for target in targets
    }
    results.add_time(case.name, measure(actions, rounds, seconds), case.limit)
    del actions
    ours = compiled[TENSTORRENT.backend]
    launches, traffic = counters.launches(program, ours)
    results.add_launches(case.name, ours, launches, traffic)
    results.add_memory(case.name, *_memory(program, compiled))
    if case.is_model:
        results.add_dispatches(case.name, ours, launches)


def _memory(program: Program, compiled: Mapping[str, tt.CompiledModule]) -> list[int]:
    targets: tuple[Target, ...] = (TENSTORRENT, LLVM_CPU)
    return [memory.peak(program, compiled[target.backend], target) for target in targets]


if __name__ == "__main__":
    main()
