# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""iree.tenstorrent as its users call it, and IREE's own Python API with the tenstorrent target and driver."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import iree.compiler
import iree.runtime as rt
import numpy as np
import pytest

import iree.tenstorrent as tt

_ADD = """
func.func @main(%x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %0 = stablehlo.add %x, %y : tensor<?xf32>
  return %0 : tensor<?xf32>
}
"""
_SEVERAL = """
module @several {
  func.func @twice(%x: tensor<4xi32>) -> tensor<4xi32> {
    %0 = arith.addi %x, %x : tensor<4xi32>
    return %0 : tensor<4xi32>
  }
  func.func @swap(%x: tensor<4xi32>, %n: i32) -> (i32, tensor<4xi32>) {
    return %n, %x : i32, tensor<4xi32>
  }
  func.func @nothing() {
    return
  }
}
"""
_X = np.arange(5, dtype=np.float32)


def test_names() -> None:
    assert set(dir(tt)) == {*tt.__all__, "compiler"}
    assert all(getattr(tt, name).__module__.startswith("iree.tenstorrent.") for name in tt.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tt.nonsense  # noqa: B018


def test_run_on_tenstorrent() -> None:
    result = tt.run_on_tenstorrent(_ADD, _X, _X)
    np.testing.assert_array_equal(np.asarray(result), 2 * _X)


def test_run_on_tenstorrent_takes_what_numpy_takes() -> None:
    mlir = "func.func @main(%x: tensor<3xi32>) -> tensor<3xi32> { return %x : tensor<3xi32> }"
    np.testing.assert_array_equal(
        np.asarray(tt.run_on_tenstorrent(mlir, np.array([1, 2, 3], np.int32))), [1, 2, 3]
    )


def test_run_on_another_device_of_the_driver() -> None:
    uri = "tenstorrent://emulator?grid=2x2&threads=1"
    result = tt.run_on_tenstorrent(_ADD, _X, _X, device=uri)
    np.testing.assert_array_equal(np.asarray(result), 2 * _X)


def test_which_function_must_be_said() -> None:
    with pytest.raises(ValueError, match=r"say which function: .*twice, swap"):
        tt.run_on_tenstorrent(_SEVERAL, np.zeros(4, np.int32))
    result = tt.run_on_tenstorrent(_SEVERAL, np.ones(4, np.int32), function="twice")
    np.testing.assert_array_equal(np.asarray(result), [2] * 4)


def test_module() -> None:
    module = tt.load_module(tt.compile_module(_SEVERAL))
    assert module.name == "several"
    assert set(module.functions) == {"twice", "swap", "nothing"}
    assert [function.name for function in module] == list(module.functions)
    assert repr(module) == f"<Module several: {', '.join(module.functions)}>"

    x = np.array([1, -2, 3, 4], np.int32)
    number, same = module.swap(x, 7)
    assert number == 7
    np.testing.assert_array_equal(np.asarray(same), x)
    assert module["nothing"]() is None
    assert "swap" in module.swap.signature

    with pytest.raises(KeyError, match=r"no function 'thrice' .it has: .*twice"):
        module["thrice"]
    with pytest.raises(AttributeError, match="no function 'thrice'"):
        module.thrice  # noqa: B018


def test_results_stay_on_the_device() -> None:
    module = tt.load_module(tt.compile_module(_SEVERAL))
    result = module.twice(np.ones(4, np.int32))
    assert isinstance(result, rt.DeviceArray)
    np.testing.assert_array_equal(np.asarray(module.twice(result)), [4] * 4)


def test_wrong_arguments() -> None:
    module = tt.load_module(tt.compile_module(_SEVERAL))
    for arguments in ((), (np.zeros(5, np.int32),), (np.zeros(4, np.float32),)):
        with pytest.raises((ValueError, RuntimeError)):
            module.twice(*arguments)
    # The module goes on.
    np.testing.assert_array_equal(np.asarray(module.twice(np.ones(4, np.int32))), [2] * 4)


def test_modules_in_threads() -> None:
    compiled = tt.compile_module(_ADD)

    def run(n: int) -> bool:
        module = tt.load_module(compiled)
        x = np.arange(100 * n, dtype=np.float32)
        return all((np.asarray(module.main(x, x)) == 2 * x).all() for _ in range(5))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(run, range(1, 9)))


def test_compile_module() -> None:
    mlir = _ADD.replace("?", "5")
    compiled = tt.compile_module(mlir)
    assert tt.compile_module(mlir) is compiled
    assert {kernel.role for kernel in compiled.kernels} == {"reader", "compute", "writer"}
    assert all(kernel.source.encode() in compiled.vmfb for kernel in compiled.kernels)
    assert all(kernel.name.startswith(kernel.dispatch) for kernel in compiled.kernels)
    (dispatch,) = compiled.dispatches
    assert dispatch.name == compiled.kernels[0].dispatch
    assert (dispatch.lowering, dispatch.operations, dispatch.calls) == ("elementwise", 5, 1)


def test_compile_for_another_architecture() -> None:
    compiled = tt.compile_module(_ADD, flags=["--iree-tenstorrent-arch=wormhole_b0"])
    with pytest.raises(RuntimeError, match="compiled for wormhole_b0"):
        tt.load_module(compiled)
    module = tt.load_module(compiled, "tenstorrent://emulator?arch=wormhole_b0")
    np.testing.assert_array_equal(np.asarray(module.main(_X, _X)), 2 * _X)


def test_compile_for_another_target() -> None:
    compiled = tt.compile_module(_ADD, target="llvm-cpu")
    assert compiled.kernels == ()
    with pytest.raises(RuntimeError):
        tt.load_module(compiled)
    result = tt.load_module(compiled, "local-task").main(_X, _X)
    np.testing.assert_array_equal(np.asarray(result), 2 * _X)


def test_save(tmp_path: Path) -> None:
    path = tmp_path / "add.vmfb"
    tt.compile_module(_ADD).save(path)
    result = tt.load_module(path.read_bytes()).main(_X, _X)
    np.testing.assert_array_equal(np.asarray(result), 2 * _X)


def test_compile_errors_name_the_place() -> None:
    with pytest.raises(tt.CompileError, match=r":1:\d+: error: .*stablehlo.nonsense"):
        tt.compile_module('func.func @main() { "stablehlo.nonsense"() : () -> () return }')
    with pytest.raises(tt.CompileError, match="wormhole_c0"):
        tt.compile_module(_ADD, flags=["--iree-tenstorrent-arch=wormhole_c0"])


def test_malformed_modules() -> None:
    with pytest.raises((ValueError, RuntimeError)):
        tt.load_module(b"not a module")


def test_devices() -> None:
    devices = tt.list_devices()
    assert devices[0].uri == "tenstorrent://emulator"
    assert "P100A" in devices[0].name
    with pytest.raises(tt.DeviceNotFoundError, match=r"no driver 'abacus' .it has: .*tenstorrent"):
        tt.list_devices("abacus")
    with pytest.raises(tt.DeviceNotFoundError, match="cannot open device"):
        tt.run_on_tenstorrent(_ADD, _X, _X, device="tenstorrent://emulator?arch=abacus")


def test_iree_runtime_config() -> None:
    config = rt.Config("tenstorrent")
    module = rt.VmModule.copy_buffer(config.vm_instance, tt.compile_module(_ADD).vmfb)
    context = rt.SystemContext(vm_modules=[module], config=config)
    result = context.modules.module.main(_X, _X)
    np.testing.assert_array_equal(result.to_host(), 2 * _X)


@pytest.mark.parametrize("device", ["tenstorrent", "local-sync"])
def test_one_module_for_either_device(device: str) -> None:
    flags = ["--iree-hal-target-device=tenstorrent,local"]
    flags.append("--iree-hal-local-target-device-backends=vmvx")
    vmfb = iree.compiler.compile_str(_ADD, extra_args=flags)
    config = rt.Config(device)
    module = rt.load_vm_module(rt.VmModule.copy_buffer(config.vm_instance, vmfb), config)
    np.testing.assert_array_equal(module.main(_X, _X).to_host(), 2 * _X)


def test_iree_compiler_compile_str() -> None:
    vmfb = iree.compiler.compile_str(_ADD, target_backends=["tenstorrent"])
    assert vmfb == tt.compile_module(_ADD).vmfb
    with pytest.raises(iree.compiler.CompilerToolError, match="error"):
        iree.compiler.compile_str("module {", target_backends=["tenstorrent"])


def test_iree_runtime_load_vm_flatbuffer() -> None:
    vmfb = iree.compiler.compile_str(_ADD, target_backends=["tenstorrent"])
    module = rt.load_vm_flatbuffer(vmfb, driver="tenstorrent")
    np.testing.assert_array_equal(module.main(_X, _X).to_host(), 2 * _X)


def test_a_tool_path_of_the_user_stays(tmp_path: Path) -> None:
    script = "import os, iree.tenstorrent; print(os.environ['IREE_TOOL_PATH'])"
    environment = {**os.environ, "IREE_TOOL_PATH": str(tmp_path)}
    output = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    first, second = output.strip().split(os.pathsep)
    assert (Path(first) / "iree-compile").exists()
    assert second == str(tmp_path)
