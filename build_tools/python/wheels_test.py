# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Installs the wheels into a new virtual environment and uses them there as a user would: nothing else of this tree.

Their dependencies are the build's own pinned packages, put on the environment's path; with IREE_TENSTORRENT_ONLINE=1
pip installs those too, from the index that it is configured for.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import ClassVar

_WORKSPACE = Path(os.environ["RUNFILES_DIR"]) / os.environ["TEST_WORKSPACE"]
_ONLINE = os.environ.get("IREE_TENSTORRENT_ONLINE") == "1"


class WheelsTest(unittest.TestCase):
    folder: ClassVar[Path]
    python: ClassVar[Path]

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR")))
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", cls.folder], check=True)
        cls.python = cls.folder / "bin" / "python"
        wheels = sorted((_WORKSPACE / "build_tools" / "python").glob("*.whl"))
        if len(wheels) != 2:
            raise AssertionError(f"two wheels expected: {wheels}")
        command = [sys.executable, "-m", "pip", f"--python={cls.python}", "install", "--quiet"]
        if not _ONLINE:
            command += ["--no-index", "--no-deps"]
        # The wheels lie in runfiles as links; their names count.
        subprocess.run([*command, *wheels], check=True, env=_environment(cls.folder))
        packages = next(cls.folder.glob("lib/python*/site-packages"))
        # The build's packages, and the example's; not this tree's `iree`.
        paths = [
            entry
            for entry in os.environ["PYTHONPATH"].split(os.pathsep)
            if entry and not entry.endswith("/bindings/python")
        ]
        if _ONLINE:
            paths = [entry for entry in paths if "/pip/" not in entry]
        (packages / "build.pth").write_text("\n".join([*paths, ""]))

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(cls.folder)

    def _run(self, *command: str | Path) -> str:
        result = subprocess.run(
            command,
            env=_environment(self.folder),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=240,
        )
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def test_packages_are_the_installed_ones(self) -> None:
        files = self._run(
            self.python,
            "-c",
            "import iree._runtime_libs as libs, iree.tenstorrent as tt;"
            "import iree.tenstorrent.compiler.Target.cli as cli;"
            "print(libs.__path__[0], tt.__file__, cli.__file__, sep='\\n')",
        ).splitlines()
        for file in files:
            self.assertTrue(file.startswith(str(self.folder / "lib")), file)

    def test_tools_compile_and_run(self) -> None:
        program = _WORKSPACE / "examples" / "simple_add.mlir"
        tools = self.folder / "bin"
        self.assertIn("tenstorrent://", self._run(tools / "iree-tenstorrent-info"))
        self.assertIn(
            "tenstorrent://", self._run(tools / "iree-run-module", "--list_devices=tenstorrent")
        )
        self._run(
            tools / "iree-tenstorrent-compile",
            "--iree-hal-target-backends=tenstorrent",
            program,
            "-o",
            "simple_add.vmfb",
        )
        output = self._run(
            tools / "iree-run-module",
            "--device=tenstorrent",
            "--module=simple_add.vmfb",
            "--input=32x32xf32=1",
        )
        self.assertIn("32x32xf32=[2 2 2", output)

    def test_the_device_library_of_cards_is_beside_the_driver(self) -> None:
        # It is found, but tt-metal's own library, which it needs, is not there.
        output = self._run(
            self.python,
            "-c",
            "import iree.runtime as rt\n"
            "try: rt.get_device('tenstorrent://metalium')\n"
            "except Exception as error: print(error)",
        )
        self.assertIn("libtt_metal.so: cannot open shared object file", output)

    def test_example_simple_add(self) -> None:
        output = self._run(self.python, _WORKSPACE / "examples" / "simple_add.py")
        self.assertIn("1.0 + 1.0 = 2.0 in all 1024 elements", output)

    def test_example_mnist(self) -> None:
        output = self._run(self.python, _WORKSPACE / "examples" / "mnist.py")
        self.assertRegex(output, r"tenstorrent: \d+ of 360 right")

    def test_irees_own_python_api_finds_the_compiler(self) -> None:
        self._run(
            self.python,
            "-c",
            "import iree.tenstorrent, iree.compiler as c;"
            "vmfb = c.compile_str('func.func @f(%a: tensor<4xf32>) -> tensor<4xf32> {"
            " return %a : tensor<4xf32> }', target_backends=['tenstorrent']);"
            "assert vmfb",
        )


def _environment(folder: Path) -> dict[str, str]:
    """What a new shell has: no variable of Bazel's or of this test's."""
    kept = {"TMPDIR", "PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE", "LANG"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    return environment | {"HOME": str(folder), "PATH": "/usr/local/bin:/usr/bin:/bin"}


if __name__ == "__main__":
    unittest.main()
