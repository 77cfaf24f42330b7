# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Devices: what there is to run on, and opening one by its URI."""

from dataclasses import dataclass

import iree.runtime as rt


class DeviceNotFoundError(RuntimeError):
    """No device answers to the URI; the message says which drivers and devices there are."""


@dataclass(frozen=True)
class DeviceInfo:
    """One device, as its driver announces it.

    Attributes:
      uri: what `load_module(..., device=uri)` takes.
      name: the driver's description, for people.
    """

    uri: str
    name: str


def list_devices(driver: str = "tenstorrent") -> tuple[DeviceInfo, ...]:
    """Returns the devices of one driver, without opening any.

    Raises:
      DeviceNotFoundError: this build of iree.runtime has no such driver.
    """
    if driver not in rt.query_available_drivers():
        raise DeviceNotFoundError(_no_driver(driver))
    found = rt.get_driver(driver).query_available_devices()
    return tuple(
        DeviceInfo(f"{driver}://{info['path']}" if info["path"] else driver, str(info["name"]))
        for info in found
    )


def open_device(uri: str) -> rt.HalDevice:
    """Opens a device; the same URI gives the same device again (IREE keeps it for the process).

    Raises:
      DeviceNotFoundError: no such driver, or the driver cannot open the device.
    """
    driver = uri.partition("://")[0]
    if driver not in rt.query_available_drivers():
        raise DeviceNotFoundError(_no_driver(driver))
    try:
        return rt.get_device(uri)
    except (RuntimeError, ValueError) as error:
        raise DeviceNotFoundError(f"cannot open device '{uri}': {error}") from error


def _no_driver(driver: str) -> str:
    drivers = ", ".join(sorted(rt.query_available_drivers()))
    message = f"iree.runtime has no driver '{driver}' (it has: {drivers})"
    if driver == "tenstorrent":
        message += (
            "; the iree-base-runtime wheel cannot take drivers: use the iree.runtime that this "
            "project builds (//bindings/python), which has it linked in"
        )
    return message
