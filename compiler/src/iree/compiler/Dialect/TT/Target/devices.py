# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The devices that a module is compiled for: ours, and IREE's own as alternatives to it.

IREE's pipeline refuses a device id that no plugin of the compiler has registered, so a module has no
devices up to phase `stream`, and gets `#hal.device.target`s afterwards. What IREE makes of a flag such as
`--iree-hal-target-device=local` is found out with a session of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from iree.compiler import ir
from iree.compiler.api import Session, Source

from iree.tenstorrent.compiler.Target import attribute_text, device_attributes
from iree.tenstorrent.compiler.Target.invocation import Compiler
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

_MODULE_ATTRIBUTE = "hal.device.targets"
_PROBE = b"func.func @devices() { return }\0"


def take_from_module(module: ir.Operation, default: TargetConfig) -> list[str] | None:
    """Removes and returns what the input itself says in `hal.device.targets`; None if nothing.

    A device of ours is completed: one without architecture is for `default`."""
    if _MODULE_ATTRIBUTE not in module.attributes:
        return None
    devices = [_completed(device, default) for device in module.attributes[_MODULE_ATTRIBUTE]]
    del module.attributes[_MODULE_ATTRIBUTE]
    return devices


def set_on_module(module: ir.Operation, devices: Sequence[str]) -> None:
    """One device of the program, which at run time is the first of `devices` that there is."""
    attribute = devices[0]
    if len(devices) > 1:
        attribute = f"#hal.device.select<[{', '.join(devices)}]> : !hal.device"
    # As its own plugin matches ids: local-task and local-sync are both meant. Ours are matched as they are.
    attribute = attribute.replace('#hal.device.target<"local"', '#hal.device.target<"local*"')
    parsed = ir.Attribute.parse(attribute, module.context)
    module.attributes[_MODULE_ATTRIBUTE] = ir.ArrayAttr.get([parsed], module.context)


def of_flag(flag: str) -> str:
    """The device that one of IREE's target flags names. Raises CompilationError."""
    session = Session()
    session.set_flags(flag)
    compiler = Compiler(session)
    module = compiler.parse(Source.wrap_buffer(session, _PROBE, buffer_name=f"<{flag}>"))
    compiler.run(module, None, "executable-sources")
    globals_ = [op for op in module.regions[0].blocks[0].operations if op.name == "util.global"]
    return str(globals_[0].operation.attributes["initial_value"])


def _completed(device: ir.Attribute, default: TargetConfig) -> str:
    text = str(device)
    is_own = text.startswith(f'#hal.device.target<"{device_attributes.DEVICE_ID}"')
    if is_own and attribute_text.arch(text) is None:
        return device_attributes.device_target(default)
    return text
