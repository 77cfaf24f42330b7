# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""`iree-tenstorrent-info` on this machine and on made-up ones that lack one thing each."""

import json
from pathlib import Path

import pytest

from iree.tenstorrent.info import card, command
from iree.tenstorrent.info.checks import is_older


def _put(root: Path, path: str, text: str = "") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.fixture
def machine(tmp_path: Path) -> card.Machine:
    """A machine that has everything."""
    _put(tmp_path, "dev/tenstorrent/0")
    _put(tmp_path, "sys/module/tenstorrent/version", "2.4.1\n")
    facts = "sys/class/tenstorrent/tenstorrent!0"
    _put(tmp_path, f"{facts}/tt_card_type", "p100a\n")
    _put(tmp_path, f"{facts}/tt_fw_bundle_ver", "18.12.0.0\n")
    _put(tmp_path, "tt-metal/tt_metal/hw/inc/dataflow_api.h")
    _put(tmp_path, "tt-metal/build/lib/libtt_metal.so")
    _put(tmp_path, "opt/tenstorrent/sfpi/compiler/bin/riscv-tt-elf-g++")
    _put(tmp_path, f"usr/local/lib/{card.PLUG_IN}")
    return card.Machine(tmp_path, {"TT_METAL_HOME": str(tmp_path / "tt-metal")}, ())


def _wrong(machine: card.Machine) -> dict[str, tuple[str, str]]:
    return {
        check.name: (check.state, check.advice)
        for check in card.check_card(machine)
        if check.state != "ok"
    }


def test_a_machine_with_everything(machine: card.Machine) -> None:
    assert _wrong(machine) == {}
    values = {check.name: check.value for check in card.check_card(machine)}
    assert values["kernel driver"] == "tt-kmd 2.4.1"
    assert values["card 0"] == "p100a, firmware 18.12.0.0"


def test_a_machine_with_nothing(tmp_path: Path) -> None:
    wrong = _wrong(card.Machine(tmp_path, {}, ()))
    assert {state for state, _ in wrong.values()} == {"missing"}
    assert "modprobe tenstorrent" in wrong["kernel driver"][1]
    assert wrong["card"][1] == "none on the PCI bus (vendor 1e52)"
    assert "TT_METAL_HOME" in wrong["tt-metal v0.65"][1]
    assert "sfpi" in wrong["SFPI compiler"][1]


def test_a_card_without_its_driver(tmp_path: Path) -> None:
    _put(tmp_path, "sys/bus/pci/devices/0000:61:00.0/vendor", "0x1e52\n")
    assert _wrong(card.Machine(tmp_path, {}, ()))["card"] == ("missing", "load the kernel driver")


def test_old_versions(machine: card.Machine) -> None:
    _put(machine.root, "sys/module/tenstorrent/version", "1.34")
    _put(machine.root, "sys/class/tenstorrent/tenstorrent!0/tt_fw_bundle_ver", "18.6.9.0")
    assert _wrong(machine) == {
        "kernel driver": ("old", "install tt-kmd 2.1.0 or newer"),
        "card 0": ("old", "update the firmware to 18.7.0 or newer with tt-flash"),
    }


@pytest.mark.parametrize(
    ("version", "expected"),
    [("2.1", False), ("v2.0.9", True), ("2.1.0-rc1", False), ("1.34", True), ("", False)],
)
def test_versions(version: str, expected: bool) -> None:
    assert is_older(version, (2, 1, 0)) is expected


@pytest.mark.parametrize(
    ("script", "status", "message"),
    [
        ("exit 0", 0, "card 3 is reset"),
        ("echo no such card >&2; exit 2", 1, "failed: no such card"),
        (None, 1, "tt-smi, which resets cards, is not on PATH"),
    ],
)
def test_reset(
    script: str | None,
    status: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if script is not None:
        tool = tmp_path / "tt-smi"
        tool.write_text(f'#!/bin/sh\n[ "$*" = "-r 3" ] || exit 9\n{script}\n')
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command.main(["--reset", "3"]) == status
    assert message in capsys.readouterr().out


def test_text_and_json_of_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    status = command.main(["--json"])
    report = json.loads(capsys.readouterr().out)
    assert [check["name"] for check in report["software"]] == [
        "compiler",
        "runtime",
        "host compiler",
    ]
    assert status == (0 if all(check["state"] == "ok" for check in report["software"]) else 1)
    assert any(device.startswith("tenstorrent://") for device in report["devices"])
    command.main([])
    text = capsys.readouterr().out
    assert all(check["name"] in text for check in report["card"])
    if not report["card_ready"]:
        assert command.main(["--require-card"]) == 1
