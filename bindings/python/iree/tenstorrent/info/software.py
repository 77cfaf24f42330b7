# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Looks for what this project itself needs: IREE's compiler, the runtime with the driver, a host compiler."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess

from iree.tenstorrent.info.checks import Check


def check_software() -> tuple[Check, ...]:
    """The compiler, the runtime and the emulated device's host compiler."""
    return _compiler(), _runtime(), _host_compiler()


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "(not installed by pip)"


def _compiler() -> Check:
    if importlib.util.find_spec("iree.compiler") is None:
        return Check("compiler", "missing", "", "pip install iree-base-compiler==3.13.0")
    return Check("compiler", "ok", f"iree-base-compiler {_version('iree-base-compiler')}")


def _runtime() -> Check:
    try:
        import iree.runtime as runtime
    except ImportError as error:
        return Check("runtime", "missing", "", f"install iree-tenstorrent-runtime ({error})")
    drivers = runtime.query_available_drivers()
    value = f"drivers {', '.join(sorted(drivers))}"
    if "tenstorrent" not in drivers:
        advice = (
            "this iree.runtime is the stock one: pip uninstall iree-base-runtime, then install "
            "iree-tenstorrent-runtime"
        )
        return Check("runtime", "missing", value, advice)
    return Check("runtime", "ok", value)


def _host_compiler() -> Check:
    named = os.environ.get("IREE_TENSTORRENT_CXX")
    for name in [named] if named else ["c++", "g++", "clang++"]:
        path = shutil.which(name)
        if path:
            result = subprocess.run([path, "--version"], capture_output=True, text=True)
            first = result.stdout.splitlines()[:1]
            return Check("host compiler", "ok", f"{path} ({first[0] if first else 'unknown'})")
    advice = "the emulated device compiles kernels with it: apt-get install g++"
    return Check("host compiler", "missing", named or "", advice)


def devices() -> tuple[str, ...]:
    """The devices that the driver lists, as `URI: name`; the first is `--device=tenstorrent`."""
    from iree.tenstorrent.device import DeviceNotFoundError, list_devices

    try:
        return tuple(f"{device.uri}: {device.name}" for device in list_devices())
    except (DeviceNotFoundError, ImportError):
        return ()
