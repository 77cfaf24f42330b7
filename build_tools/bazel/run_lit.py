# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs lit over given test files, with given programs on the PATH of their RUN lines.

Works under Bazel (build_tools/bazel/tt_py.bzl) and by hand:
  python build_tools/bazel/run_lit.py --tool=$(command -v iree-opt) path/to/test.mlir ...
"""

import argparse
import os
import pathlib
import sys
import tempfile

from lit.main import main as lit_main

_CONFIG = """
import lit.formats

config.name = "tenstorrent"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = {suffixes!r}
config.excludes = {excludes!r}
config.test_exec_root = {exec_root!r}
config.environment.update({environment!r})
config.substitutions.append(("%python", {python!r}))
"""


def _write_launcher(path: pathlib.Path, *command: str) -> None:
    """Writes a script that runs `command` with its own arguments after it, and this program's PYTHONPATH.

    lit gives what follows its own `cat` or `diff` in a pipe that command's.
    """
    quoted = " ".join(f"'{part}'" for part in command)
    python_path = os.environ.get("PYTHONPATH", "")
    path.write_text(f"#!/bin/sh\nexport PYTHONPATH='{python_path}'\nexec {quoted} \"$@\"\n")
    path.chmod(0o755)


def _link_into(root: pathlib.Path, file: str) -> pathlib.Path:
    """Links a file into the test tree at its own relative path."""
    relative = os.path.relpath(file)
    link = root / (relative if not relative.startswith("..") else os.path.basename(file))
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.path.abspath(file))
    return link


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", action="append", default=[], help="program for RUN lines")
    parser.add_argument("--data", action="append", default=[], help="file that tests refer to")
    parser.add_argument("tests", nargs="+", help="test files")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as scratch_name:
        scratch = pathlib.Path(scratch_name)
        root, tools, exec_root = scratch / "tests", scratch / "bin", scratch / "out"
        for folder in (root, tools, exec_root):
            folder.mkdir()
        for tool in options.tool:
            _write_launcher(tools / os.path.basename(tool), os.path.abspath(tool))
        _write_launcher(tools / "FileCheck", sys.executable, "-m", "filecheck")
        for data in options.data:
            _link_into(root, data)
        tests = [_link_into(root, test) for test in options.tests]

        keep = ("PYTHON", "RUNFILES_DIR", "IREE_", "HOME", "TMPDIR", "LD_LIBRARY_PATH")
        environment = {k: v for k, v in os.environ.items() if k.startswith(keep)}
        environment["PATH"] = f"{tools}:{os.environ.get('PATH', '/usr/bin:/bin')}"
        (root / "lit.cfg.py").write_text(
            _CONFIG.format(
                suffixes=sorted({test.suffix for test in tests}),
                excludes=[os.path.basename(data) for data in options.data] + ["lit.cfg.py"],
                exec_root=str(exec_root),
                environment=environment,
                python=sys.executable,
            )
        )
        arguments = ["lit", "-v", "--order=lexical", "--workers=2"]
        report = os.environ.get("XML_OUTPUT_FILE")
        if report:
            arguments.append(f"--xunit-xml-output={report}")
        shards = int(os.environ.get("TEST_TOTAL_SHARDS", "1"))
        if shards > 1:
            pathlib.Path(os.environ["TEST_SHARD_STATUS_FILE"]).touch()
            index = int(os.environ["TEST_SHARD_INDEX"]) + 1
            arguments += [f"--num-shards={shards}", f"--run-shard={index}", "--allow-empty-runs"]
        test_filter = os.environ.get("TESTBRIDGE_TEST_ONLY")
        if test_filter:
            arguments.append(f"--filter={test_filter}")
        sys.argv = arguments + [str(test) for test in tests]
        try:
            lit_main()
        except SystemExit as exit_request:
            code = exit_request.code
            return code if isinstance(code, int) else int(code is not None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
