# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Modules on a device: loading a compiled module, and calling its functions with numpy arrays.

Functions take numpy arrays (or anything that numpy makes an array of), device arrays that another call returned, and
Python numbers where the signature has a scalar. Results come back as device arrays: `numpy.asarray(result)` copies one
to the host, and passing it to another function of the same device copies nothing.

Calls block until the results are ready. A module may be used from several threads, one call at a time in each.
"""

from collections.abc import Iterator
from typing import Any

import iree.runtime as rt

from .compile import CompiledModule
from .device import open_device


class Function:
    """One exported function of a loaded module."""

    def __init__(self, context: rt.SystemContext, vm_function: rt.VmFunction) -> None:
        self._vm_function = vm_function
        self._invoker = rt.FunctionInvoker(context.vm_context, context.config.device, vm_function)

    @property
    def name(self) -> str:
        return str(self._vm_function.name)

    @property
    def signature(self) -> str:
        """The declaration as the compiler recorded it, or "" where it did not."""
        return str(self._vm_function.reflection.get("iree.abi.declaration", ""))

    def __call__(self, *arguments: Any) -> Any:
        """Calls the function: one result as it is, several as a tuple, none as None.

        Raises:
          ValueError, RuntimeError: arguments that do not fit the signature, or a failure on the device; the message is
            IREE's, with the status code.
        """
        return self._invoker(*arguments)

    def __repr__(self) -> str:
        return f"<Function {self.signature or self.name}>"


class Module:
    """A compiled module loaded on one device. Functions are attributes and items."""

    def __init__(self, context: rt.SystemContext, vm_module: rt.VmModule) -> None:
        self._context = context
        self._vm_module = vm_module
        # Initializers and the async half of a function are the compiler's, not the user's.
        self._functions = {
            name: Function(context, function)
            for name in vm_module.function_names
            if not name.startswith("__")
            and not name.endswith("$async")
            and (function := vm_module.lookup_function(name)) is not None
        }

    @property
    def name(self) -> str:
        return str(self._vm_module.name)

    @property
    def device(self) -> rt.HalDevice:
        """The device that the module is loaded on, as iree.runtime knows it."""
        return self._context.config.device

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of the exported functions."""
        return tuple(self._functions)

    def __iter__(self) -> Iterator[Function]:
        return iter(self._functions.values())

    def __getitem__(self, name: str) -> Function:
        try:
            return self._functions[name]
        except KeyError:
            raise KeyError(
                f"module '{self.name}' has no function '{name}' (it has: {', '.join(self._functions)})"
            ) from None

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(str(error)) from None

    def __repr__(self) -> str:
        return f"<Module {self.name}: {', '.join(self._functions)}>"


def load_module(compiled: CompiledModule | bytes, device: str = "tenstorrent") -> Module:
    """Loads a compiled module on a device.

    Args:
      compiled: what `compile_module` returned, or the bytes of a .vmfb.
      device: URI of the device ("tenstorrent", "tenstorrent://emulator?arch=wormhole_b0", "local-task").

    Raises:
      DeviceNotFoundError: no such device.
      ValueError, RuntimeError: the module was not compiled for this device, or its executables are malformed.
    """
    vmfb = compiled.vmfb if isinstance(compiled, CompiledModule) else compiled
    config = rt.Config(device=open_device(device))
    vm_module = rt.VmModule.copy_buffer(config.vm_instance, vmfb)
    return Module(rt.SystemContext(vm_modules=[vm_module], config=config), vm_module)
