# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Looks for all that a card needs: the kernel driver, the card, its firmware, tt-metal, the kernels' compiler.

What tt-metal v0.65 asks for is in its INSTALLING.md. The metalium device library checks the same before it opens a
card (prerequisites.cc); its errors are the same advice.
"""

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from iree.tenstorrent.info.checks import Check, dotted, is_older

TT_METAL = "v0.65"
_DRIVER = (2, 1, 0)
_FIRMWARE = (18, 7, 0)
_PCI_VENDOR = "0x1e52"
_COMPILER = "compiler/bin/riscv-tt-elf-g++"
PLUG_IN = "libtt_device_metalium.so"


@dataclass(frozen=True)
class Machine:
    """Where to look; tests give a made-up tree.

    Attributes:
      root: in front of /dev, /sys and /opt.
      environment: the variables.
      driver_folders: where the driver's own file is, beside which it looks for the device library first.
    """

    root: Path = Path("/")
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    driver_folders: tuple[Path, ...] = field(default_factory=lambda: _driver_folders())


def _driver_folders() -> tuple[Path, ...]:
    try:
        found = importlib.util.find_spec("iree._runtime_libs")
    except ModuleNotFoundError:
        return ()
    places = found.submodule_search_locations if found else None
    return tuple(Path(place) for place in places or ())


def check_card(machine: Machine) -> tuple[Check, ...]:
    """Every check, in the order in which a user mends them."""
    return (
        _kernel_driver(machine),
        *_cards(machine),
        _tt_metal(machine),
        _host_library(machine),
        _kernel_compiler(machine),
        _plug_in(machine),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _kernel_driver(machine: Machine) -> Check:
    version = _read(machine.root / "sys/module/tenstorrent/version")
    if not version and not (machine.root / "dev/tenstorrent").exists():
        advice = f"install tt-kmd {dotted(_DRIVER)} or newer, then: modprobe tenstorrent"
        return Check("kernel driver", "missing", "", advice)
    if is_older(version, _DRIVER):
        advice = f"install tt-kmd {dotted(_DRIVER)} or newer"
        return Check("kernel driver", "old", f"tt-kmd {version}", advice)
    return Check("kernel driver", "ok", f"tt-kmd {version or '(unknown version)'}")


def _cards(machine: Machine) -> list[Check]:
    nodes = sorted(
        (node for node in (machine.root / "dev/tenstorrent").glob("*") if node.name.isdigit()),
        key=lambda node: int(node.name),
    )
    if not nodes:
        seen = sum(
            _read(vendor) == _PCI_VENDOR
            for vendor in (machine.root / "sys/bus/pci/devices").glob("*/vendor")
        )
        if seen:
            return [Check("card", "missing", f"{seen} on the PCI bus", "load the kernel driver")]
        return [Check("card", "missing", "", "none on the PCI bus (vendor 1e52)")]
    checks = []
    for node in nodes:
        facts = machine.root / f"sys/class/tenstorrent/tenstorrent!{node.name}"
        kind = _read(facts / "tt_card_type") or "card"
        firmware = _read(facts / "tt_fw_bundle_ver")
        name = f"card {node.name}"
        value = f"{kind}, firmware {firmware or '(unknown version)'}"
        if not os.access(node, os.R_OK | os.W_OK):
            advice = f"this user may not read and write {node}"
            checks.append(Check(name, "missing", value, advice))
        elif is_older(firmware, _FIRMWARE):
            advice = f"update the firmware to {dotted(_FIRMWARE)} or newer with tt-flash"
            checks.append(Check(name, "old", value, advice))
        else:
            checks.append(Check(name, "ok", value))
    return checks


def _home(machine: Machine) -> Path | None:
    for variable in ("TT_METAL_RUNTIME_ROOT", "TT_METAL_HOME"):
        if machine.environment.get(variable):
            return Path(machine.environment[variable])
    return None


def _tt_metal(machine: Machine) -> Check:
    name = f"tt-metal {TT_METAL}"
    home = _home(machine)
    if home is None:
        advice = (
            "set TT_METAL_HOME to the folder that holds tt_metal/: a source build, or the folder "
            "`ttnn` of the installed wheel ttnn 0.65.0"
        )
        return Check(name, "missing", "", advice)
    if not (home / "tt_metal/hw/inc/dataflow_api.h").exists():
        return Check(name, "missing", str(home), "TT_METAL_HOME names no tt-metal " + TT_METAL)
    return Check(name, "ok", str(home))


def _host_library(machine: Machine) -> Check:
    name = "libtt_metal.so"
    home = _home(machine)
    places = [] if home is None else [home / "build/lib"]
    found = _find(name, places, machine)
    if found is None:
        return Check(name, "missing", "", "comes with tt-metal, in $TT_METAL_HOME/build/lib")
    return Check(name, "ok", str(found))


def _kernel_compiler(machine: Machine) -> Check:
    home = _home(machine)
    places = [machine.root / "opt/tenstorrent/sfpi" / _COMPILER]
    if home is not None:
        places.insert(0, home / "runtime/sfpi" / _COMPILER)
    for place in places:
        if place.exists():
            return Check("SFPI compiler", "ok", str(place))
    advice = "install the SFPI release that tt-metal names: install_dependencies.sh --sfpi"
    return Check("SFPI compiler", "missing", "", advice)


def _plug_in(machine: Machine) -> Check:
    found = _find(PLUG_IN, list(machine.driver_folders), machine)
    if found is None:
        advice = (
            f"build it and put its folder on LD_LIBRARY_PATH (docs/running-on-a-card.md): {PLUG_IN}"
        )
        return Check("device library", "missing", "", advice)
    return Check("device library", "ok", str(found))


def _find(name: str, places: list[Path], machine: Machine) -> Path | None:
    listed = machine.environment.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    standard = [machine.root / folder for folder in ("usr/local/lib", "usr/lib", "lib")]
    for folder in [*places, *(Path(entry) for entry in listed if entry), *standard]:
        if (folder / name).exists():
            return folder / name
    return None
