# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""iree-compile's command line: which flags are ours, which go to IREE.

The grammar is LLVM's: one or two dashes, `--flag=value`, and `--flag value` for the flags named here.
Flags that we do not know go to IREE as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iree.tenstorrent.compiler.IR.metal_api import DEFAULT_METAL_API, METAL_APIS
from iree.tenstorrent.compiler.Target import phases
from iree.tenstorrent.compiler.Target.device_attributes import BACKEND, DEVICE_ID
from iree.tenstorrent.compiler.Target.target_config import DEFAULT_ARCH, F32_MATMULS, TARGETS

# Flags with a value that iree-compile's main function or we take for ourselves.
_VALUED = (
    "o",
    "compile-from",
    "compile-to",
    "compile-mode",
    "output-format",
    "iree-hal-target-backends",
    "iree-hal-target-device",
    "iree-hal-dump-executable-files-to",
    "iree-hal-dump-executable-sources-to",
    "iree-hal-dump-executable-binaries-to",
    "iree-tenstorrent-arch",
    "iree-tenstorrent-f32-matmul",
    "iree-tenstorrent-metal-api",
    "iree-tenstorrent-report",
)
# Flags of ours that are on or off; on where no value follows.
_BOOLEANS = {"iree-tenstorrent-tiled-layouts": True, "iree-tenstorrent-l1-tensors": True}
_TRUTH = {"true": True, "TRUE": True, "True": True, "1": True, "": True}
_TRUTH |= {"false": False, "FALSE": False, "False": False, "0": False}
OWN_DEVICE = DEVICE_ID
_HELP = ("help", "h", "help-hidden", "help-list", "help-list-hidden")

HELP = f"""\

Tenstorrent options (with --iree-hal-target-backends={BACKEND} or --iree-hal-target-device={DEVICE_ID}):

  --iree-tenstorrent-arch=<value>                       - Architecture to compile for: {", ".join(sorted(TARGETS))}
                                                          (default: {DEFAULT_ARCH})
  --iree-tenstorrent-f32-matmul=<value>                 - How the FPU multiplies f32: f32 (default; in parts, to f32's
                                                          accuracy), or tf32 (10 bits of mantissa, three times as fast)
  --iree-tenstorrent-metal-api=<value>                  - Generation of tt-metal's kernel API: {", ".join(METAL_APIS)}
                                                          (default: {DEFAULT_METAL_API.value})
  --iree-tenstorrent-tiled-layouts                      - Keep tensors that only dispatches see, and weights, as
                                                          tiles in DRAM (default: true)
  --iree-tenstorrent-l1-tensors                         - Keep those that pass between dispatches in L1, sharded
                                                          over the cores, where they fit (default: true)
  --iree-tenstorrent-report=<file>                      - Write how each dispatch was lowered, as JSON; `-` is stdout
  --compile-to={phases.TT_KERNELS}                              - Stop at the kernels and print them
  --iree-hal-dump-executable-files-to=<directory>       - Also writes each kernel as a .cpp file
"""


class CommandLineError(Exception):
    """The command line is wrong; the text says how."""


@dataclass(frozen=True)
class CommandLine:
    """What was asked for. `flags` are IREE's, in their order; `devices` the alternatives to compile
    for, each OWN_DEVICE or the flag that makes IREE's own tool compile for it."""

    # Whether the target flags name us; None where there are none, and the input decides.
    is_tenstorrent: bool | None
    devices: tuple[str, ...] = ()
    input: str = "-"
    output: str = "-"
    compile_from: str = "start"
    compile_to: str = "end"
    compile_mode: str = "std"
    output_format: str = "vm-bytecode"
    arch: str = DEFAULT_ARCH
    f32_matmul: str = F32_MATMULS[0]
    tiled_layouts: bool = True
    l1_tensors: bool = True
    metal_api: str = DEFAULT_METAL_API.value
    report: str | None = None
    dump_sources: str | None = None
    dump_binaries: str | None = None
    show_help: bool = False
    flags: tuple[str, ...] = ()


def parse(arguments: Sequence[str]) -> CommandLine:
    """Raises CommandLineError. What is not for us is left out where other targets are named."""
    values: dict[str, list[str]] = {}
    flags: list[str] = []
    inputs: list[str] = []
    show_help = False
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if not argument.startswith("-") or argument == "-":
            inputs.append(argument)
            continue
        name, equals, value = argument.lstrip("-").partition("=")
        if name in _HELP:
            show_help = True
            flags.append(argument)
        elif name in _BOOLEANS:
            values.setdefault(name, []).append(value if equals else "true")
        elif name not in _VALUED:
            flags.append(argument)
        else:
            if not equals:
                if not rest:
                    raise CommandLineError(f"flag '--{name}' requires a value")
                value = rest.pop(0)
            values.setdefault(name, []).append(value)
    return _command_line(values, flags, inputs, show_help)


def _command_line(
    values: dict[str, list[str]], flags: list[str], inputs: list[str], show_help: bool
) -> CommandLine:
    devices = _devices(values)
    if devices and OWN_DEVICE not in devices:
        return CommandLine(False, show_help=show_help)
    if len(inputs) > 1:
        raise CommandLineError(f"one input file expected, '{inputs[1]}' is another")

    def last(name: str, default: str) -> str:
        return values[name][-1] if name in values else default

    def boolean(name: str) -> bool:
        value = last(name, str(_BOOLEANS[name]))
        if value not in _TRUTH:
            raise CommandLineError(
                f"for the --{name} option: '{value}' is invalid value for boolean argument! Try 0 or 1"
            )
        return _TRUTH[value]

    def directory(name: str) -> str | None:
        both = values.get("iree-hal-dump-executable-files-to")
        return values[name][-1] if name in values else both[-1] if both else None

    line = CommandLine(
        True if devices else None,
        devices=devices,
        input=inputs[0] if inputs else "-",
        output=last("o", "-"),
        compile_from=last("compile-from", "start"),
        compile_to=last("compile-to", "end"),
        compile_mode=last("compile-mode", "std"),
        output_format=last("output-format", "vm-bytecode"),
        arch=last("iree-tenstorrent-arch", DEFAULT_ARCH),
        f32_matmul=last("iree-tenstorrent-f32-matmul", F32_MATMULS[0]),
        tiled_layouts=boolean("iree-tenstorrent-tiled-layouts"),
        l1_tensors=boolean("iree-tenstorrent-l1-tensors"),
        metal_api=last("iree-tenstorrent-metal-api", DEFAULT_METAL_API.value),
        report=values["iree-tenstorrent-report"][-1]
        if "iree-tenstorrent-report" in values
        else None,
        dump_sources=directory("iree-hal-dump-executable-sources-to"),
        dump_binaries=directory("iree-hal-dump-executable-binaries-to"),
        show_help=show_help,
        flags=tuple(flags),
    )
    _check(line)
    return line


def _devices(values: dict[str, list[str]]) -> tuple[str, ...]:
    """The devices that the target flags name, as CommandLine.devices has them."""
    flags = values.get("iree-hal-target-device", [])
    devices = [
        (name, f"--iree-hal-target-backends={name}")
        for value in values.get("iree-hal-target-backends", [])
        for name in value.split(",")
    ] + [(name, f"--iree-hal-target-device={name}") for value in flags for name in value.split(",")]
    own = [OWN_DEVICE if name == BACKEND else flag for name, flag in devices]
    if OWN_DEVICE in own and len(set(flags)) > 1:
        raise CommandLineError(
            "several devices in one module are not supported; "
            f"--iree-hal-target-device={','.join(flags)} compiles for the first of them there is"
        )
    return tuple(dict.fromkeys(own))


def _check(line: CommandLine) -> None:
    choices = {
        "compile-from": (line.compile_from, phases.PHASES),
        "compile-to": (line.compile_to, phases.PHASES),
        "compile-mode": (line.compile_mode, ("std", "hal-executable")),
        "output-format": (line.output_format, ("vm-bytecode",)),
        "iree-tenstorrent-arch": (line.arch, tuple(sorted(TARGETS))),
        "iree-tenstorrent-f32-matmul": (line.f32_matmul, F32_MATMULS),
        "iree-tenstorrent-metal-api": (line.metal_api, METAL_APIS),
    }
    for name, (value, known) in choices.items():
        if value not in known:
            raise CommandLineError(
                f"for the --{name} option: cannot find option named '{value}' (one of {', '.join(known)})"
            )
