# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The HAL device and executable targets of our dispatches, as IREE's attributes."""

from __future__ import annotations

from iree.tenstorrent.compiler.Target.target_config import TARGETS, TargetConfig

DEVICE_ID = "tenstorrent"
BACKEND = "tenstorrent"
EXECUTABLE_FORMAT = "tt-metal-fb"


def executable_target(target: TargetConfig) -> str:
    """The `#hal.executable.target` of our variants, as text."""
    entries = {"arch": target.arch}
    default = TARGETS[target.arch]
    if target.f32_matmul != default.f32_matmul:
        entries["f32_matmul"] = target.f32_matmul
    if target.metal_api is not default.metal_api:
        entries["metal_api"] = target.metal_api.value
    config = ", ".join(f'{name} = "{value}"' for name, value in entries.items())
    return f'#hal.executable.target<"{BACKEND}", "{EXECUTABLE_FORMAT}", {{{config}}}>'


def device_target(target: TargetConfig) -> str:
    """The `#hal.device.target`, as text."""
    config = f'{{arch = "{target.arch}"}}'
    return (
        f'#hal.device.target<"{DEVICE_ID}", {config}, [{executable_target(target)}]> : !hal.device'
    )
